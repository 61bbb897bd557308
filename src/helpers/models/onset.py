"""The chance that two states promise each other defence: fitted, looked back at, and scored.

The rules are in :mod:`helpers.models.onset_rules`, the pairs in :mod:`helpers.models.onset_panel`. Each kind
of pact has a yearly chance of its own, held as it is over several years; the end of a state shuts both out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import DataError, load
from . import hazard, onset_panel, onset_regional, runs
from . import onset_rules as rules
from .jobs import Job

PAIR = ("IRN", "RUS")
DRAWS = 1000
BOUNDS = (0.05, 0.95)
PACTS = ("own", "any")
# Where the groups of the calibration part the pairs, by rank of their chance.
PARTS = (0.0, 0.5, 0.9, 0.99, 1.0)
KNOWN = [column for column in rules.COVARIATES if column != "recent"]
Rows = dict[str, pd.DataFrame]


class Task(NamedTuple):
    """One fit and what is asked of it: ``origin``, the last year it knows; the states it must not know."""

    question: str
    origin: int
    label: str
    states: tuple[str, ...] = ()


def at_risk(panel: pd.DataFrame) -> Rows:
    """Return for each cause the pairs at risk of it, one row a pair and year, where all is known of them.

    Parameters
    ----------
    panel
        As :func:`helpers.models.onset_panel.panel` gives it.
    """
    rows, found = panel.dropna(subset=KNOWN), {}
    for cause in rules.CAUSES:
        those = rows if cause == "own" else rows[rows["free"]]
        rate = onset_panel.recent_rate(those, cause, range(rules.FIRST_YEAR + 2, rules.LAST_YEAR + 1))
        found[cause] = those.assign(recent=those["year"].map(rate)).dropna(subset="recent")
    return found


def at_the_end_of(origin: int, rows: Rows, known: pd.DataFrame) -> Rows:
    """Return for each cause the pairs at risk in the year after `origin`, as they were known at its end.

    After the last year of the list of treaties the ties and the recent rates are those of its last year.
    """
    if origin < rules.LAST_YEAR:
        return {cause: those[those["year"].eq(origin + 1)] for cause, those in rows.items()}
    now = known.query("year == @origin and free_of_own").dropna(subset=KNOWN)
    found = {}
    for cause, those in rows.items():
        rate = onset_panel.recent_rate(those, cause, [rules.LAST_YEAR + 1]).item()
        found[cause] = (now if cause == "own" else now[now["free"]]).assign(recent=rate)
    return found


def columns(model: str, cause: str) -> tuple[str, ...]:
    """Return the covariates of a model for a cause."""
    full = rules.MODELS[model]
    return (*full, *rules.OF_OWN) if cause == "own" and full == rules.COVARIATES else full


def fitted(rows: Rows, model: str) -> dict[str, hazard.Hazard]:
    """Fit a model to each cause."""
    found = {}
    for cause, those in rows.items():
        names = columns(model, cause)
        if model == "ridge":
            penalty = hazard.best_penalty(those, cause, names, rules.PENALTIES, rules.RECENT_YEARS)
            found[cause] = hazard.ridge(those, cause, names, penalty)
        else:
            found[cause] = hazard.firth(those, cause, names)
    return found


def within(yearly: np.ndarray, gone: float, years: int) -> np.ndarray:
    """Return the chance that something comes within so many years, where the end of a state shuts it out.

    Parameters
    ----------
    yearly
        Its chance in each year, held as it is.
    gone
        Yearly chance that one of the two states ends.
    years
        How many.

    Examples
    --------
    >>> within(np.array([0.1]), 0.0, 2).round(2).tolist(), within(np.array([0.1]), 0.9, 2).tolist()
    ([0.19], [0.1])
    """
    leaves = np.minimum(yearly + gone, 1.0)
    return yearly / np.maximum(leaves, 1e-300) * (1 - (1 - leaves) ** years)


def _yearly(fits: dict[str, hazard.Hazard], rows: Rows) -> pd.DataFrame:
    """Return by pair the yearly chance of a pact of their own, and of any of those it can come to."""
    parts = {cause: pd.Series(fit(rows[cause]), _pairs(rows[cause])) for cause, fit in fits.items()}
    own = parts["own"]
    return pd.DataFrame({"own": own, "any": own.add(parts["many"].reindex(own.index, fill_value=0.0))})


def _pairs(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[onset_panel.DYAD])


def _ends(rows: Rows) -> float:
    """Return the yearly rate at which a pair at risk loses one of its states."""
    return float(rows["own"]["gone"].mean())


def _came(rows: pd.DataFrame, pact: str) -> pd.MultiIndex:
    """Return the pairs in which a pact began; one of many is new to those that had none."""
    new = rows["own"] if pact == "own" else rows["own"] | (rows["many"] & rows["free"])
    return _pairs(rows[new]).drop_duplicates()


def _learnt(rows: Rows, task: Task) -> Rows:
    """Return what a fit may know."""
    chosen = {cause: those[those["year"].le(task.origin)] for cause, those in rows.items()}
    return {cause: those[~belongs(those, task.states)] for cause, those in chosen.items()}


def belongs(rows: pd.DataFrame, states: Sequence[str]) -> pd.Series:
    """Say which pairs have one of the states."""
    return rows["state_a"].isin(states) | rows["state_b"].isin(states)


def answer(
    task: Task, rng: np.random.Generator, panel: pd.DataFrame, known: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return what one task finds: rows of the tables, by the name of the table.

    Parameters
    ----------
    task
        ``origin``: score the chances of all pairs after a year; ``without``: those of the states left out,
        year by year; ``case``: give the chances of one pair.
    rng
        From which the uncertainty of the coefficients is drawn.
    panel, known
        As :mod:`helpers.models.onset_panel` gives them.
    """
    rows = at_risk(panel)
    questions: dict[str, Callable[[], dict[str, pd.DataFrame]]] = {
        "origin": lambda: _score_origin(task, rows, panel),
        "without": lambda: _score_without(task, rows),
        "case": lambda: _look_at(task, rng, rows, known),
    }
    return questions[task.question]()


