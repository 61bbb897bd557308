"""Measures of armed conflict, from the UCDP/PRIO Armed Conflict Dataset v25.1."""

from __future__ import annotations

import pandas as pd

from . import raw, states

IRAN = "Government of Iran"
CELLS = {
    ("a", "primary"): ("side_a", "gwno_a"),
    ("a", "secondary"): ("side_a_2nd", "gwno_a_2nd"),
    ("b", "primary"): ("side_b", "gwno_b"),
    ("b", "secondary"): ("side_b_2nd", "gwno_b_2nd"),
}
# UCDP's side A of an internal conflict is always the government.
SIDES = {
    ("interstate", "a"): "side_a",
    ("interstate", "b"): "side_b",
    ("internal", "a"): "government",
    ("internal", "b"): "opposition",
}
INTENSITY = {"1": "minor", "2": "war"}
INTERSTATE = "2"
# Only for Mali are so many second parties listed: the contributors to the United Nations mission there.
MISSION = 20


def war_sides() -> pd.DataFrame:
    """One row a conflict, year, side and actor: who fights beside whom in Syria, and wherever Iran fights."""
    conflicts = _chosen(pd.read_csv(raw.read("ucdp-prio-acd/ucdp_prio_acd_v25_1.csv"), dtype="str"))
    parts = [_actors(conflicts, cell) for cell in CELLS]
    sides = pd.concat(parts, ignore_index=True)
    key = ["conflict_id", "year", "side", "role", "actor"]
    return sides.sort_values(key, ignore_index=True)[
        [*key, "actor_kind", "conflict", "intensity", "un_mission"]
    ]


def _chosen(conflicts: pd.DataFrame) -> pd.DataFrame:
    """Keep the conflicts in Syria since 2011 and all in which Iran is a party or second party."""
    parties = conflicts[[name for name, _ in CELLS.values()]]
    iran = parties.apply(
        lambda column: column.str.split(", ").map(lambda names: IRAN in names, na_action="ignore")
    )
    syria = conflicts["location"].str.contains("Syria") & conflicts["year"].ge("2011")
    return conflicts[iran.eq(True).any(axis=1) | syria]


def _actors(conflicts: pd.DataFrame, cell: tuple[str, str]) -> pd.DataFrame:
    """Return one row an actor of one cell. States are read from their numbers, groups from their names."""
    (side, role), (names, numbers) = cell, CELLS[cell]
    known = conflicts[conflicts[names].notna()]
    numbered = known[numbers].notna()
    actors = known[numbers].where(numbered, known[names]).str.split(", ")
    kind = known["type_of_conflict"].eq(INTERSTATE).map({True: "interstate", False: "internal"})
    rows = pd.DataFrame(
        {
            "conflict_id": known["conflict_id"].astype("int64"),
            "conflict": _label(known),
            "year": known["year"].astype("int64"),
            "side": kind.map(lambda one: SIDES[one, side]),
            "role": role,
            "actor": actors,
            "actor_kind": numbered.map({True: "state", False: "group"}),
            "intensity": known["intensity_level"].map(INTENSITY),
            "un_mission": actors.str.len().gt(MISSION),
        }
    ).explode("actor", ignore_index=True)
    by_number = rows["actor_kind"].eq("state")
    codes = states.iso3(rows.loc[by_number, "actor"].astype("int64"))
    return rows.assign(actor=rows["actor"].mask(by_number, codes.reindex(rows.index)))


def _label(conflicts: pd.DataFrame) -> pd.Series:
    """Name a conflict by its place and what it is about."""
    territory = conflicts["territory_name"].fillna("government")
    both = territory.where(
        ~conflicts["incompatibility"].eq("3") | territory.eq("government"), "government and " + territory
    )
    between = conflicts["location"].str.replace(", ", "-")
    internal = conflicts["location"] + ": " + both
    return between.where(conflicts["type_of_conflict"].eq(INTERSTATE), internal)


TABLES = {"war_sides": war_sides}
