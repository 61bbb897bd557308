"""Beside a sentence in how many specifications it holds, and the page on which each finding opens them.

``[](#holds-votes-no-nearer)`` is a link, by the role ``{holds}``; ``{robustness} 06-votes`` lists what a
chapter finds. A sentence that says more than the count of its finding is a warning, so an error.
"""

from __future__ import annotations

import re

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from ... import tables
from ...subjects import robustness
from .claims import folded
from .dictionary import target as described_at
from .links import pending

SENTENCE = re.compile(r"(?<=[.!?])\s+")
log = logging.getLogger(__name__)


def target(name: str) -> str:
    """Return the address of a finding.

    Examples
    --------
    >>> target("votes-no-nearer")
    'holds-votes-no-nearer'
    """
    return f"holds-{name}"


class holding(nodes.inline):
    """What stands beside a sentence: ``finding`` is its name."""


class Holds(SphinxRole):
    """``{holds}`votes-no-nearer```: the count of a finding, and a link to what it counts."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; an unknown finding stops the build."""
        try:
            row, found = robustness.finding(self.text), robustness.count(self.text)
        except (KeyError, tables.DataError) as error:
            log.warning("holds: %s", error, location=(self.env.docname, self.lineno))
            return [], []
        _depends(self.env, row["table"])
        hint = f"Under how many choices this holds: {row['rule']}"
        link = pending(self.env, target(self.text), found.said, hint=hint)
        return [holding("", "", link, classes=["holds"], finding=self.text)], []


def _depends(env, table: str) -> None:
    for name in (robustness.TABLE, table):
        env.note_dependency(str(tables.data_folder() / tables.describe(name)["path"]))


class Strength(SphinxTransform):
    """Hold each sentence against the count beside it."""

    default_priority = 410

    def apply(self, **_) -> None:
        """Go through the counts of one page."""
        for mark in self.document.findall(holding):
            sentence, strength = sentence_of(mark), robustness.count(mark["finding"]).strength
            if word := robustness.too_strong(sentence, strength):
                log.warning(
                    "%r says more than its count: %s holds %s; next: weaken %r",
                    word, mark["finding"], strength, sentence, location=mark.parent,
                )  # fmt: skip


def sentence_of(mark: holding) -> str:
    """Return the sentence before a mark, which stands at its end."""
    before = []
    for node in mark.parent.children:
        if node is mark:
            break
        before.append(node.astext())
    return SENTENCE.split("".join(before).strip())[-1]


class Robustness(Directive):
    """``{robustness} 06-votes``: each finding of a chapter, its rule, its count, and the count by choice."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a list with one entry a finding; a chapter without one stops the build."""
        env = self.state.document.settings.env
        rows = tables.load(robustness.TABLE)
        rows = rows[rows["chapter"].eq(self.arguments[0])]
        if rows.empty:
            raise self.error(f"no finding of chapter {self.arguments[0]!r} in table {robustness.TABLE!r}")
        entries = [_entry(self.state.document, env, row) for _, row in rows.iterrows()]
        return [nodes.bullet_list("", *entries, classes=["findings"])]


def _entry(document, env, row: pd.Series) -> nodes.list_item:
    _depends(env, row["table"])
    found, name = robustness.count(row["finding"]), target(row["finding"])
    said = nodes.paragraph("", "", nodes.strong("", row["claim"]))
    said_of = f"{found.said.capitalize()} specifications: {found.strength}."
    held = f"{said_of} Counted where {row['rule']}. "
    counted = nodes.paragraph("", held, pending(env, row["section"], "The place in the chapter"))
    counted += [
        nodes.Text("; "),
        pending(env, described_at(row["table"]), "the specifications"),
        nodes.Text("."),
    ]
    entry = nodes.list_item("", said, counted, names=[name], classes=["finding"])
    document.note_explicit_target(entry, entry)
    entry += folded("", _table(robustness.by_option(row["finding"])), summary="By each choice")
    return entry


def _table(rows: pd.DataFrame) -> nodes.table:
    """Return the count of each option as a table."""
    heads = ["Choice", "Option", "Holds in", "of"]
    cells = [[row.choice, _plain(row.option), f"{row.holds:,}", f"{row.of:,}"] for row in rows.itertuples()]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
    group += nodes.thead("", _row(heads))
    group += nodes.tbody("", *map(_row, cells))
    return nodes.table("", group, classes=["short"])


def _plain(option: object) -> str:
    return f"{option:g}" if isinstance(option, float) else str(option)


def _row(cells: list[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))


def setup(app) -> None:
    """Register role, directive and transform."""
    app.add_node(holding, **dict.fromkeys(("html", "epub"), (_open, _close)))
    app.add_role("holds", Holds())
    app.add_directive("robustness", Robustness)
    app.add_transform(Strength)


def _open(writer, node: holding) -> None:
    writer.visit_inline(node)


def _close(writer, node: holding) -> None:
    writer.depart_inline(node)
