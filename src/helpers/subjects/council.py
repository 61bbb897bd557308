"""Votes of the UN Security Council on Iran, Yemen and Syria.

A draft is adopted with nine of fifteen votes and no vote against it by a permanent member. It is *vetoed*
when it has the nine votes and a permanent member votes no; with fewer than nine it fails whoever opposes it,
and no veto is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..tables import holds

NEEDED = 9
MEMBERS = 15
# Characters that keep a date or a count on one line of a narrow table.
UNBROKEN, JOINER = "\u2011", "\u2060"
STOPPED_BY = {"both": "Russia and China", "russia": "Russia", "counter": "too few votes"}
# A counter-draft was put to the vote with the draft it answers, or on the day after it.
ANSWER_WITHIN = pd.Timedelta(days=1)
# What a vote on Iran was about, and on whose side a member stood.
ABOUT = ("nuclear file", "Houthis", "conduct")
STANCES = ("veto", "sided with Iran", "abstained", "opposed Iran's side")
# The documents that one veto stops; on an amendment too few votes decide, on procedure there is no veto.
TEXTS = ("resolution", "draft")
# First years of the periods of a subject: our cuts, made where Russia's votes on the Houthis turned.
PERIODS = {"nuclear file": (2006,), "conduct": (2018,), "Houthis": (2014, 2020, 2022, 2024)}


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

    Examples
    --------
    >>> votes = pd.DataFrame({
    ...     "vote_id": ["a", "b"], "date": pd.to_datetime(["2011-10-04", "2018-04-10"]), "kind": "syria",
    ...     "outcome": ["vetoed", "adopted"], "china": ["no", "yes"]
    ... })
    >>> contested_syria(votes)[["vote_id", "camp"]]
      vote_id  camp
    0       a  both
    """
    failed = votes[votes["kind"].isin(["syria", "syria_russian_draft"]) & votes["outcome"].ne("adopted")]
    camp = failed["china"].map({"no": "both", "abstain": "russia"})
    camp = camp.mask(failed["kind"].eq("syria_russian_draft"), "counter")
    return failed.assign(camp=camp).sort_values(["date", "vote_id"], ignore_index=True)


def vetoed(failed: pd.DataFrame) -> pd.DataFrame:
    """Return the vetoed drafts among the failed ones, as :func:`contested_syria` gives them.

    Parameters
    ----------
    failed
        One row a failed draft.

    Examples
    --------
    >>> vetoed(pd.DataFrame({"vote_id": ["a", "b"], "camp": ["both", "counter"]}))
      vote_id  camp
    0       a  both
    """
    return failed[failed["camp"].ne("counter")].reset_index(drop=True)


