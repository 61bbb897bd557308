"""Claims as marks: one mark a claim, the shape and colour of its outcome, in rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .palette import all_known, hue_names

SIDE = 12  # of the square in which the marks are drawn, as on a page
RINGS: dict[str, list[list[Point]]] = {
    "confirmed": [[(1, 1), (11, 1), (11, 11), (1, 11)]],
    "confirmed with correction": [
        [(1, 1), (6.2, 1), (6.2, 5.8), (11, 5.8), (11, 11), (1, 11)],
        [(8, 1), (11, 1), (11, 4), (8, 4)],
    ],
    "partly": [[(1, 11), (1, 1), (11, 11)]],
    "contradicted": [
        [
            (2.6, 0.6), (6, 4), (9.4, 0.6), (11.4, 2.6), (8, 6), (11.4, 9.4),
            (9.4, 11.4), (6, 8), (2.6, 11.4), (0.6, 9.4), (4, 6), (0.6, 2.6),
        ]
    ],
}  # fmt: skip
FRAME = [(1.6, 1.6), (10.4, 1.6), (10.4, 10.4), (1.6, 10.4), (1.6, 1.6)]


def claim_rows(
    claims: pd.DataFrame,
    *,
    row: str,
    rows: Mapping[str, str],
    panel: str,
    panels: Mapping[str, str],
    outcome: str = "outcome",
    outcomes: Mapping[str, str],
    hover: str,
    notes: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw one mark a claim, in rows, the panels side by side on a page and one below the other on a phone.

    Where the rows are the outcomes themselves each is named in its colour; otherwise the marks of a row stand
    in the order of the outcomes, and words under them count each.

    Parameters
    ----------
    claims
        One row a claim.
    row, panel, outcome, hover
        Columns: in which row and panel a claim stands, its outcome, and the words shown when it is touched.
    rows, panels
        Value -> name, in the order to show; a row without claims in a panel stays, with a nought.
    outcomes
        Outcome -> name, in the order to show.
    notes
        Value of `panel` -> a line under its name.

    Raises
    ------
    ValueError
        If a claim has an outcome or row that has no name.
    """
    for column, names in ((row, rows), (panel, panels), (outcome, outcomes)):
        all_known(claims[column], names)
    cells = {
        (one, other): part[[outcome, hover]]
        for (one, other), part in claims.sort_values(
            outcome, key=lambda column: column.map(list(outcomes).index), kind="stable"
        ).groupby([row, panel])
    }
    empty = claims.iloc[:0][[outcome, hover]]
    grid = {(one, other): cells.get((one, other), empty) for one in rows for other in panels}
    told = {} if row == outcome else outcomes

    def draw(canvas: Canvas) -> None:
        (_stack if canvas.narrow else _columns)(canvas, grid, rows, panels, notes or {}, told)

    return drawn(draw)


def _columns(canvas: Canvas, grid: Mapping, rows: Mapping, panels: Mapping, notes: Mapping, told) -> None:
    """Draw the panels as columns beside the names of the rows."""
    left = [256 + 332 * place for place in range(len(panels))]
    for x, (value, name) in zip(left, panels.items(), strict=True):
        canvas.say((x, 8), f"<b>{name}</b>")
        canvas.say((x, 27), notes.get(value, ""), "muted")
    y = 44.0
    for key, name in rows.items():
        canvas.line([[(0, y), (canvas.across, y)]], "line")
        y += 11
        hue = "ink" if told else hue_names("outcomes")[key]
        canvas.say((0 if told else 26, y + 8), name, hue)
        if not told:
            _marks(canvas, [key], (0, y), 16, 1, 19)
        tall = 16.0
        for x, value in zip(left, panels, strict=True):
            part = grid[key, value]
            canvas.say((x - 14, y + 8), f"<b>{len(part)}</b>", hue if len(part) else "muted", anchor="right")
            tall = max(tall, _cell(canvas, part, (x, y), told, 14))
        y += tall + 10
    canvas.height = y


def _stack(canvas: Canvas, grid: Mapping, rows: Mapping, panels: Mapping, notes: Mapping, told) -> None:
    """Draw one panel below the other, each row under its name."""
    y = 4.0
    for value, title in panels.items():
        note = f", {notes[value]}" if value in notes else ""
        canvas.say((0, y + 8), f"<b>{title}</b>{note}")
        canvas.line([[(0, y + 23), (canvas.across, y + 23)]], "line")
        y += 34
        for key, name in rows.items():
            part = grid[key, value]
            hue = ("ink" if told else hue_names("outcomes")[key]) if len(part) else "muted"
            canvas.say((0, y + 6), f"{name} <b>{len(part)}</b>", hue)
            y += 19
            if len(part):
                y += _cell(canvas, part, (0, y), told, 21) + 8
        y += 12
    canvas.height = y - 8


def _cell(canvas: Canvas, part: pd.DataFrame, start: Point, told: Mapping[str, str], most: int) -> float:
    """Draw the claims of one row in one panel; return how tall they are."""
    side, pitch = (14.0, 17.0) if canvas.narrow else (16.0, 19.0)
    outcomes, words = (part.iloc[:, place].tolist() for place in (0, 1))
    places = _marks(canvas, outcomes, start, side, most, pitch)
    if places:
        canvas.touch([(x + side / 2, y + side / 2) for x, y in places], words, side)
    tall = -(-len(part) // most) * pitch
    if not told or part.empty:
        return tall
    counts = part.iloc[:, 0].value_counts(sort=False)
    said = [f"{number} {told[one]}" for one, number in counts.items()]
    lines = "<br>".join(", ".join(said[at : at + 2]) for at in range(0, len(said), 2))
    canvas.say((start[0], start[1] + tall + 1), lines, "muted", at="top", size=canvas.small)
    return tall + 16 * -(-len(said) // 2) + 2


def _marks(
    canvas: Canvas, outcomes: Sequence[str], start: Point, side: float, most: int, pitch: float
) -> list[Point]:
    """Draw marks in lines of so many; return the corner of each."""
    places = [
        (start[0] + number % most * pitch, start[1] + number // most * pitch)
        for number in range(len(outcomes))
    ]
    for one, hue in hue_names("outcomes").items():
        own = [place for place, outcome in zip(places, outcomes, strict=True) if outcome == one]
        _kind(canvas, one, hue, own, side)
    return places


def _kind(canvas: Canvas, outcome: str, hue: str, corners: Sequence[Point], side: float) -> None:
    """Draw the marks of one outcome."""
    middles = [(x + side / 2, y + side / 2) for x, y in corners]
    if outcome == "nothing found":
        canvas.dots(middles, hue, size=side * 0.66, hollow=True)
    elif outcome == "theory or judgement":
        canvas.dots(middles, hue, size=side * 0.34)
    else:
        shape, *notch = RINGS[outcome]
        canvas.fill([_moved(shape, corner, side) for corner in corners], hue)
        canvas.fill([_moved(ring, corner, side) for ring in notch for corner in corners], hue, opacity=0.4)
    if outcome == "partly":
        canvas.line([_moved(FRAME, corner, side) for corner in corners], hue, width=1.3)


def _moved(ring: Sequence[Point], corner: Point, side: float) -> list[Point]:
    return [(round(corner[0] + x * side / SIDE, 2), round(corner[1] + y * side / SIDE, 2)) for x, y in ring]
