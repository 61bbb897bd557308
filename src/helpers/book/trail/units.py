"""What stands behind a figure, a table or a glued value: the words it is told in, the tables it is from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ... import code, tables, words
from . import slicing


def reads(unit: str) -> list[str]:
    """Return the glued values that stand in the words of a figure or table; a glued value has no words."""
    return words.named(words.entry(unit)[1]) if words.ID.fullmatch(unit) else []


def parts(notebook: slicing.Notebook, unit: str) -> list[slicing.Part]:
    """Return the fewest parts of a notebook that make a unit, and the values in its words."""
    return notebook.slice(unit, reads)


def tables_behind(notebook: slicing.Notebook, unit: str) -> list[str]:
    """Return the tables that a unit's lines load, themselves or through helpers, in the package's order."""
    found = set(_loaded(parts(notebook, unit)))
    return [name for name in tables.names() if name in found or code.ALL in found]


@cache
def _tables_of(chain: str) -> frozenset[str]:
    return code.tables(code.running().closure([chain]).values())


def _loaded(found: Iterable[slicing.Part]) -> Iterable[str]:
    for part in found:
        yield from part.tables
        for chain in part.helpers:
            yield from _tables_of(chain)
