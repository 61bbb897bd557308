"""How many ties a state has, beside how many a state placed like it would have.

The rules stand in the table ``comparison_rules``. A logistic regression with a weak penalty says of each pair
of states and year how likely a tie is; what is expected of a state comes from a fit without any of its pairs.
What chance may do is read from the other states, each left out in its turn: no band here takes pairs as
independent of one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

PERIODS = (1946, 1956, 1968, 1979, 1990, 2000, 2010)
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "geography": ("log_distance", "land", "water"),
    "power": ("larger", "ratio", "majors"),
    "regime": ("democracy_low", "democracy_gap", "democracy_unknown"),
    "rivalry": ("rivals", "shared_rivals"),
    "age": ("age",),
    "region": ("same_region", "in_americas", "in_africa", "in_middle_east", "in_asia", "in_oceania"),
    "period": tuple(f"from_{year}" for year in PERIODS[1:]),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "all": tuple(BLOCKS),
    "without rivalry and regime": ("geography", "power", "age", "region", "period"),
    "geography alone": ("geography", "region", "period"),
}
CLUBS: Mapping[str, tuple[str, ...]] = {
    "none out": (),
    "Arab out": ("club_arab",),
    "Arab, American, NATO out": ("club_arab", "club_americas", "club_nato"),
    "all four out": ("club_arab", "club_americas", "club_nato", "club_soviet"),
}
UNIVERSES = ("relevant", "near", "neighbours")
STEPS, STILL = 25, 1e-6


class ComparisonError(ValueError):
    """The pairs at hand allow no comparison; the message says what cannot be said, why, and what next."""

    def __init__(self, what: str, why: str, then: str) -> None:
        super().__init__(f"{what}: {why}\n  next: {then}")


@dataclass(frozen=True)
class Choice:
    """Which pairs, which promise, which clubs are out, and which columns; the first of each is preferred."""

    promise: str = "small"
    clubs: str = "all four out"
    universe: str = "relevant"
    columns: str = "all"


def chosen(panel: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Keep the pairs of a choice, with the promise as ``tied`` and the columns of every block.

    Raises
    ------
    ComparisonError
        If no pair is left, or the promise is one that the panel does not know.
    """
    if choice.promise not in panel:
        raise ComparisonError(
            "no comparison", f"the panel has no promise {choice.promise!r}", "name a column of it"
        )
    universe = {
        "relevant": panel["relevant"],
        "near": panel["distance_km"].le(3000),
        "neighbours": panel["contiguity"].gt(0),
    }
    out = panel[list(CLUBS[choice.clubs])].any(axis=1)
    rows = panel[universe[choice.universe] & ~out]
    if rows.empty:
        raise ComparisonError(
            "no comparison",
            f"the universe {choice.universe!r} with {choice.clubs!r} has no pair",
            "choose a wider universe",
        )
    return _columns(rows.assign(tied=rows[choice.promise])).reset_index(drop=True)


def _columns(rows: pd.DataFrame) -> pd.DataFrame:
    """Add what enters the fit; a value that a source lacks becomes the median of its year, and is marked."""
    by_year = rows.groupby("year")
    filled = {
        name: rows[name].fillna(by_year[name].transform("median"))
        for name in ("distance_km", "democracy_low", "democracy_gap")
    }
    return rows.assign(
        **filled,
        democracy_unknown=rows["democracy_low"].isna(),
        log_distance=np.log1p(filled["distance_km"]),
        land=rows["contiguity"].eq(1),
        water=rows["contiguity"].gt(1),
        shared_rivals=np.log1p(rows["shared_rivals"]),
        **{
            f"from_{first}": rows["year"].between(first, last - 1)
            for first, last in zip(PERIODS[1:], [*PERIODS[2:], 9999], strict=True)
        },
    )


def design(rows: pd.DataFrame, blocks: Sequence[str]) -> pd.DataFrame:
    """Return the columns of the blocks, each with mean 0 and deviation 1.

    Raises
    ------
    ComparisonError
        If a column is the same in all rows, or holds something that is no number.
    """
    wide = rows[[name for block in blocks for name in BLOCKS[block]]].astype("float64")
    if (broken := wide.isna().any()).any():
        raise ComparisonError(
            "no comparison", f"column {broken.idxmax()!r} has empty cells", "fill them, or leave it out"
        )
    deviation = wide.std(ddof=0)
    if (constant := deviation.eq(0)).any():
        raise ComparisonError(
            "no coefficient",
            f"column {constant.idxmax()!r} is the same in all {len(wide)} rows",
            "take more pairs or years, or leave the column out",
        )
    return (wide - wide.mean()) / deviation


def usable(rows: pd.DataFrame, blocks: Sequence[str]) -> pd.DataFrame:
    """Like :func:`design`, without the columns that a universe makes constant (no neighbour is not one)."""
    wide = rows[[name for block in blocks for name in BLOCKS[block]]].astype("float64")
    varied = wide.loc[:, wide.std(ddof=0).gt(0)]
    return (varied - varied.mean()) / varied.std(ddof=0)


