"""Answers in words and ticks."""

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES
from tests.charts.canvases import dots, place_of, said, touched

CELLS = pd.DataFrame({
    "treaty": ["2001", "2001", "2025", "2025"],
    "test": ["any", "fight", "any", "fight"],
    "answer": ["yes", "no", "leniently", "not known"],
    "block": ["Old", "Old", "New", "New"],
    "told": list("abcd"),
})  # fmt: skip
WORDS = {"yes": "", "leniently": "", "no": "no", "not known": "not known"}


def checks(cells=CELLS, **options):
    columns = {"row": "treaty", "column": "test", "value": "answer", "hover": "told", "maybe": "leniently"}
    return charts.checks(cells, **columns, words=WORDS, **options)


@pytest.mark.parametrize("narrow", [False, True])
def test_colour_is_for_yes_alone_and_every_other_answer_is_a_word(narrow):
    fig = checks()
    assert {colour for colour, _, _ in dots(fig, narrow=narrow)} == {HUES["petrol"].light}
    assert len(dots(fig, narrow=narrow)) == 2
    assert {"no", "not known"} <= set(said(fig, narrow=narrow))
    assert sorted(touched(fig, narrow=narrow)) == list("abcd")


def test_a_cell_stands_under_its_head_and_beside_its_row():
    fig = checks(group="block")
    (_, x, y), _ = dots(fig)
    assert x == place_of(fig, "any")["x"]
    assert y == place_of(fig, "2001")["y"]
    assert place_of(fig, "Old")["y"] < y < place_of(fig, "New")["y"]


def test_an_answer_without_a_word_is_refused():
    with pytest.raises(ValueError, match="column 'answer': no colour for 'maybe'"):
        checks(CELLS.assign(answer="maybe"))
