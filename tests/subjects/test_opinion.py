"""Polls: answers beside their question, and what is written of them."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import opinion

PANELS = {"support": "Support whom?", "like": "Like Russia?"}
REVERSE = {"dislike": "like", "stay neutral in": "support"}


def answer(question, item, value, **values):
    usual = {"pollster": "A/B", "start": "2022-02", "end": "2022-03", "population": "IRN"}
    coded = {"value_kind": "exact", "date_precision": "month", "confidence": "high"}
    return usual | coded | {"question": question, "item": item, "value": value} | values


def polls(*answers):
    return pd.DataFrame(list(answers))


def test_each_answer_stands_on_a_side_of_its_question():
    found = opinion.answers_on_russia(
        polls(
            answer("like", "Russia", 40),
            answer("dislike", "Russia", 57),
            answer("support", "Ukraine", 14),
            answer("stay neutral in", "Russia-Ukraine war", 64),
            answer("like", "Germany", 11),
            answer("like", "Russia", 12, population="RUS"),
            answer("fear", "Russia", 5),
        ),
        PANELS,
        REVERSE,
    )
    assert found["side"].tolist() == ["for Russia", "against", "against", "neutral"]
    assert found["panel"].tolist() == ["Like Russia?"] * 2 + ["Support whom?"] * 2
    assert found["poll"].unique().tolist() == ["A 2022"]


def test_a_poll_of_several_years_names_the_first_and_the_last():
    rows = polls(answer("like", "Russia", 55, start="2016", end="2021"))
    assert opinion.answers_on_russia(rows, PANELS, REVERSE)["poll"].tolist() == ["A 2016–21"]


def test_halves_go_up_and_what_was_not_read_is_empty():
    rows = polls(
        answer("like", "Russia", 40.5), answer("dislike", "Russia", 57), answer("support", "Russia", 7)
    )
    shares = opinion.shares_of_sides(opinion.answers_on_russia(rows, PANELS, REVERSE), PANELS)
    assert shares["panel"].tolist() == ["Support whom?", "Like Russia?"]
    assert shares["for Russia"].tolist() == [7, 41]
    assert shares["against"].tolist() == [pd.NA, 57]


def test_two_answers_for_one_side_of_a_poll_are_not_averaged():
    rows = polls(answer("like", "Russia", 40), answer("like", "Russia", 60))
    with pytest.raises(ValueError, match="duplicate"):
        opinion.shares_of_sides(opinion.answers_on_russia(rows, PANELS, REVERSE), PANELS)


def test_doubt_and_rough_figures_are_written():
    rows = polls(
        answer("like", "any", 64.5),
        answer("like", "Russia", 70, value_kind="about", confidence="medium"),
        answer("like", "Russia", 55, start="2016", end="2021", date_precision="year", confidence="low"),
        answer("like", "Russia", None, start=None, end=None, population="RUS", date_precision=None),
    )
    said = opinion.in_words(rows)
    assert said["percent"].tolist()[:3] == ["64.5", "about 70", "about 55"]
    assert pd.isna(said["percent"].iloc[3])
    assert said["begun"].tolist() == ["2022-02", "2022-02\u00a0†", "2016\u00a0‡", "not shown"]
    assert said["about"].tolist() == ["any country", "Russia", "Russia", "Russia"]
    assert said["asked_in"].tolist() == ["Iran", "Iran", "Iran", "Russia"]
    assert said["asked"].iloc[0] == "Like"


def test_every_confidence_of_the_table_has_a_mark():
    assert set(helpers.load("opinion")["confidence"]) <= set(opinion.MARKS)
