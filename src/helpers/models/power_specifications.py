"""Did a power rise or fall? Its share of the world's means from every first year to every last one."""

from __future__ import annotations

from itertools import product

import pandas as pd

from .. import tables
from .jobs import Job

STATES = ("CHN", "RUS", "USA")
FIRST, LAST = 1992, 2016  # of the first years, and of the last ones, the earliest
SHORTEST = 5  # years from the first to the last


def power_specifications() -> pd.DataFrame:
    """One row a state, measure, first year and last year: its share of the world in both."""
    wide = shares()
    ends = wide.index.get_level_values("year").unique()
    spans = [
        (start, end)
        for start, end in product(ends, ends)
        if start >= FIRST and end >= max(LAST, start + SHORTEST)
    ]
    rows = [
        {"state": state, "measure": measure, "start": start, "end": end,
         "share_start": wide.at[(state, start), measure], "share_end": wide.at[(state, end), measure]}
        for state, measure, (start, end) in product(STATES, wide.columns, spans)
    ]  # fmt: skip
    return pd.DataFrame(rows).dropna().round(5)


def shares() -> pd.DataFrame:
    """Return by state and year the share of the world's capabilities, by six and five parts, and output."""
    means, output = tables.load("capabilities"), tables.load("gdp")
    world = output.groupby("year")["gdp_real"].transform("sum")
    output = output.assign(gdp=output["gdp_real"] / world).set_index(["state", "year"])["gdp"]
    return means.set_index(["state", "year"])[["cinc", "cinc_five"]].join(output).astype("float64")


JOBS = {"power_specifications": Job(power_specifications, tables=("capabilities", "gdp"))}
