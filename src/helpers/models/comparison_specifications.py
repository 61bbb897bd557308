"""Every choice of the comparison crossed with every other, and the joint test over all of them.

One task fits one combination of promise, club rule, universe and columns, on every second year; years, states
and scale are read from it. Each state runs through the same combinations as Iran.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from ..measures import placebo
from . import comparison

PROMISES = ("small", "any", "defence", "bilateral", "middling")
WINDOWS = {"1980–2018": (1980, 2018), "1990–2018": (1990, 2018), "1980–1999": (1980, 1999)}
POOLS = ("all states", "above a million people")
SCALES = ("gap", "partners")
FACTORS = ("promise", "clubs", "universe", "columns", "years", "pool", "scale")
PEOPLE = 1000.0
# The major powers hold a sixth of the pairs and more; one step from the fit of all is too short for them.
LARGE = 0.02
EVERY, LEAST = 2, 5


def fits() -> list[comparison.Choice]:
    """Return the combinations that need a fit of their own."""
    every = product(PROMISES, comparison.CLUBS, comparison.UNIVERSES, comparison.COLUMNS)
    return [comparison.Choice(*one) for one in every]


def one_fit(
    choice: comparison.Choice, rng: np.random.Generator, panel: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:
    """Return one row a specification and state: in which share of other states no more is missing."""
    years = comparison.compare(panel[panel["year"].mod(EVERY).eq(0)], choice, large=LARGE)
    enough = people.query("tpop >= @PEOPLE")[["state", "year"]].drop_duplicates()
    pools = {POOLS[0]: years, POOLS[1]: years.merge(enough)}
    rows = []
    for window, pool, scale in product(WINDOWS, POOLS, SCALES):
        ranked = placebo.levels(pools[pool], within=WINDOWS[window], scale=scale, least=LEAST)
        share = 1 - (ranked["rank"] - 1) / (ranked["states"] - 1)
        named = {**vars(choice), "years": window, "pool": pool, "scale": scale}
        rows.append(ranked[["state", "partners", "expected", "found", "rank", "states"]].assign(
            percentile=100 * share, **named
        ))  # fmt: skip
    return pd.concat(rows, ignore_index=True)


def of_state(every: pd.DataFrame, state: str) -> pd.DataFrame:
    """Return one row a specification: what is expected of a state, found, its rank and percentile."""
    rows = every[every["state"].eq(state)].reset_index(drop=True)
    return rows[[*FACTORS, "partners", "expected", "found", "rank", "states", "percentile"]]


def joint(every: pd.DataFrame) -> pd.DataFrame:
    """Return one row a state: its median percentile over all specifications, and its place among states.

    A state counts that is ranked in at least nine of ten specifications.
    """
    number = len(every.drop_duplicates(list(FACTORS)))
    tenth = every["rank"].le(every["states"] / 10)
    groups = every.assign(tenth=tenth).groupby("state")
    rows = groups.agg(
        specifications=("percentile", "size"), median=("percentile", "median"), lowest_tenth=("tenth", "mean")
    )
    rows = rows[rows["specifications"].ge(0.9 * number)].reset_index()
    rank = rows["median"].rank(method="min", ascending=False).astype("int64")
    tenths = rows["lowest_tenth"].rank(method="min", ascending=False).astype("int64")
    return rows.assign(rank=rank, rank_by_tenth=tenths).sort_values(["rank", "state"], ignore_index=True)
