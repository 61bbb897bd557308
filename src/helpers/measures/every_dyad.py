"""How alike any two states vote: agreement, kappa and pi for every dyad of every year at once.

:mod:`helpers.agreement` measures one state beside chosen partners, from the nine counts of their 3 x 3 table.
To say whether two states vote *unusually* alike, all other dyads must be measured too, and nearly a million
3 x 3 tables are too many to count one by one. But the three measures need only sums of those nine counts,
and each such sum is a product of two matrices. With one matrix a vote (a roll call in a row, a state in a
column, 1 where the state cast that vote), ``Y``, ``A``, ``N``, and their sum ``P`` (who voted at all),

- roll calls in which both voted: ``P'P``;
- in which both cast the same vote: ``Y'Y + A'A + N'N``;
- in which the first voted yes while the second voted at all: ``Y'P``, and so for the others.

All are whole numbers, far below the largest that single precision holds exactly; so the measures here are
not close to those of :mod:`helpers.agreement` but equal to them.

References
----------
.. [1] Häge, F. M. (2011). Choice or circumstance? Adjusting measures of foreign policy similarity for chance
   agreement. Political Analysis 19(3), 287-305.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..tables import DataError
from .agreement import COUNTS, VOTES

CODES = {1: "yes", 2: "abstain", 3: "no"}
MEASURES = ("agreement", "kappa", "scott_pi")
# Single precision holds whole numbers up to 2 ** 24; the largest here is four times the roll calls squared.
MOST_ROLL_CALLS = 2048


def similarity(ballots: pd.DataFrame, years: pd.Series) -> pd.DataFrame:
    """Measure every dyad of every year.

    Parameters
    ----------
    ballots
        One row a roll call, one column a state; 1 is yes, 2 abstain, 3 no, anything else (absent, no
        member, missing) no vote.
    years
        Year of each row of `ballots`.

    Returns
    -------
    DataFrame
        One row a year and dyad with at least one roll call in which both voted: ``year``; ``state_a``,
        ``state_b`` (in the order of the columns, as categories); ``n`` (those roll calls); ``agreement`` (0
        to 1); ``kappa`` and ``scott_pi`` (-1 to 1; missing where both states cast one and the same vote
        throughout). By year, second state and first, in the order of the columns.

    Raises
    ------
    DataError
        If a year has more roll calls than single precision can count exactly.

    Notes
    -----
    Equal, not just close, to :func:`helpers.agreement.agreement`, :func:`~helpers.agreement.kappa`,
    :func:`~helpers.agreement.scott_pi`: what they say of abstention, absence and undefined cases holds here.
    """
    plan = list(_years(ballots, years))
    # Pairs in the order (0, 1), (0, 2), (1, 2), (0, 3) ...: those of fewer states come first; one list does.
    second, first = np.tril_indices(max((len(present) for _, _, present in plan), default=0), -1)
    columns = _room(sum(_pairs(present) for _, _, present in plan))
    rows = 0
    for year, votes, present in plan:
        a, b = first[: _pairs(present)], second[: _pairs(present)]
        front = {name: column[rows : rows + len(a)] for name, column in columns.items()}
        rows += _fill(front, {"year": year, "state_a": present[a], "state_b": present[b]}, votes, a, b)
    columns = {name: column[:rows] for name, column in columns.items()}
    for name in ("state_a", "state_b"):
        columns[name] = pd.Categorical.from_codes(
            columns[name], categories=pd.Index(ballots.columns, dtype="str")
        )
    return pd.DataFrame(columns, copy=False)


def count_votes_with_each(ballots: pd.DataFrame, years: pd.Series, state: str) -> pd.DataFrame:
    """Count, for one state beside every other, roll calls by what each of the two voted.

    Parameters
    ----------
    ballots, years
        As for :func:`similarity`.
    state
        Name of the column of the state.

    Returns
    -------
    DataFrame
        One row a year and partner with at least one roll call in which both voted: ``year``, ``partner``,
        and the nine counts of :func:`helpers.agreement.count_votes`, the state's vote first.

    Raises
    ------
    DataError
        If `state` is not a column.
    """
    if state not in ballots.columns:
        raise DataError(f"ballots: no column {state!r}; next: use an ISO alpha-3 code of the table")
    own = ballots.columns.get_loc(state)
    parts = [
        _beside(year, votes, present, own, ballots.columns) for year, votes, present in _years(ballots, years)
    ]
    nothing = pd.DataFrame(columns=["year", "partner", *COUNTS])
    return pd.concat([part for part in parts if len(part)] or [nothing], ignore_index=True)


def rank_of_dyad(similarity: pd.DataFrame, a: str, b: str, *, minimum: int = 1) -> pd.DataFrame:
    """Rank one dyad among all dyads of its year.

    Parameters
    ----------
    similarity
        What :func:`similarity` returns.
    a, b
        The two states, in either order.
    minimum
        Dyads that share fewer roll calls than this are left out of the ranking.

    Returns
    -------
    DataFrame
        One row a year in which the dyad shares at least `minimum` roll calls: ``year``, ``n``, ``dyads``
        (how many share as many), and for each measure its value (``agreement``, ``kappa``, ``scott_pi``),
        its rank (``agreement_rank``, ...; 1 = the most alike, ties share the better rank) and its
        percentile (``agreement_percentile``, ...: share of all dyads that are more alike, 0 to 100, as in
        :func:`helpers.ideal_points.closeness`). ``defined`` says how many dyads have a kappa and a pi; rank
        and percentile by those two are among them, and missing where the dyad's own is.

    Raises
    ------
    DataError
        If no row holds the two states: a wrong code, or a `minimum` that they never reach.
    """
    enough = similarity[similarity["n"].ge(minimum)]
    pair = enough["state_a"].isin([a, b]) & enough["state_b"].isin([a, b])
    if not pair.any():
        raise DataError(
            f"similarity: no row for {a} and {b} with {minimum} roll calls; next: check codes and minimum"
        )
    own = enough[pair].set_index("year")
    years = enough[enough["year"].isin(own.index)].groupby("year")
    columns = {"n": own["n"], "dyads": years.size(), "defined": years["kappa"].count()}
    for measure in MEASURES:
        more = (
            enough[measure]
            .gt(enough["year"].map(own[measure]))
            .groupby(enough["year"])
            .sum()
            .reindex(own.index)
        )
        known = own[measure].notna()
        columns[measure] = own[measure]
        columns[f"{measure}_rank"] = (more + 1).where(known).astype("Int64")
        columns[f"{measure}_percentile"] = (100 * more / years[measure].count()).where(known)
    return pd.DataFrame(columns).rename_axis("year").reset_index()


def one_hot(votes: np.ndarray) -> np.ndarray:
    """Return 1 where a vote was cast, else 0: an array (roll call, vote, state) in single precision.

    Parameters
    ----------
    votes
        Codes of votes, one row a roll call, one column a state; see `CODES`.
    """
    codes = np.array(list(CODES), dtype=np.int8)
    return (votes[:, None, :] == codes[:, None]).astype(np.float32)


def products(hot: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for every pair of states, the roll calls with one vote, and those with each vote of the first.

    Parameters
    ----------
    hot
        As :func:`one_hot` returns it: (roll calls, 3, states).

    Returns
    -------
    same
        (states, states): roll calls in which both cast the same vote.
    margins
        (3, states, states): for each vote, roll calls in which the first state cast it and the second
        voted.
    """
    roll_calls, votes, states = hot.shape
    flat = hot.reshape(roll_calls * votes, states)
    margins = hot.reshape(roll_calls, votes * states).T @ hot.sum(axis=1)
    return flat.T @ flat, margins.reshape(votes, states, states)


