"""Votes of the UN Security Council on Syria and Iran.

A draft is adopted with nine of fifteen votes and no vote against it by a permanent member. It is *vetoed*
when it has the nine votes and a permanent member votes no; with fewer than nine it fails whoever opposes it,
and no veto is counted.
"""

from __future__ import annotations

import pandas as pd

NEEDED = 9
MEMBERS = 15
# Characters that keep a date or a count on one line of a narrow table.
UNBROKEN, JOINER = "\u2011", "\u2060"
STOPPED_BY = {"both": "Russia and China", "russia": "Russia", "counter": "too few votes"}
# A counter-draft was put to the vote with the draft it answers, or on the day after it.
ANSWER_WITHIN = pd.Timedelta(days=1)


def contested_syria(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the drafts on Syria that failed: those vetoed, and the Russian drafts put against them.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.

    Returns
    -------
    DataFrame
        One row a draft, by date, with ``camp``: ``both`` (vetoed by Russia and China), ``russia`` (vetoed by
        Russia while China abstained) or ``counter`` (a Russian draft without nine votes).
    """
    failed = votes[votes["kind"].isin(["syria", "syria_russian_draft"]) & votes["outcome"].ne("adopted")]
    camp = failed["china"].map({"no": "both", "abstain": "russia"})
    camp = camp.mask(failed["kind"].eq("syria_russian_draft"), "counter")
    return failed.assign(camp=camp).sort_values(["date", "vote_id"], ignore_index=True)


def vetoed(failed: pd.DataFrame) -> pd.DataFrame:
    """Return the vetoed drafts among the failed ones, as :func:`contested_syria` gives them."""
    return failed[failed["camp"].ne("counter")].reset_index(drop=True)


def answers(failed: pd.DataFrame) -> pd.DataFrame:
    """Put each Russian counter-draft beside the vetoed draft that it stood against.

    Parameters
    ----------
    failed
        One row a failed draft, as :func:`contested_syria` gives it.

    Returns
    -------
    DataFrame
        One row a counter-draft, by date: its columns, and under the same names with ``_answered`` those of
        the vetoed draft put to the vote on the same day or the day before; missing where there is none.

    Notes
    -----
    The pairs follow from the dates alone: whether a draft was written as an answer is not read off the texts.
    """
    by_date = failed.sort_values("date", kind="stable")
    counter = by_date[by_date["camp"].eq("counter")]
    other = vetoed(by_date).add_suffix("_answered")
    return pd.merge_asof(
        counter, other, left_on="date", right_on="date_answered", tolerance=ANSWER_WITHIN
    ).reset_index(drop=True)


def side_by_side(failed: pd.DataFrame, gap: float = 0.8) -> pd.DataFrame:
    """Give every failed draft a place on an axis: a counter-draft stands under the draft it answers.

    Votes cluster in a few weeks of a few years, so that points on a true time axis would hide one another.

    Returns
    -------
    DataFrame
        `failed` with ``pair`` (the draft answered, or the draft itself), ``year`` (of that draft) and
        ``place``: pairs in the order of their dates, one step apart, and `gap` more where a year begins.
    """
    paired = answers(failed).set_index("vote_id")["vote_id_answered"]
    pair = failed["vote_id"].map(paired).fillna(failed["vote_id"]).rename("pair")
    first = failed.groupby(pair)["date"].min().sort_values(kind="stable")
    place = pd.Series(range(len(first)), index=first.index) + gap * (
        first.dt.year.diff().fillna(0).ne(0).cumsum()
    )
    return failed.assign(pair=pair, year=pair.map(first).dt.year, place=pair.map(place))


def shown(failed: pd.DataFrame) -> pd.DataFrame:
    """Add the words a table shows for each draft.

    Returns
    -------
    DataFrame
        `failed` with ``day`` (date, with a dagger where a part of the row was not read or is less than sure),
        ``draft`` (symbol, or "not found"), ``about`` (subject), ``count`` (for, against, abstaining) and
        ``stopped_by`` (who vetoed it, or that votes were lacking). Dates and counts do not break at a line's
        end.
    """
    unsure = failed["confidence"].ne("high") | failed["how_known"].ne("read")
    about = (
        failed["topic"]
        .str.removeprefix("Syria: ")
        .str.replace("the JIM", "the Joint Investigative Mechanism")
    )
    parts = [failed[column].astype("str") for column in ("yes", "no", "abstain")]
    return failed.assign(
        day=failed["date"].dt.strftime("%Y-%m-%d").str.replace("-", UNBROKEN)
        + unsure.map({True: " †", False: ""}),
        draft=failed["symbol"].fillna("not found"),
        about=about.str[:1].str.upper() + about.str[1:],
        count=parts[0].str.cat(parts[1:], sep="–" + JOINER),
        stopped_by=failed["camp"].map(STOPPED_BY),
    )


def cast(votes: pd.DataFrame, member: str, by: str = "subject") -> pd.DataFrame:
    """Count how one permanent member voted.

    Returns
    -------
    DataFrame
        One row a group of `by`; columns ``yes``, ``abstain``, ``no`` and ``total``, in votes.
    """
    counts = pd.crosstab(votes[by], votes[member]).reindex(columns=["yes", "abstain", "no"], fill_value=0)
    return counts.assign(total=counts.sum(axis=1)).reset_index().rename_axis(columns=None)


def vetoes(votes: pd.DataFrame, member: str, by: str = "subject") -> pd.Series:
    """Count the vetoes one permanent member cast: its votes against drafts that failed by veto.

    Returns
    -------
    Series
        Vetoes by group; a group without any has 0.
    """
    cast_it = votes["outcome"].eq("vetoed") & votes[member].eq("no")
    return cast_it.groupby(votes[by]).sum().astype("int64").rename("vetoes")
