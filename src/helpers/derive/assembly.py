"""The General Assembly after the roll calls of states end: similarity by rank to 2025, ideal points of 2025.

Sources: the roll-call matrix as in :mod:`helpers.derive.unga` (to 2023); for 2024 and 2025 the cosines that
HZloto published from the United Nations' own file, whose roll calls by state were not at hand; and the ideal
points in the release of spring 2026, of which only 2025 is taken.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures import ideal_points
from . import dyads, raw, unga

PARTNERS = ("CHN", "RUS", "USA")
COSINES = "unga-2024-2025/unga_cosine_with_usa_china_russia_2024_2025.csv"
POINTS = "unga-idealpoints-2026/Idealpointestimates1946-2025.tab"
YEAR_OF_POINTS = 2025
FIRST_NEAR, BREAK = 2005, 2025  # from 2025 on levels are of other votes
# The year 2024 of the same release rests on 8 votes; no year as thin as that may be taken by mistake.
FEWEST_VOTES = 50
# yes and no pull apart; an abstention and an absence pull neither way
SIGNS = {1: 1.0, 2: 0.0, 3: -1.0, 0: 0.0}


def unga_similarity() -> pd.DataFrame:
    """One row a year and partner: how alike Iran votes, and its rank among all states by that.

    Notes
    -----
    The cosine of two states is (roll calls with the same yes or no - those with yes against no) divided by
    the geometric mean of the numbers in which each said yes or no. Abstention and absence count as 0.
    """
    ballots, years = dyads.ballots()
    parts = [_of_year(int(year), group) for year, group in ballots.groupby(years) if year <= unga.LAST_YEAR]
    rows = pd.concat([*parts, _published()], ignore_index=True)
    counts = dict.fromkeys(["n", "rank", "states", "shared", "agreement_rank", "agreement_states"], "Int64")
    return rows.astype(counts).sort_values(["year", "partner"], ignore_index=True)


def _of_year(year: int, ballots: pd.DataFrame) -> pd.DataFrame:
    """Measure Iran beside each partner in one year of the matrix; a state without a vote is left out."""
    present = ballots.loc[:, ballots.ne(0).any()]
    signs = present.replace(SIGNS).astype("float64")
    product = signs.T @ signs
    length = np.sqrt(np.diag(product))
    cosines = product.div(length, axis=0).div(length, axis=1)
    partners = [one for one in PARTNERS if {one, unga.STATE} <= set(present)]
    rows = [_ranked(cosines[one].drop(one)) | _same_votes(present, one) for one in partners]
    return pd.DataFrame(rows).assign(year=year, partner=partners, n=len(ballots), basis="roll calls")[
        ["year", "partner", "n", *_MEASURES, "basis"]
    ]


_MEASURES = [
    "cosine",
    "rank",
    "states",
    "median",
    "shared",
    "agreement",
    "agreement_rank",
    "agreement_states",
]


def _ranked(values: pd.Series) -> dict[str, float]:
    """Return Iran's value, its rank from the most alike (ties share the better place), and the median."""
    known = values.dropna()
    rank = known.rank(ascending=False, method="min")
    return {
        "cosine": known.get(unga.STATE, np.nan), "rank": rank.get(unga.STATE, np.nan),
        "states": len(known), "median": known.median(),
    }  # fmt: skip


def _same_votes(ballots: pd.DataFrame, partner: str) -> dict[str, float]:
    """Return the share of equal votes, abstention being a vote, and Iran's rank by it."""
    cast = ballots.where(ballots.ne(0))
    both = cast.notna().mul(cast[partner].notna(), axis=0)
    shared = both.sum()
    share = (cast.eq(cast[partner], axis=0).sum() / shared)[shared.ge(dyads.MINIMUM)].drop(
        partner, errors="ignore"
    )
    ranked = _ranked(share)
    return {
        "shared": shared[unga.STATE], "agreement": ranked["cosine"], "agreement_rank": ranked["rank"],
        "agreement_states": ranked["states"],
    }  # fmt: skip


