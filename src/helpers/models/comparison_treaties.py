"""The comparison by treaties instead of pairs: who signs one, whose end, and who is left with none.

A treaty of four states makes six pairs, and its end empties them all at once. Here it counts once: given that
a small treaty of so many states is signed in a year, which group signs it (a k-adic choice [1]_)? The groups
beside it grow at random along relevant pairs, so that a state with many neighbours is in many.

References
----------
.. [1] Fordham, B., & Poast, P. (2016). All alliances are multilateral: rethinking alliance formation. Journal
   of Conflict Resolution 60(5), 840-865.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from statsmodels.discrete.conditional_models import ConditionalLogit

from . import comparison

BESIDE, DRAWN = 60, 600
FEATURES = (
    "log_distance", "land", "larger", "ratio", "majors", "democracy_low", "democracy_gap", "rivals",
    "shared_rivals", "age", "same_region",
)  # fmt: skip
PERIODS = {"before": (1946, 1978), "since": (1980, 2016)}
LAST_YEAR, WITHIN = 2016, 2


class Neighbourhood:
    """The relevant pairs of one year: who may be added to a group, and what a group's pairs are like."""

    def __init__(self, rows: pd.DataFrame):
        self.states = pd.Index(sorted(set(rows["state_a"]) | set(rows["state_b"])))
        a, b = (self.states.get_indexer(rows[side]) for side in ("state_a", "state_b"))
        size = (len(self.states), len(self.states))
        self.beside, self.values = np.zeros(size, bool), np.zeros((*size, len(FEATURES)))
        for one, other in ((a, b), (b, a)):
            self.beside[one, other] = True
            self.values[one, other] = rows[list(FEATURES)].to_numpy(dtype=float)

    def grown(self, size: int, rng: np.random.Generator) -> np.ndarray:
        """Return a group: any state first, then any that is beside one of those in it."""
        while True:
            group = [int(rng.integers(len(self.states)))]
            while len(group) < size:
                near = np.setdiff1d(np.flatnonzero(self.beside[group].any(axis=0)), group)
                if not len(near):
                    break
                group.append(int(rng.choice(near)))
            if len(group) == size:
                return np.array(group)

    def described(self, group: np.ndarray) -> np.ndarray:
        """Return the means of its relevant pairs, and which share of all its pairs is relevant."""
        first, second = np.triu_indices(len(group), k=1)
        a, b = group[first], group[second]
        relevant = self.beside[a, b]
        return np.append(self.values[a, b][relevant].mean(axis=0), relevant.mean())

    def holds(self, group: Sequence[str]) -> bool:
        """Say whether a group could have grown here: all its states are joined by relevant pairs."""
        places = self.states.get_indexer(list(group))
        if (places < 0).any():
            return False
        reached, inside = {int(places[0])}, set(map(int, places))
        while more := {n for n in inside - reached if self.beside[n, list(reached)].any()}:
            reached |= more
        return reached == inside


def signings(memberships: pd.DataFrame) -> pd.DataFrame:
    """Return one row a treaty: its first year, the states that entered it then, and how many they are."""
    year = memberships["begin"].dt.year
    first = year.groupby(memberships["atopid"]).transform("min")
    founders = memberships[year.eq(first)].groupby("atopid")
    rows = founders.agg(
        year=("begin", lambda dates: dates.iloc[0].year), group=("state", lambda s: sorted(set(s)))
    )
    rows["size"] = rows["group"].map(len)
    return rows.query("1946 <= year <= @LAST_YEAR and 2 <= size <= 6").reset_index()


def neighbourhoods(rows: pd.DataFrame) -> dict[int, Neighbourhood]:
    """Return the relevant pairs of each year."""
    return {int(year): Neighbourhood(of_year) for year, of_year in rows.groupby("year")}