def _score_origin(task: Task, rows: Rows, panel: pd.DataFrame) -> dict[str, pd.DataFrame]:
    learnt, now = _learnt(rows, task), {
        cause: those[those["year"].eq(task.origin + 1)] for cause, those in rows.items()
    }  # fmt: skip
    spread = []
    for model in rules.MODELS:
        yearly = _yearly(fitted(learnt, model), now)
        for years in rules.HORIZONS:
            if task.origin + years > rules.LAST_YEAR:
                continue
            after = panel[panel["year"].between(task.origin + 1, task.origin + years)]
            for pact in PACTS:
                chance = within(yearly[pact].to_numpy(), _ends(learnt), years)
                came = yearly.index.isin(_came(after, pact))
                key = {"part": task.label, "years": years, "model": model, "pact": pact}
                spread.append(pd.DataFrame(key | {"chance": chance, "came": came}))
    return {"spread": pd.concat(spread, ignore_index=True)}


def _score_without(task: Task, rows: Rows) -> dict[str, pd.DataFrame]:
    """Give the chances of a year that the others teach for the pairs of the states left out."""
    learnt = _learnt(rows, task)
    group = {cause: those[belongs(those, task.states)] for cause, those in rows.items()}
    spread = []
    for model in rules.MODELS:
        fits = fitted(learnt, model)
        for pact, causes in {"own": ("own",), "any": rules.CAUSES}.items():
            chance = np.concatenate([fits[cause](group[cause]) for cause in causes])
            came = np.concatenate([group[cause][cause] for cause in causes])
            key = {"part": task.label, "years": 1, "model": model, "pact": pact}
            spread.append(pd.DataFrame(key | {"chance": chance, "came": came}))
    return {"without": pd.concat(spread, ignore_index=True)}


