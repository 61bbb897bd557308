"""Events as points, each on its day."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .grid import marked
from .labels import spread
from .palette import all_known, hue_of
from .scales import Scale, decimal_years, levels, year_axis

SIZE = 11  # of a point, in pixels
ASIDE = 204  # pixels that a page has beside the points, for their names
TALL, FOOT = 340, 28  # pixels of the scale and under it


def strip(
    frame: pd.DataFrame,
    *,
    day: str,
    y: str,
    kind: str,
    kinds: Mapping[str, Mapping[str, str]],
    hover: str,
    unit: str,
    ticks: Mapping[float, str],
    line: tuple[float, str] | None = None,
    tie: str | None = None,
) -> go.Figure:
    """Draw events on an axis of time, one look a kind, each kind named beside its points.

    Points that would hide one another stand side by side.

    Parameters
    ----------
    frame
        One row an event.
    day, y
        Columns: the day of the event (a date), and its value.
    kind, kinds
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks`
        gives them. The number of its events stands before its name.
    hover
        Column with the words shown when a point is touched.
    unit
        What the values are, in words over the picture.
    ticks
        Value -> its words, from the lowest to the highest of the scale.
    line
        A value and its words: a line that the points are held against.
    tie
        Column: points that share its value are joined by a line.

    Raises
    ------
    ValueError
        If an event has a kind that is none of `kinds`.
    """
    all_known(frame[kind], kinds)
    events = frame.assign(_x=decimal_years(frame[day])).sort_values("_x", kind="stable")
    counts = events[kind].value_counts()
    named = {one: f"<b>{counts.get(one, 0)}</b> {style['name']}" for one, style in kinds.items()}

    def draw(canvas: Canvas) -> None:
        top = 34 + 19 * (len(kinds) + bool(line)) * canvas.narrow
        along = _time(canvas, events["_x"])
        up = Scale(min(ticks), max(ticks), top + TALL, top + 8)
        canvas.height = top + TALL + FOOT
        canvas.say((0, 8), unit, "muted")
        levels(canvas, along, up, ticks)
        first, last = ceil(along.low), floor(along.high)
        year_axis(canvas, along, up.start, range(first, last + 1, 3 if canvas.narrow else 1))
        spots = _apart([(along(x), up(value)) for x, value in zip(events["_x"], events[y], strict=True)])
        if line:
            _level(canvas, along, up(line[0]), line[1], 27 + 19 * len(kinds))
        if tie:
            canvas.line(_ties(spots, list(events[tie])), "dust")
        for one, style in kinds.items():
            marked(canvas, [p for p, k in zip(spots, events[kind], strict=True) if k == one], style, SIZE)
        _name(canvas, kinds, named, events.groupby(kind)[y].mean().map(up), along.end + 22)
        canvas.touch(spots, list(events[hover]))

    return drawn(draw)


def _time(canvas: Canvas, years: pd.Series) -> Scale:
    end = canvas.across - (8 if canvas.narrow else ASIDE)
    return Scale(years.min() - 0.4, years.max() + 0.4, 26, end)


def _apart(spots: list[Point]) -> list[Point]:
    """Move points to the right, in the order of time, until none hides another."""
    placed: list[Point] = []
    for x, y in spots:
        while any(abs(x - a) < SIZE * 0.7 and abs(y - b) < SIZE * 0.7 for a, b in placed):
            x += 1
        placed.append((x, y))
    return placed


def _ties(spots: list[Point], shared: list) -> list[list[Point]]:
    """Join each point to the first that shares its value."""
    first: dict = {}
    for spot, value in zip(spots, shared, strict=True):
        first.setdefault(value, spot)
    return [
        [spot, first[value]]
        for spot, value in zip(spots, shared, strict=True)
        if spot != first[value] and pd.notna(value)
    ]


def _level(canvas: Canvas, along: Scale, y: float, words: str, key: float) -> None:
    """Draw the level, named at its end on a page, and after the kinds on a phone."""
    canvas.line([[(along.start, y), (along.end, y)]], "ink", width=1.4)
    if canvas.narrow:
        canvas.line([[(0, key), (12, key)]], "ink", width=1.4)
    canvas.say((16, key) if canvas.narrow else (along.end + 10, y), f"<b>{words}</b>")


def _name(canvas: Canvas, kinds: Mapping, named: Mapping, means: pd.Series, x: float) -> None:
    """Name each kind: beside its points on a page, in lines over them on a phone."""
    order = sorted((one for one in kinds if one in means), key=means.__getitem__)
    if canvas.narrow:
        places = {one: 27.0 + 19 * number for number, one in enumerate(kinds)}
        x = 16
    else:
        lines = [[named[one]] for one in order]
        places = dict(zip(order, spread([means[one] for one in order], lines, TALL), strict=True))
    for one, y in places.items():
        marked(canvas, [(x - 10, y)], kinds[one], SIZE - 2)
        canvas.say((x, y), named[one], hue_of(kinds[one]["colour"]))
