"""Shares, ratios and concentration of power among states.

A measure is a column of a table with one row a state and year. A share is always of a group of states that
is named, and a year in which one of them has no value has no share: a sum over fewer states would lift all
others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

MAJORS = ("USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN")
"""The major powers of the Correlates of War project since 1991."""


def shares(frame: pd.DataFrame, value: str, states: Sequence[str] = MAJORS) -> pd.DataFrame:
    """Divide a measure among a group of states.

    Parameters
    ----------
    frame
        One row a state and year.
    value
        Column with the measure, in any unit that can be added up.
    states
        The group: ISO 3166 alpha-3 codes.

    Returns
    -------
    DataFrame
        One row a year in which every state of the group has a value, one column a state: its share of the
        sum over the group, 0 to 1.

    Raises
    ------
    ValueError
        If a state of the group has no value at all.
    """
    wide = _wide(frame, value, states).dropna()
    return wide.div(wide.sum(axis=1), axis=0)


def ratio(frame: pd.DataFrame, value: str, state: str, other: str) -> pd.Series:
    """Return how many times the other's value a state has, by year; a year without both is left out."""
    wide = _wide(frame, value, [state, other]).dropna()
    return (wide[state] / wide[other]).rename("ratio")


def ratios(sources: Mapping[str, tuple[pd.DataFrame, str]], state: str, other: str) -> pd.DataFrame:
    """Compare two states by several measures: see :func:`ratio`.

    Parameters
    ----------
    sources
        Name of a measure -> the frame and the column that hold it.
    state, other
        ISO 3166 alpha-3 codes.

    Returns
    -------
    DataFrame
        One row a year that some measure covers, one column a measure: how many times the other's value the
        state has; missing where the measure does not cover the year.
    """
    columns = {name: ratio(frame, value, state, other) for name, (frame, value) in sources.items()}
    return pd.DataFrame(columns).sort_index()


def change(wide: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    """Compare two years.

    Parameters
    ----------
    wide
        One row a year, one column a state, as :func:`shares` returns it.
    start, end
        The years.

    Returns
    -------
    DataFrame
        One row a state: ``before``, ``after``, their difference ``points`` in the unit of the values, and
        ``relative``, the difference as a part of ``before``.

    Raises
    ------
    ValueError
        If one of the years is not covered: nothing is carried on or filled in.
    """
    for year in (start, end):
        require(wide, year)
    both = pd.DataFrame({"before": wide.loc[start], "after": wide.loc[end]})
    both["points"] = both["after"] - both["before"]
    both["relative"] = both["points"] / both["before"]
    return both.rename_axis("state").reset_index()


def by_start(measures: Mapping[str, pd.DataFrame], end: int, first: int, last: int) -> pd.DataFrame:
    """Show how a change up to one year depends on the year from which it is counted.

    Parameters
    ----------
    measures
        Name of a measure -> shares by year and state.
    end
        The year up to which changes are counted.
    first, last
        The first and the last starting year.

    Returns
    -------
    DataFrame
        One row a measure, starting year (``start``) and state, with the columns of :func:`change`.

    Raises
    ------
    ValueError
        If a measure does not cover one of the years.
    """
    return pd.concat(
        [
            change(wide, start, end).assign(measure=name, start=start)
            for name, wide in measures.items()
            for start in range(first, last + 1)
        ],
        ignore_index=True,
    )


def concentration(wide: pd.DataFrame) -> pd.DataFrame:
    """Measure how unevenly power is spread over a group of states.

    Parameters
    ----------
    wide
        One row a year, one column a state: shares of the group that add up to one.

    Returns
    -------
    DataFrame
        One row a year: ``concentration`` (Ray and Singer's: 0 if all states are equal, 1 if one has all).

    Raises
    ------
    ValueError
        If the shares of a year do not add up to one.

    Notes
    -----
    With N states and the Herfindahl index H, the sum of the squared shares, concentration is the square root
    of (H - 1/N) / (1 - 1/N) [1]_. It changes with N, so that only groups of one size may be compared.

    References
    ----------
    .. [1] Ray, J. L. and Singer, J. D. (1973). Measuring the concentration of power in the international
       system. Sociological Methods & Research 1(4).
    """
    total = wide.sum(axis=1)
    if (wrong := total[~np.isclose(total, 1)]).size:
        raise ValueError(
            f"shares of {wrong.index[0]} add up to {wrong.iloc[0]:.3f}: divide them first (shares)"
        )
    states = wide.shape[1]
    herfindahl = wide.pow(2).sum(axis=1)
    spread = ((herfindahl - 1 / states) / (1 - 1 / states)).clip(lower=0).pow(0.5)
    return spread.rename("concentration").reset_index()


def require(wide: pd.DataFrame | pd.Series, year: int) -> None:
    """Raise ValueError if a year is not among the covered years, and say which are."""
    if year not in wide.index:
        raise ValueError(
            f"year {year} is not covered; values run from {wide.index.min()} to {wide.index.max()}"
        )


def _wide(frame: pd.DataFrame, value: str, states: Sequence[str]) -> pd.DataFrame:
    """Return one row a year and one column a state, in the order of the group."""
    part = frame[frame["state"].isin(states) & frame[value].notna()]
    if missing := [state for state in states if state not in set(part["state"])]:
        raise ValueError(f"{value!r} has no value of {', '.join(missing)}: take a smaller group")
    wide = part.pivot(index="year", columns="state", values=value).astype(float)
    wide.index = wide.index.astype(int)
    return wide[list(states)].rename_axis(columns=None)
