"""A grid of tiles that say in words what they are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .canvas import Canvas, Point, drawn
from .grid import box, ink_over, keys, ruled

DEEP, GAP = 20, 2  # height of a tile, and paper at its sides, in pixels


def word_tiles(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    colours: str,
    words: Mapping[str, str],
    hover: str,
    heads: Mapping[str, str] | None = None,
    group: str | None = None,
) -> go.Figure:
    """Draw one tile a cell of a grid, with its word in it: no key has to be learnt.

    Parameters
    ----------
    frame
        One row a cell, rows and columns in the order to show. A cell without a row, without a value, or whose
        value has no word, stays empty.
    row, column
        Columns: the words beside the rows of the grid, and those over its columns.
    value
        Column with the category.
    colours
        Name of a set of the palette: category -> hue.
    words
        Category -> what its tiles say; short, since a phone has little room.
    hover
        Column with the words shown when a tile is touched.
    heads
        Column -> its head, where its name is not; a soft hyphen says where a phone may part it.
    group
        Column that parts the rows into blocks, each under its name.

    Raises
    ------
    ValueError
        If a tile's category has no hue.
    """
    hues, columns = palette.hue_names(colours), list(dict.fromkeys(frame[column]))
    palette.all_known(frame[value], hues)
    places, rows = keys(frame, row, group), list(dict.fromkeys(keys(frame, row, group)))

    def draw(canvas: Canvas) -> None:
        cells = ruled(canvas, rows, [(heads or {}).get(one, one) for one in columns], DEEP)
        lefts = [cells.left[columns.index(one)] + GAP for one in frame[column]]
        middles = [cells.middle[place] for place in places]
        for category, said in words.items():
            own = [(x, y) for x, y, one in zip(lefts, middles, frame[value], strict=True) if one == category]
            _tiles(canvas, own, cells.across - 2 * GAP, hues[category], said)
        canvas.touch([(x + DEEP, y) for x, y in zip(lefts, middles, strict=True)], list(frame[hover]), DEEP)

    return drawn(draw)


def _tiles(canvas: Canvas, places: list[Point], across: float, hue: str, said: str) -> None:
    tall = DEEP / 2
    canvas.fill([box(x, y - tall, x + across, y + tall) for x, y in places], hue)
    for x, y in places:
        canvas.say((x + across / 2, y), said, ink_over(hue), anchor="center", size=12)
