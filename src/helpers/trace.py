"""What a run of a notebook notes about itself: what it opened, and which of its lines published what.

A page can then show for each number how it was made, and a notebook is run again only where something that it
rests on has changed. Nothing here changes a result, and what is not certain is not said.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from types import BuiltinFunctionType, FrameType

import pandas as pd

MANY = 60  # rows that no reader looks up one by one

_noted: set[tuple[str, str]] = set()
_keys: dict[str, pd.DataFrame] = {}
_indexes: dict[str, tuple[pd.DataFrame, pd.Index]] = {}


def note(kind: str, name: str) -> None:
    """Note that this run has opened something: ``note("table", "council_votes")``."""
    _noted.add((kind, name))


@contextmanager
def noted_as(kind: str, *names: str) -> Iterator[None]:
    """Note what is opened within as these things: only these parts of it have a part in a result."""
    before = _noted.copy()
    try:
        yield
    finally:
        _noted.clear()
        _noted.update(before, {(kind, name) for name in names})


@contextmanager
def noted_within() -> Iterator[set[tuple[str, str]]]:
    """Give the set of what is opened within, and of nothing else, as ``(kind, name)``."""
    before = _noted.copy()
    _noted.clear()
    try:
        yield _noted
    finally:
        _noted.update(before)


def noted() -> list[list[str]]:
    """Return all that this run has opened so far, as ``[kind, name]`` in alphabetical order.

    Examples
    --------
    >>> note("table", "claims")
    >>> ["table", "claims"] in noted()
    True
    """
    return [list(one) for one in sorted(_noted)]


def opened(frame: pd.DataFrame, name: str, key: list[str]) -> pd.DataFrame:
    """Note a table and the key of each of its rows; return the table.

    A published frame that still has the key then tells from which rows it was made.
    """
    note("table", name)
    if key:
        _keys[name] = frame[key]
    return frame


def origin(values: Iterable[object] = (), keyword: str = "") -> dict:
    """Return where in its cell the running call stands, and the rows it rests on where these are known.

    Parameters
    ----------
    values
        Frames that are published as they are.
    keyword
        The argument of the call whose own expression names the frames: ``vetoed`` for
        ``glue(vetoed=len(stopped))``.

    Returns
    -------
    dict
        ``line``, counted from 1 within the cell, of the statement at its top level; ``rows``, if known: for
        each table the rows, counted from 1 as in its file (``"2-9,11"``). Empty outside of a notebook.
    """
    frame = _statement(sys._getframe(1))
    if frame is None:
        return {}
    named = _named(frame, keyword) if keyword else ()
    rows = _together([*values, *named])
    return {"line": frame.f_lineno} | ({"rows": rows} if rows else {})


def rows_of(value: object) -> dict[str, str]:
    """Return of a loaded table the rows that a frame was made from, where its key tells.

    Nothing is said of a frame without its table's whole key, of one that holds all rows (then the table says
    it), and of one with more rows than a reader would look up.
    """
    if not isinstance(value, pd.DataFrame) or not 0 < len(value) <= MANY:
        return {}
    name = value.attrs.get("table")
    if name not in _keys:
        return {}
    key, index = _index(name)
    whole = value if set(key) <= set(value) else _with_index(value, key)
    if whole is None or whole.columns.duplicated().any():
        return {}
    found = index.get_indexer(_as_index(whole[list(key)]))
    if (found < 0).any() or len(set(found)) == len(index):
        return {}
    return {name: _spans(sorted({int(place) + 1 for place in found}))}


def _with_index(frame: pd.DataFrame, key: pd.DataFrame) -> pd.DataFrame | None:
    """Put the index beside the columns, if the key stands in both together."""
    names = [name for name in frame.index.names if name is not None]
    if len(set(names)) < len(frame.index.names) or set(names) & set(frame):
        return None
    whole = frame.reset_index()
    return whole if set(key) <= set(whole) else None


def _index(name: str) -> tuple[pd.DataFrame, pd.Index]:
    """Return the key columns of a table and the index over them, made once for each time it is loaded."""
    key = _keys[name]
    if name not in _indexes or _indexes[name][0] is not key:
        _indexes[name] = key, _as_index(key)
    return _indexes[name]


def _as_index(key: pd.DataFrame) -> pd.Index:
    return pd.Index(key.iloc[:, 0]) if key.shape[1] == 1 else pd.MultiIndex.from_frame(key)


def _spans(rows: list[int]) -> str:
    """Write rows shortly.

    Examples
    --------
    >>> _spans([2, 3, 4, 9])
    '2-4,9'
    """
    starts = [row for row in rows if row - 1 not in set(rows)]
    ends = [row for row in rows if row + 1 not in set(rows)]
    return ",".join(
        str(first) if first == last else f"{first}-{last}" for first, last in zip(starts, ends, strict=True)
    )


def _together(values: Iterable[object]) -> dict[str, str]:
    """Return the rows of all values; nothing if of one of them they are not known, or two take one table."""
    found: dict[str, str] = {}
    for value in values:
        rows = rows_of(value)
        if not rows or any(found.get(name, taken) != taken for name, taken in rows.items()):
            return {}
        found |= rows
    return dict(sorted(found.items()))


def _statement(frame: FrameType | None) -> FrameType | None:
    """Return the frame of the notebook's own statement: out of the helpers, and of functions in a cell."""
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] == __name__.partition(".")[0]:
        frame = frame.f_back
    outer = frame
    while frame and outer and frame.f_globals is outer.f_globals:
        outer, frame = frame, frame.f_back
    return outer if outer and outer.f_code.co_name == "<module>" else None


def _named(frame: FrameType, keyword: str) -> Iterator[object]:
    """Yield the values that an argument's own expression names, but for what only counts or writes them.

    A function that is not Python's own may read other tables, and a number has rows of its own: of such a
    value no rows are known, and so of the whole.
    """
    expression = _argument(_source(frame), frame.f_lineno, keyword)
    if expression is None:
        yield None
        return
    for name in _names(expression):
        value = frame.f_globals.get(name, getattr(builtins, name, None))
        if not isinstance(value, (str, type, BuiltinFunctionType)):
            yield value


def _source(frame: FrameType) -> str:
    """Return the text of the cell that runs: IPython keeps it where Python keeps the lines of files."""
    return "".join(linecache.getlines(frame.f_code.co_filename, frame.f_globals))


@cache
def _argument(source: str, line: int, keyword: str) -> ast.expr | None:
    """Return the expression of an argument in the one statement that covers a line."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    found = [
        argument.value
        for statement in tree.body
        if statement.lineno <= line <= (statement.end_lineno or 0) and isinstance(statement, ast.Expr)
        for argument in getattr(statement.value, "keywords", ())
        if argument.arg == keyword
    ]
    return found[0] if len(found) == 1 else None


def _names(expression: ast.expr) -> list[str]:
    """Return the names that an expression reads, without those that it binds itself."""
    names = [node for node in ast.walk(expression) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(expression) if isinstance(node, ast.arg)}
    return sorted({node.id for node in names} - own)


def about(of: str, *frames: object, keyword: str = "") -> dict[str, dict]:
    """Return what an output's metadata say of its origin; outside of a notebook nothing.

    Parameters
    ----------
    of
        The name of the value, or the id of the figure or table.
    frames, keyword
        As ``values`` and ``keyword`` of :func:`origin`.
    """
    found = origin(frames, keyword)
    return {"trail": {"of": of} | found} if found else {}