def _look_at(
    task: Task, rng: np.random.Generator, rows: Rows, known: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    now = at_the_end_of(task.origin, rows, known)
    if task.states not in _pairs(now["own"]):
        raise DataError(
            f"{'–'.join(task.states)} is not among the pairs at risk at the end of {task.origin}: the two do "
            "not touch and neither is a great power, or have a pact of their own, or a value is not known"
        )
    learnt = _learnt(rows, Task("case", task.origin, task.label))
    found = [row for model in rules.MODELS for row in _chances(task, model, learnt, now, rng)]
    return {"chances": pd.DataFrame(found)}


def _chances(
    task: Task, model: str, learnt: Rows, now: Rows, rng: np.random.Generator
) -> Iterator[dict[str, object]]:
    fits, gone = fitted(learnt, model), _ends(learnt)
    yearly = _yearly(fits, now)
    drawn = None if model == "ridge" else _drawn(fits, now, task.states, rng)
    for years in rules.HORIZONS:
        for pact in PACTS:
            chance = pd.Series(within(yearly[pact].to_numpy(), gone, years), yearly.index)
            row: dict[str, object] = {
                "case": task.label,
                "state_a": task.states[0],
                "state_b": task.states[1],
            }
            row |= {"origin": task.origin, "years": years, "model": model, "pact": pact}
            row |= {"chance": chance[task.states]}
            if drawn:
                low, high = np.quantile(within(drawn[pact], gone, years), BOUNDS)
                row |= {"low": float(low), "high": float(high)}
            yield row | {"place": int(chance.gt(chance[task.states]).sum()) + 1, "pairs": len(chance)}


def _drawn(
    fits: dict[str, hazard.Hazard], now: Rows, pair: tuple[str, ...], rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Return draws of the yearly chances of a pair; it cannot come to a pact of many if one binds it."""
    parts = {}
    for cause, fit in fits.items():
        row = now[cause][_pairs(now[cause]) == pair]
        parts[cause] = np.zeros(DRAWS) if row.empty else fit.draws(row, rng, DRAWS)[:, 0]
    return {"own": parts["own"], "any": parts["own"] + parts["many"]}


def cases() -> list[Task]:
    """Return what is asked of single pairs: the cases, at the end of the year before, and the forecasts."""
    listed = load("pact_hindcasts")
    years = listed["year"].astype(int)
    pairs = zip(listed["state_a"], listed["state_b"], strict=True)
    back = [
        Task("case", year - 1, case, pair)
        for case, year, pair in zip(listed["hindcast_id"], years.tolist(), pairs, strict=True)
    ]
    return [*back, *(Task("case", origin, f"forecast-{origin}", PAIR) for origin in rules.FORECASTS)]


def left_out() -> list[Task]:
    """Return the groups to leave out: each great power, each region, the heirs of the Soviet Union."""
    pairs = load("dyad_years")
    regional = pairs.drop_duplicates("regional_state").groupby("region")["regional_state"]
    groups = {power: (power,) for power in sorted(set(pairs["great_power"]))}
    groups |= {region: tuple(states) for region, states in regional} | {"soviet_heirs": rules.SOVIET_HEIRS}
    return [Task("without", rules.LAST_YEAR, label, states) for label, states in groups.items()]


@cache
def answers() -> dict[str, pd.DataFrame]:
    """Ask every question, and return what was found by the name of the table."""
    origins = [Task("origin", origin, str(origin)) for origin in rules.ORIGINS]
    tasks = [*origins, *left_out(), *cases()]
    return gathered(runs.over(answer, tasks, onset_panel.panel(), onset_panel.known()))


def gathered(found: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Put the rows of all tasks under each other, table by table."""
    names = dict.fromkeys(name for one in found for name in one)
    return {name: pd.concat([one[name] for one in found if name in one], ignore_index=True) for name in names}


def scored(spread: pd.DataFrame, test: str) -> pd.DataFrame:
    """Score chances: by part and, where the parts follow each other in time, together.

    Parameters
    ----------
    spread
        One row a pair asked: ``part``, ``years``, ``model``, ``pact``, ``chance``, ``came``.
    test
        ``origin`` or ``without``.

    Returns
    -------
    DataFrame
        One row a part, span, model and kind of pact: ``n``, ``came``, ``expected``, ``log_score``, ``brier``.
    """
    parts = [spread, spread.assign(part="all")] if test == "origin" else [spread]
    key = ["part", "years", "model", "pact"]
    rows = [
        dict(zip(key, names, strict=True)) | {"n": len(one), "came": int(one["came"].sum())}
        | {"expected": one["chance"].sum(), "log_score": hazard.log_score(one["chance"], one["came"])}
        | {"brier": hazard.brier(one["chance"], one["came"])}
        for names, one in pd.concat(parts).groupby(key, sort=False)
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(test=test)


def pact_onset_chances() -> pd.DataFrame:
    """One row a panel, case, span, model and kind of pact: how likely a new promise was held to be."""
    wide = answers()["chances"].assign(panel="relevant")
    found = pd.concat([wide, onset_regional.chances().assign(panel="great_regional")], ignore_index=True)
    key = ["panel", "case", "state_a", "state_b", "origin", "years", "model", "pact"]
    counts = {"place": "Int64", "pairs": "Int64"}
    return found.astype(counts)[[*key, "chance", "low", "high", "place", "pairs"]]


def pact_onset_scores() -> pd.DataFrame:
    """One row a panel, test, part of it, span, model and kind of pact: how well it foretold what came."""
    found = answers()
    wide = [scored(found["spread"], "origin"), scored(found["without"], "without")]
    tables = [*(one.assign(panel="relevant") for one in wide)]
    tables.append(scored(onset_regional.spread(), "origin").assign(panel="great_regional"))
    values = ["n", "came", "expected", "log_score", "brier"]
    return pd.concat(tables, ignore_index=True)[["panel", "test", "part", "years", "model", "pact", *values]]


def pact_onset_calibration() -> pd.DataFrame:
    """One row a span, model, kind of pact and group of pairs by rank: how many were expected, and came."""
    spread = answers()["spread"]
    key = ["years", "model", "pact"]
    rank = spread.groupby(["part", *key])["chance"].rank(pct=True, method="first")
    spread = spread.assign(group=pd.cut(rank, PARTS, labels=range(1, len(PARTS))).astype(int))
    groups = spread.groupby([*key, "group"], sort=False)
    rows = groups.agg(n=("came", "size"), expected=("chance", "sum"), came=("came", "sum")).reset_index()
    return rows.sort_values([*key, "group"], ignore_index=True)


def pact_onset_coefficients() -> pd.DataFrame:
    """One row a panel, cause and term: its coefficient by two estimators."""
    panels = {("relevant", cause): rows for cause, rows in at_risk(onset_panel.panel()).items()}
    panels |= {("great_regional", "any"): onset_regional.panel()}
    terms = {("great_regional", "any"): onset_regional.TERMS}
    found = [
        hazard.coefficients(rows, cause, terms.get((panel, cause)) or columns("firth", cause)).assign(
            panel=panel, cause=cause, n=len(rows), came=int(rows[cause].sum())
        )
        for (panel, cause), rows in panels.items()
    ]
    values = ["n", "came", "term", "firth", "se", "low", "high", "second"]
    return pd.concat(found, ignore_index=True)[["panel", "cause", *values]]


RAW = (
    "atop/atop_v4.01_member_level.csv",
    "cow-geography/cow_contdir.csv",
    "cow-geography/cow_mindist.csv.gz",
    "cow-nmc/cow_nmc_v7.0.csv",
    "cow-states/cow_majors.csv",
    "cow-states/cow_states.csv",
    "democracy-gdp/cw_democracy.csv",
    "rivalries/tss_rivalries.csv",
    "unga-idealpoints/IdealpointsJuly2025.dta",
)
JOBS = {
    compute.__name__: Job(compute, raw=RAW, tables=("dyad_years", "pact_hindcasts"))
    for compute in (
        pact_onset_chances, pact_onset_scores, pact_onset_calibration, pact_onset_coefficients
    )
}  # fmt: skip
