"""Things that last, as bars over time, each with its words at its end."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .canvas import Canvas, drawn
from .palette import INK

BAR, THIN, PAD = 10, 3, 9  # height of a bar, and of a thin one; pixels between a bar and its words
ARROW = 7  # pixels that an arrow is long


class Scale(NamedTuple):
    """The axis of time of one picture."""

    first: float
    last: float
    across: float

    def x(self, year: float) -> float:
        """Return the place of a year, in pixels."""
        return (year - self.first) / (self.last - self.first) * (self.across - ARROW - 2)


def spans(
    frame: pd.DataFrame,
    *,
    row: str,
    start: str,
    end: str,
    kind: str,
    colours: str,
    until: float,
    note: str | None = None,
    hollow: str | None = None,
    thin: str | None = None,
    group: str | None = None,
    step: int = 20,
) -> go.Figure:
    """Draw one bar a span of time, coloured by kind, with its words beside it; on a phone, over it.

    Parameters
    ----------
    frame
        One row a span; spans that share a row (a treaty in phases) lie on one line, in the order to show.
    row, note
        Columns: the name of the row, and more words after it; they should say the kind as well, so that
        colour is not needed.
    start, end
        Columns of dates; a span without an end is open, runs to `until` and ends in an arrow.
    kind, colours
        Column with the kind of span, and the set of the palette that colours kinds.
    until
        Year, with decimals, at which the axis and every open span ends.
    hollow
        Column of booleans: spans of lesser standing, drawn as outlines.
    thin
        Column of booleans: spans that are disputed, drawn as thin lines.
    group
        Column that parts the rows into blocks, each under its name.
    step
        Years from one tick to the next.

    Raises
    ------
    ValueError
        If a span has a kind without a colour.
    """
    hues = palette.hue_names(colours)
    palette.all_known(frame[kind], hues)
    last = years(frame[end])
    at = frame.assign(
        from_=years(frame[start]),
        to_=last.fillna(until),
        open_=last.isna(),
        hue_=frame[kind].map(hues),
        note_=frame[note] if note else "",
        hollow_=frame[hollow] if hollow else False,
        thin_=frame[thin] if thin else False,
    )
    blocks = {name: part for name, part in at.groupby(group, sort=False)} if group else {"": at}

    def draw(canvas: Canvas) -> None:
        scale = Scale(at["from_"].min() - 1, until, canvas.across)
        rows, y = [], 4.0
        for name, part in blocks.items():
            if name:
                canvas.say((0, y + 10), f"<b>{name}</b>")
                y += 26
            for words, bars in part.groupby(row, sort=False):
                label = _label(canvas, scale, str(words), bars)
                rows.append((label, bars, y))
                y += _tall(canvas, label)
            y += 8
        _axis(canvas, scale, y - 6, step * (1 + canvas.narrow))
        for label, bars, top in rows:
            _row(canvas, scale, label, bars, top)
        canvas.height = y + 18

    return drawn(draw)


def years(dates: pd.Series) -> pd.Series:
    """Turn dates into years with decimals; a missing date stays missing."""
    return dates.dt.year + (dates.dt.day_of_year - 1) / 365.25


def _axis(canvas: Canvas, scale: Scale, foot: float, step: int) -> None:
    """Draw the years, and a pale line for each."""
    ticks = range(-(-int(scale.first + 1) // step) * step, int(scale.last) + 1, step)
    canvas.line([[(scale.x(year), 0), (scale.x(year), foot)] for year in ticks], "hair")
    canvas.line([[(0, foot), (canvas.across, foot)]], "muted")
    for year in ticks:
        x = min(max(scale.x(year), 15), canvas.across - 15)
        canvas.say((x, foot + 13), str(year), "muted", anchor="center", size=canvas.small)


class Label(NamedTuple):
    """The words of a row: their lines, where they begin or end, and which of the two."""

    lines: list[str]
    x: float
    anchor: str


def _label(canvas: Canvas, scale: Scale, words: str, bars: pd.DataFrame) -> Label:
    """Put the words of a row after its bars, or before them where more room is; on a phone, over them."""
    note = str(bars["note_"].iloc[-1])
    begin, end = _ends(scale, bars)
    two = [words, _muted(note)] if note else [words]
    if canvas.narrow:
        room = canvas.across - max(canvas.width(words), canvas.width(note))
        return Label(two, max(0, min(begin, room)), "left")
    after = canvas.across - end >= begin
    room = canvas.across - end if after else begin
    one = [f"{words}{_muted(': ' + note)}"] if note else two
    fits = canvas.width(f"{words}: {note}") + PAD <= room
    return Label(one if fits else two, end + PAD if after else begin - PAD, "left" if after else "right")


def _tall(canvas: Canvas, label: Label) -> float:
    if canvas.narrow:
        return 16 * len(label.lines) + BAR + 8
    return 25 if len(label.lines) == 1 else 40


def _ends(scale: Scale, bars: pd.DataFrame) -> tuple[float, float]:
    return scale.x(bars["from_"].min()), scale.x(bars["to_"].max()) + ARROW * bars["open_"].any()


def _row(canvas: Canvas, scale: Scale, label: Label, bars: pd.DataFrame, top: float) -> None:
    """Draw the bars of a row and write its words."""
    text, tall = "<br>".join(label.lines), _tall(canvas, label)
    y = top + (16 * len(label.lines) + 2 if canvas.narrow else (tall - BAR) / 2)
    for bar in bars.itertuples():
        _bar(canvas, scale, bar, y)
    begin, end = _ends(scale, bars)
    canvas.touch([((begin + end) / 2, y + BAR / 2)], [text])
    if canvas.narrow:
        canvas.say((label.x, top), text, at="top")
    else:
        canvas.say((label.x, y + BAR / 2), text, anchor=label.anchor)


def _bar(canvas: Canvas, scale: Scale, bar, y: float) -> None:
    left, right = scale.x(bar.from_), max(scale.x(bar.to_), scale.x(bar.from_) + 2)
    half = (THIN if bar.thin_ else BAR) / 2
    top, foot = y + BAR / 2 - half, y + BAR / 2 + half
    ring = [(left, top), (right, top), (right, foot), (left, foot)]
    if bar.hollow_:
        canvas.line([[*ring, ring[0]]], bar.hue_, width=1.5)
    else:
        canvas.fill([ring], bar.hue_)
    if bar.open_:
        tip = [(right, y - 2), (right + ARROW, y + BAR / 2), (right, y + BAR + 2)]
        canvas.fill([tip], bar.hue_)


def _muted(text: str) -> str:
    return f'<span style="color:{INK["muted"]}">{text}</span>' if text else ""
