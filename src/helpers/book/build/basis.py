"""What a notebook's outputs rest on, thing by thing, each with its digest: known from its run, not declared.

It is kept beside the notebook in plain sorted lines, ``05-syria.made-from``::

    helper helpers.council.vetoed 1f0c…
    notebook cells 9b1e…
    package pandas 3.1.0
    table council_votes 77aa…

Outputs are fresh as long as every line still holds. Git unites the lines of two branches; a thing that then
stands there twice no longer holds, and the notebook is run again.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path

from ... import cells, code, tables, words
from ...subjects import catalogue
from . import versions

SUFFIX = ".made-from"
PICTURE = "image/svg+xml"  # drawn after the run, and bound to its figure by a digest of its own
GONE = "gone"


class Basis:
    """What the notebooks of a clone rest on, as it lies there now: each thing is read once."""

    def __init__(self, root: Path):
        self.root = root
        known = cache(table)
        self.noted = {
            "table": lambda name, path: known(name),
            "schema": lambda name, path: _schema(name),
            "extent": lambda name, path: extent(name),
            "column": lambda name, path: column(name),
            "words": _words,
            "list": _list,
        }
        self.package = code.read(code.HERE)

    def lines(self, path: Path, notebook: Mapping, noted: Iterable[tuple[str, str]]) -> list[str]:
        """Return what outputs rest on.

        Parameters
        ----------
        path, notebook
            The notebook and its content.
        noted
            Kind and name of all that its run has opened, as :func:`helpers.trace.noted` gives them.
        """
        found = [f"{kind} {name} {self.noted[kind](name, path)}" for kind, name in sorted(set(noted))]
        found += [f"helper {name} {one.digest}" for name, one in self._helpers(notebook).items()]
        found += [f"package {name} {version}" for name, version in self._versions().items()]
        found.append(f"notebook cells {_sha(*sources(notebook))}")
        # Two branches may each change what the other's outputs rest on: united lines then fit neither's.
        return sorted([*found, f"notebook outputs {_sha(*sorted(found), *_outputs(notebook))}"])

    def fresh(self, path: Path, notebook: Mapping) -> bool:
        """Return whether a notebook's outputs were made from what lies here now, and from nothing else."""
        had = read(path)
        noted = [(kind, name) for kind, name, _ in had if kind in self.noted]
        return [" ".join(line) for line in had] == self.lines(path, notebook, noted)

    def state(self, path: Path) -> Iterator[bytes]:
        """Yield all that decides whether a notebook is fresh, without reading what its cells hold.

        What was found of a notebook in one state need not be found again: the whole code stands in it, so
        that it moves more often than a notebook grows stale, and never less often.
        """
        yield from (path.name.encode(), path.read_bytes(), _bytes(path.with_suffix(SUFFIX)))
        yield from (self._code, _bytes(self.root / "uv.lock"))
        for kind, name, _ in read(path):
            if kind in self.noted:
                yield f"{kind} {name} {self.noted[kind](name, path)}".encode()

    @cached_property
    def _code(self) -> bytes:
        files = sorted(code.HERE.rglob("*.py"))
        return _sha(*(part for file in files for part in (str(file), file.read_bytes()))).encode()

    def _helpers(self, notebook: Mapping) -> dict[str, code.Definition]:
        """Return the definitions that a notebook's code uses; the package read is the one that runs here."""
        return self.package.closure(name for name in names(notebook) if self.package.goal(name))

    def _versions(self) -> dict[str, str]:
        return versions.running(self.root / "uv.lock")


def store(path: Path, lines: Iterable[str]) -> None:
    """Write beside a notebook what it rests on."""
    text = "".join(f"{line}\n" for line in lines)
    path.with_suffix(SUFFIX).write_text(text, encoding="utf-8", newline="\n")


def read(path: Path) -> list[list[str]]:
    """Return kind, name and digest of each thing that a notebook was made from; none if nothing is known."""
    try:
        text = path.with_suffix(SUFFIX).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [line.split(" ", 2) for line in text.splitlines() if line.count(" ") == 2]


