"""One answer under all choices crossed: every value in order, and under it what each choice does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import box
from .palette import HUES, all_known, hue_of, ink_on
from .scales import Scale, axis, levels

TALL, BAR, LANE, HEAD = 190, 15, 23, 26  # pixels of the curve, a bar, its lane, the name of a choice
AHEAD = 44  # pixels before the curve
PIECES, POINTS = 360, 120  # the most lines that it is drawn with, and points where there are no lines


def every_choice(
    frame: pd.DataFrame,
    *,
    value: str,
    low: str | None = None,
    high: str | None = None,
    outcome: str,
    outcomes: Mapping[str, str],
    colours: Mapping[str, str],
    choices: Mapping[str, Mapping[object, str]],
    names: Mapping[str, str],
    ticks: Sequence[float],
    form: str = "+.1f",
) -> go.Figure:
    """Draw all values with their intervals in order of size, and a bar an option that says how they end.

    Parameters
    ----------
    frame
        One row a specification; a row without a value is left out.
    value, low, high
        Columns: the value and the bounds of its interval; without bounds each value is a point.
    outcome, outcomes
        Column with the outcome of a specification, and outcome -> its words, from the left of a bar.
    colours
        Outcome -> colour, as :func:`helpers.charts.colours` gives them.
    choices, names
        Column of a choice -> its options with their words; and column -> the name of the choice.
    ticks
        Values at which the scale of the curve is labelled, from the lowest to the highest.
    form
        Of the numbers there: ``+.1f``, ``.0%``.

    Raises
    ------
    ValueError
        If a row has an outcome that is none of `outcomes`.
    """
    all_known(frame[outcome], outcomes)
    known = frame.dropna(subset=[value]).sort_values(value, ignore_index=True)
    bounds = [known[one] if one else float("nan") for one in (low, high)]
    curve = known[[value]].assign(low=bounds[0], high=bounds[1], outcome=known[outcome])
    hues = {one: hue_of(colours[one]) for one in outcomes}

    def draw(canvas: Canvas) -> None:
        y = _key(canvas, outcomes, hues)
        y = _curve(canvas, curve, hues, {tick: _told(tick, form) for tick in ticks}, y)
        for choice, options in choices.items():
            canvas.say((0, y + 13), f"<b>{names[choice]}</b>")
            y += HEAD
            for option, words in options.items():
                rows = known.loc[known[choice].eq(option), outcome]
                y = _bar(canvas, words, rows.value_counts(normalize=True), hues, y)
        canvas.height = y + 4

    return drawn(draw)


def _key(canvas: Canvas, outcomes: Mapping[str, str], hues: Mapping[str, str]) -> float:
    x, y = 0.0, 10.0
    for one, words in outcomes.items():
        if x and x + 18 + canvas.width(words) > canvas.across:
            x, y = 0.0, y + 20
        canvas.fill([box(x, y - 6, x + 12, y + 6)], hues[one])
        canvas.say((x + 18, y), words)
        x += canvas.width(words) + 40
    return y + 16


def _curve(
    canvas: Canvas, known: pd.DataFrame, hues: Mapping[str, str], ticks: Mapping[float, str], top: float
) -> float:
    """Draw a thin line an interval and a point a value; of many, as many as can be told apart."""
    most_drawn = PIECES if known["low"].notna().any() else POINTS
    shown = known.iloc[:: max(1, len(known) * 880 // (most_drawn * canvas.across))]
    along = Scale(0, len(known) - 1, AHEAD, canvas.across - 4)
    least, most = min(ticks), max(ticks)
    up = Scale(least, most, top + TALL, top)
    levels(canvas, along, up, ticks)
    canvas.line([[(along.start, up(0)), (along.end, up(0))]], "ink")
    for one, hue in hues.items():
        rows = shown[shown.iloc[:, 3].eq(one)]
        spans = [
            [(along(n), up(max(low, least))), (along(n), up(min(high, most)))]
            for n, (_, low, high, _) in zip(rows.index, rows.to_numpy(), strict=True)
            if pd.notna(low)
        ]
        canvas.line(spans, hue, width=0.6)
        canvas.dots([(along(n), up(one)) for n, one in rows.iloc[:, 0].items()], hue, size=3)
    named = {0.0: "1", len(known) - 1.0: f"{len(known):,}"}
    axis(canvas, along, top + TALL + 4, named)
    return top + TALL + 30


def _told(tick: float, form: str) -> str:
    return format(tick, form).replace("-", "−") if tick else "0"


def _bar(canvas: Canvas, words: str, shares: pd.Series, hues: Mapping[str, str], y: float) -> float:
    start = 0.0 if canvas.narrow else 230.0
    if canvas.narrow:
        canvas.say((0, y + 8), words)
        y += 17
    else:
        canvas.say((0, y + BAR / 2), words)
    for one, hue in hues.items():
        end = start + shares.get(one, 0) * (canvas.across - (0 if canvas.narrow else 230))
        if end > start:
            canvas.fill([box(start, y, end, y + BAR)], hue)
        if end - start > 34:
            ink = hue_of(ink_on(HUES[hue].light))
            canvas.say(((start + end) / 2, y + BAR / 2), f"{shares[one]:.0%}", ink, anchor="center", size=11)
        start = end
    return y + LANE
