"""Events as points over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .labels import word
from .palette import INK, all_known
from .style import HEIGHT, house, phone_ticks, ticks


def strip(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    kind: str,
    kinds: Mapping[str, Mapping],
    hover: str,
    y_title: str = "",
    line: tuple[float, str] | None = None,
    x_range: Sequence[float] | None = None,
    y_range: Sequence[float] | None = None,
    height: int = HEIGHT,
    tie: str | None = None,
    x_ticks: Mapping[float, str] | None = None,
    y_ticks: Mapping[float, str] | None = None,
) -> go.Figure:
    """Draw events as points, one symbol and colour a kind.

    Parameters
    ----------
    frame
        One row an event. One without a place on an axis is not drawn.
    x, y
        Columns with the place of the event.
    kind, kinds
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks`
        gives them, in the order of the legend; a kind without a name is not in it.
    hover
        Column with the words shown when a point is touched.
    line
        A value and its words: a horizontal line that the points are held against.
    tie
        Column: points that share its value are joined by a line.
    x_ticks, y_ticks
        Where to label an axis, and with what.
    y_title
        What the vertical axis shows.
    x_range
        First and last value of the horizontal axis.
    y_range
        First and last value of the vertical axis.
    height
        Of the figure, in pixels.

    Raises
    ------
    ValueError
        If an event has a kind that is none of `kinds`.
    """
    all_known(frame[kind], kinds)
    fig = go.Figure([_ties(frame, x, y, tie)] if tie else [])
    for key, style in kinds.items():
        part = frame[frame[kind].eq(key)]
        fig.add_trace(_points(part[x], part[y], part[hover], style))
    phone = {"font": {"size": 12}, "legend": {"y": 1.04}, "xaxis": phone_ticks(x_ticks)}
    house(fig, height=height, narrow=phone)
    if line:
        _level(fig, *line)
    fig.update_xaxes(showgrid=False, range=x_range, **ticks(x_ticks))
    fig.update_yaxes(title=y_title, range=y_range, **ticks(y_ticks))
    return fig


def _ties(frame: pd.DataFrame, x: str, y: str, tie: str) -> go.Scatter:
    """Join the points that share a value of `tie`, the lowest to the highest."""
    ends = frame.groupby(tie).agg(x=(x, "first"), low=(y, "min"), high=(y, "max"))
    ends = ends[ends["low"].ne(ends["high"])].assign(gap=None)
    xs, ys = ends[["x", "x", "gap"]], ends[["low", "high", "gap"]]
    return go.Scatter(
        x=xs.astype(object).to_numpy().ravel(),
        y=ys.astype(object).to_numpy().ravel(),
        mode="lines",
        line={"color": INK["grid"], "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )


def _points(x: pd.Series, y: pd.Series, words: pd.Series, style: Mapping) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        name=style["name"],
        text=words,
        showlegend=bool(style["name"]),
        marker={
            "color": style["colour"],
            "symbol": style["symbol"],
            "size": 11,
            "line": {"width": 1.5, "color": style["colour"]},
        },
        hovertemplate="%{text}<extra></extra>",
    )


def _level(fig: go.Figure, value: float, words: str) -> None:
    fig.add_hline(y=value, line={"color": INK["muted"], "width": 1, "dash": "dash"})
    font = {"color": INK["muted"], "size": 12}
    at = {"xref": "paper", "xanchor": "left", "xshift": 4, "yanchor": "top"}
    fig.add_annotation(word(0, value, words, font=font, **at))
