"""Parts of a whole over years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import end_labels
from .palette import INK, pale
from .style import HEIGHT, house, mark


def share_lines(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    part: str,
    labels: Mapping[str, str],
    colours: str | Mapping[str, str],
    y_title: str = "",
    y_format: str = ".0%",
    marks: Mapping[float, str] | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw stacked areas that make up a whole, each named at its right end.

    Parameters
    ----------
    frame
        One row a year and part, every part in every year.
    x, y, part
        Columns: the year, the share (0 to 1) and the part.
    labels
        Part -> its name, from the bottom to the top.
    colours
        Part -> its colour, or the name of such a set in the palette.
    marks
        Year -> words: a vertical line that says what happened.
    y_title
        What the vertical axis shows.
    y_format
        Of the numbers on the vertical axis, as plotly writes formats: ``.0%``.
    height
        Of the figure, in pixels.

    Raises
    ------
    ValueError
        If a part has no value in one of the years: a gap would let all parts above it fall.
    """
    wide, hues = _whole(frame, x, y, part, list(labels)), palette.colours(colours)
    above, total = 16 * len(marks or {}), wide.iloc[-1].sum()
    fig = go.Figure([_area(wide[key], name, hues[key], y_format) for key, name in labels.items()])
    house(fig, height=height, narrow={"margin": {"r": 104}, "font": {"size": 12}})
    fig.update_layout(margin={"r": 124, "t": 12 + above, "b": 28})
    end_labels(fig, _ends(wide, labels, hues), (0, total), height - 60)
    fig.update_xaxes(showgrid=False, range=[wide.index[0], wide.index[-1]])
    fig.update_yaxes(title_text=y_title, tickformat=y_format, range=[0, total], gridcolor=INK["grid"])
    for level, (year, words) in enumerate((marks or {}).items()):
        mark(fig, year, words, 16 * level, height - 40 - above)
    return fig


def _whole(frame: pd.DataFrame, x: str, y: str, part: str, parts: list[str]) -> pd.DataFrame:
    """Return one row a year and one column a part, every cell filled."""
    wide = frame.pivot(index=x, columns=part, values=y)[parts].astype(float)
    if wide.isna().any(axis=None):
        year, name = wide.stack(future_stack=True).pipe(lambda cells: cells[cells.isna()]).index[0]
        raise ValueError(f"part {name!r} has no value in {year}: start later or leave the part out")
    return wide


def _area(values: pd.Series, name: str, hue: str, words: str) -> go.Scatter:
    return go.Scatter(
        x=values.index,
        y=values,
        name=name,
        mode="lines",
        stackgroup="whole",
        line={"color": hue, "width": 1.2},
        fillcolor=pale(hue, 0.55),
        showlegend=False,
        hovertemplate=f"{name}, %{{x}}: %{{y:{words}}}<extra></extra>",
    )


def _ends(wide: pd.DataFrame, labels: Mapping[str, str], hues: Mapping[str, str]) -> dict[str, tuple]:
    """Return the middle of each area at its right end, and its colour."""
    last = wide.iloc[-1]
    middle = last.cumsum() - last / 2
    return {name: (wide.index[-1], middle[key], hues[key]) for key, name in labels.items()}
