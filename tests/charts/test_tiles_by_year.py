"""Tiles over their years."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import filled, place_of, said, touched

VOTES = pd.DataFrame({
    "year": [2014, 2014, 2018, 2018],
    "state": ["Russia", "Russia", "Russia", "China"],
    "subject": ["Yemen", "Yemen", "Conduct", "Conduct"],
    "vote": ["yes", "abstain", "no", "abstain"],
    "renewal": [True, False, False, False],
    "told": list("abcd"),
})  # fmt: skip
WORDS = {"yes": ["for", "F"], "abstain": ["abstained", "A"], "no": ["against", "N"]}


def tiles(frame=VOTES, said=WORDS):
    asked = {"year": "year", "row": "state", "group": "subject", "value": "vote", "colours": "votes"}
    return charts.tiles_by_year(frame, words=said, pale="renewal", paler="renewal", hover="told", **asked)


@pytest.mark.parametrize("narrow", [False, True])
def test_tiles_of_one_year_are_stacked_over_it_and_those_of_a_later_one_stand_further_right(narrow):
    own = "phone touch" if narrow else "page touch"
    yemen, russia, _ = (trace for trace in tiles().to_plotly_json()["data"] if trace["meta"] == own)
    (low, high), (later, *_) = (list(zip(one["x"], one["y"], strict=True)) for one in (yemen, russia))
    assert low[0] == high[0] < later[0]
    assert low[1] - high[1] == 20


def test_a_tile_has_the_longest_words_for_which_there_is_room_and_short_ones_are_told():
    wide, narrow = tiles(VOTES.assign(year=[2006, 2006, 2026, 2026])), tiles(VOTES)
    assert "abstained" in said(narrow), "few years leave room for the whole word"
    page = said(wide)
    assert page.count("for") == 1, "said in its tile, and nowhere told"
    phone = said(wide, narrow=True)
    assert phone.count("F") == 2, "in the tile and in the key"
    assert phone.count("for") == phone.count("abstained") == phone.count("against") == 1


def test_an_outline_is_not_filled_and_its_meaning_is_told():
    assert len(filled(tiles())) == 3
    assert len(filled(tiles(VOTES.assign(renewal=True)))) == 0
    assert said(tiles()).count("renewal") == 1


def test_blocks_stand_in_their_order_under_their_names_and_tiles_say_more_when_touched():
    fig = tiles()
    assert place_of(fig, "<b>Yemen</b>")["y"] < place_of(fig, "<b>Conduct</b>")["y"]
    assert touched(fig) == list("abcd")


def test_a_category_without_a_hue_or_without_words_is_refused():
    with pytest.raises(ValueError, match="no colour for 'maybe'"):
        tiles(VOTES.assign(vote="maybe"))
    with pytest.raises(KeyError, match="abstain"):
        tiles(said={"yes": ["for"], "no": ["against"]})
