"""Events on both sides of time."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES
from tests.charts.canvases import dots, place_of, traces, words

EVENTS = pd.DataFrame({
    "at": [1900.0, 1900.5, 1950.0, 1951.0],
    "words": ["1900 Loss", "1900 Another loss", "1950 Treaty", "1951 Treaty again"],
    "side": ["done", "done", "signed", "signed"],
    "added": [False, False, True, False],
    "hover": list("abcd"),
})  # fmt: skip


def timeline(events=EVENTS, sides=None, **options):
    columns = {"at": "at", "words": "words", "side": "side", "hollow": "added", "hover": "hover"}
    sides = sides or {"done": "Done", "signed": "Signed"}
    eras = {"First": (1890, 1940), "Second": (1940, 1990)}
    return charts.timeline(events, **columns, sides=sides, eras=eras, ticks=[1900, 1950], **options)


@pytest.mark.parametrize("narrow", [False, True])
def test_marks_stand_at_their_time_and_on_their_side(narrow):
    middle = (charts.NARROW if narrow else charts.WIDE) / 2
    marks = sorted((y, x) for _, x, y in dots(timeline(), narrow=narrow))
    assert [x < middle for _, x in marks] == [True, True, False, False]
    (first, _), (second, _), (third, _), _ = marks
    assert (third - first) == pytest.approx(100 * (second - first))


@pytest.mark.parametrize("narrow", [False, True])
def test_words_of_a_side_do_not_overlap_and_none_is_turned(narrow):
    notes = words(timeline(), narrow=narrow)
    assert not any(note.get("textangle") for note in notes)
    losses = sorted(note["y"] for note in notes if "oss" in note["text"])
    assert all(lower - upper >= 17 for upper, lower in pairwise(losses))


def test_an_event_of_lesser_standing_is_hollow():
    hollow = [one for one in traces(timeline()) if one.get("marker", {}).get("color") == HUES["paper"].light]
    assert [len(one["x"]) for one in hollow] == [1]


def test_dates_are_bold():
    assert place_of(timeline(), "again")["text"] == "<b>1951</b> Treaty again"


def test_an_event_on_neither_side_and_a_third_side_are_refused():
    with pytest.raises(ValueError, match="column 'side': no colour for 'dreamt'"):
        timeline(EVENTS.assign(side="dreamt"))
    with pytest.raises(ValueError, match="an axis has two sides; there are 3"):
        timeline(sides={"done": "", "signed": "", "dreamt": ""})
