"""What the front page shows of the book: its claims as marks, its chapters as questions, what to take away.

A chapter's question and its answer in one line are those of its own opening: nothing is said twice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util import logging

from ... import tables, texts
from ..build import rereading
from ..build.archive import NAME as ARCHIVE
from . import frame, margin
from .claims import target
from .numbers import chapter
from .persian import persian_inline

NO_QUESTION = "opens with no question; begin with {question} and {answer}, or a bold question and its answer"
LETTERING = Path(__file__).parent / "theme" / "components" / "title-in-persian.svg"
DOWNLOADS, DOWNLOADS_END = "<!--downloads-->", "<!--/downloads-->"  # between them, what is made of the pages
log = logging.getLogger(__name__)
SENTENCE = re.compile(r"(.+?)(?:[.:](?=\s)|[.]?$)", re.S)


class marks(nodes.General, nodes.Element):
    """Stands for the claims, until it is known where each is told."""


class questions(nodes.General, nodes.Element):
    """Stands for the chapters, until all have been read."""


@dataclass(frozen=True)
class Opening:
    """What a chapter asks, and its answer in one line."""

    question: str
    answer: str


class ClaimMarks(Directive):
    """``{claim-marks}``: every claim as the mark of its verdict, in the order of the texts, with a key."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the marks."""
        env = self.state.document.settings.env
        env.note_dependency(str(tables.data_folder() / tables.describe("claims")["path"]))
        return [marks()]


class Questions(Directive):
    """``{questions}``: what each chapter asks and answers, part by part."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the questions."""
        env = self.state.document.settings.env
        env.with_questions = getattr(env, "with_questions", set()) | {env.docname}
        return [questions()]


class TitleInPersian(Directive):
    """``{title-in-persian} title``: the title as it is drawn, which leads to what is said in Persian."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the drawing, and the title for who does not see it."""
        drawing = nodes.raw("", LETTERING.read_text(encoding="utf-8"), format="html")
        title = nodes.inline("", "", persian_inline("", self.arguments[0]), classes=["unseen"])
        link = nodes.reference("", "", drawing, title, refid="home-persian", internal=True)
        return [nodes.paragraph("", "", link, classes=["lettering"])]


class TakeAway(Directive):
    """``{take-away}``: tables, citations, the source where it is public, and a place for what is bound."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        found = {
            f"data/{ARCHIVE}": ("The tables", f"all {len(tables.names())} and their schemas, one zip"),
            "citations.json": ("The citations", "every part of the book, for a reference manager"),
            "cite/index.html": ("The addresses", "of every section, figure, table and claim"),
        }
        if repository := os.environ.get("BOOK_REPOSITORY", ""):
            found[repository] = ("The source", "notebooks, code and tests")
        items = [nodes.list_item("", nodes.paragraph("", "", _door(*one))) for one in found.items()]
        place = nodes.raw("", f"{DOWNLOADS}{DOWNLOADS_END}", format="html")
        return [nodes.bullet_list("", *items, classes=["take-away"]), place]


def _door(address: str, words: tuple[str, str]) -> nodes.reference:
    name, about = words
    return nodes.reference("", "", nodes.strong("", name), nodes.Text(f" {about}"), refuri=address)


def openings(env) -> dict[str, Opening]:
    """Return what each chapter asks and answers, of those that have been read."""
    env.openings = getattr(env, "openings", {})
    return env.openings


def note(app, doctree) -> None:
    """Note the opening of a chapter; one without a question is a warning, so an error of the build."""
    if not chapter(app.env.docname):
        return
    found = opening(doctree)
    if found is None:
        log.warning(NO_QUESTION, location=app.env.docname)
        return
    openings(app.env)[app.env.docname] = found


def opening(doctree: nodes.document) -> Opening | None:
    """Return what a chapter asks and answers at its beginning: in boxes, or in its first paragraph."""
    asked, answered = (next(iter(doctree.findall(_box(name))), None) for name in ("question", "answer"))
    if asked is not None and answered is not None:
        return _opening(asked.astext(), next(iter(answered.findall(nodes.strong)), answered).astext())
    first = doctree.next_node(nodes.paragraph)
    strong = first.next_node(nodes.strong) if first is not None else None
    if strong is None or not strong.astext().endswith("?"):
        return None
    return _opening(strong.astext(), first.astext().removeprefix(strong.astext()))


def _box(name: str):
    return lambda node: isinstance(node, nodes.container) and name in node["classes"]


def _opening(question: str, answer: str) -> Opening:
    first = SENTENCE.match(" ".join(answer.split()))
    return Opening(" ".join(question.split()), f"{first[1]}." if first else "")


def fill(app, doctree, docname) -> None:
    """Put claims and questions into their places."""
    for place in list(doctree.findall(marks)):
        place.replace_self(_claims(app, docname))
    for place in list(doctree.findall(questions)):
        place.replace_self(_parts(app, docname))


def _claims(app, docname: str) -> nodes.container:
    claims = texts.graded(tables.load("claims"))
    rows = [_row(app, docname, texts.NAMES[text], claims[claims["text"].eq(text)]) for text in texts.NAMES]
    return nodes.container("", _key(claims["outcome"]), *rows, classes=["claim-marks"])


def _key(outcomes: pd.Series) -> nodes.bullet_list:
    counts = outcomes.value_counts()
    return nodes.bullet_list(
        "", *(_counted(one, counts[one]) for one in texts.OUTCOMES if one in counts), classes=["key"]
    )


def _counted(outcome: str, count: int) -> nodes.list_item:
    words = [_shape(outcome), nodes.strong("", f"{count}"), nodes.Text(f" {margin.SAID[outcome]}")]
    return nodes.list_item("", nodes.paragraph("", "", *words), classes=[f"v-{frame.slug(outcome)}"])


def _row(app, docname: str, name: str, claims: pd.DataFrame) -> nodes.container:
    head = nodes.paragraph("", "", nodes.strong("", name), nodes.Text(f" {len(claims)}"))
    items = []
    for passage, part in claims.groupby("passage_id", sort=False):
        links = [_mark(app, docname, claim) for claim in part.to_dict("records")]
        words = [nodes.inline("", passage, classes=["passage"]), *links]
        items.append(nodes.list_item("", nodes.paragraph("", "", *_spaced(words))))
    return nodes.container("", head, nodes.bullet_list("", *items), classes=["row"])


def _spaced(words: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Put spaces between words, for who reads or copies them without their style."""
    return [node for word in words for node in (word, nodes.Text(" "))][:-1]


