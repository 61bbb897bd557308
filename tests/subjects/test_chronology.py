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
