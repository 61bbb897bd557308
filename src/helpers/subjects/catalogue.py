"""What the tables of the book cover, read from their rows: how many, which years, where they break off."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from .. import trace
from ..tables import describe, load, names

# Columns that date a row, where they are not a plain `year` or `date`: its first year and its last.
SPANS = {
    "agreements": ("signed", "signed"),
    "arms_deals": ("order_year", "last_delivery"),
    "astana_rounds": ("start", "end"),
    "consultation_dyads": ("entry", "entry"),
    "contiguity": ("begin", "end"),
    "disputes": ("begin", "end"),
    "events_before": ("start", "end"),
    "iran_alliances": ("begin", "end"),
    "israeli_strikes": ("start", "end"),
    "oil_exports": ("start", "end"),
    "opinion": ("start", "end"),
    "own_forecasts": ("made_on", "resolves_by"),
    "rivalries": ("begin", "end"),
    "trade_reports": ("start", "end"),
    "treaties": ("signed", "signed"),
    "treaty_class_2001": ("begin", "begin"),
    "war_days": ("start", "end"),
    "wars": ("begin", "end"),
}
# An empty end means that the spell had not ended when the data did.
OPEN = {"contiguity", "iran_alliances", "rivalries"}
# Rows that have the date of a row of another table.
DATED_BY = {
    "event_claims": ("event_id", "events_after"),
    "treaty_articles": ("treaty_id", "treaties"),
    "treaty_clauses": ("treaty_id", "treaties"),
    "treaty_codes": ("treaty_id", "treaties"),
    "treaty_codes_second": ("treaty_id", "treaties"),
}


def describe_tables() -> pd.DataFrame:
    """Describe every table of the book.

    Returns
    -------
    DataFrame
        One row a table: ``table``, ``title``, ``row`` (what a row is), ``rows``, ``kind`` (texts, record or
        measures), ``source`` (the first, and how many more), ``first``, ``last`` and ``years`` (of those
        between them, the number that have a row; all three missing where rows have no date).
    """
    return pd.DataFrame([_entry(name) for name in names()]).astype(
        {"first": "Int64", "last": "Int64", "years": "Int64"}
    )


@dataclass(frozen=True)
class Extent:
    """How many rows a table has, and the years for which it has one; none if its rows have no date."""

    rows: int
    years: list[int]


def extent(name: str) -> Extent:
    """Return how many rows the table `name` has, and for which years.

    A row about a spell (a dispute, a rivalry) stands for every year of it, a row about a decade for the ten
    years as far as the data go. A row whose date is not known stands for none. What asks for no more than
    this rests on no other cell of the table.
    """
    with trace.noted_as("extent", name):
        rows = load(name)
        return Extent(len(rows), _covered(name, rows))


def columns_of_extent(name: str) -> dict[str, list[str]]:
    """Return the columns, table by table, on which :func:`extent` of the table `name` rests.

    Examples
    --------
    >>> columns_of_extent("wars"), columns_of_extent("event_claims")
    ({'wars': ['begin', 'end']}, {'event_claims': ['event_id'], 'events_after': ['event_id', 'date']})
    """
    key, other = DATED_BY.get(name, ("", name))
    fields = [field["name"] for field in describe(other)["schema"]["fields"]]
    dates = list(dict.fromkeys(_span(other, fields) or fields[:1]))
    return {name: [key], other: [key, *dates]} if key else {name: dates}


def _entry(name: str) -> dict:
    about, covered = describe(name), extent(name)
    years = covered.years
    return {
        "table": name,
        "title": about["title"],
        "row": what_a_row_is(about["description"]),
        "rows": covered.rows,
        "kind": about["path"].split("/")[0],
        "source": _first(list(dict.fromkeys(source["title"] for source in about["sources"]))),
        "first": years[0] if years else None,
        "last": years[-1] if years else None,
        "years": len(years) or None,
    }


def _first(titles: list[str]) -> str:
    return titles[0] + (f", and {len(titles) - 1} more" if len(titles) > 1 else "")


def what_a_row_is(description: str) -> str:
    """Return what a row is, from a description that begins "One row a ...".

    Parameters
    ----------
    description
        Of a table, as its schema has it.

    Examples
    --------
    >>> what_a_row_is("One row a state and year: its score. No cell is empty.")
    'state and year'
    """
    first = re.split(r"[:;.] | \(", description, maxsplit=1)[0]
    return re.sub(r"^One row an? ", "", first).rstrip(".")


def years_covered(name: str) -> list[int]:
    """Return the years for which the table `name` has a row: those of its :func:`extent`."""
    return extent(name).years


def _covered(name: str, rows: pd.DataFrame) -> list[int]:
    if name in DATED_BY:
        key, other = DATED_BY[name]
        rows = rows[[key]].drop_duplicates().merge(load(other), on=key)
        name = other
    span = _span(name, list(rows))
    if span is None:
        return []
    latest = describe(name)["coverage"]["to"]
    first, last = year(rows[span[0]]), year(rows[span[1]])
    if "decade" in span:
        last = (first + 9).clip(upper=latest)
    last = last.fillna(latest) if name in OPEN else last.fillna(first)
    known = first.notna()
    pairs = {*zip(first[known].astype(int), last[known].astype(int), strict=True)}
    return sorted({one for begin, end in pairs for one in range(begin, end + 1)})


def _span(name: str, columns: Collection[str]) -> tuple[str, str] | None:
    plain = [column for column in ("year", "date", "decade") if column in columns and name != "claims"]
    return SPANS.get(name) or (plain[0], plain[0]) if name in SPANS or plain else None


def year(dates: pd.Series) -> pd.Series:
    """Return the year of dates, of partial dates such as ``2019-01``, or of years.

    Parameters
    ----------
    dates
        A column of dates, as text or as dates, or of years.
    """
    if pd.api.types.is_integer_dtype(dates):
        return dates.astype("Int64")
    return pd.to_numeric(dates.astype("str").str.extract(r"^(\d{4})", expand=False)).astype("Int64")


def runs_of_years(years: list[int]) -> list[tuple[int, int]]:
    """Return unbroken runs of years as (first, last).

    Parameters
    ----------
    years
        Years in ascending order.

    Examples
    --------
    >>> runs_of_years([1989, 1990, 1993])
    [(1989, 1990), (1993, 1993)]
    """
    starts = [one for one in years if one - 1 not in years]
    ends = [one for one in years if one + 1 not in years]
    return list(zip(sorted(starts), sorted(ends), strict=True))


def rows_by_year() -> pd.DataFrame:
    """Return where each table has rows.

    Returns
    -------
    DataFrame
        One row a table and unbroken run of years: ``table``, ``title``, ``kind``, ``first``, ``last``, and
        ``described_from`` and ``described_to``, the years that the table says it covers.
    """
    return pd.DataFrame([row for name in names() for row in _runs(name)])


def _runs(name: str) -> list[dict]:
    about = describe(name)
    shared = {"table": name, "title": about["title"], "kind": about["path"].split("/")[0]}
    said = {"described_from": about["coverage"]["from"], "described_to": about["coverage"]["to"]}
    runs = runs_of_years(years_covered(name))
    return [{**shared, "first": first, "last": last, **said} for first, last in runs]


def count_columns() -> int:
    """Return the number of columns of all tables."""
    return sum(len(describe(name)["schema"]["fields"]) for name in names())


def titles_linked(tables: pd.DataFrame) -> list[str]:
    """Return for each row of :func:`describe_tables` its title as a link to the dictionary.

    Parameters
    ----------
    tables
        As :func:`describe_tables` gives it.

    Examples
    --------
    >>> titles_linked(pd.DataFrame({"title": ["Votes"], "table": ["council_votes"]}))
    ['[Votes](#table-council-votes)']
    """
    pairs = zip(tables["title"], tables["table"], strict=True)
    return [f"[{title}](#table-{name.replace('_', '-')})" for title, name in pairs]


def years_in_words(tables: pd.DataFrame) -> list[str | None]:
    """Return for each row of :func:`describe_tables` its years in words; none where rows have no date.

    Parameters
    ----------
    tables
        As :func:`describe_tables` gives it.
    """
    pairs = zip(tables["first"], tables["last"], strict=True)
    return [None if pd.isna(first) else f"{first}–{last}" for first, last in pairs]
