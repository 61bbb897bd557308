"""Voices and polls under every choice: worked out by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import home_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough

WHOLE = dict(zip(specs.CHOICES, [
    "counted", "Russia or China", "2018", 2026, "any", "statement", "counted"
], strict=True))  # fmt: skip


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def said(date, speaker, stance="sceptical", **cells):
    return {
        "date": date, "speaker": speaker, "stance": stance, "state": "IRN", "about": "RUS", "role": "deputy",
        "source": "https://example.org", "confidence": "high",
    } | cells  # fmt: skip


@pytest.fixture(scope="module")
def debate():
    return specs.debate_specifications(pd.DataFrame([
        said("2019", "A", role="former minister"), said("2022-05", "A", role="former minister"),
        said("2022-06", "B", about="CHN"), said("2025", "C", "in favour"),
        said("2025-01-10", "D", "in favour", source="https://www.iranintl.com/en/1"),
        said("2025-03", "E", confidence="low"), said("2025-04", "F", "official"), said("2026-02", "G"),
        said(None, "H"), said("2025-05", "I", state="RUS"),
        said("2025-06", "J"), said("2025-07", "K", "in favour", role="former president"),
        said("2025-08", "L"),
    ]))  # fmt: skip


def test_what_one_choice_leaves_out_is_not_counted(debate):
    def counted(**other):
        return row(debate, **(WHOLE | other))[["of", "sceptical", "in_favour"]].tolist()

    assert counted() == [11, 7, 3]
    assert counted(exile="left out") == [10, 7, 2]
    assert counted(about="Russia") == [10, 6, 3]
    assert counted(since="2021-07") == [10, 6, 3]
    assert counted(since="2025-02") == [6, 4, 1], "one that is dated to the year is not of a month"
    assert counted(until=2025) == [10, 6, 3]
    assert counted(relied_on="high alone") == [10, 6, 3]
    assert counted(counted="speaker") == [10, 6, 3]
    assert counted(officials="left out") == [10, 7, 3]
    assert row(debate, **WHOLE)[["sceptical_former", "in_favour_former"]].tolist() == [2, 1]
    assert debate["of"].min() == specs.FEWEST


def answers(**values):
    """Return answers, each a value and perhaps how exact it is."""
    rows = [(name.replace("_", "-"), *(value if isinstance(value, tuple) else (value, "exact")))
            for name, value in values.items()]  # fmt: skip
    return pd.DataFrame(rows, columns=["answer_id", "value", "value_kind"])


def test_a_rough_value_and_fear_shift_the_earlier_answer(monkeypatch):
    monkeypatch.setattr(specs, "CHANGES", {"view": ("early", "late"), "rank": ("low", "late")})
    rows = specs.poll_change_specifications(answers(early=(50.0, "about"), late=40.0, low=10.0))

    def pair(question, about, fear):
        return row(rows, question=question, about=about, fear=fear, margin=3)[["earlier", "later"]].tolist()

    assert pair("view", 0, 0) == [50, 40]
    assert pair("view", 5, 0) == [55, 40]
    assert pair("view", -5, 10) == [35, 40]
    assert pair("rank", 0, -10) == [20, 40]
    assert set(rows.query("question == 'rank'")["about"]) == {0}, "an exact value has one reading"


def test_what_one_answer_loses_the_other_gains(monkeypatch):
    polls = {"Iranians": {"both": (["yes"], ["no"]), "sum": (["more", "keep"], [])},
             specs.RUSSIANS: {"friend": (["friend"], [])}}  # fmt: skip
    monkeypatch.setattr(specs, "POLLS", polls)
    rows = specs.poll_majority_specifications(answers(yes=48.0, no=42.0, more=30.0, keep=35.0, friend=6.0))

    def shares(question, points):
        return row(rows, question=question, majority=50, overstated=points)[["share", "largest"]].tolist()

    assert shares("both", 0) == [48, 48]
    assert shares("both", 10) == [38, 52]
    assert shares("sum", 5) == [60, 60]
    assert set(rows.query("question == 'friend'")["overstated"]) == {0}


def test_with_nothing_left_out_the_counts_are_the_chapters():
    voices = helpers.load("elite_debate")
    dated = voices[voices["state"].eq("IRN") & voices["date"].notna()]
    whole = row(helpers.load("debate_specifications"), **WHOLE)
    stances = dated["stance"].value_counts()
    assert whole[["of", "sceptical", "in_favour"]].tolist() == [
        len(dated), stances["sceptical"], stances["in favour"]
    ]  # fmt: skip


def test_majorities_run_from_more_than_half_to_two_in_three():
    rows = helpers.load("poll_majority_specifications")
    assert rows["majority"].min() == 50 and rows["majority"].max() == round(200 / 3) == max(specs.MAJORITIES)
    assert set(rows["majority"]) == set(specs.MAJORITIES)
    assert set(rows["overstated"]) == set(specs.OVERSTATED)


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
