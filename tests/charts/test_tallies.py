"""Counts by two lists."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts
from helpers.charts import palette

ROWS = pd.DataFrame({
    "state": ["RUS", "XYZ", "RUS", "XYZ", "RUS", "XYZ"],
    "period": ["old", "old", "mid", "mid", "new", "new"],
    "one": [4, 0, 2, 1, 9, 3],
    "two": [4, 1, 3, 1, 9, 3],
})  # fmt: skip
NAMES = {"XYZ": "Elsewhere", "RUS": "Russia"}


@pytest.fixture
def fig():
    return charts.tallies(ROWS, row="state", panel="period", counts=("one", "two"), labels=NAMES)


def bars(fig):
    return [trace for trace in fig.data if trace.type == "bar"]


def test_each_panel_draws_the_first_count_in_the_order_of_the_names(fig):
    assert [list(bar.x) for bar in bars(fig)] == [[0, 4], [1, 2], [3, 9]]
    assert list(fig.layout.yaxis.ticktext) == ["Elsewhere", "Russia"]
    assert [note.text for note in fig.layout.annotations] == ["old", "mid", "new"]


def test_the_second_count_is_written_only_where_it_differs(fig):
    words = [[text.strip() for text in trace.text] for trace in fig.data if trace.type == "scatter"]
    assert words == [["0 (1)", "4"], ["1", "2 (3)"], ["3", "9"]]


def test_a_state_without_a_colour_of_its_own_has_that_of_the_others(fig):
    other, russia = bars(fig)[0].marker.color
    assert russia == charts.COUNTRIES["RUS"]
    assert other == palette.OTHERS != russia


def test_no_panel_covers_another_on_a_page_or_on_a_phone(fig):
    page = fig.to_plotly_json()["layout"]
    for layout, axes in ((page, ("yaxis", "yaxis3")), (charts.narrowed(page), ("yaxis", "yaxis2", "yaxis3"))):
        domains = [layout[axis]["domain"] for axis in axes]
        assert all(lower[1] < upper[0] for upper, lower in pairwise(domains))


def test_a_panel_that_lacks_a_state_is_refused():
    with pytest.raises(KeyError, match="XYZ"):
        charts.tallies(ROWS.drop(1), row="state", panel="period", counts=("one", "two"), labels=NAMES)
