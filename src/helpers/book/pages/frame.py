"""What the templates know of the book: its parts and pages, where a page stands among them, its questions.

The theme of the book (``theme/``) takes the place of a ready-made one: no framework, one style sheet, one
script. What it shows beside the text is noted here when a page is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes

from ... import tables, texts
from ...charts import palette
from ..build import rereading
from ..citing import publication
from .claims import target
from .figures import drawing, picture
from .folds import fold
from .links import page_with
from .locators import inside, named
from .numbers import chapter
from .persian import is_abstract, persian_block

THEME = Path(__file__).parent / "theme"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
PACE = 220  # words that a reader reads in a minute
LOOK = 0.2  # of a minute, at a picture and its finding
FROM_RIGHT, END = "\u2067", "\u2069"  # what stands between them runs from right to left
SECTIONS = range(3, 15)  # fewer need no list, and more are no list
NOT_READ = (nodes.table, nodes.figure, nodes.footnote, fold, persian_block)
DEPTHS = {
    "brief": "the answer and the figures",
    "argument": "the whole text",
    "audit": "with code, claims and addresses",
}


@dataclass(frozen=True)
class Noted:
    """What is noted of a page when it is read: sections (id, words), minutes, question, Persian abstract."""

    sections: tuple[tuple[str, str], ...]
    minutes: int
    question: str
    persian: str


@dataclass(frozen=True)
class Page:
    """A page in the contents; `number` is 0 for one that is no chapter, `lang` empty for one in English."""

    name: str
    title: str
    number: int
    part: str
    roman: str
    lang: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the book: its name, which may be empty, and its pages."""

    name: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Mark:
    """A claim at the edge of a page: its id, its text and the class of its outcome."""

    id: str
    text: str
    outcome: str

    @property
    def address(self) -> str:
        """Its address on the page of the claims."""
        return target(self.id)


@dataclass(frozen=True)
class Book:
    """All that is the same on every page; `register` is the page of the claims, empty where there is none."""

    title: str
    subtitle: str
    edition: str
    said: str
    day: str
    closes: tables.Closing | None
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    register: str
    papers: tuple[str, str]
    depths: dict[str, str] = field(default_factory=lambda: DEPTHS)

    @property
    def pages(self) -> dict[str, Page]:
        """Every page but the front page, by its name."""
        return {page.name: page for part in self.parts for page in part.pages}

    @property
    def chapters(self) -> int:
        """How many chapters there are."""
        return sum(page.number > 0 for page in self.pages.values())


def slug(outcome: str) -> str:
    """Return an outcome as the name of a class and of a shape.

    >>> slug("nothing found")
    'nothing-found'
    """
    return outcome.replace(" ", "-")


def read(app) -> Book:
    """Return what the templates know, once all pages have been read."""
    record = publication.read(Path(app.confdir))
    title, _, subtitle = record.title.partition("? ")
    marks = _marks()
    return Book(
        title=f"{title}?" if subtitle else title,
        subtitle=subtitle,
        edition=record.version,
        said=record.said,
        day=record.day,
        closes=tables.closing(),
        parts=tuple(_parts(app)),
        marks=marks,
        register=page_with(app.env, marks[0].address) if marks else "",
        papers=(palette.HUES["paper"].light, palette.HUES["paper"].dark),
    )


def _marks() -> tuple[Mark, ...]:
    if "claims" not in tables.names():
        return ()
    claims = texts.graded(tables.load("claims"))[["claim_id", "text", "outcome"]]
    return tuple(Mark(name, text, slug(outcome)) for name, text, outcome in claims.itertuples(index=False))


def _parts(app) -> Iterator[Part]:
    contents = app.env.external_site_map
    for place, tree in enumerate(contents.root.subtrees, start=1):
        names = [name for item in tree.items for name in _with_children(contents, str(item))]
        found = [name for name in names if name in app.env.titles]
        part = tree.caption or ""
        roman = ROMAN[place] if part and any(map(chapter, found)) else ""
        yield Part(part, tuple(_page(app, name, part, roman) for name in found))


def _with_children(contents, name: str) -> Iterator[str]:
    yield name
    for tree in contents[name].subtrees if name in contents else ():
        for item in tree.items:
            yield from _with_children(contents, str(item))


def _page(app, name: str, part: str, roman: str) -> Page:
    lang = app.env.metadata.get(name, {}).get("lang", "")
    return Page(name, plain(app.env.titles[name].astext()), chapter(name) or 0, part, roman, lang)


def plain(title: str) -> str:
    """Return a title without the number of its chapter.

    >>> plain("5. Syria: a coalition at work")
    'Syria: a coalition at work'
    """
    return re.sub(r"^\d+\. ", "", title)


def noted(env) -> dict[str, Noted]:
    """Return what is noted of each page."""
    env.frame = getattr(env, "frame", {})
    return env.frame


