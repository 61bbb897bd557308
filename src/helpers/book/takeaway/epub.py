"""The book as an EPUB 3: one file a leaf, a contents that also leads to the Persian, no script."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from lxml import etree, html
from markupsafe import Markup

from ...charts import palette
from ..pages import site
from ..pages.frame import ROMAN
from . import leaves, path
from .packing import pack

HERE = Path(__file__).parent / "templates"
ROOM = 480  # pixels: most e-books are read on screens of this width
FACES = ("text", "italic", "display", "sans", "persian", "persian-strong", "cyrillic")
FOLDER = "book/"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def make(root: Path) -> Path:
    """Write the EPUB of a built book, and return where it is."""
    book = leaves.Book(root, ROOM)
    target = path(root, book.record.version, "epub")
    pack(target, files(book))
    return target


def files(book: leaves.Book) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the EPUB, the one first that says what the archive is."""
    book.relink(lambda leaf, place: f"{leaf.name}.xhtml" + (f"#{place}" if place else ""))
    known = {"book": book, "parts": list(zip(ROMAN[1:], book.parts, strict=False)), "faces": FACES}
    known |= {"identifier": _identifier(book), "drawn": set(filter(_is_drawn, book.leaves))}
    known |= {"sections": {leaf.name: list(_sections(leaf)) for leaf in book.leaves}}
    known |= {"persian": list(_persian(book.leaves[0]))}
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", CONTAINER.encode()
    for name in ("package.opf", "nav.xhtml", "title.xhtml"):
        yield FOLDER + name, _filled(name, **known)
    for leaf in book.leaves:
        yield f"{FOLDER}{leaf.name}.xhtml", _filled("leaf.xhtml", leaf=leaf, text=_xml(leaf.body), **known)
    tokens = palette.style_sheet().partition("@media")[0]
    yield FOLDER + "book.css", (tokens + (HERE / "book.css").read_text(encoding="utf-8")).encode()
    for face in FACES:
        yield f"{FOLDER}fonts/{face}.woff2", (site.STATIC / "fonts" / f"{face}.woff2").read_bytes()


def _filled(template: str, **known) -> bytes:
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    return templates.get_template(template).render(**known).encode()


def _xml(text: html.HtmlElement) -> Markup:
    """Return what stands on a leaf as XML: the reader of a book forgives nothing."""
    return Markup("".join(etree.tostring(one, encoding="unicode") for one in text))


def _identifier(book: leaves.Book) -> str:
    """Return a name that only this edition has, and that is the same whenever it is bound."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{book.record.title} {book.record.version}").urn


def _is_drawn(leaf: leaves.Leaf) -> bool:
    return leaf.body.find(f".//{{{leaves.SVG}}}svg") is not None


def _sections(leaf: leaves.Leaf) -> Iterator[tuple[str, str]]:
    """Yield the id and the heading of each section of a leaf."""
    for section in leaf.body.iterfind("section/section"):
        if section.get("id") and section.find("h2") is not None:
            yield section.get("id"), " ".join(section.find("h2").text_content().split())


def _persian(front: leaves.Leaf) -> Iterator[tuple[str, str]]:
    """Yield the goal and the words of each link that the front page has in Persian."""
    for link in front.body.iterfind(".//div[@class='persian']//a"):
        yield link.get("href"), " ".join(link.text_content().split())
