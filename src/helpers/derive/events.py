"""Events coded by machine from news: ICEWS (2002-2014), and a daily score made from GDELT (2018-2023)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import raw

ICEWS = "icews-dyad-year/icews_directed_dyad_year_2002_2014_selected.csv"
GDELT = "gdelt-composite-daily/gdelt_composite_daily_selected_dyads_2018_2024.csv"
IRAN = "IRN"
QUADS = {
    "verbCoop": "verbal_cooperation",
    "matlCoop": "material_cooperation",
    "verbConf": "verbal_conflict",
    "matlConf": "material_conflict",
}
# The file stops on 23 February 2024: 54 days are no year.
LAST_YEAR = 2023


def icews() -> pd.DataFrame:
    """One row a partner and year: events with Iran in four classes, in both directions and in each."""
    events = pd.read_csv(raw.read(ICEWS)).rename(columns=QUADS)
    from_iran = _directed(events[events["i_iso3c"].eq(IRAN)], "j_iso3c").add_prefix("from_iran_")
    to_iran = _directed(events[events["j_iso3c"].eq(IRAN)], "i_iso3c").add_prefix("to_iran_")
    both = {quad: from_iran[f"from_iran_{quad}"] + to_iran[f"to_iran_{quad}"] for quad in QUADS.values()}
    return pd.concat([pd.DataFrame(both), from_iran, to_iran], axis=1).astype("int64").reset_index()


def gdelt_daily_mean() -> pd.DataFrame:
    """One row a dyad and year: mean score of a day, with the days it rests on.

    A sum over the year would measure how many days are in the file (365 in 2018, 297 in 2023); none is
    given.
    """
    days = pd.read_csv(raw.read(GDELT))
    pair = np.sort(days[["country1", "country2"]].to_numpy(dtype="object"), axis=1)
    days = days.assign(state_a=pair[:, 0], state_b=pair[:, 1], year=days["date"].str[:4].astype("int64"))
    groups = days[days["year"].le(LAST_YEAR)].groupby(["state_a", "state_b", "year"])["composite_score"]
    means = groups.agg(score="mean", days="size", days_without_event=lambda score: int(score.eq(0).sum()))
    return means.reset_index()


def _directed(events: pd.DataFrame, partner: str) -> pd.DataFrame:
    return (
        events.rename(columns={partner: "partner"})
        .set_index(["partner", "year"])[list(QUADS.values())]
        .sort_index()
    )


TABLES = {"icews": icews, "gdelt_daily_mean": gdelt_daily_mean}