def note(app, doctree) -> None:
    """Note what stands on a page beside its text."""
    first = doctree.next_node(nodes.section)
    own = [one for one in first.children if _is_own(one)] if first else []
    listed = tuple((one["ids"][0], one.next_node(nodes.title).astext()) for one in own)
    question = next((one.astext() for one in doctree.findall(_is_question)), "")
    abstract = next((one for one in doctree.findall(persian_block) if is_abstract(one)), None)
    noted(app.env)[app.env.docname] = Noted(
        sections=listed if len(listed) in SECTIONS else (),
        minutes=_minutes(doctree),
        question=question,
        persian=abstract.parent["ids"][0] if abstract is not None else "",
    )


def _is_own(node: nodes.Node) -> bool:
    """Say whether a node is a section that a page lists; the questions of chapters are listed elsewhere."""
    return isinstance(node, nodes.section) and "in-brief" not in node["classes"]


def _is_question(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "question" in node.get("classes", ())


def _minutes(doctree: nodes.document) -> int:
    words = sum(map(_words, [*doctree.findall(nodes.paragraph), *doctree.findall(nodes.title)]))
    return math.ceil(words / PACE + LOOK * sum(1 for _ in doctree.findall(_is_picture)))


def _is_picture(node: nodes.Node) -> bool:
    return isinstance(node, drawing | picture)


def _words(paragraph: nodes.TextElement) -> int:
    return 0 if inside(paragraph, NOT_READ) else len(paragraph.astext().split())


def forget(app, env, docname) -> None:
    """Forget what was noted of a page that is read again or gone."""
    noted(env).pop(docname, None)


def prepare(app, env) -> None:
    """Read the book anew: titles may have changed since the last build."""
    app.book_frame = read(app)


def rewrite(app, env) -> list[str]:
    """Have pages written anew where what all show has changed, or the question before or after them."""
    asked = {name: one.question for name, one in noted(env).items()}
    book: Book = app.book_frame
    order = list(book.pages)
    around = {name: order[max(place - 1, 0) : place + 2] for place, name in enumerate(order)}
    shown = {name: [asked.get(one) for one in around.get(name, ())] for name in sorted(env.found_docs)}
    return rereading.changed(env, "frame", {name: (book, found) for name, found in shown.items()})


def tell(app, pagename, templatename, context, doctree) -> None:
    """Give the templates the book, and where this page stands in it."""
    book: Book = app.book_frame
    order = [page.name for page in book.pages.values()]
    known = noted(app.env)
    place = order.index(pagename) if pagename in order else None
    context["book"], context["here"], context["sheet"] = book, book.pages.get(pagename), sheet(pagename)
    context["beside"] = known.get(pagename)
    context["spoken_of"] = named(app.env).get(pagename, set())
    context["before"] = book.pages[order[place - 1]] if place else None
    context["after"] = book.pages[order[place + 1]] if place is not None and place + 1 < len(order) else None
    context["questions"] = {name: one.question for name, one in known.items()}
    context["home_persian"] = known[context["root_doc"]].persian if context["root_doc"] in known else ""


def papers(app) -> str:
    """Return for each page a sheet of print with its own running head.

    A sheet of paper is named, since a style sheet can't read a page's title.
    """
    book: Book = app.book_frame
    lines = []
    for page in book.pages.values():
        words = f"{page.number} · {page.title}" if page.number else page.title
        said = words.replace("\\", "").replace('"', "’")
        head = _persian_head(book, said) if page.lang == "fa" else {"top-right": said}
        boxes = " ".join(f'@{corner} {{ content: "{text}"; }}' for corner, text in head.items())
        lines.append(f"@page {sheet(page.name)} {{ {boxes} }}")
        lines.append(f"body.{sheet(page.name)} {{ page: {sheet(page.name)}; }}")
    furniture = f"font: 8.5pt Sans, Persian, sans-serif; color: {palette.HUES['muted'].light};"
    corners = {
        "top-left": f'"{book.title}"',
        "top-right": '""',
        "bottom-left": f'"Edition {book.said}"',
        "bottom-right": "counter(page)",
    }
    boxes = " ".join(f"@{corner} {{ content: {words}; {furniture} }}" for corner, words in corners.items())
    return "\n".join([f"@page {{ size: A4; margin: 24mm 22mm 22mm 24mm; {boxes} }}", *lines, ""])


def _persian_head(book: Book, said: str) -> dict[str, str]:
    """Return the running head and foot of a page in Persian; its sentences end at the left."""
    door = next((page.title for page in book.pages.values() if page.name.endswith("/fa")), book.title)
    title, mark, _ = door.partition("؟")
    edition = f"ویراست {texts.persian(book.edition)}" + ("، پیش‌نویس" if book.said != book.edition else "")
    words = {"top-left": title + mark, "top-right": said, "bottom-left": edition}
    return {corner: f"{FROM_RIGHT}{text}{END}" for corner, text in words.items()}


def sheet(name: str) -> str:
    """Return the name of a page's sheet in print.

    >>> sheet("chapters/05-syria")
    'sheet-05-syria'
    """
    return f"sheet-{name.rpartition('/')[2]}"


def setup(app) -> None:
    """Register the theme and what the templates know."""
    app.add_html_theme("book", str(THEME))
    app.connect("doctree-read", note, priority=600)  # when sections have their labels
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", prepare, priority=100)
    app.connect("env-updated", rewrite)
    app.connect("html-page-context", tell)
