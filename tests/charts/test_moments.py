"""Named moments along time."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES
from tests.charts.canvases import dots, place_of, said, touched, traces, words

MOMENTS = pd.DataFrame({
    "at": [1990.0, 1990.1, 1990.2, 2001.5, 2008.0],
    "words": ["First", "Second", "Third", "Fourth", "Fifth"],
    "effect": ["better", "worse", "better", "neutral", "worse"],
    "contested": [False, False, True, False, False],
    "hover": list("abcde"),
})  # fmt: skip
KINDS = charts.marks("tie", {"better": "closer", "worse": "apart", "neutral": "neither"})


def moments(frame=MOMENTS, **options):
    options = {"spans": [(1985, 2000), (2000, 2010)], "kinds": KINDS} | options
    columns = {"at": "at", "words": "words", "kind": "effect", "hollow": "contested", "hover": "hover"}
    return charts.moments(frame, **columns, open_means="denied", **options)


@pytest.mark.parametrize("narrow", [False, True])
def test_words_of_a_column_do_not_overlap_and_none_is_turned(narrow):
    notes = words(moments(), narrow=narrow)
    first = sorted(note["y"] for note in notes if note["text"] in ("First", "Second", "Third"))
    assert all(lower - upper >= 17 for upper, lower in pairwise(first))
    assert not any(note.get("textangle") for note in notes)


@pytest.mark.parametrize("narrow", [False, True])
def test_all_stands_on_the_canvas(narrow):
    fig = moments(pd.concat([MOMENTS] * 9).sort_values("at"))
    layout = fig.layout.to_plotly_json()
    height = (charts.narrowed(layout) if narrow else layout)["height"]
    assert all(0 < note["y"] < height for note in words(fig, narrow=narrow))


def test_columns_stand_side_by_side_on_a_page_and_in_turn_on_a_phone():
    fig = moments()
    assert place_of(fig, "Fifth")["x"] > place_of(fig, "First")["x"]
    assert place_of(fig, "Fifth", narrow=True)["x"] == place_of(fig, "First", narrow=True)["x"]
    assert place_of(fig, "Fourth", narrow=True)["y"] > place_of(fig, "Third", narrow=True)["y"]


def test_a_line_leads_from_the_true_time_to_each_mark():
    (leaders,) = [one for one in traces(moments()) if one["mode"] == "lines" and one["x"].count(None) == 2][
        :1
    ]
    starts = [y for place, y in enumerate(leaders["y"]) if place % 3 == 0]
    assert starts[1] - starts[0] == pytest.approx(starts[2] - starts[1])


def test_each_mark_has_the_colour_of_its_effect_and_a_contested_one_is_hollow():
    marks = [(colour, y) for colour, _, y in dots(moments()) if y > 40]
    colours = [colour for colour, _ in marks]
    assert colours.count(HUES["plum"].light) == 2
    assert colours.count(HUES["taupe"].light) == 1
    hollow = [one for one in traces(moments()) if one.get("marker", {}).get("color") == HUES["paper"].light]
    assert sum(len(one["x"]) for one in hollow) == 2  # the key, and the one


def test_the_key_says_what_the_marks_mean():
    assert {"closer", "apart", "neither", "denied"} <= set(said(moments()))


def test_each_mark_says_more_where_it_is_touched():
    assert sorted(touched(moments())) == list("abcde")


def test_a_moment_outside_all_spans_or_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="'Fifth' is in no span"):
        moments(spans=[(1985, 2000), (2000, 2005)])
    with pytest.raises(ValueError, match="no colour for 'odd'"):
        moments(MOMENTS.assign(effect="odd"))
