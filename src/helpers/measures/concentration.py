"""How a whole is divided: shares of a total or of a group, and how concentrated they are.

References
----------
.. [1] Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.
.. [2] Ray, J. L. and Singer, J. D. (1973). Measuring the concentration of power in the international system.
   Sociological Methods & Research 1(4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from ..tables import DataError


def shares_of_total(flows: pd.DataFrame, value: str, by: Sequence[str] = ("year",)) -> pd.DataFrame:
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

    Examples
    --------
    >>> flows = pd.DataFrame({"year": 2020, "partner": ["CHN", "TUR"], "value": [3, 1]})
    >>> shares_of_total(flows, "value")
       year partner  value  share
    0  2020     CHN      3   0.75
    1  2020     TUR      1   0.25
    """
    amounts = _amounts(flows, value)
    total = amounts.groupby([flows[key] for key in by]).transform("sum")
    return flows.assign(share=amounts / total.where(total.gt(0)))


def hirschman(flows: pd.DataFrame, value: str, by: Sequence[str] = ("year",)) -> pd.DataFrame:
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
        As :func:`shares_of_total`.

    Notes
    -----
    The index is Hirschman's [1]_, on a scale to 1 (not to 10,000), and not corrected for the number of
    partners.

    Examples
    --------
    >>> hirschman(pd.DataFrame({"year": [2020, 2020], "partner": ["CHN", "TUR"], "value": [3, 1]}), "value")
       year  total  partners    hhi  top_1  top_3  top_5
    0  2020      4         2  0.625   0.75    1.0    1.0
    """
    measured = shares_of_total(flows, value, by).dropna(subset=["share"])
    measured = measured[measured["share"].gt(0)].sort_values("share", ascending=False)
    groups = measured.groupby(list(by))["share"]
    return pd.DataFrame({
        "total": measured.groupby(list(by))[value].sum(),
        "partners": groups.size(),
        "hhi": groups.agg(lambda share: float((share**2).sum())),
        **{f"top_{n}": groups.agg(lambda share, n=n: float(share.head(n).sum())) for n in (1, 3, 5)},
    }).reset_index()  # fmt: skip


def hirschman_without(
    flows: pd.DataFrame, value: str, without: Mapping[str, Collection[str]], by: Sequence[str] = ("year",)
) -> pd.DataFrame:
    """Measure concentration again with some partners left out: how far does it rest on them?

    Parameters
    ----------
    flows
        One row a ``partner`` and whatever `by` names, with the column `value`.
    without
        Name of a variant -> the partners that it leaves out; none for the whole.
    by
        Columns that name the group to be measured.

    Returns
    -------
    DataFrame
        One row a variant and group: ``variant`` (its name), and the columns of :func:`hirschman`.

    Raises
    ------
    DataError
        If a partner to be left out is not in `flows`, which is more often a wrong code than a fact.

    Examples
    --------
    >>> flows = pd.DataFrame({"year": 2014, "partner": ["CHN", "IND", "TUR"], "value": [8, 1, 1]})
    >>> hirschman_without(flows, "value", {"all": [], "no China": ["CHN"]})[["variant", "hhi"]]
        variant   hhi
    0       all  0.66
    1  no China  0.50
    """
    known = set(flows["partner"])
    if unknown := [one for left_out in without.values() for one in left_out if one not in known]:
        raise DataError(f"flows: no partner {unknown[0]!r} to leave out; next: use codes of the table")
    parts = []
    for name, left_out in without.items():
        measured = hirschman(flows[~flows["partner"].isin(left_out)], value, by)
        measured.insert(0, "variant", name)
        parts.append(measured)
    return pd.concat(parts, ignore_index=True)


def shares_of_group(frame: pd.DataFrame, value: str, states: Sequence[str]) -> pd.DataFrame:
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

    Examples
    --------
    >>> power = pd.DataFrame({"year": 2020, "state": ["IRN", "RUS"], "value": [1, 3]})
    >>> shares_of_group(power, "value", ["IRN", "RUS"]).to_dict()
    {'IRN': {2020: 0.25}, 'RUS': {2020: 0.75}}
    """
    wide = state_columns(frame, value, states).dropna()
    return wide.div(wide.sum(axis=1), axis=0)


def mean_of_shares(frame: pd.DataFrame, values: Sequence[str], states: Sequence[str]) -> pd.DataFrame:
    """Divide a composite of several measures among a group of states, each measure with the same weight.

    Parameters
    ----------
    frame
        One row a state and year.
    values
        Columns with the measures; their units may differ.
    states
        The group: ISO 3166 alpha-3 codes.

    Returns
    -------
    DataFrame
        One row a year that every measure covers, one column a state: the mean of its shares of the group,
        0 to 1.

    Raises
    ------
    ValueError
        As :func:`shares_of_group`.
    """
    shares = [shares_of_group(frame, value, states) for value in values]
    return (sum(shares) / len(shares)).dropna()


def ray_singer(wide: pd.DataFrame) -> pd.DataFrame:
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
    of (H - 1/N) / (1 - 1/N) [2]_. It changes with N, so that only groups of one size may be compared.


    Examples
    --------
    >>> ray_singer(pd.DataFrame({"IRN": [0.25], "RUS": [0.75]}, index=[2020])).round(2).to_dict()
    {'index': {0: 2020}, 'concentration': {0: 0.5}}
    """
    total = wide.sum(axis=1)
    if (wrong := total[~np.isclose(total, 1)]).size:
        raise ValueError(
            f"shares of {wrong.index[0]} add up to {wrong.iloc[0]:.3f}: divide them first (shares_of_group)"
        )
    states = wide.shape[1]
    herfindahl = wide.pow(2).sum(axis=1)
    spread = ((herfindahl - 1 / states) / (1 - 1 / states)).clip(lower=0).pow(0.5)
    return spread.rename("concentration").reset_index()


def state_columns(frame: pd.DataFrame, value: str, states: Sequence[str]) -> pd.DataFrame:
    """Return one row a year and one column a state, in the order of the group.

    Parameters
    ----------
    frame
        One row a state and year.
    value
        Column to show.
    states
        The group, as ISO 3166 alpha-3 codes.
    """
    part = frame[frame["state"].isin(states) & frame[value].notna()]
    if missing := [state for state in states if state not in set(part["state"])]:
        raise ValueError(f"{value!r} has no value of {', '.join(missing)}: take a smaller group")
    wide = part.pivot(index="year", columns="state", values=value).astype(float)
    wide.index = wide.index.astype(int)
    return wide[list(states)].rename_axis(columns=None)


def _amounts(flows: pd.DataFrame, value: str) -> pd.Series:
    amounts = flows[value].astype("float64")
    if amounts.lt(0).any():
        row = flows.loc[amounts.lt(0).idxmax()]
        raise DataError(
            f"flows: {value} is negative ({row[value]}); next: use amounts or counts, which begin at 0"
        )
    return amounts.where(np.isfinite(amounts))
