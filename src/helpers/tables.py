"""Load a table of the book, checked against its schema, and say what it covers.

Every table is a CSV file under ``data/``, described by a resource of ``data/datapackage.json`` (the
Frictionless Data Package standard). :func:`load` returns it only when every cell keeps every rule stated
there; otherwise it stops with one :class:`DataError` that names table, row, column and rule.
"""

from __future__ import annotations

import csv
import difflib
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from . import trace

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "year": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


class DataError(ValueError):
    """A table breaks a rule of its schema, or cannot be read at all."""


def data_folder() -> Path:
    """Return the folder that holds the tables.

    It is ``$BOOK_DATA`` if set, else the nearest ``data/datapackage.json`` above the working directory,
    else the one of the source tree this package was installed from.

    Raises
    ------
    DataError
        If there is none.
    """
    if named := os.environ.get("BOOK_DATA"):
        return Path(named)
    here = Path.cwd().resolve()
    for folder in [here, *here.parents, Path(__file__).resolve().parents[2]]:
        if (folder / "data" / "datapackage.json").is_file():
            return folder / "data"
    raise DataError(
        f"no data/datapackage.json in {here}, above it, or beside the helpers package.\n"
        "  next: run from inside a clone of the book, or set BOOK_DATA to its data folder"
    )


def package() -> dict:
    """Return the data package's description, as read from ``datapackage.json``."""
    path = data_folder() / "datapackage.json"
    return _package(path, path.stat().st_mtime_ns)


@cache
def _package(path: Path, _changed: int) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def names() -> list[str]:
    """Return the names of all tables, in the order of the data package."""
    return [resource["name"] for resource in package()["resources"]]


def describe(name: str) -> dict:
    """Return the resource that describes the table `name`.

    Raises
    ------
    DataError
        If no table has that name; close names are suggested.
    """
    resources = {resource["name"]: resource for resource in package()["resources"]}
    if name not in resources:
        close = difflib.get_close_matches(name, resources, n=3) or sorted(resources)
        raise DataError(f"no table is called {name!r}; did you mean {', '.join(close)}?")
    return resources[name]


def load(name: str) -> pd.DataFrame:
    """Return the table `name`, every cell checked against its schema.

    Returns
    -------
    DataFrame
        One row as the table's description says. Whole numbers are ``Int64``, other numbers ``Float64``,
        dates ``datetime64``; an empty cell is a missing value, never zero and never an empty string.
        ``attrs`` holds the table's name.

    Raises
    ------
    DataError
        With one message that names table, row, column and rule.
    """
    resource = describe(name)
    path = data_folder() / resource["path"]
    frame = _checked(_text(path, resource), resource, path)
    return trace.opened(frame, name, resource["schema"].get("primaryKey", []))


def parse(name: str, text: str) -> pd.DataFrame:
    """Return the table `name` as it would load from this text, before it is written to its file.

    Raises
    ------
    DataError
        As :func:`load`: a new code, a value out of range, a key that occurs twice.
    """
    resource = describe(name)
    return _checked(text, resource, data_folder() / resource["path"])


def join(
    left: pd.DataFrame, right: pd.DataFrame, on: Sequence[str], *, dyads: str | None = None
) -> pd.DataFrame:
    """Put the columns of one loaded table beside those of another, without inventing values.

    Parameters
    ----------
    left, right
        Tables as :func:`load` returns them; every row of `left` is kept.
    on
        Columns that both have and that identify a row of `right`.
    dyads
        How to read a directed dyad beside an undirected one: ``"from"`` or ``"to"`` says which of the two
        directions `on` takes. Needed when one table counts each dyad twice and the other once.

    Returns
    -------
    DataFrame
        A value that `right` does not have is missing: it is neither filled nor carried forward.

    Raises
    ------
    DataError
        If a year of `left` lies outside what `right` covers; if one table is directed and the other is not
        and `dyads` does not say how to read it; if `on` does not identify a row of `right`.
    """
    called = [frame.attrs.get("table", "the given frame") for frame in (left, right)]
    _check_directions(called, dyads)
    if "year" in on:
        _check_years(left, called)
    if right.duplicated(list(on)).any():
        raise DataError(
            f"{called[1]}: {', '.join(on)} do not identify a row; add a column, or choose rows first"
        )
    return left.merge(right, on=list(on), how="left", validate="m:1")


