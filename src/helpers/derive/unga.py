"""Measures of voting in the United Nations General Assembly.

Sources: the roll-call matrix of Voeten, Strezhnev and Bailey (1946 to 4 June 2024), the titles of roll calls
in the unvotes package (to 2019), and the ideal points of Bailey, Strezhnev and Voeten (July 2025).
"""

from __future__ import annotations

import pandas as pd

from ..measures import agreement, ideal_points
from . import raw

STATE = "IRN"
PARTNERS = ("CHN", "IND", "RUS", "SYR", "TUR", "USA")
STATES = tuple(sorted((STATE, *PARTNERS)))
CODES = {1: "yes", 2: "abstain", 3: "no"}
FLAGS = {
    "middle_east": "me",
    "nuclear": "nu",
    "arms_control": "di",
    "human_rights": "hr",
    "colonialism": "co",
    "development": "ec",
}
# The six roll calls of 2024 end on 4 June; the session's votes fall in autumn.
LAST_YEAR = 2023
# From 2019 the file repeats the arms-control flag as colonialism and development. In 2018 colonialism marks 3
# roll calls (16 in 2017) and none of those on decolonisation.
LAST_YEAR_OF_ISSUE = {"colonialism": 2017, "development": 2018}
# 9 of the 88 roll calls of 2023 and none of 2024: the state was renamed and its votes were not matched.
LAST_YEAR_OF_PARTNER = {"TUR": 2022}
CONTESTED = 0.8
# Other places for that cut, and every roll call: what a reader may ask of the choice of four in five.
CUTS = (0.7, 0.75, CONTESTED, 0.85, 0.9, 0.95, 1.0)
CUT_PARTNERS = ("CHN", "IND", "RUS")
FIRST_YEAR_OF_CUTS = 1992
# Titles mark votes on single amendments and paragraphs (25 of 99 in 2005); from 2018 on nothing is marked.
LAST_YEAR_OF_MARKS = 2017
SUBSETS = ("all", "contested", "whole")
SERIES = {"final_passage": "fp", "all_votes": "all"}


def matrix() -> pd.DataFrame:
    """Return one row a roll call, known by number *and* date because four numbers recur."""
    wide = pd.read_csv(raw.read("unga-votes/ungaVoting_003.csv")).drop_duplicates(["rcid", "date"])
    ballots = wide.drop(columns=["rcid", "date", *FLAGS.values()])
    yes, voting = ballots.eq(1).sum(axis=1), ballots.isin(list(CODES)).sum(axis=1)
    head = pd.DataFrame(
        {
            "roll_call": wide["rcid"].astype("str") + "/" + wide["date"],
            "rcid": wide["rcid"],
            "date": wide["date"],
            "year": wide["date"].str[:4].astype("int64"),
            "contested": yes / voting < CONTESTED,
            "yes_share": yes / voting,
            "whole": ~_marked(wide),
        }
    )
    flags = wide[list(FLAGS.values())].set_axis(list(FLAGS), axis=1)
    return pd.concat([head, flags, ballots[list(STATES)]], axis=1)


def _marked(wide: pd.DataFrame) -> pd.Series:
    """Return which roll calls were on an amendment or paragraph; by date too, because numbers recur."""
    titles = pd.read_csv(raw.read("unga-votes/un_roll_calls.csv"))
    marked = titles[titles["amend"].eq(1) | titles["para"].eq(1)]
    found = wide[["rcid", "date"]].merge(marked[["rcid"]], on="rcid", how="left", indicator=True)
    return (
        found["_merge"].eq("both") & found["date"].str[:4].astype("int64").le(LAST_YEAR_OF_MARKS)
    ).to_numpy()


def long(wide: pd.DataFrame) -> pd.DataFrame:
    """Return one row a roll call and state; 8 (absent) and 9 (no member) are no votes."""
    about = [column for column in wide.columns if column not in STATES]
    votes_long = wide.melt(about, list(STATES), var_name="state", value_name="vote")
    return votes_long.assign(vote=votes_long["vote"].map(CODES))


def unga_agreement() -> pd.DataFrame:
    """One row a year, partner, issue and subset: how Iran and the partner voted, and how alike."""
    ballots = agreement.dyad_votes(long(matrix()), STATE, PARTNERS)
    ballots = ballots[
        ballots["year"].le(LAST_YEAR) & ~_after(ballots["partner"], ballots["year"], LAST_YEAR_OF_PARTNER)
    ]
    parts = [_tally(ballots, issue, subset) for issue in ("all", *FLAGS) for subset in SUBSETS]
    counts = pd.concat(parts, ignore_index=True)
    counts = counts[~_after(counts["issue"], counts["year"], LAST_YEAR_OF_ISSUE)]
    counts = counts[~_after(counts["subset"], counts["year"], {"whole": LAST_YEAR_OF_MARKS})]
    measured = agreement.scott_pi(agreement.kappa(agreement.agreement(counts)))
    return _sorted(_with_bounds(measured), ["year", "partner", "issue", "subset"])


