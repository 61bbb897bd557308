"""Sheets for a further reader: blank ones to fill in, and what the filled ones say beside our own reading.

A blank sheet names claims, events and forecasts and gives no code, no evidence, no correction, no date of
ours and no actor. Its rows stand in an order drawn once. ``make blind-sheet`` writes the sheets, a person
fills them in with any spreadsheet, ``make agreement SHEET=...`` reads them, refuses what it cannot use by
row, and prints and stores how far that reader and ours agree.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from . import ending, tables, texts
from .subjects import readings
from .tables import DataError, load

RULES = "2026.3"
SEED = 20210630  # draws the order of the rows; a new seed would make sheets that can't be laid side by side
BLIND = Path("_build") / "blind"
STORED = Path("_build") / "agreement"
SURE = ("high", "medium", "low")
OUTCOMES = ("borne out", "borne out in part", "not borne out", "condition not met", "open")
DIRECTIONS = ("supports", "against", "mixed", "neutral")
# What a reader fills in, sheet by sheet, with the codes that are allowed; an empty tuple takes words.
FILL: dict[str, dict[str, tuple[str, ...]]] = {
    "claims": {
        "would_be_false_if": (),
        "verdict": tuple(texts.VERDICTS),
        "verdict_narrow": tuple(texts.VERDICTS),
        "verdict_wide": tuple(texts.VERDICTS),
        "confidence": SURE,
        "note": (),
    },
    "pairs": {"direction": DIRECTIONS, "note": ()},
    "forecasts": {"outcome": OUTCOMES, "confidence": SURE, "note": ()},
}
SOURCES = {
    "claims": ["claims"],
    "pairs": ["event_claims_before", "event_claims"],
    "forecasts": ["predictions"],
}
SHOWN = ("one", "why_one", "other", "why_other")
SPEAKS = re.compile(r"[^.;:]*\b(commentary|article names|article dates|the article|two texts)\b[^.;]*[.;]?")


def blank() -> dict[str, pd.DataFrame]:
    """Return the blank sheets: ``claims``, ``pairs`` and ``forecasts``.

    Returns
    -------
    dict
        For each a frame, one row a unit in a drawn order: ``unit`` (its name), what a reader needs to know of
        it, and the empty columns of :data:`FILL`.
    """
    claims, forecasts = load("claims"), load("predictions")
    words = claims.set_index("claim_id")["paraphrase"]
    sheets = {
        "claims": pd.DataFrame({"unit": claims["claim_id"], "claim": claims["paraphrase"]}),
        "pairs": _pairs(words),
        "forecasts": forecasts.rename(columns={"prediction_id": "unit"})[
            ["unit", "statement", "would_fail_if", "decided_by"]
        ],
    }
    return {name: _drawn(sheet).assign(**dict.fromkeys(FILL[name], "")) for name, sheet in sheets.items()}


def _pairs(words: pd.Series) -> pd.DataFrame:
    earlier = load("events_before").rename(columns={"start": "date"})
    events = pd.concat([earlier, load("events_after")])[["event_id", "date", "title", "description"]]
    links = pd.concat([load("event_claims_before"), load("event_claims")])[["event_id", "claim_id"]]
    rows = links.merge(events, on="event_id")
    told = rows["title"] + ". " + rows["description"].map(neutral)
    return pd.DataFrame(
        {
            "unit": rows["event_id"] + " " + rows["claim_id"],
            "date": rows["date"],
            "event": told.str.strip(),
            "claim": rows["claim_id"].map(words),
        }
    )


def neutral(description: str) -> str:
    """Return a description of an event without what it says of the texts.

    Examples
    --------
    >>> neutral("Iran gives up its claims: the loss that the commentary places in 1813. Russia gains.")
    'Iran gives up its claims. Russia gains.'
    """
    cut = SPEAKS.sub(".", description)
    return re.sub(r"\s+", " ", re.sub(r"[\s:;.]*\.", ".", cut)).strip(" .:;") + "."


def _drawn(sheet: pd.DataFrame) -> pd.DataFrame:
    return sheet.sample(frac=1, random_state=SEED).reset_index(drop=True)


def write(folder: Path = BLIND) -> list[Path]:
    """Write the blank sheets, the rules and what to do with them; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in blank().items():
        sheet.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    (folder / "READ-ME-FIRST.md").write_text(instructions(), encoding="utf-8")
    return sorted(folder.iterdir())


