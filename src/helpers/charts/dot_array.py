"""Every one of a few as a dot, put together by what became of it: a share that can be counted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .canvas import Canvas, drawn
from .grid import marked

SIZE, STEP = 20, 34  # of a dot, and from dot to dot, in pixels
ACROSS = {False: 12, True: 9}  # dots in a row, on a page and on a phone
LINE, GAP = 30, 36  # pixels of a line of the key, and between the dots and the key beside them


def dot_array(
    frame: pd.DataFrame, *, kind: str, kinds: Mapping[str, Mapping[str, str]], hover: str
) -> go.Figure:
    """Draw one dot an item, those of a kind one after the other, and say beside each kind how many it has.

    Parameters
    ----------
    frame
        One row an item.
    kind, hover
        Columns: the kind, and the words shown when a dot is touched.
    kinds
        Kind -> ``name``, ``colour`` and ``symbol``, as :func:`helpers.charts.marks` gives them, in the order
        to show. A kind that no item has is named all the same: that there is none is what it shows.

    Raises
    ------
    ValueError
        If an item has a kind that is none of `kinds`.
    """
    palette.all_known(frame[kind], kinds)
    parts = {name: frame.loc[frame[kind].eq(name), hover].astype("str").tolist() for name in kinds}

    def draw(canvas: Canvas) -> None:
        across, step = ACROSS[canvas.narrow], canvas.across / ACROSS[True] if canvas.narrow else STEP
        place = 0
        for name, words in parts.items():
            spots = [(number % across, number // across) for number in range(place, place + len(words))]
            points = [((x + 0.5) * step, (y + 0.5) * step) for x, y in spots]
            marked(canvas, points, kinds[name], SIZE)
            if points:
                canvas.touch(points, words, SIZE)
            place += len(words)
        deep = -(-place // across) * step
        left, top = (0.0, deep + 12) if canvas.narrow else (across * step + GAP, 0.0)
        for number, (name, words) in enumerate(parts.items()):
            y = top + (number + 0.5) * LINE
            marked(canvas, [(left + SIZE / 2, y)], kinds[name], SIZE * 0.7)
            canvas.say((left + SIZE + 10, y), f"<b>{len(words)}</b>  {kinds[name]['name']}")
        canvas.height = max(deep, top + len(parts) * LINE)

    return drawn(draw)
