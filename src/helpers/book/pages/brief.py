"""The brief: what every chapter asks and answers, on one page, taken from the chapters as they stand.

Chapters are read before all other pages, so that this one finds their questions, answers and pictures.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from ..trail.pages import made
from . import frame
from .figures import drawing
from .links import listed, pending
from .numbers import chapter

CLAIM, TERM = "claim-", "term-"
MIND = re.compile(r"would change our (?:mind|answer)|[Oo]ur answer would change")
ENDS = re.compile(r"\.(?= |$)")


@lru_cache(maxsize=32)
def _tree(content: bytes) -> nodes.document:
    return pickle.loads(content)


def opened(env, page: str) -> nodes.document:
    """Return a page as it was read, to look at and not to change; several pages look at the same ones."""
    return _tree((Path(env.doctreedir) / f"{page}.doctree").read_bytes())


class picture(nodes.General, nodes.TextElement):
    """A figure of another page, as a phone shows it; its children are its caption."""


class Taken(Directive):
    """A directive whose content is taken from the chapters."""

    def begin(self) -> None:
        """Make ready: no term has been linked yet."""
        self.env = self.state.document.settings.env
        self.defined: set[str] = set()

    def here(self, name: str, node: Any) -> Any:
        """Return a copy of what stands in a chapter, whose links lead from here; a term is linked once."""
        copy = node.deepcopy()
        for one in copy.findall():
            one.document = self.state.document  # else the whole chapter would be kept with this page
        for link in list(copy.findall(addnodes.pending_xref)):
            link["refdoc"] = self.env.docname
            if link["reftarget"].startswith(TERM) and link["reftarget"] in self.defined:
                link.replace_self(nodes.Text(link.astext()))
            self.defined.add(link["reftarget"])
        for value in list(copy.findall(made)):
            value.replace_self(self.link(name, value.children, f"#cell-{value['cell']}", "made-there"))
        return copy

    def link(self, name: str, words: Any, goal: str, *classes: str) -> nodes.reference:
        """Return a link to a chapter, and to a place of it."""
        address = self.env.app.builder.get_target_uri
        link = nodes.reference("", "", internal=True, classes=list(classes))
        link["refuri"] = relative_uri(address(self.env.docname), address(name)) + goal
        link += words
        return link


class Answers(Taken):
    """``{answers}``: a section for each chapter, with its question, its answer, its picture and its claims.

    A chapter's picture is its first figure, unless ``:pictures:`` names another of its figures.
    """

    option_spec = {"pictures": str.split}  # noqa: RUF012 (docutils reads it from the class)

    def run(self) -> list[nodes.Node]:
        """Return the sections, in the order of the chapters."""
        self.begin()
        self.missing = set(self.options.get("pictures", ()))
        chapters = sorted(filter(chapter, self.env.found_docs), key=lambda name: chapter(name) or 0)
        sections = [self._section(name) for name in chapters]
        if self.missing:
            raise self.error(f"no chapter has a figure {sorted(self.missing)[0]}")
        return [section for section in sections if section is not None]

    def _section(self, name: str) -> nodes.section | None:
        self.env.note_dependency(self.env.doc2path(name))
        tree = opened(self.env, name)
        boxes = {kind: _box(tree, kind) for kind in ("question", "answer", "sure")}
        if not boxes["question"] or not boxes["answer"]:
            return None
        label = f"brief-{tree.next_node(nodes.section)['ids'][0]}"
        title = nodes.title("", f"{chapter(name)}. {boxes['question'].astext()}")
        section = nodes.section("", title, names=[label], classes=["in-brief"])
        self.state.document.note_explicit_target(section, section)
        places(self.env)[name] = (self.env.docname, label)
        answer = [self.here(name, one) for one in boxes["answer"].children]
        said = [one for one in answer if not isinstance(one, nodes.definition_list)]
        kept = [one for one in answer if isinstance(one, nodes.definition_list)]
        sure = [self.here(name, boxes["sure"])] if boxes["sure"] else []
        section += nodes.container("", *said, classes=["reply"])
        section += self._picture(name, tree)
        mind = self._mind(name, tree)
        section += nodes.container("", *kept, *sure, *mind, *self._deeper(name, tree), classes=["kept"])
        return section

    def _picture(self, name: str, tree: nodes.document) -> list[picture]:
        figures = {one["names"][0]: one for one in tree.findall(nodes.figure) if "chart" in one["classes"]}
        chosen = next(iter([*self.missing & figures.keys(), *figures]), "")
        self.missing.discard(chosen)
        if not chosen:
            return []
        drawn = figures[chosen].next_node(drawing)
        finding = self.here(name, figures[chosen].next_node(nodes.caption)).children
        number = pending(self.env, chosen, "Figure %s", role="std:numref")
        words = [number, nodes.Text(" "), *finding]
        return [picture("", "", *words, narrow=drawn["narrow"], alt=drawn["alt"])]

    def _mind(self, name: str, tree: nodes.document) -> list[nodes.paragraph]:
        """Return the sentence in which a chapter says what would change its answer."""
        for said in tree.findall(nodes.paragraph):
            if MIND.search(said.astext()):
                return [nodes.paragraph("", "", *_sentence(self.here(name, said)), classes=["mind"])]
        return []

    def _deeper(self, name: str, tree: nodes.document) -> Iterator[nodes.paragraph]:
        """Yield the way to the chapter at its two other depths, and to the claims that its answer is on."""
        title = frame.plain(tree.next_node(nodes.title).astext())
        minutes = frame.noted(self.env)[name].minutes
        yield nodes.paragraph(
            "",
            "",
            self.link(name, nodes.strong("", title), "?depth=argument"),
            nodes.Text(f", {minutes} minutes, or "),
            self.link(name, nodes.Text("with code and data"), "?depth=audit"),
            classes=["deeper"],
        )
        if claims := list(dict.fromkeys(claims_of_opening(tree))):
            links = [pending(self.env, CLAIM + code, locator(code), classes=["locator"]) for code in claims]
            yield nodes.paragraph("", "", nodes.Text("Claims: "), *listed(links), classes=["on-claims"])


def _sentence(paragraph: Any) -> Iterator[nodes.Node]:
    """Yield the first sentence of a paragraph that states something; a question goes before it.

    >>> "".join(one.astext() for one in _sentence(nodes.paragraph("", "", nodes.Text("Why? A pact. A war."))))
    'Why? A pact.'
    """
    for child in paragraph.children:
        end = ENDS.search(child) if isinstance(child, nodes.Text) else None
        if end:
            yield nodes.Text(child[: end.end()])
            return
        yield child


def _box(tree: nodes.document, kind: str) -> Any:
    return next((one for one in tree.findall(nodes.container) if {kind, "box"} <= set(one["classes"])), None)


def claims_of_opening(tree: nodes.document) -> Iterator[str]:
    """Yield the claims that a chapter names before its first section."""
    opening = takewhile(
        lambda one: not isinstance(one, nodes.section), tree.next_node(nodes.section).children
    )
    for part in opening:
        for link in part.findall(addnodes.pending_xref):
            if link["reftarget"].startswith(CLAIM):
                yield link["reftarget"].removeprefix(CLAIM)


def locator(code: str) -> str:
    """Return a claim as readers name it.

    >>> locator("a13-5")
    'A13.5'
    """
    return code.upper().replace("-", ".")


def places(env) -> dict[str, tuple[str, str]]:
    """Return for each chapter where the brief tells it: page and id."""
    env.in_brief = getattr(env, "in_brief", {})
    return env.in_brief


def chapters_first(app, env, docnames: list[str]) -> None:
    """Have chapters read before the pages that take from them."""
    docnames.sort(key=lambda name: not chapter(name))


def forget(app, env, docname: str) -> None:
    """Forget what a page told that is read again or gone."""
    for name in [one for one, (page, _) in places(env).items() if docname in (one, page)]:
        del places(env)[name]


def lead(app, pagename, templatename, context, doctree) -> None:
    """Tell the template of a chapter where the brief tells it, and that of the brief that it is the brief."""
    known = places(app.env)
    context["in_brief"], context["is_brief"] = known.get(pagename), pagename in dict(known.values())


def _open(writer, node: picture) -> None:
    alt = escape(node["alt"], quote=True)
    still = f'<div class="still" role="img" aria-label="{alt}">{node["narrow"]}</div>'
    writer.body.append(f'<figure class="picture">{still}<figcaption>')


def _close(writer, node: picture) -> None:
    writer.body.append("</figcaption></figure>\n")


def setup(app) -> None:
    """Register directive and node, and the order of reading."""
    app.add_directive("answers", Answers)
    app.add_node(picture, html=(_open, _close))
    app.connect("env-before-read-docs", chapters_first)
    app.connect("env-purge-doc", forget)
    app.connect("html-page-context", lead)
