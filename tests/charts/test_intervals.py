"""Values with their intervals."""

import pandas as pd
import pytest

from helpers import charts

ROWS = pd.DataFrame({
    "subject": ["arms", "arms", "rights"],
    "partner": ["RUS", "CHN", "RUS"],
    "value": [0.5, 0.7, 0.2],
    "low": [0.4, 0.6, 0.1],
    "high": [0.7, 0.9, 0.25],
    "period": ["before", "before", "after"],
})  # fmt: skip
NAMES = {"RUS": "Russia", "CHN": "China"}


def intervals(frame=ROWS, **options):
    columns = {"value": "value", "low": "low", "high": "high", "row": "subject", "colour": "partner"}
    return charts.intervals(frame, **columns, labels=NAMES, x_title="Share", **options)


def test_a_point_is_the_value_and_its_bar_reaches_both_bounds():
    russia, china = intervals().data
    assert list(russia.x) == [0.5, 0.2] and list(china.x) == [0.7]
    assert list(russia.error_x.array) == pytest.approx([0.2, 0.05])
    assert list(russia.error_x.arrayminus) == pytest.approx([0.1, 0.1])


def test_states_stand_side_by_side_in_the_row_of_their_subject():
    russia, china = intervals().data
    assert russia.y[0] < 0 < china.y[0] and china.y[0] - russia.y[0] < 0.5
    assert russia.y[1] == pytest.approx(russia.y[0] + 1)
    assert list(intervals().layout.yaxis.ticktext) == ["arms", "rights"]


def test_a_row_that_is_missing_leaves_its_place_empty():
    fig = intervals(ROWS.assign(value=[0.5, None, 0.2]))
    assert pd.isna(fig.data[1].x[0]) and len(fig.data[1].x) == 1


def test_panels_show_their_own_rows_and_stand_under_one_another_on_a_phone():
    fig = intervals(panel="period")
    drawn = {(trace.name, trace.xaxis): list(trace.x) for trace in fig.data}
    assert drawn == {
        ("Russia", "x"): [0.5],
        ("Russia", "x2"): [0.2],
        ("China", "x"): [0.7],
        ("China", "x2"): [],
    }
    assert [trace.name for trace in fig.data if trace.showlegend] == ["Russia", "China"]
    phone = charts.narrowed(fig.to_plotly_json()["layout"])
    assert phone["yaxis2"]["domain"][1] < phone["yaxis"]["domain"][0]
    assert phone["height"] > fig.layout.height
