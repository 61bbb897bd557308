"""Points by two measures, and parts as stacked steps."""

import pandas as pd
import pytest

from helpers import charts

STATES = pd.DataFrame({
    "state": ["RUS", "CHN", "IRQ", "FRA"],
    "talk": [100, 10, 1000, None],
    "deeds": [0.1, 0.2, 0.3, 0.4],
    "trade": [1.0, 4.0, None, 2.0],
    "words": "words",
})  # fmt: skip
NAMES = {"RUS": "Russia", "CHN": "China", "IRQ": "Iraq", "FRA": "France"}
FLOWS = pd.DataFrame({
    "start": [1990, 1990, 1995],
    "end": [1995, 1995, 2000],
    "part": ["A", "B", "A"],
    "value": [1.0, 3.0, 2.0],
    "panel": "Share",
})  # fmt: skip


def scatter(**options):
    return charts.scatter(STATES, x="talk", y="deeds", state="state", labels=NAMES, hover="words", **options)


def areas(**options):
    columns = {column: column for column in ("start", "end", "value", "part", "panel")}
    hues, formats = {"A": "#000000", "B": "#ffffff"}, {"Share": ".0%"}
    return charts.areas(FLOWS, **columns, parts=hues, formats=formats, named="Share", **options)


def test_each_state_with_both_measures_is_a_named_point():
    assert list(scatter().data[0].text) == ["Russia", "China", "Iraq"]


def test_the_area_of_a_point_stands_for_its_size_and_a_missing_size_is_hollow():
    marker = scatter(size="trade").data[0].marker
    assert marker.sizemode == "area"
    assert marker.size[0] == 4 * marker.size[1]
    assert marker.color[2] == "rgba(0,0,0,0)"


def test_the_ends_of_a_logarithmic_axis_are_given_in_the_unit_of_the_data():
    axis = scatter(log_x=True, x_range=[10, 1000]).layout.xaxis
    assert (axis.type, axis.range) == ("log", (1, 3))


def test_a_part_without_a_row_has_nothing_and_the_last_step_is_as_wide_as_the_others():
    second = areas().data[1]
    assert list(second.x) == [1990, 1995, 2000]
    assert list(second.y) == [3, 0, 0]


def test_each_part_is_named_inside_itself():
    fig = areas(marks={1992: "a war"})
    place = {note.text: note.y for note in fig.layout.annotations}
    assert 0 < place["A"] < 1
    assert {"A", "B", "a war", "Share"} <= set(place)
    assert fig.layout.yaxis.range[1] == pytest.approx(4, rel=0.01)
