"""The brief: what every chapter asks and answers, on one page, as one text of ten minutes.

Question, answer and picture are taken from the chapters as they stand, which are read before all other pages.
Of its own the brief has what leads from one answer to the next.
"""

from __future__ import annotations

import pickle
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
from .figures import drawing, picture
from .links import pending
from .numbers import chapter

CLAIM, TERM = "claim-", "term-"


@lru_cache(maxsize=32)
def _tree(content: bytes) -> nodes.document:
    return pickle.loads(content)


def opened(env, page: str) -> nodes.document:
    """Return a page as it was read, to look at and not to change; several pages look at the same ones."""
    return _tree((Path(env.doctreedir) / f"{page}.doctree").read_bytes())


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
    """``{answers}``: a section for each chapter, with its question, answer, picture and the way to it.

    The content is a definition list: the label of a chapter, and what the brief says after its answer. A
    chapter's picture is its first figure, unless ``:pictures:`` names another of its figures.
    """

    has_content = True
    option_spec = {"pictures": str.split}  # noqa: RUF012 (docutils reads it from the class)

    def run(self) -> list[nodes.Node]:
        """Return the sections, in the order of the chapters."""
        self.begin()
        self.missing = set(self.options.get("pictures", ()))
        self.own = self._own()
        chapters = sorted(filter(chapter, self.env.found_docs), key=lambda name: chapter(name) or 0)
        sections = [self._section(name) for name in chapters]
        if self.missing:
            raise self.error(f"no chapter has a figure {sorted(self.missing)[0]}")
        if self.own:
            raise self.error(f"no chapter that answers a question is called {sorted(self.own)[0]!r}")
        return [section for section in sections if section is not None]

    def _own(self) -> dict[str, list[nodes.Node]]:
        """Return what the brief says of its own, by the label of the chapter."""
        content = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, content)
        items = content.findall(nodes.definition_list_item)
        return {item[0].astext(): [one for said in item[1:] for one in said.children] for item in items}

    def _section(self, name: str) -> nodes.section | None:
        self.env.note_dependency(self.env.doc2path(name))
        tree = opened(self.env, name)
        question, answer = _box(tree, "question"), _box(tree, "answer")
        if not question or not answer:
            return None
        label = tree.next_node(nodes.section)["ids"][0]
        if label not in self.own:
            raise self.error(f"the brief says nothing of its own on chapter {label!r}; add it to the list")
        title = nodes.title("", f"{chapter(name)}. {question.astext()}")
        section = nodes.section("", title, names=[f"brief-{label}"], classes=["in-brief"])
        self.state.document.note_explicit_target(section, section)
        places(self.env)[name] = (self.env.docname, f"brief-{label}")
        said = [one for one in answer.children if not isinstance(one, nodes.definition_list)]
        section += nodes.container("", *(self.here(name, one) for one in said), classes=["reply"])
        section += self._picture(name, tree)
        section += nodes.container("", *self.own.pop(label), self._deeper(name), classes=["kept"])
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

    def _deeper(self, name: str) -> nodes.paragraph:
        """Return the way to the chapter."""
        minutes = nodes.Text(f", {frame.noted(self.env)[name].minutes} minutes")
        way = self.link(name, nodes.strong("", f"Chapter {chapter(name)}"), "?depth=argument")
        return nodes.paragraph("", "", way, minutes, classes=["deeper"])


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
