"""Lines over years: where in its year a value stands."""

import pandas as pd
import pytest

from helpers import charts

FRAME = pd.DataFrame({
    "year": [2013, 2014, 2016], "state": "IRN", "share": [0.1, 0.2, 0.4], "low": 0.0, "high": 0.5
})  # fmt: skip
COLUMNS = {"x": "year", "y": "share", "colour": "state", "labels": {"IRN": "Iran"}}


def line(fig):
    return next(trace for trace in fig.data if trace.name == "Iran")


def test_values_stand_where_in_the_year_they_lie_and_marks_on_their_day():
    fig = charts.lines(FRAME, **COLUMNS, within=0.9, band=("low", "high"), marks={2015.75: "intervenes"})
    assert list(line(fig).x) == pytest.approx([2013.9, 2014.9, 2015.9, 2016.9])
    assert list(line(fig).text) == ["2013", "2014", "2015", "2016"], (
        "a reader is told the year, not its tenth"
    )
    assert "%{text}" in line(fig).hovertemplate
    assert [shape.x0 for shape in fig.layout.shapes] == [2015.75, 2015.75]
    assert {round(max(trace.x), 1) for trace in fig.data} == {2016.9}
    low, high = fig.layout.xaxis.range
    assert low < 2013.9 and high > 2016.9


def test_by_itself_a_value_stands_at_its_year():
    fig = charts.lines(FRAME, **COLUMNS)
    assert list(line(fig).x) == [2013, 2014, 2015, 2016]
    assert "%{x}" in line(fig).hovertemplate
    assert pd.isna(line(fig).y[2]), "a year without a value is a gap"
