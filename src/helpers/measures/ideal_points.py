"""How far apart the ideal points of states lie, and which of them is closer to whom.

References
----------
.. [1] Bailey, M. A., Strezhnev, A., & Voeten, E. (2017). Estimating dynamic state preferences from United
   Nations voting data. Journal of Conflict Resolution 61(2), 430-456.
.. [2] Zou, G. Y., & Donner, A. (2008). Construction of confidence limits about effect measures: a general
   approach. Statistics in Medicine 27(10), 1693-1702.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def distance(ideal_points: pd.DataFrame, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Return how far apart a state and each partner stand on the main dimension of voting.

    Parameters
    ----------
    ideal_points
        One row a state, ``year`` and ``series``, with ``ideal_point``.
    state
        ISO 3166 alpha-3 code of the state.
    partners
        ISO 3166 alpha-3 codes of the partners.

    Returns
    -------
    DataFrame
        One row a year, series and partner for which both points exist: ``distance`` (absolute difference, on
        the model's scale, comparable over time within a series and not between the two).
    """
    points = ideal_points.pivot(index=["series", "year"], columns="state", values="ideal_point")
    apart = points[list(partners)].sub(points[state], axis=0).abs().astype(float)
    long = apart.rename_axis(columns="partner").stack().dropna().rename("distance").reset_index()
    return long[["year", "series", "partner", "distance"]].sort_values(
        ["year", "series", "partner"], ignore_index=True
    )


def distance_interval(ideal_points: pd.DataFrame, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Add an interval to the distances between a state and each partner.

    Parameters
    ----------
    ideal_points
        One row a state, ``year`` and ``series``, with ``ideal_point`` and its interval, ``low`` and ``high``.
    state
        ISO 3166 alpha-3 code of the state.
    partners
        ISO 3166 alpha-3 codes of the partners.

    Returns
    -------
    DataFrame
        The rows of :func:`distance` with ``low`` and ``high``, at the level of the points' own intervals. The
        lower bound is 0 where the order of the two states is not settled.

    Notes
    -----
    The bounds add the two states' margins of error as squares, each on its own side [2]_. That takes the two
    estimates to be independent: their joint distribution is not published.
    """
    apart = distance(ideal_points, state, partners)
    points = ideal_points.set_index(["year", "series", "state"])[["ideal_point", "low", "high"]].astype(float)
    (other, other_low, other_high), (own, own_low, own_high) = (
        points.reindex(pd.MultiIndex.from_arrays([apart["year"], apart["series"], who])).to_numpy().T
        for who in (apart["partner"], [state] * len(apart))
    )
    low = other - own - np.hypot(other - other_low, own_high - own)
    high = other - own + np.hypot(other_high - other, own - own_low)
    ends = np.sort(np.abs([low, high]), axis=0)
    return apart.assign(low=np.where((low < 0) & (high > 0), 0, ends[0]), high=ends[1])


def closeness(ideal_points: pd.DataFrame, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Rank partners among all states by how close they stand to one state.

    Parameters
    ----------
    ideal_points
        One row a state, ``year`` and ``series`` for *all* states, with ``ideal_point``.
    state
        ISO 3166 alpha-3 code of the state.
    partners
        ISO 3166 alpha-3 codes of the partners.

    Returns
    -------
    DataFrame
        One row a year, series and partner: ``distance``; ``rank`` (1 = the closest of all other states);
        ``states`` (how many other states there are); ``percentile`` (share of all dyads of the year that
        stand closer than this one, 0 to 100).
    """
    known = ideal_points.dropna(subset=["ideal_point"])
    years = known.groupby(["year", "series"], sort=True)
    parts = [
        _ranked(points.set_index("state")["ideal_point"], state, partners).assign(year=year, series=series)
        for (year, series), points in years
        if points["state"].eq(state).any()
    ]
    columns = ["year", "series", "partner", "distance", "rank", "states", "percentile"]
    return pd.concat(parts, ignore_index=True)[columns]


def movement(ideal_points: pd.DataFrame, before: int, after: int) -> pd.DataFrame:
    """Return how far each state's ideal point moved between two years.

    A distance can fall because either state moved; this says which.

    Parameters
    ----------
    ideal_points
        Table ``unga_ideal_points``: one row a state, year and series.

    Returns
    -------
    DataFrame
        One row a series and state that has a point in both years: ``before``, ``after``, ``change`` (after
        minus before; positive is towards the pole of the United States).
    """
    points = ideal_points.pivot(index=["series", "state"], columns="year", values="ideal_point")
    moved = points[[before, after]].set_axis(["before", "after"], axis=1).dropna()
    return moved.assign(change=moved["after"] - moved["before"]).reset_index()


def _ranked(points: pd.Series, state: str, partners: Sequence[str]) -> pd.DataFrame:
    """Rank the partners in one year; `points` is indexed by state."""
    points = points.astype(float)
    apart = points.drop(state).sub(points[state]).abs()
    chosen = [partner for partner in partners if partner in apart.index]
    rows = pd.DataFrame({"distance": apart, "rank": apart.rank(method="min").astype("int64")}).loc[chosen]
    values = points.to_numpy(dtype=float)
    every = np.sort(np.abs(values[:, None] - values)[np.triu_indices(len(values), 1)])
    closer = np.searchsorted(every, rows["distance"].to_numpy(dtype=float)) / len(every)
    return rows.assign(states=len(apart), percentile=100 * closer).rename_axis("partner").reset_index()
