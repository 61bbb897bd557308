"""What became of each of many."""

import pandas as pd
import pytest

from helpers import charts

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


def test_each_line_runs_from_its_first_year_to_the_mark_of_its_outcome():
    spans, marks = fates().data[0], fates().data[1]
    assert list(spans.x) == [1990, 2016, None, 2001, 2016, None]
    assert (marks.name, list(marks.x), list(marks.text)) == ("nothing yet", [2016, 2016], ["a", "c"])
    assert list(spans.y[::3]) == list(spans.y[1::3]) == list(marks.y)


def test_every_row_has_a_beginning_and_a_name_and_ours_is_bold():
    fig = fates()
    assert list(fig.data[-1].x) == [1990, 1995, 2001]
    assert list(fig.layout.yaxis.ticktext) == ["A–B", "C–D", "<b>E–F</b>"]
    assert list(fig.layout.yaxis.tickvals) == list(fig.data[-1].y)


def test_the_name_of_a_block_stands_between_rows():
    fig = fates()
    rows = list(fig.layout.yaxis.tickvals)
    one, two = (note.y for note in fig.layout.annotations)
    assert one < rows[0] and rows[1] + 0.4 < two < rows[2] - 0.4


def test_an_outcome_without_a_mark_is_refused():
    with pytest.raises(ValueError, match="no colour for 'treaty'"):
        fates(ROWS.assign(outcome="treaty"))
