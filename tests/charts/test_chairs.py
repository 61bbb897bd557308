"""Chairs taken, empty, and of clubs."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import said, touched, traces

ROWS = pd.DataFrame({
    "year": ["1978", "2018"], "kind": "small treaties", "found": [4, 1], "expected": [1.2, 3.4],
    "with_clubs": [2.1, 5.4], "words": ["a", "b"],
})  # fmt: skip


def chairs(frame=ROWS):
    return charts.chairs(
        frame,
        row="year",
        block="kind",
        found="found",
        expected="expected",
        with_clubs="with_clubs",
        hover="words",
    )


def drawn(fig, hue, *, narrow):
    """Return how many chairs of a look stand in each row, the key first; each is two strokes."""
    rows = {}
    for one in traces(fig, narrow=narrow):
        if one["mode"] == "lines" and one["line"]["width"] in (2.2, 1.5) and one["line"]["color"] == hue:
            tops = [y for y, before in zip(one["y"], [None, *one["y"]], strict=False) if before is None]
            rows[tops[0]] = rows.get(tops[0], 0) + len(tops) // 2
    return list(rows.values())


@pytest.mark.parametrize("narrow", [False, True])
def test_there_are_as_many_chairs_as_taken_expected_and_closed(narrow):
    taken, empty, clubs = (charts.palette.HUES[name].light for name in ("ink", "rubric", "silver"))
    fig = chairs()
    assert drawn(fig, taken, narrow=narrow) == [1, 4, 1]
    assert drawn(fig, empty, narrow=narrow) == [1, 2]
    assert drawn(fig, clubs, narrow=narrow) == [1, 1, 2]
    assert touched(fig, narrow=narrow) == ["a", "b"]


def test_the_numbers_stand_beside_the_chairs():
    assert "4 found, 1.2 expected; with clubs 2.1" in said(chairs(), narrow=False)
    assert "1 / 3.4" in said(chairs(), narrow=True)


def test_no_chair_is_drawn_for_what_is_not_known():
    with pytest.raises(ValueError, match="no number of chairs"):
        chairs(ROWS.assign(expected=[None, 1.0]))
