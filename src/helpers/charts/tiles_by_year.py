"""Items as tiles that say in words what they are, each over its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .canvas import Canvas, Point, drawn
from .grid import box, ink_over
from .scales import Scale, axis

DEEP, GAP, LETTERS = 18, 2, 11  # height of a tile, paper round it, and letters in it, in pixels
HEAD, APART = 26, 14  # over a block for its name, and between two of its rows
STEP = 5  # years from one that is named to the next


def tiles_by_year(
    frame: pd.DataFrame,
    *,
    year: str,
    row: str,
    group: str,
    value: str,
    colours: str,
    words: Mapping[str, Sequence[str]],
    pale: str,
    paler: str,
    hover: str,
) -> go.Figure:
    """Draw one tile an item, stacked over its year, in rows under the name of their block.

    Parameters
    ----------
    frame
        One row a tile; blocks and rows in the order to show, tiles of one year from the bottom up.
    year, row, group, value
        Columns: the year, the words of the row, the block it belongs to, and the category.
    colours
        Name of a set of the palette: category -> hue.
    words
        Category -> what its tiles say, the longest first: a tile has the first for which it has room. What a
        phone says short is told over its picture.
    pale, paler
        Column of booleans: tiles of lesser weight, drawn as an outline; and what such a tile is.
    hover
        Column with the words shown when a tile is touched.

    Raises
    ------
    ValueError
        If a category has no hue.
    KeyError
        If it has no words.
    """
    hues = palette.hue_names(colours)
    palette.all_known(frame[value], hues)
    first, last = int(frame[year].min()), int(frame[year].max()) + 1
    level = frame.groupby([group, row, year]).cumcount()

    def draw(canvas: Canvas) -> None:
        aside = max(canvas.width(name) for name in frame[row]) + 8
        along = Scale(first, last, aside, canvas.across)
        wide = along(first + 1) - along(first) - GAP
        said = {one: _fitting(canvas, words[one], wide) for one in dict.fromkeys(frame[value])}
        y = _key(canvas, words, said, hues, paler)
        for block, part in frame.groupby(group, sort=False):
            canvas.say((0, y + HEAD / 2), f"<b>{block}</b>")
            y += HEAD
            for name, tiles in part.groupby(row, sort=False):
                up = level[tiles.index]
                y += (DEEP + GAP) * (up.max() + 1)
                canvas.line([[(aside, y), (canvas.across, y)]], "line")
                canvas.say((0, y - DEEP / 2), name)
                spots = [
                    (along(when), y - (DEEP + GAP) * (n + 1)) for when, n in zip(tiles[year], up, strict=True)
                ]
                for spot, one, outlined in zip(spots, tiles[value], tiles[pale], strict=True):
                    _tile(canvas, spot, wide, hues[one], said[one], outlined=outlined)
                canvas.touch([(x + wide / 2, top + DEEP / 2) for x, top in spots], list(tiles[hover]), DEEP)
                y += APART
        axis(canvas, along, y, {at + 0.5: str(at) for at in range(-(-first // STEP) * STEP, last, STEP)})
        canvas.height = y + 26

    return drawn(draw)


def _fitting(canvas: Canvas, words: Sequence[str], wide: float) -> str:
    """Return the first of the words that fit into a tile, or the last."""
    return next((one for one in words if canvas.width(one, LETTERS) <= wide - GAP), words[-1])


def _key(
    canvas: Canvas,
    words: Mapping[str, Sequence[str]],
    said: Mapping[str, str],
    hues: Mapping[str, str],
    paler: str,
) -> float:
    """Name over the picture what its tiles say short and what an outline means; return where that ends."""
    short = [(hues[one], tile, words[one][0]) for one, tile in said.items() if tile != words[one][0]]
    x = 0.0
    for hue, tile, meaning in [*short, ("muted", "", paler)]:
        wide = max(DEEP, canvas.width(tile, LETTERS) + 2 * GAP)
        _tile(canvas, (x, 0), wide, hue, tile, outlined=not tile)
        canvas.say((x + wide + 6, DEEP / 2), meaning)
        x += wide + 20 + canvas.width(meaning)
    return DEEP + 6


def _tile(canvas: Canvas, spot: Point, wide: float, hue: str, said: str, *, outlined: bool) -> None:
    (x, y), middle = spot, spot[0] + wide / 2
    if outlined:
        left, top, right, foot = x + 0.75, y + 0.75, x + wide - 0.75, y + DEEP - 0.75
        # From the middle of a side, since a line that ends where it begins has no corner there.
        corners = [(right, top), (right, foot), (left, foot), (left, top)]
        canvas.line([[(middle, top), *corners, (middle, top)]], hue, width=1.5)
    else:
        canvas.fill([box(x, y, x + wide, y + DEEP)], hue)
    if said:
        ink = "ink" if outlined else ink_over(hue)
        canvas.say((middle, y + DEEP / 2), said, ink, anchor="center", size=LETTERS)
