"""Values at a few points in time, joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import ROOM, end_labels
from .style import HEIGHT, house

ABOVE_AND_BELOW = 60  # pixels that the axis leaves free


def slope(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    line: str,
    labels: Mapping[str, str],
    styles: str | Mapping[str, tuple[str, str]],
    y_title: str = "",
    y_format: str = ".1f",
    y_ticks: Sequence[float] = (),
    log: bool = False,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw a few lines over a few occasions, every value written at its point and every line named.

    Parameters
    ----------
    frame
        One row an occasion and line; occasions in the order to show, evenly spaced. A missing value has no
        point.
    x, y, line
        Columns: the occasion, the value, and what tells the lines apart.
    labels
        Line -> name at its end; lines without one are left out.
    styles
        Line -> colour and dash, or the name of such a set in the palette.
    y_format
        How the values are written at the points.
    y_ticks
        Values at which the axis is labelled.
    log
        A logarithmic scale, for ratios.
    y_title
        What the vertical axis shows.
    height
        Of the figure, in pixels.
    """
    fig = go.Figure()
    house(fig, height=height, narrow={"margin": {"r": 96}, "font": {"size": 12}})
    occasions, part = _placed(frame[frame[line].isin(labels)].dropna(subset=[y]), x, y, log)
    limits = _limits(part["_scaled"])
    inside = height - ABOVE_AND_BELOW
    sides, looks = _sides(part, (limits[1] - limits[0]) * ROOM / inside, line), palette.strokes(styles)
    ends = {}
    for key, name in labels.items():
        points = part[part[line].eq(key)]
        fig.add_trace(_line(points, x, y, name, looks[key], sides, y_format))
        ends[name] = (int(points["_place"].iloc[-1]), float(points["_scaled"].iloc[-1]), looks[key][0])
    end_labels(fig, ends, limits, inside, shift=16)
    _axes(fig, occasions, limits, y_title, y_ticks, log)
    return fig


def _placed(frame: pd.DataFrame, x: str, y: str, log: bool) -> tuple[list[str], pd.DataFrame]:
    """Return the occasions, and the points with their number and their height on the scale of the axis."""
    occasions = [str(item) for item in dict.fromkeys(frame[x])]
    scaled = (np.log10 if log else np.asarray)(frame[y].astype(float))
    return occasions, frame.assign(_place=[occasions.index(str(item)) for item in frame[x]], _scaled=scaled)


def _limits(scaled: pd.Series) -> tuple[float, float]:
    pad = (scaled.max() - scaled.min()) * 0.1
    return scaled.min() - pad, scaled.max() + pad


def _line(
    part: pd.DataFrame, x: str, y: str, name: str, look: tuple[str, str], sides: pd.Series, words: str
) -> go.Scatter:
    hue, dash = look
    return go.Scatter(
        x=part["_place"],
        y=part[y],
        name=name,
        mode="lines+markers+text",
        text=[format(value, words) for value in part[y]],
        textposition=sides[part.index].tolist(),
        textfont={"color": hue, "size": 12},
        line={"color": hue, "width": 2.2, "dash": dash},
        marker={"size": 7},
        showlegend=False,
        cliponaxis=False,
        hovertemplate=f"{name}, %{{customdata}}: %{{y:{words}}}<extra></extra>",
        customdata=part[x].astype("str"),
    )


def _axes(
    fig: go.Figure,
    occasions: Sequence[str],
    limits: tuple[float, float],
    y_title: str,
    y_ticks: Sequence[float],
    log: bool,
) -> None:
    fig.update_layout(margin={"r": 130, "t": 16, "b": 28})
    fig.update_xaxes(
        tickvals=list(range(len(occasions))),
        ticktext=occasions,
        showgrid=False,
        range=[-0.25, len(occasions) - 0.9],
    )
    fig.update_yaxes(
        title_text=y_title,
        type="log" if log else "linear",
        range=limits,
        tickvals=list(y_ticks) or None,
        ticktext=[f"{value:g}" for value in y_ticks] or None,
    )


def _sides(frame: pd.DataFrame, room: float, line: str) -> pd.Series:
    """Say where each value is written: above its point, or below or beside it where another is near.

    Where its own line goes down to a point and up again, the value stands below, out of the line's way.
    """
    sides = pd.Series("top center", index=frame.index)
    heights = frame.sort_values("_place").groupby(line)["_scaled"]
    dips = (heights.diff().lt(0) & heights.diff(-1).lt(0)).reindex(frame.index)
    for _, points in frame.groupby("_place"):
        level = points["_scaled"].sort_values()
        above = level.diff().shift(-1).lt(1.6 * room)
        below = level.diff().lt(room)
        sides[level.index[above & ~below]] = "bottom center"
        sides[level.index[above & below]] = "middle right"
        free = level.diff().isna() | level.diff().gt(2.6 * room)
        sides[level.index[free & ~above & dips[level.index]]] = "bottom center"
    return sides
