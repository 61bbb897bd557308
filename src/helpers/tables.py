"""Load a table of the book, checked against its schema, and say what it covers.

Every table is a CSV file under ``data/``; beside it stands its description, ``<table>.schema.json``, a
resource of the Frictionless Data Package standard, and ``data/datapackage.json`` lists the descriptions.
:func:`load` returns a table only when every cell keeps every rule stated there; otherwise it stops with one
:class:`DataError` that names table, row, column and rule.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, NoReturn

import pandas as pd

from . import cells, inventory, printed, row_rules, rules, tiers, trace

RECORD = "events_after"  # the table whose description says on which day the record closes
LISTED = "; "  # what stands between the items of a list in a cell, in every table
SCHEMA = ".schema.json"
SOURCE_TREE = Path(__file__).resolve().parents[2]
REMAKE = "run `make data`, or correct the row"
RENEW = "run `make tables`, which shows each row that is lost, new or changed; keep what is meant"
TIERED = "sources"  # the table of the tiers of sources


class DataError(ValueError):
    """A table breaks a rule of its schema, or cannot be read at all."""


class Closing(NamedTuple):
    """When the record of events ends: what is later than `day` is its tail, and nothing is later than `tail`.

    Examples
    --------
    >>> Closing("2026-08-22", "2026-09-09").said
    '22 August 2026'
    """

    day: str
    tail: str

    @property
    def said(self) -> str:
        """The day on which the record closes, as it is read."""
        return _said(self.day)

    @property
    def tail_said(self) -> str:
        """The day to which weaker sources go on, as it is read."""
        return _said(self.tail)


def _said(day: str) -> str:
    return f"{pd.Timestamp(day):%-d %B %Y}"


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
    here = Path.cwd()  # which holds no links
    for folder in [here, *here.parents, SOURCE_TREE]:
        if (folder / "data" / "datapackage.json").is_file():
            return folder / "data"
    raise DataError(
        f"no data/datapackage.json in {here}, above it, or beside the helpers package.\n"
        "  next: run from inside a clone of the book, or set BOOK_DATA to its data folder"
    )


def package(folder: Path | None = None) -> dict:
    """Return the description of the data package, whole, as the standard has it.

    Parameters
    ----------
    folder
        A data folder; that of :func:`data_folder` if none is given.

    Raises
    ------
    DataError
        If a description that ``datapackage.json`` lists is missing or cannot be read.
    """
    folder = folder or data_folder()
    listed, held = _read(folder / "datapackage.json"), inventory.read(folder)
    resources = [_resource(folder, schema) for schema in listed["resources"]]
    return listed | {"resources": [one | _holding(held.get(one["name"])) for one in resources]}


def _holding(known: inventory.Holding | None) -> dict:
    return {"rowCount": known.rows, "hash": f"sha256:{known.sha256}"} if known else {}


def names() -> list[str]:
    """Return the names of all tables, in the order of the data package."""
    trace.note("list", "datapackage.json")
    return list(_schemas(data_folder()))


def describe(name: str) -> dict:
    """Return the resource that describes the table `name`; it is the caller's own, to change at will.

    Raises
    ------
    DataError
        If no table has that name; close names are suggested.
    """
    resource = _described(name)
    trace.note("schema", name)
    return resource


def _described(name: str) -> dict:
    """As :func:`describe`, for checks: what a check reads has no part in a notebook's results."""
    return _resource(data_folder(), _schema(name))


def description(name: str) -> Path:
    """Return the file that describes the table `name`; raises as :func:`describe`."""
    return data_folder() / _schema(name)


def _schema(name: str) -> str:
    schemas = _schemas(data_folder())
    if name not in schemas:
        close = difflib.get_close_matches(name, schemas, n=3) or sorted(schemas)
        raise DataError(f"no table is called {name!r}; did you mean {', '.join(close)}?")
    return schemas[name]


def _schemas(folder: Path) -> dict[str, str]:
    """Return the name of every table, and where its description lies in the folder."""
    listed = _read(folder / "datapackage.json")["resources"]
    return {schema.rsplit("/", 1)[-1].removesuffix(SCHEMA): schema for schema in listed}


def _resource(folder: Path, schema: str) -> dict:
    """Return a description with the path of its table seen from the folder, as in a data package."""
    found, kind = _read(folder / schema), schema.rpartition("/")[0]
    return found | {"path": f"{kind}/{found['path']}"}


def _read(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"{path.name}: the file does not exist\n  file: {path}\n"
            "  next: restore it, or take its table out of the list in data/datapackage.json"
        ) from None
    except ValueError as error:
        raise DataError(
            f"{path.name}: it is not JSON ({error})\n  file: {path}\n  next: correct the line, "
            "then run the command again"
        ) from None


