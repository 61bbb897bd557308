"""Dated events down a true scale of years, each with its words beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import spread, word
from .palette import CLEAR, INK, all_known, pale
from .style import house

BAND, WORDS = 0.07, 0.16  # where the band of eras ends and the words begin, as shares of the width
AROUND, AROUND_PHONE = 76, 100  # pixels above and below the scale


def timeline(
    frame: pd.DataFrame,
    *,
    at: str,
    words: str,
    kind: str,
    kinds: Mapping[str, Mapping],
    hover: str,
    eras: Mapping[str, tuple[float, float]],
    colours: str | Mapping[str, str],
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
        Column with the kind, and kind -> ``name``, ``colour``, ``symbol``, as :func:`helpers.charts.marks`
        gives them; a kind without a name is not in the legend.
    hover
        Column with the words shown when a point is touched.
    eras
        Name -> first and last year: bands beside the axis.
    colours
        Era -> colour, or the name of such a set in the palette.
    ticks
        Years at which the axis is labelled.
    height, tall
        Height in pixels at page width and on a phone.
    wrap
        Characters in a line on a phone.

    Raises
    ------
    ValueError
        If an event has a kind that is none of `kinds`, or the words do not fit into the height.
    """
    all_known(frame[kind], kinds)
    hues = palette.colours(colours)
    top, bottom = min(first for first, _ in eras.values()), max(last for _, last in eras.values())
    fig = go.Figure()
    for key, style in kinds.items():
        part = frame[frame[kind].eq(key)]
        fig.add_trace(_points(part[at], part[hover], style))
    page = _laid(frame[at], [[str(text)] for text in frame[words]], height - AROUND, (top, bottom))
    slim = [textwrap.wrap(str(text), wrap) for text in frame[words]]
    phone = _laid(frame[at], slim, tall - AROUND_PHONE, (top, bottom))
    for layout in (page, phone):
        layout["annotations"] = [_era(name, *years) for name, years in eras.items()] + layout["annotations"]
        layout["shapes"] = [_band(*years, hues[name]) for name, years in eras.items()] + layout["shapes"]
    narrow = {"height": tall, "font": {"size": 12}, "margin": {"t": 80}} | phone
    house(fig, height=height, narrow=narrow)
    fig.update_layout(**page, margin={"t": 56, "b": 20})
    fig.update_layout(legend={"yref": "container", "y": 1, "yanchor": "top", "traceorder": "normal"})
    fig.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    fig.update_yaxes(range=[bottom, top], tickvals=list(ticks), showgrid=False)
    return fig


def _points(years: pd.Series, words: pd.Series, style: Mapping) -> go.Scatter:
    return go.Scatter(
        x=[BAND] * len(years),
        y=years,
        mode="markers",
        name=style["name"],
        showlegend=bool(style["name"]),
        text=words,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        marker={
            "color": style["colour"],
            "symbol": style["symbol"],
            "size": 10,
            "line": {"width": 1.5, "color": style["colour"]},
        },
    )


def _laid(
    years: pd.Series, rows: Sequence[Sequence[str]], inside: float, ends: tuple[float, float]
) -> dict[str, list[dict]]:
    """Return the words of the events at places where they do not overlap, and lines that lead to them."""
    top, bottom = ends
    places = spread([(year - top) / (bottom - top) * inside for year in years], rows, inside)
    placed = [top + place / inside * (bottom - top) for place in places]
    return {
        "annotations": [_label(place, lines) for place, lines in zip(placed, rows, strict=True)],
        "shapes": [_leader(year, place) for year, place in zip(years, placed, strict=True)],
    }


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
    return word(BAND / 2, (first + last) / 2, name, textangle=-90, font={"color": INK["muted"], "size": 11})


def _label(place: float, lines: Sequence[str]) -> dict:
    text = _bold_date("<br>".join(lines))
    return word(WORDS, place, text, align="left", xanchor="left", yanchor="middle", font={"size": 12})


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
