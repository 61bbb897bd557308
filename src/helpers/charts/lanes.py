"""Events over time in lanes, one a theme, each with a line of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .grid import marked
from .palette import all_known, hue_of
from .scales import Scale, axis

SIZE, STEP = 9, 11  # of a dot, and from one to the one above it, in pixels
SHORT = 6  # letters of a name that stands beside its lane on a phone too
GAP = 13  # pixels between the top of a lane and the foot of that above


def lanes(
    frame: pd.DataFrame,
    *,
    x: str,
    lane: str,
    lanes: Mapping[str, str],
    kind: str,
    kinds: Mapping[str, Mapping[str, str]],
    hover: str,
    ticks: Mapping[float, str],
) -> go.Figure:
    """Draw each event on its day as a dot on the line of its theme; those that would hide stand above.

    Parameters
    ----------
    frame
        One row an event.
    x
        Column with the place on the axis of time.
    lane, lanes
        Column with the lane, and lane -> its name, from the top.
    kind, kinds
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks`
        gives them. Those with a name are named in a line over the picture.
    hover
        Column with the words shown when a dot is touched.
    ticks
        Place on the axis -> its words, from one end to the other.

    Raises
    ------
    ValueError
        If an event is in no lane, or of none of `kinds`.
    """
    all_known(frame[kind], kinds)
    all_known(frame[lane], lanes)
    events = frame.sort_values(x, kind="stable")
    short = max(map(len, lanes.values())) < SHORT

    def draw(canvas: Canvas) -> None:
        over = canvas.narrow and not short
        aside = 0 if over else max(map(canvas.width, lanes.values())) + 16
        along = Scale(min(ticks), max(ticks), aside + 6, canvas.across - 8)
        y = _key(canvas, kinds, aside + 6)
        for one, name in lanes.items():
            part = events[events[lane].eq(one)]
            level = _stacked([along(when) for when in part[x]])
            y += GAP + 18 * over + STEP * (max(level, default=0) + 1)
            _lane(canvas, along, y, name, STEP * (max(level, default=0) + 1) * over)
            spots = [(along(when), y - STEP * (up + 0.5)) for when, up in zip(part[x], level, strict=True)]
            for key, style in kinds.items():
                marked(canvas, [p for p, k in zip(spots, part[kind], strict=True) if k == key], style, SIZE)
            canvas.touch(spots, list(part[hover]), SIZE + 2)
        axis(canvas, along, y, ticks)
        canvas.height = y + 26

    return drawn(draw)


def _key(canvas: Canvas, kinds: Mapping[str, Mapping[str, str]], left: float) -> float:
    """Name the looks of the dots over the picture, in a line where there is room; return where that ends."""
    x, y = left, 9.0
    for style in kinds.values():
        if not style["name"]:
            continue
        marked(canvas, [(x + 6, y)], style, SIZE)
        canvas.say((x + 16, y), style["name"], hue_of(style["colour"]))
        if canvas.narrow:
            y += 18
        else:
            x += 44 + canvas.width(style["name"])
    return y + (0 if canvas.narrow else 14)


def _lane(canvas: Canvas, along: Scale, y: float, name: str, tall: float) -> None:
    canvas.line([[(along.start, y), (along.end, y)]], "line")
    canvas.say((0, y - tall - 9) if tall else (0, y - 7), name)


def _stacked(places: list[float]) -> list[int]:
    """Return the lowest level on which each point hides none before it."""
    placed: list[Point] = []
    for x in places:
        level = 0
        while any(abs(x - a) < SIZE + 1 and level == b for a, b in placed):
            level += 1
        placed.append((x, level))
    return [int(level) for _, level in placed]
