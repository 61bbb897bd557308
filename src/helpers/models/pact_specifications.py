"""Treaties that became pacts, the turn of 1979, foretelling, and distance in votes, under every choice.

A choice is crossed with every other. Where fewer than :data:`FEWEST` treaties are left there is no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from .. import tables
from ..measures import placebo
from ..subjects import comparison, defence_pacts
from .jobs import Job

IRAN, RUSSIA = "IRN", "RUS"
FEWEST = 10
PROMISED = {
    "neutrality and consultation": "in_class",
    "these and non-aggression": "in_class and nonaggression",
    "neutrality": "neutrality",
    "consultation": "consultation",
    "consultation and non-aggression": "consultation and nonaggression",
    "any of the three": "",
}
SIGNERS = {
    "all": "",
    "with Russia": "russia",
    "without Russia": "not russia",
    "a great power": "great_power",
    "a great power and a regional state": "great_power_regional",
}
STARTS = {
    "all": "",
    "no successor of a pact": "not replaced",
    "never a pact before": "earlier_defence_until.isna()",
    "no aid or bases": "not military",
}
FOLLOWED = {"to 2016": 100, "fifteen years": 15}

SPANS, TURNS, SCALES = (10, 12, 15, 20, 23), (1979, 1980), ("gap", "partners")

MODELS = {"model": "firth", "with effects of states": "ridge"}
SIMPLE = ("base_rate", "distance", "contiguity")
SCORES = ("log_score", "brier")

YEARS, MIDDLES = range(2009, 2019), ("median", "mean")
POWERS = {
    "all": "great_power != ''",
    "Russia alone": "great_power == 'RUS'",
    "the five of the Council": ("great_power in ['CHN', 'FRA', 'GBR', 'RUS', 'USA']"),
}


def pact_specifications(treaties: pd.DataFrame) -> pd.DataFrame:
    """Count the pacts that followed treaties short of defence, under every choice of class and of pact.

    Parameters
    ----------
    treaties
        Table ``treaty_class_2001``: one row a treaty; that of Iran and Russia is left out.

    Returns
    -------
    DataFrame
        One row a combination of ``promised``, ``signers``, ``start``, ``followed`` and ``pact`` that leaves
        :data:`FEWEST` treaties: how many there are (``treaties``), how many a pact followed (``pacts``), and
        the ``share``.
    """
    return pd.DataFrame(_followed(treaties)).round(4)


def _followed(treaties: pd.DataFrame) -> Iterator[dict]:
    ours = treaties["state_a"].eq(IRAN) & treaties["state_b"].eq(RUSSIA)
    for pact in defence_pacts.PACTS:
        rows = defence_pacts.treaties_at_risk(treaties[~ours], pact)
        rows["russia"] = rows["state_a"].eq(RUSSIA) | rows["state_b"].eq(RUSSIA)
        for promised, signers, start in product(PROMISED, SIGNERS, STARTS):
            asked = [one for one in (PROMISED[promised], SIGNERS[signers], STARTS[start]) if one]
            kept = rows.query(" and ".join(f"({one})" for one in asked)) if asked else rows
            for followed, years in FOLLOWED.items():
                if len(kept) >= FEWEST:
                    pacts = int((kept["happened"] & kept["years"].le(years)).sum())
                    yield {
                        "promised": promised, "signers": signers, "start": start, "followed": followed,
                        "pact": pact, "treaties": len(kept), "pacts": pacts, "share": pacts / len(kept),
                    }  # fmt: skip


def turn_specifications(years: pd.DataFrame) -> pd.DataFrame:
    """Say how Iran stood before and after its revolution, under every choice of promise, clubs and years.

    Parameters
    ----------
    years
        Table ``comparison_years``: one row a state and year.

    Returns
    -------
    DataFrame
        One row a combination of ``promise``, ``clubs``, ``year`` (the first after the turn), ``span`` (years
        on each side) and ``scale``: partners expected and found before and after, how many states stood
        further above what was expected before (``above``), and how many fell further (``fell``) of
        ``states``.
    """
    rows = []
    for promise, clubs in product(comparison.PROMISES, (False, True)):
        own = comparison.counted(years, promise, clubs=clubs)
        for year, span, scale in product(TURNS, SPANS, SCALES):
            named = {"promise": promise, "clubs": clubs, "year": year, "span": span, "scale": scale}
            rows.append(named | _turned(own, year, span, scale))
    return pd.DataFrame(rows).round(3)


def _turned(own: pd.DataFrame, year: int, span: int, scale: str) -> dict[str, float]:
    sides = {"before": (year - span, year - 1), "after": (year, year + span - 1)}
    ranked = {name: placebo.levels(own, within=ends, scale=scale) for name, ends in sides.items()}
    at = {name: placebo.place(one, IRAN) for name, one in ranked.items()}
    gaps = pd.DataFrame({name: _gap(one, scale) for name, one in ranked.items()}).dropna()
    change = gaps["after"] - gaps["before"]
    found = {f"{what}_{name}": row[what] for name, row in at.items() for what in ("expected", "found")}
    above = int(gaps["before"].gt(gaps.at[IRAN, "before"]).sum())
    return found | {"above": above, "fell": int(change.lt(change[IRAN]).sum()), "states": len(gaps)}


def _gap(ranked: pd.DataFrame, scale: str) -> pd.Series:
    by_state = ranked.set_index("state")
    return by_state["gap"] if scale == "gap" else by_state["found"] - by_state["expected"]


def foretelling_specifications(scores: pd.DataFrame) -> pd.DataFrame:
    """Set the score of the model beside that of simpler ways to foretell, under every choice of test.

    Parameters
    ----------
    scores
        Table ``pact_onset_scores``: one row a panel, test, part, span, model and kind of pact.

    Returns
    -------
    DataFrame
        One row a ``panel``, ``test``, ``part``, ``years``, ``pact``, ``by`` (which model) and ``score``:
        ``value``, and those of ``base_rate``, ``distance`` and ``contiguity`` alone, missing where they were
        not asked; less is better.
    """
    named = ["panel", "test", "part", "years", "pact"]
    long = scores.melt([*named, "model"], SCORES, var_name="score")
    wide = long.pivot(index=[*named, "score"], columns="model", values="value").rename_axis(columns=None)
    parts = [
        wide.reindex(columns=[*SIMPLE]).assign(value=wide[column], by=by)
        for by, column in MODELS.items() if column in wide
    ]  # fmt: skip
    rows = pd.concat(parts).dropna(subset="value").reset_index()
    return rows[[*named, "by", "score", "value", *SIMPLE]].sort_values(
        [*named, "by", "score"], ignore_index=True
    )


def distance_specifications(dyads: pd.DataFrame) -> pd.DataFrame:
    """Say whether Iran and Russia vote as far apart as pairs with a pact or those without, by every choice.

    Parameters
    ----------
    dyads
        Table ``dyad_years``: one row a great power, a regional state and a year.

    Returns
    -------
    DataFrame
        One row a ``year``, ``powers`` (whose pairs) and ``middle``: the distance of ideal points of Iran and
        Russia (``own``), and the middle of the pairs with a pact of defence and ``without`` one.
    """
    rows = []
    for year, powers, middle in product(YEARS, POWERS, MIDDLES):
        pairs = dyads.query(f"year == {year} and ({POWERS[powers]})").dropna(subset="ideal_point_distance")
        ours = pairs["great_power"].eq(RUSSIA) & pairs["regional_state"].eq(IRAN)
        others = pairs[~ours].groupby("defence")["ideal_point_distance"].agg(middle)
        named = {"year": year, "powers": powers, "middle": middle}
        own = pairs.loc[ours, "ideal_point_distance"].item()
        rows.append(named | {"own": own, "with_pact": others[True], "without": others[False]})
    return pd.DataFrame(rows).round(3)


def _pacts() -> pd.DataFrame:
    return pact_specifications(tables.load("treaty_class_2001"))


def _turns() -> pd.DataFrame:
    return turn_specifications(tables.load("comparison_years"))


def _foretold() -> pd.DataFrame:
    return foretelling_specifications(tables.load("pact_onset_scores"))


def _distances() -> pd.DataFrame:
    return distance_specifications(tables.load("dyad_years"))


JOBS = {
    "pact_specifications": Job(_pacts, tables=["treaty_class_2001"]),
    "turn_specifications": Job(_turns, tables=["comparison_years"]),
    "foretelling_specifications": Job(_foretold, tables=["pact_onset_scores"]),
    "distance_specifications": Job(_distances, tables=["dyad_years"]),
}
