"""What an edition has printed of a table and may not change: a forecast keeps its probability.

A description promises it as ``printed`` of its schema, which the Data Package standard does not have:
``file``, a sheet beside the data folder that only grows, and ``columns``, those that stay, the key first.
:func:`enter` copies rows there when an edition is frozen; :func:`fault` holds the table against the sheet.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from . import rules


def read(root: Path, stated: dict) -> pd.DataFrame:
    """Return what editions have printed, as text, one row a row of the table; none before the first."""
    path = root / stated["file"]
    if not path.is_file():
        return pd.DataFrame(columns=stated["columns"], dtype="str")
    return pd.read_csv(path, dtype="str", keep_default_na=False).replace("", None)[stated["columns"]]


def fault(frame: pd.DataFrame, resource: dict, root: Path) -> tuple[str, str] | None:
    """Return where a table differs from what an edition has printed of it, and how; None if nowhere.

    Parameters
    ----------
    frame
        A table, loaded, whose schema states ``printed``.
    root
        The folder in which its data folder lies.
    """
    (key,), stated = resource["schema"]["primaryKey"], resource["schema"]["printed"]
    kept = _typed(read(root, stated), resource).set_index(key)
    if lost := set(kept.index) - set(frame[key]):
        return f"row {min(lost)}", f"is gone, and edition {kept.at[min(lost), 'edition']} has printed it"
    now = frame.set_index(key).loc[kept.index, kept.columns]
    for column in kept:
        if (other := now[column].ne(kept[column]).fillna(True) & ~_neither(now[column], kept[column])).any():
            name = other.idxmax()
            then, edition = _said(kept.at[name, column]), kept.at[name, "edition"]
            wrong = f"must stay {then}, as edition {edition} has it (found {_said(now.at[name, column])})"
            return f"row {name}, column {column!r}", wrong
    return None


def _typed(kept: pd.DataFrame, resource: dict) -> pd.DataFrame:
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    return pd.DataFrame({column: rules.convert(kept[column], kinds[column]) for column in kept})


def _neither(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.isna() & other.isna()


def enter(root: Path, frame: pd.DataFrame, resource: dict, edition: str) -> int:
    """Copy the rows that stand in an edition for the first time to the sheet, and return how many.

    Raises
    ------
    ValueError
        If a row that no edition has printed says that it stands in another one.
    """
    (key,), stated = resource["schema"]["primaryKey"], resource["schema"]["printed"]
    new = frame[~frame[key].isin(read(root, stated)[key])]
    if (other := new["edition"].ne(edition)).any():
        row = new[other].iloc[0]
        raise ValueError(f"{row[key]} says edition {row['edition']}; this is {edition}: correct the row")
    path = root / stated["file"]
    first = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([stated["columns"]] if first else [])
        writer.writerows(map(_said, row) for row in new[stated["columns"]].itertuples(index=False))
    return len(new)


def _said(cell: object) -> str:
    if pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    return str(cell).lower() if pd.api.types.is_bool(cell) else str(cell)
