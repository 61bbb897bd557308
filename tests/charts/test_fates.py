"""What became of each of many."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import place_of, said, touched, traces

OUTCOMES = charts.marks("fates", {"none": "nothing yet", "bilateral_defence": "a pact"})
ROWS = pd.DataFrame({
    "pair": ["A–B", "C–D", "E–F"],
    "from": [1990, 1995, 2001],
    "to": [2016, 1999, 2016],
    "outcome": ["none", "bilateral_defence", "none"],
    "words": list("abc"),
    "block": ["one", "one", "two"],
    "ours": [False, False, True],
})  # fmt: skip


def fates(frame=ROWS):
    return charts.fates(
        frame,
        row="pair",
        start="from",
        end="to",
        outcome="outcome",
        outcomes=OUTCOMES,
        hover="words",
        group="block",
        strong="ours",
    )


def runs(fig, *, narrow=False):
    """Return the level, the start and the end of each line, and the symbol at its end, from the top."""
    level = [
        one for one in traces(fig, narrow=narrow) if one["mode"] == "lines" and one["line"]["width"] == 1.6
    ]
    ends = {
        (one["x"][0], one["y"][0]): one["marker"]["symbol"]
        for one in traces(fig, narrow=narrow)
        if one["mode"] == "markers" and "hovertext" not in one
    }
    found = [(one["y"][-1], one["x"][0], one["x"][-1]) for one in level]
    return [(y, begin, end, ends[end, y]) for y, begin, end in found]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_line_runs_from_its_first_year_to_the_mark_of_its_outcome(narrow):
    first, second, third = runs(fates(), narrow=narrow)
    per_year = (first[2] - first[1]) / 26
    assert (second[1] - first[1]) / per_year == pytest.approx(5)
    assert (second[2] - second[1]) / per_year == pytest.approx(4)
    assert (third[1] - first[1]) / per_year == pytest.approx(11) and third[2] == first[2]
    assert [line[3] for line in (first, second, third)] == ["circle", "diamond", "circle"]
    assert first[0] < second[0] < third[0]
    assert touched(fates(), narrow=narrow) == ["a", "b", "c"]


def test_a_name_stands_right_before_its_line_and_ours_is_bold():
    fig = fates()
    for (y, begin, _, _), name in zip(runs(fig), ["A–B", "C–D", "<b>E–F</b>"], strict=True):
        note = place_of(fig, name)
        assert (note["xanchor"], note["y"]) == ("right", y)
        assert 0 < begin - note["x"] < 12


def test_on_a_phone_a_name_stands_over_its_line():
    fig = fates()
    for (y, *_), name in zip(runs(fig, narrow=True), ["A–B", "C–D", "<b>E–F</b>"], strict=True):
        assert 8 < y - place_of(fig, name, narrow=True)["y"] < 20


def test_a_long_early_name_has_room():
    early = ROWS.assign(pair=["A very long name of two states 1990", "C–D", "E–F"])
    note = place_of(fates(early), "A very long name")
    assert note["x"] >= len(note["text"]) * 7


def test_the_name_of_a_block_stands_between_rows():
    fig = fates()
    one, two, three = (line[0] for line in runs(fig))
    assert place_of(fig, "<b>one</b>")["y"] < one
    assert two + 8 < place_of(fig, "<b>two</b>")["y"] < three - 8


@pytest.mark.parametrize("narrow", [False, True])
def test_marks_are_named_over_the_lines(narrow):
    assert said(fates(), narrow=narrow)[:2] == ["nothing yet", "a pact"]


def test_an_outcome_without_a_mark_is_refused():
    with pytest.raises(ValueError, match="no colour for 'treaty'"):
        fates(ROWS.assign(outcome="treaty"))
