"""Where words stand in a chart: at the ends of lines, in rows, down a scale; never over one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from .palette import INK

ROOM = 18  # pixels a name at the end of a line needs
LINE = 17  # height of a line of words in pixels


def word(x: float, y: float, text: str, **more) -> dict:
    """Return words at a place of a chart, as one of plotly's annotations; `more` is what else it says."""
    return {"x": x, "y": y, "text": text, "showarrow": False} | more


def in_margin(y: float, text: str, **more) -> dict:
    """Return words that begin at the left edge of the drawing, at a height of the y axis."""
    return word(0, y, text, xref="paper", xanchor="left", yanchor="middle", **more)


def over(text: str, shift: int = 20) -> dict:
    """Return what an axis shows, in words over the picture."""
    at = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": shift}
    return word(0, 1, text, font={"color": INK["muted"]}, **at)


def end_labels(
    fig: go.Figure,
    ends: Mapping[str, tuple[float, float, str]],
    limits: Sequence[float],
    pixels: float,
    *,
    shift: int = 6,
    row: int | None = None,
) -> None:
    """Write each name at its line's end; names that would overlap move apart and stay within the axis.

    Parameters
    ----------
    fig
        The figure, changed in place.
    ends
        Name -> x and y of the line's end, on the scale of the axis, and its colour.
    limits
        Lower and upper end of the y axis, on the same scale.
    pixels
        Length of the y axis.
    shift
        Pixels between the end of a line and its name.
    row
        Row of panels, where there are several.
    """
    room = (limits[1] - limits[0]) * ROOM / pixels
    order = sorted(ends, key=lambda name: ends[name][1])
    places = within(apart([ends[name][1] for name in order], room), room, limits)
    for name, place in zip(order, places, strict=True):
        x, _, hue = ends[name]
        font = {"color": hue, "size": 13}
        fig.add_annotation(
            word(x, place, name, xanchor="left", xshift=shift, font=font), row=row, col=row and 1
        )


def apart(places: Sequence[float], room: float) -> list[float]:
    """Move places, in rising order, apart to `room` at least, each crowd about its own middle.

    Examples
    --------
    >>> apart([1, 1, 9], 2)
    [0.0, 2.0, 9.0]
    """
    crowds: list[tuple[float, int]] = []
    for place in places:
        middle, size = float(place), 1
        while crowds and middle - crowds[-1][0] < room * (size + crowds[-1][1]) / 2:
            below, others = crowds.pop()
            middle, size = (middle * size + below * others) / (size + others), size + others
        crowds.append((middle, size))
    return [middle + room * (place - (size - 1) / 2) for middle, size in crowds for place in range(size)]


def within(places: Sequence[float], room: float, limits: Sequence[float]) -> list[float]:
    """Push places that lie outside of an axis back into it, and those in their way along: it hides the rest.

    Examples
    --------
    >>> within([-1, 1, 9], 2, (0, 10))
    [0, 2, 9]
    """
    kept = list(places)
    for number, place in enumerate(kept):
        kept[number] = max(place, kept[number - 1] + room if number else limits[0])
    for number, place in reversed(list(enumerate(kept))):
        kept[number] = min(place, kept[number + 1] - room if number + 1 < len(kept) else limits[1])
    return kept


def spread(wanted: Sequence[float], rows: Sequence[Sequence[str]], inside: float) -> list[float]:
    """Return places near the wanted ones, in their order, at which blocks of lines do not overlap.

    Parameters
    ----------
    wanted
        Middle of each block in pixels from the top, ascending.
    rows
        The lines of each block.
    inside
        Pixels there are.

    Raises
    ------
    ValueError
        If the blocks do not fit at all.
    """
    tall = [LINE * len(lines) + 2 for lines in rows]
    if sum(tall) > inside + LINE:
        raise ValueError(f"{sum(tall)} pixels of words do not fit into {inside:.0f}: make the chart higher")
    places, edge = [], -LINE / 2
    for place, size in zip(wanted, tall, strict=True):
        places.append(max(place, edge + size / 2))
        edge = places[-1] + size / 2
    edge = inside + LINE / 2
    for number in reversed(range(len(places))):
        places[number] = min(places[number], edge - tall[number] / 2)
        edge = places[number] - tall[number] / 2
    return places
