"""The tables of the comparison: what each holds, and from which raw files it is made."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import statsmodels.api as sm

from ..derive import pairs
from . import (
    comparison,
    comparison_effects,
    comparison_specifications,
    comparison_treaties,
    runs,
)
from .jobs import Job

STATE = "IRN"
PROMISES = ("small", "any", "defence")
ALL_IN, ALL_OUT = "none out", "all four out"
SINCE = (1980, 2018)
RAW = [
    "atop/atop_v4.01_member_level.csv",
    "atop/atop_v5.1_directed_dyad_year.csv",
    "cow-geography/cow_contdir.csv",
    "cow-geography/cow_mindist.csv.gz",
    "cow-nmc/cow_nmc_v7.0.csv",
    "cow-states/cow_majors.csv",
    "cow-states/cow_states.csv",
    "democracy-gdp/cw_democracy.csv",
    "rivalries/tss_rivalries.csv",
    "unga-idealpoints/IdealpointsJuly2025.dta",
]


@cache
def _panel() -> pd.DataFrame:
    rows = pairs.panel()
    return rows.assign(state_a=pairs.code(rows["number_a"]), state_b=pairs.code(rows["number_b"]))


def states_compared() -> pd.DataFrame:
    """One row a state of the comparison: its name, its region, its clubs, and its people."""
    rows = _panel()
    numbers = np.unique(rows[pairs.PAIR].to_numpy())
    found = pd.DataFrame({"number": numbers, "state": pairs.code(pd.Series(numbers))})
    # Of two numbers with one code (West Germany's and Germany's) the later names the state.
    latest = pairs.names().loc[found["number"]].to_numpy()
    found = found.assign(name=latest, region=pairs.region(found["number"]))
    people = pairs.population().groupby("number")["tpop"].last().rename("people_thousands")
    clubs = {name: _members(rows, name) for name in pairs.CLUBS}
    found["clubs"] = [
        "; ".join(name for name, inside in clubs.items() if number in inside) for number in numbers
    ]
    found = found.merge(people, on="number", how="left").sort_values(["state", "people_thousands"])
    found = found.drop_duplicates("state", keep="last").astype({"people_thousands": "Int64"})
    return found[["state", "name", "region", "clubs", "people_thousands"]]


def _members(rows: pd.DataFrame, club: str) -> set[int]:
    return set(np.unique(rows.loc[rows[f"club_{club}"], pairs.PAIR].to_numpy()))


def one_choice(task: tuple[str, str], rng: np.random.Generator, panel: pd.DataFrame) -> pd.DataFrame:
    """Return the state-years of one promise and club rule, each state left out of a fit of its own."""
    promise, clubs = task
    return comparison.compare(panel, comparison.Choice(promise, clubs)).assign(promise=promise, clubs=clubs)


def years() -> pd.DataFrame:
    """One row a state and year: possible partners, and for each promise the partners expected and found."""
    tasks = [(promise, clubs) for clubs in (ALL_OUT, ALL_IN) for promise in PROMISES]
    every = pd.concat(runs.over(one_choice, tasks, _panel()), ignore_index=True)
    wide = every.pivot(index=["state", "year"], columns=["clubs", "promise"], values=["expected", "found"])
    rows = pd.DataFrame(index=wide.index)
    for clubs, end in ((ALL_OUT, ""), (ALL_IN, "_with_clubs")):
        partners = every.query("promise == 'small' and clubs == @clubs").set_index(["state", "year"])[
            "partners"
        ]
        rows[f"partners{end}"] = partners.reindex(rows.index).astype("Int64")
        for promise in PROMISES:
            rows[f"{promise}_expected{end}"] = wide["expected", clubs, promise].round(3)
            rows[f"{promise}_found{end}"] = wide["found", clubs, promise].astype("Int64")
    return rows.sort_index().reset_index()


def partners() -> pd.DataFrame:
    """One row a possible partner of Iran since 1980: in how many years, and the ties expected and found."""
    rows = comparison.chosen(_panel(), comparison.Choice())
    x = comparison.usable(rows, comparison.COLUMNS["all"]).to_numpy()
    own = rows[["state_a", "state_b"]].eq(STATE).any(axis=1)
    kept = ~own.to_numpy()
    coefficients = comparison.fit(x[kept], rows["tied"].to_numpy(dtype=bool)[kept])
    mine = rows[own].assign(expected=comparison.chance(x[own], coefficients))
    mine["partner"] = mine["state_a"].where(mine["state_b"].eq(STATE), mine["state_b"])
    mine = mine[mine["year"].between(*SINCE)]
    number = SINCE[1] - SINCE[0] + 1
    found = mine.groupby("partner").agg(
        years=("year", "size"), expected=("expected", "sum"), found=("tied", "sum")
    )
    # Both are means over all the years, so that the partners add up to what is expected of Iran.
    found[["expected", "found"]] = (found[["expected", "found"]] / number).round(3)
    return found.sort_values(["expected"], ascending=False).reset_index()


def one_band(task: tuple[str, str], rng: np.random.Generator, panel: pd.DataFrame) -> pd.DataFrame:
    """Return the bands of one promise and club rule."""
    promise, clubs = task
    rows = comparison.chosen(panel, comparison.Choice(promise, clubs))
    x = comparison.usable(rows, comparison.COLUMNS["all"]).to_numpy()
    return comparison_effects.bands(rows, x, STATE, rng).assign(promise=promise, clubs=clubs)


def effects() -> pd.DataFrame:
    """One row a promise, club rule and year: the partners that an ordinary state in Iran's place may have."""
    tasks = [("small", ALL_OUT), ("any", ALL_OUT), ("defence", ALL_OUT), ("small", ALL_IN)]
    rows = pd.concat(runs.over(one_band, tasks, _panel()), ignore_index=True)
    rows = rows.round({"drawn_mean": 2, "as_few": 3, "deviation": 2})
    return rows[["promise", "clubs", "year", "drawn_mean", "low", "high", "found", "as_few", "deviation"]]


