"""Lines over years under a ribbon of states of affairs: what held while they rose or fell."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .grid import box
from .labels import apart
from .palette import HUES, hue_of, strokes
from .scales import Scale, levels, year_axis

RIBBON, TALL = 26, 210  # pixels


def ribbon_lines(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    line: str,
    labels: Mapping[str, str],
    styles: str,
    unit: str,
    ticks: Mapping[float, str],
    ribbon: pd.DataFrame,
    ribbon_unit: str,
    steps: bool = False,
    years: int = 5,
) -> go.Figure:
    """Draw lines, each named at its end, and over them a ribbon that says in words what held in which years.

    Parameters
    ----------
    frame
        One row a year and line. A year without a row or value is a gap.
    x, y, line
        Columns: the year, the value, and which line it belongs to.
    labels
        Line -> name at its end; ``{}`` in it is the last value.
    styles
        Name of a set of lines of the palette.
    unit, ribbon_unit
        What the lines and the ribbon show, in words over them.
    ticks
        Value -> its words, from the lowest to the highest of the scale.
    ribbon
        One row a stretch: ``start`` and ``end`` (years, both of the stretch) and ``words``. Every second one
        is tinted, and its tint goes on behind the lines.
    steps
        Whether a value holds for its year and changes with the next.
    years
        Years from one that is named to the next on a page; twice as many on a phone.
    """
    first, last = float(ribbon["start"].min()), float(ribbon["end"].max()) + 1
    looks = strokes(styles)

    def draw(canvas: Canvas) -> None:
        along = Scale(first, last, 26, canvas.across - (104 if canvas.narrow else 150))
        canvas.say((0, 8), ribbon_unit, "muted")
        foot = _ribbon(canvas, along, ribbon, 22)
        canvas.say((0, foot + 24), unit, "muted")
        up = Scale(min(ticks), max(ticks), foot + 44 + TALL, foot + 44)
        _tints(canvas, along, ribbon, up)
        levels(canvas, along, up, ticks)
        step = years * (2 if canvas.narrow else 1)
        year_axis(canvas, along, up.start, range(ceil(first / step) * step, int(last) + 1, step))
        ends = {}
        for one in labels:
            values = frame[frame[line].eq(one)].set_index(x)[y].astype(float).sort_index()
            hue, dash = looks.get(one, (HUES["ink"].light, "solid"))
            canvas.line(_runs(along, up, values, steps), hue_of(hue), width=2.4, dash=dash)
            _touch(canvas, along, up, values.dropna())
            ends[one] = (values.dropna().iloc[-1], hue_of(hue))
        _name(canvas, along.end + 8, up, ends, labels)
        canvas.height = up.start + 28

    return drawn(draw)


def _ribbon(canvas: Canvas, along: Scale, ribbon: pd.DataFrame, top: float) -> float:
    for number, row in enumerate(ribbon.itertuples()):
        left, right = along(row.start), along(row.end + 1)
        corners = box(left + 1, top, right - 1, top + RIBBON)
        if number % 2:
            canvas.fill([corners], "raised")
        canvas.line([[*corners, corners[0]]], "line")
        canvas.say(((left + right) / 2, top + RIBBON / 2), row.words, anchor="center", size=canvas.small)
    return top + RIBBON


def _touch(canvas: Canvas, along: Scale, up: Scale, values: pd.Series) -> None:
    spots = [(along(year + 0.5), up(value)) for year, value in values.items()]
    canvas.touch(spots, [f"{year}: {value:.3g}" for year, value in values.items()], 8)


def _name(canvas: Canvas, x: float, up: Scale, ends: Mapping, labels: Mapping[str, str]) -> None:
    """Name each line at its end, those that would overlap apart."""
    order = sorted(ends, key=lambda one: -ends[one][0])
    for one, place in zip(order, apart([up(ends[one][0]) for one in order], 17), strict=True):
        value, hue = ends[one]
        canvas.say((x, place), labels[one].format(f"{value:.0f}"), hue)


def _tints(canvas: Canvas, along: Scale, ribbon: pd.DataFrame, up: Scale) -> None:
    tinted = ribbon.iloc[1::2]
    stretches = zip(tinted["start"], tinted["end"], strict=True)
    canvas.fill([box(along(a), up.end, along(b + 1), up.start) for a, b in stretches], "raised")


def _runs(along: Scale, up: Scale, values: pd.Series, steps: bool) -> list[list[Point]]:
    """Return the line of each run of years without a gap, through the middle of a year or all along it."""
    whole = values.reindex(range(int(values.index.min()), int(values.index.max()) + 1))
    runs = [run.dropna() for _, run in whole.groupby(whole.isna().cumsum())]
    if steps:
        return [
            [(along(year + part), up(value)) for year, value in run.items() for part in (0, 1)]
            for run in runs
            if len(run)
        ]
    return [[(along(year + 0.5), up(value)) for year, value in run.items()] for run in runs if len(run) > 1]
