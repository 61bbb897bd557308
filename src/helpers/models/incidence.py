"""How often each of several ends has come by a time, where any one of them shuts the others out.

The share to which an end has come is that of Aalen and Johansen [1]_. The complement of a survival curve that
takes the other ends for mere losses from sight is too high, since what has ended in one way cannot end in
another. An interval is the exact one of a count as large as the estimate is worth [2]_: the plain count until
the first is lost from sight, which is what few events call for.

References
----------
.. [1] Aalen, O. O., & Johansen, S. (1978). An empirical transition matrix for non-homogeneous Markov chains
   based on censored observations. Scandinavian Journal of Statistics 5(3), 141-150.
.. [2] Dorey, F. J., & Korn, E. L. (1987). Effective sample sizes for confidence intervals for survival
   probabilities. Statistics in Medicine 6(6), 679-687.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from lifelines import AalenJohansenFitter
from scipy.stats import beta

from ..tables import DataError

NONE = "none"
LEVEL = 0.95
# No two days of a table lie nearer than this part of a year, and all ties together are shorter.
HAIR = 1e-9


def incidence(
    times: Sequence[float], ends: Sequence[str], causes: Sequence[str], at: Sequence[float]
) -> pd.DataFrame:
    """Estimate to what share each end has come by each time.

    Parameters
    ----------
    times
        Time at which each was last seen: that of its end, or of the last look.
    ends
        What came then: one of `causes`, or ``none``.
    causes
        The ends that shut each other out, in the order to give.
    at
        Times to give the share at.

    Returns
    -------
    DataFrame
        One row a cause and time: ``cause``, ``time``, ``at_risk`` (seen longer, with no end yet), ``events``
        (ends of this cause by then), ``share`` (0 to 1), ``low``, ``high`` (its interval). A time after the
        last look has no row. A cause that came to none has the share 0, and a bound.

    Raises
    ------
    DataError
        If there is nothing to follow, a time is negative or missing, or an end is none of `causes`.

    Examples
    --------
    >>> rows = incidence([1, 2, 3, 4], ["pact", "end", "none", "none"], ["pact", "end"], at=[2])
    >>> rows[["cause", "at_risk", "events", "share"]].values.tolist()
    [['pact', 2, 1, 0.25], ['end', 2, 1, 0.25]]
    """
    seen = pd.DataFrame({"time": np.asarray(times, dtype=float), "end": list(ends)})
    _checked(seen, causes)
    moments = [moment for moment in at if moment <= seen["time"].max()]
    apart = spread_ties(seen["time"], seen["end"].ne(NONE))
    found = [_of_cause(seen, apart, cause, moments) for cause in causes]
    return pd.concat(found, ignore_index=True)


def spread_ties(times: pd.Series, happened: pd.Series) -> pd.Series:
    """Set what falls on one time apart by less than any two times differ, ends before losses from sight.

    The library would move such times at random. The estimate does not depend on the order of the ends: each
    of several at one time has the same share of those at risk, whichever is taken first.

    Examples
    --------
    >>> apart = spread_ties(pd.Series([2.0, 2.0, 1.0]), pd.Series([False, True, True]))
    >>> apart.rank().tolist()
    [3.0, 2.0, 1.0]
    """
    order = pd.DataFrame({"time": times, "lost": ~happened}).sort_values(["time", "lost"], kind="stable")
    return (order["time"] + HAIR * np.arange(len(order))).sort_index()


def _checked(seen: pd.DataFrame, causes: Sequence[str]) -> None:
    if seen.empty or seen["time"].isna().any() or seen["time"].lt(0).any():
        raise DataError("times must be given and not negative; next: leave out rows that were not followed")
    if unknown := sorted({*seen["end"]} - {*causes, NONE}):
        raise DataError(f"no cause is called {unknown[0]!r}; next: use one of {', '.join(causes)} or {NONE}")


def _of_cause(seen: pd.DataFrame, apart: pd.Series, cause: str, at: Sequence[float]) -> pd.DataFrame:
    share, variance = _fitted(apart, seen["end"], cause)
    rows = []
    for moment in at:
        now = moment + HAIR * len(seen)
        events = int((seen["end"].eq(cause) & seen["time"].le(moment)).sum())
        lost = int((seen["end"].eq(NONE) & seen["time"].le(moment)).sum())
        value = float(share[share.index <= now].iloc[-1])
        worth = _worth(value, float(variance[variance.index <= now].iloc[-1]), len(seen), lost)
        rows.append((cause, moment, int(seen["time"].gt(moment).sum()), events, value, *_exact(value, worth)))
    return pd.DataFrame(rows, columns=["cause", "time", "at_risk", "events", "share", "low", "high"])


def _fitted(times: pd.Series, ends: pd.Series, cause: str) -> tuple[pd.Series, pd.Series]:
    """Return the share and its variance by time; both are 0 throughout where the cause came to none."""
    if not ends.eq(cause).any():
        zero = pd.Series([0.0], index=[0.0])
        return zero, zero
    codes = ends.map(lambda end: 0 if end == NONE else 1 if end == cause else 2)
    fitter = AalenJohansenFitter(calculate_variance=True).fit(times, codes, event_of_interest=1)
    return fitter.cumulative_density_.iloc[:, 0], fitter.variance_.fillna(0.0)


def _worth(share: float, variance: float, n: int, lost: int) -> float:
    """Return how many, all seen to the time, would tell as much."""
    if not lost or share in (0.0, 1.0) or variance <= 0:
        return n - lost
    return min(float(n), share * (1 - share) / variance)


def _exact(share: float, n: float) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson for a count that need not be whole; all if none tell."""
    if n <= 0:
        return 0.0, 1.0
    tail, events = (1 - LEVEL) / 2, share * n
    low = float(beta.ppf(tail, events, n - events + 1)) if events > 0 else 0.0
    high = float(beta.ppf(1 - tail, events + 1, n - events)) if events < n else 1.0
    return low, high
