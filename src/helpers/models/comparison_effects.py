"""What an ordinary state may have where a given number is expected: each state with an effect of its own.

A state that seeks many ties, or few, does so towards all. The fit gives each state an effect, from a normal
distribution whose deviation is found with it; for the state that is left out the effect is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from . import comparison

# Fixed columns are stretched so that the one penalty there is weighs little on them.
STRETCH = 10.0
ROUNDS, SETTLED = 40, 0.005
DRAWS = 2000


@dataclass(frozen=True)
class Mixed:
    """Intercept and coefficients, the effect of each state, and the deviation of the effects, in logits."""

    coefficients: np.ndarray
    effects: np.ndarray
    deviation: float


def fit_mixed(x: np.ndarray, tied: np.ndarray, sides: np.ndarray, states: int) -> Mixed:
    """Fit coefficients and effects of states by penalised likelihood, the deviation by its fixed point.

    Notes
    -----
    With deviation d, effects are d times standard normal variables; the one penalty of the regression is
    theirs. The next d squared is the mean of the squared effects and of their variances (the Laplace
    approximation). A test holds it against the Bayesian mixed model of statsmodels.
    """
    member = sparse.csr_array(
        (np.ones(sides.size), (np.repeat(np.arange(len(sides)), 2), sides.ravel())), (len(sides), states)
    )
    deviation = 1.0
    for _ in range(ROUNDS):
        wide = np.column_stack([STRETCH * x, deviation * member.toarray()])
        model = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=100).fit(wide, tied)
        effects = deviation * model.coef_[0, x.shape[1] :]
        spread = _spread(wide, model, x, deviation)
        before, deviation = deviation, float(np.sqrt(np.mean(effects**2 + spread)))
        if abs(deviation - before) < SETTLED:
            slopes = STRETCH * model.coef_[0, : x.shape[1]]
            return Mixed(np.concatenate([model.intercept_, slopes]), effects, deviation)
    raise comparison.ComparisonError(
        "no band",
        f"the deviation of the states' effects does not settle in {ROUNDS} rounds",
        "take more years",
    )


def _spread(wide: np.ndarray, model: LogisticRegression, x: np.ndarray, deviation: float) -> np.ndarray:
    """Return the variance of each state's effect, given all others."""
    p = model.predict_proba(wide)[:, 1]
    whole = wide.T @ (wide * (p * (1 - p))[:, None]) + np.eye(wide.shape[1])
    return deviation**2 * np.diag(np.linalg.inv(whole))[x.shape[1] :]


def bands(
    rows: pd.DataFrame, x: np.ndarray, state: str, rng: np.random.Generator, *, every: int = 2
) -> pd.DataFrame:
    """Return one row a year: what is expected of a state, nine of ten draws, and how often as few were drawn.

    The state is left out of the fit, which uses every second year; its effect is drawn once for all years of
    a draw. The effects of its partners are those of their other pairs.

    Raises
    ------
    ComparisonError
        If the state has no pair.
    """
    sides, states = comparison.positions(rows)
    if state not in states:
        raise comparison.ComparisonError(f"no band for {state!r}", "it has no pair", "choose another state")
    own = (sides == states.get_loc(state)).any(axis=1)
    kept = ~own & rows["year"].mod(every).eq(0).to_numpy()
    tied = rows["tied"].to_numpy(dtype=bool)
    mixed = fit_mixed(x[kept], tied[kept], sides[kept], len(states))
    effects = np.where(np.arange(len(states)) == states.get_loc(state), 0.0, mixed.effects)
    line = mixed.coefficients[0] + x[own] @ mixed.coefficients[1:] + effects[sides[own]].sum(axis=1)
    drawn = rng.normal(0, mixed.deviation, DRAWS)
    ties = rng.random((DRAWS, own.sum())) < 1 / (1 + np.exp(-(line + drawn[:, None])))
    return _by_year(rows.loc[own, ["year", "tied"]], ties, mixed.deviation)


def _by_year(pairs: pd.DataFrame, ties: np.ndarray, deviation: float) -> pd.DataFrame:
    rows = []
    for year, positions in pairs.reset_index(drop=True).groupby("year").groups.items():
        numbers, found = ties[:, positions].sum(axis=1), int(pairs["tied"].to_numpy()[positions].sum())
        low, high = np.quantile(numbers, [0.05, 0.95], method="nearest")
        as_few = (numbers <= found).mean()
        rows.append((year, numbers.mean(), int(low), int(high), found, as_few, deviation))
    names = ["year", "drawn_mean", "low", "high", "found", "as_few", "deviation"]
    return pd.DataFrame(rows, columns=names)
