"""How powerful states are beside each other: ratios, and changes from year to year.

A measure is a column of a table with one row a state and year. A share is always of a group of states that
is named, and a year in which one of them has no value has no share: a sum over fewer states would lift all
others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..measures import concentration

MAJORS = ("USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN")
"""The major powers of the Correlates of War project since 1991."""


def ratio(frame: pd.DataFrame, value: str, state: str, other: str) -> pd.Series:
    """Return how many times the other's value a state has, by year; a year without both is left out.

    Parameters
    ----------
    frame
        One row a state and year.
    value
        Column to compare.
    state
        ISO 3166 alpha-3 code of the state.
    other
        ISO 3166 alpha-3 code of the other state.

    Examples
    --------
    >>> wealth = pd.DataFrame({"year": [2020, 2020], "state": ["USA", "RUS"], "gdp": [21, 1.5]})
    >>> ratio(wealth, "gdp", "USA", "RUS").to_dict()
    {2020: 14.0}
    """
    wide = concentration.state_columns(frame, value, [state, other]).dropna()
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


def compare_years(wide: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    """Compare two years.

    Parameters
    ----------
    wide
        One row a year, one column a state, as :func:`helpers.concentration.shares_of_group` returns it.
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


def compare_starts(measures: Mapping[str, pd.DataFrame], end: int, first: int, last: int) -> pd.DataFrame:
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
        One row a measure, starting year (``start``) and state, with the columns of :func:`compare_years`.

    Raises
    ------
    ValueError
        If a measure does not cover one of the years.
    """
    return pd.concat(
        [
            compare_years(wide, start, end).assign(measure=name, start=start)
            for name, wide in measures.items()
            for start in range(first, last + 1)
        ],
        ignore_index=True,
    )


def at_years(wide: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Read measures in some years and in the last year that each covers.

    Parameters
    ----------
    wide
        One row a year, one column a measure, as :func:`ratios` returns it.
    years
        The years to read.

    Returns
    -------
    DataFrame
        One row a ``measure``: a column a year, named by it, then ``last`` (the last value) and ``last_year``.

    Raises
    ------
    ValueError
        If no measure covers one of the years.

    Examples
    --------
    >>> at_years(pd.DataFrame({"RUS": [1.0, 2.0]}, index=[1992, 2019]), [2019]).reset_index()
      measure  2019  last  last_year
    0     RUS   2.0   2.0       2019
    """
    for year in years:
        require(wide, year)
    last_year = wide.apply(pd.Series.last_valid_index)
    last = [wide.at[year, name] for name, year in last_year.items()]
    return wide.loc[list(years)].T.assign(last=last, last_year=last_year).rename_axis("measure")


def poles(
    sources: Mapping[str, tuple[pd.DataFrame, str]],
    states: Sequence[str],
    pair: tuple[str, str],
    years: Sequence[int],
) -> pd.DataFrame:
    """Say how much of a group's power two states have together, and which state comes next.

    Parameters
    ----------
    sources
        Name of a measure -> the frame and the column that hold it.
    states
        The group: ISO 3166 alpha-3 codes.
    pair
        The two states of the group.
    years
        The years to read.

    Returns
    -------
    DataFrame
        One row a ``measure`` and ``year``, in the order given: the share of each state of the group (a column
        a code, 0 to 1), ``pair`` (the two together), ``next`` (the largest of the others), ``next_share`` and
        ``concentration`` (Ray and Singer's).

    Raises
    ------
    ValueError
        If a measure does not cover one of the years for the whole group.
    """
    shares = {name: concentration.shares_of_group(*source, states) for name, source in sources.items()}
    for wide in shares.values():
        for year in years:
            require(wide, year)
    parts = {name: _poles(wide.loc[list(years)], list(pair)) for name, wide in shares.items()}
    return pd.concat(parts, names=["measure"]).reset_index()


def _poles(wide: pd.DataFrame, pair: list[str]) -> pd.DataFrame:
    others = wide.drop(columns=pair)
    return wide.assign(
        pair=wide[pair].sum(axis=1),
        next=others.idxmax(axis=1),
        next_share=others.max(axis=1),
        concentration=concentration.ray_singer(wide).set_index("year")["concentration"],
    )


def require(wide: pd.DataFrame | pd.Series, year: int) -> None:
    """Raise ValueError if a year is not among the covered years, and say which are.

    Parameters
    ----------
    wide
        What is measured, by year in its index.
    year
        A calendar year.
    """
    if year not in wide.index:
        raise ValueError(
            f"year {year} is not covered; values run from {wide.index.min()} to {wide.index.max()}"
        )
