"""How alike Iran and Russia vote under every reasonable choice, and whether the campaign in Syria shows.

A specification is one way to answer: how an abstention is scored, what is taken out for chance, which roll
calls count as contested, which texts are counted, which periods are compared. All are crossed. Each gets the
change between its periods with two bootstrap intervals (over roll calls, over years), and the place that the
same change has among those of years put in random order.

References
----------
.. [1] Simonsohn, U., Simmons, J. P., & Nelson, L. D. (2020). Specification curve analysis. Nature Human
   Behaviour 4, 1208-1214.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..derive import raw, returning, unga
from . import runs
from .jobs import Job

SEED, DRAWS = 2021, 200
SCORES = ("own position", "half credit", "left out")
CORRECTIONS = ("none", "kappa", "pi")
CUTS = unga.CUTS
BASES = ("all that voted", "yes and no")
TEXTS = ("all", "whole", "returning")
BEFORE = {"2005–2010": (2005, 2010), "2000–2010": (2000, 2010)}
CAMPAIGN = {"2015–2017": (2015, 2017), "2015–2019": (2015, 2019), "2015–2021": (2015, 2021)}
UKRAINE = {"2022–2023": (2022, 2023)}
PERIODS = BEFORE | CAMPAIGN | UKRAINE
LAST_YEAR = {"all": unga.LAST_YEAR, "whole": unga.LAST_YEAR_OF_MARKS, "returning": returning.LAST}
FIRST_YEAR = 2000
ISSUES = ("all", "nuclear", "human_rights")
MODELS = {"final passage": "final_passage", "all votes": "all_votes"}
PAIR, PARTNERS = ("IRN", "RUS"), ("CHN", "IND", "SYR")
FEWEST = 10  # common roll calls in a period: below this two states have no value

_STEPS = np.abs(np.subtract.outer(np.arange(3), np.arange(3)))
_WEIGHTS = {
    "own position": (_STEPS == 0).astype(float), "half credit": 1 - _STEPS / 2,
    "left out": (_STEPS == 0).astype(float),
}  # fmt: skip


class Choice(NamedTuple):
    """What is counted, and between which periods."""

    issue: str
    cut: float
    base: str
    texts: str
    before: str
    after: str


def alike(cells: np.ndarray, score: str, correction: str) -> np.ndarray:
    """Return how alike two states vote.

    Parameters
    ----------
    cells
        Counts of roll calls, shape (..., 3, 3): what one voted (yes, abstain, no) by what the other voted.
    score
        One of :data:`SCORES`: an abstention is a position of its own, half way between yes and no, or leaves
        the count.
    correction
        One of :data:`CORRECTIONS`: none; chance from both states' own shares (Cohen's kappa, weighted by the
        score); chance from one baseline of both (Scott's pi).

    Returns
    -------
    ndarray
        1 is complete agreement; missing where nothing is counted, or chance alone explains everything.

    Examples
    --------
    >>> cells = np.array([[4, 0, 0], [0, 0, 0], [2, 0, 2]])
    >>> float(alike(cells, "own position", "none")), float(alike(cells, "own position", "kappa"))
    (0.75, 0.5)
    """
    counts = np.asarray(cells, dtype=float)
    if score == "left out":
        counts = counts * np.outer([1, 0, 1], [1, 0, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = counts / counts.sum(axis=(-2, -1), keepdims=True)
        weights = _WEIGHTS[score]
        seen = (weights * shares).sum(axis=(-2, -1))
        if correction == "none":
            return seen
        first, second = shares.sum(axis=-1), shares.sum(axis=-2)
        if correction == "pi":
            first = second = (first + second) / 2
        chance = ((first @ weights) * second).sum(axis=-1)
        return np.where(chance > 1 - 1e-9, np.nan, (seen - chance) / (1 - chance))


@dataclass(frozen=True, eq=False)
class RollCalls:
    """All roll calls since 2000: who voted what, and what tells a specification which to count."""

    votes: np.ndarray  # roll calls by states: 0 yes, 1 abstain, 2 no, -1 none of them
    states: tuple[str, ...]
    about: pd.DataFrame  # one row a roll call: year, the two shares of yes, texts, issues

    def chosen(self, choice: Choice) -> np.ndarray:
        """Say of each roll call whether a specification counts it."""
        below = self.about[choice.base].lt(choice.cut) | (choice.cut == 1)
        return (below & self.about[choice.texts] & self.about[f"is {choice.issue}"]).to_numpy()

    def pairs(self, counted: np.ndarray, period: str) -> np.ndarray:
        """Count the nine cells of every pair of states in a period, shape (states, states, 3, 3)."""
        inside = counted & self.about["year"].between(*PERIODS[period]).to_numpy()
        marks = [(self.votes[inside] == vote).astype("float32") for vote in range(3)]
        cells = [[first.T @ second for second in marks] for first in marks]
        return np.moveaxis(np.array(cells), (0, 1), (2, 3))

    def yearly(self, counted: np.ndarray) -> pd.DataFrame:
        """Count the nine cells of Iran and Russia by year, all years as rows."""
        own, other = (self.votes[:, self.states.index(state)] for state in PAIR)
        both = counted & (own >= 0) & (other >= 0)
        years = self.about["year"].to_numpy()
        found = np.zeros((LAST_YEAR["all"] - FIRST_YEAR + 1, 9))
        np.add.at(found, (years[both] - FIRST_YEAR, (own * 3 + other)[both]), 1)
        return pd.DataFrame(found, index=range(FIRST_YEAR, LAST_YEAR["all"] + 1))


def roll_calls() -> RollCalls:
    """Read the roll calls from the raw files."""
    wide = pd.read_csv(raw.read("unga-votes/ungaVoting_003.csv")).drop_duplicates(["rcid", "date"])
    about = unga.matrix()[["rcid", "date", "year", "yes_share", "whole", "nuclear", "human_rights"]]
    kept = about["year"].between(FIRST_YEAR, LAST_YEAR["all"]).to_numpy()
    ballots = wide.drop(columns=["rcid", "date", *unga.FLAGS.values()])[kept]
    codes = ballots.apply(lambda column: column.map({1: 0, 2: 1, 3: 2})).fillna(-1).astype("int8")
    yes, no = codes.eq(0).sum(axis=1), codes.eq(2).sum(axis=1)
    about = about[kept].set_axis(codes.index)
    back = pd.MultiIndex.from_frame(returned()).unique()
    return RollCalls(
        codes.to_numpy(),
        tuple(codes.columns),
        pd.DataFrame({
            "year": about["year"],
            "all that voted": about["yes_share"], "yes and no": yes / (yes + no),
            "all": True, "whole": about["whole"] & about["year"].le(LAST_YEAR["whole"]),
            "returning": pd.MultiIndex.from_frame(about[["rcid", "date"]]).isin(back),
            "is all": True, "is nuclear": about["nuclear"], "is human_rights": about["human_rights"],
        }),
    )  # fmt: skip


def returned() -> pd.DataFrame:
    """Return number and date of each roll call on a text that returns, from 2000 on."""
    return returning.returning()[["rcid", "date"]]


def grid() -> list[Choice]:
    """Return every choice of roll calls and periods that the file can bear, in a fixed order."""
    crossed = product(ISSUES, CUTS, BASES, TEXTS, BEFORE, CAMPAIGN | UKRAINE)
    return [choice for choice in map(Choice._make, crossed) if _can_be_counted(choice)]


def _can_be_counted(choice: Choice) -> bool:
    if choice.cut == 1 and choice.base != BASES[0]:  # every roll call, whatever the share is taken of
        return False
    in_file = PERIODS[choice.after][1] <= LAST_YEAR[choice.texts]
    return in_file and (choice.issue == "all" or (choice.base == BASES[0] and choice.after in CAMPAIGN))


def agendas() -> list[tuple[Choice, ...]]:
    """Return the grid in pieces that count the same roll calls, and differ in periods only."""
    return [tuple(piece) for _, piece in groupby(grid(), key=lambda choice: choice[:4])]


def specified(
    agenda: Sequence[Choice], rng: np.random.Generator, calls: RollCalls, orders: np.ndarray
) -> tuple[pd.DataFrame, np.ndarray]:
    """Answer under some choices that count the same roll calls, each with all nine ways to score.

    Parameters
    ----------
    agenda
        One of :func:`agendas`.
    rng
        Of the bootstrap.
    calls
        Of :func:`roll_calls`.
    orders
        Of :func:`random_orders`, the same for every specification; as many bootstrap samples are drawn.

    Returns
    -------
    tuple
        One row a specification, and for each its change under each random order of the years.
    """
    counted = calls.chosen(agenda[0])
    yearly, rows, drawn = calls.yearly(counted), [], []
    periods = {period for choice in agenda for period in (choice.before, choice.after)}
    pairs = {period: calls.pairs(counted, period) for period in periods}
    for score, correction in product(SCORES, CORRECTIONS):
        measure = _measure(score, correction)
        among = {period: _compared(cells, calls.states, measure) for period, cells in pairs.items()}
        for choice in agenda:
            row = _changed(yearly, choice, measure, rng, len(orders))
            shuffled = _shuffled(yearly, choice, measure, orders)
            row |= _sides(choice, among)
            rows.append(choice._asdict() | {"score": score, "correction": correction} | row
                        | {"p": _p(row["change"], shuffled)})  # fmt: skip
            drawn.append(shuffled if row["change"] == row["change"] else np.full(len(orders), np.nan))
    return pd.DataFrame(rows), np.array(drawn)


def _sides(choice: Choice, among: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Put what was found in both periods of a choice under names of their own."""
    return {
        f"{name}_{when}": value
        for when, period in (("before", choice.before), ("after", choice.after))
        for name, value in among[period].items()
    }


def _measure(score: str, correction: str) -> Callable[[np.ndarray], np.ndarray]:
    return lambda cells: alike(
        cells if cells.shape[-2:] == (3, 3) else cells.reshape(*cells.shape[:-1], 3, 3), score, correction
    )


def _years(yearly: pd.DataFrame, choice: Choice) -> tuple[np.ndarray, np.ndarray]:
    spans = (PERIODS[choice.before], PERIODS[choice.after])
    before, after = (yearly.loc[first:last].to_numpy() for first, last in spans)
    return before, after


def _changed(
    yearly: pd.DataFrame, choice: Choice, measure: Callable, rng: np.random.Generator, draws: int
) -> dict[str, float]:
    """Return counts, values and change, with the interval over roll calls and that over years."""
    sides = _years(yearly, choice)
    few = min(side.sum() for side in sides) < FEWEST
    old, new = (np.nan if few else float(measure(side.sum(axis=0))) for side in sides)
    drawn = [
        _span([measure(draw(side, draws, rng)) for side in sides]) for draw in (_resampled, _years_resampled)
    ]
    by_call, by_year = [(np.nan, np.nan)] * 2 if np.isnan(new - old) else drawn
    return {
        "n_before": int(sides[0].sum()), "n_after": int(sides[1].sum()),
        "value_before": old, "value_after": new, "change": new - old,
        "opposed_before": _opposed(sides[0]), "opposed_after": _opposed(sides[1]),
        "low": by_call[0], "high": by_call[1], "low_years": by_year[0], "high_years": by_year[1],
    }  # fmt: skip


def _opposed(side: np.ndarray) -> float:
    """Return the share of roll calls on which one said yes and the other no."""
    counts = side.sum(axis=0)
    return float((counts[2] + counts[6]) / counts.sum()) if counts.sum() else float("nan")


def _resampled(side: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draw roll calls anew: the nine counts are multinomial."""
    counts = side.sum(axis=0)
    size = int(counts.sum())
    return rng.multinomial(size, counts / max(size, 1), draws).astype(float)


def _years_resampled(side: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draw whole years anew, as often as there are years."""
    years = len(side)
    return rng.multinomial(years, np.full(years, 1 / years), draws) @ side


def _span(sides: Sequence[np.ndarray]) -> tuple[float, float]:
    moves = sides[1] - sides[0]
    if np.isnan(moves).all():
        return (np.nan, np.nan)
    low, high = np.nanquantile(moves, (0.025, 0.975))
    return (float(low), float(high))


def random_orders(draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """Return one random rank a draw and year since 2000, the same for every specification."""
    return np.random.default_rng(seed).random((draws, LAST_YEAR["all"] - FIRST_YEAR + 1))


def _shuffled(yearly: pd.DataFrame, choice: Choice, measure: Callable, orders: np.ndarray) -> np.ndarray:
    """Return the change when the years of both periods are dealt out at random, as many to each."""
    early, late = (range(PERIODS[one][0], PERIODS[one][1] + 1) for one in (choice.before, choice.after))
    years = [*early, *late]
    ranks = orders[:, np.array(years) - FIRST_YEAR].argsort(axis=1).argsort(axis=1)
    dealt, cells = ranks < len(early), yearly.loc[years].to_numpy()
    return measure((~dealt).astype(float) @ cells) - measure(dealt.astype(float) @ cells)


def _p(change: float, shuffled: np.ndarray) -> float:
    """Return the share of random orders with a change at least as large, the true order among them."""
    known = shuffled[~np.isnan(shuffled)]
    if np.isnan(change) or not len(known):
        return float("nan")
    return float((1 + (np.abs(known) >= abs(change) - 1e-12).sum()) / (1 + len(known)))


def _compared(cells: np.ndarray, states: tuple[str, ...], measure: Callable) -> dict[str, float]:
    """Compare all pairs in one period."""
    values = measure(cells)
    values[cells.sum(axis=(2, 3)) < FEWEST] = np.nan
    np.fill_diagonal(values, np.nan)
    iran, russia = (states.index(state) for state in PAIR)
    own = {state.lower(): values[iran, states.index(state)] for state in PARTNERS}
    return own | _places(values, iran, russia)


def _places(values: np.ndarray, iran: int, russia: int) -> dict[str, float]:
    """Return Iran's rank by closeness to Russia, the middle state, and the pair's place among pairs."""
    own, near = values[iran, russia], values[russia]
    every = values[np.triu_indices(len(values), 1)]
    if np.isnan(own):
        return dict.fromkeys(("rank", "states", "middle", "place"), float("nan"))
    return {
        "rank": float(1 + (near > own).sum()), "states": float((~np.isnan(near)).sum()),
        "middle": float(np.nanmedian(near)), "place": float((every < own).sum() / (~np.isnan(every)).sum()),
    }  # fmt: skip


def modelled(orders: np.ndarray, seed: int = SEED) -> tuple[pd.DataFrame, np.ndarray]:
    """Answer with the ideal points of Bailey, Strezhnev and Voeten: nearer is less distance.

    Returns
    -------
    tuple
        As :func:`specified`; a value is the distance with a minus, the mean of the years of a period.
    """
    rows, drawn, rng = [], [], np.random.default_rng(seed)
    points = unga._points().query("@FIRST_YEAR <= year <= @LAST_YEAR['all']")
    for (name, series), before, after in product(MODELS.items(), BEFORE, CAMPAIGN | UKRAINE):
        wide = points[points["series"].eq(series)].pivot(index="year", columns="state", values="ideal_point")
        near = -wide.sub(wide["RUS"], axis=0).abs().drop(columns="RUS")
        choice = Choice("all", 1.0, BASES[0], "all" if series == "all_votes" else "whole", before, after)
        row, shuffled = _moved(near["IRN"], choice, orders, rng)
        row |= _near_russia(near, choice)
        rows.append(choice._asdict() | {"score": "ideal points", "correction": name} | row
                    | {"p": _p(row["change"], shuffled)})  # fmt: skip
        drawn.append(shuffled)
    return pd.DataFrame(rows), np.array(drawn)


def _moved(
    series: pd.Series, choice: Choice, orders: np.ndarray, rng: np.random.Generator
) -> tuple[dict[str, float], np.ndarray]:
    """Return the change of a yearly mean, its interval over years, and the changes of random orders."""
    yearly = pd.DataFrame({"sum": series, "years": 1.0})
    sides = _years(yearly, choice)
    old, new = (float(_mean(side.sum(axis=0))) for side in sides)
    low, high = _span([_mean(_years_resampled(side, len(orders), rng)) for side in sides])
    row = {"value_before": old, "value_after": new, "change": new - old, "low_years": low, "high_years": high}
    return row, _shuffled(yearly, choice, _mean, orders)


def _mean(sums: np.ndarray) -> np.ndarray:
    return sums[..., 0] / sums[..., 1]


def _near_russia(near: pd.DataFrame, choice: Choice) -> dict[str, float]:
    found: dict[str, float] = {}
    for when, period in (("before", choice.before), ("after", choice.after)):
        values = near.loc[slice(*PERIODS[period])].mean()
        own = values["IRN"]
        found |= {f"rank_{when}": float(1 + (values > own).sum()), f"middle_{when}": values.median(),
                  f"states_{when}": float(values.notna().sum())}  # fmt: skip
    return found


def joint(rows: pd.DataFrame, shuffled: np.ndarray) -> pd.DataFrame:
    """Put all specifications of one question beside what random orders of the years give all at once.

    Parameters
    ----------
    rows, shuffled
        Of :func:`specified`.

    Returns
    -------
    DataFrame
        One row a ``draw``, 0 for the true order: the median ``middle`` of all changes, the share ``below``
        zero, and the share ``beyond`` of specifications whose change is among the largest twentieth of their
        own random orders.
    """
    every = np.column_stack([rows["change"].to_numpy(), shuffled])
    limits = np.nanquantile(np.abs(shuffled), 0.95, axis=1, keepdims=True)
    return pd.DataFrame({
        "draw": range(every.shape[1]), "middle": np.nanmedian(every, axis=0),
        "below": np.nanmean(every < 0, axis=0), "beyond": np.nanmean(np.abs(every) > limits, axis=0),
    })  # fmt: skip


def asked(rows: pd.DataFrame) -> pd.Series:
    """Say of each row whether it answers the chapter's question: all subjects, the years of the campaign."""
    return rows["issue"].eq("all") & rows["after"].isin(CAMPAIGN) & rows["score"].ne("ideal points")


def everything() -> tuple[pd.DataFrame, np.ndarray]:
    """Answer under every choice, with the changes under random orders of the years."""
    orders = random_orders()
    found = runs.over(specified, agendas(), roll_calls(), orders, seed=SEED)
    parts = [*found, modelled(orders)]
    rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    return _tidy(rows), np.concatenate([drawn for _, drawn in parts])


def vote_specifications() -> pd.DataFrame:
    """One row a specification: what is counted and how, and what comes out."""
    return everything()[0]


def vote_permutations() -> pd.DataFrame:
    """One row a random order of the years: all specifications of the chapter's question at once."""
    rows, drawn = everything()
    known = (asked(rows) & rows["change"].notna()).to_numpy()
    return joint(rows[known], drawn[known])


COUNTS = [
    "n_before",
    "n_after",
    *(f"{name}_{when}" for name in ("rank", "states") for when in ("before", "after")),
]


def _tidy(rows: pd.DataFrame) -> pd.DataFrame:
    first = ["issue", "score", "correction", "cut", "base", "texts", "before", "after"]
    whole = rows.astype(dict.fromkeys(COUNTS, "Int64"))
    return whole[[*first, *whole.columns.drop(first)]].round(4)


ROLL_CALLS = ("unga-votes/ungaVoting_003.csv", "unga-votes/un_roll_calls.csv")
POINTS = "unga-idealpoints/IdealpointsJuly2025.dta"
JOBS = {
    "vote_specifications": Job(vote_specifications, raw=(*ROLL_CALLS, POINTS)),
    "vote_permutations": Job(vote_permutations, raw=(*ROLL_CALLS, POINTS)),
    "recurring_resolutions": Job(returning.recurring_resolutions, raw=ROLL_CALLS),
    "recurring_votes": Job(returning.recurring_votes, raw=ROLL_CALLS),
}
