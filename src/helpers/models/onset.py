"""The chance that two states promise each other defence: fitted, looked back at, and scored.

The rules are in :mod:`helpers.models.onset_rules`, the pairs in :mod:`helpers.models.onset_panel`. Each kind
of pact has a yearly chance of its own; over several years they shut each other out, as does the end of a state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import DataError, load
from . import hazard, onset_panel, runs
from . import onset_rules as rules

PAIR = ("IRN", "RUS")
DRAWS = 1000
LEVEL = 0.9
# Where the groups of the calibration part the pairs, by rank of their chance.
PARTS = (0.0, 0.5, 0.9, 0.99, 1.0)
KNOWN = [column for column in rules.COVARIATES if column != "recent"]
Rows = dict[str, pd.DataFrame]


class Task(NamedTuple):
    """One fit and what is asked of it: fitted on the years to `origin`, without the states of `without`."""

    question: str
    origin: int
    without: str = ""
    case: str = ""
    pair: tuple[str, str] = PAIR


@cache
def at_risk() -> Rows:
    """Return for each cause the pairs at risk of it, one row a pair and year, where all is known of them."""
    rows = onset_panel.panel().dropna(subset=KNOWN)
    found = {}
    for cause in rules.CAUSES:
        those = rows if cause == "own" else rows[rows["free"]]
        rate = onset_panel.recent_rate(those, cause, range(rules.FIRST_YEAR + 2, rules.LAST_YEAR + 2))
        found[cause] = those.assign(recent=those["year"].map(rate)).dropna(subset="recent")
    return found


def at_the_end_of(origin: int) -> Rows:
    """Return for each cause the pairs at risk in the year after `origin`, as they were known at its end.

    After the last year of the list of treaties the ties and the recent rates are those of its last year.
    """
    rows = at_risk()
    if origin < rules.LAST_YEAR:
        return {cause: those[those["year"].eq(origin + 1)] for cause, those in rows.items()}
    known = onset_panel.known().query("year == @origin and free_of_own").dropna(subset=KNOWN)
    last = {
        cause: onset_panel.recent_rate(those, cause, [rules.LAST_YEAR + 1]).item()
        for cause, those in rows.items()
    }
    return {
        cause: (known if cause == "own" else known[known["free"]]).assign(recent=last[cause])
        for cause in rules.CAUSES
    }


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


def within(own: np.ndarray, many: np.ndarray, gone: float, years: int) -> np.ndarray:
    """Return the chance of either pact within so many years, where the end of a state comes between.

    Parameters
    ----------
    own, many
        Yearly chances; `many` is 0 for a pair that is bound by a pact of many already.
    gone
        Yearly chance that one of the two states ends.
    years
        How many.

    Examples
    --------
    >>> within(np.array([0.1]), np.array([0.0]), 0.0, 2).round(2).tolist()
    [0.19]
    """
    either = own + many
    leaves = np.minimum(either + gone, 1.0)
    return either / np.maximum(leaves, 1e-300) * (1 - (1 - leaves) ** years)


def _yearly(fits: dict[str, hazard.Hazard], rows: Rows) -> pd.DataFrame:
    """Return the yearly chance of each cause by pair; of a pact of many 0 for those bound by one."""
    parts = {
        cause: pd.Series(fit(rows[cause]), pd.MultiIndex.from_frame(rows[cause][onset_panel.DYAD]))
        for cause, fit in fits.items()
    }
    return pd.DataFrame(parts).fillna(0.0)


def _ends(rows: Rows) -> float:
    """Return the yearly rate at which a pair at risk loses one of its states."""
    return float(rows["own"]["gone"].mean())


def _came(origin: int, years: int) -> pd.MultiIndex:
    """Return the pairs in which either pact began within so many years, before anything else did."""
    rows = onset_panel.panel().query("@origin < year <= @origin + @years")
    new = rows["own"] | (rows["many"] & rows["free"])
    return pd.MultiIndex.from_frame(rows.loc[new, onset_panel.DYAD].drop_duplicates())


def _until(rows: Rows, origin: int, without: str = "") -> Rows:
    chosen = {cause: those[those["year"].le(origin)] for cause, those in rows.items()}
    return {cause: those[~belongs(those, without)] for cause, those in chosen.items()}


def belongs(rows: pd.DataFrame, group: str) -> pd.Series:
    """Say which pairs belong to a group: a state by its code, a region, ``soviet_heirs``; none to ``""``."""
    states = groups().get(group, (group,) if group else ())
    members = {side: rows[side].isin(states) for side in onset_panel.DYAD}
    return members["state_a"] | members["state_b"]


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Return the states of each region, and the heirs of the Soviet Union."""
    regional = load("dyad_years").drop_duplicates("regional_state")
    regions = regional.groupby("region")["regional_state"].agg(tuple).to_dict()
    return regions | {"soviet_heirs": rules.SOVIET_HEIRS}


