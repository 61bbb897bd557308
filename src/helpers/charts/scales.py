"""From a value to a pixel, and the lines and words that say so on a canvas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from .canvas import Canvas


class Scale(NamedTuple):
    """A scale of values from `low` to `high`, drawn from one pixel to another.

    Examples
    --------
    >>> Scale(1990, 2010, 100, 300)(2000)
    200.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def decimal_years(days: pd.Series) -> pd.Series:
    """Turn days into years with decimals, so that time is time on a scale of years."""
    return days.dt.year + (days.dt.day_of_year - 1) / 365.25


def year_axis(canvas: Canvas, along: Scale, y: float, years: Iterable[int]) -> None:
    """Draw an axis of years."""
    axis(canvas, along, y, {year: str(year) for year in years})


def axis(canvas: Canvas, along: Scale, y: float, named: Mapping[float, str]) -> None:
    """Draw an axis with ticks and their words below it; words at its ends stand further in."""
    canvas.line([[(along.start, y), (along.end, y)]], "muted")
    for value, words in named.items():
        x = along(value)
        canvas.line([[(x, y), (x, y + 5)]], "muted")
        near = min(x - along.start, along.end - x)
        anchor = "center" if near > 14 else "left" if x - along.start < along.end - x else "right"
        shift = {"center": 0, "left": -4, "right": 4}[anchor]
        canvas.say((x + shift, y + 14), words, "muted", anchor=anchor, size=canvas.small)


def levels(canvas: Canvas, along: Scale, up: Scale, named: Mapping[float, str]) -> None:
    """Draw a thin line at each level, and name it before its start."""
    canvas.line([[(along.start, up(value)), (along.end, up(value))] for value in named], "grid")
    for value, words in named.items():
        canvas.say((along.start - 8, up(value)), words, "muted", anchor="right", size=canvas.small)
