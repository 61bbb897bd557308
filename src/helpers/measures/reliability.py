"""How far readers agree who sort the same things into named categories, beyond what chance would give.

Shares of equal codes flatter: two readers who call nearly everything the same agree often by chance alone.
Cohen's kappa takes chance from what each of two readers called how often, Krippendorff's alpha from what all
of them did together; alpha also knows categories that have an order, and units that a reader left out.

References
----------
.. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
   Measurement 20(1), 37-46.
.. [2] Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed.). Sage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import krippendorff
import numpy as np
import pandas as pd

SEED = 2026
DRAWS = 500
SMALLEST = 8  # units; an interval from fewer would say more of the draws than of the readers


def kappa(codes: pd.DataFrame) -> float:
    """Return Cohen's kappa of two readers.

    Parameters
    ----------
    codes
        One row a unit that both coded, one column a reader.

    Returns
    -------
    float
        At most 1, 0 for what chance gives; missing without units, or where both used one category only.

    Examples
    --------
    >>> kappa(pd.DataFrame({"one": list("aabb"), "two": list("aaba")}))
    0.5
    """
    return _kappa(_square(codes))


def alpha(codes: pd.DataFrame, order: Sequence[str] = ()) -> float:
    """Return Krippendorff's alpha.

    Parameters
    ----------
    codes
        One row a unit, one column a reader; missing where a reader did not code it.
    order
        The categories from least to most: the farther apart two codes, the more they count. Empty for
        categories without an order. Codes outside it are left out.

    Returns
    -------
    float
        At most 1, 0 for what chance gives; missing where fewer than two categories were used.

    Examples
    --------
    >>> round(alpha(pd.DataFrame({"one": list("aabb"), "two": list("aaba")})), 3)
    0.533
    """
    return _alpha(_counted(codes, order), "ordinal" if order else "nominal")


def coefficients(codes: pd.DataFrame, order: Sequence[str] = (), *, draws: int = DRAWS) -> pd.Series:
    """Return all coefficients of two readers, with what chance in the choice of units does to them.

    Parameters
    ----------
    codes
        One row a unit that both coded, one column a reader.
    order
        Those of the categories that have an order, from least to most; empty if none has.
    draws
        How often the units are drawn anew for an interval.

    Returns
    -------
    Series
        ``n`` (units), ``agree`` (share with the same code), ``kappa`` and ``alpha``, each with ``_low`` and
        ``_high``, an interval of 95 in 100 draws, missing under :data:`SMALLEST` units; ``n_ordered``
        (units to which both gave a code that has an order) and ``alpha_ordered``.
    """
    both = codes.dropna()
    ordered = both[both.isin(list(order)).all(axis=1)]
    square, counted = _square(both), _counted(both, ())
    found = {"n": len(both), "agree": both.iloc[:, 0].eq(both.iloc[:, 1]).mean()}
    found |= _named("kappa", lambda rows: _kappa(square[rows]), len(both), draws)
    found |= _named("alpha", lambda rows: _alpha(counted[rows], "nominal"), len(both), draws)
    return pd.Series(found | {"n_ordered": len(ordered), "alpha_ordered": alpha(ordered, order)})


def interval(
    measure: Callable[[np.ndarray], float], units: int, *, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float]:
    """Draw units anew and return what holds 95 in 100 values of a measure of them.

    Parameters
    ----------
    measure
        What is measured, given the numbers of the rows drawn.
    units
        How many units there are.
    draws, seed
        How often they are drawn, and from which seed.

    Returns
    -------
    tuple
        The lower and the upper bound; missing under :data:`SMALLEST` units.

    Examples
    --------
    >>> interval(lambda rows: float(len(rows)), 10, draws=5)
    (10.0, 10.0)
    """
    if units < SMALLEST:
        return float("nan"), float("nan")
    chosen = np.random.default_rng(seed).integers(0, units, (draws, units))
    values = np.array([measure(rows) for rows in chosen])
    low, high = np.nanquantile(values, [0.025, 0.975]) if not np.isnan(values).all() else (np.nan, np.nan)
    return float(low), float(high)


def _named(name: str, measure: Callable[[np.ndarray], float], units: int, draws: int) -> dict[str, float]:
    low, high = interval(measure, units, draws=draws)
    return {name: measure(np.arange(units)), f"{name}_low": low, f"{name}_high": high}


def by_group(
    codes: pd.DataFrame, groups: pd.Series, order: Sequence[str] = (), *, draws: int = DRAWS
) -> pd.DataFrame:
    """Return the coefficients of each group of units.

    Parameters
    ----------
    codes
        One row a unit, one column a reader.
    groups
        To which group each unit belongs, by the same index.
    order
        Those of the categories that have an order, from least to most; empty if none has.
    draws
        How often the units are drawn anew for an interval.

    Returns
    -------
    DataFrame
        One row a group, by name: ``group`` and what :func:`coefficients` gives.
    """
    parts = codes.groupby(groups.reindex(codes.index), observed=True)
    rows = {str(name): coefficients(part, order, draws=draws) for name, part in parts}
    frame = pd.DataFrame(rows).T.rename_axis("group").reset_index()
    return frame.astype({"n": "int64", "n_ordered": "int64"})


def _values(codes: pd.DataFrame) -> list[str]:
    return sorted({value for column in codes for value in codes[column].dropna().unique()})


def _square(codes: pd.DataFrame) -> np.ndarray:
    """Return for each unit a square table that holds 1 where the codes of its two readers meet."""
    values = {value: place for place, value in enumerate(_values(codes))}
    table = np.zeros((len(codes), len(values), len(values)))
    one, two = (codes.iloc[:, place].map(values).to_numpy(dtype="int64") for place in (0, 1))
    table[np.arange(len(codes)), one, two] = 1
    return table


def _kappa(square: np.ndarray) -> float:
    if not len(square):
        return float("nan")
    shares = square.mean(axis=0)
    seen, chance = np.trace(shares), shares.sum(axis=0) @ shares.sum(axis=1)
    return float((seen - chance) / (1 - chance)) if chance < 1 else float("nan")


def _counted(codes: pd.DataFrame, order: Sequence[str]) -> np.ndarray:
    """Count, for each unit, how many readers gave each category."""
    values, cells = list(order) or _values(codes), codes.to_numpy()
    columns = [(cells == value).sum(axis=1) for value in values]
    return np.column_stack(columns) if columns else np.zeros((len(codes), 0))


def _alpha(counted: np.ndarray, level: Literal["nominal", "ordinal"]) -> float:
    if (counted.sum(axis=0) > 0).sum() < 2 or not (counted.sum(axis=1) > 1).any():
        return float("nan")
    return float(krippendorff.alpha(value_counts=counted, level_of_measurement=level))