def _published() -> pd.DataFrame:
    """Read 2024 and 2025, for which only totals and cosines are at hand: no share of equal votes follows."""
    rows = pd.read_csv(raw.read(COSINES))
    # Somebody voted in every roll call: the longest record of a year is the number of its roll calls.
    n = rows.groupby("year")["votes_cast_of_state"].max()
    medians = rows.groupby(["year", "with"])["cosine"].median()
    iran = rows[rows["iso3"].eq(unga.STATE)]
    key = pd.MultiIndex.from_frame(iran[["year", "with"]])
    return pd.DataFrame({
        "year": iran["year"], "partner": iran["with"], "n": iran["year"].map(n), "cosine": iran["cosine"],
        "rank": iran["rank_among_states"], "states": iran["states"],
        "median": medians.reindex(key).to_numpy(), "basis": "totals",
    })  # fmt: skip


def unga_near_russia() -> pd.DataFrame:
    """One row a year from 2005 to 2024 and state: how alike it and Russia vote, as in ``unga_similarity``."""
    ballots, years = dyads.ballots()
    kept = years.between(FIRST_NEAR, unga.LAST_YEAR)
    parts = [_near(group).assign(year=year) for year, group in ballots[kept].groupby(years[kept])]
    published = pd.read_csv(raw.read(COSINES)).query("`with` == 'RUS' and year < @BREAK")
    parts.append(published.rename(columns={"iso3": "state"})[["year", "state", "cosine"]])
    rows = pd.concat(parts, ignore_index=True)[["year", "state", "cosine"]]
    return rows.sort_values(["year", "state"], ignore_index=True)


def _near(ballots: pd.DataFrame) -> pd.DataFrame:
    """Return the cosine of every state that voted with Russia, in one year."""
    signs = ballots.loc[:, ballots.ne(0).any()].replace(SIGNS).astype("float64")
    length = np.sqrt((signs**2).sum())
    cosine = signs.T @ signs["RUS"] / (length * length["RUS"])
    return cosine.drop("RUS").dropna().rename("cosine").rename_axis("state").reset_index()


def unga_ideal_points_2025() -> pd.DataFrame:
    """One row a state: its ideal point of 2025, and how near Iran that is among all states.

    Raises
    ------
    RawDataError
        If a state's point rests on fewer than 50 votes, as all those of 2024 in this release do.
    """
    file = pd.read_csv(raw.read(POINTS), sep="\t")
    points = _points(file[file["year"].eq(YEAR_OF_POINTS)])
    chosen = points[points["state"].isin(unga.STATES)]
    if (thin := chosen["votes"].lt(FEWEST_VOTES)).any():
        raise raw.RawDataError(
            f"{POINTS}: the point of {chosen.loc[thin, 'state'].iloc[0]} in {YEAR_OF_POINTS} rests on "
            f"{chosen.loc[thin, 'votes'].iloc[0]} votes.\n  next: take the year from another release"
        )
    near = ideal_points.closeness(points, unga.STATE, [one for one in unga.STATES if one != unga.STATE])
    near = near.rename(columns={"partner": "state"})[["state", "distance", "rank", "states"]]
    rows = chosen.merge(near, on="state", how="left").drop(columns="series")
    return rows.astype({"rank": "Int64", "states": "Int64"}).sort_values("state", ignore_index=True)


def _points(wide: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "state": wide["iso3c"], "year": wide["year"], "series": "final_passage",
        "ideal_point": wide["IdealPointFP"], "low": wide["Q5%FP"], "high": wide["Q95%FP"],
        "votes": wide["NVotesFP"],
    }).dropna(subset=["ideal_point"])  # fmt: skip


TABLES = {
    "unga_near_russia": unga_near_russia,
    "unga_similarity": unga_similarity,
    "unga_ideal_points_2025": unga_ideal_points_2025,
}
