"""Two flows on both sides of a line."""

import pandas as pd

from helpers import charts


def figure():
    flows = pd.DataFrame({"year": [2001, 2002], "given": [400.0, 0.0], "taken": [0.0, 150.0]})
    return charts.mirror(
        flows,
        x="year",
        up="given",
        down="taken",
        names={"given": "Given", "taken": "Taken"},
        colours={"given": "#d55e00", "taken": "#00906a"},
        at={"given": (2001, 300), "taken": (2002, 100)},
    )


def test_the_second_flow_hangs_below_the_line():
    given, taken = figure().data
    assert list(given.y) == [400, 0]
    assert list(taken.y) == [0, -150]
    assert list(taken.customdata) == [0, 150]


def test_no_tick_is_negative():
    axis = figure().layout.yaxis
    assert list(axis.tickvals) == [-100, 0, 100, 200, 300, 400]
    assert list(axis.ticktext) == ["100", "0", "100", "200", "300", "400"]
