"""Rows of words against columns under heads, on a canvas.

On a page the words of a row stand beside it; on a phone over it, so that the columns have the whole width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from .canvas import Canvas, Point
from .palette import HUES, hue_of, ink_on

HEAD, LINE = 15, 16  # height of a line of a head, and of the words over a row, in pixels
BREAK = "\u00ad"  # where a head may be parted on a phone
Key = tuple[str, str]  # block and row


class Cells(NamedTuple):
    """Where the cells of a grid stand, in pixels."""

    left: list[float]
    across: float
    middle: dict[Key, float]


def keys(frame: pd.DataFrame, row: str, group: str | None) -> list[Key]:
    """Return block and row of each row of a frame; the block is empty where there are none."""
    blocks = frame[group] if group else [""] * len(frame)
    return list(zip(blocks, frame[row], strict=True))


def ruled(canvas: Canvas, rows: Sequence[Key], heads: Sequence[str], deep: float) -> Cells:
    """Write heads, blocks and the words of rows, rule them, and return where the cells stand.

    Parameters
    ----------
    canvas
        One of the two pictures, which gets its height.
    rows
        Block and row, each once, in the order to show.
    heads
        Of the columns, which share what room there is; on a phone parted at spaces and at :data:`BREAK`.
    deep
        Height of a cell in pixels.
    """
    aside = 0 if canvas.narrow else max(canvas.width(row) for _, row in rows) + 18
    across = (canvas.across - aside) / len(heads)
    left = [aside + number * across for number in range(len(heads))]
    y = _headed(canvas, left, heads)
    middle, last = {}, ""
    for block, row in rows:
        if block != last:
            canvas.say((0, y + 18), f"<b>{block}</b>")
            y, last = y + 30, block
        canvas.line([[(0, y), (canvas.across, y)]], "grid")
        above = LINE if canvas.narrow else 0
        middle[block, row] = y + above + 5 + deep / 2
        canvas.say((0, y + 11 if canvas.narrow else middle[block, row]), row)
        y += above + deep + 10
    canvas.height = y
    return Cells(left, across, middle)


def _headed(canvas: Canvas, left: Sequence[float], heads: Sequence[str]) -> float:
    """Write the heads on one foot; return where they end."""
    said = [_parted(head) if canvas.narrow else head.replace(BREAK, "") for head in heads]
    foot = HEAD * max(head.count("<br>") + 1 for head in said) if any(heads) else 0
    for x, head in zip(left, said, strict=True):
        canvas.say((x, foot), head, "muted", at="bottom", size=max(canvas.small, 11))
    return foot + 5 if foot else 0


def _parted(head: str) -> str:
    return head.replace(BREAK, "-<br>").replace(" ", "<br>")


def marked(canvas: Canvas, points: Sequence[Point], style: Mapping[str, str], size: float) -> None:
    """Draw points in the look that :func:`helpers.charts.marks` gives a kind."""
    symbol, hollow = style["symbol"].removesuffix("-open"), style["symbol"].endswith("-open")
    canvas.dots(points, hue_of(style["colour"]), size=size, hollow=hollow, symbol=symbol)


def box(left: float, top: float, right: float, foot: float) -> list[Point]:
    """Return the corners of a box."""
    return [(left, top), (right, top), (right, foot), (left, foot)]


def ink_over(hue: str) -> str:
    """Return the name of the ink that can be read on a hue."""
    return hue_of(ink_on(HUES[hue].light))
