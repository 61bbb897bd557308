"""Back from a reference to what rests on it: chapters, tables, claims, rows; from a text, its paragraphs."""

from __future__ import annotations

from docutils import nodes

from ... import tables
from ..build import rereading
from . import cited, ledger
from .claims import folded, target
from .dictionary import target as table_target
from .links import joined, listed
from .numbers import chapter

PREFIX = "ref-"  # as in the setting bibtex_cite_id
TEXTS = {"jcep83524": "article", "arabwall_friendly": "commentary"}


class Backlinks:
    """Writes the lines under the entries of one page."""

    def __init__(self, app, docname: str):
        self.app, self.docname = app, docname
        self.uses = cited.uses(cited.bibliography(app))
        self.chapters, self.spoken_of = citing_chapters(app.env), ledger.spoken_of(app.env)

    def lines(self, key: str) -> list[nodes.Node]:
        """Return what rests on one reference; nothing where nothing does."""
        use = self.uses[key]
        chapters = [self._link(page, str(chapter(page))) for page in self.chapters.get(key, ())]
        claims = [self._to(target(name), name) for name in use.rows.get("claims", ())]
        data = [self._to(table_target(one), tables.describe(one)["title"]) for one in use.tables]
        parts = {"in chapters ": chapters, "for claims ": claims, "for the tables ": data}
        told = [[nodes.Text(label), *listed(links)] for label, links in parts.items() if links]
        line = nodes.paragraph("", "", nodes.Text("Cited "), *joined(told), classes=["cited-in"])
        rows = self._rows(use)
        if not told and not rows:
            return [nodes.paragraph("", "Not cited in a chapter or a table.", classes=["cited-in"])]
        return [*([line] if told else []), *rows, *self._paragraphs(key)]

    def _rows(self, use: cited.Uses) -> list[nodes.Node]:
        rows = {table: names for table, names in use.rows.items() if table != "claims"}
        if not rows:
            return []
        count = sum(map(len, rows.values()))
        lines = []
        for table, names in rows.items():
            link = self._to(table_target(table), table)
            lines.append(nodes.paragraph("", "", link, nodes.Text(f": {'; '.join(names)}")))
        return [folded("", *lines, summary=f"{count} row{'s' if count > 1 else ''} of our tables")]

    def _paragraphs(self, key: str) -> list[nodes.Node]:
        """Return for one of the two texts where each of its paragraphs is spoken of."""
        passages = tables.load("passages") if key in TEXTS else None
        if passages is None:
            return []
        lines = []
        for name in passages.loc[passages["text"].eq(TEXTS[key]), "passage_id"]:
            pages = [page for page in self.spoken_of.get(name, ()) if chapter(page)]
            links = [self._link(page, str(chapter(page))) for page in pages]
            own = self._to(target(name), name)
            lines.append(nodes.paragraph("", "", own, nodes.Text(": chapters "), *listed(links)))
        return [folded("", *lines, summary="Where each of its paragraphs is spoken of")]

    def _to(self, goal: str, words: str) -> nodes.reference:
        """Lead to an address, on whichever page it stands."""
        page, name = self.app.env.get_domain("std").anonlabels[goal]
        return self._link(page, words, f"#{name}")

    def _link(self, page: str, words: str, name: str = "") -> nodes.reference:
        address = self.app.builder.get_relative_uri(self.docname, page) + name
        return nodes.reference("", words, refuri=address, internal=True)


def citing_chapters(env) -> dict[str, list[str]]:
    """Return the chapters that cite each key, in the order of the book."""
    found: dict[str, set[str]] = {}
    for reference in env.get_domain("cite").citation_refs:
        for key in (one.key for one in reference.targets):
            if chapter(reference.docname):
                found.setdefault(key, set()).add(reference.docname)
    return {key: sorted(pages) for key, pages in found.items()}


def add(app, doctree, docname) -> None:
    """Add to each entry of a bibliography what rests on it."""
    entries = [node for node in doctree.findall(nodes.citation) if node["ids"][0].startswith(PREFIX)]
    if not entries:
        return
    backlinks = Backlinks(app, docname)
    keys = {nodes.make_id(f"{PREFIX}{key}"): key for key in backlinks.uses}
    for entry in entries:
        entry += backlinks.lines(keys[entry["ids"][0]])


def rewrite(app, env) -> list[str]:
    """Have the references written anew: other pages may have come to cite them."""
    pages = [docname for docname in env.found_docs if docname.endswith("/references")]
    shown = (cited.uses(cited.bibliography(app)), citing_chapters(env), ledger.spoken_of(env))
    return rereading.changed(env, "uses of references", dict.fromkeys(pages, shown))


def setup(app) -> None:
    """Run when all pages have been read."""
    app.connect("doctree-resolved", add)
    app.connect("env-updated", rewrite)
