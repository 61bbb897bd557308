"""From the bytes of a CSV file to its cells as text, or why not: cut short, torn, saved by a spreadsheet.

Nothing is guessed or padded: what pandas would read in silence as something else is refused by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

LONGEST = 131_072  # characters of a cell
SPREADSHEET = (
    "save it as CSV in UTF-8 without a byte order mark, with commas between cells and points in numbers"
)
BYTE_ORDER_MARK = "\ufeff"
SEPARATORS = {";": "';' between the cells", "\t": "tabs between the cells"}


class NotATable(ValueError):
    """A file whose cells cannot be told; `where` in it, what is wrong, and the `cure` where it is known."""

    def __init__(self, where: str, wrong: str, cure: str | None = None):
        super().__init__(f"{where}: {wrong}")
        self.where, self.wrong, self.cure = where, wrong, cure


def decode(content: bytes) -> str:
    """Return the text of a file.

    Raises
    ------
    NotATable
        If it is not UTF-8; the line is named.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]:
        raise NotATable("file", "it is UTF-16, as a spreadsheet saves 'Unicode text'", SPREADSHEET)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotATable(f"line {line}", "the file must be UTF-8; this line is not") from None


def split(text: str, columns: Sequence[str]) -> list[list[str]]:
    """Return the rows of a table as text, the header first, as every reader of CSV has them.

    Parameters
    ----------
    text
        What the file says. A line separator or a form feed within a cell is part of the cell.
    columns
        The names that its schema gives; only used to tell what a spreadsheet did to the header.

    Raises
    ------
    NotATable
        If a spreadsheet used another separator than a comma, or a quotation mark is not closed.

    Examples
    --------
    >>> split("state,year" + chr(10) + "IRN,2020" + chr(10), ["state", "year"])
    [['state', 'year'], ['IRN', '2020']]
    """
    if signs := _spreadsheet(text, columns):
        raise NotATable("file", f"it is as a spreadsheet saved it, with {' and '.join(signs)}", SPREADSHEET)
    reader, rows, begins = csv.reader(io.StringIO(text, newline=""), strict=True), [], 1
    others = csv.field_size_limit(LONGEST)  # one for all of Python, which others set as they like
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotATable(f"row {len(rows)}, from line {begins} on", _torn(str(error))) from None
    finally:
        csv.field_size_limit(others)
    return rows


def whole(rows: list[list[str]], text: str) -> None:
    """Refuse a table without a row, with a row longer or shorter than its header, or that ends within a row.

    Raises
    ------
    NotATable
        Naming the row.
    """
    if len(rows) < 2:
        raise NotATable("file", "has a header and no row")
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(rows[0]):
            raise NotATable(f"row {number}", f"has {len(row)} cells, the header has {len(rows[0])}")
    if not text.endswith("\n"):
        raise NotATable(f"row {len(rows) - 1}", "the file ends inside this row (no line end)")


def _torn(error: str) -> str:
    """Say in words of the table what the reader of CSV says."""
    if "field limit" in error:
        longest = f"{LONGEST:,} characters"
        return f"a cell has more than {longest}; is a quotation mark opened there and not closed?"
    if "unexpected end" in error:
        return "the file ends inside this row, after a quotation mark that is not closed"
    return f"a quotation mark is not closed, or not doubled ({error})"


def _spreadsheet(text: str, columns: Sequence[str]) -> list[str]:
    """Say in words what a spreadsheet did to the beginning of a file."""
    signs = ["a byte order mark at its start"] if text.startswith(BYTE_ORDER_MARK) else []
    header, *rest = text.removeprefix(BYTE_ORDER_MARK).splitlines()[:2] or [""]
    if header.strip('"').lower().startswith("sep="):
        signs.append(f"a line {header!r} above the header")
        header = rest[0] if rest else ""
    for separator, words in SEPARATORS.items():
        names = {name.strip('"') for name in header.split(separator)}
        if separator in header and names.intersection(columns):
            signs.append(words)
    return signs