def coverage(name: str) -> dict:
    """Return what the table `name` covers: ``from``, ``to``, ``states``, and what ``missing`` means."""
    return describe(name).get("coverage", {})


def check() -> list[str]:
    """Load every table of the package and return their names; the first broken rule stops it.

    Raises
    ------
    DataError
        As :func:`load`.
    """
    return [load(name).attrs["table"] for name in names()]


def _check_directions(called: list[str], dyads: str | None) -> None:
    kinds = [describe(name).get("dyads") if name in names() else None for name in called]
    if None not in kinds and kinds[0] != kinds[1] and dyads not in ("from", "to"):
        raise DataError(
            f"{called[0]} is {kinds[0]} and {called[1]} is {kinds[1]}: say with dyads='from' or dyads='to' "
            "which direction of a dyad is meant; otherwise each would be counted twice"
        )


def _check_years(left: pd.DataFrame, called: list[str]) -> None:
    span = coverage(called[1]) if called[1] in names() else {}
    outside = left["year"].lt(span.get("from", -9999)) | left["year"].gt(span.get("to", 9999))
    if outside.any():
        raise DataError(
            f"{called[1]} covers {span['from']} to {span['to']}, and {called[0]} has the year "
            f"{left.loc[outside, 'year'].iloc[0]}; choose the years that both cover"
        )


def _fail(resource: dict, path: Path, where: str, rule: str) -> None:
    made_by = resource.get("made_by", "by hand")
    source = "correct the row" if made_by == "by hand" else "run `make data`, or correct the row"
    raise DataError(
        f"table {resource['name']!r}, {where}: {rule}\n  file: {path}\n"
        f"  next: {source}, then run the command again"
    )


def _checked(text: str, resource: dict, path: Path) -> pd.DataFrame:
    frame = _typed(_cells(text, resource, path), resource, path)
    _check_key(frame, resource, path)
    _check_references(frame, resource, path)
    frame.attrs["table"] = resource["name"]
    return frame


def _text(path: Path, resource: dict) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        _fail(resource, path, "file", "the file does not exist")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        _fail(resource, path, f"line {line}", "the file must be UTF-8; this line is not")


def _cells(text: str, resource: dict, path: Path) -> pd.DataFrame:
    """Return the cells as text, and refuse a table that is not whole: a parser would pad it in silence."""
    rows = list(csv.reader(text.splitlines(keepends=True)))
    fields = [field["name"] for field in resource["schema"]["fields"]]
    _check_columns(rows[0] if rows else [], fields, resource, path)
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(fields):
            _fail(resource, path, f"row {number}", f"has {len(row)} cells, the header has {len(fields)}")
    if not text.endswith("\n"):
        _fail(resource, path, f"row {len(rows) - 1}", "the file ends inside this row (no line end)")
    return pd.DataFrame(rows[1:], columns=fields, dtype="str").replace("", pd.NA)


def _check_columns(header: list[str], fields: list[str], resource: dict, path: Path) -> None:
    for field in fields:
        if field not in header:
            close = difflib.get_close_matches(field, set(header) - set(fields), n=1)
            _fail(
                resource,
                path,
                f"column {field!r}",
                f"is missing; renamed to {close[0]!r}?" if close else "is missing",
            )
    if extra := [column for column in header if column not in fields]:
        _fail(resource, path, f"column {extra[0]!r}", "is not in the schema")
    if header != fields:
        _fail(resource, path, "header", f"columns must stand in the order {', '.join(fields)}")


