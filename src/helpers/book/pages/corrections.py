"""Corrections to the two texts, each under its own address: ``correction-a13-5``."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive

from ... import tables
from .claims import HOW_KNOWN, counted, linked

WEIGHTS = ["reverses the sense", "wrong fact", "wrong date or name", "wording", "printing", "unverified"]


class Corrections(Directive):
    """``{corrections}``: how many there are by weight, and every one, the heaviest first."""

    def run(self) -> list[nodes.Node]:
        """Return a line of counts and a list with one entry a correction."""
        document = self.state.document
        path = tables.data_folder() / tables.describe("corrections")["path"]
        document.settings.env.note_dependency(str(path))
        found = ordered(tables.load("corrections"))
        entries = [_entry(document, row) for row in found.to_dict("records")]
        return [
            counted(found["weight"], WEIGHTS, "correction", style),
            nodes.bullet_list("", *entries, classes=["claims", "corrections"]),
        ]


def ordered(corrections):
    """Return the corrections by weight, and within a weight as they stand in the table."""
    return corrections.sort_values("weight", key=lambda weight: weight.map(WEIGHTS.index), kind="stable")


def style(weight: str) -> str:
    """Return the class that gives a weight its colour in the style sheet."""
    return f"weight-{weight.replace(' ', '-')}"


def _entry(document, row: dict) -> nodes.list_item:
    name = row["correction_id"]
    entry = nodes.list_item("", _head(row), classes=["claim", style(row["weight"])], names=[name])
    document.note_explicit_target(entry, entry)
    says = {"The text: ": "text_says", "The record: ": "record_says", "Does it matter? ": "matters"}
    for label, column in says.items():
        entry += nodes.paragraph("", "", nodes.emphasis("", label), *linked(row[column]))
    known = f" ({HOW_KNOWN[row['how_known']]}; confidence: {row['confidence']})"
    source = nodes.emphasis("", "Source: ")
    entry += nodes.paragraph("", "", source, *linked(row["source"]), nodes.Text(known), classes=["note"])
    return entry


def _head(row: dict) -> nodes.paragraph:
    """Return the line by which a correction is found; its claim is a locator, which becomes a link."""
    name = row["correction_id"]
    address = nodes.reference(
        "",
        name.removeprefix("correction-"),
        refid=name,
        internal=True,
        classes=["claim-id"],
        reftitle=f"Address of this correction, {name}",
    )
    weight = nodes.inline("", row["weight"], classes=["verdict"])
    claim = nodes.inline("", f"claim {row['claim_id']}", classes=["kind"])
    parts = [address, nodes.Text(" "), weight, nodes.Text(" "), claim]
    return nodes.paragraph("", "", *parts, classes=["claim-head"])


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("corrections", Corrections)
