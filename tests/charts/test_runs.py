"""What held year by year."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import filled, said, touched

YEARS = pd.DataFrame({
    "year": [2000, 2001, 2002, 2004, 2005],
    "state": ["Iran"] * 5,
    "vote": ["no", "no", "yes", "yes", "yes"],
})  # fmt: skip
WORDS = {"no": ["against the government of the day and its friends in all the world", "against"], "yes": []}


def runs(frame=YEARS, words=WORDS):
    return charts.runs(frame, x="year", row="state", value="vote", colours="votes", words=words, years=1)


@pytest.mark.parametrize("narrow", [False, True])
def test_years_with_one_value_are_one_bar_and_a_missing_year_parts_it(narrow):
    lengths = [right - left for left, right in filled(runs(), narrow=narrow)]
    year = (lengths[0] + 1.4) / 2
    assert lengths == pytest.approx([2 * year - 1.4, year - 1.4, 2 * year - 1.4])


def test_a_bar_has_the_longest_words_for_which_there_is_room():
    assert "against" in said(runs(), narrow=True)
    assert not any("friends" in text for text in said(runs(), narrow=True))


def test_a_bar_says_its_years_when_touched():
    assert touched(runs()) == ["Iran, 2000–2001: no", "Iran, 2002: yes", "Iran, 2004–2005: yes"]


def test_a_category_without_a_hue_is_refused():
    with pytest.raises(ValueError, match="no colour for 'maybe'"):
        runs(YEARS.assign(vote="maybe"))