def _years(ballots: pd.DataFrame, years: pd.Series) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Yield each year with the votes of the states that voted at all, and the places of their columns."""
    votes, when = np.ascontiguousarray(ballots.to_numpy()), np.asarray(years)
    cast = (votes >= min(CODES)) & (votes <= max(CODES))
    for year in np.unique(when):
        rows = np.flatnonzero(when == year)
        if len(rows) > MOST_ROLL_CALLS:
            raise DataError(
                f"ballots: {len(rows)} roll calls in {year} (at most {MOST_ROLL_CALLS}); next: split the year"
            )
        present = np.flatnonzero(cast[rows].any(axis=0)).astype(np.int16)
        yield int(year), votes[rows][:, present], present


def _pairs(present: np.ndarray) -> int:
    return len(present) * (len(present) - 1) // 2


def _fill(into: dict[str, np.ndarray], known: dict, votes: np.ndarray, a: np.ndarray, b: np.ndarray) -> int:
    """Write one year's pairs `a`, `b` into the columns, and return how many have voted together."""
    states = votes.shape[1]
    same, margins = products(one_hot(votes))
    squares = margins.reshape(len(CODES), -1)
    there, back = a * states + b, b * states + a
    first, second = squares.take(there, axis=1), squares.take(back, axis=1)
    n = first[0] + first[1] + first[2]
    for name, column in {**known, "n": n}.items():
        into[name][:] = column
    _measure(same.take(there), first, second, n, into)
    met = np.flatnonzero(n)
    if len(met) < len(n):
        for column in into.values():
            column[: len(met)] = column[met]
    return len(met)


def _measure(
    same: np.ndarray, first: np.ndarray, second: np.ndarray, n: np.ndarray, into: dict[str, np.ndarray]
) -> None:
    # Whole numbers throughout, multiplied by n squared as in helpers.agreement. Where a measure is undefined,
    # both its parts are an exact zero, and zero by zero is missing.
    (yes, abstain, no), (other_yes, other_abstain, other_no) = first, second
    own = yes * other_yes + abstain * other_abstain + no * other_no
    shared = (yes + other_yes) ** 2 + (abstain + other_abstain) ** 2 + (no + other_no) ** 2
    alike, every = n * same, n * n
    fractions = (same, n), (alike - own, every - own), (4 * alike - shared, 4 * every - shared)
    with np.errstate(invalid="ignore"):
        for name, (part, whole) in zip(MEASURES, fractions, strict=True):
            np.divide(part, whole, out=into[name], dtype=np.float64)


def _beside(year: int, votes: np.ndarray, present: np.ndarray, own: int, names: pd.Index) -> pd.DataFrame:
    """Return the nine counts of one state beside every other in one year."""
    hot, place, others = one_hot(votes), np.flatnonzero(present == own), np.flatnonzero(present != own)
    if not len(place):
        return pd.DataFrame()
    # own vote x (partner's vote, partner), turned to (partner, own vote x partner's vote)
    cells = hot[:, :, place[0]].T @ hot[:, :, others].reshape(len(hot), -1)
    cells = cells.reshape(len(VOTES), len(VOTES), -1).transpose(2, 0, 1).reshape(-1, len(COUNTS))
    rows = pd.DataFrame(cells.astype("int64"), columns=list(COUNTS))
    rows.insert(0, "year", year)
    rows.insert(1, "partner", names[present[others]].astype("str"))
    return rows[cells.sum(axis=1) > 0]


def _room(rows: int) -> dict[str, np.ndarray]:
    """Return empty columns: the whole table is made once, not joined from years."""
    kinds = {
        "year": np.int16,
        "state_a": np.int16,
        "state_b": np.int16,
        "n": np.int16,
        **dict.fromkeys(MEASURES, np.float64),
    }
    return {name: np.empty(rows, kind) for name, kind in kinds.items()}