def pair_counter_drafts(failed: pd.DataFrame) -> pd.DataFrame:
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

    Examples
    --------
    >>> days = pd.to_datetime(["2018-04-10", "2018-04-10", "2018-04-14"])
    >>> failed = pd.DataFrame({"vote_id": ["a", "b", "c"], "date": days})
    >>> pairs = pair_counter_drafts(failed.assign(camp=["russia", "counter", "counter"]))
    >>> pairs[["vote_id", "vote_id_answered"]]
      vote_id vote_id_answered
    0       b                a
    1       c              NaN
    """
    by_date = failed.sort_values("date", kind="stable")
    counter = by_date[by_date["camp"].eq("counter")]
    other = vetoed(by_date).add_suffix("_answered")
    return pd.merge_asof(
        counter, other, left_on="date", right_on="date_answered", tolerance=ANSWER_WITHIN
    ).reset_index(drop=True)


def joined_drafts(failed: pd.DataFrame) -> pd.DataFrame:
    """Say of every failed draft with which other it belongs: a counter-draft with the draft it answers.

    Returns
    -------
    DataFrame
        `failed` with ``pair``: the draft answered, or the draft itself.

    Examples
    --------
    >>> days = pd.to_datetime(["2018-04-10", "2018-04-10", "2019-09-19"])
    >>> failed = pd.DataFrame({"vote_id": ["a", "b", "c"], "date": days})
    >>> joined_drafts(failed.assign(camp=["russia", "counter", "both"]))[["vote_id", "pair"]]
      vote_id pair
    0       a    a
    1       b    a
    2       c    c
    """
    paired = pair_counter_drafts(failed).set_index("vote_id")["vote_id_answered"]
    return failed.assign(pair=failed["vote_id"].map(paired).fillna(failed["vote_id"]))


def draft_rows(failed: pd.DataFrame) -> pd.DataFrame:
    """Add the words a table shows for each draft.

    Returns
    -------
    DataFrame
        `failed` with ``day`` (date, with a dagger where a part of the row was not read or is less than sure),
        ``draft`` (symbol, or "not found"), ``about`` (subject), ``count`` (for, against, abstaining) and
        ``stopped_by`` (who vetoed it, or that votes were lacking). Dates and counts do not break at a line's
        end.
    """
    about = (
        failed["topic"]
        .str.removeprefix("Syria: ")
        .str.replace("the JIM", "the Joint Investigative Mechanism")
    )
    parts = [failed[column].astype("str") for column in ("yes", "no", "abstain")]
    return failed.assign(
        day=failed["date"].dt.strftime("%Y-%m-%d").str.replace("-", UNBROKEN) + daggers(failed),
        draft=failed["symbol"].fillna("not found"),
        about=about.str[:1].str.upper() + about.str[1:],
        count=parts[0].str.cat(parts[1:], sep="–" + JOINER),
        stopped_by=failed["camp"].map(STOPPED_BY),
    )


def daggers(votes: pd.DataFrame) -> pd.Series:
    """Return a dagger for each vote that is less than sure or of which a part was not read, else nothing.

    Parameters
    ----------
    votes
        One row a vote, with ``confidence`` and ``how_known``.

    Examples
    --------
    >>> daggers(pd.DataFrame({"confidence": ["high", "high"], "how_known": ["read", "partly read"]})).tolist()
    ['', ' †']
    """
    unsure = votes["confidence"].ne("high") | votes["how_known"].ne("read")
    return unsure.map({True: " †", False: ""})


def count_votes_of(votes: pd.DataFrame, member: str, by: str = "subject") -> pd.DataFrame:
    """Count how one permanent member voted.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.
    member
        Column of a permanent member: ``russia``, ``china``.

    Returns
    -------
    DataFrame
        One row a group of `by`; columns ``yes``, ``abstain``, ``no`` and ``total``, in votes.

    Examples
    --------
    >>> votes = pd.DataFrame({"russia": ["no", "no", "yes"], "subject": ["syria", "syria", "yemen"]})
    >>> count_votes_of(votes, "russia")
      subject  yes  abstain  no  total
    0   syria    0        0   2      2
    1   yemen    1        0   0      1
    """
    counts = pd.crosstab(votes[by], votes[member]).reindex(columns=["yes", "abstain", "no"], fill_value=0)
    return counts.assign(total=counts.sum(axis=1)).reset_index().rename_axis(columns=None)


def vetoes(votes: pd.DataFrame, member: str, by: str = "subject") -> pd.Series:
    """Count the vetoes one permanent member cast: its votes against drafts that failed by veto.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.
    member
        Column of a permanent member: ``russia``, ``china``.
    by
        Column to count by.

    Returns
    -------
    Series
        Vetoes by group; a group without any has 0.

    Examples
    --------
    >>> votes = pd.DataFrame({"russia": ["no", "no"], "outcome": ["vetoed", "failed"], "subject": "syria"})
    >>> vetoes(votes, "russia").to_dict()
    {'syria': 1}
    """
    cast_it = votes["outcome"].eq("vetoed") & votes[member].eq("no")
    return cast_it.groupby(votes[by]).sum().astype("int64").rename("vetoes")


def on_iran(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the votes on Iran and on its partner in Yemen, with whom each text bore on and how.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.

    Returns
    -------
    DataFrame
        One row a vote, by date, with ``bearing``: ``against`` (the text demands something of Iran or of its
        partner, punishes or condemns them), ``eases`` (it lifts a burden from them) or ``neutral``; and with
        ``stoppable``: whether it was a text with nine votes or more, which one veto could stop.

    Notes
    -----
    The direction of each text is our judgement, kept in the table. A neutral text is against nobody.

    Examples
    --------
    >>> votes = pd.DataFrame({
    ...     "vote_id": ["a", "b"], "date": pd.to_datetime(["2014-02-26", "2019-01-16"]), "about": "Houthis",
    ...     "direction": ["against Houthis", "neutral"], "document": "resolution", "nine_votes": True,
    ...     "counted": True
    ... })
    >>> on_iran(votes)[["vote_id", "bearing", "stoppable"]]
      vote_id  bearing  stoppable
    0       a  against       True
    1       b  neutral       True
    """
    found = votes[votes["about"].isin(ABOUT) & votes["counted"]]
    return found.assign(
        bearing=found["direction"].str.split().str[0],
        stoppable=found["nine_votes"] & found["document"].isin(TEXTS),
    ).sort_values(["date", "vote_id"], ignore_index=True)


