"""Events as points over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .style import HEIGHT, INK, house, phone_ticks, ticks


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
        One row an event.
    kinds
        Kind -> ``name``, ``colour``, ``symbol``, and ``at``, the place (x, y) where the name is written near
        its points; a kind with a name and no place has it in a legend.
    hover
        Column with the words shown when a point is touched.
    line
        A value and its words: a horizontal line that the points are held against.
    tie
        Column: points that share its value are joined by a line.
    x_ticks, y_ticks
        Where to label an axis, and with what.
    """
    fig = go.Figure()
    if tie:
        fig.add_trace(_ties(frame, x, y, tie))
    for key, style in kinds.items():
        part = frame[frame[kind].eq(key)]
        fig.add_scatter(
            x=part[x],
            y=part[y],
            mode="markers",
            name=style["name"],
            text=part[hover],
            showlegend="at" not in style and bool(style["name"]),
            marker={
                "color": style["colour"],
                "symbol": style["symbol"],
                "size": 11,
                "line": {"width": 1.5, "color": style["colour"]},
            },
            hovertemplate="%{text}<extra></extra>",
        )
        if "at" in style:
            fig.add_annotation(
                x=style["at"][0],
                y=style["at"][1],
                text=style["name"],
                showarrow=False,
                xanchor=style.get("anchor", "left"),
                font={"color": style["colour"]},
            )
    phone = {"font": {"size": 12}, "legend": {"y": 1.04}, "xaxis": phone_ticks(x_ticks)}
    house(fig, height=height, narrow=phone)
    if line:
        fig.add_hline(y=line[0], line={"color": INK["muted"], "width": 1, "dash": "dash"})
        fig.add_annotation(
            x=0,
            xref="paper",
            y=line[0],
            text=line[1],
            showarrow=False,
            xanchor="left",
            xshift=4,
            yanchor="top",
            font={"color": INK["muted"], "size": 12},
        )
    fig.update_xaxes(showgrid=False, **ticks(x_ticks))
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