def _mark(app, docname: str, claim: dict) -> nodes.reference:
    name, outcome = claim["claim_id"], claim["outcome"]
    page, where = app.env.get_domain("std").anonlabels[target(name)]
    said = nodes.inline("", f"{name}: {margin.SAID[outcome]}", classes=["unseen"])
    return nodes.reference(
        "",
        "",
        _shape(outcome),
        said,
        refuri=f"{app.builder.get_relative_uri(docname, page)}#{where}",
        reftitle=f"{name}, {margin.SAID[outcome]}. {claim['paraphrase']}",
        internal=True,
        classes=["claim-ref", f"v-{frame.slug(outcome)}"],
    )


def _shape(outcome: str) -> nodes.raw:
    return nodes.raw("", margin.symbol(outcome), format="html")


def _parts(app, docname: str) -> nodes.container:
    known = openings(app.env)
    parts = [part for part in app.book_frame.parts if any(page.name in known for page in part.pages)]
    return nodes.container("", *(_part(app, docname, part, known) for part in parts), classes=["questions"])


def _part(app, docname: str, part: frame.Part, known: dict[str, Opening]) -> nodes.container:
    pages = [page for page in part.pages if page.name in known]
    head = [nodes.inline("", pages[0].roman, classes=["no"]), nodes.Text(f" {part.name}")]
    links = [
        _asked(app.builder.get_relative_uri(docname, page.name), page, known[page.name]) for page in pages
    ]
    items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
    return nodes.container(
        "", nodes.paragraph("", "", *head, classes=["part"]), nodes.bullet_list("", *items)
    )


def _asked(address: str, page: frame.Page, said: Opening) -> nodes.reference:
    words = [
        nodes.inline("", f"{page.number}", classes=["no"]),
        nodes.strong("", said.question),
        nodes.inline("", said.answer, classes=["says"]),
    ]
    return nodes.reference("", "", *_spaced(words), refuri=address, internal=True)


def rewrite(app, env) -> list[str]:
    """Have the page of questions written anew: a chapter may ask or answer otherwise."""
    pages = sorted(getattr(env, "with_questions", set()) & env.found_docs)
    return rereading.changed(env, "questions", dict.fromkeys(pages, sorted(openings(env).items())))


def forget(app, env, docname) -> None:
    """Forget the opening of a page that is read again or gone."""
    openings(env).pop(docname, None)
    getattr(env, "with_questions", set()).discard(docname)


def setup(app) -> None:
    """Register the directives, and what fills their places."""
    app.add_directive("claim-marks", ClaimMarks)
    app.add_directive("questions", Questions)
    app.add_directive("take-away", TakeAway)
    app.add_directive("title-in-persian", TitleInPersian)
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", rewrite)
    app.connect("doctree-resolved", fill)
