"""Names at the ends of lines, and arrows at the ends of spans."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.lines import apart, within


@pytest.mark.parametrize("places", [[], [3], [1, 1, 1], [0, 10, 10.5, 12], [-4, -4, 0, 0.5, 9]])
def test_places_move_apart_in_their_order_and_about_their_middle(places):
    moved = apart(places, 3)
    assert len(moved) == len(places)
    assert all(later - earlier >= 3 - 1e-9 for earlier, later in pairwise(moved))
    assert sum(moved) == pytest.approx(sum(places))


def test_places_with_room_enough_stay():
    assert apart([0, 5, 10], 3) == [0, 5, 10]


@pytest.mark.parametrize(("places", "kept"), [([-1, 1, 9], [0, 2, 9]), ([1, 9, 12], [1, 8, 10]), ([], [])])
def test_places_outside_of_the_axis_come_back_into_it(places, kept):
    assert within(places, 2, (0, 10)) == kept


def test_the_arrow_of_an_open_span_is_whole():
    frame = pd.DataFrame({
        "row": ["long ago", "open"],
        "start": pd.to_datetime(["1816-01-01", "2001-03-12"]),
        "end": pd.to_datetime(["1828-01-01", None]),
        "kind": "treaty",
    })  # fmt: skip
    fig = charts.spans(
        frame, row="row", start="start", end="end", kind="kind", colours={"treaty": "#2477b3"}, until=2020
    )
    arrow = next(trace for trace in fig.data if trace.type == "scatter")
    first, last = fig.layout.xaxis.range
    assert list(arrow.x) == [2020] and arrow.cliponaxis is False
    # Half a marker, 6.5 pixels, of the 330 that the axis has on a phone.
    assert (last - 2020) / (last - first) >= 6.5 / 335
