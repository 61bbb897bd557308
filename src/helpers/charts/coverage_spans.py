"""Which table covers which years."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .grid import Cells, Key, box, keys, ruled
from .palette import hue_names
from .scales import Scale

BREAK, FOLD = 1900, 3  # before this year the axis is so many times narrower
FIRST, LAST = 1640, 2031  # years at the ends of the axis; forecasts run to 2030
NAMES = {"texts": "The texts", "record": "The record", "measures": "Measures"}
YEARS, PHONE = (1700, 1800, 1900, 1920, 1940, 1960, 1980, 2000, 2020), (1800, 1900, 1940, 1980, 2020)
DEEP, ENDING = 9, 38  # pixels of a bar, and of the year in which it ends


def place(year: float) -> float:
    """Return where a year lies on the axis, which is narrower before 1900.

    Examples
    --------
    >>> place(1990), place(1780)
    (1990, 1860.0)
    """
    return year if year >= BREAK else BREAK - (BREAK - year) / FOLD


def coverage_spans(frame: pd.DataFrame) -> go.Figure:
    """Draw a line for each table, thick where it has rows and thin where it only says it covers the years.

    The year of its last row stands at its end.

    Parameters
    ----------
    frame
        One row a table and unbroken run of years, as :func:`helpers.catalogue.rows_by_year` gives it.
    """
    runs = frame.assign(block=frame["kind"].map(NAMES))
    rows = list(dict.fromkeys(keys(runs, "title", "block")))

    def draw(canvas: Canvas) -> None:
        cells = ruled(canvas, rows, [""], DEEP)
        along = Scale(place(FIRST), LAST, cells.left[0], canvas.across - ENDING)
        _years(canvas, along, cells)
        for kind, own in runs.groupby("kind", sort=False):
            hue = hue_names("kinds of table")[str(kind)]
            canvas.line(_described(own, along, cells), hue)
            boxes = [box(x0, y - DEEP / 2, x1, y + DEEP / 2) for x0, x1, y in _boxes(own, along, cells)]
            canvas.fill(boxes, hue)
            canvas.touch(
                [((x0 + x1) / 2, y) for x0, x1, y in _boxes(own, along, cells)],
                [_words(row) for row in own.itertuples()],
                DEEP,
            )
        for key, own in runs.groupby(["block", "title"]):
            x = along(own[["last", "described_to"]].max().max() + 0.5) + 5
            canvas.say((x, cells.middle[key]), str(own["last"].max()), "muted", size=canvas.small)

    return drawn(draw)


def _years(canvas: Canvas, along: Scale, cells: Cells) -> None:
    """Name the years over the picture, and draw a thin line down from each, a dotted one at the break.

    On a phone, where the names of the tables have the whole width, the lines are broken by them.
    """
    rows = [(y - DEEP, y + DEEP) for y in cells.middle.values()] if canvas.narrow else [(27, canvas.height)]
    for year in PHONE if canvas.narrow else YEARS:
        x = along(place(year))
        dash, hue = ("dot", "muted") if year == BREAK else ("solid", "grid")
        canvas.line([[(x, top), (x, foot)] for top, foot in rows], hue, dash=dash)
        canvas.say((x, 18), str(year), "muted", anchor="center", size=canvas.small)


def _boxes(own: pd.DataFrame, along: Scale, cells: Cells) -> Iterator[tuple[float, float, float]]:
    for row in own.itertuples():
        middle = cells.middle[_key(row)]
        yield along(place(row.first - 0.5)), along(place(row.last + 0.5)), middle


def _described(own: pd.DataFrame, along: Scale, cells: Cells) -> list[list[Point]]:
    """Return a thin line through all the years that a table says it covers."""
    heads = own.drop_duplicates("title").itertuples()
    return [
        [(along(place(year)), cells.middle[_key(row)]) for year in (row.described_from, row.described_to)]
        for row in heads
    ]


def _key(row) -> Key:
    return row.block, row.title


def _words(row) -> str:
    years = str(row.first) if row.first == row.last else f"{row.first}–{row.last}"
    return f"{row.title}: {years}"