def coefficients() -> pd.DataFrame:
    """One row a promise and column: its coefficient, and that of a second estimator without a penalty.

    A mark that no tied pair bears has no coefficient without a penalty; the second estimator goes without it.
    """
    rows = []
    for promise in PROMISES:
        chosen = comparison.chosen(_panel(), comparison.Choice(promise))
        x, tied = comparison.design(chosen, comparison.COLUMNS["all"]), chosen["tied"].to_numpy(dtype=bool)
        ours = pd.Series(comparison.fit(x.to_numpy(), tied), index=["intercept", *x.columns])
        second = _second(x.loc[:, x[tied].std(ddof=0).gt(0)], tied).reindex(ours.index)
        both = pd.DataFrame({"coefficient": ours, "second": second}).round(4)
        rows.append(both.rename_axis("column").reset_index().assign(promise=promise))
    return pd.concat(rows, ignore_index=True)[["promise", "column", "coefficient", "second"]]


def _second(x: pd.DataFrame, tied: np.ndarray) -> pd.Series:
    """Return intercept and coefficients by Newton's method of statsmodels."""
    found = sm.Logit(tied.astype(float), sm.add_constant(x)).fit(method="newton", maxiter=100, disp=False)
    if not found.mle_retvals["converged"]:
        raise comparison.ComparisonError(
            "no second estimate", "the fit without a penalty does not settle", "leave out what separates"
        )
    return found.params.rename({"const": "intercept"})


def _every() -> pd.DataFrame:
    """Return all specifications for all states; what was finished for one table is kept for the other."""
    people = pairs.population()
    people = people.assign(state=pairs.code(people["number"]))
    tasks = comparison_specifications.fits()
    parts = runs.over(comparison_specifications.one_fit, tasks, _panel(), people)
    return pd.concat(parts, ignore_index=True)


def specifications() -> pd.DataFrame:
    """One row a specification: what is expected of Iran, what was found, its rank and percentile."""
    rows = comparison_specifications.of_state(_every(), STATE)
    return rows.round({"partners": 2, "expected": 3, "found": 3, "percentile": 2})


def joint() -> pd.DataFrame:
    """One row a state: its median percentile over all specifications, and its rank among states by it."""
    return comparison_specifications.joint(_every()).round({"median": 2, "lowest_tenth": 4})


def treaties() -> pd.DataFrame:
    """One row a state: small treaties signed and expected, and when it was left with none."""
    members = pairs.small_memberships()
    members = members.assign(state=pairs.code(members["member"])).dropna(subset="state")
    rows = comparison.chosen(_panel(), comparison.Choice())
    return comparison_treaties.by_state(rows, members, STATE, np.random.default_rng(runs.SEED))


JOBS = {
    "comparison_states": Job(states_compared, raw=RAW),
    "comparison_years": Job(years, raw=RAW),
    "comparison_partners": Job(partners, raw=RAW),
    "comparison_effects": Job(effects, raw=RAW),
    "comparison_coefficients": Job(coefficients, raw=RAW),
    "comparison_specifications": Job(specifications, raw=RAW),
    "comparison_joint": Job(joint, raw=RAW),
    "comparison_treaties": Job(treaties, raw=RAW),
}
