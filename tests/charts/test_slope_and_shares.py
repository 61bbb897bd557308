"""A few occasions, and parts of a whole."""

import pandas as pd
import pytest

from helpers import charts

FRAME = pd.DataFrame({
    "year": [2000, 2002, 2000, 2001, 2002],
    "value": [3.0, 1.0, 4.0, 2.0, 6.0],
    "state": ["USA", "USA", "CHN", "CHN", "CHN"],
})  # fmt: skip
PAIR = {"USA": "America", "CHN": "China"}


def share_lines(frame, **options):
    columns = {"x": "year", "y": "value", "part": "state", "labels": PAIR, "colours": "countries"}
    return charts.share_lines(frame, **columns | options)


def test_shares_are_stacked_in_the_order_of_their_names():
    fig = share_lines(FRAME.query("year != 2001"))
    assert [(trace.name, list(trace.y)) for trace in fig.data] == [("America", [3, 1]), ("China", [4, 6])]
    assert [trace.stackgroup for trace in fig.data] == ["whole", "whole"]


def test_a_share_without_a_value_is_refused():
    with pytest.raises(ValueError, match="'USA' has no value in 2001"):
        share_lines(FRAME)


def test_every_value_of_a_slope_is_written_and_a_missing_one_has_no_point():
    frame = FRAME.assign(value=FRAME["value"].where(FRAME.index != 0))
    fig = charts.slope(
        frame, x="year", y="value", line="state", labels=PAIR, styles=dict.fromkeys(PAIR, ("#123456", "dot"))
    )
    assert {trace.name: trace.text for trace in fig.data} == {
        "America": ("1.0",),
        "China": ("4.0", "2.0", "6.0"),
    }
