"""What speaks for and against."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts

SIDES = charts.marks("directions", {"against": "against", "supports": "for", "mixed": "both ways"})
ROWS = pd.DataFrame({
    "claim": ["A", "A", "A", "A", "B"],
    "direction": ["against", "supports", "supports", "mixed", "against"],
    "firm": [True, True, False, True, False],
    "words": list("abcde"),
})  # fmt: skip


def balance(frame=ROWS):
    return charts.balance(
        frame,
        row="claim",
        side="direction",
        sides=SIDES,
        hover="words",
        firm="firm",
        labels={"A": "Claim A", "B": "Claim B", "C": "Claim C"},
        notes={"A": "4", "B": "1", "C": "0"},
        group={"A": "open", "B": "closed", "C": "closed"},
        height=300,
    )


@pytest.fixture
def points():
    return {trace.name: trace for trace in balance().data}


def test_against_stands_left_of_the_line_for_right_of_it_and_mixed_apart(points):
    assert all(x < 0 for x in points["against"].x)
    assert all(x > 0 for x in points["for"].x)
    assert min(points["both ways"].x) > max(points["for"].x) + 1


def test_every_item_has_a_point_of_its_own(points):
    places = [(x, y) for trace in points.values() for x, y in zip(trace.x, trace.y, strict=True)]
    assert len(set(places)) == len(ROWS)
    assert [word for trace in points.values() for word in trace.text] == ["a", "e", "b", "c", "d"]


def test_what_is_not_firm_is_hollow(points):
    assert list(points["for"].marker.symbol) == ["circle", "circle-open"]


def test_every_statement_and_block_is_named_also_one_without_items():
    fig = balance()
    written = [note.text for note in fig.layout.annotations]
    assert {"Claim A", "Claim B", "Claim C", "4", "1", "0", "<b>open</b>", "<b>closed</b>"} <= set(written)
    left = sorted(note.y for note in fig.layout.annotations if note.xanchor == "left" and note.x < 0)
    assert all(lower - upper > 0.4 for upper, lower in pairwise(left))


def test_an_item_that_has_no_side_is_refused():
    with pytest.raises(ValueError, match="column 'direction': no colour for 'neutral'"):
        balance(ROWS.assign(direction="neutral"))
