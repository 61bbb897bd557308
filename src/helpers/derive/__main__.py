"""Rebuild the measures, or prove that the committed ones are what the raw files give."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import ending, tables
from . import TABLES, raw, store

MEASURES = Path(__file__).resolve().parents[3] / "data" / "measures"


def main(arguments: Sequence[str] | None = None, folder: Path = MEASURES) -> int:
    """Rebuild tables, or compare them; return 0, or 1 when something stands in the way."""
    parser = argparse.ArgumentParser(prog="python -m helpers.derive", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="table", help=f"one of {', '.join(TABLES)}; default all")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a committed table differs"
    )
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.tables if name not in TABLES]:
        parser.error(f"no table {unknown[0]!r}; the tables are {', '.join(TABLES)}")
    try:
        texts = {name: store.as_csv(TABLES[name]()) for name in chosen.tables or TABLES}
        for name in set(texts).intersection(tables.names()):
            tables.parse(name, texts[name])
    except (raw.RawDataError, tables.DataError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    if chosen.check:
        return _check(texts, folder)
    store.write(texts, folder)
    print(f"wrote {', '.join(texts)} to {folder}")
    return 0


def _check(texts: dict[str, str], folder: Path) -> int:
    differences = [found for name, text in texts.items() if (found := store.difference(name, text, folder))]
    for found in differences:
        print(
            f"{found}\n  next: run `python -m helpers.derive` and commit the change, or undo it",
            file=sys.stderr,
        )
    if not differences:
        print(f"{len(texts)} tables are what the raw files give: {', '.join(texts)}")
    return 1 if differences else 0


if __name__ == "__main__":
    with ending.told():
        sys.exit(main())
