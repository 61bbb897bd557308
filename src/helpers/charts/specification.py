"""One answer under many choices: a value and its interval for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .style import CLEAR, house

LANE = 48  # pixels a choice: a line of words, and the intervals under it
APART = 0.2  # between the intervals of one choice, in lanes


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
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``.
    group
        Column that parts the choices into blocks, each under its name.
    hover
        Column with the words shown when a point is touched.
    """
    order = list(dict.fromkeys(zip(frame[group], frame[choice], strict=True)))
    blocks = list(dict.fromkeys(block for block, _ in order))
    places = {key: place + 0.6 * blocks.index(key[0]) for place, key in enumerate(order)}
    keys = list(zip(frame[group], frame[choice], strict=True))
    at = frame.assign(_y=[places[key] for key in keys])
    fig = go.Figure()
    for number, (key, style) in enumerate(kinds.items()):
        part = at[at[kind].eq(key)]
        fig.add_scatter(
            x=part[value],
            y=part["_y"] + APART * number,
            mode="markers",
            name=style["name"],
            text=part[hover],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
            marker={"color": style["colour"], "symbol": style["symbol"], "size": 9},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (part[high] - part[value]).tolist(),
                "arrayminus": (part[value] - part[low]).tolist(),
                "color": style["colour"],
                "thickness": 1.8,
                "width": 0,
            },
        )
    for (block, words), place in places.items():
        _write(fig, str(words), place - 0.34)
        if (block, words) == next(key for key in order if key[0] == block):
            _write(fig, f"<b>{block}</b>", place - 0.78)
    return _finished(fig, max(places.values()), x_title, x_format, x_range)


def _write(fig: go.Figure, words: str, place: float) -> None:
    fig.add_annotation(
        x=0, xref="paper", y=place, text=words, showarrow=False, xanchor="left", yanchor="middle"
    )


def _finished(
    fig: go.Figure, last: float, x_title: str, x_format: str, x_range: Sequence | None
) -> go.Figure:
    narrow = {"font": {"size": 11}, "legend": {"font": {"size": 11}}}
    house(fig, height=round((last + 1.6) * LANE) + 66, narrow=narrow)
    fig.update_layout(margin={"t": 40, "b": 40}, legend={"yref": "container", "y": 1, "yanchor": "top"})
    fig.update_xaxes(title_text=x_title, tickformat=x_format, range=x_range)
    fig.update_yaxes(visible=False, range=[last + 0.6, -1.1], showgrid=False, linecolor=CLEAR)
    return fig
