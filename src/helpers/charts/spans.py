"""Things that last, as bars over time."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from . import palette
from .labels import in_margin
from .palette import INK
from .style import house

LANE = 36  # pixels a row: one line of words, and the bar under it
HEAD = 0.02  # of the axis: half an arrow's width on a phone


def spans(
    frame: pd.DataFrame,
    *,
    row: str,
    start: str,
    end: str,
    kind: str,
    colours: str | Mapping[str, str],
    until: float,
    hatched: str | None = None,
    hatched_name: str = "",
    group: str | None = None,
    hover: str | None = None,
) -> go.Figure:
    """Draw one bar a span of time, under the words of its row and coloured by kind.

    The words stand on a line of their own, so that they have the whole width on a phone too.

    Parameters
    ----------
    frame
        One row a span; spans that share a row (a treaty in phases) lie on one line, in the order to show.
    row
        Column with the words above the bar; they should say the kind as well, so that colour is not needed.
    start, end
        Columns of dates; a span without an end is open, runs to `until` and ends in an arrow.
    kind, colours
        Column with the kind of span; kind -> colour, in the order of the legend, or the name of such a set in
        the palette.
    until
        Year, with decimals, at which the axis and every open span ends.
    hatched, hatched_name
        Column of booleans: spans of lesser standing, drawn hatched, and what the legend calls them.
    group
        Column that parts the rows into blocks, each under its name.
    hover
        Column with the words shown when a bar is touched; the row's own if not given.

    Raises
    ------
    ValueError
        If a span has a kind without a colour.
    """
    hues = palette.colours(colours)
    palette.all_known(frame[kind], hues)
    at = _laid(frame, row, start, end, group, until)
    fig = go.Figure()
    for category, hue in hues.items():
        part = at[at[kind].eq(category)]
        fig.add_trace(_spans(part, category, hue, hover or row, hatched))
        # An entry of its own, since the legend shows the look of the first bar, which may be hatched.
        fig.add_trace(_entry(category, {"color": hue}, legendgroup=category))
    if hatched:
        pattern = {"shape": "/", "fillmode": "replace", "size": 6}
        fig.add_trace(_entry(hatched_name, {"color": INK["muted"], "pattern": pattern}))
    going = at[at["_open"]]
    fig.add_trace(_arrows(going["_y"], until, going[kind].map(hues)))
    return _finished(fig, at, row, group, until)


def years(dates: pd.Series) -> pd.Series:
    """Turn dates into years with decimals; a missing date stays missing."""
    return dates.dt.year + (dates.dt.day_of_year - 1) / 365.25


def _laid(
    frame: pd.DataFrame, row: str, start: str, end: str, group: str | None, until: float
) -> pd.DataFrame:
    """Give every span its line, its first and last year, and say whether it is open."""
    keys = list(zip(frame[group or row], frame[row], strict=True))
    order = list(dict.fromkeys(keys))
    blocks = list(dict.fromkeys(block for block, _ in order))
    places = {key: place + (blocks.index(key[0]) + 1) * bool(group) for place, key in enumerate(order)}
    last = years(frame[end])
    return frame.assign(
        _y=[places[key] for key in keys],
        _from=years(frame[start]),
        _to=last.fillna(until),
        _open=last.isna(),
    )


def _spans(part: pd.DataFrame, category: str, hue: str, words: str, hatched: str | None) -> go.Bar:
    """Return horizontal bars that begin where their spans begin."""
    return go.Bar(
        x=part["_to"] - part["_from"],
        base=part["_from"],
        y=part["_y"],
        width=0.3,
        orientation="h",
        hoverinfo="text",
        name=category,
        legendgroup=category,
        showlegend=False,
        hovertext=part[words],
        marker={
            "color": hue,
            "pattern": _hatches(part, hatched),
            "line": {"width": 1.5, "color": hue},
        },
    )


def _entry(name: str, marker: dict, **more) -> go.Bar:
    """Return an entry of the legend without a bar."""
    return go.Bar(x=[None], y=[None], orientation="h", name=name, marker=marker, **more)


def _arrows(places: pd.Series, until: float, hues: pd.Series) -> go.Scatter:
    """Return the arrows at the ends of the spans that are still open."""
    return go.Scatter(
        x=[until] * len(places),
        y=places,
        mode="markers",
        marker={"symbol": "triangle-right", "size": 13, "color": hues},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _hatches(part: pd.DataFrame, hatched: str | None) -> dict:
    """Return the pattern that sets the spans of lesser standing apart."""
    faint = part[hatched] if hatched else [False] * len(part)
    return {
        "shape": ["/" if flag else "" for flag in faint],
        "fillmode": "replace",
        "size": 6,
        "solidity": 0.35,
    }


def _finished(fig: go.Figure, at: pd.DataFrame, row: str, group: str | None, until: float) -> go.Figure:
    """Write the words above the bars and the names above the blocks, and set the axes."""
    for words, place in zip(at[row], at["_y"], strict=True):
        _write(fig, words, place - 0.42)
    if group:
        for block, part in at.groupby(group, sort=False):
            _write(fig, f"<b>{block}</b>", part["_y"].min() - 1.3)
    lines = int(at["_y"].max()) + 1
    house(
        fig,
        height=lines * LANE + 80,
        narrow={"font": {"size": 11}, "legend": {"font": {"size": 11}}},
    )
    fig.update_layout(barmode="overlay", legend={"traceorder": "normal"})
    first = at["_from"].min() - 2
    fig.update_xaxes(range=[first, until + max(1.2, HEAD * (until - first))], dtick=20)
    fig.update_yaxes(visible=False, range=[lines - 0.6, -0.8])
    return fig


def _write(fig: go.Figure, words: str, place: float) -> None:
    """Write words at the left edge, once for a row however many spans it has."""
    if words not in {note.text for note in fig.layout.annotations if note.y == place}:
        fig.add_annotation(in_margin(place, words))
