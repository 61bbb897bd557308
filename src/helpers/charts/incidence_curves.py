"""To what share each of several ends has come by a time, as steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .palette import hue_of
from .scales import Scale, axis, levels

TALL = {False: 300, True: 240}  # pixels from the lowest level to the highest, on a page and on a phone
LEFT, HEAD, BETWEEN = 44, 40, 18  # pixels before the first time, over the highest level, and between names


def incidence_curves(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    low: str,
    high: str,
    curve: str,
    curves: Mapping[str, Mapping[str, str]],
    band: str,
    ticks: Sequence[float],
    shares: Sequence[float],
    x_title: str,
    y_title: str,
    mark: tuple[float, str] | None = None,
) -> go.Figure:
    """Draw one line of steps a curve, with its name, and for one of them the band of its interval.

    A name stands at the end of its curve, on a phone over the picture.

    Parameters
    ----------
    frame
        One row a curve and time, ascending; each holds until the next time.
    x, y, low, high
        Columns: the time, the share (0 to 1), and the bounds of its interval.
    curve, curves
        Column with the curve, and curve -> ``name`` and ``colour``, as :func:`helpers.charts.marks` gives
        them.
    band
        The curve whose interval is drawn.
    ticks, shares
        Times and shares at which the axes are labelled, from the first to the last.
    x_title
        What the horizontal axis shows.
    y_title
        What the vertical axis shows.
    mark
        A time and its words: an upright line.

    Raises
    ------
    ValueError
        If `band` is none of the curves.
    """
    if band not in curves:
        raise ValueError(f"no curve is called {band!r}; next: name one of {', '.join(curves)}")
    parts = {name: frame[frame[curve].eq(name)].sort_values(x) for name in curves}

    def draw(canvas: Canvas) -> None:
        aside = 0.0 if canvas.narrow else max(canvas.width(look["name"]) for look in curves.values()) + 14
        along = Scale(ticks[0], ticks[-1], LEFT, canvas.across - aside - 8)
        head = HEAD + (BETWEEN * len(curves) if canvas.narrow else 0)
        up = Scale(shares[0], shares[-1], head + TALL[canvas.narrow], head)
        canvas.say((0, 10), y_title, "muted", size=canvas.small)
        levels(canvas, along, up, {share: f"{share:.0%}" for share in shares})
        edge = [*_steps(parts[band], x, high, along, up), *reversed(_steps(parts[band], x, low, along, up))]
        canvas.fill([edge], hue_of(curves[band]["colour"]), opacity=0.14)
        if mark:
            canvas.line([[(along(mark[0]), head - 8), (along(mark[0]), up(shares[0]))]], "muted", dash="dot")
            canvas.say((along(mark[0]) - 5, head - 8), mark[1], "muted", anchor="right", size=canvas.small)
        ends = {name: _curve(canvas, part, (x, y), along, up, curves[name]) for name, part in parts.items()}
        _named(canvas, ends, curves)
        axis(canvas, along, up(shares[0]), {tick: f"{tick:g}" for tick in ticks})
        middle = (along.start + along.end) / 2
        canvas.say((middle, up(shares[0]) + 32), x_title, "muted", anchor="center", size=canvas.small)
        canvas.height = up(shares[0]) + 44

    return drawn(draw)


def _steps(part: pd.DataFrame, x: str, y: str, along: Scale, up: Scale) -> list[Point]:
    """Return the corners of a line that holds each value until the next time, to the end of the axis."""
    times = [along(time) for time in part[x].astype(float)]
    heights = [up(value) for value in part[y].astype(float)]
    following = [*times[1:], along.end]
    return [
        (time, y) for now, after, y in zip(times, following, heights, strict=True) for time in (now, after)
    ]


def _curve(
    canvas: Canvas,
    part: pd.DataFrame,
    columns: tuple[str, str],
    along: Scale,
    up: Scale,
    look: Mapping[str, str],
) -> Point:
    """Draw a curve, and return where it ends."""
    corners = _steps(part, *columns, along, up)
    canvas.line([corners], hue_of(look["colour"]), width=2.4, dash=look.get("dash", "solid"))
    said = [
        f"{look['name']}, {time:g}: {share:.0%}"
        for time, share in zip(*(part[c] for c in columns), strict=True)
    ]
    canvas.touch(corners[::2], said)
    return corners[-1]


def _named(canvas: Canvas, ends: Mapping[str, Point], curves: Mapping[str, Mapping[str, str]]) -> None:
    """Name each curve after its end, names that would meet further up; on a phone under the title."""
    last = float("inf")
    for number, (name, (x, y)) in enumerate(sorted(ends.items(), key=lambda one: -one[1][1])):
        hue, y = hue_of(curves[name]["colour"]), min(y, last - BETWEEN)
        if canvas.narrow:
            x, y = 28, 28 + BETWEEN * (len(ends) - 1 - number)
            canvas.line([[(2, y), (22, y)]], hue, width=2.4)
        canvas.say((x + 8, y), curves[name]["name"], hue)
        last = y
