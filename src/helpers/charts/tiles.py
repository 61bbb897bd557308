"""A grid of categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .style import HEIGHT, house, ink_on, merge, outdented, phone_ticks, ticks


def tiles(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    value: str,
    colours: Mapping[str, str],
    hover: str | None = None,
    letters: Mapping[str, str] | None = None,
    x_title: str = "",
    height: int = HEIGHT,
    narrow: Mapping | None = None,
    group: str | None = None,
) -> go.Figure:
    """Draw one tile a cell of a grid, coloured by category, with a letter that says it too.

    Parameters
    ----------
    frame
        One row a tile, rows and columns in the order to show. A cell without a row stays empty.
    value
        Column with the category; `colours` gives each its colour and `letters` its letter.
    group
        Column that parts the rows into blocks, each under its name; a row belongs to one block and `y`.
    """
    keys = list(zip(frame[group or y], frame[y], strict=True))
    places = _rows(keys, headed=group is not None)
    columns = list(dict.fromkeys(frame[x]))
    at = frame.assign(_x=frame[x].map(columns.index), _y=[places[key] for key in keys])
    fig = go.Figure()
    for category, hue in colours.items():
        part = at[at[value].eq(category)]
        if part.empty:
            continue
        fig.add_bar(
            x=part["_x"],
            y=[0.86] * len(part),
            base=part["_y"] - 0.43,
            width=0.88,
            name=_lettered(category, (letters or {}).get(category, "")),
            text=[(letters or {}).get(category, "")] * len(part),
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": ink_on(hue), "size": 12},
            hoverinfo="text",
            hovertext=part[hover] if hover else part[value],
            marker={"color": hue, "line": {"width": 0}},
        )
    # Read backwards, each block keeps the place of its first row.
    heads = {block: place for (block, _), place in reversed(places.items())} if group else {}
    for block, place in heads.items():
        fig.add_annotation(x=-0.45, y=place - 0.9, text=f"<b>{block}</b>", showarrow=False, xanchor="left")
    base = {"font": {"size": 11}, "legend": {"font": {"size": 11}}, "annotations": outdented(fig)}
    names = dict(enumerate(columns))
    house(fig, height=height, narrow=merge(base | {"xaxis": phone_ticks(names)}, narrow or {}))
    fig.update_layout(barmode="overlay", legend={"traceorder": "normal"})
    fig.update_xaxes(**ticks(names), showgrid=False, range=[-0.5, len(columns) - 0.5], title=x_title)
    fig.update_yaxes(
        **ticks({place: row for (_, row), place in places.items()}),
        showgrid=False,
        range=[max(places.values()) + 0.5, -0.5],
    )
    return fig


def _rows(keys: Sequence[tuple[str, str]], headed: bool) -> dict[tuple[str, str], int]:
    """Number the rows of a grid, leaving a line free above each block for its name."""
    order = list(dict.fromkeys(keys))
    blocks = list(dict.fromkeys(block for block, _ in order))
    return {key: number + (blocks.index(key[0]) + 1 if headed else 0) for number, key in enumerate(order)}


def _lettered(category: str, letter: str) -> str:
    """Name a category after its letter, unless it begins with it anyway."""
    return category if category.upper().startswith(letter.upper()) else f"{letter} {category}"
