"""``{returning}``: each resolution that returns, and how four states voted on it each time."""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import Directive

from ... import tables
from .claims import folded

STATES = {"irn": "Iran", "rus": "Russia", "chn": "China", "tur": "Türkiye"}
USED = ("recurring_resolutions", "recurring_votes")


class Returning(Directive):
    """Every text under its title, by subject, its votes on demand."""

    def run(self) -> list[nodes.Node]:
        """Return a list a subject."""
        for name in USED:
            path = tables.data_folder() / tables.describe(name)["path"]
            self.state.document.settings.env.note_dependency(str(path))
        texts, votes = (tables.load(name) for name in USED)
        by_text, found = dict(list(votes.groupby("text"))), list[nodes.Node]()
        for subject, rows in texts.sort_values(["subject", "title"]).groupby("subject"):
            entries = [self._entry(row, by_text[row.text]) for row in rows.itertuples()]
            found += [nodes.paragraph("", subject, classes=["listed-in"])]
            found += [nodes.bullet_list("", *entries, classes=["returning"])]
        return found

    def _entry(self, row, votes: pd.DataFrame) -> nodes.list_item:
        name = target(row.text)
        years = votes["date"].dt.year
        said = f"{len(votes)} votes, {years.min()}–{years.max()}"
        entry = nodes.list_item("", nodes.paragraph("", row.title), names=[name])
        self.state.document.note_explicit_target(entry, entry)
        entry += folded("", _table(votes), summary=said)
        return entry


def target(text: str) -> str:
    """Return the address of a resolution that returns.

    Examples
    --------
    >>> target("rights-child")
    'returns-rights-child'
    """
    return f"returns-{text}"


def _table(votes: pd.DataFrame) -> nodes.table:
    heads = ["Day", "Resolution", *STATES.values()]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
    group += nodes.thead("", _row(heads))
    cast = votes[list(STATES)].astype("object").fillna("absent")
    days = votes["date"].dt.strftime("%Y-%m-%d")
    rows = zip(days, votes["resolution"], *(cast[state] for state in STATES), strict=True)
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["short"])


def _row(cells) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("returning", Returning)
