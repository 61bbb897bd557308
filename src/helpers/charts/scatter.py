"""Two measures of each state against one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

import pandas as pd
import plotly.graph_objects as go

from .labels import word
from .palette import CLEAR, COUNTRIES, INK, pale
from .style import HEIGHT, house

LARGEST = 46


def scatter(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    state: str,
    labels: Mapping[str, str],
    hover: str,
    size: str | None = None,
    x_title: str = "",
    y_title: str = "",
    x_format: str = "",
    y_format: str = "",
    x_range: Sequence[float] | None = None,
    y_range: Sequence[float] | None = None,
    x_ticks: Sequence[float] | None = None,
    log_x: bool = False,
    places: Mapping[str, str] | None = None,
    line: tuple[float, str] | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw one labelled point a state.

    Parameters
    ----------
    frame
        One row a state; one without both measures has no point.
    x, y
        Columns with the two measures.
    state
        Column with the ISO 3166 code.
    labels
        State -> name beside its point; states without one are left out.
    hover
        Column with the words shown when a point is touched.
    size
        Column whose value the area of a point stands for; a missing value has a small hollow point.
    x_range, y_range
        Ends of the axes, in the unit of the data also where the axis is logarithmic.
    log_x
        Whether equal distances on the x axis are equal ratios.
    places
        State -> where its name stands (``middle right`` and so on), where the default runs into another.
    line
        A value of `y` and its words: a horizontal line that the points are held against.
    x_title
        What the horizontal axis shows.
    y_title
        What the vertical axis shows.
    x_format
        Of the numbers on the horizontal axis, as plotly writes formats: ``.0%``.
    y_format
        Of the numbers on the vertical axis, as plotly writes formats: ``.0%``.
    x_ticks
        Where the horizontal axis has its marks.
    height
        Of the figure, in pixels.
    """
    part = frame[frame[state].isin(labels)].dropna(subset=[x, y])
    if size:
        part = part.sort_values(size, ascending=False, na_position="last")
    fig = go.Figure(_points(part, (x, y, state, hover), labels, places or {}, size))
    house(fig, height=height, narrow={"font": {"size": 11}})
    fig.update_xaxes(title=x_title, tickformat=x_format, range=x_range, tickvals=x_ticks)
    fig.update_yaxes(title=y_title, tickformat=y_format, range=y_range)
    if log_x:
        fig.update_xaxes(type="log", range=[log10(end) for end in x_range] if x_range else None)
    if line:
        _level(fig, *line)
    return fig


def _points(
    part: pd.DataFrame,
    columns: tuple[str, str, str, str],
    labels: Mapping[str, str],
    places: Mapping[str, str],
    size: str | None,
) -> go.Scatter:
    x, y, state, hover = columns
    hues = [COUNTRIES.get(code, INK["muted"]) for code in part[state]]
    return go.Scatter(
        x=part[x],
        y=part[y],
        mode="markers+text",
        marker=_markers(part, size, hues),
        text=[labels[code] for code in part[state]],
        textposition=[places.get(code, "middle right") for code in part[state]],
        textfont={"color": hues},
        customdata=part[hover],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        showlegend=False,
    )


def _markers(part: pd.DataFrame, size: str | None, hues: Sequence[str]) -> dict:
    if not size:
        return {"size": 12, "color": hues}
    amounts = part[size].astype("float64")
    return {
        "size": amounts.fillna(amounts.max() / 40),
        "sizemode": "area",
        "sizeref": 2 * amounts.max() / LARGEST**2,
        "sizemin": 4,
        "color": [
            CLEAR if empty else pale(hue, 0.45) for hue, empty in zip(hues, amounts.isna(), strict=True)
        ],
        "line": {"width": 1.5, "color": hues},
        "opacity": 1,
    }


def _level(fig: go.Figure, value: float, words: str) -> None:
    fig.add_hline(y=value, line={"color": INK["muted"], "width": 1, "dash": "dash"})
    font = {"color": INK["muted"], "size": 12}
    fig.add_annotation(word(1, value, words, xref="paper", xanchor="right", yanchor="bottom", font=font))
