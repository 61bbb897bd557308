"""Forecasts under every choice: worked out by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import forecast_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def forecast(name, outcome, naive="not borne out", basis="habit", text="article", **cells):
    return {"prediction_id": name, "outcome": outcome, "naive_outcome": naive, "basis": basis, "text": text,
            "weight": "central", "sharp": "yes"} | cells  # fmt: skip


def reading(name, reader, outcome):
    return {"prediction_id": name, "rules": specs.RULES, "reader": reader, "outcome": outcome}


def test_points_follow_reader_text_sentences_and_credit():
    told = pd.DataFrame([
        forecast("a", "borne out"), forecast("b", "borne out in part", sharp="no"),
        forecast("c", "not borne out", basis="aim", weight="minor"), forecast("d", "borne out", "borne out"),
        forecast("e", "borne out in part", "borne out in part", "forecast", "commentary"),
        forecast("f", "open"),
    ])  # fmt: skip
    read = pd.DataFrame([reading(name, who, "borne out") for name in "abcdef" for who in ("first", "second")])
    rows = specs.score_specifications(told, read)
    whole = {"reader": "settled", "text": "both", "sentences": "all", "half": 0.5}

    def points(**other):
        return row(rows, **(whole | other))[["settled", "said", "unchanged"]].tolist()

    assert points() == [5, 3.0, 1.5]
    assert points(half=0.0) == [5, 2.0, 1.0] and points(half=1.0) == [5, 4.0, 2.0]
    assert points(text="article") == [4, 2.5, 1.0]
    assert points(sentences="central") == points(sentences="without views and aims") == [4, 3.0, 1.5]
    assert points(sentences="sharp or partly so") == [4, 2.5, 1.5]
    assert row(rows, **whole)[["habits", "others"]].tolist() == [pytest.approx(2.5 / 3, abs=1e-4), 0.25]
    alone = row(rows, **(whole | {"reader": "first"}))
    assert alone["said"] == 6 and pd.isna(alone["unchanged"]), "the first reader was not asked of no change"
    assert not rows["text"].eq("commentary").any(), "one sentence is too few"


def test_with_nothing_left_out_the_points_are_the_chapters():
    told = helpers.load("predictions")
    rows = specs.score_specifications(told, helpers.load("forecast_readings"))
    skill = helpers.forecasts.benchmark(told).set_index("text")
    for text in skill.index:
        one = row(rows, reader="settled", text=text, sentences="all", half=0.5)
        assert (
            one[["settled", "said", "unchanged"]].tolist()
            == skill.loc[text, ["settled", "said", "unchanged"]].tolist()
        )


DAYS = ["2022-01-05", "2022-02-05", "2025-07-01", "2025-08-01"]


@pytest.fixture(scope="module")
def judged():
    """Return four events on two forecasts, one of them weakly sourced and one read otherwise by a reader."""
    told = pd.DataFrame({"prediction_id": [specs.ALLIANCE, specs.WISH], "claim_ids": ["P6.1", "A1.2; A1.3"]})
    events = pd.DataFrame({
        "event_id": list("abcd"), "date": DAYS, "title": "told", "theme": "treaty", "how_known": "read",
        "confidence": ["high", "high", "high", "low"], "in_tail": False,
    })  # fmt: skip
    events = pd.concat([events, events.iloc[[0]].assign(event_id="tail", in_tail=True)], ignore_index=True)
    pairs = pd.DataFrame({"event_id": [*"abcd", "tail"], "claim_id": "P6.1", "direction": "supports"})
    more = pd.DataFrame({"event_id": list("ab"), "claim_id": ["A1.2", "A1.3"], "direction": "supports"})
    pairs = pd.concat([pairs, more], ignore_index=True)
    read = pd.concat([pairs.assign(reader=who, rules=specs.RULES) for who in ("first", "second")])
    other = read["reader"].eq("second") & read["event_id"].eq("a") & read["claim_id"].eq("P6.1")
    return told, events, pairs, read.assign(direction=read["direction"].mask(other, "against"))


def test_events_are_counted_by_reader_sources_unit_and_span(judged):
    rows = specs.balance_specifications(*judged)
    whole = {"prediction": specs.ALLIANCE, "reader": "settled", "sources": "all", "unit": "each event",
             "span": "all"}  # fmt: skip

    def sides(**other):
        return row(rows, **(whole | other))[["supports", "against", "mixed"]].tolist()

    assert sides() == [4, 0, 0], "the tail stays out"
    assert sides(reader="second") == [3, 1, 0]
    assert sides(sources="firm alone") == [3, 0, 0]
    assert sides(unit="one a theme and year") == sides(span="before the wars") == [2, 0, 0]
    assert not rows.query("reader == 'second' and unit != 'each event'")["span"].eq("all").any(), (
        "one is mixed"
    )


def test_events_fit_both_texts_or_one(judged):
    rows = specs.reason_specifications(*judged)
    whole = {"reader": "settled", "sources": "all", "wish": "A1.2 and A1.3", "span": "all"}
    counts = ["both", "article", "commentary"]
    assert row(rows, **whole)[counts].tolist() == [2, 2, 0]
    assert row(rows, **(whole | {"wish": "A1.2 alone"}))[counts].tolist() == [1, 3, 0]
    assert row(rows, **(whole | {"reader": "second"}))[counts].tolist() == [1, 2, 1]
    assert rows["span"].eq("all").all() and rows["sources"].eq("all").all(), "fewer than four are too few"


def test_of_events_that_fit_the_weak_can_be_left_out(judged):
    told, events, pairs, read = judged
    events = pd.concat([events.assign(confidence="high"),
                        events.iloc[[0]].assign(event_id="weak", confidence="low")])  # fmt: skip
    coded = {"event_id": "weak", "claim_id": "P6.1", "direction": "supports"}
    pairs = pd.concat([pairs, pd.DataFrame([coded])], ignore_index=True)
    readers = [coded | {"reader": who, "rules": specs.RULES} for who in ("first", "second")]
    read = pd.concat([read, pd.DataFrame(readers)], ignore_index=True)
    rows = specs.reason_specifications(told, events, pairs, read)
    whole = {"reader": "settled", "wish": "A1.2 and A1.3", "span": "all"}
    assert row(rows, sources="all", **whole)["article"] == 3
    assert row(rows, sources="firm alone", **whole)["article"] == 2


def test_with_nothing_left_out_the_balances_are_the_chapters():
    told, events, pairs, read = (helpers.load(name) for name in specs.JUDGED)
    scored = helpers.forecasts.score(told, events.query("not in_tail"), pairs).set_index("prediction_id")
    rows = specs.balance_specifications(told, events, pairs, read)
    whole = rows.query("reader == 'settled' and sources == 'all' and unit == 'each event' and span == 'all'")
    whole = whole.set_index("prediction")[["supports", "against", "mixed"]]
    assert whole.equals(scored.loc[whole.index, list(whole)].rename_axis("prediction"))


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