def against_iran(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the texts against Iran or its partner in Yemen that one veto could stop.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.

    Returns
    -------
    DataFrame
        One row a text, as :func:`on_iran` gives it, with ``period``: first and last year of the texts on the
        same subject that lie between two years of :data:`PERIODS`.

    Examples
    --------
    >>> votes = pd.DataFrame({
    ...     "vote_id": list("abc"), "date": pd.to_datetime(["2014-02-26", "2015-04-14", "2020-02-25"]),
    ...     "about": "Houthis", "direction": "against Houthis", "document": "resolution",
    ...     "nine_votes": True, "counted": True
    ... })
    >>> against_iran(votes)["period"].tolist()
    ['2014–2015', '2014–2015', '2020']
    """
    every = on_iran(votes)
    texts = every[every["stoppable"] & every["bearing"].eq("against")].reset_index(drop=True)
    years = texts["date"].dt.year
    starts = [
        max(one for one in PERIODS[about] if one <= year)
        for about, year in zip(texts["about"], years, strict=True)
    ]
    part = years.groupby([texts["about"], starts])
    first, last = (part.transform(end).astype("str") for end in ("min", "max"))
    return texts.assign(period=first + ("–" + last).where(first.ne(last), ""))


def stances(on_iran: pd.DataFrame, members: Sequence[str]) -> pd.DataFrame:
    """Say for each vote on Iran on whose side a permanent member stood.

    Parameters
    ----------
    on_iran
        One row a vote, as :func:`on_iran` gives it.
    members
        Columns with a member's vote: ``russia``, ``china``, ``usa``.

    Returns
    -------
    DataFrame
        One row a vote and member: the vote's columns, ``member``, ``vote`` and ``stance``, one of
        :data:`STANCES`; missing where the text was neutral, or where the vote was not read. A vote against a
        text that failed for want of votes sided with Iran, but was no veto.
    """
    long = pd.concat([on_iran.assign(member=member, vote=on_iran[member]) for member in members])
    with_iran = long["bearing"].map({"against": "no", "eases": "yes"})
    helped = long["vote"].eq(with_iran)
    stance = helped.map({True: STANCES[1], False: STANCES[3]}).mask(long["vote"].eq("abstain"), STANCES[2])
    stance = stance.mask(helped & long["outcome"].eq("vetoed"), STANCES[0])
    return long.assign(stance=stance.where(with_iran.notna() & long["vote"].notna()))


def count_decisions(stances: pd.DataFrame, by: Sequence[str] = ("about",)) -> pd.DataFrame:
    """Count what members did with the texts against Iran that a veto could stop.

    Parameters
    ----------
    stances
        Of the texts that :func:`against_iran` gives, as :func:`stances` says them.
    by
        Columns to count by: ``about``, ``period``, ``type``, ``routine``.

    Returns
    -------
    DataFrame
        One row a group of `by` and ``member``: ``veto``, ``abstained``, ``for`` and ``total``, in texts.

    Raises
    ------
    ValueError
        If a vote is among them that no veto could decide, or that was not against Iran.
    """
    if len(other := stances[~(stances["stoppable"] & stances["bearing"].eq("against"))]):
        raise ValueError(f"{other['vote_id'].iloc[0]}: no text against Iran that a veto could stop")
    decided = stances["stance"].replace(STANCES[3], "for")
    counts = pd.crosstab([stances[one] for one in (*by, "member")], decided)
    counts = counts.reindex(columns=[STANCES[0], STANCES[2], "for"], fill_value=0).rename_axis(columns=None)
    return counts.assign(total=counts.sum(axis=1)).reset_index()


def decisions_side_by_side(decided: pd.DataFrame) -> pd.DataFrame:
    """Put what several members did with the same texts into one row.

    Parameters
    ----------
    decided
        One row a group and member, as :func:`count_decisions` gives it.

    Returns
    -------
    DataFrame
        One row a group, subjects in the order of :data:`ABOUT`: the columns counted by, ``total`` (texts),
        and for each member, such as ``russia``, ``veto_russia``, ``abstained_russia``, ``for_russia``.

    Examples
    --------
    >>> decided = pd.DataFrame({
    ...     "about": "conduct", "member": ["china", "russia"], "veto": [1, 2], "abstained": [2, 1],
    ...     "for": 0, "total": 3
    ... })
    >>> decisions_side_by_side(decided)[["about", "total", "veto_russia", "abstained_china"]]
         about  total  veto_russia  abstained_china
    0  conduct      3            2                2
    """
    counts = [STANCES[0], STANCES[2], "for"]
    by = [column for column in decided if column not in (*counts, "member")]
    wide = decided.pivot(index=by, columns="member", values=counts)
    wide.columns = [f"{what}_{member}" for what, member in wide.columns]
    order = {"about": ABOUT.index}
    return wide.reset_index().sort_values(
        by, key=lambda values: values.map(order.get(values.name, str)), ignore_index=True
    )


def vetoes_by_topic(
    vetoes: pd.DataFrame, later: pd.DataFrame, topics: Mapping[str, str], since: int
) -> pd.DataFrame:
    """Count Russia's vetoes by topic, cast alone or with China.

    Parameters
    ----------
    vetoes
        Table ``council_vetoes``: one row a draft that was vetoed, with the topic as its source has it.
    later
        Table ``russian_vetoes``: one row a day and item since that source ends, with ``texts`` vetoed.
    topics
        Topic -> name of its group. A topic of `later` is what stands before the colon.
    since
        First year.

    Returns
    -------
    DataFrame
        One row a group, in the order of `topics`, then "Other": ``alone`` and ``with_china``, in texts.
    """
    parts = [vetoes.assign(texts=1), later.assign(topic=later["topic"].str.split(":").str[0])]
    cast = pd.concat(parts, ignore_index=True)
    cast = cast[holds(cast["vetoed_by"], "RUS") & cast["date"].dt.year.ge(since)]
    group = cast["topic"].map(topics).fillna("Other").rename("topic")
    company = holds(cast["vetoed_by"], "CHN").map({True: "with_china", False: "alone"})
    counts = cast.groupby([group, company])["texts"].sum().unstack(fill_value=0)
    order = list(dict.fromkeys([*topics.values(), "Other"]))
    return (
        counts.reindex(index=order, columns=["alone", "with_china"], fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