def _label(frame: pd.DataFrame, index: int, resource: dict) -> str:
    """Name a row as its reader would: its number and its key."""
    key = resource["schema"].get("primaryKey", [])
    values = ", ".join(f"{column} {frame.at[index, column]}" for column in key)
    return f"row {index + 1}" + (f" ({values})" if values else "")


def _typed(frame: pd.DataFrame, resource: dict, path: Path) -> pd.DataFrame:
    columns = {}
    for field in resource["schema"]["fields"]:
        text = frame[field["name"]]
        typed = _convert(text, field["type"])
        for rule, broken in _rules(text, typed, field):
            if broken.any():
                index = int(broken.idxmax())
                found = "" if pd.isna(text[index]) else f" (found {text[index]!r})"
                _fail(
                    resource,
                    path,
                    f"{_label(frame, index, resource)}, column {field['name']!r}",
                    f"must be {rule}{found}",
                )
        columns[field["name"]] = typed
    return pd.DataFrame(columns)


def _convert(text: pd.Series, kind: str) -> pd.Series:
    """Convert a column of text; what cannot be converted becomes missing, and :func:`_rules` reports it."""
    if kind == "date":
        return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").astype(DTYPES[kind])
    if kind == "boolean":
        return text.map({"true": True, "false": False}).astype("boolean")
    if kind in ("integer", "year"):
        whole = text.where(text.str.fullmatch(r"-?\d+").fillna(False).astype(bool))
        return pd.to_numeric(whole).astype(DTYPES[kind])
    if kind == "number":
        return pd.to_numeric(text, errors="coerce").astype(DTYPES[kind])
    return text


def _rules(text: pd.Series, typed: pd.Series, field: dict):
    """Yield each rule of a field in words, with the rows that break it."""
    limits = field.get("constraints", {})
    yield f"of type {field['type']}", typed.isna() & text.notna()
    if limits.get("required"):
        yield "given", text.isna()
    if "enum" in limits:
        allowed = [str(value) for value in limits["enum"]]
        yield f"one of {', '.join(allowed)}", text.notna() & ~text.isin(allowed)
    if "pattern" in limits:
        yield (
            f"of the form {limits['pattern']}",
            text.notna() & ~text.str.fullmatch(limits["pattern"]).eq(True),
        )
    if "minimum" in limits:
        yield f"at least {limits['minimum']}", typed.lt(_bound(limits["minimum"], field)).fillna(False)
    if "maximum" in limits:
        yield f"at most {limits['maximum']}", typed.gt(_bound(limits["maximum"], field)).fillna(False)
    if limits.get("unique"):
        yield "unique", text.notna() & text.duplicated()


def _bound(value, field: dict):
    return pd.Timestamp(value) if field["type"] == "date" else value


def _check_key(frame: pd.DataFrame, resource: dict, path: Path) -> None:
    key = resource["schema"].get("primaryKey", [])
    if not key:
        return
    if (missing := frame[key].isna().any(axis=1)).any():
        index = int(missing.idxmax())
        _fail(resource, path, _label(frame, index, resource), f"the key {', '.join(key)} must be given")
    if (repeated := frame.duplicated(key)).any():
        index = int(repeated.idxmax())
        _fail(resource, path, _label(frame, index, resource), f"the key {', '.join(key)} occurs twice")


def _check_references(frame: pd.DataFrame, resource: dict, path: Path) -> None:
    """Every foreign key must point to a row that exists (a claim to its passage, a vote to a state)."""
    for reference in resource["schema"].get("foreignKeys", []):
        (column,), target = reference["fields"], reference["reference"]
        other = describe(target["resource"]) if target["resource"] else resource
        target_path = data_folder() / other["path"]
        known = _cells(_text(target_path, other), other, target_path)[target["fields"][0]]
        broken = frame[column].notna() & ~frame[column].astype("str").isin(known)
        if broken.any():
            index = int(broken.idxmax())
            _fail(
                resource,
                path,
                f"{_label(frame, index, resource)}, column {column!r}",
                f"must be a {target['fields'][0]} of table {other['name']!r} "
                f"(found {frame.at[index, column]!r})",
            )
