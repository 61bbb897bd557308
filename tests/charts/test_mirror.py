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
        y_title="Tonnes",
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


def test_each_flow_is_named_beyond_its_longest_bar_and_towards_the_middle():
    given, taken = figure().layout.annotations[:2]
    assert (given.text, given.x, given.y, given.yanchor, given.xanchor) == (
        "Given",
        2001,
        400,
        "bottom",
        "left",
    )
    assert (taken.text, taken.x, taken.y, taken.yanchor, taken.xanchor) == (
        "Taken",
        2002,
        -150,
        "top",
        "right",
    )


def test_what_the_axis_shows_is_said_over_it_and_no_words_are_turned():
    fig = figure()
    assert fig.layout.annotations[-1].text == "Tonnes"
    assert fig.layout.yaxis.title.text is None
