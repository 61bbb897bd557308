"""Small multiples over years: one panel a part, all on one scale, as a line or as bars."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .grid import box
from .palette import hue_names
from .scales import Scale, axis, levels

TALL, OVER, PITCH = 128, 48, 202  # pixels of a panel, over it for its name, and from one to that below it
SCALE = 18  # pixels between the words of the scale and a panel, and before them
GAP = 34  # pixels between two panels, and beside the last


def multiples(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    part: str,
    parts: Mapping[str, str],
    hues: str,
    unit: str,
    ticks: Mapping[float, str],
    form: str,
    named: tuple[int, ...],
    beside: int = 4,
    bars: float = 0,
) -> go.Figure:
    """Draw one panel a part; as lines the others are pale behind it, but on a phone, whose panels are small.

    Parameters
    ----------
    frame
        One row a year and part. A year without a row or value is a gap.
    x, y, part
        Columns: the year (of a bar, that with which it begins), the value, and the part.
    parts
        Part -> the title of its panel, in the order to show.
    hues
        Name of a set of the palette: part -> hue; all others are grey.
    unit
        What the values are, in words over the picture.
    ticks
        Value -> its words, from the lowest to the highest of the scale.
    form
        Format of the values that are written: the first and the last of a line, the highest of bars.
    named
        Years that are named under a panel.
    beside
        Panels beside each other on a page; on a phone there are two.
    bars
        Years that a bar is wide; 0 for lines.
    """
    cells = {one: frame[frame[part].eq(one)].set_index(x)[y].astype(float).sort_index() for one in parts}
    first, last = float(frame[x].min()), float(frame[x].max()) + bars

    def draw(canvas: Canvas) -> None:
        across = 2 if canvas.narrow else beside
        left = max(canvas.width(words, canvas.small) for words in ticks.values()) + SCALE
        wide = (canvas.across - left - GAP * across) / across
        canvas.say((0, 8), unit, "muted")
        for number, (one, title) in enumerate(parts.items()):
            x0, top = left + number % across * (wide + GAP), 20 + OVER + number // across * PITCH
            along = Scale(first, last, x0, x0 + wide)
            up = Scale(min(ticks), max(ticks), top + TALL, top)
            hue = hue_names(hues).get(one, "dust")
            canvas.say((x0, top - 28), f"<b>{title}</b>", hue)
            levels(canvas, along, up, {at: words if x0 == left else "" for at, words in ticks.items()})
            axis(canvas, along, up.start, {year: str(year) for year in named})
            if bars:
                _bars(canvas, along, up, cells[one], hue, bars, form)
            else:
                others = [] if canvas.narrow else [other for key, other in cells.items() if key != one]
                canvas.line([_coarse(_path(along, up, other)) for other in others], "line")
                _line(canvas, along, up, cells[one].dropna(), hue, form)
        canvas.height = 20 + ceil(len(parts) / across) * PITCH

    return drawn(draw)


def _path(along: Scale, up: Scale, values: pd.Series) -> list[Point]:
    return [(along(year), up(value)) for year, value in values.dropna().items()]


def _coarse(path: list[Point]) -> list[Point]:
    """Return a path by whole pixels: a pale line needs no more, and weighs half."""
    return [(round(x), round(y)) for x, y in path]


def _line(canvas: Canvas, along: Scale, up: Scale, values: pd.Series, hue: str, form: str) -> None:
    """Draw the line of a panel, with its first and its last value."""
    path = _path(along, up, values)
    canvas.line([path], hue, width=2.4)
    canvas.dots(path[-1:], hue, size=7)
    canvas.say((path[-1][0] + 6, path[-1][1]), f"<b>{values.iloc[-1]:{form}}</b>", hue)
    beginning = up(values.iloc[: len(values) // 5].max())
    canvas.say((path[0][0] + 1, beginning - 9), f"{values.iloc[0]:{form}}", hue, size=canvas.small)
    canvas.touch(path, [f"{year}: {value:{form}}" for year, value in values.items()], 8)


def _bars(
    canvas: Canvas, along: Scale, up: Scale, values: pd.Series, hue: str, years: float, form: str
) -> None:
    """Draw the bars of a panel, with the number of the highest."""
    values = values[values.gt(0)]
    boxes = [box(along(a) + 0.5, up(value), along(a + years) - 0.5, up(0)) for a, value in values.items()]
    canvas.fill(boxes, hue)
    most = values.idxmax()
    place = (along(most + years / 2), up(values[most]) - 8)
    canvas.say(place, f"{values[most]:{form}}", hue, anchor="center", size=canvas.small)
    told = [f"{year:.0f}–{year + years - 1:.0f}: {value:{form}}" for year, value in values.items()]
    canvas.touch([(along(a + years / 2), up(value / 2)) for a, value in values.items()], told, 8)
