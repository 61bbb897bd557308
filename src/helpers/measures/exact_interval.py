"""The interval of a share of few cases, which stays honest at one event or none.

The usual interval is made for many events: at one it is far too narrow at the top, and at none it does not
exist. That of Clopper and Pearson [1]_ is exact, and leans to the wide side. It is some lines of arithmetic,
which spare a chapter the libraries that have it; a test holds it against one of them.

References
----------
.. [1] Clopper, C. J., & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the
   case of the binomial. Biometrika 26(4), 404-413.
"""

from __future__ import annotations

from math import exp, lgamma, log, log1p

LEVEL = 0.95
TINY = 1e-300


def clopper_pearson(events: int, n: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact interval of a share.

    Parameters
    ----------
    events, n
        How many of how many.
    level
        Coverage that the interval has at least.

    Raises
    ------
    ValueError
        If `n` is zero, or `events` is not between 0 and `n`.

    Examples
    --------
    >>> low, high = clopper_pearson(2, 34)
    >>> round(low, 3), round(high, 3)
    (0.007, 0.197)
    """
    if not 0 <= events <= n or n == 0:
        raise ValueError(f"{events} of {n} is no share; next: give a count from 0 to n, n at least 1")
    tail = (1 - level) / 2
    low = beta_quantile(tail, events, n - events + 1) if events else 0.0
    high = beta_quantile(1 - tail, events + 1, n - events) if events < n else 1.0
    return low, high


def beta_quantile(p: float, a: float, b: float) -> float:
    """Return the value below which a beta variable with parameters `a` and `b` lies with probability `p`."""
    low, high = 0.0, 1.0
    # 60 halvings: to the last digit that a float of this size has.
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_cdf(middle, a, b) < p else (low, middle)
    return (low + high) / 2


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the probability that a beta variable lies below `x` (the regularised incomplete beta).

    Parameters
    ----------
    a
        First shape of the distribution.
    b
        Second shape of the distribution.
    """
    if not 0 < x < 1:
        return float(x >= 1)
    # The continued fraction converges fast only below the mean; above it, count from the other end.
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Evaluate the continued fraction of the incomplete beta function by Lentz's method."""
    value = c = 1.0
    d = 0.0
    for step in range(1, 400):
        m, odd = divmod(step, 2)
        if odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d or TINY)
        c = 1 + term / c or TINY
        value *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return value