def sources(notebook: Mapping) -> list[str]:
    """Return the code of each cell."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ["".join(cell["source"]) for cell in cells]


def names(notebook: Mapping) -> set[str]:
    r"""Return what of the helpers a notebook names; the whole package where the code can't be read.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "import helpers as h\nh.council.vetoed(h.load('votes'))"}
    >>> sorted(names({"cells": [cell]}))
    ['helpers.council.vetoed', 'helpers.load']
    """
    try:
        tree = ast.parse("\n".join(sources(notebook)))
    except SyntaxError:  # a command to the notebook itself, such as %time
        return {code.PACKAGE}
    return set(_used(tree, dict(_imported(tree))))


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each name that an import binds, and what of the package it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                first = one.name.partition(".")[0]
                yield one.asname or first, one.name if one.asname else first
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == code.PACKAGE:
            for one in node.names:
                whole = one.name == "*"
                yield one.asname or one.name, code.PACKAGE if whole else f"{node.module}.{one.name}"


def _used(node: ast.AST, imported: Mapping[str, str]) -> Iterator[str]:
    """Yield the longest chain of attributes at each place: ``helpers.load``, not ``helpers``."""
    if isinstance(node, (ast.Attribute, ast.Name)) and (chain := code.dotted(node)):
        first, dot, rest = chain.partition(".")
        goal = imported.get(first, "")
        if goal.partition(".")[0] == code.PACKAGE:
            yield f"{goal}{dot}{rest}"
        return
    for child in ast.iter_child_nodes(node):
        yield from _used(child, imported)


def table(name: str) -> str:
    """Return the digest of a table and of its description, wherever the tables are read from."""
    try:
        described = tables.describe(name)
        return _sha(_plain(described), (tables.data_folder() / described["path"]).read_bytes())
    except (tables.DataError, OSError):
        return GONE


def _schema(name: str) -> str:
    """Return the digest of the description of a table."""
    try:
        return _sha(_plain(tables.describe(name)))
    except tables.DataError:
        return GONE


def extent(name: str) -> str:
    """Return the digest of what tells how many rows a table has and for which years, and of nothing else."""
    try:
        found = catalogue.columns_of_extent(name)
        return _sha(_schema(name), *(_plain(_cells(table, held)) for table, held in found.items()))
    except (tables.DataError, cells.NotATable, OSError, ValueError):
        return GONE


def column(name: str) -> str:
    """Return the digest of a column of a table, ``wars.begin``, row by row, and of its description.

    Columns that are the same one by one are the same together: no row can have changed places in one alone.
    """
    table, _, chosen = name.partition(".")
    try:
        return _sha(_schema(table), _plain(_cells(table, [chosen])))
    except (tables.DataError, cells.NotATable, OSError, ValueError):
        return GONE


def _cells(name: str, columns: list[str]) -> list[list[str]]:
    """Return columns of a table as text; the table itself is checked where it is loaded."""
    described = tables.describe(name)
    fields = tuple(field["name"] for field in described["schema"]["fields"])
    rows = _rows((tables.data_folder() / described["path"]).read_bytes(), fields)
    places = [rows[0].index(column) for column in columns]
    return [[row[place] for place in places] for row in rows]


@lru_cache(maxsize=1)  # one column is asked for after the other
def _rows(content: bytes, fields: tuple[str, ...]) -> list[list[str]]:
    return cells.split(cells.decode(content), fields)


def _list(name: str, _path: Path) -> str:
    """Return the digest of the list of all tables."""
    return _sha((tables.data_folder() / name).read_bytes())


def _words(name: str, path: Path) -> str:
    """Return the digest of a figure's words in the file beside a notebook."""
    try:
        return _sha(_plain(words.read(path.with_suffix(".yml"))[name]))
    except (OSError, words.WordsError, KeyError):
        return GONE


def shown(output: Mapping) -> str:
    """Return an output as text, without the still picture that is drawn of it after the run."""
    data = {kind: text for kind, text in output.get("data", {}).items() if kind != PICTURE}
    metadata = {name: text for name, text in output.get("metadata", {}).items() if name != "narrow"}
    return _plain({**output, "data": data, "metadata": metadata})


def _outputs(notebook: Mapping) -> Iterator[str]:
    return (shown(output) for cell in notebook["cells"] for output in cell.get("outputs", []))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _sha(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update((part.encode() if isinstance(part, str) else part) + b"\0")
    return total.hexdigest()[:16]
