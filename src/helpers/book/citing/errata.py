"""Corrections to ourselves, ``editions/errata.csv``: what was wrong in an edition, where, and what is right.

A line is one erratum at one unit. It shows at the place, on the unit's citation page, in the note of its
records, and in a feed.
"""

from __future__ import annotations

import csv
import datetime
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as xml

from . import CitingError
from .publication import EDITION, Publication, edition
from .units import Unit

NAME = "editions/errata.csv"
COLUMNS = ["erratum", "date", "edition", "id", "was", "is", "why"]
FEED = "errata.xml"
ERRATUM = re.compile(r"erratum-\d+")
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Erratum:
    """One error of ours: at which unit, until which edition, what was and what is printed, and why."""

    erratum: str
    date: str
    edition: str
    id: str
    was: str
    is_: str
    why: str
    line: int

    @property
    def note(self) -> str:
        """The sentence that goes with a citation of the unit."""
        return f"Corrected in edition {self.edition} ({self.date}): {self.why.rstrip('.')}"


def read(path: Path) -> list[Erratum]:
    """Return the errata, in their order in the file; a clone without the file has none.

    Raises
    ------
    CitingError
        Naming file and line.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise CitingError(f"{NAME}, line 1: the columns must be {', '.join(COLUMNS)}")
        return [_erratum(row, reader.line_num) for row in reader]


def check(errata: list[Erratum], known: set[str], version: str, editions: list[str]) -> None:
    """Refuse an erratum at a place that never was, with a name that is taken, or of no edition so far."""
    seen: set[str] = set()
    for erratum in errata:
        where = f"{NAME}, line {erratum.line}:"
        if erratum.id not in known:
            raise CitingError(f"{where} no unit of the book has the id {erratum.id!r}")
        if erratum.erratum in seen:
            raise CitingError(f"{where} {erratum.erratum!r} stands in the file already")
        if edition(erratum.edition) > edition(version):
            raise CitingError(f"{where} edition {erratum.edition} is later than {version}, the present one")
        if erratum.edition not in editions:
            there = ", ".join(editions)
            raise CitingError(f"{where} edition {erratum.edition} does not exist; there are {there}")
        seen.add(erratum.erratum)


def feed(errata: list[Erratum], units: dict[str, Unit], record: Publication) -> bytes:
    """Return the errata as an Atom feed, the latest first."""
    base = f"{record.address}/" if record.address else ""
    root = xml.Element("feed", xmlns=ATOM)
    latest = max([record.date.isoformat(), *(erratum.date for erratum in errata)])
    _child(root, "title", f"{record.title}: corrections to ourselves")
    _child(root, "id", _urn("errata"))
    if base:
        xml.SubElement(root, "link", rel="self", href=f"{base}{FEED}")
    _child(root, "updated", f"{latest}T00:00:00Z")
    author = xml.SubElement(root, "author")
    _child(author, "name", "; ".join(record.authors))
    for erratum in sorted(errata, key=lambda one: one.date, reverse=True):
        entry = xml.SubElement(root, "entry")
        place = units[erratum.id].citation if erratum.id in units else erratum.id
        _child(entry, "title", f"{place}: {erratum.why}")
        _child(entry, "id", _urn(erratum.erratum))
        _child(entry, "updated", f"{erratum.date}T00:00:00Z")
        xml.SubElement(entry, "link", href=f"{base}cite/{erratum.id}.html")
        _child(entry, "summary", f"Was: {erratum.was} Is: {erratum.is_} Edition: {erratum.edition}.")
    xml.indent(root)
    return xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _urn(name: str) -> str:
    """Return an identifier that stays the same wherever, and under whatever title, the book is published."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"coalition-or-alliance/{name}").urn


def _child(parent, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = text


def _erratum(row: dict, line: int) -> Erratum:
    empty = [name for name in COLUMNS if not row.get(name)]
    if empty or None in row:
        raise CitingError(f"{NAME}, line {line}: {empty[0] if empty else 'a cell too many'!r} is missing")
    try:
        same = datetime.date.fromisoformat(row["date"]).isoformat() == row["date"]
    except ValueError:
        same = False
    if not same:
        raise CitingError(f"{NAME}, line {line}: date {row['date']!r} is no date of the form 2026-11-22")
    if not ERRATUM.fullmatch(row["erratum"]):
        raise CitingError(f"{NAME}, line {line}: {row['erratum']!r} is not of the form erratum-1")
    if not EDITION.fullmatch(row["edition"]):
        raise CitingError(f"{NAME}, line {line}: edition {row['edition']!r} is not of the form 2026.1")
    cells = {"is_" if name == "is" else name: row[name] for name in COLUMNS}
    return Erratum(**cells, line=line)