def instructions() -> str:
    """Return in words what a reader is to do, with the rules."""
    rules = "\n".join(f"{row.rule}. *{row.name_}.* {row.says}" for row in _rules())
    codes = "\n".join(
        f"- `{name}.csv`, `{column}`: " + (", ".join(allowed) if allowed else "in your words")
        for name, columns in FILL.items()
        for column, allowed in columns.items()
    )
    return INSTRUCTIONS.format(rules=rules, codes=codes, closes=_closes())


def _rules():
    return load("reading_rules").rename(columns={"name": "name_"}).itertuples()


def _closes() -> str:
    ends = tables.closing()
    return ends.said if ends else "the last event"


def read(path: Path) -> tuple[str, pd.DataFrame]:
    """Return a filled sheet, checked: which it is, and the rows that hold a code.

    Parameters
    ----------
    path
        ``claims.csv``, ``pairs.csv`` or ``forecasts.csv``, by whatever name: its columns say which it is.

    Raises
    ------
    DataError
        By row and column: a unit that the book does not have or that stands twice, a code outside the list, a
        note that is missing; or a sheet with other columns.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = set(rows[0]) if rows else set()
    kind = next((name for name, columns in FILL.items() if {"unit", *columns} <= found), None)
    if kind is None:
        raise DataError(
            f"sheet '{path.name}' lacks columns of every sheet (it has {', '.join(sorted(found)) or 'none'})"
            f"\n  file: {path}\n  next: fill in a sheet that `make blind-sheet` wrote, and keep its first row"
        )
    sheet = pd.DataFrame(rows).map(lambda cell: (cell or "").strip())
    filled = sheet[sheet[list(FILL[kind])].ne("").any(axis=1)]
    for index, row in filled.iterrows():
        if wrong := _wrong(kind, row, filled):
            where = f"sheet '{path.name}', row {int(str(index)) + 1} ({row['unit']})"
            raise DataError(f"{where}, {wrong}\n  file: {path}\n  next: correct the row, then run it again")
    return kind, filled.reset_index(drop=True)


def _wrong(kind: str, row: pd.Series, sheet: pd.DataFrame) -> str | None:
    """Say what is wrong with a row of a filled sheet, or None."""
    if wrong := _unit(kind, row["unit"], sheet):
        return f"column 'unit': {wrong}"
    code = readings.KINDS[kind].code
    for column, allowed in FILL[kind].items():
        if allowed and row[column] and row[column] not in allowed:
            return f"column {column!r}: {row[column]!r} is none of {', '.join(allowed)}"
    for column in (code, "note"):
        if not row[column]:
            return f"column {column!r}: must be given"
    if kind == "claims" and (row["verdict_narrow"] == "") != (row["verdict_wide"] == ""):
        return "columns 'verdict_narrow' and 'verdict_wide': give both or neither"
    if kind == "claims" and not row["would_be_false_if"] and row["verdict"] != "not checkable":
        return "column 'would_be_false_if': must be given where there is a verdict"
    return None


def _unit(kind: str, unit: str, sheet: pd.DataFrame) -> str | None:
    if unit not in set(blank_units(kind)):
        return f"{unit!r} is no {kind.removesuffix('s')} of the book"
    return f"{unit!r} stands twice" if sheet["unit"].eq(unit).sum() > 1 else None


def blank_units(kind: str) -> list[str]:
    """Return the units that a sheet may name."""
    of = readings.KINDS[kind]
    sources = {
        "claims": ["claims"],
        "pairs": ["event_claims_before", "event_claims"],
        "forecasts": ["predictions"],
    }
    frames = [load(name)[list(of.unit)].agg(" ".join, axis=1) for name in sources[kind]]
    return pd.concat(frames).tolist()


def as_readings(kind: str, sheet: pd.DataFrame, reader: str) -> pd.DataFrame:
    """Return a filled sheet as rows of the table of readings."""
    of = readings.KINDS[kind]
    names = sheet["unit"].str.split(" ", expand=True).set_axis(list(of.unit), axis=1)
    rows = names.assign(rules=RULES, reader=reader, why=sheet["note"], **{of.code: sheet[of.code]})
    if kind == "claims":
        rows["scored"] = sheet["would_be_false_if"].ne("")
    for column in ("verdict_narrow", "verdict_wide", "confidence"):
        if column in sheet:
            rows[column] = sheet[column].replace("", None)
    return rows.reindex(columns=load(of.table).columns)


def compare(kind: str, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return how far the reader of a sheet and our first agree, by text, kind and family of topics."""
    of = readings.KINDS[kind]
    ours = load(of.table)
    both = pd.concat([ours[ours["reader"].eq("first")], as_readings(kind, sheet, "second")])
    codes = readings.beside(both, kind, RULES, ["first", "second"]).dropna()
    of_what = readings.groups(kind, codes.index, load("claims"), load("predictions"))
    return readings.agreement(codes, of_what, of.order)


