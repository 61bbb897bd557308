"""What has happened by a time, as steps with their interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import over, word
from .palette import INK, pale
from .style import HEIGHT, house


def survival_curve(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    low: str,
    high: str,
    curve: str,
    labels: Mapping[str, str],
    styles: str | Mapping[str, tuple[str, str]],
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
        Columns: the time, the share (0 to 1), and the bounds of its interval.
    curve, labels
        Column with the curve, and curve -> its name, in the order to draw; curves without one are left out.
    styles
        Curve -> colour and dash, or the name of such a set in the palette.
    censored
        Column with how many leave the watching at that time: a tick where any does.
    until
        Time before which the curves are cut: where too few are left to say more.
    mark
        A time and its words: a vertical line.
    x_title
        What the horizontal axis shows.
    y_title
        What the vertical axis shows, in words over the picture.
    y_range
        First and last value of the vertical axis.
    height
        Of the figure, in pixels.
    """
    fig, looks = go.Figure(), palette.strokes(styles)
    for key, name in labels.items():
        part = _to(frame[frame[curve].eq(key)], x, until)
        fig.add_traces(_band(part, x, (low, high), looks[key]))
        fig.add_trace(_steps(part, (x, y, low, high), looks[key]))
        fig.add_trace(_leaving(part[part[x].lt(until)], (x, y, censored), looks[key][0]))
        fig.add_annotation(_name(name, until, part[y].iloc[-1]))
    house(fig, height=height, narrow={"font": {"size": 12}})
    fig.update_xaxes(title_text=x_title, range=[0, until], showgrid=False)
    fig.update_layout(margin={"t": 44})
    fig.add_annotation(over(y_title))
    fig.update_yaxes(tickformat=".0%", range=y_range)
    if mark:
        _mark(fig, *mark)
    return fig


def _to(part: pd.DataFrame, x: str, until: float) -> pd.DataFrame:
    """Cut a curve before a time, and carry its last step to there."""
    kept = part[part[x].lt(until)]
    return pd.concat([kept, kept.tail(1).assign(**{x: until})], ignore_index=True)


def _band(
    part: pd.DataFrame, x: str, bounds: tuple[str, str], look: tuple[str, str]
) -> tuple[go.Scatter, go.Scatter]:
    (low, high), (hue, dash) = bounds, look
    thin = {"width": 0.8, "color": pale(hue, 0.7), "shape": "hv", "dash": dash}
    edge = {"x": part[x], "mode": "lines", "hoverinfo": "skip", "showlegend": False, "line": thin}
    return go.Scatter(y=part[low], **edge), go.Scatter(
        y=part[high], fill="tonexty", fillcolor=pale(hue, 0.14), **edge
    )


def _steps(part: pd.DataFrame, columns: tuple[str, str, str, str], look: tuple[str, str]) -> go.Scatter:
    (x, y, low, high), (hue, dash) = columns, look
    return go.Scatter(
        x=part[x],
        y=part[y],
        mode="lines",
        line={"color": hue, "width": 2.6, "shape": "hv", "dash": dash},
        showlegend=False,
        customdata=part[[low, high]],
        hovertemplate="%{x:.0f}: %{y:.0%} (%{customdata[0]:.0%} to %{customdata[1]:.0%})<extra></extra>",
    )


def _leaving(part: pd.DataFrame, columns: tuple[str, str, str], hue: str) -> go.Scatter:
    """Return a tick at each time at which some are no longer watched."""
    x, y, censored = columns
    gone = part[part[censored].gt(0)]
    return go.Scatter(
        x=gone[x],
        y=gone[y],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 9, "color": hue, "line": {"width": 1.6}},
        showlegend=False,
        text=gone[censored],
        hovertemplate="%{x:.0f}: %{text} no longer watched<extra></extra>",
    )


def _name(name: str, until: float, share: float) -> dict:
    """Return a curve's name over its end, where its last step leaves room."""
    return word(until, share, name, xanchor="right", yanchor="bottom", yshift=7)


def _mark(fig: go.Figure, time: float, words: str) -> None:
    fig.add_vline(x=time, line={"color": INK["muted"], "width": 1, "dash": "dot"})
    font = {"color": INK["muted"], "size": 12}
    fig.add_annotation(word(time, 1, words, yref="paper", xanchor="right", yanchor="bottom", font=font))
