"""Parts of a whole over years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .style import HEIGHT, INK, house, mark, pale


def shares(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    part: str,
    parts: Mapping[str, tuple[str, str]],
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
    parts
        Part -> its name and colour, from the bottom to the top.
    marks
        Year -> words: a vertical line that says what happened.

    Raises
    ------
    ValueError
        If a part has no value in one of the years: a gap would let all parts above it fall.
    """
    wide = frame.pivot(index=x, columns=part, values=y)[list(parts)].astype(float)
    if wide.isna().any(axis=None):
        year, name = wide.stack(future_stack=True).pipe(lambda cells: cells[cells.isna()]).index[0]
        raise ValueError(f"part {name!r} has no value in {year}: start later or leave the part out")
    fig = go.Figure()
    house(fig, height=height, narrow={"margin": {"r": 104}, "font": {"size": 12}})
    above = 16 * len(marks or {})
    fig.update_layout(margin={"r": 124, "t": 12 + above, "b": 28})
    for key, (name, hue) in parts.items():
        fig.add_scatter(
            x=wide.index,
            y=wide[key],
            name=name,
            mode="lines",
            stackgroup="whole",
            line={"color": hue, "width": 1.2},
            fillcolor=pale(hue, 0.55),
            showlegend=False,
            hovertemplate=f"{name}, %{{x}}: %{{y:{y_format}}}<extra></extra>",
        )
    _end_labels(fig, wide, parts, wide.iloc[-1].sum() * 17 / (height - 60))
    fig.update_xaxes(showgrid=False, range=[wide.index[0], wide.index[-1]])
    fig.update_yaxes(
        title_text=y_title, tickformat=y_format, range=[0, wide.iloc[-1].sum()], gridcolor=INK["grid"]
    )
    for level, (year, words) in enumerate((marks or {}).items()):
        mark(fig, year, words, 16 * level, height - 40 - above)
    return fig


def _end_labels(fig: go.Figure, wide: pd.DataFrame, parts: Mapping[str, tuple], room: float) -> None:
    """Write each name at the right end of its area; names that would overlap move apart."""
    last, below = wide.iloc[-1], None
    middle = last.cumsum() - last / 2
    for key, (name, hue) in parts.items():
        below = middle[key] if below is None else max(middle[key], below + room)
        fig.add_annotation(
            x=wide.index[-1],
            y=below,
            text=name,
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"color": hue, "size": 13},
        )
