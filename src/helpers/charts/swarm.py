"""All cases as points along a scale, the few that matter named."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .scales import Scale

SIZE, TINY = 7, 4.6  # of a point on a page and on a phone
LANE, HEAD, FOOT = 15, 30, 30  # of a line of names, over a row, under the last


def swarm(
    frame: pd.DataFrame,
    *,
    x: str,
    row: str,
    label: str,
    strong: str,
    hover: str,
    unit: str,
    ticks: Mapping[float, str],
    zero: str,
) -> go.Figure:
    """Draw one point a case on a scale, beside each other where they would hide one another.

    Parameters
    ----------
    frame
        One row a case.
    x, row
        Columns: the value, and the words over the row of points to which the case belongs.
    label
        Column with the name of a case that is to be named, else empty.
    strong
        Column of booleans: the case that all others are there for, in ink and bold.
    hover
        Column with the words shown when a point is touched.
    unit
        What the values are, in words over the picture.
    ticks
        Value -> its words, from the lowest to the highest of the scale.
    zero
        Words over the line at zero.

    Raises
    ------
    ValueError
        If a value lies outside of the ticks: no case is cut off in silence.
    """
    low, high = min(ticks), max(ticks)
    if not frame[x].between(low, high).all():
        raise ValueError(
            f"column {x!r} has values outside of {low} to {high}, or none; next: give ticks that hold all"
        )
    parts = [part.sort_values(x, ignore_index=True) for _, part in frame.groupby(row, sort=False)]

    def draw(canvas: Canvas) -> None:
        along = Scale(low, high, 8, canvas.across - 8)
        canvas.say((0, 8), unit, "muted")
        y = 20.0
        for number, part in enumerate(parts):
            y = _part(canvas, along, part, y, (part[row].iloc[0], zero if number == 0 else ""), columns)
        for value, words in ticks.items():
            edge = "left" if value == low else "right" if value == high else "center"
            canvas.say((along(value), y + 12), words, "muted", anchor=edge, size=canvas.small)
        canvas.height = y + FOOT

    columns = (x, label, strong, hover)
    return drawn(draw)


def _part(
    canvas: Canvas, along: Scale, part: pd.DataFrame, top: float, words: tuple[str, str], columns: tuple
) -> float:
    """Draw one row of points with the names over it, and return where it ends."""
    x, label, strong, hover = columns
    places = [along(value) for value in part[x]]
    size = TINY if canvas.narrow else SIZE
    offsets = _beside(places, size)
    named = [number for number in range(len(part)) if part[label].iloc[number]]
    lanes = _lanes(canvas, [(places[n], part[label].iloc[n]) for n in named])
    depth = max(map(abs, offsets)) + size
    names = top + HEAD
    middle = names + LANE * (max(lanes, default=0) + 1) + 8 + depth
    canvas.say((0, top + 12), f"<b>{words[0]}</b>")
    canvas.line([[(along(0), names - 4), (along(0), middle + depth)]], "muted", dash="dot")
    if words[1]:
        canvas.say((along(0), names - 12), words[1], "muted", anchor="center", size=canvas.small)
    spots: list[Point] = [(a, middle + b) for a, b in zip(places, offsets, strict=True)]
    _names(canvas, part, spots, names, list(zip(named, lanes, strict=True)), (label, strong))
    ink = list(part[strong].astype("bool"))
    known = [bool(one) for one in part[label]]
    canvas.dots(
        [s for s, i, k in zip(spots, ink, known, strict=True) if not i and not k], "silver", size=size
    )
    canvas.dots([s for s, i, k in zip(spots, ink, known, strict=True) if k and not i], "dust", size=size)
    canvas.dots([s for s, i in zip(spots, ink, strict=True) if i], "ink", size=size + 5)
    canvas.touch(spots, list(part[hover]), size)
    return middle + depth + 6


def _beside(places: list[float], size: float) -> list[float]:
    """Return how far each point, in rising order, is moved up or down so that none hides another.

    Examples
    --------
    >>> _beside([0, 0, 50], 7)
    [0.0, -7.0, 0.0]
    """
    put: list[Point] = []
    for place in places:
        near = [one for one in put if place - one[0] < size]
        tries = (side * step * size / 2 for step in range(200) for side in (-1, 1))
        free = next(
            t for t in tries if all((place - a) ** 2 + (t - b) ** 2 >= size**2 * 0.9 for a, b in near)
        )
        put.append((place, free + 0.0))
    return [offset for _, offset in put]


def _lanes(canvas: Canvas, names: list[tuple[float, str]]) -> list[int]:
    """Return the line of each name, in rising order of place, so that none crosses another or its hair line.

    A name begins over its point. Where it would reach the next ones it stands a line higher than all of them.
    """
    lanes: list[int] = []
    spans = [_span(canvas, place, text) for place, text in names]
    for number in reversed(range(len(names))):
        end = spans[number][1] + 6
        under = [
            lane
            for lane, (start, _), (place, _) in zip(
                lanes, spans[number + 1 :], names[number + 1 :], strict=True
            )
            if min(start, place) < end
        ]
        lanes.insert(0, max(under, default=-1) + 1)
    return lanes


def _span(canvas: Canvas, place: float, text: str) -> tuple[float, float]:
    """Return where a name begins and ends: at its point, or further left if the picture ends before it."""
    wide = canvas.width(text)
    start = min(place - 3, canvas.across - wide)
    return start, start + wide


def _names(
    canvas: Canvas,
    part: pd.DataFrame,
    spots: list[Point],
    top: float,
    named: list[tuple[int, int]],
    columns: tuple[str, str],
) -> None:
    """Write the names over the points, with a hair line from each to its point."""
    most = max((lane for _, lane in named), default=0)
    for number, lane in named:
        text, ours = part[columns[0]].iloc[number], bool(part[columns[1]].iloc[number])
        y = top + LANE * (most - lane) + 6
        left, _ = _span(canvas, spots[number][0], text)
        canvas.line([[(spots[number][0], y + 7), spots[number]]], "ink" if ours else "dust", width=0.8)
        canvas.say((left, y), f"<b>{text}</b>" if ours else text, "ink" if ours else "dust")
