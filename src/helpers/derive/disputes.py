"""Measures of conflict between states: militarised disputes, wars and strategic rivalries.

Sources: Militarized Interstate Disputes v5 of the Correlates of War; the revision of Gibler, Miller and
Little (GML 2.2.1); Inter-State Wars v4.0; strategic rivalries of Thompson, Sakuwa and Suhas.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import raw, states

SETS = {
    "cow": "cow-mid-war/cow_mid_ddydisps.csv",
    "gml": "cow-mid-war/gml_mid_ddydisps.csv",
}
UNKNOWN = -9
OUTCOMES = {1: "won", 2: "lost", 6: "stalemate"}
# The file has numbers, not names.
WARS = {25: "Anglo-Persian War", 199: "Iran-Iraq War"}
TYPES = ["positional", "spatial", "ideological", "interventionary"]
LAST_YEAR_OF_RIVALRIES = 2020
# Austria-Hungary and the Austria before it have a number of their own, but no ISO code.
AUSTRIA_HUNGARY = {300: "AUT"}


def disputes() -> pd.DataFrame:
    """One row a data set, dispute and partner: the militarised disputes in which Iran stood against it."""
    rows = pd.concat([_disputes(name, file) for name, file in SETS.items()], ignore_index=True)
    key = ["data_set", "dispute", "partner"]
    return rows.sort_values(key, ignore_index=True)[[*key, *rows.columns.drop(key)]]


def _disputes(data_set: str, file: str) -> pd.DataFrame:
    years = pd.read_csv(raw.read(file)).query("ccode1 == @states.IRAN")
    years = years.mask(years.eq(UNKNOWN))
    groups = years.groupby(["dispnum", "ccode2"])
    first = groups.first()
    partner = pd.Series(first.index.get_level_values("ccode2"), index=first.index, name="ccode2")
    return pd.DataFrame({
        "data_set": data_set,
        "partner": states.iso3(partner),
        "begin": groups["year"].min(),
        "end": groups["year"].max(),
        "iran_on_initiating_side": first["sidea1"].eq(1),
        "iran_original_party": first["orig1"].eq(1),
        "partner_original_party": first["orig2"].eq(1),
        "iran_action": groups["hiact1"].max().astype("Int64"),
        "partner_action": groups["hiact2"].max().astype("Int64"),
        "iran_hostility": groups["hostlev1"].max().astype("Int64"),
        "partner_hostility": groups["hostlev2"].max().astype("Int64"),
        "iran_fatality": groups["fatality1"].max().astype("Int64"),
        "partner_fatality": groups["fatality2"].max().astype("Int64"),
        "dispute_fatality": groups["fatality"].max().astype("Int64"),
        "reciprocated": first["recip"].eq(1),
    }).reset_index().rename(columns={"dispnum": "dispute"}).drop(columns="ccode2")  # fmt: skip


def wars() -> pd.DataFrame:
    """One row a war and opponent: the wars between states that Iran has fought as a member of the system.

    Iran enters the system in 1855, so that its wars with Russia (1804-1813, 1826-1828) are not among them.
    """
    years = pd.read_csv(raw.read("cow-mid-war/cow_war_inter.csv")).query("ccode1 == @states.IRAN")
    groups = years.groupby(["warnum", "ccode2"])
    rows = groups.first().reset_index()
    spans = groups["year"].agg(["min", "max"]).reset_index(drop=True)
    return pd.DataFrame({
        "war": rows["warnum"],
        "partner": states.iso3(rows["ccode2"]),
        "name": rows["warnum"].map(WARS),
        "begin": spans["min"],
        "end": spans["max"],
        "iran_initiated": rows["initiator1"].eq(1),
        "iran_outcome": rows["outcome1"].map(OUTCOMES),
        "iran_battle_deaths": rows["batdeath1"].astype("int64"),
        "partner_battle_deaths": rows["batdeath2"].astype("int64"),
    })  # fmt: skip


def rivalry_spells() -> pd.DataFrame:
    """Return one row a strategic rivalry, by state number, with its first and last year."""
    return pd.read_csv(raw.read("rivalries/tss_rivalries.csv"))


def rivalries() -> pd.DataFrame:
    """One row a strategic rivalry of Iran or of Russia."""
    spells = rivalry_spells()
    ours = spells[spells[["ccode1", "ccode2"]].isin([states.IRAN, states.RUSSIA]).any(axis=1)]
    named = np.sort(ours[["ccode1", "ccode2"]].apply(_named).to_numpy(), axis=1)
    flags = {name: ours[name].eq(1) for name in TYPES}
    rows = pd.DataFrame({
        "rivalry": ours["tssr_id"], "state_a": named[:, 0], "state_b": named[:, 1],
        "begin": ours["start"],
        # The list closes in 2020; a rivalry that runs to its last year has not been seen to end.
        "end": ours["end"].where(ours["end"].lt(LAST_YEAR_OF_RIVALRIES)).astype("Int64"),
        **flags,
    })  # fmt: skip
    return rows.sort_values("rivalry", ignore_index=True)


def _named(numbers: pd.Series) -> pd.Series:
    return numbers.map(states.codes() | AUSTRIA_HUNGARY)


TABLES = {"disputes": disputes, "wars": wars, "rivalries": rivalries}
