"""What held year by year, as bars as long as it lasted, with its words in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .canvas import Canvas, drawn
from .grid import box, ink_over, keys, ruled
from .scales import Scale, year_axis

DEEP = 20  # pixels of a bar


def runs(
    frame: pd.DataFrame,
    *,
    x: str,
    row: str,
    value: str,
    colours: str,
    words: Mapping[str, Sequence[str]],
    group: str | None = None,
    years: int = 5,
) -> go.Figure:
    """Draw one bar for each run of years with one value, named in the bar where there is room for it.

    Parameters
    ----------
    frame
        One row a row of the picture and year, in the order to show. A year without a row stays empty.
    x, row, value
        Columns: the year, the words of the row, and the category.
    colours
        Name of a set of the palette: category -> hue.
    words
        Category -> what its bars say, the longest first: a bar has the first for which it has room.
    group
        Column that parts the rows into blocks, each under its name.
    years
        Years from one that is named to the next on a page; twice as many on a phone.

    Raises
    ------
    ValueError
        If a category has no hue.
    KeyError
        If it has no words.
    """
    hues = palette.hue_names(colours)
    palette.all_known(frame[value], hues)
    rows = list(dict.fromkeys(keys(frame, row, group)))
    first, last = int(frame[x].min()), int(frame[x].max()) + 1

    def draw(canvas: Canvas) -> None:
        cells = ruled(canvas, rows, [""], DEEP)
        along = Scale(first, last, cells.left[0], canvas.across)
        for (start, end, category), key in _runs(frame.assign(_key=keys(frame, row, group)), x, value):
            _bar(canvas, along(start), along(end), cells.middle[key], hues[category], words[category])
            told = f"{key[1]}, {start}" + (f"–{end - 1}" if end - 1 > start else "") + f": {category}"
            canvas.touch([(along((start + end) / 2), cells.middle[key])], [told], DEEP)
        step = years * (2 if canvas.narrow else 1)
        year_axis(canvas, along, canvas.height + 4, range(ceil(first / step) * step, last, step))
        canvas.height += 30

    return drawn(draw)


def _runs(frame: pd.DataFrame, x: str, value: str) -> Iterator[tuple[tuple[int, int, str], tuple]]:
    """Yield first year, the year after the last, and the value of each run, with the row it stands in."""
    for key, part in frame.dropna(subset=[value]).sort_values(x).groupby("_key", sort=False):
        breaks = part[value].ne(part[value].shift()) | part[x].diff().ne(1)
        for _, run in part.groupby(breaks.cumsum()):
            yield (int(run[x].min()), int(run[x].max()) + 1, run[value].iloc[0]), key


def _bar(canvas: Canvas, left: float, right: float, y: float, hue: str, words: Sequence[str]) -> None:
    canvas.fill([box(left + 0.7, y - DEEP / 2, right - 0.7, y + DEEP / 2)], hue)
    fitting = [one for one in words if canvas.width(one, 12) < right - left - 4]
    if fitting:
        canvas.say(((left + right) / 2, y), fitting[0], ink_over(hue), anchor="center", size=12)
