"""The records of a unit: CSL-JSON first, and from it BibTeX, RIS and citations in three styles.

The styles are the published ones of the Citation Style Language project, run by citeproc. A style lays out
every unit of a kind alike, so it is run once for each kind, with marks in place of what differs; a book of a
thousand units would else take a minute.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from functools import cache
from html import escape, unescape
from pathlib import Path

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import TextCased
from citeproc.source.json import CiteProcJSON
from citeproc.string import String
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from .publication import Publication
from .units import Unit

STYLES = {
    "APA": "apa",
    "Chicago author-date": "chicago-author-date",
    "MLA": "modern-language-association",
}
KINDS = {"book": "book", "dataset": "dataset"}  # everything else is cited as a part of the book
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
BIBTEX = {"book": "book", "dataset": "dataset", "chapter": "incollection"}
RIS = {"book": "BOOK", "dataset": "DATA", "chapter": "CHAP"}
TITLE, ADDRESS, CHAPTER = "\ue000", "\ue001", "90210"  # a style prints "Chapter" only before a number
SPECIAL = str.maketrans(
    {sign: f"\\{sign}" for sign in "#$%&_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
HEADLINE = ("Chicago author-date", "MLA")  # the styles that write titles with capitals


class Bibtex(Writer):
    """BibTeX in UTF-8: the usual writer spells every letter out for LaTeX, which takes most of its time."""

    def _write_field(self, stream, type, value):
        stream.write(f",\n    {type} = {value if type == 'month' else f'{{{value}}}'}")


class Headline(TextCased):
    """The capitals that a style gives to a title."""

    def get(self, *_):
        """Return the name of the case, as an element of a style would."""
        return "title"


class Ris(rispy.RisWriter):
    """RIS without the number that the usual writer puts before each record."""

    def set_header(self, count):
        """Return nothing."""
        return ""


def csl(unit: Unit, record: Publication, remark: str = "") -> dict:
    """Return the CSL-JSON item of a unit; `remark` goes with the record and is printed in no citation.

    A data set has a version, and the book for its publisher; the book and its parts have an edition. So
    reference managers keep both: to them a book with a version is a program, and a data set is in no book.
    A DOI is that of the whole edition. Printed for a part of it, as styles do, it would take the place of the
    address that leads to the part; so a part has it in its note.
    """
    kind = KINDS.get(unit.kind, "chapter")
    item = {
        "id": f"coalition-or-alliance-{record.version}-{unit.id}",
        "type": kind,
        "title": record.title if kind == "book" else unit.citation,
        "author": [{"literal": name} for name in record.authors],
        "issued": {"date-parts": [[record.date.year, record.date.month, record.date.day]]},
        "version" if kind == "dataset" else "edition": record.said,
        "language": record.language,
    }
    if kind != "book":
        item["publisher" if kind == "dataset" else "container-title"] = record.title
    if kind == "chapter" and unit.number:
        item["chapter-number"] = str(unit.number)
    notes = [part_of(record)] if kind != "book" else []
    if record.address:
        item["URL"] = f"{record.cited}/{unit.address}"
    else:
        notes.insert(0, f"Address within the book: {unit.address}")
    if note := "; ".join(filter(None, notes)):
        item["note"] = note
    if record.doi and kind == "book":
        item["DOI"] = record.doi
    if remark:
        item["annote"] = remark
    return item


def part_of(record: Publication) -> str:
    """Return what a part of the book says of the DOI of its edition; nothing where it has none."""
    return f"Part of {record.resolver}" if record.doi else ""


def edition(item: dict) -> str:
    """Return the edition that an item names, whatever the field is called for its kind."""
    return item.get("edition") or item["version"]


def book(item: dict) -> str:
    """Return the title of the book that an item is a part of; nothing of the book itself."""
    return item.get("container-title") or item.get("publisher", "")


def json_of(items: list[dict]) -> str:
    """Return CSL-JSON with a line a field, as one reads it."""
    fields = [
        ",\n    ".join(f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items())
        for item in items
    ]
    return "[\n" + ",\n".join(f"  {{\n    {one}\n  }}" for one in fields) + "\n]\n"


def bibtex(item: dict) -> str:
    """Return the BibTeX entry of a CSL-JSON item."""
    year, month, day = item["issued"]["date-parts"][0]
    # BibTeX prints no book without who publishes it: here its authors.
    whole = book(item) or item["author"][0]["literal"]
    fields = {
        "title": f"{{{latex(item['title'])}}}",
        "booktitle" if item["type"] == "chapter" else "publisher": f"{{{latex(whole)}}}",
        "edition": latex(item.get("edition", "")),
        "version": latex(item.get("version", "")),
        "date": f"{year}-{month:02}-{day:02}",
        "year": str(year),
        "month": MONTHS[month - 1],
        "chapter": item.get("chapter-number"),
        "doi": item.get("DOI"),
        "url": item.get("URL"),
        "note": latex(item.get("note", "")),
        "annote": latex(item.get("annote", "")),
        "langid": item["language"],
    }
    people = [Person(last=f"{{{latex(author['literal'])}}}") for author in item["author"]]
    entry = Entry(
        BIBTEX[item["type"]], {name: value for name, value in fields.items() if value}, {"author": people}
    )
    stream = io.StringIO()
    Bibtex().write_stream(BibliographyData({item["id"]: entry}), stream)
    return stream.getvalue()


def latex(text: str) -> str:
    r"""Return text as LaTeX reads it.

    Examples
    --------
    >>> print(latex("100 % of {A}"))
    100 \% of \{A\}
    """
    return text.translate(SPECIAL)


def ris(item: dict) -> str:
    """Return the RIS record of a CSL-JSON item."""
    year, month, day = item["issued"]["date-parts"][0]
    fields = {
        "type_of_reference": RIS[item["type"]],
        "id": item["id"],
        "authors": [author["literal"] for author in item["author"]],
        "title": item["title"],
        "secondary_title": item.get("container-title"),
        "publisher": item.get("publisher"),
        "year": str(year),
        "date": f"{year}/{month:02}/{day:02}",
        "section": item.get("chapter-number"),
        "edition": edition(item),
        "language": item["language"],
        "doi": item.get("DOI"),
        "urls": [item["URL"]] if "URL" in item else None,
        "notes": [item["note"]] if "note" in item else None,
        "research_notes": item.get("annote"),
    }
    known = {name: value for name, value in fields.items() if value}
    return rispy.dumps([known], implementation=Ris).lstrip()


def styled(item: dict, style: str) -> str:
    """Return the citation of a CSL-JSON item as HTML, in one of `STYLES`.

    Where the book has no public address, its address within the book comes last; so does, for a part of it,
    the DOI of the whole.
    """
    layout = _layout(style, item["type"], _common(item), "chapter-number" in item, "URL" in item)
    filled = layout.replace(CHAPTER, item.get("chapter-number", ""))
    filled = filled.replace(f"https://{ADDRESS}", item.get("URL", ""))
    title = headline(item["title"]) if style in HEADLINE else item["title"]
    filled = filled.replace(TITLE, escape(title, quote=False) if item["type"] != "book" else "")
    filled = re.sub(r"([?!][’”]?(?:</i>)?)\.", r"\1", filled)
    if not item.get("note"):
        return filled
    note = escape(item["note"], quote=False)
    if "URL" in item:
        stop = "." if filled.endswith(".") else ""
        return f"{filled.removesuffix(stop)} ({note}){stop}"
    return f"{filled}{'' if filled.endswith(('.', '?', '!')) else '.'} {note}."


def headline(title: str) -> str:
    """Return a title with the capitals of headlines, as citeproc gives them.

    Examples
    --------
    >>> headline("Syria: a coalition at work")
    'Syria: A Coalition at Work'
    """
    return str(Headline().case(String(title), "en"))


def plain(text: str) -> str:
    """Return a styled citation without its markup.

    Examples
    --------
    >>> plain("In <i>War &amp; Peace</i>")
    'In War & Peace'
    """
    return unescape(re.sub(r"<[^>]+>", "", text))


def _common(item: dict) -> tuple:
    """Return what all units of a kind have in common, in a form that a cache can hold."""
    title = item["title"] if item["type"] == "book" else TITLE
    authors = tuple(author["literal"] for author in item["author"])
    date = tuple(item["issued"]["date-parts"][0])
    names = ("edition", "version", "language", "container-title", "publisher", "DOI")
    return title, authors, date, tuple((name, item[name]) for name in names if name in item)


@cache
def _layout(style: str, kind: str, common: tuple, numbered: bool, addressed: bool) -> str:
    title, authors, date, named = common
    item = {
        "id": "it",
        "type": kind,
        "title": title,
        "author": [{"literal": name} for name in authors],
        "issued": {"date-parts": [list(date)]},
        **dict(named),
    }
    item |= {"chapter-number": CHAPTER} if numbered else {}
    item |= {"URL": f"https://{ADDRESS}"} if addressed else {}
    return _run(style, item)


def _run(style: str, item: dict) -> str:
    """Return one item as citeproc lays it out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc names each field that a style does not use
        path = Path(__file__).parent / "styles" / f"{STYLES[style]}.csl"
        laid = CitationStylesStyle(str(path), locale="en-GB", validate=False)
        found = CitationStylesBibliography(laid, CiteProcJSON([item]), formatter.html)
        found.register(Citation([CitationItem("it")]))
        return str(found.bibliography()[0]).strip()
