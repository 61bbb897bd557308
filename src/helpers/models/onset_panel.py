"""The pairs of states that may promise each other defence, year by year, and what was known of each before.

Pairs: members of the state system of which one is a major power, or which touch by land or across at most
400 miles of water. The sources are those of :mod:`helpers.derive.ties`. Borders are known to 2016, distances
to 2019, rivalries to 2020, capabilities to 2022; what a source no longer has is taken to be as it was last.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from ..derive import alliances, capabilities, disputes, raw, states, ties
from . import onset_rules as rules

DYAD = ["state_a", "state_b"]
LAST_LOOK = 2024  # the list of states, and of major powers, is good to the end of that year
KINDS = {"own": "defence and bilateral", "many": "defence and not bilateral", "less": "not defence"}


@cache
def panel() -> pd.DataFrame:
    """Return one row a pair without a pact of its own and year, to 2016: what came, and what was known.

    Returns
    -------
    DataFrame
        ``state_a``, ``state_b`` (codes, in order), ``year``, ``own`` and ``many`` (whether such a pact began
        in the year), ``free`` (no pact of any kind at the end of the year before), ``gone`` (one of the two
        left the state system in the year), and the covariates but the recent rates, as of the year before.
    """
    before = known().query("free_of_own and year < @rules.LAST_YEAR")
    rows = before.assign(year=before["year"] + 1).reset_index(drop=True)
    at = pd.MultiIndex.from_frame(rows[[*DYAD, "year"]])
    members = states.members(rules.LAST_YEAR)
    there = set(zip(alliances.codes_of(members["number"]), members["year"], strict=True))
    stay = [[pair in there for pair in zip(rows[side], rows["year"], strict=True)] for side in DYAD]
    came = {cause: at.isin(_begun(cause)) for cause in rules.CAUSES}
    return rows.assign(**came, gone=~np.logical_and(*map(np.array, stay)))


@cache
def known() -> pd.DataFrame:
    """Return one row a pair of states and year, to 2024: its ties at the year's end, and the covariates."""
    rows = _pairs(range(rules.FIRST_YEAR, LAST_LOOK + 1))
    for add in (_tied, _placed, _measured, _rivals):
        rows = add(rows)
    return rows.sort_values([*DYAD, "year"], ignore_index=True)


def _pairs(years: range) -> pd.DataFrame:
    """Pair the members of each year's end that touch, or of which one is a major power."""
    system = states.members(LAST_LOOK).query("year in @years")
    majors = states.majors(LAST_LOOK).assign(power=1)
    system = system.merge(majors, on=["number", "year"], how="left").fillna({"power": 0})
    both = system.merge(system, on="year", suffixes=("_a", "_b")).query("number_a < number_b")
    both["great_powers"] = both["power_a"] + both["power_b"]
    near = ties.contiguous().rename(columns={"ccode1": "number_a", "ccode2": "number_b", "year": "seen"})
    both["seen"] = both["year"].clip(upper=ties.LAST_YEAR_OF_CONTIGUITY)
    both = both.merge(near, on=["number_a", "number_b", "seen"], how="left")
    both = both[both["great_powers"].gt(0) | both["contiguity"].notna()].reset_index(drop=True)
    named = np.sort(both[["number_a", "number_b"]].apply(alliances.codes_of).to_numpy(), axis=1)
    both = both.assign(state_a=named[:, 0], state_b=named[:, 1], land_border=both["contiguity"].eq("land"))
    return both[[*DYAD, "year", "number_a", "number_b", "great_powers", "land_border"]]


def _tied(rows: pd.DataFrame) -> pd.DataFrame:
    """Add what stood at the end of the year, by the list of treaties: nothing new is known after its end."""
    at = pd.MultiIndex.from_frame(rows[DYAD].assign(year=rows["year"].clip(upper=rules.LAST_YEAR)))
    own, many, less = (at.isin(_standing(kind)) for kind in KINDS)
    begun = rows[DYAD].merge(_first_pact(), on=DYAD, how="left")["year"]
    return rows.assign(
        free_of_own=~own,
        free=~own & ~many,
        bound_by_many=many,
        lesser_promise=less,
        defence_before=begun.le(rows["year"]) & ~own & ~many,
    )


@cache
def _promises() -> pd.DataFrame:
    """Return one row a pair, treaty and time in which either had promised the other anything."""
    pairs = alliances.overlapping(alliances.together(alliances.treaty_members()))
    named = np.sort(pairs[["member", "partner"]].apply(alliances.codes_of).to_numpy(), axis=1)
    return pairs.assign(state_a=named[:, 0], state_b=named[:, 1])


