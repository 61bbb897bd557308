"""What has happened by a time, as steps with their interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .style import HEIGHT, INK, house, pale


def survival(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    low: str,
    high: str,
    curve: str,
    curves: Mapping[str, tuple[str, str, str]],
    censored: str,
    until: float,
    x_title: str = "",
    y_title: str = "",
    y_range: Sequence[float] | None = None,
    mark: tuple[float, str] | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw one step curve a group, with a band for its interval and ticks where the watching of some ends.

    Parameters
    ----------
    frame
        One row a curve and time, ascending; each holds until the next time.
    x, y, low, high
        Columns: the time, the share, and the bounds of its interval.
    curve, curves
        Column with the curve, and curve -> name, colour and dash; an interval is drawn for each.
    censored
        Column with how many leave the watching at that time: a tick where any does.
    until
        Time before which the curves are cut: where too few are left to say more.
    mark
        A time and its words: a vertical line.
    """
    fig = go.Figure()
    for key, (name, hue, dash) in curves.items():
        part = _to(frame[frame[curve].eq(key)], x, until)
        edge = {"x": part[x], "mode": "lines", "hoverinfo": "skip", "showlegend": False}
        thin = {"width": 0.8, "color": pale(hue, 0.7), "shape": "hv", "dash": dash}
        fig.add_scatter(y=part[low], line=thin, **edge)
        fig.add_scatter(y=part[high], line=thin, fill="tonexty", fillcolor=pale(hue, 0.14), **edge)
        fig.add_scatter(
            x=part[x],
            y=part[y],
            mode="lines",
            line={"color": hue, "width": 2.6, "shape": "hv", "dash": dash},
            showlegend=False,
            customdata=part[[low, high]],
            hovertemplate="%{x:.0f}: %{y:.0%} (%{customdata[0]:.0%} to %{customdata[1]:.0%})<extra></extra>",
        )
        gone = part[part[censored].gt(0) & part[x].lt(until)]
        ticks = {"symbol": "line-ns-open", "size": 9, "color": hue, "line": {"width": 1.6}}
        fig.add_scatter(
            x=gone[x],
            y=gone[y],
            mode="markers",
            marker=ticks,
            showlegend=False,
            text=gone[censored],
            hovertemplate="%{x:.0f}: %{text} no longer watched<extra></extra>",
        )
        fig.add_annotation(
            x=until,
            y=part[y].iloc[-1],
            text=name,
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            yshift=7,
            font={"color": hue, "size": 13},
        )
    house(fig, height=height, narrow={"font": {"size": 12}})
    fig.update_xaxes(title_text=x_title, range=[0, until], showgrid=False)
    fig.update_yaxes(title_text=y_title, tickformat=".0%", range=y_range)
    if mark:
        _mark(fig, *mark)
    return fig


def _to(part: pd.DataFrame, x: str, until: float) -> pd.DataFrame:
    """Cut a curve before a time, and carry its last step to there."""
    kept = part[part[x].lt(until)]
    return pd.concat([kept, kept.tail(1).assign(**{x: until})], ignore_index=True)


def _mark(fig: go.Figure, time: float, words: str) -> None:
    fig.add_vline(x=time, line={"color": INK["muted"], "width": 1, "dash": "dot"})
    fig.add_annotation(
        x=time,
        y=1,
        yref="paper",
        text=words,
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        font={"color": INK["muted"], "size": 12},
    )
