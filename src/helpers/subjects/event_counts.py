"""What counts of events in the press say of a relation: talk against deeds, and the tone of a day."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .trade import sum_periods

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


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


def by_partner(events: pd.DataFrame, first: int, last: int, *, coverage: tuple[int, int]) -> pd.DataFrame:
    """Add up one state's events with each partner, and say how its cooperation is spread over them.

    Parameters
    ----------
    events
        One row a ``partner`` and ``year``, with counts of events in the four quad classes.
    first, last
        The years to add up, both included.
    coverage
        First and last year that the table covers.

    Returns
    -------
    DataFrame
        One row a partner: ``partner``, the four counts, ``cooperation`` (cooperative events, in words and
        deeds), ``share`` (of the cooperative events with all partners, 0 to 1), and ``cooperative`` and
        ``material`` of :func:`talk_and_deeds`.

    Raises
    ------
    DataError
        If the years leave the coverage.
    """
    sums = sum_periods(events, {"all": (first, last)}, list(QUADS), coverage=coverage)
    cooperation = sums["verbal_cooperation"] + sums["material_cooperation"]
    spread = sums.assign(cooperation=cooperation, share=cooperation / cooperation.sum())
    return talk_and_deeds(spread).drop(columns="period")


def daily_mean(means: pd.DataFrame, by: Sequence[str] = ("state_a", "state_b")) -> pd.DataFrame:
    """Average yearly daily means over years, each year counting by the days it was observed.

    Parameters
    ----------
    means
        One row a dyad and year: ``score`` (mean of a day), ``days`` (days observed).
    by
        Columns to group by.

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
