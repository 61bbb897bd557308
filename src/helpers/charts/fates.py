"""What became of each of many, as lines from a beginning to an outcome."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import marked
from .palette import all_known, hue_of
from .scales import Scale, year_axis

LANE, TALL, HEAD = 19, 31, 27  # pixels of a row, of one whose name stands over it, of the name of a block
PAD, SIZE = 8, 9  # pixels between a name and its line, and of a mark


def fates(
    frame: pd.DataFrame,
    *,
    row: str,
    start: str,
    end: str,
    outcome: str,
    outcomes: Mapping[str, Mapping[str, str]],
    hover: str,
    group: str | None = None,
    strong: str | None = None,
    step: int = 10,
) -> go.Figure:
    """Draw one line a row, from its start to the mark of its outcome, with its name before it.

    Parameters
    ----------
    frame
        One row a line, in the order to show.
    row
        Column with the name of the line: before its start, on a phone over it.
    start, end
        Columns with the first and last year.
    outcome, outcomes
        Column with the outcome, and outcome -> ``name``, ``colour``, ``symbol``, as
        :func:`helpers.charts.marks` gives them, in the order of the key.
    hover
        Column with the words shown when a mark is touched.
    group
        Column that parts the rows into blocks, each under its name.
    strong
        Column of booleans: rows whose name is bold.
    step
        Years from one tick to the next.

    Raises
    ------
    ValueError
        If a row has an outcome that is none of `outcomes`.
    """
    all_known(frame[outcome], outcomes)
    names = frame[row].astype("str")
    bold = frame[strong].astype("bool") if strong else pd.Series(False, index=frame.index)
    lines = frame.assign(
        name_=names.mask(bold, "<b>" + names + "</b>"), from_=frame[start], to_=frame[end], said_=frame[hover]
    )
    lines["look_"] = lines[outcome].map(outcomes)
    blocks = {name: part for name, part in lines.groupby(group, sort=False)} if group else {"": lines}

    def draw(canvas: Canvas) -> None:
        along = _scale(canvas, names, lines)
        y = _key(canvas, outcomes)
        for block, rows in blocks.items():
            if block:
                canvas.say((0, y + 15), f"<b>{block}</b>")
                y += HEAD
            for line in rows.itertuples():
                y = _line(canvas, along, line, y)
        first = -(-int(along.low) // step) * step
        year_axis(canvas, along, y + 4, range(first, int(along.high) + 1, step))
        canvas.height = y + 28

    return drawn(draw)


def _scale(canvas: Canvas, names: pd.Series, lines: pd.DataFrame) -> Scale:
    """Return the scale of years: on a page it leaves every name the room that it needs before its line."""
    low, high = int(lines["from_"].min()), int(lines["to_"].max())
    end = canvas.across - SIZE
    if canvas.narrow:
        return Scale(low, high, SIZE, end)
    part = (lines["from_"] - low) / (high - low)
    room = (names.map(canvas.width) + PAD - part * end) / (1 - part)
    return Scale(low, high, max(SIZE, float(room.max())), end)


def _key(canvas: Canvas, outcomes: Mapping[str, Mapping[str, str]]) -> float:
    """Name the marks: beside each other on a page, under each other on a phone."""
    x, y = 2.0, 10.0
    for look in outcomes.values():
        marked(canvas, [(x + SIZE / 2, y)], look, SIZE)
        canvas.say((x + SIZE + 6, y), look["name"])
        x, y = (2, y + 19) if canvas.narrow else (x + canvas.width(look["name"]) + 40, y)
    return y if canvas.narrow else y + 14


def _line(canvas: Canvas, along: Scale, line, top: float) -> float:
    """Draw one line with its name, and return where the next begins."""
    begin, end = along(line.from_), along(line.to_)
    tall = TALL if canvas.narrow else LANE
    y = top + (TALL - 7 if canvas.narrow else LANE / 2)
    canvas.line(
        [[(begin, y - 4), (begin, y + 4)], [(begin, y), (end, y)]], hue_of(line.look_["colour"]), width=1.6
    )
    marked(canvas, [(end, y)], line.look_, SIZE)
    if canvas.narrow:
        room = canvas.across - canvas.width(line.name_)
        canvas.say((max(0, min(begin, room)), y - 12), line.name_)
    else:
        canvas.say((begin - PAD, y), line.name_, anchor="right")
    canvas.touch([(end, y)], [line.said_])
    return top + tall
