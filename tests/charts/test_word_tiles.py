"""A grid of tiles with their words."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import filled, place_of, said, touched, words

CELLS = pd.DataFrame({
    "state": ["Iran", "Russia", "Iran", "Russia"],
    "text": ["first", "first", "second", "second"],
    "vote": ["yes", "no", "no", None],
    "told": list("abcd"),
})  # fmt: skip


def tiles(frame=CELLS):
    asked = {"row": "text", "column": "state", "value": "vote", "colours": "votes", "hover": "told"}
    return charts.word_tiles(frame, words={"yes": "yes", "no": "no"}, **asked)


@pytest.mark.parametrize("narrow", [False, True])
def test_each_tile_says_its_word_and_an_empty_cell_has_none(narrow):
    fig = tiles()
    assert sorted(said(fig, narrow=narrow)) == ["Iran", "Russia", "first", "no", "no", "second", "yes"]
    assert len(filled(fig, narrow=narrow)) == 3


def test_a_word_stands_in_the_middle_of_its_tile():
    (left, right), *_ = filled(tiles())
    assert place_of(tiles(), "yes")["x"] == pytest.approx((left + right) / 2)


def test_words_can_be_read_on_their_tiles():
    ink = {note["text"]: note["font"]["color"] for note in words(tiles())}
    assert ink["no"] == charts.INK["paper"]


def test_each_cell_can_be_touched():
    assert touched(tiles()) == list("abcd")


def test_an_unknown_category_is_refused():
    with pytest.raises(ValueError, match="no colour for 'maybe'; there is yes"):
        tiles(CELLS.assign(vote="maybe"))
