"""From the bytes of a CSV file to its cells as text, or why not: cut short, torn, saved by a spreadsheet.

Nothing is guessed or padded: what pandas would read in silence as something else is refused by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

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
    """Return the rows of a table as text, the header first; every row has as many cells as there are columns.

    Parameters
    ----------
    text
        What the file says.
    columns
        The names that its schema gives; only used to tell what a spreadsheet did to the header.

    Raises
    ------
    NotATable
        Naming row or line: a separator that is no comma, a quotation mark that is not closed, a row with a
        cell too many, a file that ends within a row.

    Examples
    --------
    >>> split("state,year" + chr(10) + "IRN,2020" + chr(10), ["state", "year"])
    [['state', 'year'], ['IRN', '2020']]
    """
    if signs := _spreadsheet(text, columns):
        raise NotATable("file", f"it is as a spreadsheet saved it, with {' and '.join(signs)}", SPREADSHEET)
    rows = list(_rows(text))
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(rows[0]):
            raise NotATable(f"row {number}", f"has {len(row)} cells, the header has {len(rows[0])}")
    if not text.endswith("\n"):
        raise NotATable(f"row {len(rows) - 1}", "the file ends inside this row (no line end)")
    return rows


def _rows(text: str):
    """Yield the rows as every reader of CSV has them: U+2028 or a form feed in a cell is part of the cell."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        for row in reader:
            yield row
            begins = reader.line_num + 1
    except csv.Error as error:
        limit = "field limit" in str(error)
        wrong = f"has a cell of more than {csv.field_size_limit():,} characters; " if limit else ""
        raise NotATable(
            f"the row that begins in line {begins}", f"{wrong}is a quotation mark not closed? ({error})"
        ) from None


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
