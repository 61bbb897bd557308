"""The ledger of claims: every claim once more under its own id, and the chapters that speak of it.

Where a claim is spoken of is read off the pages themselves: each locator that became a link is a place.
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive

from ... import tables, texts
from ..build import rereading
from .claims import linked, style, target
from .links import listed, places, places_of, with_places
from .locators import named
from .numbers import chapter

HEADINGS = {
    "Claim": 8,
    "What it says": 36,
    "Verdict": 14,
    "Confidence": 10,
    "Evidence": 20,
    "Spoken of in": 12,
}
CONFIDENCE = {"read": "high", "partly read": "medium", "excerpt": "medium", "memory": "low", "none": "none"}


class Ledger(Directive):
    """``{ledger} article``: the claims of one text, with verdict, evidence, confidence and places."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table; each row has the claim's own id."""
        env = self.state.document.settings.env
        env.note_dependency(str(tables.data_folder() / tables.describe("claims")["path"]))
        claims = texts.graded(tables.load("claims"))
        rows = [_row(env, claim) for claim in claims[claims["text"].eq(self.arguments[0])].to_dict("records")]
        head = nodes.row("", *(nodes.entry("", nodes.paragraph(text=name)) for name in HEADINGS))
        columns = [nodes.colspec(colwidth=width) for width in HEADINGS.values()]
        group = nodes.tgroup("", *columns, nodes.thead("", head), nodes.tbody("", *rows), cols=len(HEADINGS))
        return [nodes.table("", group, classes=["ledger", "sortable"])]


def _row(env, claim: dict) -> nodes.row:
    name = nodes.reference("", claim["claim_id"], refid=target(claim["claim_id"]), internal=True)
    verdict = nodes.inline("", claim["outcome"], classes=["verdict", style(claim["outcome"])])
    cells = [
        [nodes.paragraph("", "", name)],
        [nodes.paragraph("", "", *linked(claim["paraphrase"]))],
        [nodes.paragraph("", "", verdict)],
        [nodes.paragraph(text=CONFIDENCE[claim["how_known"]])],
        [nodes.paragraph("", "", *_sources(claim["evidence"]))],
        [nodes.paragraph("", "", places_of(env, claim["claim_id"]))],
    ]
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells), ids=[target(claim["claim_id"])])


def _sources(evidence: object) -> list[nodes.Node]:
    """Return the links of an evidence text, or the text where it has none."""
    if not isinstance(evidence, str):
        return [nodes.Text("–")]
    found = [node for node in linked(evidence) if isinstance(node, nodes.reference)]
    if not found:
        return linked(evidence)
    return listed(found)


def spoken_of(env) -> dict[str, list[str]]:
    """Return the pages that speak of each claim, and of each paragraph or a claim of it, in their order."""
    found: dict[str, list[str]] = {}
    for docname in sorted(env.found_docs):
        names = named(env).get(docname, set())
        for name in sorted(names | {name.partition(".")[0] for name in names}):
            found.setdefault(name, []).append(docname)
    return found


def resolve(app, doctree, docname) -> None:
    """Replace each place-holder by links to the chapters, named by their numbers."""
    known = spoken_of(app.env)
    for node in list(doctree.findall(places)):
        pages = [page for page in known.get(node["locator"], []) if page != docname and chapter(page)]
        node.replace_self(listed([_link(app, docname, page) for page in pages]))


def _link(app, docname: str, page: str) -> nodes.reference:
    address = app.builder.get_relative_uri(docname, page)
    title = f"Chapter {chapter(page)}"
    return nodes.reference("", f"{chapter(page)}", refuri=address, internal=True, reftitle=title)


def rewrite(app, env) -> list[str]:
    """Have the pages that show places written anew: other pages may have come to speak of a claim."""
    pages = sorted(with_places(env) & env.found_docs)
    return rereading.changed(env, "places of claims", dict.fromkeys(pages, spoken_of(env)))


def forget(app, env, docname) -> None:
    """Forget what a page held that is about to be read again or is gone."""
    with_places(env).discard(docname)


def setup(app) -> None:
    """Register the directive and the resolution of its place-holders."""
    app.add_node(places, html=(lambda *_: None, lambda *_: None))
    app.add_directive("ledger", Ledger)
    app.connect("doctree-resolved", resolve)
    app.connect("env-updated", rewrite)
    app.connect("env-purge-doc", forget)