def answer(task: Task, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return what one task finds: rows of the tables, by the name of the table.

    Parameters
    ----------
    task
        ``origin``: score the chances of all pairs; ``without``: those of the group left out, year by year;
        ``case``: the chance of one pair.
    rng
        From which the uncertainty of the coefficients is drawn.
    """
    questions: dict[str, Callable[[Task, np.random.Generator], dict[str, pd.DataFrame]]] = {
        "origin": _score_origin, "without": _score_without, "case": _look_at
    }  # fmt: skip
    return questions[task.question](task, rng)


def _score_origin(task: Task, _: np.random.Generator) -> dict[str, pd.DataFrame]:
    rows, now = _until(at_risk(), task.origin), at_the_end_of(task.origin)
    found, spread = [], []
    for model in rules.MODELS:
        yearly = _yearly(fitted(rows, model), now)
        for years in rules.HORIZONS:
            if task.origin + years > rules.LAST_YEAR:
                continue
            chance = within(yearly["own"].to_numpy(), yearly["many"].to_numpy(), _ends(rows), years)
            came = pd.Series(yearly.index.isin(_came(task.origin, years)))
            key = {"test": "origin", "part": str(task.origin), "years": years, "model": model}
            found.append(key | _scores(chance, came))
            spread.append(pd.DataFrame(key | {"chance": chance, "came": came}))
    return {"scores": pd.DataFrame(found), "spread": pd.concat(spread, ignore_index=True)}


def _score_without(task: Task, _: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Score the yearly chances of the pairs of a group by what the others teach."""
    rows = at_risk()
    learnt = _until(rows, task.origin, task.without)
    group = {cause: those[belongs(those, task.without)] for cause, those in rows.items()}
    found = []
    for model in rules.MODELS:
        fits = fitted(learnt, model)
        chance = pd.concat([pd.Series(fits[cause](group[cause])) for cause in rules.CAUSES])
        came = pd.concat([group[cause][cause] for cause in rules.CAUSES])
        key = {"test": "without", "part": task.without, "years": 1, "model": model}
        found.append(key | _scores(chance.to_numpy(), came.reset_index(drop=True)))
    return {"scores": pd.DataFrame(found)}


def _scores(chance: np.ndarray, came: pd.Series) -> dict[str, float]:
    return {
        "n": len(came),
        "came": int(came.sum()),
        "expected": float(chance.sum()),
        "log_score": hazard.log_score(chance, came),
        "brier": hazard.brier(chance, came),
    }


def _look_at(task: Task, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    now = at_the_end_of(task.origin)
    if not _is_pair(now["own"], task.pair).any():
        raise DataError(
            f"{'–'.join(task.pair)} is not among the pairs at risk at the end of {task.origin}: they do not "
            "touch, have a pact of their own, or a value is not known; nothing can be said of them"
        )
    rows = _until(at_risk(), task.origin)
    found = [row for model in rules.MODELS for row in _chances(task, model, rows, now, rng)]
    return {"chances": pd.DataFrame(found)}


def _is_pair(rows: pd.DataFrame, pair: tuple[str, str]) -> pd.Series:
    return rows["state_a"].eq(pair[0]) & rows["state_b"].eq(pair[1])


def _chances(
    task: Task, model: str, rows: Rows, now: Rows, rng: np.random.Generator
) -> Iterator[dict[str, object]]:
    fits, gone = fitted(rows, model), _ends(rows)
    yearly = _yearly(fits, now)
    own = {cause: those[_is_pair(those, task.pair)] for cause, those in now.items()}
    drawn = None if model == "ridge" else {cause: _drawn(fits[cause], own[cause], rng) for cause in fits}
    for years in rules.HORIZONS:
        chance = pd.Series(
            within(yearly["own"].to_numpy(), yearly["many"].to_numpy(), gone, years), yearly.index
        )
        row: dict[str, object] = {"case": task.case, "origin": task.origin, "years": years, "model": model}
        row |= {"chance": chance[task.pair], "own_yearly": yearly.loc[task.pair, "own"]}
        if drawn:
            low, high = np.quantile(within(drawn["own"], drawn["many"], gone, years), [0.05, 0.95])
            row |= {"low": low, "high": high}
        yield row | {"rank": int(chance.gt(chance[task.pair]).sum()) + 1, "pairs": len(chance)}


def _drawn(fit: hazard.Hazard, row: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Return draws of a yearly chance; none where the pair cannot come to it."""
    return np.zeros(DRAWS) if row.empty else fit.draws(row, rng, DRAWS)[:, 0]


def cases() -> list[Task]:
    """Return what is asked of single pairs: the cases, at the end of the year before, and the forecasts."""
    listed = load("pact_hindcasts")
    back = [
        Task("case", row.year - 1, case=row.hindcast_id, pair=(row.state_a, row.state_b))
        for row in listed.itertuples()
    ]
    return [*back, *(Task("case", origin, case=f"forecast-{origin}") for origin in rules.FORECASTS)]


def left_out() -> list[Task]:
    """Return the groups to leave out: each great power with an onset to foretell, each region, the heirs."""
    powers = sorted({*load("dyad_years")["great_power"]})
    return [Task("without", rules.LAST_YEAR, without=group) for group in (*powers, *groups())]


@cache
def answers() -> dict[str, pd.DataFrame]:
    """Ask every question, and return what was found by the name of the table."""
    tasks = [*(Task("origin", origin) for origin in rules.ORIGINS), *left_out(), *cases()]
    return gathered(runs.over(answer, tasks))


def gathered(found: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Put the rows of all tasks under each other, table by table."""
    names = dict.fromkeys(name for one in found for name in one)
    return {name: pd.concat([one[name] for one in found if name in one], ignore_index=True) for name in names}


def pact_onset_chances() -> pd.DataFrame:
    """One row a case, span of years and model: how likely a new promise of defence was held to be."""
    return answers()["chances"]


def pact_onset_scores() -> pd.DataFrame:
    """One row a test, part of it, span of years and model: how well the chances foretold what came."""
    scores = answers()["scores"]
    spread = answers()["spread"]
    total = [
        {"test": "origin", "part": "all", "years": years, "model": model}
        | _scores(rows["chance"].to_numpy(), rows["came"].reset_index(drop=True))
        for (years, model), rows in spread.groupby(["years", "model"], sort=False)
    ]
    return pd.concat([scores, pd.DataFrame(total)], ignore_index=True)


def pact_onset_calibration() -> pd.DataFrame:
    """One row a span of years, model and group of pairs by rank: how many were expected, how many came."""
    spread = answers()["spread"]
    spread["rank"] = spread.groupby(["part", "years", "model"])["chance"].rank(pct=True, method="first")
    spread["group"] = pd.cut(spread["rank"], PARTS, labels=range(1, len(PARTS)), include_lowest=True)
    groups = spread.groupby(["years", "model", "group"], sort=False, observed=True)
    return groups.agg(n=("came", "size"), expected=("chance", "sum"), came=("came", "sum")).reset_index()


def pact_onset_coefficients() -> pd.DataFrame:
    """One row a panel, cause and term: its coefficient by two estimators."""
    found = [
        hazard.coefficients(rows, cause, columns("firth", cause)).assign(panel="relevant", cause=cause)
        .assign(n=len(rows), came=int(rows[cause].sum()))
        for cause, rows in at_risk().items()
    ]  # fmt: skip
    regional = regional_panel()
    small = hazard.coefficients(regional, "any", REGIONAL)
    found.append(
        small.assign(panel="great_regional", cause="any", n=len(regional), came=int(regional["any"].sum()))
    )
    terms = ["term", "firth", "se", "low", "high", "second"]
    return pd.concat(found, ignore_index=True)[["panel", "cause", "n", "came", *terms]]


# Few events bear few terms.
REGIONAL = ("distance", "land_border", "capability_ratio", "polyarchy_least", "lesser_promise")


def regional_panel() -> pd.DataFrame:
    """Return one row a great power, regional state and year without a defence tie the year before.

    From table ``dyad_years``, which counts a tie of either kind (ATOP v5.1, to 2018).
    """
    rows = load("dyad_years").sort_values(["great_power", "regional_state", "year"])
    rows = rows.assign(
        distance=np.log1p(rows["distance_km"].astype(float)),
        land_border=rows["contiguity"].eq("land").fillna(False),
        capability_ratio=np.log(rows["cinc_ratio"].astype(float)),
        polyarchy_least=rows[["polyarchy_great_power", "polyarchy_regional_state"]].min(axis=1).astype(float),
        lesser_promise=rows[["neutrality", "nonaggression", "consultation"]].any(axis=1),
    )
    before = rows.groupby(["great_power", "regional_state"])[[*REGIONAL, "defence", "year"]].shift()
    kept = before["year"].eq(rows["year"] - 1) & before["defence"].eq(False)
    after = rows.loc[kept, ["great_power", "regional_state", "year", "defence"]].rename(
        columns={"defence": "any"}
    )
    values = before.loc[kept, list(REGIONAL)].astype(float)
    return after.assign(**values).dropna().reset_index(drop=True)


TABLES = {
    "pact_onset_chances": pact_onset_chances,
    "pact_onset_scores": pact_onset_scores,
    "pact_onset_calibration": pact_onset_calibration,
    "pact_onset_coefficients": pact_onset_coefficients,
}
