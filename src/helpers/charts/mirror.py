"""What goes one way, above what goes the other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .style import HEIGHT, house, merge


def mirror(
    frame: pd.DataFrame,
    *,
    x: str,
    up: str,
    down: str,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    at: Mapping[str, tuple[float, float]],
    y_title: str = "",
    unit: str = "",
    height: int = HEIGHT,
    narrow: Mapping | None = None,
) -> go.Figure:
    """Draw two flows as bars on both sides of a line, on one scale.

    Parameters
    ----------
    frame
        One row a place on the axis: the columns `x`, `up` and `down`, both amounts of 0 or more.
    names, colours, at
        Column -> its name, its colour, and the place (x, amount) where the name is written; the amount is
        counted away from the line, on the column's own side.
    unit
        Written after an amount when a bar is touched.
    narrow
        What of the layout is different on a phone.

    Notes
    -----
    Both sides have ticks that count away from the line, since no flow is negative.
    """
    fig = go.Figure()
    for column, sign in ((up, 1), (down, -1)):
        fig.add_bar(
            x=frame[x],
            y=sign * frame[column],
            name=names[column],
            marker={"color": colours[column]},
            showlegend=False,
            customdata=frame[column],
            hovertemplate=f"%{{x}}, {names[column]}: %{{customdata:,.0f}}{unit}<extra></extra>",
        )
        place, amount = at[column]
        fig.add_annotation(
            x=place, y=sign * amount, text=names[column], showarrow=False, font={"color": colours[column]}
        )
    house(fig, height=height, narrow=merge({"font": {"size": 12}}, narrow or {}))
    fig.update_layout(barmode="relative", bargap=0.25)
    fig.update_xaxes(showgrid=False)
    fig.update_yaxes(title=y_title, **_away(frame[[up, down]].max().max(), frame[down].max()))
    fig.add_hline(y=0, line={"color": "#59636e", "width": 1})
    return fig


def _away(most: float, below: float, steps: int = 4) -> dict:
    """Return ticks that count away from zero on both sides, at round amounts."""
    rough = most / steps
    size = 10 ** (len(str(int(rough))) - 1)
    step = max(size, round(rough / size) * size)
    amounts = range(-step * int(below // step), int(most) + 1, step)
    return {"tickvals": list(amounts), "ticktext": [f"{abs(amount):,}" for amount in amounts]}
