"""A grid of categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import word
from .palette import ink_on
from .style import HEIGHT, house, merge, outdented, phone_ticks, ticks


def tiles(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    value: str,
    colours: str | Mapping[str, str],
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
        One row a tile, rows and columns in the order to show. A cell without a row, or without a value,
        stays empty.
    x, y
        Columns: what stands over the columns of the grid, and beside its rows.
    value
        Column with the category.
    colours
        Category -> colour, in the order of the legend, or the name of such a set in the palette.
    letters
        Category -> its letter.
    hover
        Column with the words shown when a tile is touched; the category if not given.
    narrow
        What of the layout is different on a phone.
    group
        Column that parts the rows into blocks, each under its name; a row belongs to one block and `y`.
    x_title
        What the horizontal axis shows.
    height
        Of the figure, in pixels.

    Raises
    ------
    ValueError
        If a tile's category has no colour.
    """
    hues = palette.colours(colours)
    palette.all_known(frame[value], hues)
    keys = list(zip(frame[group or y], frame[y], strict=True))
    places, columns = _rows(keys, headed=group is not None), list(dict.fromkeys(frame[x]))
    at = frame.assign(_x=frame[x].map(columns.index), _y=[places[key] for key in keys])
    fig = go.Figure()
    for category, hue in hues.items():
        part = at[at[value].eq(category)]
        if not part.empty:
            fig.add_trace(_tiles(part, category, hue, (letters or {}).get(category, ""), hover or value))
    for note in _heads(places) if group else []:
        fig.add_annotation(note)
    _axes(fig, dict(enumerate(columns)), places, height, x_title, narrow or {})
    return fig


def _rows(keys: Sequence[tuple[str, str]], headed: bool) -> dict[tuple[str, str], int]:
    """Number the rows of a grid, leaving a line free above each block for its name."""
    order = list(dict.fromkeys(keys))
    blocks = list(dict.fromkeys(block for block, _ in order))
    return {key: number + (blocks.index(key[0]) + 1 if headed else 0) for number, key in enumerate(order)}


def _tiles(part: pd.DataFrame, category: str, hue: str, letter: str, hover: str) -> go.Bar:
    """Return the tiles of one category: bars, since a heat map has no legend of categories."""
    return go.Bar(
        x=part["_x"],
        y=[0.86] * len(part),
        base=part["_y"] - 0.43,
        width=0.88,
        name=_lettered(category, letter),
        text=[letter] * len(part),
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        textfont={"color": ink_on(hue), "size": 12},
        hoverinfo="text",
        hovertext=part[hover],
        marker={"color": hue, "line": {"width": 0}},
    )


def _lettered(category: str, letter: str) -> str:
    """Name a category after its letter, unless it begins with it anyway."""
    return category if category.upper().startswith(letter.upper()) else f"{letter} {category}"


def _heads(places: Mapping[tuple[str, str], int]) -> list[dict]:
    """Return the names of the blocks, each over the first of its rows."""
    # Read backwards, each block keeps the place of its first row.
    first = {block: place for (block, _), place in reversed(list(places.items()))}
    return [word(-0.45, place - 0.9, f"<b>{block}</b>", xanchor="left") for block, place in first.items()]


def _axes(
    fig: go.Figure, columns: Mapping, places: Mapping, height: int, x_title: str, narrow: Mapping
) -> None:
    base = {"font": {"size": 11}, "legend": {"font": {"size": 11}}, "annotations": outdented(fig)}
    house(fig, height=height, narrow=merge(base | {"xaxis": phone_ticks(columns)}, narrow))
    fig.update_layout(barmode="overlay", legend={"traceorder": "normal"})
    fig.update_xaxes(**ticks(columns), showgrid=False, range=[-0.5, len(columns) - 0.5], title=x_title)
    fig.update_yaxes(
        **ticks({place: row for (_, row), place in places.items()}),
        showgrid=False,
        range=[max(places.values()) + 0.5, -0.5],
    )
