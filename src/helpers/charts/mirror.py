"""What goes one way, above what goes the other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import over, word
from .palette import INK
from .style import HEIGHT, house, merge


def mirror(
    frame: pd.DataFrame,
    *,
    x: str,
    up: str,
    down: str,
    names: Mapping[str, str],
    colours: str | Mapping[str, str],
    y_title: str = "",
    unit: str = "",
    height: int = HEIGHT,
    narrow: Mapping | None = None,
) -> go.Figure:
    """Draw two flows as bars on both sides of a line, on one scale, each named at its longest bar.

    Parameters
    ----------
    frame
        One row a place on the axis: the columns `x`, `up` and `down`, both amounts of 0 or more. A missing
        amount has no bar.
    names
        Column -> its name.
    colours
        Column -> its colour, or the name of such a set in the palette.
    unit
        Written after an amount when a bar is touched.
    narrow
        What of the layout is different on a phone.
    y_title
        What the vertical axis shows, in words over the picture.
    height
        Of the figure, in pixels.

    Notes
    -----
    Both sides have ticks that count away from the line, since no flow is negative.
    """
    fig, hues = go.Figure(), palette.colours(colours)
    for column, sign in ((up, 1), (down, -1)):
        fig.add_trace(_bars(frame[x], frame[column], sign, names[column], hues[column], unit))
        fig.add_annotation(_name(frame[x], frame[column], sign, names[column], hues[column]))
    house(fig, height=height, narrow=merge({"font": {"size": 12}}, narrow or {}))
    fig.update_layout(barmode="relative", bargap=0.25, margin={"t": 44})
    fig.add_annotation(over(y_title))
    fig.update_xaxes(showgrid=False)
    fig.update_yaxes(**_away(frame[[up, down]].max().max(), frame[down].max()))
    fig.add_hline(y=0, line={"color": INK["muted"], "width": 1})
    return fig


def _bars(x: pd.Series, amounts: pd.Series, sign: int, name: str, hue: str, unit: str) -> go.Bar:
    return go.Bar(
        x=x,
        y=sign * amounts,
        name=name,
        marker={"color": hue},
        showlegend=False,
        customdata=amounts,
        hovertemplate=f"%{{x}}, {name}: %{{customdata:,.0f}}{unit}<extra></extra>",
    )


def _name(x: pd.Series, amounts: pd.Series, sign: int, name: str, hue: str) -> dict:
    """Return the name of a flow, beyond the end of its longest bar, towards the middle of the axis."""
    longest = amounts.idxmax()
    anchor = "left" if x[longest] < (x.min() + x.max()) / 2 else "right"
    beyond = "bottom" if sign > 0 else "top"
    return word(
        x[longest], sign * amounts[longest], name, xanchor=anchor, yanchor=beyond, font={"color": hue}
    )


def _away(most: float, below: float, steps: int = 4) -> dict:
    """Return ticks that count away from zero on both sides, at round amounts."""
    rough = most / steps
    size = 10 ** (len(str(int(rough))) - 1)
    step = max(size, round(rough / size) * size)
    amounts = range(-step * int(below // step), int(most) + 1, step)
    return {"tickvals": list(amounts), "ticktext": [f"{abs(amount):,}" for amount in amounts]}
