"""Ties as chairs: taken, empty, and those of clubs that a state can't join."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn

STEP, SEAT, TALL = 16, 9, 17  # pixels from chair to chair, width of a seat, height of a back, on a phone
PAGE = 1.5  # times as large on a page
LANE, HEAD, GAP = 14, 30, 18  # between rows, of the name of a block, and before the chairs of clubs
KEY = {"taken": "taken", "empty": "expected, and empty", "clubs": "expected, but in a club closed to it"}
HUES = {"taken": "ink", "empty": "rubric", "clubs": "silver"}


def chairs(
    frame: pd.DataFrame,
    *,
    row: str,
    block: str,
    found: str,
    expected: str,
    with_clubs: str,
    hover: str,
) -> go.Figure:
    """Draw one row of chairs a year or case: those taken, those expected and empty, and apart those of clubs.

    Numbers expected are rounded to whole chairs and written out beside them. Where more are taken than
    expected, a stroke stands after the last that was expected.

    Parameters
    ----------
    frame
        One row a row of chairs, in the order to show.
    row, block
        Columns: the words before the chairs, and the name over rows that belong together.
    found, expected, with_clubs
        Columns: chairs taken (a whole number), expected without clubs, and expected with them.
    hover
        Column with the words shown when a row is touched.

    Raises
    ------
    ValueError
        If a number is missing: no chair is drawn for what is not known.
    """
    if frame[[found, expected, with_clubs]].isna().any(axis=None):
        raise ValueError(
            "a row has no number of chairs; next: leave the row out, or say over it that it is not known"
        )
    aside = max(len(str(words)) for words in frame[row]) * 8 + 14

    def draw(canvas: Canvas) -> None:
        y, tall = _key(canvas), TALL * _times(canvas)
        for name, rows in frame.groupby(block, sort=False):
            canvas.say((0, y + 12), f"<b>{name}</b>")
            y += HEAD
            for _, one in rows.iterrows():
                _row(canvas, one, (aside, y), row, (int(one[found]), one[expected], one[with_clubs]))
                canvas.touch([(aside, y + tall / 2)], [one[hover]])
                y += tall + LANE
            y += 6
        canvas.height = y

    return drawn(draw)


def _times(canvas: Canvas) -> float:
    return 1.0 if canvas.narrow else PAGE


def _key(canvas: Canvas) -> float:
    """Show one chair of each kind with its words; on a phone, what the numbers at the edge are."""
    x, y, times = 2.0, 4.0, _times(canvas)
    for kind, words in KEY.items():
        _chairs(canvas, [(x, y)], kind)
        canvas.say((x + STEP * times + 4, y + TALL * times / 2), words)
        x, y = (2.0, y + 24) if canvas.narrow else (x + canvas.width(words) + 60, y)
    if canvas.narrow:
        canvas.say((canvas.across, y + 16), "found / expected", "muted", anchor="right", size=canvas.small)
    return y + (4 if canvas.narrow else 44)


def _row(canvas: Canvas, one: pd.Series, place: Point, words: str, numbers: tuple[int, float, float]) -> None:
    """Draw the chairs of one row from left to right, and how many were found and expected after them."""
    (x, y), (taken, expected, with_clubs), times = place, numbers, _times(canvas)
    own, clubs, step, middle = (
        round(expected),
        round(with_clubs - expected),
        STEP * times,
        y + TALL * times / 2,
    )
    canvas.say((0, middle), str(one[words]), "muted")
    seats = [(x + step * number, y) for number in range(max(taken, own))]
    _chairs(canvas, seats[:taken], "taken")
    _chairs(canvas, seats[taken:], "empty")
    if taken > own:
        at = x + step * own - 4
        canvas.line([[(at, y - 4), (at, y + TALL * times + 3)]], "rubric", width=1.6)
    x += step * len(seats) + (GAP if clubs else 0)
    _chairs(canvas, [(x + step * number, y) for number in range(clubs)], "clubs")
    if canvas.narrow:
        said = f"{taken} / {expected:.1f}"
        canvas.say((canvas.across, middle), said, anchor="right", size=canvas.small)
    else:
        said = f"{taken} found, {expected:.1f} expected; with clubs {with_clubs:.1f}"
        canvas.say((x + step * clubs + 10, middle), said, "muted", size=canvas.small)


def _chairs(canvas: Canvas, corners: list[Point], kind: str) -> None:
    """Draw chairs from the side, by the corner over the back; on a taken one somebody sits."""
    hue, times = HUES[kind], _times(canvas)
    seat, tall, middle = SEAT * times, TALL * times, TALL * times * 0.58
    paths = [
        path
        for x, y in corners
        for path in ([(x, y), (x, y + tall)], [(x, y + middle), (x + seat, y + middle), (x + seat, y + tall)])
    ]
    canvas.line(paths, hue, width=2.2 if kind == "taken" else 1.5)
    if kind == "taken":
        canvas.dots([(x + seat / 2, y + 0.5) for x, y in corners], hue, size=6 * times)
        bodies = [[(x + seat / 2, y + 2), (x + seat / 2, y + middle)] for x, y in corners]
        canvas.line(bodies, hue, width=3.4 * times)