def choice_rows(
    signed: pd.DataFrame, places: Mapping[int, Neighbourhood], rng: np.random.Generator, beside: int = BESIDE
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for the group that signed and those beside it, whether it signed, its columns, its treaty."""
    signs, columns, treaty = [], [], []
    for number, (year, group, size) in enumerate(signed[["year", "group", "size"]].itertuples(index=False)):
        here = places[year]
        groups = [here.states.get_indexer(group), *(here.grown(size, rng) for _ in range(beside))]
        columns += [here.described(one) for one in groups]
        signs += [1] + [0] * beside
        treaty += [number] * (beside + 1)
    return np.array(signs), np.array(columns), np.array(treaty)


def fit_choice(signs: np.ndarray, columns: np.ndarray, treaty: np.ndarray) -> np.ndarray:
    """Return the coefficients of the conditional logit.

    Raises
    ------
    ComparisonError
        If no treaty is left, or a column never differs between a group and those beside it.
    """
    if not signs.any():
        raise comparison.ComparisonError("no choice of partners", "no treaty is left", "take more years")
    if (constant := np.ptp(columns, axis=0) == 0).any():
        raise comparison.ComparisonError(
            "no coefficient", f"column {int(np.argmax(constant))} is the same in all groups", "leave it out"
        )
    return ConditionalLogit(signs, columns, groups=treaty).fit(disp=False).params


def expected(
    signed: pd.DataFrame, places: Mapping[int, Neighbourhood], coefficients: np.ndarray,
    scales: tuple[np.ndarray, np.ndarray], rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    """Return one row a treaty and state: the chance that it is among those who sign, given year and size."""
    rows = []
    for (year, size), treaties in signed.groupby(["year", "size"]):
        here = places[year]
        groups = np.array([here.grown(size, rng) for _ in range(DRAWN)])
        lines = np.array([(here.described(one) - scales[0]) / scales[1] for one in groups]) @ coefficients
        weight = np.exp(lines - lines.max())
        member = np.zeros((DRAWN, len(here.states)))
        np.put_along_axis(member, groups, 1, axis=1)
        chances = weight @ member / weight.sum()
        rows.append(pd.DataFrame({"state": here.states, "year": year, "expected": len(treaties) * chances}))
    return pd.concat(rows, ignore_index=True)


def in_force(memberships: pd.DataFrame) -> pd.DataFrame:
    """Return one row a state and year: small treaties in force on its first day and on its last."""
    begin, end = memberships["begin"].dt.year, memberships["end"].dt.year.fillna(9999)
    rows = []
    for year in range(1946, LAST_YEAR + 1):
        for state, held in memberships[begin.lt(year) & end.ge(year)].groupby("state")["atopid"]:
            rows.append((state, year, held.nunique()))
    return pd.DataFrame(rows, columns=["state", "year", "treaties"])


def emptied(held: pd.DataFrame, last_years: pd.Series) -> pd.DataFrame:
    """Return one row a state that had two treaties or more and none within two years: the year, and how many.

    Parameters
    ----------
    held
        What :func:`in_force` gives.
    last_years
        State -> its last year as a state. One that ended then is not counted: it lost everything with itself.
    """
    wide = held.pivot(index="year", columns="state", values="treaties").fillna(0)
    falls = (wide.ge(2) & wide.shift(-WITHIN).eq(0)).stack()
    rows = falls[falls].reset_index()[["state", "year"]]
    rows = rows[rows["state"].map(last_years).gt(rows["year"] + WITHIN)]
    rows["treaties"] = [
        int(wide.at[year, state]) for state, year in zip(rows["state"], rows["year"], strict=True)
    ]
    return rows.sort_values(["state", "year"]).drop_duplicates("state", keep="last").reset_index(drop=True)


def by_state(
    pairs: pd.DataFrame, memberships: pd.DataFrame, without: str, rng: np.random.Generator
) -> pd.DataFrame:
    """Return one row a state: treaties signed and expected in each period, and when it had none left.

    Parameters
    ----------
    pairs
        The relevant pairs, with the columns of the fit.
    memberships
        Of small treaties, with ``state``.
    without
        A state whose treaties teach the fit nothing.
    """
    places = neighbourhoods(pairs)
    signed = signings(memberships)
    known = [places[year].holds(group) for year, group in zip(signed["year"], signed["group"], strict=True)]
    signed = signed[known]
    taught = signed[[without not in group for group in signed["group"]]]
    signs, columns, treaty = choice_rows(taught, places, rng)
    scales = columns.mean(axis=0), columns.std(axis=0)
    coefficients = fit_choice(signs, (columns - scales[0]) / scales[1], treaty)
    hoped = expected(signed, places, coefficients, scales, rng)
    found = signed.explode("group").rename(columns={"group": "state"})
    rows = pd.DataFrame(index=pd.Index(sorted(set(pairs["state_a"]) | set(pairs["state_b"])), name="state"))
    for name, span in PERIODS.items():
        within = hoped[hoped["year"].between(*span)].groupby("state")["expected"].sum()
        own = found[found["year"].between(*span)].groupby("state").size()
        rows[f"expected_{name}"] = within.round(3)
        there = rows[f"expected_{name}"].notna()
        rows[f"signed_{name}"] = own.reindex(rows.index).fillna(0).where(there).astype("Int64")
        gap = rows[f"signed_{name}"].astype("float64") - rows[f"expected_{name}"]
        rows[f"rank_{name}"] = gap.rank(method="min").astype("Int64")
    held = in_force(memberships)
    last = pd.concat([pairs.groupby(side)["year"].max() for side in ("state_a", "state_b")])
    lost = emptied(held, last.groupby(level=0).max()).set_index("state")
    rows["most_held"] = held.groupby("state")["treaties"].max().reindex(rows.index).fillna(0).astype("int64")
    rows["emptied_after"], rows["lost"] = lost["year"].astype("Int64"), lost["treaties"].astype("Int64")
    return rows.reset_index()
