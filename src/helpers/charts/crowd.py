"""Where one of many stands on a scale, and where all the others do, in several years."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import box
from .scales import Scale, axis

TALL, BETWEEN, SIZE = 64, 30, 9  # pixels of a year's columns, between years, of the mark
BINS = 40


def crowd(
    frame: pd.DataFrame,
    *,
    row: str,
    value: str,
    one: str,
    said: Mapping[object, str],
    ticks: Mapping[float, str],
    name: str,
) -> go.Figure:
    """Draw for each row how many stand where on the scale, and a mark for the one.

    Parameters
    ----------
    frame
        One row a member of the crowd and `row`, in the order to show.
    row, value
        Columns: the row, and the place on the scale.
    one
        Column of booleans: whether it is the one.
    said
        Row -> the words at the mark of the one.
    ticks
        Places on the scale -> their words, from its one end to its other; outside it nobody is drawn.
    name
        Of the scale.
    """
    rows = {label: part for label, part in frame.groupby(row, sort=False)}
    ends = min(ticks), max(ticks)
    edges = np.linspace(*ends, BINS + 1)
    counts = {label: np.histogram(part.loc[~part[one], value], edges)[0] for label, part in rows.items()}
    most = max(count.max() for count in counts.values())

    def draw(canvas: Canvas) -> None:
        along = Scale(*ends, 46, canvas.across - 6)
        y = 26.0
        for label, part in rows.items():
            foot = y + TALL
            canvas.say((0, foot - 8), f"<b>{label}</b>")
            tops = zip(edges[:-1], edges[1:], foot - counts[label] / most * TALL, strict=True)
            bars = [box(along(a) + 0.5, top, along(b) - 0.5, foot) for a, b, top in tops if top < foot]
            canvas.fill(bars, "stone", opacity=0.75)
            canvas.line([[(along.start, foot), (along.end, foot)]], "line")
            own = along(part.loc[part[one], value].item())
            canvas.line([[(own, y - 6), (own, foot)]], "rubric", width=2)
            canvas.dots([(own, y - 6)], "rubric", size=SIZE)
            right = own > canvas.across / 2
            canvas.say((own + (-9 if right else 9), y - 7), said[label], anchor="right" if right else "left")
            y = foot + BETWEEN
        axis(canvas, along, y - BETWEEN + 6, ticks)
        canvas.say(((along.start + along.end) / 2, y + 12), name, "muted", anchor="center")
        canvas.height = y + 24

    return drawn(draw)
