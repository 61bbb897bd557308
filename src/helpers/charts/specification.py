"""One answer under many choices: a value and its interval for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .intervals import bounds
from .labels import in_margin
from .palette import CLEAR, all_known
from .style import house

LANE = 48  # pixels a choice: a line of words, and the intervals under it
APART = 0.2  # between the intervals of one choice, in lanes
BLOCK = 0.6  # lanes that the name of a block takes


def specification(
    frame: pd.DataFrame,
    *,
    value: str,
    low: str,
    high: str,
    choice: str,
    kind: str,
    kinds: Mapping[str, Mapping],
    group: str,
    hover: str,
    x_title: str = "",
    x_format: str = ".0%",
    x_range: Sequence[float] | None = None,
) -> go.Figure:
    """Draw, under the words of each choice, one value with its interval a kind.

    The words stand on a line of their own, so that they have the whole width on a phone too.

    Parameters
    ----------
    frame
        One row a choice and kind, in the order to show.
    value, low, high
        Columns: the value and the bounds of its interval.
    choice
        Column with the words of the choice.
    kind, kinds
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks`
        gives them.
    group
        Column that parts the choices into blocks, each under its name.
    hover
        Column with the words shown when a point is touched.
    x_title
        What the horizontal axis shows.
    x_format
        Of the numbers on the horizontal axis, as plotly writes formats: ``.0%``.
    x_range
        First and last value of the horizontal axis.

    Raises
    ------
    ValueError
        If a row has a kind that is none of `kinds`.
    """
    all_known(frame[kind], kinds)
    keys = list(zip(frame[group], frame[choice], strict=True))
    places = _places(keys)
    at = frame.assign(_y=[places[key] for key in keys])
    fig = go.Figure()
    for number, (key, style) in enumerate(kinds.items()):
        part = at[at[kind].eq(key)]
        interval = bounds(part[value], part[low], part[high], style["colour"], thickness=1.8)
        fig.add_trace(_points(part[value], part["_y"] + APART * number, part[hover], interval, style))
    _write(fig, places)
    return _finished(fig, max(places.values()), x_title, x_format, x_range)


def _places(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Give each choice its height, with room above every block but the first."""
    order = list(dict.fromkeys(keys))
    blocks = list(dict.fromkeys(block for block, _ in order))
    return {key: place + BLOCK * blocks.index(key[0]) for place, key in enumerate(order)}


def _points(x: pd.Series, y: pd.Series, words: pd.Series, interval: dict, style: Mapping) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        name=style["name"],
        text=words,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        marker={"color": style["colour"], "symbol": style["symbol"], "size": 9},
        error_x=interval,
    )


def _write(fig: go.Figure, places: Mapping[tuple[str, str], float]) -> None:
    """Write the words over each choice, and the names over each block."""
    named = set()
    for (block, words), place in places.items():
        fig.add_annotation(in_margin(place - 0.34, str(words)))
        if block not in named:
            fig.add_annotation(in_margin(place - 0.78, f"<b>{block}</b>"))
        named.add(block)


def _finished(
    fig: go.Figure, last: float, x_title: str, x_format: str, x_range: Sequence | None
) -> go.Figure:
    narrow = {"font": {"size": 11}, "legend": {"font": {"size": 11}}}
    house(fig, height=round((last + 1.6) * LANE) + 66, narrow=narrow)
    fig.update_layout(margin={"t": 40, "b": 40}, legend={"yref": "container", "y": 1, "yanchor": "top"})
    fig.update_xaxes(title_text=x_title, tickformat=x_format, range=x_range)
    fig.update_yaxes(visible=False, range=[last + 0.6, -1.1], showgrid=False, linecolor=CLEAR)
    return fig
