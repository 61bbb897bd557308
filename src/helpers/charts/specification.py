"""One answer under many choices: a value and its interval for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import marked
from .palette import all_known, hue_of
from .scales import Scale, axis

WORDS, LANE, BETWEEN, HEAD = 20, 11, 6, 28  # pixels of words, an interval, the space after, a block's name
SIZE, EDGE = 9, 8  # of a mark, and of the space at both ends of the scale


def specification(
    frame: pd.DataFrame,
    *,
    value: str,
    low: str,
    high: str,
    choice: str,
    kind: str,
    kinds: Mapping[str, Mapping[str, str]],
    group: str,
    hover: str,
    ticks: Sequence[float],
    x_title: str = "",
    x_format: str = ".0%",
) -> go.Figure:
    """Draw, under the words of each choice, one value with its interval a kind.

    The words stand on a line of their own, so that they have the whole width on a phone too.

    Parameters
    ----------
    frame
        One row a choice and kind, in the order to show; a row without a value has no mark.
    value, low, high
        Columns: the value and the bounds of its interval.
    choice
        Column with the words of the choice.
    kind, kinds
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks`
        gives them.
    group
        Column that parts the choices into blocks, each under its name.
    hover
        Column with the words shown when a point is touched.
    ticks
        Values at which the axis is labelled, from its first to its last.
    x_title
        What the horizontal axis shows.
    x_format
        Of the numbers on it: ``.0%``.

    Raises
    ------
    ValueError
        If a row has a kind that is none of `kinds`.
    """
    all_known(frame[kind], kinds)
    columns = [kind, value, low, high, hover]
    blocks = {
        block: {words: rows[columns].to_numpy() for words, rows in part.groupby(choice, sort=False)}
        for block, part in frame.groupby(group, sort=False)
    }

    def draw(canvas: Canvas) -> None:
        along = Scale(ticks[0], ticks[-1], EDGE, canvas.across - EDGE)
        top = y = _key(canvas, kinds)
        foot = top + sum(HEAD + sum(map(_tall, choices.values())) for choices in blocks.values())
        canvas.line([[(along(tick), top), (along(tick), foot)] for tick in ticks], "hair")
        for block, choices in blocks.items():
            canvas.say((0, y + 16), f"<b>{block}</b>")
            y += HEAD
            for words, rows in choices.items():
                canvas.say((0, y + WORDS / 2), str(words))
                _intervals(canvas, along, rows, kinds, y + WORDS + LANE / 2)
                y += _tall(rows)
        axis(canvas, along, y, {tick: format(tick, x_format) for tick in ticks})
        canvas.say((canvas.across / 2, y + 36), x_title, "muted", anchor="center")
        canvas.height = y + 48

    return drawn(draw)


def _tall(rows: Sequence) -> float:
    return WORDS + LANE * len(rows) + BETWEEN


def _key(canvas: Canvas, kinds: Mapping[str, Mapping[str, str]]) -> float:
    """Name the marks beside each other, and return where the choices begin."""
    x = 2.0
    for look in kinds.values():
        marked(canvas, [(x + SIZE / 2, 10)], look, SIZE)
        canvas.say((x + SIZE + 6, 10), look["name"])
        x += canvas.width(look["name"]) + 34
    return 22


def _intervals(canvas: Canvas, along: Scale, rows: Sequence, kinds: Mapping, y: float) -> None:
    for kind, value, low, high, words in rows:
        if pd.notna(value):
            look, point = kinds[kind], (along(value), y)
            canvas.line([[(along(low), y), (along(high), y)]], hue_of(look["colour"]), width=1.8)
            marked(canvas, [point], look, SIZE)
            canvas.touch([point], [words])
        y += LANE
