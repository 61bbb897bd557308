"""Things that last, as bars over time."""

import pandas as pd
import pytest

from helpers import charts


def test_spans_draw_every_bar_and_an_arrow_for_the_open_one():
    frame = pd.DataFrame(
        {
            "row": ["a", "a", "b"],
            "start": pd.to_datetime(["1921-01-01", "1930-01-01", "2000-01-01"]),
            "end": pd.to_datetime(["1930-01-01", "1940-01-01", None]),
            "kind": ["x", "y", "x"],
        }
    )
    fig = charts.spans(
        frame,
        row="row",
        start="start",
        end="end",
        kind="kind",
        colours={"x": "#00805e", "y": "#7a7a7a"},
        until=2020,
    )
    bars = [trace for trace in fig.data if trace.type == "bar" and trace.x[0] is not None]
    assert sum(len(trace.x) for trace in bars) == 3
    arrows = [trace for trace in fig.data if trace.type == "scatter"]
    assert list(arrows[0].x) == [2020]
    assert [note.text for note in fig.layout.annotations] == ["a", "b"]


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


def test_a_span_whose_kind_has_no_colour_is_refused():
    frame = pd.DataFrame(
        {"row": ["a"], "start": [pd.Timestamp(2000, 1, 1)], "end": [pd.NaT], "kind": ["new"]}
    )
    with pytest.raises(ValueError, match="column 'kind': no colour for 'new'"):
        charts.spans(frame, row="row", start="start", end="end", kind="kind", colours="spells", until=2020)
