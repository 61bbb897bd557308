"""What each table holds: its rows and the digest of its file, so that no row is lost or changed unseen.

They stand in ``data/inventory.json``, and ``make tables`` renews them and shows every row that differs.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

NAME = "inventory.json"
SHORT = 60  # characters of a cell that a difference shows,
BEFORE = 20  # of these the same in both, where the cells differ only further on


class Holding(NamedTuple):
    """What a table holds."""

    rows: int
    sha256: str


def of(content: bytes) -> Holding:
    r"""Return what a table holds.

    Examples
    --------
    >>> of(b"a,b\n1,2\n").rows
    1
    """
    rows = sum(1 for row in csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline="")) if row)
    return Holding(max(rows - 1, 0), hashlib.sha256(content).hexdigest())


def read(folder: Path) -> dict[str, Holding]:
    """Return what the tables of a data folder are known to hold; nothing where none was ever counted.

    A line is read by itself: where two branches changed one table, git has kept the line of each, and neither
    holds, so that ``make tables`` counts that table anew.
    """
    path, found = folder / NAME, dict[str, dict]()
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.startswith('"'):
            found |= json.loads(f"{{{line.rstrip(',')}}}")
    return {name: Holding(**holding) for name, holding in found.items()}


def write(folder: Path, holdings: Mapping[str, Holding]) -> None:
    """Keep what the tables of a data folder hold, a table a line and an empty one after it.

    So git unites what branches renew, of neighbours too: lines that touch are to it one place. Where both
    renew the same table, it keeps both lines (``.gitattributes``).
    """
    lines = (f"{json.dumps(name)}: {json.dumps(holding._asdict())}" for name, holding in holdings.items())
    (folder / NAME).write_text("{\n" + ",\n\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def fault(known: Holding | None, now: Holding) -> str | None:
    """Say how a table differs from what it is known to hold.

    Examples
    --------
    >>> fault(Holding(9, "a"), Holding(8, "b")), fault(Holding(9, "a"), Holding(9, "a"))
    ('holds 8 rows, and 9 by data/inventory.json', None)
    """
    if known is None:
        return f"is not in data/{NAME}"
    if known.rows != now.rows:
        return f"holds {now.rows:,} rows, and {known.rows:,} by data/{NAME}"
    return None if known == now else f"holds other cells than when data/{NAME} was made"


def differences(before: str, after: str, key: Sequence[str]) -> Iterator[str]:
    r"""Yield a line for each row that is lost, new or changed.

    Parameters
    ----------
    before, after
        A table as it was written, and as it is.
    key
        The columns that name a row; the whole row where there are none.

    Examples
    --------
    >>> list(differences("id,a\n1,x\n2,y\n", "id,a\n2,z\n3,w\n", ["id"]))
    ['lost     1', 'new      3', "changed  2, a: 'y' is now 'z'"]
    """
    was, now = _by_key(before, key), _by_key(after, key)
    yield from (f"lost     {name}" for name in was if name not in now)
    yield from (f"new      {name}" for name in now if name not in was)
    for name in was:
        if name in now and was[name] != now[name]:
            yield f"changed  {name}, {'; '.join(_cells(was[name], now[name]))}"


def _by_key(text: str, key: Sequence[str]) -> dict[str, dict[str, str]]:
    rows: Iterable[dict[str, str]] = csv.DictReader(io.StringIO(text, newline=""))
    return {", ".join(row.get(name) or "" for name in key or row): row for row in rows}


def _cells(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys([*was, *now]):
        if (before := was.get(name)) != (after := now.get(name)):
            pairs = zip(before or "", after or "", strict=False)
            same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            start = same - BEFORE if same > SHORT - BEFORE else 0
            yield f"{name}: {_short(before, start)} is now {_short(after, start)}"


def _short(cell: str | None, start: int) -> str:
    """Return a part of a cell that shows where it differs from another."""
    if cell is None:
        return "no column"
    return repr("…" * bool(start) + cell[start : start + SHORT] + "…" * (len(cell) > start + SHORT))
