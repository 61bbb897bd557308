"""Names in order of a measure, in one column or several, with a dot at each value."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .palette import hue_names
from .scales import Scale

ROW, TITLE = 21, 30  # pixels of a row, and of the title of a column
GAP = 34  # between two columns


def ranked(
    frame: pd.DataFrame,
    *,
    name: str,
    state: str,
    columns: Mapping[str, str],
    formats: Mapping[str, str],
    told: tuple[str, ...],
    later: str | None = None,
    later_words: str = "",
) -> go.Figure:
    """Draw one column a measure, each in its own order, with a dot and the number at each value.

    Parameters
    ----------
    frame
        One row a state.
    name, state
        Columns: what a reader sees, and the state (ISO 3166 code), whose hue the dot has.
    columns
        Column -> title of its column; a missing value is listed last, without a dot.
    formats
        Column -> format of its numbers: ``,.0f``, ``.1%``.
    told
        States that are told apart by hue and weight; all others are grey.
    later
        Column with a later value: an arrow from the first, with the later number in `later_words`
        ("{} in 2021").
    """
    hues = {one: hue for one, hue in hue_names("countries").items() if one in told}

    def draw(canvas: Canvas) -> None:
        beside = 1 if canvas.narrow else len(columns)
        across = (canvas.across - GAP * (beside - 1)) / beside
        tall = TITLE + ROW * len(frame) + 16
        for number, (column, title) in enumerate(columns.items()):
            corner = (number % beside * (across + GAP), number // beside * tall)
            part = frame.sort_values(column, ascending=False, kind="stable", na_position="last")
            _column(canvas, corner, across, title, part, column)
        canvas.height = ceil(len(columns) / beside) * tall - 12

    def _column(canvas: Canvas, corner: tuple, across: float, title: str, part: pd.DataFrame, column: str):
        left, top = corner
        canvas.say((left, top + 9), title, "muted")
        aside = max(map(canvas.width, frame[name])) + 12
        most = part[[column, later] if later else [column]].max().max()
        along = Scale(0, most, left + aside, left + across - (96 if later else 52))
        for place, row in enumerate(part.to_dict("records")):
            y = top + TITLE + ROW * (place + 0.5)
            _row(canvas, along, y, row, column)

    def _row(canvas: Canvas, along: Scale, y: float, row: dict, column: str) -> None:
        hue, value = hues.get(row[state], "dust"), row[column]
        weigh = f"<b>{row[name]}</b>" if row[state] in told else row[name]
        ink = hue if row[state] in told else "ink"
        canvas.say((along.start - 10, y), weigh, ink, anchor="right")
        if pd.isna(value):
            canvas.say((along.start, y), "not reported", "muted")
            return
        said, then = f"{value:{formats[column]}}", row.get(later) if later else None
        canvas.line([[(along.start, y), (along(value), y)]], "grid")
        canvas.dots([(along(value), y)], hue, size=10, hollow=pd.notna(then) and then is not None)
        canvas.touch([(along(value), y)], [f"{row[name]}: {said}"])
        if then is None or pd.isna(then):
            canvas.say((along(value) + 9, y), said, ink)
            return
        _arrow(canvas, along(value), along(then), y, hue)
        canvas.say((along(value) - 8, y), said, ink, anchor="right")
        canvas.say((along(then) + 9, y), f"<b>{later_words.format(f'{then:{formats[column]}}')}</b>", ink)

    return drawn(draw)


def _arrow(canvas: Canvas, start: float, end: float, y: float, hue: str) -> None:
    canvas.line([[(start + 6, y), (end - 6, y)]], hue, width=2)
    canvas.fill([[(end - 13, y - 4.5), (end - 5, y), (end - 13, y + 4.5)]], hue)
    canvas.dots([(end, y)], hue, size=10)
