"""Predictions and the events that bear on them, against the tables and against small hand-made ones."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import forecasts


@pytest.fixture(scope="module")
def tables():
    predictions, events, pairs = map(helpers.load, ("predictions", "events_after", "event_claims"))
    return [predictions, events.query("not in_tail"), pairs]


@pytest.fixture
def small():
    predictions = pd.DataFrame(
        {"prediction_id": ["one", "two", "none"], "claim_ids": ["P1.1; P1.2", "A1.1", "A9.9"]}
    )
    happened = pd.DataFrame(
        {
            "event_id": ["e01", "e02", "e03", "e04"],
            "date": ["2021-04-06", "2021-05", "2026-01-01", "2026-01-02"],
            "title": ["First", "Second", "Third", "Fourth"],
            "theme": ["war", "war", "treaty", "treaty"],
            "source": ["https://a.example/x; SC/1", "SC/2", "https://b.example", "https://c.example"],
            "source_title": ["A", "UN", "B", "C"],
            "how_known": ["read", "partly read", "read", "read"],
            "confidence": ["high", "high", "low", "high"],
        }
    )
    coded = pd.DataFrame(
        [
            ("e01", "P1.1", "supports", None),
            ("e01", "P1.2", "against", "why"),
            ("e02", "P1.1", "neutral", None),
            ("e02", "P1.2", "supports", None),
            ("e03", "P1.1", "neutral", None),
            ("e03", "A1.1", "against", None),
            ("e04", "P8.8", "supports", None),
        ],
        columns=["event_id", "claim_id", "direction", "note"],
    )
    return predictions, happened, coded


def test_predictions_are_read_from_claims_of_their_text(tables):
    predictions = tables[0]
    claims = helpers.load("claims").set_index("claim_id")["text"]
    pairs = forecasts.claims_of_predictions(predictions).merge(predictions[["prediction_id", "text"]])
    assert pairs["claim_id"].map(claims).eq(pairs["text"]).all()
    assert 8 <= len(predictions) <= 12


def test_every_claim_that_is_a_prediction_belongs_to_one(tables):
    claims = helpers.load("claims")
    foretold = claims.loc[claims["kind"].eq("prediction"), "claim_id"]
    assert set(foretold) <= set(forecasts.claims_of_predictions(tables[0])["claim_id"])


def test_an_event_counts_once_a_prediction(tables):
    pairs = forecasts.events_on_predictions(*tables)
    assert not pairs.duplicated(["prediction_id", "event_id"]).any()
    assert set(pairs["direction"]) <= set(forecasts.DIRECTIONS)
    assert pairs["date"].notna().all()


def test_score_of_the_tables(tables):
    scored = forecasts.score(*tables).set_index("prediction_id")
    counted = scored[list(forecasts.DIRECTIONS)]
    assert counted.loc["friends-stop-at-a-ceiling"].tolist() == [8, 0, 0, 31]
    assert counted.loc["coalition-ends-with-its-task"].tolist() == [0, 0, 3, 5]
    # Against the snapback no veto was possible, so its three events decide nothing.
    assert counted.loc["veto-serves-iran-at-times"].tolist() == [1, 0, 0, 5]
    assert counted.loc["discretion-brings-safety"].tolist() == [3, 0, 7, 2]
    assert counted.sum(axis=1).eq(scored["events"]).all()
    assert list(scored.index) == list(tables[0]["prediction_id"])


def test_the_same_events_support_cannot_and_will_not(tables):
    pairs = forecasts.events_on_predictions(*tables)
    both = forecasts.events_in_common(pairs, "no-alliance-with-russia", "iran-wants-no-binding-alliance")
    assert both["one"].all(), "what speaks for the wish speaks for the result"
    assert both.loc[both["other"], "event_id"].tolist() == ["e27", "e21", "e22"]


def test_no_text_does_better_than_no_change_as_chapter_12_says(tables):
    scored = forecasts.benchmark(tables[0]).set_index("text")
    assert scored["said"].le(scored["unchanged"]).all(), "its answer, its conclusion and its abstract say so"
    assert not scored.loc[["article", "commentary"], "better"].any()


def test_persistence_is_scored_beside_the_texts_on_what_is_settled_for_both():
    told = pd.DataFrame(
        [
            ("commentary", "borne out in part", "not borne out"),
            ("article", "borne out", "borne out"),
            ("article", "not borne out", "borne out"),
            ("article", "condition not met", "borne out"),
            ("commentary", "borne out", "open"),
        ],
        columns=["text", "outcome", "naive_outcome"],
    )
    scored = forecasts.benchmark(told).set_index("text")
    assert list(scored.index) == ["commentary", "article", "both"]
    assert scored.loc["article"].tolist() == [2, 1.0, 2.0, 0, 1]
    assert scored.loc["commentary"].tolist() == [1, 0.5, 0.0, 1, 0]
    assert scored.loc["both"].tolist() == [3, 1.5, 2.0, 1, 1]


def test_an_event_that_is_left_out_counts_nowhere(small):
    predictions, happened, coded = small
    pairs = forecasts.events_on_predictions(predictions, happened.query("event_id != 'e03'"), coded)
    assert set(pairs["event_id"]) == {"e01", "e02"}
    scored = forecasts.score(predictions, happened.head(0), coded)
    assert scored["events"].sum() == 0


def test_an_excerpt_of_high_confidence_is_firm(small):
    read = small[1].assign(how_known=["excerpt", "excerpt", "memory", "read"])
    assert forecasts.quality(read).tolist() == ["firm", "firm", "weak", "firm"]


def test_joined_directions(small):
    pairs = (
        forecasts.events_on_predictions(*small)
        .set_index(["prediction_id", "event_id"])["direction"]
        .to_dict()
    )
    assert pairs == {
        ("one", "e01"): "mixed",
        ("one", "e02"): "supports",
        ("one", "e03"): "neutral",
        ("two", "e03"): "against",
    }


def test_a_prediction_without_events_has_zeros_and_no_leaning(small):
    scored = forecasts.score(*small).set_index("prediction_id")
    assert scored["leaning"].to_dict() == {"one": "for", "two": "against", "none": "none"}
    assert scored.loc["none", ["events", "unsure"]].tolist() == [0, 0]
    assert scored["unsure"].to_dict() == {"one": 2, "two": 1, "none": 0}


def test_quality_is_weak_before_it_is_anything_else(small):
    assert forecasts.quality(small[1]).tolist() == ["firm", "middling", "weak", "firm"]


def test_one_claim_in_two_predictions_is_refused(small):
    predictions = small[0].assign(claim_ids=["P1.1", "P1.1", "A1.1"])
    with pytest.raises(helpers.DataError, match=r"row two: claim P1\.1 already belongs"):
        forecasts.claims_of_predictions(predictions)


def test_robustness_counts_by_every_rule(small):
    counted = forecasts.robustness(*small).set_index(["prediction_id", "rule"])
    assert counted.index.is_unique
    assert len(counted) == 3 * len(forecasts.SELECTIONS)
    # e01 is mixed and e02 supports, both of the war of 2021: together they are one mixed episode.
    assert counted.loc[("one", "one a theme and year"), list(forecasts.DIRECTIONS)].tolist() == [0, 1, 0, 1]
    assert counted.loc[("two", "firm sources only"), "leaning"] == "none"
    assert counted.loc[("one", "war years only"), "neutral"] == 1


def test_an_episode_ends_with_its_year(small):
    predictions, happened, coded = small
    later = happened.assign(date=["2021-04-06", "2022-05", "2026-01-01", "2026-01-02"])
    counted = forecasts.robustness(predictions, later, coded).set_index(["prediction_id", "rule"])
    assert counted.loc[("one", "one a theme and year"), list(forecasts.DIRECTIONS)].sum() == 3


def test_timeline_leaves_out_no_event(tables):
    lanes = {theme: [theme] for theme in sorted(set(tables[1]["theme"]))}
    laid = forecasts.event_lanes(tables[1], lanes)
    assert sorted(laid["event_id"]) == sorted(tables[1]["event_id"])


def test_timeline_puts_each_event_in_its_lane_on_its_day(small):
    laid = forecasts.event_lanes(small[1], {"Wars": ["war"], "Treaties": ["treaty"]})
    assert laid["when"].round(2).tolist() == [0.26, 0.37, 5.0, 5.0]
    assert laid["lane"].tolist() == ["Wars", "Wars", "Treaties", "Treaties"]


def test_timeline_names_a_theme_without_a_lane(small):
    with pytest.raises(helpers.DataError, match="theme 'treaty' has no lane"):
        forecasts.event_lanes(small[1], {"Wars": ["war"]})


def test_sourced_links_the_first_address_and_leaves_symbols(small):
    assert forecasts.publishers(small[1]).tolist()[:2] == ["[A](<https://a.example/x>)", "UN"]


def test_stability_of_the_tables(tables):
    counted = forecasts.robustness(*tables)
    held = forecasts.stability(counted).set_index("prediction_id")
    assert held.index[held["crosses"]].tolist() == ["coalitions-gain-weight"]


def test_stability_ignores_a_rule_that_leaves_nothing():
    counted = pd.DataFrame(
        [
            ("one", "all events", "for"),
            ("one", "war years only", "none"),
            ("two", "all events", "for"),
            ("two", "war years only", "against"),
            ("three", "all events", "against"),
            ("three", "war years only", "even"),
        ],
        columns=["prediction_id", "rule", "leaning"],
    )
    held = forecasts.stability(counted, ["war years only"]).set_index("prediction_id")
    assert held["keeps"].to_dict() == {"one": True, "two": False, "three": False}
    assert held["crosses"].to_dict() == {"one": False, "two": True, "three": False}


def test_provenance_counts_every_event_once(tables):
    known = forecasts.provenance(tables[1], helpers.load("sources"))
    assert known["events"].sum() == len(tables[1])
    assert known[list(forecasts.QUALITIES)].sum(axis=1).eq(known["events"]).all()


def test_provenance_of_small_tables(small):
    sources = pd.DataFrame(
        {
            "prefix": ["a.example", "a.example/own", "b.example"],
            "tier": ["weak", "primary document", "scholarly"],
        }
    )
    named = ["https://b.example; https://a.example/1", "https://a.example/own/2", "https://b.example", "UN"]
    known = forecasts.provenance(small[1].assign(source=named), sources).set_index("year")
    assert known.loc["2021"].to_dict() == {
        "firm": 1,
        "middling": 1,
        "weak": 0,
        "events": 2,
        "single": 1,
        "copied": 1,
    }


def test_an_event_rests_on_a_host_only_if_all_its_addresses_do(small):
    assert forecasts.rests_on(small[1], ["b.example", "c.example"]).tolist() == [False, False, True, True]
    assert not forecasts.rests_on(small[1], ["example"]).any()


def test_shown_marks_what_is_not_firm(small):
    laid = forecasts.event_rows(forecasts.events_on_predictions(*small), small[1])
    assert laid["event"].tolist() == ["First", "Second †", "Third ‡", "Third ‡"]
    assert laid["day"].iloc[0] == "2021\u201104\u201106"
    assert laid["speaks"].tolist() == ["in both directions", "for", "decides nothing", "against"]
