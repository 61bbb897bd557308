"""What polls say: answers beside the question that was asked, since only those to one question compare.

A poll of Iranians is asked about Russia in several ways, and about the war in Ukraine. An answer counts for
Russia, against it, or for neither.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

RUSSIA, UKRAINE, WAR = "Russia", "Ukraine", "Russia-Ukraine war"
MARKS = {"high": "", "medium": "\u00a0†", "low": "\u00a0‡"}
"""What is written behind an entry of each confidence."""


def answers_on_russia(
    polls: pd.DataFrame, panels: Mapping[str, str], reverse: Mapping[str, str]
) -> pd.DataFrame:
    """Put the answers of Iranians about Russia under the questions that they belong to.

    Parameters
    ----------
    polls
        Table ``opinion``.
    panels
        Question to which yes speaks for Russia -> its name.
    reverse
        Question to which yes does not -> the question beside which its answers stand.

    Returns
    -------
    DataFrame
        The answers to these questions, with ``panel`` (the name), ``side`` (for Russia, against, neutral) and
        ``poll`` (pollster and years).
    """
    asked = polls["population"].eq("IRN") & polls["item"].isin([RUSSIA, UKRAINE, WAR])
    answers = polls[asked].assign(panel=lambda rows: rows["question"].replace(reverse).map(panels))
    answers = answers.dropna(subset=["panel"])
    side = answers["question"].isin(panels).map({True: "for Russia", False: "against"})
    side = side.mask(answers["item"].eq(UKRAINE), "against").mask(answers["item"].eq(WAR), "neutral")
    return answers.assign(side=side, poll=answers["pollster"].str.split("/").str[0] + " " + _years(answers))


def _years(polls: pd.DataFrame) -> pd.Series:
    first, last = polls["start"].str[:4], polls["end"].str[:4]
    return first.where(first.eq(last), first + "–" + last.str[2:])


def shares_of_sides(answers: pd.DataFrame, panels: Mapping[str, str]) -> pd.DataFrame:
    """Return how many per cent took which side in each poll, as whole numbers; halves go up.

    Parameters
    ----------
    answers
        Result of :func:`answers_on_russia`; one answer a poll and side.
    panels
        As there; panels come in its order.

    Returns
    -------
    DataFrame
        One row a ``panel`` and ``poll``: a column a side, empty where no answer for it was read.
    """
    wide = answers.pivot(index=["panel", "poll"], columns="side", values="value")
    shares = wide.add(0.5).floordiv(1).astype("Int64").rename_axis(columns=None)
    order = list(panels.values()).index
    return shares.reset_index().sort_values("panel", key=lambda names: names.map(order), kind="stable")


def in_words(polls: pd.DataFrame) -> pd.DataFrame:
    """Write answers of polls as a reader should see them.

    Parameters
    ----------
    polls
        Rows of table ``opinion``.

    Returns
    -------
    DataFrame
        The rows, with ``asked_in`` (country), ``begun`` (month or year, with a mark where confidence is not
        high), ``asked`` (the question with a capital), ``about`` (its item) and ``percent`` (text; "about"
        before what is no exact figure of one year; missing where none was read).
    """
    percent = polls["value"].map("{:.3g}".format, na_action="ignore").astype("object")
    several = polls["date_precision"].eq("year") & polls["start"].ne(polls["end"])
    rough = polls["value_kind"].eq("about") | several
    return polls.assign(
        asked_in=polls["population"].map({"IRN": "Iran", "RUS": "Russia"}),
        begun=polls["start"].str[:7].fillna("not shown") + polls["confidence"].map(MARKS),
        asked=polls["question"].str[0].str.upper() + polls["question"].str[1:],
        about=polls["item"].replace({"any": "any country"}),
        percent=percent.mask(rough, "about " + percent),
    )
