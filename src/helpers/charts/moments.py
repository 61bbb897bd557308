"""Named moments along time, in columns one after the other: each span at a scale of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .labels import apart, within
from .palette import all_known, hue_of

HEAD, KEY, GAP = 30, 22, 18  # pixels: over a column, of a line of the key, between columns
AXIS, LEAD = 40, 26  # pixels: to the line of time, and from it to the words
ROOM, EASE = 19, 1.2  # pixels of a line of words; how much longer than these a column is


class Column(NamedTuple):
    """A span of time on the canvas."""

    left: float
    top: float
    first: float
    last: float
    tall: float

    def down(self, year: float) -> float:
        """Return how far down a time stands."""
        return self.top + (year - self.first) / (self.last - self.first) * self.tall


def moments(
    frame: pd.DataFrame,
    *,
    at: str,
    words: str,
    kind: str,
    kinds: Mapping[str, Mapping[str, str]],
    hollow: str,
    open_means: str,
    hover: str,
    spans: list[tuple[int, int]],
) -> go.Figure:
    """Draw moments down time, with words that never overlap: columns side by side, on a phone in turn.

    Parameters
    ----------
    frame
        One row a moment, in the order of time.
    at
        Column with the time in years.
    words
        Column with what is written beside the moment.
    kind, kinds
        Column with the kind of moment; kind -> ``name``, ``colour`` and ``symbol``, see
        :func:`~helpers.charts.marks`.
    hollow
        Column of booleans: moments that are not certain.
    open_means
        What a hollow mark means, in the key.
    hover
        Column with the words shown when a mark is touched.
    spans
        First year of each column, and the year before which it ends.

    Raises
    ------
    ValueError
        If a moment is of an unknown kind, or in no span.
    """
    all_known(frame[kind], kinds)
    parts = [frame[frame[at].ge(first) & frame[at].lt(last)] for first, last in spans]
    if outside := set(frame[words]).difference(*(part[words] for part in parts)):
        raise ValueError(f"{min(outside)!r} is in no span: {spans}")
    lengths = [len(part) * ROOM * EASE for part in parts]

    def draw(canvas: Canvas) -> None:
        top = _key(canvas, kinds, open_means) + HEAD
        pitch = canvas.across if canvas.narrow else (canvas.across + GAP) / len(spans)
        for place, (span, part, length) in enumerate(zip(spans, parts, lengths, strict=True)):
            left, tall = (0.0, length) if canvas.narrow else (place * pitch, max(lengths))
            column = Column(left, top, *span, tall)
            _time(canvas, column)
            _moments(canvas, column, part, (at, words, kind, hollow, hover), kinds)
            top += (tall + HEAD + GAP) * canvas.narrow
        canvas.height = top - HEAD if canvas.narrow else top + max(lengths) + ROOM

    return drawn(draw)


def _key(canvas: Canvas, kinds: Mapping[str, Mapping[str, str]], open_means: str) -> float:
    """Write what the marks mean; return the foot of the key."""
    x, y = 7.0, 10.0
    entries = [(one["name"], hue_of(one["colour"]), one["symbol"], False) for one in kinds.values()]
    for name, hue, symbol, hollow in [*entries, (open_means, "ink", "circle", True)]:
        if x > 7 and x + 18 + canvas.width(name) > canvas.across:
            x, y = 7.0, y + KEY
        canvas.dots([(x, y)], hue, size=9, symbol=symbol, hollow=hollow)
        canvas.say((x + 11, y), name)
        x += 34 + canvas.width(name)
    return y + KEY / 2


def _time(canvas: Canvas, column: Column) -> None:
    """Draw the line of a column, with its first year, round ones, and its last."""
    x = column.left + AXIS
    canvas.line([[(x, column.top), (x, column.top + column.tall)]], "line", width=3)
    step = next(step for step in (1, 2, 5, 10) if (column.last - column.first) / step <= 8)
    for year in range(int(column.first), int(column.last)):
        if year == column.first or (year % step == 0 and 2 * (year - column.first) >= step):
            y = column.down(year)
            canvas.line([[(x - 5, y), (x, y)]], "muted")
            canvas.say((x - 9, y), str(year), "muted", anchor="right", size=canvas.small)


def _moments(
    canvas: Canvas,
    column: Column,
    part: pd.DataFrame,
    columns: tuple[str, str, str, str, str],
    kinds: Mapping[str, Mapping[str, str]],
) -> None:
    """Draw the moments of one column, and lead from each to its mark and its words."""
    at, words, kind, hollow, hover = columns
    x = column.left + AXIS
    wanted = [column.down(year) for year in part[at]]
    places = within(apart(wanted, ROOM), ROOM, (column.top, column.top + column.tall))
    canvas.line([[(x, y), (x + LEAD - 14, to)] for y, to in zip(wanted, places, strict=True)], "muted")
    marks = pd.Series([(x + LEAD - 8, place) for place in places], index=part.index, dtype="object")
    for name, look in kinds.items():
        for open_ in (False, True):
            own = marks[part[kind].eq(name) & part[hollow].eq(open_)].tolist()
            canvas.dots(own, hue_of(look["colour"]), size=9, symbol=look["symbol"], hollow=open_)
    canvas.touch(marks.tolist(), part[hover].tolist())
    for place, text in zip(places, part[words], strict=True):
        canvas.say((x + LEAD, place), text)
