"""What speaks for and against each of several statements."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .labels import word
from .palette import INK, all_known
from .style import house

STEP = 1.0  # height of a statement
BLOCK = 0.7  # of the free line above a block
OPEN = "-open"


def balance(
    frame: pd.DataFrame,
    *,
    row: str,
    side: str,
    sides: Mapping[str, Mapping[str, str]],
    hover: str,
    firm: str,
    labels: Mapping[str, str],
    notes: Mapping[str, str],
    group: Mapping[str, str],
    height: int,
) -> go.Figure:
    """Draw one point an item, on the left or the right of a line or apart from it, statement under statement.

    Parameters
    ----------
    frame
        One row an item and statement, in the order to draw from the line outwards.
    row, side
        Columns: the statement, and where the item stands.
    sides
        Three values of `side`, left of the line, right of it, and apart at the right edge ->
        ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks` gives them.
    hover
        Column with the words shown when a point is touched.
    firm
        Column that says whether the item is firmly sourced; the point of one that is not is hollow.
    labels
        Statement -> its words, written over its points; in the order to show.
    notes
        Statement -> words at the right end of that line.
    group
        Statement -> block; each block has its name above it.
    height
        Of the figure, in pixels.

    Raises
    ------
    ValueError
        If an item stands on none of the sides, or its statement has no words.
    """
    all_known(frame[side], sides)
    all_known(frame[row], labels)
    places = _places(labels, group)
    begin, ends = _extent(frame, row, side, sides)
    fig = go.Figure()
    for name, style in sides.items():
        part = frame[frame[side].eq(name)]
        offset = begin[name] + _rank(part, row) - 0.4
        x = -offset if name == next(iter(sides)) else offset
        fig.add_trace(_points(x, part[row].map(places), part[hover], part[firm], style))
    high = min(places.values())
    _lines(fig, places, begin)
    _heads(fig, sides, begin, high - 1.6)
    _write_statements(fig, places, ends, labels, notes)
    _write_blocks(fig, places, ends[0], group)
    house(fig, height=height, narrow={"font": {"size": 11}, "margin": {"l": 2, "r": 2}})
    fig.update_layout(margin={"t": 4, "b": 4}, showlegend=False)
    fig.update_xaxes(visible=False, range=ends)
    fig.update_yaxes(visible=False, range=[max(places.values()) + 0.4, high - 1.95])
    return fig


def _places(labels: Mapping[str, str], group: Mapping[str, str]) -> dict[str, float]:
    """Give each statement its height, with a free line above every block but the first."""
    blocks = list(dict.fromkeys(group[statement] for statement in labels))
    return {name: STEP * place + BLOCK * blocks.index(group[name]) for place, name in enumerate(labels)}


def _extent(
    frame: pd.DataFrame, row: str, side: str, sides: Mapping
) -> tuple[dict[str, float], tuple[float, float]]:
    """Return where each side begins, and the two ends of the axis."""
    left, right, apart = sides
    count = {name: int(_rank(frame[frame[side].eq(name)], row).max() or 0) for name in sides}
    begin = {left: 0, right: 0, apart: count[right] + 1.6}
    return begin, (-count[left] - 0.4, begin[apart] + count[apart] + 0.3)


def _rank(part: pd.DataFrame, row: str) -> pd.Series:
    return part.groupby(row).cumcount() + 1


def _points(x: pd.Series, y: pd.Series, words: pd.Series, firm: pd.Series, style: Mapping) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        name=style["name"],
        text=words,
        hovertemplate="%{text}<extra></extra>",
        marker={
            "color": style["colour"],
            "size": 11,
            "symbol": [style["symbol"] + ("" if sure else OPEN) for sure in firm],
            "line": {"width": 1.6, "color": style["colour"]},
        },
    )


def _lines(fig: go.Figure, places: Mapping[str, float], begin: Mapping[str, float]) -> None:
    """Draw the line between left and right, and the one before what stands apart."""
    for at, dash in ((0, "solid"), (list(begin.values())[-1] - 0.5, "dot")):
        for place in places.values():
            fig.add_shape(_beside(at, place, dash))


def _beside(x: float, place: float, dash: str) -> dict:
    """Return a piece of a vertical line beside the points of one statement, which leaves its words free."""
    line = {"color": INK["muted"], "width": 1, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "y0": place - 0.24, "y1": place + 0.24, "line": line}


def _heads(fig: go.Figure, sides: Mapping[str, Mapping], begin: Mapping[str, float], y: float) -> None:
    left, right, apart = sides
    for at, name, anchor in (
        (-0.1, left, "right"),
        (0.1, right, "left"),
        (begin[apart] - 0.5, apart, "left"),
    ):
        _write(fig, at, y, f"<b>{sides[name]['name']}</b>", anchor, colour=sides[name]["colour"])


def _write_statements(
    fig: go.Figure,
    places: Mapping[str, float],
    ends: tuple[float, float],
    labels: Mapping[str, str],
    notes: Mapping[str, str],
) -> None:
    for statement, place in places.items():
        _write(fig, ends[0], place - 0.44, labels[statement], "left")
        _write(fig, ends[1], place - 0.44, notes[statement], "right", colour=INK["muted"])


def _write_blocks(fig: go.Figure, places: Mapping[str, float], x: float, group: Mapping[str, str]) -> None:
    for block in dict.fromkeys(group[statement] for statement in places):
        first = min(place for statement, place in places.items() if group[statement] == block)
        _write(fig, x, first - 0.95, f"<b>{block}</b>", "left")


def _write(fig: go.Figure, x: float, y: float, text: str, anchor: str, *, colour: str = INK["ink"]) -> None:
    fig.add_annotation(word(x, y, text, xanchor=anchor, font={"color": colour}))
