"""The General Assembly: who stands near whom among all states, and how states voted on Ukraine.

Ranks may be compared over all years. Levels may not be compared with 2025, when the United States forced
votes on texts that used to pass without one, so that nearly all other pairs look closer:
:func:`level_change` and :func:`levels` refuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..tables import DataError

BREAK = 2025
"""The first year whose levels cannot be held against those before it."""

FOUND = ("yes", "abstain", "no", "absent")
"""What a state is known to have done; anything else in table ``assembly_ukraine`` leaves its vote open."""


def levels(similarity: pd.DataFrame, partner: str, first: int, last: int) -> pd.DataFrame:
    """Put Iran's similarity with a partner beside that of the state in the middle.

    Parameters
    ----------
    similarity
        Table ``unga_similarity``.
    partner
        ISO 3166 alpha-3 code of the partner.
    first, last
        The years, both included.

    Returns
    -------
    DataFrame
        One row a year and ``line`` (``IRN``, ``all``): ``value``, the cosine with the partner of Iran and of
        the state in the middle of the list.

    Raises
    ------
    DataError
        If the years lie on both sides of :data:`BREAK`.
    """
    _one_side(first, last)
    rows = similarity[similarity["partner"].eq(partner) & similarity["year"].between(first, last)]
    parts = {"IRN": rows["cosine"], "all": rows["median"]}
    return pd.concat(
        [rows[["year"]].assign(line=line, value=values) for line, values in parts.items()], ignore_index=True
    )


def level_change(similarity: pd.DataFrame, partner: str, before: int, after: int) -> pd.Series:
    """Return how far Iran, and the state in the middle, moved towards a partner between two years.

    Parameters
    ----------
    similarity
        Table ``unga_similarity``.
    partner
        ISO 3166 alpha-3 code of the partner.
    before, after
        The years.

    Returns
    -------
    Series
        ``IRN`` and ``all``: the cosine in the later year less that in the earlier one.

    Raises
    ------
    DataError
        If the years lie on both sides of :data:`BREAK`.

    Examples
    --------
    >>> rows = {"year": [2010, 2023], "partner": "RUS", "cosine": [0.7, 0.6], "median": [0.7, 0.2]}
    >>> level_change(pd.DataFrame(rows), "RUS", 2010, 2023).round(1).to_dict()
    {'IRN': -0.1, 'all': -0.5}
    """
    wide = levels(similarity, partner, before, after).pivot(index="year", columns="line", values="value")
    return (wide.loc[after] - wide.loc[before])[["IRN", "all"]]


def typical_rank(
    similarity: pd.DataFrame, partner: str, periods: Mapping[str, tuple[int, int]]
) -> pd.DataFrame:
    """Tell Iran's place by closeness to a partner over periods, since single years jump.

    Parameters
    ----------
    similarity
        Table ``unga_similarity``.
    partner
        ISO 3166 alpha-3 code of the partner.
    periods
        Name -> first and last year, both included.

    Returns
    -------
    DataFrame
        One row a period, in their order: the median ``rank``, its ``best`` and ``worst`` year's, and the most
        ``states`` ranked.

    Examples
    --------
    >>> rows = {"year": [2008, 2009, 2010], "partner": "RUS", "rank": [46, 100, 112], "states": 191}
    >>> typical_rank(pd.DataFrame(rows), "RUS", {"before": (2008, 2010)}).loc["before"].tolist()
    [100, 46, 112, 191]
    """
    chosen = similarity[similarity["partner"].eq(partner)].set_index("year")
    parts = {name: chosen.loc[first:last] for name, (first, last) in periods.items()}
    return pd.DataFrame({
        name: {
            "rank": int(rows["rank"].median()), "best": int(rows["rank"].min()),
            "worst": int(rows["rank"].max()), "states": int(rows["states"].max()),
        }
        for name, rows in parts.items()
    }).T  # fmt: skip


def votes_cast(votes: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """Count how states voted, of the texts for which their vote was found.

    Parameters
    ----------
    votes
        Rows of table ``assembly_ukraine``.
    states
        Its columns of states: ``irn``, ``chn`` ...

    Returns
    -------
    DataFrame
        One row a state: how often ``yes``, ``abstain``, ``no``, ``absent``, and ``found``, their sum. What
        the lists leave open ("not against") is not counted.

    Examples
    --------
    >>> votes = pd.DataFrame({"irn": ["no", "not against", None]})
    >>> votes_cast(votes, ["irn"]).loc["irn", ["no", "found"]].tolist()
    [1, 1]
    """
    counts = pd.DataFrame({one: votes[one].value_counts().reindex(FOUND, fill_value=0) for one in states}).T
    return counts.assign(found=counts.sum(axis=1))


def _one_side(first: int, last: int) -> None:
    if first < BREAK <= last:
        raise DataError(
            f"unga_similarity: the levels of {first} and {last} cannot be compared: from {BREAK} votes "
            "are taken on texts that used to pass without one; next: compare ranks, or years on one side"
        )


PERIODS = {"before": (2005, 2010), "after": (2015, 2019)}
"""The two periods in which a resolution that returns was voted on."""

STEPS = {"yes": 0, "abstain": 1, "no": 2}
MOVES = {
    -1: "They came nearer",
    1: "They moved apart",
    0: "Together before and after",
    2: "Apart before and after",
}
"""What became of a resolution between Iran and Russia, from one period to the other."""


def usual_votes(votes: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """Tell how states usually voted on each resolution that returns, before and after.

    Parameters
    ----------
    votes
        Table ``recurring_votes``.
    states
        Its columns of states.

    Returns
    -------
    DataFrame
        One row a ``text``: ``irn_before``, ``irn_after`` ...: the commonest vote of the period, of two the
        later; missing where the state cast none.

    Examples
    --------
    >>> rows = {"text": "a", "date": pd.to_datetime(["2006-12-01", "2016-12-01"]), "irn": ["yes", "no"]}
    >>> usual_votes(pd.DataFrame(rows), ["irn"]).loc["a"].tolist()
    ['yes', 'no']
    """
    years = votes["date"].dt.year
    sides = {when: votes[years.between(*span)].sort_values("date") for when, span in PERIODS.items()}
    return pd.DataFrame(
        {
            f"{state}_{when}": rows.groupby("text")[state].agg(_commonest)
            for state in states
            for when, rows in sides.items()
        }
    )


def _commonest(cast: pd.Series) -> str | None:
    counts = cast.value_counts()
    most = set(counts.index[counts.eq(counts.max())])
    return next((vote for vote in cast[::-1] if vote in most), None)


def moves(usual: pd.DataFrame, one: str = "irn", other: str = "rus") -> pd.Series:
    """Say of each resolution that returns whether two states came nearer, in the words of :data:`MOVES`.

    Parameters
    ----------
    usual
        Of :func:`usual_votes`.
    one, other
        The states.

    Returns
    -------
    Series
        By ``text``; missing where one of them cast no vote in a period.

    Examples
    --------
    >>> votes = {"irn_before": "yes", "rus_before": "no", "irn_after": "yes", "rus_after": "abstain"}
    >>> moves(pd.DataFrame([votes])).tolist()
    ['They came nearer']
    """
    steps = usual.apply(lambda column: column.map(STEPS))
    apart = {when: (steps[f"{one}_{when}"] - steps[f"{other}_{when}"]).abs() for when in PERIODS}
    change = (apart["after"] - apart["before"]).clip(-1, 1)
    return change.mask(change.eq(0) & apart["after"].gt(0), 2).map(MOVES)


def ends(specifications: pd.DataFrame) -> pd.Series:
    """Say of each specification of votes whether it shows two states nearer, apart, or leaves it open.

    Parameters
    ----------
    specifications
        Rows of table ``vote_specifications``.

    Returns
    -------
    Series
        ``nearer`` or ``apart`` where both intervals of the change lie on one side of zero, else ``open``;
        missing where there is no change.

    Examples
    --------
    >>> rows = pd.DataFrame({"low": [0.1, -0.3], "low_years": [0.2, -0.1], "high": 0.4, "high_years": 0.5})
    >>> ends(rows).tolist()
    ['nearer', 'open']
    """
    known = specifications[["low", "low_years", "high", "high_years"]].dropna()
    nearer = known[["low", "low_years"]].gt(0).all(axis=1)
    apart = known[["high", "high_years"]].lt(0).all(axis=1)
    found = pd.Series("open", known.index).mask(nearer, "nearer").mask(apart, "apart")
    return found.reindex(specifications.index)


def shares_of_variance(specifications: pd.DataFrame, choices: Sequence[str], value: str) -> pd.Series:
    """Return the share of the variance of a value that each choice accounts for by itself.

    Parameters
    ----------
    specifications
        One row a specification.
    choices, value
        Its columns.

    Examples
    --------
    >>> rows = pd.DataFrame({"cut": [1, 1, 2, 2], "base": ["a", "b"] * 2, "change": [0.0, 0.0, 1.0, 1.0]})
    >>> shares_of_variance(rows, ["cut", "base"], "change").to_dict()
    {'cut': 1.0, 'base': 0.0}
    """
    known = specifications.dropna(subset=[value])
    whole = known[value].var(ddof=0)
    parts = {one: known.groupby(one)[value].transform("mean").var(ddof=0) / whole for one in choices}
    return pd.Series(parts).rename_axis("choice").rename("share")


def returning_rows(texts: pd.DataFrame, votes: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """Put each resolution that returns in a row: what became of it between Iran and Russia, and all votes.

    Parameters
    ----------
    texts, votes
        Tables ``recurring_resolutions`` and ``recurring_votes``.
    states
        Columns of `votes`.

    Returns
    -------
    DataFrame
        One row a text on which Iran and Russia both voted in both periods: its columns, ``move`` (of
        :data:`MOVES`, in their order) and the usual votes.
    """
    usual = usual_votes(votes, states)
    rows = texts.join(usual, on="text").assign(move=moves(usual).reindex(texts["text"]).to_numpy())
    order = {name: place for place, name in enumerate(MOVES.values())}
    rows = rows.dropna(subset=["move"]).assign(place=lambda found: found["move"].map(order))
    return rows.sort_values(["place", "subject", "title"], ignore_index=True).drop(columns="place")
