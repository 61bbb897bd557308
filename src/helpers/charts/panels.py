"""Small multiples of lines over years: one line a panel, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .palette import COUNTRIES, HUES


class Look(NamedTuple):
    """What is the same in all panels."""

    years: tuple[float, float]
    values: tuple[float, float]
    ticks: Mapping[float, str]
    years_named: Sequence[int]
    valued: Sequence[int]
    log: bool
    level: bool


class Box(NamedTuple):
    """The place of one panel."""

    left: float
    top: float
    wide: float
    tall: float


def panels(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    column: str,
    row: str | None = None,
    rows: Mapping[str, str] | None = None,
    hue: str = "",
    ticks: Mapping[float, str],
    limits: tuple[float, float],
    named: Sequence[int],
    valued: Sequence[int],
    words: Callable[[float], str],
    unit: str,
    short: Mapping[str, str] | None = None,
    log: bool = False,
    level: bool = False,
    tall: float = 150,
    beside: int = 2,
) -> go.Figure:
    """Draw a grid of panels with one line each; chosen years have a point and the value in words.

    Parameters
    ----------
    frame
        One row a panel and year, columns and rows of panels in the order to show. A year without a row or
        value is a gap.
    x, y
        Columns: the year and the value.
    column, row
        Columns: the title of the panel, and the state (ISO 3166 code) to which a row of panels belongs.
    rows
        State -> its name.
    hue
        Name of a hue of the palette for all lines, where there are no rows of states.
    ticks, limits
        Value -> its words on the scale, and the lower and upper end of the scale.
    named
        Years that are named below.
    valued
        Years that have a point, and their value in words.
    words
        Value -> its words.
    unit
        What the scale shows, in words over the first panel.
    short
        Title of a panel -> its title on a phone.
    log
        Whether the scale is logarithmic.
    level
        Whether a line is held against its last value.
    tall
        Height of a panel, in pixels.
    beside
        Panels beside each other on a phone, where there are no rows of states.
    """
    years = (float(frame[x].min()), float(frame[x].max()))
    look = Look(years, limits, ticks, named, valued, log, level)
    columns = list(dict.fromkeys(frame[column]))
    states = list(dict.fromkeys(frame[row])) if row else [None]

    def draw(canvas: Canvas) -> None:
        across = beside if canvas.narrow and not row else len(columns)
        canvas.say((0, 8), unit, "muted")
        top = 62.0
        for state in states:
            if state is not None:
                canvas.say((0, top - 24), f"<b>{(rows or {})[state]}</b>")
                top += 12
            for place, title in enumerate(columns):
                box = _box(canvas, place, across, top, tall)
                part = frame[frame[column].eq(title)]
                part = part[part[row].eq(state)] if row else part
                ink = HUES[hue].light if hue else COUNTRIES[str(state)]
                name = (short or {}).get(title, title) if canvas.narrow else title
                _panel(canvas, box, look, name, first=place % across == 0)
                _line(canvas, box, look, part.set_index(x)[y].astype(float), _name(ink), words)
            top += math.ceil(len(columns) / across) * (tall + 66)
        canvas.height = top - 62 + 18

    return drawn(draw)


def _name(colour: str) -> str:
    """Return the name of the hue that has a colour on light paper."""
    return next(name for name, hue in HUES.items() if hue.light == colour)


def _box(canvas: Canvas, place: int, across: int, top: float, tall: float) -> Box:
    left, gap = (30.0, 16.0) if canvas.narrow else (38.0, 30.0)
    wide = (canvas.across - left - gap * (across - 1) - 6) / across
    return Box(left + place % across * (wide + gap), top + place // across * (tall + 66), wide, tall)


def _at(box: Box, look: Look, year: float, value: float) -> Point:
    low, high, value = (math.log(one) if look.log else one for one in (*look.values, value))
    first, last = look.years
    x = box.left + (year - first) / (last - first) * box.wide
    return x, box.top + box.tall * (1 - (value - low) / (high - low))


def _panel(canvas: Canvas, box: Box, look: Look, title: str, *, first: bool) -> None:
    """Draw the scale of a panel, its title and its years."""
    canvas.say((box.left, box.top - 13), title, size=canvas.small if canvas.narrow else None)
    rules = {value: _at(box, look, look.years[0], value)[1] for value in look.ticks}
    right = box.left + box.wide
    canvas.line([[(box.left, y), (right, y)] for y in rules.values()], "hair")
    foot = box.top + box.tall
    canvas.line([[(box.left, foot), (right, foot)]], "muted")
    for value, y in rules.items() if first else ():
        canvas.say((box.left - 7, y), look.ticks[value], "muted", anchor="right", size=canvas.small)
    for year in look.years_named:
        x = _at(box, look, year, look.values[0])[0]
        canvas.line([[(x, foot), (x, foot + 4)]], "muted")
        edge = year in (look.years_named[0], look.years_named[-1])
        if box.wide < 140 and not edge:
            continue
        anchor = "left" if year == look.years[0] else "right" if year == look.years[1] else "center"
        text = str(year) if edge or box.wide > 260 else f"’{year % 100:02d}"
        canvas.say((x, foot + 13), text, "muted", anchor=anchor, size=canvas.small)


def _line(canvas: Canvas, box: Box, look: Look, values: pd.Series, hue: str, words: Callable) -> None:
    """Draw the line of a panel, broken where a year has no value, and its chosen points."""
    if look.level:
        last = values.dropna().iloc[-1]
        level = [_at(box, look, year, last) for year in look.years]
        canvas.line([level], hue, dash="dot")
    whole = values.reindex(range(int(values.index.min()), int(values.index.max()) + 1))
    runs = [run.dropna() for _, run in whole.groupby(whole.isna().cumsum())]
    canvas.line(
        [[_at(box, look, *point) for point in run.items()] for run in runs if len(run) > 1], hue, width=2.2
    )
    shown = look.valued if box.wide > 140 else [look.valued[0], look.valued[-1]]
    chosen = values.reindex(shown).dropna()
    points = [_at(box, look, year, value) for year, value in chosen.items()]
    canvas.dots(points, hue, size=7)
    canvas.touch(
        [_at(box, look, *point) for point in values.dropna().items()],
        [f"{year}: {value:.3g}" for year, value in values.dropna().items()],
        7,
    )
    for (x, y), (year, value) in zip(points, chosen.items(), strict=True):
        above = _above(values, year, y, box, look)
        anchor = "left" if x < box.left + 12 else "right" if x > box.left + box.wide - 8 else "center"
        place = (x - 4 if anchor == "left" else x + 4 if anchor == "right" else x, y + (-8 if above else 8))
        canvas.say(place, f"<b>{words(value)}</b>", hue, anchor=anchor, at="bottom" if above else "top")


def _above(values: pd.Series, year: int, y: float, box: Box, look: Look) -> bool:
    """Say whether a value stands over its point: away from the level, or where the line does not pass."""
    if y > box.top + box.tall - 22:
        return True
    if y < box.top + 20:
        return False
    if look.level:
        return bool(values[year] >= values.dropna().iloc[-1])
    near = values.reindex([year - 2, year - 1, year + 1, year + 2]).dropna()
    return bool(near.mean() <= values[year])
