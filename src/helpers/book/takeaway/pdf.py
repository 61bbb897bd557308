"""The book as a PDF: typeset pages with a contents, running heads and bookmarks, tagged for who listens."""

from __future__ import annotations

import logging
import os
from base64 import b64encode
from datetime import datetime
from itertools import chain
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from lxml import etree, html
from markupsafe import Markup

from ...charts import palette
from ..build import disk
from ..pages import site
from ..pages.frame import ROMAN
from . import TakeawayError, leaves, path

HERE = Path(__file__).parent / "templates"
ROOM = 720  # pixels: a wider picture would have letters too small for paper
# Signs of which the faces have no glyph; no line breaks between this hyphen and a digit either.
STAND_IN = str.maketrans({"\u2011": "-", "\u066a": "%"})
NO_PANGO = (
    "no PDF: the library Pango, which sets its lines, is not on this machine\n"
    "  next: install it (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0;"
    " macOS: brew install pango), then run make pdf again"
)


def make(root: Path) -> Path:
    """Write the PDF of a built book, and return where it is.

    Raises
    ------
    TakeawayError
        When the pages or the library are missing, or something on a page can't be set.
    """
    weasyprint = _library()
    faults = _Faults()
    logging.getLogger("weasyprint").addHandler(faults)
    book = leaves.Book(root, ROOM)
    target = path(root, book.record.version, "pdf")
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(book.record.epoch))  # a face says when it was cut down
    document = weasyprint.HTML(string=page(book), base_url=site.STATIC.as_uri() + "/")
    known = {"pdf_identifier": book.record.version.encode(), "finisher": _number_headers}
    with disk.replacing(target) as new:
        document.write_pdf(new, pdf_variant="pdf/ua-1", **known)
        if faults.found:
            raise TakeawayError("no PDF, because of\n" + "\n".join(faults.found))
    return target


class _Faults(logging.Handler):
    """Keeps what the library can't do: a PDF with a hole in it is none."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if (said := record.getMessage()) not in self.found:
            self.found.append(said)


def _library():
    try:
        import weasyprint
    except OSError:
        raise TakeawayError(NO_PANGO) from None
    return weasyprint


def page(book: leaves.Book) -> str:
    """Return all leaves as one document, each id with the name of its leaf before it."""
    book.relink(lambda leaf, place: f"#{_unique(leaf, place)}")
    for leaf in book.leaves:
        _prepare(leaf)
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    tokens = palette.style_sheet().partition("@media")[0]  # paper is always light
    return templates.get_template("paper.html").render(
        book=book,
        lettering=_lettering(book),
        texts={leaf.name: _plain(leaf) for leaf in book.leaves},
        parts=list(zip(ROMAN[1:], book.parts, strict=False)),
        style=Markup(tokens + (HERE / "paper.css").read_text(encoding="utf-8")),
        dated=datetime.combine(book.record.date, datetime.min.time()).isoformat() + "Z",
    )


def _prepare(leaf: leaves.Leaf) -> None:
    for drawing in list(leaf.body.iter(f"{{{leaves.SVG}}}svg")):
        drawing.getparent().replace(drawing, _image(drawing))
    for one in leaf.body.xpath(".//*[@id]"):
        one.set("id", _unique(leaf, one.get("id")))
    for note in reversed(leaf.body.xpath(".//aside")):
        _put_into_paragraph(note)


def _image(drawing: etree._Element) -> html.HtmlElement:
    """Return a drawing as an image: the library reads to who listens only the names of these."""
    source = b64encode(etree.tostring(drawing, with_tail=False)).decode()
    names = {"alt": drawing.findtext(f"{{{leaves.SVG}}}title") or "", "class": drawing.get("class", "")}
    image = html.Element("img", {"src": f"data:image/svg+xml;base64,{source}", **names})
    image.tail = drawing.tail
    return image


def _number_headers(_, pdf) -> None:
    """Name the headers of tables by their order: the library names them by where they lay in memory."""
    headers = [one["ID"] for one in pdf.objects if _is(one, "/TH")]
    order = {name.string: str(place) for place, name in enumerate(headers)}
    cells = [one["A"]["Headers"] for one in pdf.objects if _is(one, "/TD") and "A" in one]
    for name in chain(headers, *cells):
        name.string = order.get(name.string, name.string)  # cells share names


def _is(one, tag: str) -> bool:
    return isinstance(one, dict) and one.get("S") == tag


def _put_into_paragraph(note: html.HtmlElement) -> None:
    """Let a note of the margin begin at the first line of its paragraph, on whichever page that falls."""
    paragraph = note.getnext()
    note.getparent().remove(note)
    whole = html.Element("span")
    whole.text = note.text
    whole.extend(list(note))
    for one in whole.iter("p"):
        one.tag = "span"
    holder = html.Element("span", {"class": note.get("class")})
    holder.append(whole)
    holder.tail, paragraph.text = paragraph.text, None
    paragraph.insert(0, holder)


def _plain(leaf: leaves.Leaf) -> Markup:
    return Markup(html.tostring(leaf.body, encoding="unicode").translate(STAND_IN))


def _lettering(book: leaves.Book) -> Markup:
    drawn = book.leaves[0].body.xpath(".//p[@class='lettering']/a/img")
    return Markup("".join(html.tostring(one, encoding="unicode", with_tail=False) for one in drawn))


def _unique(leaf: leaves.Leaf, place: str) -> str:
    return f"{leaf.name}.{place}" if place else leaf.name
