"""Events at their place in time on both sides of an axis, each side one kind."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .labels import spread
from .palette import all_known

HEAD = 44  # pixels over the axis, for what the sides are


class Sheet(NamedTuple):
    """What the page and the phone differ in: half of the band of time, room to the words, letters a line."""

    band: float
    lead: float
    wrap: int
    height: float


def timeline(
    frame: pd.DataFrame,
    *,
    at: str,
    words: str,
    side: str,
    sides: Mapping[str, str],
    hollow: str,
    hover: str,
    eras: Mapping[str, tuple[float, float]],
    ticks: Sequence[int],
    height: int = 680,
    tall: int = 980,
) -> go.Figure:
    """Draw events from the top down at their true place in time, with words that never overlap.

    Parameters
    ----------
    frame
        One row an event, in the order of time.
    at
        Column with the time in years.
    words
        Column with what is written beside the event, its date first, which is set in bold.
    side, sides
        Column with the kind of event; the two kinds, left one first -> what stands over them.
    hollow
        Column of booleans: events of lesser standing.
    hover
        Column with the words shown when a point is touched.
    eras
        Name -> first and last year: parts of the band of time.
    ticks
        Years that are named in the band.
    height, tall
        Of the band in pixels, on a page and on a phone.

    Raises
    ------
    ValueError
        If an event is on neither side, or the words do not fit into the height.
    """
    all_known(frame[side], sides)
    if len(sides) != 2:
        raise ValueError(f"an axis has two sides; there are {len(sides)}: {', '.join(sides)}")
    ends = min(first for first, _ in eras.values()), max(last for _, last in eras.values())

    def draw(canvas: Canvas) -> None:
        sheet = Sheet(33, 14, 20, tall) if canvas.narrow else Sheet(44, 34, 50, height)
        _band(canvas, sheet, eras, ticks, ends)
        for outward, (kind, name) in zip((-1, 1), sides.items(), strict=True):
            _side(canvas, sheet, frame[frame[side].eq(kind)], (at, words, hollow, hover), ends, outward)
            text = "<br>".join(textwrap.wrap(name, 18)) if canvas.narrow else name
            x = canvas.across / 2 + outward * (sheet.band + sheet.lead)
            canvas.say((x, HEAD - 10), f"<b>{text}</b>", anchor=_anchor(outward), at="bottom")
        canvas.height = HEAD + sheet.height + 10

    return drawn(draw)


def _anchor(outward: int) -> str:
    return "left" if outward > 0 else "right"


def _down(sheet: Sheet, ends: tuple[float, float], year: float) -> float:
    return HEAD + (year - ends[0]) / (ends[1] - ends[0]) * sheet.height


def _band(
    canvas: Canvas, sheet: Sheet, eras: Mapping, ticks: Sequence[int], ends: tuple[float, float]
) -> None:
    """Draw the band of time: its eras, each named at its beginning, and years."""
    left, right = canvas.across / 2 - sheet.band, canvas.across / 2 + sheet.band
    for place, (name, (first, last)) in enumerate(eras.items()):
        top, foot = (_down(sheet, ends, year) for year in (first, last))
        canvas.fill([[(left, top), (right, top), (right, foot), (left, foot)]], ("hair", "line")[place % 2])
        text = name.replace(" ", "<br>")
        canvas.say((canvas.across / 2, top + 3), text, anchor="center", at="top", size=canvas.small)
    for year in ticks:
        middle = (canvas.across / 2, _down(sheet, ends, year))
        canvas.say(middle, str(year), "muted", anchor="center", size=canvas.small)


def _side(
    canvas: Canvas,
    sheet: Sheet,
    part: pd.DataFrame,
    columns: tuple[str, str, str, str],
    ends: tuple[float, float],
    outward: int,
) -> None:
    """Draw the events of one side, and lead from each to its words."""
    at, words, hollow, hover = columns
    edge = canvas.across / 2 + outward * sheet.band
    rows = [textwrap.wrap(str(text), sheet.wrap) for text in part[words]]
    wanted = [_down(sheet, ends, year) for year in part[at]]
    places = [HEAD + one for one in spread([y - HEAD for y in wanted], rows, sheet.height)]
    near, far = edge + outward * 7, edge + outward * (sheet.lead - 4)
    canvas.line([[(near, y), (far, to)] for y, to in zip(wanted, places, strict=True)], "muted")
    for filled in (True, False):
        own = [(edge, y) for y, open_ in zip(wanted, part[hollow], strict=True) if open_ != filled]
        canvas.dots(own, "ink" if outward < 0 else "rubric", size=10, hollow=not filled)
    canvas.touch([(edge, y) for y in wanted], part[hover].tolist())
    for place, lines in zip(places, rows, strict=True):
        date, _, rest = "<br>".join(lines).partition(" ")
        canvas.say((edge + outward * sheet.lead, place), f"<b>{date}</b> {rest}", anchor=_anchor(outward))