def unga_cuts() -> pd.DataFrame:
    """One row a year, partner and cut: what Iran and the partner voted where fewer than that share said yes.

    A cut of 1 takes every roll call, also those in which all that voted said yes.
    """
    ballots = agreement.dyad_votes(long(matrix()), STATE, CUT_PARTNERS)
    ballots = ballots[ballots["year"].between(FIRST_YEAR_OF_CUTS, LAST_YEAR)]
    parts = [
        agreement.count_votes(
            ballots[ballots["yes_share"].lt(cut) | (cut == 1)], by=["year", "partner"]
        ).assign(cut=cut)
        for cut in CUTS
    ]
    return _sorted(pd.concat(parts, ignore_index=True), ["year", "partner", "cut"])


def _with_bounds(measured: pd.DataFrame) -> pd.DataFrame:
    """Add the bootstrap interval of each of the three measures."""
    for statistic, prefix in {"agreement": "", "kappa": "kappa_", "scott_pi": "scott_pi_"}.items():
        bounds = agreement.interval(measured, statistic)[["low", "high"]].round(3) + 0.0  # no "-0.0"
        measured = measured.join(bounds.add_prefix(prefix))
    return measured


def unga_ideal_points() -> pd.DataFrame:
    """One row a state, year and series: its place on the main dimension, with a 90 % interval."""
    points = _points()
    chosen = points[points["state"].isin(STATES)].dropna(subset=["ideal_point"])
    return _sorted(chosen, ["state", "year", "series"])


def unga_closeness() -> pd.DataFrame:
    """One row a year, series and partner: distance from Iran, and its rank among all states and all dyads."""
    return _sorted(ideal_points.closeness(_points(), STATE, PARTNERS), ["year", "series", "partner"])


def unga_syria_resolutions() -> pd.DataFrame:
    """One row a resolution on the war in Syria and state: how the state voted.

    A roll call counts when its title in the file names the Syrian Arab Republic and not the Golan; from 2011
    on, when the war began.
    """
    titles = pd.read_csv(raw.read("unga-votes/un_roll_calls.csv"))
    text = titles["short"].fillna("") + " " + titles["descr"].fillna("")
    on_war = (
        text.str.contains("Syrian Arab Republic")
        & ~text.str.contains("Golan|Israel")
        & titles["date"].ge("2011")
    )
    found = titles[on_war].assign(
        resolution="A/RES/" + titles["unres"].str.removeprefix("A/RES/").str.removeprefix("R/"),
        title=text.map(_title),
    )[["resolution", "rcid", "date", "title"]]
    cast = found.merge(long(matrix())[["rcid", "date", "state", "vote"]], on=["rcid", "date"], validate="1:m")
    return _sorted(cast.drop(columns="rcid"), ["resolution", "state"])


def _title(text: str) -> str:
    """Say in a few words what a resolution on Syria is about; the file prints whole titles."""
    if "Mechanism" in text:
        return "Mechanism to investigate the most serious crimes (IIIM)"
    return "Human rights in Syria" if "human rights in" in text else "Situation in Syria"


def _tally(ballots: pd.DataFrame, issue: str, subset: str) -> pd.DataFrame:
    chosen = ballots if issue == "all" else ballots[ballots[issue]]
    chosen = chosen if subset == "all" else chosen[chosen[subset]]
    return agreement.count_votes(chosen, by=["year", "partner"]).assign(issue=issue, subset=subset)


def _after(codes: pd.Series, years: pd.Series, last: dict[str, int]) -> pd.Series:
    """Mark rows later than the last usable year of their code."""
    return years.gt(codes.map(last).fillna(LAST_YEAR))


def _points() -> pd.DataFrame:
    """Return one row a state, year and series; states that share a code (both Yemens) go by number."""
    wide = pd.read_stata(raw.read("unga-idealpoints/IdealpointsJuly2025.dta"))
    twins = wide.duplicated(["iso3c", "year"], keep=False)
    state = wide["iso3c"].mask(twins, wide["ccode"].astype("str"))
    parts = [_series(wide, state, series, suffix) for series, suffix in SERIES.items()]
    return pd.concat(parts, ignore_index=True).dropna(subset=["ideal_point"])


def _series(wide: pd.DataFrame, state: pd.Series, series: str, suffix: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "state": state,
            "year": wide["year"].astype("int64"),
            "series": series,
            "ideal_point": wide[f"idealpoint{suffix}"].astype("float64"),
            "low": wide[f"q5{suffix}"].astype("float64"),
            "high": wide[f"q95{suffix}"].astype("float64"),
            "votes": wide[f"nvotes{suffix}"].astype("Int64"),
        }
    )


def _sorted(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    rest = [column for column in frame.columns if column not in key]
    return frame.sort_values(key, ignore_index=True)[[*key, *rest]]


TABLES = {
    "unga_agreement": unga_agreement,
    "unga_cuts": unga_cuts,
    "unga_ideal_points": unga_ideal_points,
    "unga_closeness": unga_closeness,
    "unga_syria_resolutions": unga_syria_resolutions,
}
