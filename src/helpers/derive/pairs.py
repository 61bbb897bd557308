"""All pairs of states that a tie could join, 1946-2018: what they had promised, and how they were placed.

The panel is too large, and in parts not ours, to be kept in the repository; :mod:`helpers.models` makes
tables of it. Sources: Alliance Treaty Obligations and Provisions; Correlates of War (state system, major
powers, contiguity, material capabilities); minimum distances from CShapes 2.0; V-Dem; strategic rivalries.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from . import alliances, capabilities, disputes, raw, states

FIRST_YEAR, LAST_YEAR = 1946, 2018
NEAR = 3000
# States without a seat in the Assembly at the end of any year have no code in the file of ideal points.
CODES = {347: "XKX", 511: "EAZ"}
# Regions are the blocks of numbers of the Correlates of War: Iran is 630, Türkiye 640, Russia 365.
REGIONS = {
    "americas": (1, 200), "europe": (200, 400), "africa": (400, 600), "middle_east": (600, 700),
    "asia": (700, 900), "oceania": (900, 1000),
}  # fmt: skip
ARAB_LEAGUE, NORTH_ATLANTIC = (3015, 3205), (3180,)
HEIRS = (359, *range(365, 374), *range(701, 706))
CLUBS = ("arab", "americas", "nato", "soviet")
# The most members that a treaty ever had, for it to count under each name.
SMALL = {"small": 6, "middling": 10}
PAIR = ["number_a", "number_b"]
KEY = [*PAIR, "year"]


@cache
def panel() -> pd.DataFrame:
    """Return one row a year and pair of states (by number, a < b): neighbours, near, or one a major power.

    ``relevant`` pairs hold a major power, or are neighbours by land or across at most 400 miles; the others
    lie within 3,000 kilometres. Promises are of either side: ``any`` and ``defence`` from v5.1, the others
    from v4.01, carried from 2016 to 2018. What a source lacks is missing.
    """
    rows = _universe()
    for add in (_promises, _treaties, _power, _regimes, _rivalry, _placed, _clubs):
        rows = add(rows)
    return rows.sort_values(KEY, ignore_index=True)


@cache
def names() -> pd.Series:
    """Return the names of states in the list of the Correlates of War, by number."""
    rows = pd.read_csv(raw.read("cow-states/cow_states.csv"))
    return rows.drop_duplicates("ccode", keep="last").set_index("ccode")["statenme"]


def code(numbers: pd.Series) -> pd.Series:
    """Return a code for each number of a state; both Germanies' West and both Yemens' North keep one."""
    return numbers.map(states.codes() | CODES)


def population() -> pd.DataFrame:
    """Return one row a state and year, by number: its people, in thousands."""
    rows = capabilities.material_capabilities().rename(columns={"ccode": "number"})
    return rows[["number", "year", "tpop"]].dropna()


def _universe() -> pd.DataFrame:
    members = states.members(LAST_YEAR).query("year >= @FIRST_YEAR")
    rows = members.rename(columns={"number": "number_a"})
    rows = rows.merge(members.rename(columns={"number": "number_b"}), on="year").query("number_a < number_b")
    rows = rows.merge(_distance(), on=KEY, how="left").merge(_contiguity(), on=KEY, how="left")
    rows = rows.assign(majors=_majors(rows), contiguity=rows["contiguity"].fillna(0).astype("int64"))
    relevant = rows["majors"].gt(0) | rows["contiguity"].gt(0)
    return rows.assign(relevant=relevant)[relevant | rows["distance_km"].le(NEAR)]


def _distance() -> pd.DataFrame:
    rows = pd.read_csv(raw.read("cow-geography/cow_mindist.csv.gz"), compression="gzip")
    rows.columns = [*KEY, "distance_km"]
    return rows.query("@FIRST_YEAR <= year <= @LAST_YEAR").drop_duplicates(KEY)


def _contiguity() -> pd.DataFrame:
    """Return the pairs in contact: 1 by land, 2 to 5 across more and more water; spells of 2016 are open."""
    spells = pd.read_csv(raw.read("cow-geography/cow_contdir.csv")).query("ccode1 < ccode2")
    end = spells["enddate"].str[:4].astype("int64")
    years = states.in_years(spells, spells["stdate"].str[:4], end.mask(end.ge(2016), LAST_YEAR))
    years = years.rename(columns={"ccode1": "number_a", "ccode2": "number_b", "conttype": "contiguity"})
    return years.sort_values("stdate").drop_duplicates(KEY, keep="last")[[*KEY, "contiguity"]]


def _majors(rows: pd.DataFrame) -> pd.Series:
    """Count the major powers in each pair; which of the two it is depends on a number and means nothing."""
    powers = set(states.majors(LAST_YEAR).itertuples(index=False, name=None))
    sides = [
        [one in powers for one in zip(rows[side], rows["year"], strict=True)] for side in PAIR
    ]  # fmt: skip
    return pd.Series(np.sum(sides, axis=0), index=rows.index)


def _either(rows: pd.DataFrame, flags: list[str]) -> pd.DataFrame:
    """Put both directions of a promise on one row, the lower number first."""
    low, high = rows[PAIR].min(axis=1), rows[PAIR].max(axis=1)
    return rows.assign(number_a=low, number_b=high).groupby(KEY, as_index=False)[flags].any()


def _promises(rows: pd.DataFrame) -> pd.DataFrame:
    made = alliances.dyad_years().rename(columns={"number": "number_a", "partner_number": "number_b"})
    made = made.assign(any=made[alliances.NAMES].any(axis=1))
    rows = rows.merge(_either(made, ["any", "defence"]), on=KEY, how="left")
    return rows.assign(**{flag: rows[flag].eq(True) for flag in ("any", "defence")})


def small_memberships(most: int = SMALL["small"]) -> pd.DataFrame:
    """Return one row a small treaty, member and phase; a bilateral one stays small where states succeeded."""
    members = alliances.treaty_members()
    ever = members.groupby("atopid")["member"].transform("nunique")
    return members[ever.le(most) | members["bilateral"]]


def _treaties(rows: pd.DataFrame) -> pd.DataFrame:
    flags = {}
    for name, most in SMALL.items():
        flags[name] = _tied(rows, small_memberships(most))
    members = alliances.treaty_members()
    flags["bilateral"] = _tied(rows, members[members["bilateral"]])
    return rows.assign(**flags)


def _tied(rows: pd.DataFrame, members: pd.DataFrame) -> np.ndarray:
    pairs = alliances.overlapping(alliances.together(members)).query("end.isna() or end.dt.year >= 1946")
    end = pairs["end"].dt.year.fillna(LAST_YEAR)
    years = states.in_years(pairs, pairs["begin"].dt.year, end)
    years = years.rename(columns={"member": "number_a", "partner": "number_b"}).assign(tied=True)
    both = rows[KEY].merge(_either(years, ["tied"]), on=KEY, how="left")
    return both["tied"].eq(True).to_numpy()


def _of_both(rows: pd.DataFrame, measure: pd.DataFrame, column: str) -> tuple[pd.Series, pd.Series]:
    values = measure.set_index(["number", "year"])[column]
    sides = [values.reindex(pd.MultiIndex.from_frame(rows[[side, "year"]])).to_numpy() for side in PAIR]
    low, high = np.fmin(*sides), np.fmax(*sides)
    unknown = np.isnan(sides[0]) | np.isnan(sides[1])
    return (
        pd.Series(np.where(unknown, np.nan, low), index=rows.index),
        pd.Series(np.where(unknown, np.nan, high), index=rows.index),
    )


def _power(rows: pd.DataFrame) -> pd.DataFrame:
    index = capabilities.material_capabilities().rename(columns={"ccode": "number"})
    low, high = _of_both(rows, index, "cinc_five")
    floor = 1e-6
    return rows.assign(larger=np.log(high + floor), ratio=np.log((high + floor) / (low + floor)))


def _regimes(rows: pd.DataFrame) -> pd.DataFrame:
    low, high = _of_both(rows, capabilities.democracy().rename(columns={"ccode": "number"}), "polyarchy")
    return rows.assign(democracy_low=low, democracy_gap=high - low)


def _rivalry(rows: pd.DataFrame) -> pd.DataFrame:
    spells = disputes.rivalry_spells()
    years = states.in_years(spells, spells["start"], spells["end"])[["ccode1", "ccode2", "year"]]
    years = years.query("@FIRST_YEAR <= year <= @LAST_YEAR")
    mirrored = years.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1"})
    both = pd.concat([years, mirrored]).drop_duplicates()
    first = both.rename(columns={"ccode1": "number_a", "ccode2": "rival"})
    second = both.rename(columns={"ccode1": "number_b", "ccode2": "rival"})
    shared = first.merge(second, on=["rival", "year"]).groupby(KEY).size().rename("shared_rivals")
    rivals = both.rename(columns={"ccode1": "number_a", "ccode2": "number_b"}).assign(rivals=True)
    rows = rows.merge(rivals, on=KEY, how="left").merge(shared.reset_index(), on=KEY, how="left")
    return rows.assign(rivals=rows["rivals"].eq(True), shared_rivals=rows["shared_rivals"].fillna(0))


def region(numbers: pd.Series) -> pd.Series:
    """Return the region of each state, by the hundreds of its number."""
    edges = [low for low, _ in REGIONS.values()] + [1000]
    return pd.cut(numbers, edges, right=False, labels=list(REGIONS)).astype("str")


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Add region and age; a state is as old as its first year in the state system."""
    system = pd.read_csv(raw.read("cow-states/cow_states.csv"))
    first = system.groupby("ccode")["styear"].min()
    younger = np.maximum(rows["number_a"].map(first), rows["number_b"].map(first))
    regions = [region(rows[side]) for side in PAIR]
    inside = {f"in_{name}": regions[0].eq(name).astype(int) + regions[1].eq(name) for name in REGIONS}
    age = np.log1p(rows["year"] - younger)
    return rows.assign(age=age, same_region=regions[0].eq(regions[1]), **inside)


def _clubs(rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the pairs of two states of one club, as it has ever been."""
    ever = alliances.treaty_members().groupby("atopid")["member"].agg(set)
    clubs = {
        "arab": set().union(*(ever[treaty] for treaty in ARAB_LEAGUE)),
        "americas": set(range(*REGIONS["americas"])),
        "nato": set().union(*(ever[treaty] for treaty in NORTH_ATLANTIC)),
        "soviet": set(HEIRS),
    }
    both = {name: rows["number_a"].isin(ids) & rows["number_b"].isin(ids) for name, ids in clubs.items()}
    return rows.assign(**{f"club_{name}": inside for name, inside in both.items()})
