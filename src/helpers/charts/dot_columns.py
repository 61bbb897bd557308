"""Items as dots, one by one, in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .canvas import Canvas, drawn
from .grid import keys, marked, ruled

SIZE, STEP = 11, 16  # of a dot, and from dot to dot, in pixels


def dot_columns(
    frame: pd.DataFrame, *, row: str, kind: str, kinds: Mapping[str, Mapping[str, str]], hover: str
) -> go.Figure:
    """Draw one dot an item, side by side in the column of its kind: how many there are is seen, not measured.

    Parameters
    ----------
    frame
        One row an item, in the order to show.
    row, kind, hover
        Columns: the words of the row, the kind, and the words shown when a dot is touched.
    kinds
        Kind -> ``name`` (the head of its column), ``colour`` and ``symbol``, as :func:`helpers.charts.marks`
        gives them, in the order to show.

    Raises
    ------
    ValueError
        If an item has a kind that is none of `kinds`.
    """
    palette.all_known(frame[kind], kinds)
    places = keys(frame, row, None)
    rank = frame.groupby([row, kind], sort=False).cumcount()

    def draw(canvas: Canvas) -> None:
        cells = ruled(canvas, list(dict.fromkeys(places)), [style["name"] for style in kinds.values()], SIZE)
        lefts = dict(zip(kinds, cells.left, strict=True))
        spots = [
            (lefts[one] + SIZE / 2 + STEP * number, cells.middle[place])
            for one, number, place in zip(frame[kind], rank, places, strict=True)
        ]
        for one, style in kinds.items():
            own = [spot for spot, other in zip(spots, frame[kind], strict=True) if other == one]
            marked(canvas, own, style, SIZE)
        canvas.touch(spots, list(frame[hover]))

    return drawn(draw)