@cache
def _standing(kind: str) -> pd.MultiIndex:
    """Return the pairs and years at whose end a promise of a kind stood."""
    rows = _promises().query(KINDS[kind])
    until = rows["end"].dt.year.sub(1).fillna(rules.LAST_YEAR)
    years = states.in_years(rows, rows["begin"].dt.year, until)
    return pd.MultiIndex.from_frame(years[[*DYAD, "year"]].drop_duplicates())


def _begun(kind: str) -> pd.MultiIndex:
    rows = _promises().query(KINDS[kind])
    return pd.MultiIndex.from_frame(rows[DYAD].assign(year=rows["begin"].dt.year).drop_duplicates())


def _first_pact() -> pd.DataFrame:
    rows = _promises().query("defence")
    return rows["begin"].dt.year.rename("year").groupby([rows[side] for side in DYAD]).min().reset_index()


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the distance between the territories; a pair without one in a year has that of the nearest year."""
    apart = pd.read_csv(raw.read("cow-geography/cow_mindist.csv.gz"), compression="gzip")
    apart = apart.rename(columns={"ccode1": "number_a", "ccode2": "number_b"})
    rows = rows.merge(apart, on=["number_a", "number_b", "year"], how="left").sort_values([*DYAD, "year"])
    near = rows.groupby(DYAD)["mindist"].transform(lambda km: km.ffill().bfill())
    return rows.assign(distance=np.log1p(near.mask(rows["land_border"] & near.isna(), 0))).drop(
        columns="mindist"
    )


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    """Add how unequal the two are in weight, how far apart in democracy, and how democratic the lesser is."""
    power = capabilities.material_capabilities().rename(columns={"ccode": "number"})
    regimes = capabilities.democracy().rename(columns={"ccode": "number"})
    for side in "ab":
        for measure, name in ((power, "cinc"), (regimes, "polyarchy")):
            rows = rows.merge(
                _carried(measure, name, rows["year"].max(), side), on=[f"number_{side}", "year"], how="left"
            )
    ratio = np.log(rows["cinc_a"].astype(float) / rows["cinc_b"].astype(float)).abs()
    levels = rows[["polyarchy_a", "polyarchy_b"]]
    rows = rows.assign(
        capability_ratio=ratio.where(np.isfinite(ratio)),
        polyarchy_gap=levels.max(axis=1, skipna=False) - levels.min(axis=1, skipna=False),
        polyarchy_least=levels.min(axis=1, skipna=False),
    )
    return rows.drop(columns=["cinc_a", "cinc_b", "polyarchy_a", "polyarchy_b"])


def _carried(measure: pd.DataFrame, name: str, last: int, side: str) -> pd.DataFrame:
    """Return a measure of states for one side, its last value repeated to the last year asked."""
    wide = measure.query("year >= @rules.FIRST_YEAR").pivot(index="year", columns="number", values=name)
    wide = wide.reindex(range(rules.FIRST_YEAR, last + 1)).ffill()
    long = wide.stack().rename(f"{name}_{side}").reset_index()
    return long.rename(columns={"number": f"number_{side}"})


def _rivals(rows: pd.DataFrame) -> pd.DataFrame:
    """Add whether the two were strategic rivals, and whether they had a rival in common."""
    spells = disputes.rivalry_spells()
    last = disputes.LAST_YEAR_OF_RIVALRIES
    years = states.in_years(spells, spells["start"], spells["end"].mask(spells["end"].ge(last), LAST_LOOK))
    years = years[["ccode1", "ccode2", "year"]]
    mirrored = years.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1"})
    both = pd.concat([years, mirrored]).drop_duplicates()
    a = both.rename(columns={"ccode1": "number_a", "ccode2": "rival"})
    b = both.rename(columns={"ccode1": "number_b", "ccode2": "rival"})
    pairs = ["number_a", "number_b", "year"]
    at = pd.MultiIndex.from_frame(rows[pairs])
    opposed = pd.MultiIndex.from_frame(both[["ccode1", "ccode2", "year"]])
    shared = pd.MultiIndex.from_frame(a.merge(b, on=["rival", "year"])[pairs])
    return rows.assign(rivals=at.isin(opposed), shared_rivals=at.isin(shared))


def recent_rate(rows: pd.DataFrame, cause: str, years: Iterable[int]) -> pd.Series:
    """Return, by year, the logarithm of the yearly rate of onsets in the ten years before.

    Parameters
    ----------
    rows
        The pairs at risk, one row a pair and year.
    cause
        ``own`` or ``many``.
    years
        For which to give it; what has come in a year itself does not count.
    """
    yearly = rows.groupby("year")[cause].agg(["sum", "size"]).reindex(range(rules.FIRST_YEAR, max(years)))
    # Half an onset more, as the penalty of Firth would add: a decade without any has a rate too.
    window = yearly.rolling(rules.RECENT_YEARS, min_periods=1).sum()
    rate = np.log((window["sum"] + 0.5) / (window["size"] + 1))
    rate.index = rate.index + 1
    return rate.reindex(list(years))
