"""Lines over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .style import COLOURS, DASHES, HEIGHT, INK, house, mark, pale

GAP = 0.13  # between two panels, as a part of all


def lines(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    colour: str,
    labels: Mapping[str, str],
    y_title: str = "",
    band: tuple[str, str] | None = None,
    y_format: str | Mapping = "",
    y_range: Sequence[float] | Mapping | None = None,
    marks: Mapping[float, str] | None = None,
    panel: str | None = None,
    styles: Mapping[str, tuple] | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw one line a state over years, each labelled at its end.

    Parameters
    ----------
    frame
        One row a year and state (and panel). A year without a row or value is drawn as a gap.
    x, y, colour
        Columns: the year, the value, and the state (ISO 3166 code) or whatever else tells the lines apart.
    labels
        State -> name at the end of its line; states without one are left out.
    band
        Two columns with the lower and upper bound of an interval; a line without bounds has no band.
    y_format, y_range
        For all panels, or panel -> its own.
    marks
        Year -> words: a vertical line that says what happened.
    panel
        Column with the title of the panel, one above the other in the order of the frame.
    styles
        State -> colour and dash, where the house's own do not tell the lines apart.
    """
    panels = list(dict.fromkeys(frame[panel])) if panel else [None]
    fig = make_subplots(rows=len(panels), shared_xaxes=True, vertical_spacing=GAP)
    house(fig, height=height, narrow={"margin": {"r": 92}, "font": {"size": 12}})
    above = 16 * len(marks or {})
    inside = height - 40 - above - 20 * bool(panel)
    fig.update_layout(margin={"r": 112, "t": 12 + above + 20 * bool(panel), "b": 28})
    years = frame.loc[frame[colour].isin(labels) & frame[y].notna(), x].astype(float)
    fig.update_xaxes(showgrid=False, title_text="", range=[years.min() - 0.3, years.max() + 0.3])
    for row, title in enumerate(panels, start=1):
        part = frame[frame[panel].eq(title)] if panel else frame
        limits, words = _each(y_range, title), _each(y_format, title)
        fig.update_yaxes(title_text=y_title, tickformat=words, range=limits, row=row)
        ends = _lines(fig, part, (x, y, colour), labels, band, words, styles or {}, row)
        _end_labels(fig, ends, limits or _extent(fig, row), inside * _part(len(panels)), row)
        if panel:
            axis = "y domain" if row == 1 else f"y{row} domain"
            fig.add_annotation(
                text=title,
                x=0,
                y=1,
                xref="paper",
                yref=axis,
                xanchor="left",
                yanchor="bottom",
                yshift=above if row == 1 else 0,
                showarrow=False,
                font={"size": 13},
            )
    for level, (year, words) in enumerate((marks or {}).items()):
        mark(fig, year, words, 16 * level, inside)
    return fig


def _each(option, panel: str | None):
    """Return what an option says for one panel."""
    return option.get(panel) if isinstance(option, Mapping) else option


def _lines(
    fig: go.Figure,
    frame: pd.DataFrame,
    columns: tuple[str, str, str],
    labels: Mapping[str, str],
    band: tuple[str, str] | None,
    words: str,
    styles: Mapping[str, tuple],
    row: int,
) -> dict[str, tuple]:
    """Draw the lines of one panel; return where each ends: name -> year, value, colour."""
    (x, y, colour), ends = columns, {}
    for state, name in labels.items():
        if (part := frame[frame[colour].eq(state)].dropna(subset=[y])).empty:
            continue
        part = _every_year(part, x)
        hue, dash = styles.get(state, (COLOURS.get(state, INK["ink"]), DASHES.get(state, "solid")))
        if band:
            fig.add_traces(_band(part, x, band, hue), rows=row, cols=1)
        fig.add_scatter(
            x=part[x],
            y=part[y],
            mode="lines",
            name=name,
            showlegend=False,
            line={"color": hue, "width": 2.2, "dash": dash},
            row=row,
            col=1,
            hovertemplate=f"{name}, %{{x}}: %{{y:{words}}}<extra></extra>",
        )
        ends[name] = (part[x].iloc[-1], float(part[y].iloc[-1]), hue)
    return ends


def _every_year(part: pd.DataFrame, x: str) -> pd.DataFrame:
    years = pd.RangeIndex(part[x].min(), part[x].max() + 1, name=x)
    return part.set_index(x).reindex(years).reset_index()


def _band(part: pd.DataFrame, x: str, band: tuple[str, str], hue: str) -> list[go.Scatter]:
    known = part.dropna(subset=list(band))
    edge = {"x": known[x], "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    return (
        []
        if known.empty
        else [
            go.Scatter(y=known[band[0]], **edge),
            go.Scatter(y=known[band[1]], fill="tonexty", fillcolor=pale(hue), **edge),
        ]
    )


def _end_labels(
    fig: go.Figure, ends: Mapping[str, tuple], limits: Sequence[float], pixels: float, row: int
) -> None:
    """Write each name at its line's end; names that would overlap move apart."""
    room = (limits[1] - limits[0]) * 18 / pixels
    order = sorted(ends, key=lambda name: ends[name][1])
    places = within(apart([ends[name][1] for name in order], room), room, limits)
    for name, place in zip(order, places, strict=True):
        year, _, hue = ends[name]
        fig.add_annotation(
            x=year,
            y=place,
            text=name,
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"color": hue, "size": 13},
            row=row,
            col=1,
        )


def apart(places: Sequence[float], room: float) -> list[float]:
    """Move places, in rising order, apart to `room` at least, each crowd about its own middle.

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

    >>> within([-1, 1, 9], 2, (0, 10))
    [0, 2, 9]
    """
    kept = list(places)
    for number, place in enumerate(kept):
        kept[number] = max(place, kept[number - 1] + room if number else limits[0])
    for number, place in reversed(list(enumerate(kept))):
        kept[number] = min(place, kept[number + 1] - room if number + 1 < len(kept) else limits[1])
    return kept


def _part(panels: int) -> float:
    """Return how much of the height one panel has."""
    return (1 - GAP * (panels - 1)) / panels


def _extent(fig: go.Figure, row: int) -> tuple[float, float]:
    values = pd.concat([pd.Series(trace.y, dtype=float) for trace in fig.select_traces(row=row, col=1)])
    return values.min(), values.max()
