"""What speaks for and against each of several statements."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .style import INK, house

STEP = 1.0  # height of a statement
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
        ``name``, ``colour``, ``symbol``.
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
    """
    places = _places(labels, group)
    left, right, apart = sides
    count = {name: int(_rank(frame[frame[side].eq(name)], row).max() or 0) for name in sides}
    begin = {left: 0, right: 0, apart: count[right] + 1.6}
    fig = go.Figure()
    for name, style in sides.items():
        part = frame[frame[side].eq(name)]
        offset = begin[name] + _rank(part, row) - 0.4
        fig.add_scatter(
            x=-offset if name == left else offset,
            y=part[row].map(places),
            mode="markers",
            name=style["name"],
            text=part[hover],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "color": style["colour"],
                "size": 11,
                "symbol": [style["symbol"] + ("" if sure else OPEN) for sure in part[firm]],
                "line": {"width": 1.6, "color": style["colour"]},
            },
        )
    ends = [-count[left] - 0.4, begin[apart] + count[apart] + 0.3]
    low, high = max(places.values()), min(places.values())
    for at, dash in ((0, "solid"), (begin[apart] - 0.5, "dot")):
        for place in places.values():
            fig.add_shape(_beside(at, place, dash))
    heads = [(-0.1, left, "right"), (0.1, right, "left"), (begin[apart] - 0.5, apart, "left")]
    for at, name, anchor in heads:
        _write(fig, at, high - 1.6, f"<b>{sides[name]['name']}</b>", anchor, colour=sides[name]["colour"])
    for statement, place in places.items():
        _write(fig, ends[0], place - 0.44, labels[statement], "left")
        _write(fig, ends[1], place - 0.44, notes[statement], "right", colour=INK["muted"])
    for block in dict.fromkeys(group[statement] for statement in labels):
        first = min(place for statement, place in places.items() if group[statement] == block)
        _write(fig, ends[0], first - 0.95, f"<b>{block}</b>", "left")
    house(fig, height=height, narrow={"font": {"size": 11}, "margin": {"l": 2, "r": 2}})
    fig.update_layout(margin={"t": 4, "b": 4}, showlegend=False)
    fig.update_xaxes(visible=False, range=ends)
    fig.update_yaxes(visible=False, range=[low + 0.4, high - 1.95])
    return fig


def _places(labels: Mapping[str, str], group: Mapping[str, str]) -> dict[str, float]:
    """Give each statement its height, with a free line above every block but the first."""
    blocks = list(dict.fromkeys(group[statement] for statement in labels))
    return {name: STEP * place + 0.7 * blocks.index(group[name]) for place, name in enumerate(labels)}


def _rank(part: pd.DataFrame, row: str) -> pd.Series:
    return part.groupby(row).cumcount() + 1


def _beside(x: float, place: float, dash: str) -> dict:
    """Return a piece of a vertical line beside the points of one statement, which leaves its words free."""
    line = {"color": INK["muted"], "width": 1, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "y0": place - 0.24, "y1": place + 0.24, "line": line}


def _write(fig: go.Figure, x: float, y: float, text: str, anchor: str, *, colour: str = "") -> None:
    fig.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor=anchor,
        font={"color": colour or INK["ink"]},
    )
