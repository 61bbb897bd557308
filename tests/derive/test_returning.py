"""Which resolutions return, and what counts as the same title."""

import pytest

from helpers import tables
from helpers.derive import returning

pytestmark = pytest.mark.thorough


def test_slips_of_spelling_are_one_text_and_other_words_are_not():
    keys = [
        "syrian golan",
        "occupied syrian golan",
        "risk nuclear poliferation",
        "risk nuclear proliferation",
    ]
    same = returning.same_texts([*keys, "risk nuclear proliferation"])
    assert same["risk nuclear poliferation"] == "risk nuclear proliferation"
    assert same["syrian golan"] != same["occupied syrian golan"]


def test_each_text_was_voted_on_in_both_periods_and_its_votes_are_counted_once():
    texts, votes = tables.load("recurring_resolutions"), tables.load("recurring_votes")
    years = votes["date"].dt.year
    for column, span in {"before": returning.BEFORE, "after": returning.AFTER}.items():
        counted = votes[years.between(*span)].groupby("text").size()
        assert counted.reindex(texts["text"]).tolist() == texts[column].tolist()
