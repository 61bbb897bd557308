"""Days in strips: who did what on which day, in stretches of days that share one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import box, marked
from .palette import all_known, hue_of
from .scales import Scale, axis

LANE, NAME, SIZE = 24, 15, 8  # pixels: a lane, the name over it on a phone, a point
SPELL = 3  # days; what lasted longer is a line and no row of points
NONE = "line-ew"  # symbol of what did not happen: a dotted line, however short


class Stretch(NamedTuple):
    """Days in one strip: the first, the last, and those that are named under it."""

    first: int
    last: int
    ticks: Mapping[float, str]


def day_strips(
    frame: pd.DataFrame,
    *,
    stretches: Mapping[str, Stretch],
    kinds: Mapping[str, Mapping[str, str]],
    lines: pd.DataFrame,
    shade: pd.DataFrame,
    shaded: str,
) -> go.Figure:
    """Draw a strip for each stretch of days, with a lane for everyone who has a mark in it.

    Parameters
    ----------
    frame
        One row an act in a stretch: ``stretch``, ``lane`` (who), ``start`` and ``end`` (days, counted),
        ``kind``, and ``words``, shown when it is touched. Lanes stand in the order of the rows.
    stretches
        Its words -> its days, from the top. A day is as wide in one as in another.
    kinds
        Kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks` gives them. Those with a
        name are named over the strips. What lasts is a line, dashed where the symbol is hollow, dotted where
        it is :data:`NONE`.
    lines
        One row a day that divides: ``stretch``, ``start``, ``words``. A line stands before that day.
    shade
        One row a spell behind the lanes: ``stretch``, ``start``, ``end``.
    shaded
        What the shade means, named over the strips.

    Raises
    ------
    ValueError
        If an act is of none of `kinds`, or in none of `stretches`.
    """
    all_known(frame["kind"], kinds)
    for part in (frame, lines, shade):
        all_known(part["stretch"], stretches)
    order = list(dict.fromkeys(frame["lane"]))
    longest = max(days.last - days.first + 1 for days in stretches.values())

    def draw(canvas: Canvas) -> None:
        aside = 4 if canvas.narrow else max(map(canvas.width, order)) + 16
        wide = (canvas.across - aside - 6) / longest
        canvas.height = _key(canvas, kinds, shaded)
        for name, days in stretches.items():
            end = aside + wide * (days.last - days.first + 1)
            along = Scale(days.first, days.last + 1, aside, end)
            acts, cuts, behind = (part[part["stretch"].eq(name)] for part in (frame, lines, shade))
            _strip(canvas, along, f"<b>{name}</b>", days.ticks, order, (acts, cuts, behind), kinds)

    return drawn(draw)


def _key(canvas: Canvas, kinds: Mapping[str, Mapping[str, str]], shaded: str) -> float:
    """Name the looks over the strips, in lines as wide as the picture; return where they end."""
    x, y = 0.0, 9.0
    named = {kind: style["name"] for kind, style in kinds.items() if style["name"]} | {"": shaded}
    for kind, name in named.items():
        if x + 22 + canvas.width(name) > canvas.across:
            x, y = 0.0, y + 18
        if kind:
            _points(canvas, [(x + 6, y)], kinds[kind])
        else:
            canvas.fill([box(x, y - 7, x + 12, y + 7)], "grid")
        canvas.say((x + 17, y), name, hue_of(kinds[kind]["colour"]) if kind else "ink")
        x += 36 + canvas.width(name)
    return y + 12


def _strip(
    canvas: Canvas,
    along: Scale,
    name: str,
    ticks: Mapping[float, str],
    order: list[str],
    parts: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    kinds: Mapping[str, Mapping[str, str]],
) -> None:
    acts, cuts, behind = parts
    canvas.say((0, canvas.height + 16), name)
    top = canvas.height + 30 + 16 * (not cuts.empty)
    lanes = [one for one in order if one in set(acts["lane"])]
    step = LANE + NAME * canvas.narrow
    foot = top + step * len(lanes) + 4
    spells = zip(behind["start"], behind["end"], strict=True)
    canvas.fill([box(along(a), top, along(b + 1), foot) for a, b in spells], "grid")
    places = {lane: top + step * row + NAME * canvas.narrow + LANE / 2 for row, lane in enumerate(lanes)}
    _cuts(canvas, along, cuts, top, list(places.values()))
    for lane, middle in places.items():
        canvas.say((0, middle - LANE / 2 - 4) if canvas.narrow else (0, middle), lane)
        canvas.line([[(along.start, middle), (along.end, middle)]], "line")
        for act in acts[acts["lane"].eq(lane)].itertuples():
            _act(canvas, along, middle, (act.start, act.end), kinds[act.kind], act.words)
    axis(canvas, along, foot, ticks)
    canvas.height = foot + 26


def _cuts(canvas: Canvas, along: Scale, cuts: pd.DataFrame, top: float, middles: Sequence[float]) -> None:
    """Draw the lines that divide, but not through names; write their words where there is room."""
    for day, words in zip(cuts["start"], cuts["words"], strict=True):
        x = along(day)
        crossed = [[(x, y - LANE / 2), (x, y + LANE / 2 + 4)] for y in middles]
        canvas.line([[(x, top - 4), (x, top)], *crossed], "ink", width=1.4)
        right = x + canvas.width(words) > canvas.across
        canvas.say((x + 3 if right else x - 3, top - 12), words, anchor="right" if right else "left")


def _act(
    canvas: Canvas, along: Scale, y: float, days: tuple[int, int], style: Mapping[str, str], words: str
) -> None:
    first, last = days
    if last - first < SPELL and style["symbol"] != NONE:
        spots = [(along(day + 0.5), y) for day in range(first, last + 1)]
        _points(canvas, spots, style)
    else:
        spots = [(along((first + last + 1) / 2), y)]
        width, dash = (3, "dot") if style["symbol"] == NONE else (4, "solid")
        if style["symbol"].endswith("-open"):
            width, dash = 2, "dash"
        ends = [(along(first), y), (along(last + 1), y)]
        canvas.line([ends], hue_of(style["colour"]), width=width, dash=dash)
    canvas.touch(spots, [words] * len(spots), SIZE + 4)


def _points(canvas: Canvas, spots: list[tuple[float, float]], style: Mapping[str, str]) -> None:
    if style["symbol"] == NONE:
        paths = [[(x - 7, y), (x + 7, y)] for x, y in spots]
        canvas.line(paths, hue_of(style["colour"]), width=3, dash="dot")
    else:
        marked(canvas, spots, style, SIZE)
