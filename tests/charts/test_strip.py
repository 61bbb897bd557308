"""Events as points over time."""

import pandas as pd
import pytest

from helpers import charts

KINDS = charts.marks("meetings", {"round": "round of talks", "round, partly read": "", "summit": "summit"})
ROWS = pd.DataFrame({
    "day": [1, 2, 2, 3],
    "votes": [4, 9, 2, None],
    "kind": ["round", "round, partly read", "summit", "round"],
    "words": list("abcd"),
    "pair": [None, "x", "x", None],
})  # fmt: skip


def strip(frame=ROWS, **options):
    return charts.strip(frame, x="day", y="votes", kind="kind", kinds=KINDS, hover="words", **options)


def test_every_event_is_a_point_of_its_kind():
    drawn = {trace.marker.symbol: (list(trace.x), list(trace.text)) for trace in strip().data}
    assert drawn == {"circle": ([1, 3], ["a", "d"]), "circle-open": ([2], ["b"]), "diamond": ([2], ["c"])}


def test_an_event_without_a_value_has_no_place():
    assert pd.isna(strip().data[0].y[1])


def test_the_legend_names_each_kind_that_has_a_name():
    assert [trace.name for trace in strip().data if trace.showlegend] == ["round of talks", "summit"]


def test_a_tie_joins_the_points_that_share_it_and_no_others():
    tie = strip(tie="pair").data[0]
    assert (list(tie.x[:2]), list(tie.y[:2]), len(tie.x)) == ([2, 2], [2, 9], 3)


def test_the_line_that_points_are_held_against_is_at_its_value():
    fig = strip(line=(9, "nine votes needed"))
    assert (fig.layout.shapes[0].y0, fig.layout.shapes[0].y1) == (9, 9)
    assert fig.layout.annotations[-1].text == "nine votes needed"


def test_an_event_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no colour for 'lunch'; there is round"):
        strip(ROWS.assign(kind="lunch"))
