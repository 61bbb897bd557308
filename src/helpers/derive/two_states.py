"""What ties any two states of the book's region and of the permanent five, year by year.

Sources: as in :mod:`helpers.derive.dyads` (roll calls of the General Assembly), :mod:`helpers.derive.ties`
(ideal points of final passage, organisations), :mod:`helpers.derive.alliances` (ATOP v5.1) and
:mod:`helpers.derive.disputes` (the list of the Correlates of War).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures import every_dyad
from . import alliances, disputes, dyads, raw, states, ties

PERMANENT = "CHN FRA GBR RUS USA"
# Those that border Iran on land or sea, and the states of the book's chapters beyond them.
REGION = "AFG ARE ARM AZE BHR EGY IND IRN IRQ ISR KAZ KWT OMN PAK QAT SAU SYR TKM TUR"
STATES = tuple(sorted(f"{PERMANENT} {REGION}".split()))
FIRST_YEAR, LAST_YEAR = 1946, 2023
LAST_YEAR_OF_DISPUTES = 2014
KEY = ["state_a", "state_b", "year"]
PROMISES = ["defence", "neutrality", "nonaggression", "consultation"]


def pair_years() -> pd.DataFrame:
    """One row a year and two states that both were members of the state system at its end."""
    rows = _pairs()
    for part in (_votes(), _distances(), _promised(), _organisations(), _disputed()):
        rows = rows.merge(part, on=KEY, how="left", validate="1:1")
    known = rows["year"].le(alliances.LAST_YEAR)
    said = {name: np.where(rows[name].eq(True), "true", "false") for name in PROMISES}
    flags = {name: pd.Series(words, rows.index).where(known) for name, words in said.items()}
    counted = rows["disputes"].fillna(0).where(rows["year"].le(LAST_YEAR_OF_DISPUTES))
    return rows.assign(**flags, disputes=counted).sort_values(KEY, ignore_index=True)


def _pairs() -> pd.DataFrame:
    """Pair the states, in the order of their codes, for each year in which both were members."""
    members = states.members(LAST_YEAR).query("year >= @FIRST_YEAR")
    named = members.assign(state=members["number"].map(states.codes()))
    named = named[named["state"].isin(STATES)].drop_duplicates(["state", "year"])[["state", "year"]]
    both = named.merge(named, on="year", suffixes=("_a", "_b"))
    return both[both["state_a"].lt(both["state_b"])][KEY]


def _ordered(rows: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """Name two columns of states state_a and state_b, and keep the pairs of the table."""
    names = rows[[a, b]].astype("str")
    chosen = rows[names.isin(STATES).all(axis=1)]
    low, high = np.sort(names.loc[chosen.index].to_numpy(dtype="object"), axis=1).T
    told = chosen.drop(columns=[a, b]).assign(state_a=low, state_b=high)
    return told[told["state_a"].ne(told["state_b"])]


def _votes() -> pd.DataFrame:
    """Add how alike the two vote, and which place each has among all states beside the other."""
    alike = every_dyad.similarity(*dyads.ballots())
    alike = alike[alike["n"].ge(dyads.MINIMUM)].astype({"state_a": "str", "state_b": "str", "year": "int64"})
    places = _places(alike[[*KEY, "agreement"]], "agreement", ascending=False)
    own = _ordered(alike.rename(columns={"n": "votes"})[[*KEY, "votes", "agreement", "kappa"]], *KEY[:2])
    return own.merge(places, on=KEY, validate="1:1")


def _distances() -> pd.DataFrame:
    """Add how far apart their ideal points lie, and which place each has by that beside the other."""
    points = ties.ideal_points()  # of final passage, as in dyad_years and the chapter on votes
    points = points.assign(state=points["number"].map(states.codes())).drop(columns="number")
    both = points.merge(points, on="year", suffixes=("_a", "_b")).query("state_a < state_b")
    apart = both.assign(distance=both["ideal_point_a"].sub(both["ideal_point_b"]).abs())[[*KEY, "distance"]]
    own = apart[apart["state_a"].isin(STATES) & apart["state_b"].isin(STATES)]
    return own.merge(_places(apart, "distance", ascending=True), on=KEY, validate="1:1")


def _places(pairs: pd.DataFrame, by: str, *, ascending: bool) -> pd.DataFrame:
    """Return the place of state_b among all states beside state_a, of state_a beside state_b, of how many."""
    turned = pairs.rename(columns={"state_a": "state_b", "state_b": "state_a"})
    each = pd.concat([pairs, turned], ignore_index=True)
    each = each[each["state_a"].isin(STATES)]
    beside = each.groupby(["state_a", "year"])[by]
    each = each.assign(place=beside.rank(method="min", ascending=ascending), of=beside.transform("size"))
    each = each[each["state_b"].isin(STATES)].astype({"place": "int64", "of": "int64"})
    there = each.rename(columns={"place": f"{by}_place_b", "of": f"{by}_of_b"}).drop(columns=by)
    back = each.rename(columns={"place": f"{by}_place_a", "of": f"{by}_of_a"}).drop(columns=by)
    back = back.rename(columns={"state_a": "state_b", "state_b": "state_a"})
    return there.query("state_a < state_b").merge(back, on=KEY, validate="1:1")


def _promised() -> pd.DataFrame:
    """Add what either had promised the other."""
    rows = alliances.dyad_years().query("year >= @FIRST_YEAR")
    codes = states.codes()
    named = rows.assign(a=rows["number"].map(codes), b=rows["partner_number"].map(codes))
    return _ordered(named[["a", "b", "year", *PROMISES]], "a", "b").groupby(KEY)[PROMISES].any().reset_index()


def _organisations() -> pd.DataFrame:
    """Add in how many intergovernmental organisations both are full members."""
    rows = pd.read_csv(raw.read("cow-igo/cow_igo_ndy.csv.gz"), compression="gzip")
    codes = states.codes()
    named = rows.assign(a=rows["ccode1"].map(codes), b=rows["ccode2"].map(codes)).query("year >= @FIRST_YEAR")
    named = named.rename(columns={"dyadigos": "organisations"})[["a", "b", "year", "organisations"]]
    return _ordered(named, "a", "b").groupby(KEY)["organisations"].max().reset_index()


def _disputed() -> pd.DataFrame:
    """Add the militarised disputes that the two were in on opposite sides, by the list of 2014."""
    rows = pd.read_csv(raw.read(disputes.SETS["cow"])).query("year >= @FIRST_YEAR and ccode1 < ccode2")
    codes = states.codes()
    named = rows.assign(a=rows["ccode1"].map(codes), b=rows["ccode2"].map(codes))
    counted = _ordered(named[["a", "b", "year", "dispnum"]], "a", "b").groupby(KEY)["dispnum"]
    return counted.nunique().rename("disputes").reset_index()


TABLES = {"pair_years": pair_years}
