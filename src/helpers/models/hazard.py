"""The yearly chance of a rare event, from logistic regressions that stay finite where events are few.

Firth's penalty takes away the bias of few events and of separation [1]_. A ridge penalty lets every state
have an effect of its own, drawn towards none. What cannot be estimated is said, and has no number.

References
----------
.. [1] Firth, D. (1993). Bias reduction of maximum likelihood estimates. Biometrika 80(1), 27-38.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import statsmodels.api as sm
from firthmodels import FirthLogisticRegression
from scipy import sparse
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from ..tables import DataError

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Hazard:
    """A fitted yearly chance.

    ``center`` and ``scale`` are those of the columns; ``beta`` has the intercept first, in units of one
    standard deviation; ``covariance`` is empty for a ridge; ``effects`` are those of states, in logits.
    """

    columns: tuple[str, ...]
    center: np.ndarray
    scale: np.ndarray
    beta: np.ndarray
    covariance: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    effects: dict[str, float] = field(default_factory=dict)

    def design(self, rows: pd.DataFrame) -> np.ndarray:
        """Return the columns of `rows` as the model sees them, with a first column of ones."""
        return _with_ones(rows, self.columns, self.center, self.scale)

    def __call__(self, rows: pd.DataFrame) -> np.ndarray:
        """Return the chance of each row within its year."""
        own = sum(rows[side].map(self.effects).fillna(0.0) for side in STATES) if self.effects else 0.0
        return expit(self.design(rows) @ self.beta + np.asarray(own, dtype=float))

    def draws(self, rows: pd.DataFrame, rng: np.random.Generator, n: int) -> np.ndarray:
        """Return `n` chances of each row that the uncertainty of the coefficients allows, one row a draw."""
        drawn = rng.multivariate_normal(self.beta, self.covariance, size=n)
        return expit(drawn @ self.design(rows).T)


STATES = ("state_a", "state_b")


def firth(rows: pd.DataFrame, event: str, columns: Sequence[str] = ()) -> Hazard:
    """Fit by Firth's penalised likelihood; without columns, the plain rate.

    Parameters
    ----------
    rows
        One row a unit at risk and year.
    event
        Column of booleans: whether it came in the year.
    columns
        What the chance may depend on.

    Raises
    ------
    DataError
        If there is no row, no event, nothing but events, an empty cell, a column that never changes, or no
        convergence.
    """
    x, y, center, scale = _checked(rows, event, columns)
    if not columns:
        rate = (y.sum() + 0.5) / (len(y) + 1)
        variance = 1 / (len(y) * rate * (1 - rate))
        return Hazard((), center, scale, np.array([np.log(rate / (1 - rate))]), np.array([[variance]]))
    fit = FirthLogisticRegression(backend="numpy", max_iter=200).fit(x[:, 1:], y)
    if not fit.converged_:
        raise DataError(f"the chance of {event!r} was not found in 200 steps; next: take columns away")
    beta = np.r_[fit.intercept_, fit.coef_.ravel()]
    return Hazard(tuple(columns), center, scale, beta, _covariance(x, beta))


def ridge(rows: pd.DataFrame, event: str, columns: Sequence[str], penalty: float) -> Hazard:
    """Fit with an effect of every state, all coefficients drawn towards none.

    Parameters
    ----------
    rows
        As for :func:`firth`, with ``state_a`` and ``state_b``.
    event
        As for :func:`firth`.
    columns
        As for :func:`firth`.
    penalty
        Inverse weight of the penalty: the smaller, the nearer to none.

    Raises
    ------
    DataError
        As for :func:`firth`.
    """
    x, y, center, scale = _checked(rows, event, columns)
    named = sorted({*rows["state_a"], *rows["state_b"]})
    place = {state: number for number, state in enumerate(named)}
    member = sum(_one_hot(rows[side].map(place), len(named)) for side in STATES)
    both = sparse.hstack([sparse.csr_matrix(x[:, 1:]), member], format="csr")
    fit = LogisticRegression(C=penalty, solver="newton-cholesky", max_iter=200).fit(both, y)
    beta, effects = np.split(fit.coef_.ravel(), [len(columns)])
    return Hazard(
        tuple(columns), center, scale, np.r_[fit.intercept_, beta],
        effects=dict(zip(named, effects.tolist(), strict=True)),
    )  # fmt: skip


def best_penalty(
    rows: pd.DataFrame, event: str, columns: Sequence[str], penalties: Sequence[float], last: int
) -> float:
    """Return the penalty that foretells the last years best, fitted on the years before them.

    Where nothing came in the years before or in the last ones, the strongest penalty is taken.
    """
    split = rows["year"].max() - last
    before, after = rows[rows["year"].le(split)], rows[rows["year"].gt(split)]
    if not before[event].any() or not after[event].any():
        return min(penalties)
    losses = [log_score(ridge(before, event, columns, one)(after), after[event]) for one in penalties]
    return penalties[int(np.argmin(losses))]


def coefficients(rows: pd.DataFrame, event: str, columns: Sequence[str]) -> pd.DataFrame:
    """Return the coefficients by Firth's penalty, and beside them those of plain maximum likelihood.

    Parameters
    ----------
    rows
        As for :func:`firth`.
    event
        As for :func:`firth`.
    columns
        As for :func:`firth`.

    Returns
    -------
    DataFrame
        One row a term: ``term``, ``firth`` (logits for one standard deviation), ``se``, ``low``, ``high``
        (95% by Wald), ``second`` (statsmodels, without penalty; missing where the events are separated).
    """
    fit = firth(rows, event, columns)
    x, y, *_ = _checked(rows, event, columns)
    error = np.sqrt(np.diag(fit.covariance))
    table = {"term": [INTERCEPT, *columns], "firth": fit.beta, "se": error}
    table |= {"low": fit.beta - 1.96 * error, "high": fit.beta + 1.96 * error, "second": _plain(x, y)}
    return pd.DataFrame(table)


def log_score(chance: np.ndarray, came: pd.Series) -> float:
    """Return the mean logarithmic score, in nats: 0 is perfect, and more is worse."""
    sure = np.clip(chance, 1e-12, 1 - 1e-12)
    return float(-np.where(came, np.log(sure), np.log1p(-sure)).mean())


def brier(chance: np.ndarray, came: pd.Series) -> float:
    """Return the mean squared distance of chance and outcome: 0 is perfect, and more is worse."""
    return float(((chance - came.astype(float)) ** 2).mean())


def _checked(
    rows: pd.DataFrame, event: str, columns: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if rows.empty:
        raise DataError(f"no pair is at risk of {event!r}; next: widen the choice of rows")
    if (empty := rows[list(columns)].isna().any()).any():
        raise DataError(
            f"column {empty.idxmax()!r} has empty cells; next: leave out the rows without a value"
        )
    came = rows[event].to_numpy(dtype=bool)
    if not came.any() or came.all():
        told = "came to none" if not came.any() else "came to all"
        raise DataError(f"{event!r} {told} of {len(rows)} rows, so nothing can be said of what it hangs on")
    values = rows[list(columns)].to_numpy(dtype=float)
    center, scale = values.mean(axis=0), values.std(axis=0)
    if (flat := scale < 1e-12).any():
        raise DataError(f"column {columns[int(flat.argmax())]!r} never changes; next: leave it out")
    return _with_ones(rows, columns, center, scale), came, center, scale


def _with_ones(
    rows: pd.DataFrame, columns: Sequence[str], center: np.ndarray, scale: np.ndarray
) -> np.ndarray:
    values = rows[list(columns)].to_numpy(dtype=float)
    return np.column_stack([np.ones(len(rows)), (values - center) / scale])


def _covariance(x: np.ndarray, beta: np.ndarray) -> np.ndarray:
    chance = expit(x @ beta)
    return np.linalg.inv(x.T @ (x * (chance * (1 - chance))[:, None]))


def _one_hot(places: pd.Series, width: int) -> sparse.csr_matrix:
    n = len(places)
    return sparse.csr_matrix((np.ones(n), (np.arange(n), places.to_numpy())), shape=(n, width))


def _plain(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the coefficients of maximum likelihood, or none where it does not exist."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            fit = sm.GLM(y.astype(float), x, family=sm.families.Binomial()).fit(maxiter=100)
        except PerfectSeparationWarning:
            return np.full(x.shape[1], np.nan)
    # Where a column parts the events the search runs off: an error of that size says so.
    return np.where(fit.bse > 10, np.nan, fit.params)
