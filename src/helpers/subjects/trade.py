"""What states give one another: flows of trade and arms, added up over periods and seen both ways.

Everything works on tidy tables of flows, one row a dyad and year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..tables import DataError


def sum_periods(
    flows: pd.DataFrame,
    periods: Mapping[str, tuple[int, int]],
    values: Sequence[str],
    by: Sequence[str] = ("partner",),
    *,
    coverage: tuple[int, int],
) -> pd.DataFrame:
    """Add up yearly flows over periods.

    Parameters
    ----------
    flows
        One row a ``year`` and whatever `by` names, with the columns `values`.
    periods
        Name of each period, with its first and last year, both included.
    values
        Columns to add up.
    by
        Columns that say whose flow it is.
    coverage
        First and last year that the table covers. A table of flows has no row where nothing flowed, so its
        rows cannot say where it ends.

    Returns
    -------
    DataFrame
        One row a period and group that has at least one row in it, in the order of `periods`: ``period``,
        the columns `by`, and the sums, in the unit of `values`. A sum is missing when all it would add is
        missing.

    Raises
    ------
    DataError
        If a period leaves the coverage: a shorter period under a longer name would be a wrong number.

    Examples
    --------
    >>> flows = pd.DataFrame({"year": [2010, 2011], "partner": "CHN", "value": [2.0, 3.0]})
    >>> sum_periods(flows, {"then": (2010, 2011)}, ["value"], coverage=(2000, 2020))
      period partner  value
    0   then     CHN    5.0
    """
    for name, (first, last) in periods.items():
        if first < coverage[0] or last > coverage[1]:
            raise DataError(
                f"pool: period {name!r} ({first}-{last}) leaves the coverage {coverage[0]}-{coverage[1]}; "
                "next: change the period; years that nobody counted cannot be added up"
            )
    parts = [
        flows[flows["year"].between(first, last)]
        .groupby(list(by))[list(values)]
        .sum(min_count=1)
        .reset_index()
        .assign(period=name)
        for name, (first, last) in periods.items()
    ]
    return pd.concat(parts, ignore_index=True)[["period", *by, *values]]


def sum_spans(flows: pd.DataFrame, value: str, *, years: int, by: Sequence[str]) -> pd.DataFrame:
    """Add up yearly flows over spans of equal length, such as decades.

    Parameters
    ----------
    flows
        One row a ``year`` and whatever `by` names, with the column `value`.
    years
        Length of a span; each begins in a year that this number divides.
    by
        Columns that say whose flow it is.

    Returns
    -------
    DataFrame
        One row a span and group that has at least one row in it: ``start`` (first year of the span), the
        columns `by`, and the sum of `value`.

    Notes
    -----
    Where `flows` begins or breaks off within a span, its sum is that of fewer years.

    Examples
    --------
    >>> flows = pd.DataFrame({"year": [1979, 1980, 1989], "giver": ["USA", "CHN", "CHN"], "tiv": [5, 1, 2]})
    >>> sum_spans(flows, "tiv", years=10, by=["giver"])
       start giver  tiv
    0   1970   USA    5
    1   1980   CHN    3
    """
    spans = flows.assign(start=flows["year"] // years * years)
    return spans.groupby(["start", *by], as_index=False)[value].sum()


def both_ways(
    transfers: pd.DataFrame,
    a: str,
    b: str,
    years: Sequence[int],
    value: str = "tiv",
    *,
    coverage: tuple[int, int],
) -> pd.DataFrame:
    """Put what one state gives another beside what it receives.

    Parameters
    ----------
    transfers
        One row a ``from_state``, ``to_state`` and ``year``, with the column `value`; within the coverage, no
        row means that nothing was recorded.
    a, b
        ISO 3166 alpha-3 codes.
    years
        Years to return.
    coverage
        First and last year that the table covers.

    Returns
    -------
    DataFrame
        One row a year: ``a_to_b``, ``b_to_a``, in the unit of `value`; 0 where the table has no row.

    Raises
    ------
    DataError
        If a year lies outside the coverage, where a 0 would be made up; or if neither state ever gives the
        other anything, which is more often a wrong code than a fact.

    Examples
    --------
    >>> arms = pd.DataFrame({"year": [2022], "from_state": ["RUS"], "to_state": ["IRN"], "tiv": [6.0]})
    >>> both_ways(arms, "RUS", "IRN", [2022, 2023], coverage=(2000, 2023))
       year  a_to_b  b_to_a
    0  2022     6.0     0.0
    1  2023     0.0     0.0
    """
    if outside := [year for year in years if not coverage[0] <= year <= coverage[1]]:
        raise DataError(
            f"transfers: {outside[0]} is outside the coverage {coverage[0]}-{coverage[1]}; next: leave it out"
        )
    ways = {"a_to_b": (a, b), "b_to_a": (b, a)}
    found = {
        name: transfers[transfers["from_state"].eq(giver) & transfers["to_state"].eq(taker)]
        for name, (giver, taker) in ways.items()
    }
    if all(rows.empty for rows in found.values()):
        raise DataError(f"transfers: no row between {a} and {b}; next: use ISO alpha-3 codes of the table")
    index = pd.Index(list(years), name="year")
    sums = {name: rows.groupby("year")[value].sum() for name, rows in found.items()}
    return pd.DataFrame(
        {name: sum_.reindex(index, fill_value=0) for name, sum_ in sums.items()}
    ).reset_index()


def mark_estimates(deals: pd.DataFrame, formats: Mapping[str, str]) -> pd.DataFrame:
    """Put figures in words, with a dagger on those that their source marks as uncertain.

    Parameters
    ----------
    deals
        Rows of table ``arms_deals``, or any with a column of numbers and beside it, under the same name with
        ``_estimated``, whether the number is an estimate.
    formats
        Each such column of numbers -> how to write it: ``,`` for amounts, ``d`` for years.

    Returns
    -------
    DataFrame
        `deals` with these columns as text; what is missing stays so.

    Examples
    --------
    >>> deals = pd.DataFrame({"ordered": [24, 6600], "ordered_estimated": [True, False]})
    >>> mark_estimates(deals, {"ordered": ","})["ordered"].tolist()
    ['24 †', '6,600']
    """
    told = {
        column: deals[column].map(f"{{:{spec}}}".format, na_action="ignore")
        + deals[f"{column}_estimated"].map({True: " †", False: ""})
        for column, spec in formats.items()
    }
    return deals.assign(**told)
