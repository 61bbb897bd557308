"""Passages and claims on the page, each under its own address: ``passage-p5``, ``claim-p5-4``."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import Directive

from ... import tables, texts
from ...tiers import ADDRESS
from . import cited
from .links import citation, listed, pending, places_of
from .persian import persian_block

HOW_KNOWN = {
    "read": "read",
    "partly read": "read in part",
    "excerpt": "read in excerpt",
    "memory": "from memory, not read",
}


class folded(nodes.General, nodes.Element):
    """What a reader unfolds: ``summary`` is always seen, the rest on demand and in print."""


class Passage(Directive):
    """``{passage} P5``: what a paragraph says and what we say to it, and how its claims fared."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return three paragraphs; an unknown paragraph stops the build."""
        found, env = _claims(self), self.state.document.settings.env
        passage = tables.load("passages").set_index("passage_id").loc[self.arguments[0]]
        return [
            nodes.paragraph("", "", *linked(passage["summary"]), classes=["summary"]),
            nodes.paragraph("", "", nodes.strong("", "Our comment. "), *linked(passage["comment"])),
            counted(found["verdict"], texts.VERDICTS, "claim", style),
            nodes.paragraph("", "Spoken of in chapters ", places_of(env, passage.name), classes=["tally"]),
        ]


class Claims(Directive):
    """``{claims} P5``: the claims of one paragraph, in its order, with verdict and evidence."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a list with one entry a claim; an unknown paragraph stops the build."""
        env = self.state.document.settings.env
        env.note_dependency(cited.bibliography(env.app))
        entries = [_entry(self.state.document, claim) for claim in _claims(self).to_dict("records")]
        return [nodes.bullet_list("", *entries, classes=["claims"])]


def _claims(directive: Directive):
    """Return the claims that a directive asks for, and have its page rebuilt when they change."""
    for table in {"claims", "claims_fa", "passages"} & set(tables.names()):
        path = tables.data_folder() / tables.describe(table)["path"]
        directive.state.document.settings.env.note_dependency(str(path))
    try:
        asked = texts.claims_of(directive.arguments[0])["claim_id"]
        return said().set_index("claim_id", drop=False).loc[asked]
    except KeyError as error:
        raise directive.error(str(error)) from error


def target(identifier: str) -> str:
    """Return the permanent id of a passage or claim.

    Examples
    --------
    >>> target("P5"), target("A13.5")
    ('passage-p5', 'claim-a13-5')
    """
    kind = "claim" if "." in identifier else "passage"
    return f"{kind}-{identifier.lower().replace('.', '-')}"


def persian_target(claim: str) -> str:
    """Return the id of a claim on the page of the claims in Persian.

    >>> persian_target("A13.5")
    'fa-claim-a13-5'
    """
    return f"fa-{target(claim)}"


def said() -> pd.DataFrame:
    """Return the claims with their outcomes, and in Persian where the book has that table."""
    claims = texts.graded(tables.load("claims"))
    known = "claims_fa" in tables.names()
    return texts.in_persian(claims, tables.load("claims_fa")) if known else claims


def counted(values, order: list[str], noun: str, style) -> nodes.paragraph:
    """Return the line that counts entries by verdict or weight, in their order and each in its colour."""
    counts = values.value_counts().reindex(order).dropna().astype(int)
    line = nodes.paragraph("", f"{len(values)} {noun}{'s' if len(values) > 1 else ''}: ", classes=["tally"])
    for number, (value, count) in enumerate(counts.items()):
        line += nodes.Text(", " if number else "")
        line += nodes.inline("", f"{count} {value}", classes=["verdict", style(value)])
    return line


def style(verdict: str) -> str:
    """Return the class that gives a verdict its colour in the style sheet."""
    return f"verdict-{verdict.replace(' ', '-')}"


def _entry(document, claim: dict) -> nodes.list_item:
    name = target(claim["claim_id"])
    entry = nodes.list_item(
        "",
        _head(claim, name),
        nodes.paragraph("", "", *linked(claim["paraphrase"])),
        classes=["claim", style(claim["outcome"])],
        names=[name],
    )
    document.note_explicit_target(entry, entry)
    entry += _persian(document, claim)
    if isinstance(claim["would_be_false_if"], str):
        label = nodes.emphasis("", "Would be false if: ")
        said = nodes.Text(claim["would_be_false_if"])
        entry += nodes.paragraph("", "", label, said, classes=["note", "refuted-by"])
    if isinstance(claim["correction"], str):
        label = nodes.emphasis("", "Note. ")
        entry += nodes.paragraph("", "", label, *linked(claim["correction"]), classes=["note"])
    if isinstance(claim["evidence"], str):
        summary = f"Evidence ({HOW_KNOWN[claim['how_known']]})"
        works = _works(document.settings.env, claim["claim_id"])
        entry += folded("", nodes.paragraph("", "", *linked(claim["evidence"])), *works, summary=summary)
    return entry


def _persian(document, claim: dict) -> list[nodes.Node]:
    """Return the claim in Persian, with the way to where all of it is in Persian."""
    if "paraphrase_fa" not in claim:
        return []
    page = pending(document.settings.env, persian_target(claim["claim_id"]), "ادعا به فارسی")
    said = nodes.paragraph("", "", page, nodes.Text(f": {claim['paraphrase_fa']}"))
    return [persian_block("", said, classes=["said-too"])]


def _works(env, claim: str) -> list[nodes.Node]:
    """Return the line that leads from a claim to the references on which its verdict rests."""
    keys = cited.references_of("claims", claim, cited.bibliography(env.app))
    links = listed([citation(env, key) for key in keys])
    return [nodes.paragraph("", "", nodes.emphasis("", "References: "), *links)] if links else []


def _head(claim: dict, name: str) -> nodes.paragraph:
    """Return the line by which an entry is found, named and judged; its name is its address."""
    address = nodes.reference(
        "",
        claim["claim_id"],
        refid=name,
        internal=True,
        classes=["claim-id"],
        reftitle=f"Address of claim {claim['claim_id']}",
    )
    verdict = claim["verdict"] + (": nothing found" if claim["outcome"] == "nothing found" else "")
    if isinstance(claim["verdict_narrow"], str):
        verdict += f" (narrow: {claim['verdict_narrow']}; wide: {claim['verdict_wide']})"
    return nodes.paragraph(
        "",
        "",
        address,
        nodes.Text(" "),
        nodes.inline("", verdict, classes=["verdict"]),
        nodes.Text(" "),
        nodes.inline("", claim["kind"], classes=["kind"]),
        classes=["claim-head"],
    )


def linked(text: str) -> list[nodes.Node]:
    """Return text in which each web address is a link that shows its site only."""
    found: list[nodes.Node] = []
    end = 0
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(".")
        found.append(nodes.Text(text[end : match.start()]))
        found.append(nodes.reference("", urlsplit(address).netloc.removeprefix("www."), refuri=address))
        end = match.start() + len(address)
    return [*found, nodes.Text(text[end:])]


def _open_folded(writer, node: folded) -> None:
    writer.body.append(f'<details class="folded"><summary>{escape(node["summary"])}</summary>\n')


def _close_folded(writer, node: folded) -> None:
    writer.body.append("</details>\n")


def setup(app) -> None:
    """Register directives and node."""
    app.add_node(folded, html=(_open_folded, _close_folded))
    app.add_directive("claims", Claims)
    app.add_directive("passage", Passage)
