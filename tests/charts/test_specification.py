"""One answer under many choices."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.specification import EDGE
from tests.charts.canvases import place_of, said, touched, traces

KINDS = charts.marks("pacts", {"own": "of their own", "any": "any"})
ROWS = pd.DataFrame({
    "choice": ["as printed", "as printed", "without NATO", "without NATO", "since 1990"],
    "block": ["rule", "rule", "rule", "rule", "years"],
    "pact": ["own", "any", "own", "any", "own"],
    "share": [0.1, 0.3, 0.1, 0.2, None],
    "low": [0.05, 0.2, 0.0, 0.1, None],
    "high": [0.2, 0.5, 0.3, 0.4, None],
    "words": list("abcde"),
})  # fmt: skip


TICKS = [0, 0.25, 0.5]


def specification(frame=ROWS):
    columns = {"value": "share", "low": "low", "high": "high", "choice": "choice", "kind": "pact"}
    return charts.specification(frame, **columns, kinds=KINDS, group="block", hover="words", ticks=TICKS)


def points(fig, *, narrow=False):
    """Return the place and the symbol of each value, without those that explain the marks."""
    marks = [one for one in traces(fig, narrow=narrow) if one["mode"] == "markers" and "hovertext" not in one]
    return [(one["x"][0], one["y"][0], one["marker"]["symbol"]) for one in marks][len(KINDS) :]


def intervals(fig, *, narrow=False):
    level = [
        one for one in traces(fig, narrow=narrow) if one["mode"] == "lines" and one["line"]["width"] == 1.8
    ]
    return [tuple(one["x"]) for one in level]


def shares(xs, *, narrow=False):
    """Turn pixels into values, by the ends of the axis."""
    first, last = EDGE, (charts.NARROW if narrow else charts.WIDE) - EDGE
    return [(x - first) / (last - first) * TICKS[-1] for x in xs]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_choice_has_its_value_and_interval_a_kind(narrow):
    fig = specification()
    values = shares([x for x, _, _ in points(fig, narrow=narrow)], narrow=narrow)
    assert values == pytest.approx([0.1, 0.3, 0.1, 0.2])
    assert [symbol for *_, symbol in points(fig, narrow=narrow)] == ["circle", "square"] * 2
    ends = [x for pair in intervals(fig, narrow=narrow) for x in pair]
    assert shares(ends, narrow=narrow) == pytest.approx([0.05, 0.2, 0.2, 0.5, 0.0, 0.3, 0.1, 0.4])


def test_an_answer_that_cannot_be_given_has_no_point():
    assert len(points(specification())) == len(intervals(specification())) == 4
    assert touched(specification()) == list("abcd")
    assert "since 1990" in said(specification())


def test_kinds_of_one_choice_stand_under_its_words_and_over_the_next():
    fig = specification()
    heights = [y for _, y, _ in points(fig)]
    printed, without = (place_of(fig, words)["y"] for words in ("as printed", "without NATO"))
    assert printed < heights[0] < heights[1] < without < heights[2]


def test_words_of_choices_and_blocks_never_share_a_line():
    fig = specification()
    texts = ["<b>rule</b>", "as printed", "without NATO", "<b>years</b>", "since 1990"]
    places = [place_of(fig, text)["y"] for text in texts]
    assert all(lower - upper > 12 for upper, lower in pairwise(places))


def test_the_axis_says_its_values():
    assert {"0%", "25%", "50%"} <= set(said(specification()))


def test_a_kind_without_a_mark_is_refused():
    with pytest.raises(ValueError, match="no colour for 'none'"):
        specification(ROWS.assign(pact="none"))
