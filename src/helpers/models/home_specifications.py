"""What Iranians say about Russia, counted under every reasonable choice: voices of the elite, and polls.

A choice is crossed with every other. No source tells how far fear moves answers, or how many were asked; so
both are choices here, in points of a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from .. import tables
from .jobs import Job

EXILE = "iranintl|Iran International"
EXILES, ABOUT = ("counted", "left out"), ("Russia or China", "Russia")
SINCE, UNTIL = ("2018", "2021-07", "2025", "2025-02"), (2024, 2025, 2026)
RELIED_ON, COUNTED, OFFICIALS = ("any", "high alone"), ("statement", "speaker"), ("counted", "left out")
CHOICES = ("exile", "about", "since", "until", "relied_on", "counted", "officials")
FEWEST = 5

CHANGES = {
    "approves of its leadership": ("gallup-2011-02-approve-of-the-leadership-of-russia",
                                   "gallup-2021-approve-of-the-leadership-of-russia"),
    "view favourable": ("iranpoll-2016-favourable-to-russia", "iranpoll-2022-06-favourable-to-russia"),
}  # fmt: skip
ABOUT_VALUE, MARGINS, FEAR = (-5, 0, 5), (0, 3, 6), (-10, -5, 0, 5, 10)

RUSSIANS = "Russians on Iran"
ASSAD = "cissm-2016-{}-support-for-the-assad-government-should-{}"
# Topic -> question -> the answers nearer to the official line, which add up, and the others, which do not.
POLLS: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    "Iranians on Russia": {
        "leadership, 2021": (["gallup-2021-approve-of-the-leadership-of-russia"],
                             ["gallup-2021-disapprove-of-the-leadership-of-russia"]),
        "favourable view, 2022": (["iranpoll-2022-06-favourable-to-russia"],
                                  ["iranpoll-2022-06-unfavourable-to-russia"]),
        "operation in Syria, 2015": (["cissm-2015-12-approve-of-the-operation-in-syria-of-russia"], []),
    },
    "Iranians on help for Assad": {
        "send personnel, June 2016": (
            ["cissm-2016-06-sending-military-personnel-to-help-assad-approve-syria"],
            ["cissm-2016-06-sending-military-personnel-to-help-assad-disapprove-syria"]),
        "increase, March 2016": ([ASSAD.format("03", "increase")], []),
        "increase, June 2016": ([ASSAD.format("06", "increase")], []),
        "increase or keep, March 2016": ([ASSAD.format("03", how) for how in ("increase", "keep")], []),
        "increase or keep, June 2016": ([ASSAD.format("06", how) for how in ("increase", "keep")], []),
    },
    RUSSIANS: {
        "good view, 2015": (["levada-2015-07-good-view-of-iran"], []),
        "friendly, July 2022": (["superjob-2022-07-consider-a-friendly-country-iran"], []),
        "most friendly, August 2022": (
            ["vtsiom-2022-08-has-the-strongest-friendly-relations-with-russia-iran"], []),
        "neighbour and friend, August 2022": (["fom-2022-08-see-as-neighbours-and-friends-iran"], []),
        "friendly, 2025": (["vtsiom-2025-05-friendly-country-iran"], []),
    },
}  # fmt: skip
MAJORITIES, OVERSTATED = (50, 55, 60, 67), (0, 5, 10)


def debate_specifications(voices: pd.DataFrame) -> pd.DataFrame:
    """Count the Iranian statements on the ties with Russia or China, under every choice of what counts.

    Parameters
    ----------
    voices
        Table ``elite_debate``: one row a statement.

    Returns
    -------
    DataFrame
        One row a combination of ``exile`` (statements that an opposition broadcaster abroad reports),
        ``about``, ``since``, ``until``, ``relied_on``, ``counted`` (each statement, or each speaker once a
        stance) and ``officials`` (in the whole or not) that leaves :data:`FEWEST`: ``of`` them, how many are
        ``sceptical`` and ``in_favour``, and of each how many by persons who had left office
        (``sceptical_former``, ``in_favour_former``).

    Notes
    -----
    A statement dated to a year alone counts from that year on, and not from a month of it.
    """
    dated = voices[voices["state"].eq("IRN")].dropna(subset=["date"])
    return pd.DataFrame(_debated(dated.sort_values("date")))


def _debated(dated: pd.DataFrame) -> Iterator[dict]:
    year, abroad = dated["date"].str[:4].astype("int64"), dated["source"].str.contains(EXILE)
    for chosen in product(EXILES, ABOUT, SINCE, UNTIL, RELIED_ON, COUNTED, OFFICIALS):
        exile, about, since, until, relied_on, counted, officials = chosen
        kept = dated["date"].ge(since) & year.le(until) & (~abroad | (exile == "counted"))
        kept &= tables.holds(dated["about"], "RUS") | (about != "Russia")
        kept &= dated["confidence"].eq("high") | (relied_on == "any")
        kept &= dated["stance"].ne("official") | (officials == "counted")
        said = dated[kept]
        if counted == "speaker":
            said = said.drop_duplicates(["speaker", "stance"])
        if len(said) >= FEWEST:
            yield dict(zip(CHOICES, chosen, strict=True)) | {"of": len(said)} | _stances(said)


def _stances(said: pd.DataFrame) -> dict[str, int]:
    former = said["role"].str.contains("former")
    found: dict[str, int] = {}
    for stance in ("sceptical", "in favour"):
        took = said["stance"].eq(stance)
        name = stance.replace(" ", "_")
        found |= {name: int(took.sum()), f"{name}_former": int((took & former).sum())}
    return found


def poll_change_specifications(polls: pd.DataFrame) -> pd.DataFrame:
    """Compare two answers of Iranians to one question about Russia, under every reading of the numbers.

    Parameters
    ----------
    polls
        Table ``opinion``: one row an answer.

    Returns
    -------
    DataFrame
        One row a ``question``, ``about`` (points added to a value that is given as an approximate one),
        ``fear`` (points by which the earlier answer was more overstated than the later one) and ``margin``
        (points that chance may explain): the ``earlier`` and the ``later`` share, in per cent.
    """
    answers = polls.set_index("answer_id")[["value", "value_kind"]]
    rows = []
    for (question, pair), about, fear, margin in product(CHANGES.items(), ABOUT_VALUE, FEAR, MARGINS):
        inexact = answers.loc[list(pair), "value_kind"].eq("about")
        if about and not inexact.any():
            continue
        earlier, later = answers.loc[list(pair), "value"] + about * inexact
        named = {"question": question, "about": about, "fear": fear, "margin": margin}
        rows.append(named | {"earlier": float(earlier) - fear, "later": float(later)})
    return pd.DataFrame(rows)


def poll_majority_specifications(polls: pd.DataFrame) -> pd.DataFrame:
    """Say how large the larger side of a poll is, under every measure of a majority.

    Parameters
    ----------
    polls
        Table ``opinion``: one row an answer.

    Returns
    -------
    DataFrame
        One row a ``topic``, ``question``, ``majority`` (per cent that make one) and ``overstated`` (points
        taken from the answer nearer to the official line): its ``share``, and the ``largest`` of all shares
        that were read.
    """
    value = polls.set_index("answer_id")["value"]
    rows = []
    for topic, questions in POLLS.items():
        overstated = (0,) if topic == RUSSIANS else OVERSTATED  # the official line is that of Tehran
        for question, majority, points in product(questions, MAJORITIES, overstated):
            official, others = questions[question]
            share = float(value[official].sum()) - points
            largest = max([share, *(float(value[one]) + points for one in others)])
            named = {"topic": topic, "question": question, "majority": majority, "overstated": points}
            rows.append(named | {"share": share, "largest": largest})
    return pd.DataFrame(rows).round(1)


def _debate() -> pd.DataFrame:
    return debate_specifications(tables.load("elite_debate"))


def _changes() -> pd.DataFrame:
    return poll_change_specifications(tables.load("opinion"))


def _majorities() -> pd.DataFrame:
    return poll_majority_specifications(tables.load("opinion"))


JOBS = {
    "debate_specifications": Job(_debate, tables=["elite_debate"]),
    "poll_change_specifications": Job(_changes, tables=["opinion"]),
    "poll_majority_specifications": Job(_majorities, tables=["opinion"]),
}
