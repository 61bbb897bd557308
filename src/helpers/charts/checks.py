"""A grid of answers in words: a tick where the answer is yes, and the word where it is another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .palette import all_known

TICK = [(-5.5, 0.5), (-1.8, 4.5), (5.5, -4.5)]
FIRST, FIRST_NARROW = 268, 124  # pixels of the names of the rows, on a page and on a phone


def checks(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    words: Mapping[str, str],
    hover: str,
    yes: str = "yes",
    maybe: str = "",
    group: str | None = None,
    corner: str = "",
) -> go.Figure:
    """Draw a tick in each cell that says yes, an open one where only a lenient reading does, else a word.

    Colour is for yes alone.

    Parameters
    ----------
    frame
        One row a cell, rows and columns in the order to show. A cell without a row stays empty.
    row, column, value, hover
        Columns: the name of the row, the head of the column, the answer, and the words shown when a cell is
        touched.
    words
        Answer -> the word for it; ``""`` where the tick says it.
    yes, maybe
        The answers that have a tick, and an open one.
    group
        Column that parts the rows into blocks, each under its name.
    corner
        What is asked: words over the names of the rows, which the heads of the columns complete.

    Raises
    ------
    ValueError
        If an answer has no word.
    """
    all_known(frame[value], words)
    heads = list(dict.fromkeys(frame[column]))
    blocks = {name: part for name, part in frame.groupby(group, sort=False)} if group else {"": frame}

    def draw(canvas: Canvas) -> None:
        first = FIRST_NARROW if canvas.narrow else FIRST
        wide = (canvas.across - first) / len(heads)
        middles = {head: first + wide * (place + 0.5) for place, head in enumerate(heads)}
        lines = max(head.count("<br>") for head in heads)
        for head, x in middles.items():
            canvas.say((x, 21 + 17 * lines), head, anchor="center", at="bottom")
        y = 27.0 + 17 * lines
        if canvas.narrow:
            canvas.words = [note | {"y": note["y"] + 24} for note in canvas.words]
            y += 24
        canvas.say((0, 18 if canvas.narrow else y - 6), corner, "muted", at="bottom")
        for name, part in blocks.items():
            y = _headed(canvas, str(name), y)
            for item, cells in part.groupby(row, sort=False):
                y = _row(canvas, str(item), y)
                places = [(middles[head], y) for head in cells[column]]
                _cells(canvas, places, cells[value].tolist(), words, yes, maybe)
                canvas.touch(places, cells[hover].tolist(), 20)
                y += 15
        canvas.line([[(0, y), (canvas.across, y)]], "line")
        canvas.height = y + 2

    return drawn(draw)


def _headed(canvas: Canvas, name: str, y: float) -> float:
    """Write the name of a block; return where its first row begins."""
    if not name:
        return y
    canvas.say((0, y + 16), f"<b>{name}</b>")
    return y + 30


def _row(canvas: Canvas, name: str, y: float) -> float:
    """Rule off a row and write its name; return the middle of its cells."""
    canvas.line([[(0, y), (canvas.across, y)]], "line")
    canvas.say((0, y + 14), name)
    return y + 14


def _cells(
    canvas: Canvas,
    places: Sequence[Point],
    answers: Sequence[str],
    words: Mapping[str, str],
    yes: str,
    maybe: str,
) -> None:
    ticked, open_ = (
        [place for place, answer in zip(places, answers, strict=True) if answer == one]
        for one in (yes, maybe)
    )
    canvas.dots(ticked, "petrol", size=19)
    canvas.line([_tick(place) for place in ticked], "paper", width=2.2)
    canvas.dots(open_, "petrol", size=18, hollow=True)
    canvas.line([_tick(place) for place in open_], "petrol", width=2)
    for place, answer in zip(places, answers, strict=True):
        if words[answer]:
            canvas.say(place, words[answer], "muted", anchor="center", size=canvas.small)


def _tick(place: Point) -> list[Point]:
    return [(place[0] + x, place[1] + y) for x, y in TICK]