def load(name: str) -> pd.DataFrame:
    """Return the table `name`, every cell checked against its schema.

    Returns
    -------
    DataFrame
        One row as the table's description says. Whole numbers are ``Int64``, other numbers ``Float64``,
        dates ``datetime64``; an empty cell is a missing value, never zero and never an empty string.
        A list stays the text of its cell: :func:`items` splits it.
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


def items(lists: pd.Series) -> pd.Series:
    """Split a column of lists, as it was loaded, into its items.

    Parameters
    ----------
    lists
        A column of text: items with semicolons between them.

    Returns
    -------
    Series
        One tuple a cell, ready for ``explode``; a cell that was empty is missing: what is not known is no
        empty list.

    Examples
    --------
    >>> items(pd.Series(["CHN; RUS", "RUS"])).tolist()
    [('CHN', 'RUS'), ('RUS',)]
    """
    return lists.astype("object").map(lambda cell: tuple(cell.split(LISTED)), na_action="ignore")


def holds(lists: pd.Series, item: str) -> pd.Series:
    """Tell which cells of a column of lists hold an item; a cell without a list does not.

    Examples
    --------
    >>> holds(pd.Series(["CHN; RUS", "CHN"]), "RUS").tolist()
    [True, False]
    """
    return items(lists).map(lambda listed: item in listed, na_action="ignore").eq(True)


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


def closing() -> Closing | None:
    """Return the day on which the record of events closes, and that of its tail; None for a book without one.

    Both are stated once, in the description of table ``events_after``, and every place takes them from here.
    No row of a table that says by which column it is ``dated`` may be later, unless it says that it stands
    ``in_tail``.
    """
    return _closing(describe(RECORD)) if RECORD in _schemas(data_folder()) else None


def check(chosen: Iterable[str] | None = None) -> list[str]:
    """Load tables and return their names; the first broken rule stops it.

    Parameters
    ----------
    chosen
        Their names; those of all tables of the package if none are given.

    Raises
    ------
    DataError
        As :func:`load`; or if a table names a source that is not in the bibliography, a row a source
        without a tier, or a table holds other rows than it is known to hold.
    """
    found = names() if chosen is None else list(chosen)
    known = inventory.read(data_folder())
    if lost := known.keys() - set(names()):
        raise DataError(f"table {min(lost)!r} is gone from data/datapackage.json\n  next: {RENEW}")
    for name in found:
        frame = load(name)
        _check_sources(_described(name), description(name))
        if TIERED in _schemas(data_folder()):
            _check_tiers(frame, _described(name))
        if known:
            _check_holding(known.get(name), _described(name))
    return found


def _check_sources(resource: dict, path: Path) -> None:
    known = {"key of references.bib": _bibliography("references.bib")}
    for source in resource["sources"]:
        if wrong := "key" in source and rules.unknown(source["key"], known):
            raise DataError(
                f"table {resource['name']!r}, source {source['title']!r}: {wrong}\n  file: {path}\n"
                "  next: correct the key, or add its entry to references.bib, then run the command again"
            )


def _check_holding(known: inventory.Holding | None, resource: dict) -> None:
    """A table holds the rows that it is known to hold: none is lost or changed unseen."""
    path = data_folder() / resource["path"]
    if wrong := inventory.fault(known, inventory.of(path.read_bytes())):
        _fail(resource, path, "file", wrong, RENEW)


def _check_tiers(frame: pd.DataFrame, resource: dict) -> None:
    """Every web address in a table has a tier; what carries a claim or a code rests on no unjudged site."""
    of = dict(zip(*(_column(TIERED, name) for name in ("prefix", "tier")), strict=True))
    known = tiers.Lines(of)
    for index, column, address in _addresses(frame):
        if wrong := tiers.fault(of.get(known.longest(address) or ""), resource["name"]):
            where = f"{_label(frame, index, resource)}, column {column!r}"
            cure = f"give its site, {tiers.place(address)[0]}, a tier in data/record/sources.csv"
            _fail(resource, data_folder() / resource["path"], where, f"{address} {wrong}", cure)


def _addresses(frame: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    for column in frame.select_dtypes("str"):
        for index, cell in frame[column].dropna().items():
            for address in tiers.addresses(cell) if "://" in cell else ():
                yield index, column, address


def _check_directions(called: list[str], dyads: str | None) -> None:
    kinds = [_described(name).get("dyads") if name in _schemas(data_folder()) else None for name in called]
    if None not in kinds and kinds[0] != kinds[1] and dyads not in ("from", "to"):
        raise DataError(
            f"{called[0]} is {kinds[0]} and {called[1]} is {kinds[1]}: say with dyads='from' or dyads='to' "
            "which direction of a dyad is meant; otherwise each would be counted twice"
        )


def _check_years(left: pd.DataFrame, called: list[str]) -> None:
    span = coverage(called[1]) if called[1] in _schemas(data_folder()) else {}
    outside = left["year"].lt(span.get("from", -9999)) | left["year"].gt(span.get("to", 9999))
    if outside.any():
        raise DataError(
            f"{called[1]} covers {span['from']} to {span['to']}, and {called[0]} has the year "
            f"{left.loc[outside, 'year'].iloc[0]}; choose the years that both cover"
        )


def _fail(resource: dict, path: Path, where: str, wrong: str, cure: str | None = None) -> NoReturn:
    made = "correct the row" if resource.get("made_by", "by hand") == "by hand" else REMAKE
    raise DataError(
        f"table {resource['name']!r}, {where}: {wrong}\n  file: {path}\n"
        f"  next: {cure or made}, then run the command again"
    )


def _checked(text: str, resource: dict, path: Path) -> pd.DataFrame:
    frame = _by_itself(text, json.dumps(resource), path, _beside(resource)).copy()
    _check_references(frame, resource, path)
    _check_closing(frame, resource, path)
    _check_rows(frame, resource, path)
    _check_printed(frame, resource, path)
    frame.attrs["table"] = resource["name"]
    return frame


@lru_cache(maxsize=512)  # more than there are tables: a smaller one forgets each before it is asked again
def _by_itself(text: str, described: str, path: Path, _others: tuple) -> pd.DataFrame:
    """Return a table that keeps the rules about itself; once a run, since a page asks for some many times.

    The items of its lists exist as long as the files are the same in which they must.
    """
    resource = json.loads(described)
    frame = _typed(_cells(text, resource, path), resource, path)
    _check_key(frame, resource, path)
    return frame


def _text(path: Path, resource: dict) -> str:
    try:
        return cells.decode(path.read_bytes())
    except FileNotFoundError:
        _fail(resource, path, "file", "the file does not exist")
    except cells.NotATable as error:
        _fail(resource, path, error.where, error.wrong, error.cure)


def _cells(text: str, resource: dict, path: Path) -> pd.DataFrame:
    """Return the cells as text, and refuse a table that is not whole: a parser would pad it in silence."""
    fields = [field["name"] for field in resource["schema"]["fields"]]
    try:
        rows = cells.split(text, fields)
        _check_columns(rows[0] if rows else [], fields, resource, path)
        cells.whole(rows, text)
    except cells.NotATable as error:
        _fail(resource, path, error.where, error.wrong, error.cure)
    return pd.DataFrame([[cell or None for cell in row] for row in rows[1:]], columns=fields, dtype="str")


def _check_columns(header: list[str], fields: list[str], resource: dict, path: Path) -> None:
    for field in fields:
        if field not in header:
            close = difflib.get_close_matches(field, set(header) - set(fields), n=1)
            renamed = f"; renamed to {close[0]!r}?" if close else ""
            _fail(resource, path, f"column {field!r}", f"is missing{renamed}")
    if extra := [column for column in header if column not in fields]:
        _fail(resource, path, f"column {extra[0]!r}", "is not in the schema")
    if header != fields:
        _fail(resource, path, "header", f"columns must stand in the order {', '.join(fields)}")


def _label(frame: pd.DataFrame, index: int, resource: dict) -> str:
    """Name a row as its reader would: its number and its key."""
    key = resource["schema"].get("primaryKey", [])
    found = [str(frame.at[index, column]) for column in key]
    shown = [value if value.isprintable() else repr(value) for value in found]
    if len(key) > 1:
        shown = [f"{column} {value}" for column, value in zip(key, shown, strict=True)]
    return f"row {index + 1}" + (f" ({', '.join(shown)})" if shown else "")


def _typed(frame: pd.DataFrame, resource: dict, path: Path) -> pd.DataFrame:
    columns = {}
    for field in resource["schema"]["fields"]:
        text, name = frame[field["name"]], field["name"]
        columns[name] = rules.convert(text, field["type"])
        if found := rules.fault(text, columns[name], field, _known(field)):
            where = f"{_label(frame, found.row, resource)}, column {name!r}"
            _fail(resource, path, where, found.wrong, found.cure)
    return pd.DataFrame(columns)


def _known(field: dict) -> dict[str, Collection[str]]:
    """Return the items that a list may hold, by what such an item is called; empty where any may stand."""
    return {place["called"]: _exists(place) for place in _stated(field)}


def _stated(field: dict) -> list[dict]:
    stated = field.get("reference", [])
    return stated if isinstance(stated, list) else [stated]


def _beside(resource: dict) -> tuple[tuple[Path, int], ...]:
    """Return each file in which items of lists of a table must exist, and when it was changed."""
    places = [place for field in resource["schema"]["fields"] for place in _stated(field)]
    files = {_file(place) for place in places if "values" not in place}
    return tuple((file, _changed(file)) for file in sorted(files))


def _file(place: dict) -> Path:
    if "resource" in place:
        return data_folder() / _described(place["resource"])["path"]
    return _beside_tables(place["bibliography"])


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _exists(place: dict) -> Collection[str]:
    if "resource" in place:
        return _column(place["resource"], place["fields"][0])
    return place["values"] if "values" in place else _bibliography(place["bibliography"])


def _column(name: str, column: str) -> Collection[str]:
    """Return the cells of a column of another table, before that table itself is checked."""
    resource = _described(name)
    path = data_folder() / resource["path"]
    place = [field["name"] for field in resource["schema"]["fields"]].index(column)
    return _places(path, _changed(path), name)[place]


@lru_cache(maxsize=16)
def _places(path: Path, _at: int, name: str) -> list[list[str]]:
    frame = _cells(_text(path, _described(name)), _described(name), path)
    return [frame[column].dropna().tolist() for column in frame]


def _bibliography(name: str) -> Collection[str]:
    """Return the keys of a bibliography."""
    path = _beside_tables(name)
    return _keys(path, _changed(path))


def _beside_tables(name: str) -> Path:
    """Return the bibliography of the book beside the tables, or of this source tree."""
    for folder in (data_folder().parent, SOURCE_TREE):
        if (path := folder / name).is_file():
            return path
    raise DataError(f"no {name} in {data_folder().parent}: the tables name their sources by its keys")


@lru_cache(maxsize=4)
def _keys(path: Path, _at: int) -> Collection[str]:
    from pybtex.database import parse_file  # slow to import, and few tables need it
    from pybtex.exceptions import PybtexError

    try:
        return tuple(parse_file(str(path)).entries)
    except PybtexError as error:
        raise DataError(f"{path.name}: {error}\n  file: {path}\n  next: correct the entry") from None


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


def _check_rows(frame: pd.DataFrame, resource: dict, path: Path) -> None:
    for rule in resource["schema"].get("rowRules", []):
        if found := row_rules.fault(frame, rule):
            index, column, wrong = found
            _fail(resource, path, f"{_label(frame, index, resource)}, column {column!r}", wrong)


def _check_printed(frame: pd.DataFrame, resource: dict, path: Path) -> None:
    """What an edition has printed of a table that promises it is neither changed nor lost."""
    if (stated := resource["schema"].get("printed")) and (
        found := printed.fault(frame, resource, data_folder().parent)
    ):
        where, wrong = found
        cure = f"restore what {stated['file']} has of that edition; a new forecast is a new row"
        _fail(resource, path, where, wrong, cure)


def _closing(resource: dict) -> Closing | None:
    days = resource["coverage"]
    return Closing(days["closes"], days["tail"]) if "closes" in days else None


def _check_closing(frame: pd.DataFrame, resource: dict, path: Path) -> None:
    """No event is later than the day to which the sources were read, but in the tail that says so."""
    column = resource.get("coverage", {}).get("dated")
    ends = _closing(_described(RECORD)) if column and RECORD in _schemas(data_folder()) else None
    if ends is None:
        return
    date = frame[column].astype("str").where(frame[column].notna(), "")
    later, tail = date.gt(ends.day), frame.get("in_tail", pd.Series(False, index=frame.index)).astype("bool")
    broken_by = (
        (date.gt(ends.tail), f"must not be after {ends.tail}, where even the tail of the record ends"),
        (later & ~tail, f"must not be after {ends.day}, on which the record closes, unless in_tail is true"),
        (tail & ~later, f"must be after {ends.day}, on which the record closes, since in_tail is true"),
    )
    for broken, wrong in broken_by:
        if broken.any():
            index = int(broken.idxmax())
            where = f"{_label(frame, index, resource)}, column {column!r}"
            _fail(resource, path, where, f"{wrong} (found {date[index]!r})")


def _check_references(frame: pd.DataFrame, resource: dict, path: Path) -> None:
    """Every foreign key must point to a row that exists (a claim to its passage, a vote to a state)."""
    for reference in resource["schema"].get("foreignKeys", []):
        (column,), target = reference["fields"], reference["reference"]
        other, goal = target["resource"] or resource["name"], target["fields"][0]
        known = _column(other, goal)
        broken = frame[column].notna() & ~frame[column].astype("str").isin(known)
        if broken.any():
            index = int(broken.idxmax())
            found = str(frame.at[index, column])
            close = difflib.get_close_matches(found, known, n=1)
            _fail(
                resource,
                path,
                f"{_label(frame, index, resource)}, column {column!r}",
                f"must be the {goal} of a row of table {other!r} (found {found!r})"
                + (f"; did you mean {close[0]}?" if close else ""),
            )
