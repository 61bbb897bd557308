"""What can be taken away of a figure or table in one file: picture, data, code, and on which terms."""

from __future__ import annotations

import csv
import io

from ...rules import FORMULA
from ..build import archive, raster
from ..build.kept import Kept
from . import formats
from .drawn import MEANING
from .passport import Passport, Table
from .publication import Publication

ZOOMS = (2, 1.5, 1, 0.75)  # points a unit of a drawing: as sharp as fits
MARKED = (
    " Where it has letters\nbeyond ASCII it begins with a byte order mark, for spreadsheets: in Python"
    ' encoding="utf-8-sig", in R\nfileEncoding="UTF-8-BOM".'
)
HEAVY = 200_000  # bytes that no picture of the book exceeds


def picture(passport: Passport, kept: Kept) -> bytes:
    """Return the picture of a figure as points, as sharp as its weight allows; nothing of a table."""
    if not passport.picture:
        return b""
    drawn = (raster.png(passport.picture, zoom=zoom, kept=kept) for zoom in ZOOMS)
    return next((points for points in drawn if len(points) <= HEAVY), b"")


def files(passport: Passport, points: bytes, item: dict, record: Publication) -> dict[str, bytes]:
    """Return the files by name; a table has no picture."""
    name = passport.unit.id
    found = {
        f"{name}.csv": as_csv(passport.rows).encode(),
        "README.txt": readme(passport, item, record).encode(),
    }
    if passport.lines:
        found[f"{name}.py"] = passport.code.encode()
    if points:
        found |= {f"{name}.svg": raster.on_paper(passport.picture).encode(), f"{name}.png": points}
    return found


def packed(content: dict[str, bytes]) -> bytes:
    """Return files as one archive, the same bytes whenever it is made."""
    place = io.BytesIO()
    archive.store(content, place)
    return place.getvalue()


def as_csv(rows: list[list[str]]) -> str:
    r"""Return rows as CSV; an apostrophe keeps a spreadsheet from calculating or running what is text.

    Letters beyond ASCII have the mark before them by which a spreadsheet reads them right.

    Examples
    --------
    >>> as_csv([["series", "x"], ["Iran, 1979", "1"]])
    'series,x\n"Iran, 1979",1\n'
    >>> as_csv([["-1.5", "+1 points", "=A1"]])
    "-1.5,'+1 points,'=A1\n"
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*map(_inert, row)] for row in rows)
    return archive.marked(text.getvalue())


def _inert(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def readme(passport: Passport, item: dict, record: Publication) -> str:
    """Return what the files are, how to cite them, and under which terms they stand."""
    unit = passport.unit
    head = [unit.citation, passport.alt, *_contents(passport)]
    cite = f"How to cite\n{formats.plain(formats.styled(item, 'APA'))}"
    what = "picture" if unit.kind == "figure" else "table"
    terms = f"Licence\nThe {what} and its words: CC BY 4.0, {record.terms}\nThe code: MIT."
    behind = map(_behind, passport.tables)
    made_of = ["The tables it is made of, and their terms", *behind] if passport.tables else []
    return "\n\n".join(filter(None, [*head, cite, terms, "\n".join(made_of)])) + "\n"


def _behind(table: Table) -> str:
    """Return what a table is called, where it lies, and under which terms it stands."""
    rows = f", rows {table.rows}" if table.rows else ""
    terms = "; ".join(f"{name} {path}".strip() for name, path in table.licences)
    return f"{table.title}\n  data/{table.path} in the book's data.zip{rows}\n  {terms}"


def _contents(passport: Passport) -> list[str]:
    name, heading = passport.unit.id, passport.rows[0]
    told = [f"{name}.csv: the table as the book shows it. An empty cell is not known.{MARKED}"]
    if passport.unit.kind == "figure":
        meaning = "\n".join(f"  {column}: {MEANING[column]}" for column in heading)
        drawn = "what the picture draws, one row a mark. An empty cell has no value."
        told = [f"{name}.csv: {drawn}{MARKED}\n{meaning}"]
    if passport.picture:
        told.append(f"{name}.svg and {name}.png: the picture, for light paper.")
    if passport.lines:
        told.append(
            f"{name}.py: the lines of the chapter that made it. They run in a copy of the book, where the\n"
            "helpers and the tables are."
        )
    return told