def fit(x: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """Return intercept and coefficients of the penalised regression (C = 1, the intercept free).

    Raises
    ------
    ComparisonError
        If all pairs are tied or none is, or some column alone separates the tied from the others.
    """
    if tied.all() or not tied.any():
        state = "all pairs are tied" if tied.any() else "no pair is tied"
        raise ComparisonError("no expectation", state, "take more pairs or years")
    if (column := separating(x, tied)) is not None:
        raise ComparisonError(
            "no coefficient",
            f"column {column} separates the tied pairs from the others, so that any value fits",
            "leave the column out, or use Firth's method",
        )
    model = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=200, tol=1e-8).fit(x, tied)
    return np.concatenate([model.intercept_, model.coef_[0]])


def separating(x: np.ndarray, tied: np.ndarray) -> int | None:
    """Return the first column in which all the tied lie on one side of all the others; None if none does."""
    yes, no = x[tied], x[~tied]
    apart = (yes.min(axis=0) > no.max(axis=0)) | (yes.max(axis=0) < no.min(axis=0))
    return int(np.argmax(apart)) if apart.any() else None


def chance(x: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    """Return the probability of a tie for each row, by one set of coefficients or one for each row."""
    slopes = coefficients[..., 1:]
    line = coefficients[..., 0] + np.einsum("ij,...j->i" if slopes.ndim == 1 else "ij,ij->i", x, slopes)
    return 1 / (1 + np.exp(-line))


def without_each(x: np.ndarray, tied: np.ndarray, sides: np.ndarray, *, large: float = 0.0) -> np.ndarray:
    """Return the coefficients of a fit without each state, in turn.

    Parameters
    ----------
    x, tied
        Columns and outcome, one row a pair and year.
    sides
        For each row the positions (0, 1, ...) of its two states.
    large
        States with at least this share of the rows are fitted anew to the end; the others by one step of
        Newton's method from the fit of all, which moves no expectation of theirs that one could see.

    Notes
    -----
    A test holds the coefficients against those of scikit-learn without the state.
    """
    ones, full = np.column_stack([np.ones(len(x)), x]), fit(x, tied)
    p = chance(x, full)
    weighted = ones * (p * (1 - p))[:, None]
    whole = ones.T @ weighted + np.diag([0.0, *np.ones(x.shape[1])])
    rows_of = _rows_of(sides)
    found = np.empty((len(rows_of), len(full)))
    for state, rows in enumerate(rows_of):
        gradient = ones[rows].T @ (tied[rows] - p[rows])
        found[state] = full - np.linalg.solve(whole - ones[rows].T @ weighted[rows], gradient)
        if len(rows) >= large * len(x):
            found[state] = _converged(ones, tied, rows, found[state])
    return found


def _converged(ones: np.ndarray, tied: np.ndarray, out: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Repeat Newton's steps without the rows of one state until none moves a coefficient."""
    kept, penalty, now = np.ones(len(ones)), np.diag([0.0, *np.ones(ones.shape[1] - 1)]), start
    kept[out] = 0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-ones @ now))
        slope = ones.T @ (kept * (tied - p)) - penalty @ now
        step = np.linalg.solve(ones.T @ (ones * (kept * p * (1 - p))[:, None]) + penalty, slope)
        now = now + step
        if np.abs(step).max() < STILL:
            return now
    raise ComparisonError("no expectation", "a fit without one state does not settle", "leave out a column")


def _rows_of(sides: np.ndarray) -> list[np.ndarray]:
    """Return the rows of each state."""
    order = np.argsort(sides.ravel(), kind="stable")
    ends = np.cumsum(np.bincount(sides.ravel()))[:-1]
    return [part // 2 for part in np.split(order, ends)]


def state_years(rows: pd.DataFrame, x: np.ndarray, coefficients: np.ndarray) -> pd.DataFrame:
    """Return one row a state and year: possible partners, expected and found.

    Parameters
    ----------
    rows
        Pairs with ``state_a``, ``state_b``, ``year`` and ``tied``.
    x
        Their columns.
    coefficients
        One row a state, in the order of :func:`positions`.
    """
    sides, _ = positions(rows)
    expected = np.concatenate([chance(x, coefficients[sides[:, side]]) for side in (0, 1)])
    long = pd.DataFrame({
        "state": np.concatenate([rows["state_a"], rows["state_b"]]),
        "year": np.tile(rows["year"], 2),
        "expected": expected,
        "found": np.tile(rows["tied"].astype("int64"), 2),
    })  # fmt: skip
    years = long.groupby(["state", "year"], as_index=False).agg(
        partners=("found", "size"), expected=("expected", "sum"), found=("found", "sum")
    )
    return years.assign(gap=(years["found"] - years["expected"]) / years["partners"])


def positions(rows: pd.DataFrame) -> tuple[np.ndarray, pd.Index]:
    """Return the positions of the two states of each row, and the states in order."""
    states = pd.Index(sorted(set(rows["state_a"]) | set(rows["state_b"])))
    return np.column_stack([states.get_indexer(rows[side]) for side in ("state_a", "state_b")]), states


def compare(panel: pd.DataFrame, choice: Choice, *, large: float = 0.0) -> pd.DataFrame:
    """Return the state-years of a choice, each state left out of the fit that says what is expected of it."""
    rows = chosen(panel, choice)
    x = usable(rows, COLUMNS[choice.columns]).to_numpy()
    sides, _ = positions(rows)
    return state_years(rows, x, without_each(x, rows["tied"].to_numpy(dtype=bool), sides, large=large))
