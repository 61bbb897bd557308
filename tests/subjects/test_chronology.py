"""Chronologies of what bears on a claim, on events small enough to order by hand."""

import pandas as pd
import pytest

from helpers import load
from helpers.subjects import chronology
from helpers.tables import DataError

BEFORE = pd.DataFrame({
    "event_id": ["talks", "speech", "rumour"],
    "start": ["2013", "2014-01-09", "2012-12"],
    "title": ["Talks", "Speech", "Rumour"],
    "description": "what happened",
    "claims": ["A12.3; P4.5; A12.1", "A15.4", "A12.1"],
    "status": ["recorded", "recorded", "unverified"],
    "how_known": "read",
    "confidence": ["high", "low", "high"],
})  # fmt: skip
AFTER = pd.DataFrame({
    "event_id": ["e2", "e1", "e3"],
    "date": ["2026-04-11", "2025-04-12", "2026-09-08"],
    "title": ["Meeting", "Messages", "After the record closed"],
    "description": "what happened",
    "how_known": ["read", "partly read", "excerpt"],
    "confidence": "high",
    "in_tail": [False, False, True],
})  # fmt: skip
LINKS = pd.DataFrame({"event_id": ["e2", "e1", "e1", "e3"], "claim_id": ["A12.1", "A12.1", "A9.1", "A12.1"]})


def listed(*claims):
    return chronology.events_on_claims(BEFORE, AFTER, LINKS, claims)


def test_earlier_and_later_events_stand_in_one_order_of_time():
    found = listed("A12.1")
    assert found["event_id"].tolist() == ["rumour", "talks", "e1", "e2"]
    assert found["after"].tolist() == [False, False, True, True]


def test_an_event_with_several_claims_stands_once_and_names_those_asked_for_article_first():
    found = listed("A12.3", "A12.1", "P4.5").set_index("event_id")
    assert found.at["talks", "claims"] == "P4.5; A12.1; A12.3"
    assert found.at["e1", "claims"] == "A12.1"


def test_what_is_unverified_not_fully_read_or_doubtful_is_marked():
    marked = listed("A12.1", "A15.4").set_index("event_id")["marked"]
    assert marked.to_dict() == {"rumour": True, "talks": False, "speech": True, "e1": True, "e2": False}


def test_a_locator_that_no_event_bears_on_is_an_error():
    with pytest.raises(DataError, match="none bears on A99"):
        listed("A99.1")


def test_the_record_lists_frankfurt_as_doubtful():
    tables = map(load, ["events_before", "events_after", "event_claims"])
    found = chronology.events_on_claims(*tables, ["A2.1", "A12.1"]).set_index("event_id")
    assert found.at["frankfurt-2021", "marked"]
    assert found["date"].is_monotonic_increasing


def test_spells_keep_who_left_early_and_what_is_open():
    tables = [load(name) for name in ("rivalries", "wars", "iran_alliances")]
    spells = chronology.ties_as_spans(
        *tables, {"IRQ": "Iraq", "RUS": "Russia"}, {(3275, "IRQ"): "1959-03-24"}
    )
    assert list(spells["partner"].unique()) == ["Iraq", "Russia"]
    pact = spells[spells["what"].str.contains("Baghdad")]
    assert pact["what"].item().endswith("1955–1959")
    assert spells.loc[spells["end"].isna(), "what"].str.contains("2001–").all()


def test_events_are_kept_by_claim_in_the_order_of_time():
    events = load("events_before")
    past = chronology.earlier_events(events, ["A7.8", "A8.4"])
    assert past["at"].is_monotonic_increasing
    assert {"gulistan-1813", "turkmenchay-1828", "china-plan-2021"} <= set(past["event_id"])
    assert past.set_index("event_id")["when"]["russo-persian-war-1804"] == "1804–13"
    assert past.set_index("event_id")["corrected"]["gulistan-1813"]


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("1804", "1813-10", "1804–13"),
        ("1899-12", "1921-02-26", "1899–1921"),
        ("1912-03-29", "1912-04", "1912"),
        ("1800", "1802", "1800–02"),
    ],
)
def test_the_years_of_an_earlier_event_are_written_as_short_as_they_can_be(start, end, when):
    row = BEFORE.head(1).assign(start=start, end=end, corrections=None)
    assert chronology.earlier_events(row, ["P4.5"])["when"].tolist() == [when]


def test_an_earlier_event_without_one_of_the_claims_is_left_out():
    events = BEFORE.assign(end=BEFORE["start"], corrections=[None, "c1", None])
    found = chronology.earlier_events(events, ["A12.1", "A15.4"])
    assert found[["event_id", "corrected"]].to_numpy().tolist() == [
        ["rumour", False],
        ["talks", False],
        ["speech", True],
    ]
    assert chronology.earlier_events(events, ["A12.3"])["event_id"].tolist() == ["talks"]


@pytest.mark.parametrize(("date", "at"), [("1912", 1912), ("1991-07", 1991.5), ("2000-01-01", 2000)])
def test_partial_dates_have_a_place_in_time(date, at):
    assert chronology.decimal_year(date) == at


def test_a_tie_says_its_years_and_stands_under_its_partner_in_time():
    rivalries = pd.DataFrame(
        [("IRN", "SAU", 1979, None), ("IRQ", "IRN", 1968, 1968), ("IRQ", "ISR", 1948, None)],
        columns=["state_a", "state_b", "begin", "end"],
    )
    wars = pd.DataFrame([("IRQ", "A war", 1980, 1988)], columns=["partner", "name", "begin", "end"])
    terms = ["atopid", "title", "partners", "begin", "end"]
    days = [pd.Timestamp(day) for day in ("1937-07-08", "1945-01-01", "1941-08-25", "1950-01-01")]
    pacts = [(1, "A pact", "IRQ; TUR", *days[::2]), (1, "A pact", "IRQ; TUR", *days[1::2])]
    pacts += [(2, "Of many", "IRQ; TUR; AFG; SAU; GBR", *days[:2]), (3, "Open", "SAU", days[0], pd.NaT)]
    found = chronology.ties_as_spans(
        rivalries, wars, pd.DataFrame(pacts, columns=terms), {"SAU": "Saudi Arabia", "IRQ": "Iraq"}, {}
    )
    assert found[["partner", "kind", "what"]].to_numpy().tolist() == [
        ["Saudi Arabia", "promise", "Open, 1937–"],
        ["Saudi Arabia", "rivalry", "Rivals, 1979–"],
        ["Iraq", "promise", "A pact, 1937–1950"],
        ["Iraq", "rivalry", "Rivals, 1968"],
        ["Iraq", "war", "A war, 1980–1988"],
    ]
    assert found["end"].iloc[3] == pd.Timestamp("1968-12-31")
    assert found.index.tolist() == [0, 1, 2, 3, 4]
