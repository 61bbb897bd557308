"""Names at the ends of lines, and arrows at the ends of spans."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import charts
from helpers.charts.labels import LINE, ROOM, apart, spread, within

CLOSE = pd.DataFrame({
    "year": [2000, 2001] * 3,
    "value": [0.1, 0.50, 0.2, 0.505, 0.7, 0.51],
    "line": ["A", "A", "B", "B", "C", "C"],
})  # fmt: skip
NAMES = {"A": "Alpha", "B": "Beta", "C": "Gamma"}
STYLES = {key: ("#123456", "solid") for key in NAMES}


def heights(fig, pixels):
    """Return the heights of the names at the ends, in pixels from the lower end of the axis."""
    low, high = fig.layout.yaxis.range
    ends = [note.y for note in fig.layout.annotations if note.text in NAMES.values()]
    return sorted((end - low) / (high - low) * pixels for end in ends)


def drawn():
    columns = {"x": "year", "y": "value", "labels": NAMES, "height": 420}
    return charts.lines(CLOSE, colour="line", styles=STYLES, y_range=[0, 1], **columns), 380


def test_names_at_the_ends_of_lines_are_all_there_and_do_not_overlap():
    fig, pixels = drawn()
    places = heights(fig, pixels)
    assert len(places) == len(NAMES)
    assert all(upper - lower >= ROOM - 1e-6 for lower, upper in pairwise(places))
    assert places[0] >= -1e-6 and places[-1] <= pixels + 1e-6


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


@given(
    st.lists(st.floats(0, 600), min_size=1, max_size=25),
    st.lists(st.integers(1, 2), min_size=25, max_size=25),
)
def test_words_beside_a_timeline_never_overlap(wanted, sizes):
    rows = [["words"] * size for size in sizes[: len(wanted)]]
    places = spread(sorted(wanted), rows, 960)
    edges = [(place, (LINE * len(lines) + 2) / 2) for place, lines in zip(places, rows, strict=True)]
    for (upper, above), (lower, below) in pairwise(edges):
        assert lower - upper >= above + below - 1e-6


def test_words_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="higher"):
        spread([1, 2, 3], [["a"]] * 3, 20)
