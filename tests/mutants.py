"""``make mutants``: spoil every table as a slip, a merge or a spreadsheet would, and say what is missed.

A trial spoils one cell, one column, one row or the file. It is refused by a rule of the table, which names
the place; or it differs from the inventory, which names the table; or the table says the same as before. What
is accepted in silence, or ends in a traceback, is a fault.
"""

import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from helpers import cells, inventory, tables
from helpers.tables import DataError

BY_RULE, BY_INVENTORY, HARMLESS = "refused by a rule", "refused by the inventory", "says the same"
SILENT, TRACEBACK = "accepted in silence", "ended in a traceback"
OUTCOMES = (BY_RULE, BY_INVENTORY, HARMLESS, SILENT, TRACEBACK)

Rows = list[list[str]]
CELLS: dict[str, Callable[[str], str]] = {
    "emptied": lambda cell: "",
    "only spaces": lambda cell: "   ",
    "a space before": lambda cell: f" {cell}",
    "a space after": lambda cell: f"{cell} ",
    "a control character": lambda cell: f"{cell}\x00",
    "a mark of direction": lambda cell: f"\u202e{cell}",
    "a space that does not break": lambda cell: f"{cell}\u00a0x",
    "Persian digits": lambda cell: "۱۲",
    "Arabic letters": lambda cell: f"{cell}ي",
    "a word": lambda cell: "xyzzy",
    "a formula by =": lambda cell: '=HYPERLINK("https://example.org")',
    "a formula by +": lambda cell: "+1+cmd|' /C calc'!A0",
    "a formula by -": lambda cell: f"-{cell or 1}+A1",
    "a formula by @": lambda cell: f"@SUM({cell})",
    "infinite": lambda cell: "inf",
    "a million million": lambda cell: "1000000000000",
    "less than any": lambda cell: "-1000000000000",
    "a decimal comma": lambda cell: "1,5",
    "a day of a spreadsheet": lambda cell: "31.12.2024",
    "a year too many": lambda cell: "9999-12-31",
    "of another row": lambda cell: f"{cell[:-1]}~" if cell else "~",
    "ten times as much": lambda cell: f"{float(cell) * 10:g}" if _number(cell) else f"{cell}{cell}",
}


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def trials(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every way in which a table is spoiled, and the file that comes of it."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    middle = len(rows) // 2 or 1
    for column in range(len(rows[0])):
        row = next((i for i in [*range(middle, len(rows)), *range(1, middle)] if rows[i][column]), middle)
        for how, spoil in CELLS.items():
            yield f"a cell: {how}", _file(_with(rows, row, column, spoil(rows[row][column])))
        yield "a column: dropped", _file([[*row[:column], *row[column + 1 :]] for row in rows])
        yield "a column: renamed", _file(_with(rows, 0, column, f"{rows[0][column]}_"))
    yield "a row: lost", _file([*rows[:middle], *rows[middle + 1 :]])
    yield "a row: twice", _file([*rows, rows[middle]])
    yield "a row: torn", _file(rows)[:-9]
    yield "rows: half of them lost", _file(rows[: max(middle, 1)])
    yield "rows: all lost", _file(rows[:1])
    yield "the file: empty", b""
    yield "the file: UTF-16", content.decode("utf-8").encode("utf-16")
    yield "the file: semicolons", content.replace(b",", b";")
    yield "the file: marks of a conflict", b"<<<<<<< HEAD\n" + content
    yield "the file: a quote that stays open", _file(rows[:middle]) + b'"' + _file(rows[middle:])
    yield "the file: two columns swapped", _file([[*row[1::-1], *row[2:]] for row in rows])


def _with(rows: Rows, row: int, column: int, cell: str) -> Rows:
    changed = [*rows[row][:column], cell, *rows[row][column + 1 :]]
    return [*rows[:row], changed, *rows[row + 1 :]]


def _file(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def outcome(name: str, spoiled: bytes) -> str:
    """Return what becomes of a table that is spoiled."""
    try:
        found = tables.parse(name, cells.decode(spoiled))
    except (DataError, cells.NotATable):
        return BY_RULE
    except Exception:
        return TRACEBACK
    if found.equals(tables.load(name)):
        return HARMLESS
    known = inventory.read(tables.data_folder()).get(name)
    return BY_INVENTORY if inventory.fault(known, inventory.of(spoiled)) else SILENT


def count(names: list[str], told: Callable[[str], None] = print) -> Counter:
    """Spoil tables in every way and count what becomes of them: (way, outcome) -> trials; faults are told."""
    found: Counter = Counter()
    for name in names:
        content = (tables.data_folder() / tables.describe(name)["path"]).read_bytes()
        for way, spoiled in trials(content):
            if spoiled == content:
                continue
            became = outcome(name, spoiled)
            found[way, became] += 1
            if became in (SILENT, TRACEBACK):
                told(f"{name}: {way}: {became}")
    return found


def main() -> int:
    """Print a table of ways and outcomes, and return 1 if anything was accepted in silence."""
    found = count(tables.names())
    print(f"{found.total():,} trials on {len(tables.names())} tables, {date.today().isoformat()}")
    for way in dict.fromkeys(way for way, _ in found):
        print(f"{way:40}" + "".join(f"{found[way, one]:>8,}" for one in OUTCOMES))
    totals = {one: sum(n for (_, became), n in found.items() if became == one) for one in OUTCOMES}
    print("\n".join(f"{one:40}{n:>8,}" for one, n in totals.items()))
    return int(bool(totals[SILENT] or totals[TRACEBACK]))


if __name__ == "__main__":
    sys.exit(main())
