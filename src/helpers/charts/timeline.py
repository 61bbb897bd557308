"""Dated events down a true scale of years, each with its words beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .style import CLEAR, INK, house, pale

BAND, WORDS = 0.07, 0.16  # where the band of eras ends and the words begin, as shares of the width
LINE = 17  # height of a line of words in pixels


def timeline(
    frame: pd.DataFrame,
    *,
    at: str,
    words: str,
    kind: str,
    kinds: Mapping[str, Mapping],
    hover: str,
    eras: Mapping[str, tuple[float, float, str]],
    ticks: Sequence[int],
    height: int = 640,
    tall: int = 860,
    wrap: int = 40,
) -> go.Figure:
    """Draw events from the top down at their true place in time, with words that never overlap.

    Parameters
    ----------
    frame
        One row an event, in the order of time.
    at
        Column with the time in years.
    words
        Column with what is written beside the event, its date first, which is set in bold; one line at page
        width, wrapped on a phone.
    kind, kinds
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``; a kind without a name is not in
        the legend.
    hover
        Column with the words shown when a point is touched.
    eras
        Name -> first and last year and colour: bands beside the axis.
    ticks
        Years at which the axis is labelled.
    height, tall
        Height in pixels at page width and on a phone.
    wrap
        Characters in a line on a phone.
    """
    top, bottom = min(first for first, _, _ in eras.values()), max(last for _, last, _ in eras.values())
    fig = go.Figure()
    for key, style in kinds.items():
        part = frame[frame[kind].eq(key)]
        fig.add_scatter(
            x=[BAND] * len(part),
            y=part[at],
            mode="markers",
            name=style["name"],
            showlegend=bool(style["name"]),
            text=part[hover],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
            marker={
                "color": style["colour"],
                "symbol": style["symbol"],
                "size": 10,
                "line": {"width": 1.5, "color": style["colour"]},
            },
        )
    bands = [_band(first, last, hue) for first, last, hue in eras.values()]
    names = [_era(name, first, last) for name, (first, last, _) in eras.items()]
    layouts = {}
    for width, pixels, rows in (
        ("page", height, [[str(text)] for text in frame[words]]),
        ("phone", tall, [textwrap.wrap(str(text), wrap) for text in frame[words]]),
    ):
        inside = pixels - (100 if width == "phone" else 76)
        places = spread([(year - top) / (bottom - top) * inside for year in frame[at]], rows, inside)
        years = [top + place / inside * (bottom - top) for place in places]
        layouts[width] = {
            "annotations": [*names, *(_label(y, row) for y, row in zip(years, rows, strict=True))],
            "shapes": [*bands, *(_leader(a, b) for a, b in zip(frame[at], years, strict=True))],
        }
    narrow = {"height": tall, "font": {"size": 12}, "margin": {"t": 80}} | layouts["phone"]
    house(fig, height=height, narrow=narrow)
    fig.update_layout(**layouts["page"], margin={"t": 56, "b": 20})
    fig.update_layout(legend={"yref": "container", "y": 1, "yanchor": "top", "traceorder": "normal"})
    fig.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    fig.update_yaxes(range=[bottom, top], tickvals=list(ticks), showgrid=False)
    return fig


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


def _band(first: float, last: float, hue: str) -> dict:
    return {
        "type": "rect",
        "x0": 0,
        "x1": BAND,
        "y0": first,
        "y1": last,
        "fillcolor": pale(hue, 0.3),
        "line": {"color": CLEAR, "width": 0},
        "layer": "below",
    }


def _era(name: str, first: float, last: float) -> dict:
    return {
        "x": BAND / 2,
        "y": (first + last) / 2,
        "text": name,
        "textangle": -90,
        "showarrow": False,
        "font": {"color": INK["muted"], "size": 11},
    }


def _label(place: float, lines: Sequence[str]) -> dict:
    return {
        "x": WORDS,
        "y": place,
        "text": _bold_date("<br>".join(lines)),
        "align": "left",
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "font": {"size": 12},
    }


def _bold_date(words: str) -> str:
    date, _, rest = words.partition(" ")
    return f"<b>{date}</b> {rest}"


def _leader(year: float, place: float) -> dict:
    return {
        "type": "path",
        "path": f"M {BAND + 0.015} {year:.3f} L {WORDS - 0.03} {place:.3f} L {WORDS - 0.005} {place:.3f}",
        "line": {"color": INK["grid"], "width": 1},
        "layer": "below",
    }
