"""Vetoes in the Security Council, from the list of C. L. Yordan (1946 to July 2022)."""

from __future__ import annotations

import pandas as pd

from . import raw

FILE = "unsc-compiled/unsc_vetoes_1946_sept2022_yordan.csv"
# The names of who cast a veto are whole; the file's flags are not (see CORRECTED), so nothing here rests on
# a flag.
NAMES = [f"member_veto{number}" for number in (1, 2, 3)]
MEMBERS = {"China": "CHN", "France": "FRA", "Russia": "RUS", "UK": "GBR", "USA": "USA", "USSR": "RUS"}
TOPICS = {"Malasyia": "Malaysia"}
# Slips of the file at single vetoes, as read there; the flags are not published, but who uses the file
# meets them.
CORRECTED = {
    "S/2012/538": "The source flags this draft as vetoed by one member; it names two, China and Russia.",
    "S/2016/846": "The source leaves its flag for several vetoes empty; it names Russia alone. "
    "Venezuela, which also voted against, is no permanent member.",
    "S/2016/1026": "The source flags this draft both as vetoed by one member and as vetoed by several; "
    "it names two, Russia and China. "
    "Venezuela, which also voted against, is no permanent member.",
}
UNFLAGGED = "The source names who cast the veto; its flags leave one or more of them out."
FLAGS = ["China", "France", "Russia", "USSR", "USA", "UK"]


def council_vetoes() -> pd.DataFrame:
    """One row a draft that at least one permanent member vetoed."""
    rows = pd.read_csv(raw.read(FILE), dtype="str")
    date = pd.to_datetime(rows["date"], format="%m/%d/%Y").dt.strftime("%Y-%m-%d")
    number = rows.groupby(date).cumcount() + 1
    vetoes = pd.DataFrame({
        "veto_id": date + "-" + number.astype("str"),
        "date": date,
        "draft": rows["draft"].mask(rows["draft"].str.startswith("S/PV.")),
        "topic": rows["crisis_topic"].replace(TOPICS),
        "vetoed_by": rows[NAMES].apply(_members, axis=1),
        "note": rows["draft"].map(CORRECTED).mask(_flags_differ(rows), UNFLAGGED),
    })  # fmt: skip
    return vetoes.sort_values("veto_id", ignore_index=True)


def _members(names: pd.Series) -> str:
    return "; ".join(sorted(MEMBERS[name] for name in names.dropna()))


def _flags_differ(rows: pd.DataFrame) -> pd.Series:
    """Mark the rows whose flags name other members than their names do."""
    named = pd.DataFrame({flag: rows[NAMES].eq(flag).any(axis=1) for flag in FLAGS})
    return named.ne(rows[FLAGS].eq("1")).any(axis=1)


TABLES = {"council_vetoes": council_vetoes}
