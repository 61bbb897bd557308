"""What states give one another: shares, concentration, flows both ways, talk against deeds.

Everything works on tidy tables of flows (trade, arms) or of counted events, one row a dyad and year.

References
----------
.. [1] Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..tables import DataError

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def pool(
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


def shares(flows: pd.DataFrame, value: str, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """Add each row's share of its group's total.

    Parameters
    ----------
    flows
        One row a partner (or supplier) and whatever `by` names, with the column `value`.
    by
        Columns that name the group whose total is the whole.

    Returns
    -------
    DataFrame
        `flows` with ``share`` (0 to 1; missing where `value` is missing, or the total is 0).

    Raises
    ------
    DataError
        If a value is negative: a share of a sum of gains and losses means nothing.

    Notes
    -----
    The whole is what was recorded. A partner that reports nothing is absent from it, which makes every
    other share too large.
    """
    amounts = _amounts(flows, value)
    total = amounts.groupby([flows[key] for key in by]).transform("sum")
    return flows.assign(share=amounts / total.where(total.gt(0)))


def concentration(flows: pd.DataFrame, value: str, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """Return how concentrated a state's exchange is on few partners.

    Parameters
    ----------
    flows
        One row a partner and whatever `by` names, with the column `value`.
    by
        Columns that name the group to be measured.

    Returns
    -------
    DataFrame
        One row a group with a total above 0: ``total`` (in the unit of `value`), ``partners`` (with a value
        above 0), ``hhi`` (sum of squared shares, from 1 / ``partners`` to 1), ``top_1``, ``top_3``,
        ``top_5`` (share of the largest, the three largest, the five largest partners, 0 to 1).

    Raises
    ------
    DataError
        As :func:`shares`.

    Notes
    -----
    The index is Hirschman's [1]_, on a scale to 1 (not to 10,000), and not corrected for the number of
    partners.
    """
    measured = shares(flows, value, by).dropna(subset=["share"])
    measured = measured[measured["share"].gt(0)].sort_values("share", ascending=False)
    groups = measured.groupby(list(by))["share"]
    return pd.DataFrame({
        "total": measured.groupby(list(by))[value].sum(),
        "partners": groups.size(),
        "hhi": groups.agg(lambda share: float((share**2).sum())),
        **{f"top_{n}": groups.agg(lambda share, n=n: float(share.head(n).sum())) for n in (1, 3, 5)},
    }).reset_index()  # fmt: skip


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


def talk_and_deeds(events: pd.DataFrame) -> pd.DataFrame:
    """Add how friendly a relation is in its events, and how much of the friendship is more than words.

    Parameters
    ----------
    events
        One row a dyad (and year or period), with counts of events in the four quad classes
        ``verbal_cooperation``, ``material_cooperation``, ``verbal_conflict``, ``material_conflict``.

    Returns
    -------
    DataFrame
        `events` with ``cooperative`` (cooperative share of all events, 0 to 1) and ``material`` (material
        share of the cooperative events, 0 to 1); missing where nothing was counted.

    Notes
    -----
    Counts follow the attention of the press: compare shares between dyads, not counts.
    """
    verbal, material, *conflict = (events[quad].astype("float64") for quad in QUADS)
    cooperation = verbal + material
    every = cooperation + sum(conflict)
    return events.assign(
        cooperative=cooperation / every.where(every.gt(0)),
        material=material / cooperation.where(cooperation.gt(0)),
    )


def daily_mean(means: pd.DataFrame, by: Sequence[str] = ("state_a", "state_b")) -> pd.DataFrame:
    """Average yearly daily means over years, each year counting by the days it was observed.

    Parameters
    ----------
    means
        One row a dyad and year: ``score`` (mean of a day), ``days`` (days observed).

    Returns
    -------
    DataFrame
        One row a group: ``score`` (mean of an observed day), ``days`` (sum).

    Notes
    -----
    Years differ in the days that are present; a sum over a year would measure how complete the year is.
    """
    whole = (means["score"].astype("float64") * means["days"]).groupby([means[key] for key in by]).sum()
    days = means.groupby(list(by))["days"].sum()
    return pd.DataFrame({"score": whole / days, "days": days}).reset_index()


def _amounts(flows: pd.DataFrame, value: str) -> pd.Series:
    amounts = flows[value].astype("float64")
    if amounts.lt(0).any():
        row = flows.loc[amounts.lt(0).idxmax()]
        raise DataError(
            f"flows: {value} is negative ({row[value]}); next: use amounts or counts, which begin at 0"
        )
    return amounts.where(np.isfinite(amounts))
