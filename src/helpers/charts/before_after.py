"""One item a row, and in columns what several did with it in a first and in a second period."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .grid import keys, marked, ruled
from .palette import all_known

SIZE, APART, DEEP = 9, 20, 10  # of a mark, from the first period to the second, of a row, in pixels
BESIDE = 0.58  # of a page that the words of a row may fill


def before_after(
    frame: pd.DataFrame,
    *,
    row: str,
    group: str,
    columns: Mapping[str, tuple[str, str, str]],
    kinds: Mapping[str, Mapping[str, str]],
    hover: str,
) -> go.Figure:
    """Draw two marks a row and column: what was done before, and to its right what was done after.

    Where both are the same, a line joins them no more than the eye does; where they differ, it does.

    Parameters
    ----------
    frame
        One row an item, in the order to show.
    row, group, hover
        Columns: the words of the row, cut where they are too long, the block that it stands in, and the words
        shown when it is touched.
    columns
        Name -> head of the column, and the two columns of `frame` with what was done; missing is no mark.
    kinds
        What was done -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks` gives them.

    Raises
    ------
    ValueError
        If something was done that is none of `kinds`, or two rows of a block can't be told apart once cut.
    """
    for _, *pair in columns.values():
        for column in pair:
            all_known(frame[column], kinds)

    def draw(canvas: Canvas) -> None:
        room = canvas.across if canvas.narrow else canvas.across * BESIDE
        said = frame.assign(said_=[_fitting(canvas, words, room) for words in frame[row]])
        places = keys(said, "said_", group)
        if len(set(places)) < len(places):
            raise ValueError(f"two rows of a block begin with the same words: {said['said_'].mode()[0]!r}")
        cells = ruled(canvas, places, [head for head, _, _ in columns.values()], DEEP)
        for left, (_, before, after) in zip(cells.left, columns.values(), strict=True):
            spots = [(left + SIZE, cells.middle[place]) for place in places]
            _marks(canvas, spots, frame[before], frame[after], kinds)
        canvas.touch([(cells.left[0] + SIZE, cells.middle[place]) for place in places], list(frame[hover]))
        _key(canvas, kinds)

    return drawn(draw)


def _fitting(canvas: Canvas, words: str, room: float) -> str:
    """Cut words at a space where they would need more room than there is."""
    if canvas.width(words) <= room:
        return words
    kept = words[: int(room / canvas.width(words) * len(words)) - 2]
    return kept.rsplit(" ", 1)[0].rstrip(",:; ") + " …"


def _marks(canvas: Canvas, spots: list, before: pd.Series, after: pd.Series, kinds: Mapping) -> None:
    pairs = list(zip(spots, before, after, strict=True))
    turned = [
        [(x, y), (x + APART, y)]
        for (x, y), one, other in pairs
        if one != other and pd.notna(one) and pd.notna(other)
    ]
    canvas.line(turned, "muted", width=1.4)
    for kind, look in kinds.items():
        marked(canvas, [spot for spot, one, _ in pairs if one == kind], look, SIZE)
        marked(canvas, [(x + APART, y) for (x, y), _, other in pairs if other == kind], look, SIZE)


def _key(canvas: Canvas, kinds: Mapping[str, Mapping[str, str]]) -> None:
    x, y = 4.0, canvas.height + 14
    for look in kinds.values():
        marked(canvas, [(x + SIZE / 2, y)], look, SIZE)
        canvas.say((x + SIZE + 6, y), look["name"])
        x += canvas.width(look["name"]) + 34
    canvas.height = y + 12