def contested(kind: str, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return a blank sheet of the units on which a reader and our first part, with both codes.

    Parameters
    ----------
    kind
        ``claims``, ``pairs`` or ``forecasts``.
    sheet
        The filled sheet, as :func:`read` gives it.

    Returns
    -------
    DataFrame
        The rows of :func:`blank` on which they part, with ``one``, ``why_one``, ``other`` and ``why_other``:
        whose is which is drawn by row, and said nowhere.
    """
    of = readings.KINDS[kind]
    ours = load(of.table).query("rules == @RULES and reader == 'first'")
    first = ours.assign(unit=ours[list(of.unit)].agg(" ".join, axis=1))[["unit", of.code, "why"]]
    second = sheet[["unit", of.code, "note"]].set_axis(["unit", "second", "why_second"], axis=1)
    both = first.merge(second, on="unit").query(f"{of.code} != second")
    turned = both.sample(frac=0.5, random_state=SEED).index
    ways = [[of.code, "why", "second", "why_second"], ["second", "why_second", of.code, "why"]]
    shown = [
        both.drop(index=turned)[["unit", *ways[0]]].set_axis(["unit", *SHOWN], axis=1),
        both.loc[turned, ["unit", *ways[1]]].set_axis(["unit", *SHOWN], axis=1),
    ]
    rows = blank()[kind].merge(pd.concat(shown), on="unit")
    return rows[[column for column in rows if column not in FILL[kind]] + list(FILL[kind])]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write blank sheets, or read filled ones; return 0, or 1 where a sheet is refused."""
    parser = argparse.ArgumentParser(prog="python -m helpers.sheets", description=__doc__)
    parser.add_argument("sheets", nargs="*", type=Path, help="filled sheets; none writes blank ones")
    parser.add_argument("--to", type=Path, help="the folder to write to")
    parser.add_argument(
        "--contested",
        action="store_true",
        help="write sheets of the rows on which the filled ones and ours part",
    )
    chosen = parser.parse_args(arguments)
    try:
        if not chosen.sheets:
            print("\n".join(str(path) for path in write(chosen.to or BLIND)))
        for path in chosen.sheets:
            (_part if chosen.contested else _report)(path, chosen.to or STORED)
    except (DataError, OSError) as error:
        if ending.refused(error):
            raise
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _part(path: Path, folder: Path) -> None:
    kind, sheet = read(path)
    folder.mkdir(parents=True, exist_ok=True)
    rows = contested(kind, sheet)
    rows.to_csv(folder / f"{kind}.csv", index=False, lineterminator="\n")
    print(f"{path}: {len(rows)} of {len(sheet)} contested; {folder / kind}.csv")


def _report(path: Path, folder: Path) -> None:
    kind, sheet = read(path)
    found = compare(kind, sheet).round(2)
    folder.mkdir(parents=True, exist_ok=True)
    found.to_csv(folder / f"{kind}.csv", index=False, lineterminator="\n")
    print(f"{path}: {len(sheet)} of {len(blank_units(kind))} {kind} read; kept in {folder / kind}.csv")
    print(found.to_string(index=False, na_rep=""))


INSTRUCTIONS = """# A second reading

Thank you for reading. Two short texts make the claims in `claims.csv`. Please judge each from what you can
find, without looking at our verdicts: the pages of the book, its tables of claims, of readings and of
corrections. Its tables of events and of measures may be used, and any source of your own.

1. Read the two texts: the extended abstract at https://jcep.ut.ac.ir/article_83524.html?lang=en (claims P1 to
   P7 follow its paragraphs), and
   https://arabwall.com/en/why-iran-prefers-friendly-relations-to-alliances/ (claims A1 to A15).
   Claims of one paragraph refer to each other: read them with it.
2. Fill in the empty columns of the three sheets with any spreadsheet, and save them as CSV in UTF-8. Leave
   the column `unit` as it is. A row that you leave empty counts as not read; a row that you fill in has a
   note.
3. The forecasts are held against events up to {closes}.
4. Run `make agreement SHEET=claims.csv` (or the other sheets). It says by row what it cannot use, and then
   how far we agree. Send us the sheets, whatever they say: disagreements are printed, with your reasons.

## What to write

{codes}

In `claims.csv` an empty `would_be_false_if` says that nothing could make the sentence false; the verdict is
then not checkable. `verdict_narrow` and `verdict_wide` are for claims about what a word covers.

## The rules

{rules}
"""


if __name__ == "__main__":
    with ending.told():
        sys.exit(main())
