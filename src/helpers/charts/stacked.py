"""Counts as parts of a bar."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from . import palette
from .palette import ink_on
from .style import house, outdented


def stacked(
    frame: pd.DataFrame,
    *,
    row: str,
    parts: str | Mapping[str, str],
    x_title: str,
    height: int = 220,
    panel: str | None = None,
) -> go.Figure:
    """Draw one horizontal bar a row, made of counted parts, with each count written in its part.

    Parameters
    ----------
    frame
        One row a bar, one column of counts a part; a count too small for its bar is drawn without its number.
    row
        Column with the bar's name.
    parts
        Column -> colour, in the order to stack; the column's name is the part's. Or the name of such a set in
        the palette, of which the frame may have some.
    panel
        Column that says which panel a bar stands in, one above the other, on one scale; the panels' heights
        follow the number of their bars.
    x_title
        What the horizontal axis shows.
    height
        Of the figure, in pixels.
    """
    hues = _known(frame, parts)
    panels = {name: part for name, part in frame.groupby(panel, sort=False)} if panel else {None: frame}
    fig = make_subplots(
        rows=len(panels),
        shared_xaxes=True,
        vertical_spacing=0.1,
        row_heights=[len(part) for part in panels.values()],
        subplot_titles=[str(name) for name in panels] if panel else None,
    )
    fig.update_annotations(x=0, xanchor="left", font={"size": 13})
    least = frame[list(hues)].sum(axis=1).max() / 45
    for number, bars in enumerate(panels.values(), start=1):
        for name, hue in hues.items():
            fig.add_trace(
                _counted(bars, row, name, hue, least, first=number == 1),
                row=number,
                col=1,
            )
    _finished(fig, height, x_title, last=len(panels), headed=panel is not None)
    return fig


def _known(frame: pd.DataFrame, parts: str | Mapping[str, str]) -> dict[str, str]:
    """Return the parts with their colours: of a set of the palette those that the frame has."""
    hues = palette.colours(parts)
    return {part: hue for part, hue in hues.items() if part in frame} if isinstance(parts, str) else hues


def _finished(fig: go.Figure, height: int, x_title: str, *, last: int, headed: bool) -> None:
    phone = {
        "height": height + 70,
        "font": {"size": 12},
        "legend": {"font": {"size": 11}},
    }
    house(fig, height=height, narrow=phone | {"annotations": outdented(fig)})
    fig.update_layout(barmode="stack", bargap=0.3, legend={"traceorder": "normal"})
    if headed:
        fig.update_layout(margin={"t": 64}, legend={"y": 1 + 34 / height})
    fig.update_xaxes(title=x_title, row=last)
    fig.update_yaxes(autorange="reversed", showgrid=False)


def _counted(bars: pd.DataFrame, row: str, part: str, hue: str, least: float, *, first: bool) -> go.Bar:
    """Return one part of every bar; a part too narrow for its number is drawn without it."""
    return go.Bar(
        y=bars[row],
        x=bars[part],
        name=part,
        orientation="h",
        marker={"color": hue},
        legendgroup=part,
        showlegend=first,
        text=[f"{count}" if count > least else "" for count in bars[part]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": ink_on(hue), "size": 11},
        hovertemplate=f"%{{y}}, {part}: %{{x}}<extra></extra>",
    )
