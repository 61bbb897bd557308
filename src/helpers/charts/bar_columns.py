"""Counts as bars in columns of their own, each with its number."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import Cells, box, keys, ruled
from .palette import hue_names

THICK = 11  # pixels
GAP = 20  # pixels between a number and the next column


def bar_columns(
    frame: pd.DataFrame,
    *,
    row: str,
    parts: str,
    heads: Mapping[str, str] | None = None,
    group: str | None = None,
    whole: str | None = None,
    unknown: str = "",
) -> go.Figure:
    """Draw a bar for each row and part, the parts in columns on one scale, each bar with its number.

    Nothing is stacked, so that each part can be compared down its column and the smallest can be read.

    Parameters
    ----------
    frame
        One row a row of the picture, in the order to show; one column a part. A part that is 0 has its number
        and no bar; a missing one has the words of `unknown`, and no bar either.
    row
        Column with the words of the row.
    parts
        Name of a set of the palette, column -> hue of its bars; the frame may have some of its columns.
    heads
        Part -> its head, where the column's name is not; a soft hyphen says where a phone may part it.
    group
        Column that parts the rows into blocks, each under its name.
    whole
        Column with what a row's numbers are part of: drawn as an outline, and said ("24 of 29").
    unknown
        What is said where a part is not known.
    """
    hues = {part: hue for part, hue in hue_names(parts).items() if part in frame}
    frame = frame.assign(**frame[list(hues)].astype(float))
    rows = keys(frame, row, group)
    said = {part: _said(frame, part, whole, unknown) for part in hues}
    most = float(frame[[*hues, whole] if whole else list(hues)].max().max())

    def draw(canvas: Canvas) -> None:
        cells = ruled(canvas, rows, [(heads or {}).get(part, part) for part in hues], THICK)
        longest = max(canvas.width(words) for column in said.values() for words in column)
        unit = (cells.across - longest - GAP) / most
        for x, (part, hue) in zip(cells.left, hues.items(), strict=True):
            if whole:
                _bars(canvas, cells, rows, x, frame[whole] * unit, "grid")
            _bars(canvas, cells, rows, x, frame[part] * unit, hue)
            ends = frame[[part, whole] if whole else [part]].max(axis=1).fillna(0) * unit
            for key, end, words, value in zip(rows, ends, said[part], frame[part], strict=True):
                canvas.say((x + end + 5, cells.middle[key]), words, "ink" if value > 0 else "muted")
            canvas.touch(
                [(x + THICK, cells.middle[key]) for key in rows],
                [f"{name}, {part}: {words}" for (_, name), words in zip(rows, said[part], strict=True)],
            )

    return drawn(draw)


def _said(frame: pd.DataFrame, part: str, whole: str | None, unknown: str) -> list[str]:
    of = [f" of {total:g}" for total in frame[whole]] if whole else [""] * len(frame)
    pairs = zip(frame[part], of, strict=True)
    return [unknown if pd.isna(value) else f"{value:g}{total}" for value, total in pairs]


def _bars(canvas: Canvas, cells: Cells, rows: list, left: float, lengths: pd.Series, hue: str) -> None:
    """Draw the bars of one column, and the line at which they begin."""
    tops = [cells.middle[key] - THICK / 2 for key in rows]
    pairs = [(top, length) for top, length in zip(tops, lengths, strict=True) if length > 0]
    canvas.fill([box(left, top, left + length, top + THICK) for top, length in pairs], hue)
    canvas.line([[(left, top - 2), (left, top + THICK + 2)] for top in tops], "muted")
