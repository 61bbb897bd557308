"""Lines over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from . import palette
from .labels import end_labels, word
from .palette import COUNTRIES, DASHES, INK, pale
from .style import HEIGHT, house, mark

GAP = 0.13  # between two panels, as a part of all
TITLE, EVENT = 20, 16  # pixels above the panels for their title, and for each event


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
    level: float | None = None,
    panel: str | None = None,
    styles: str | Mapping[str, tuple[str, str]] | None = None,
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
    level
        A value that the lines are held against: a horizontal line in each panel.
    panel
        Column with the title of the panel, one above the other in the order of the frame.
    styles
        State -> colour and dash, or the name of such a set in the palette, where those of the countries do
        not tell the lines apart.
    y_title
        What the vertical axis shows.
    height
        Of the figure, in pixels.
    """
    panels = list(dict.fromkeys(frame[panel])) if panel else [None]
    fig = make_subplots(rows=len(panels), shared_xaxes=True, vertical_spacing=GAP)
    house(fig, height=height, narrow={"margin": {"r": 92}, "font": {"size": 12}})
    above, heading = EVENT * len(marks or {}), TITLE * bool(panel)
    inside = height - 40 - above - heading
    fig.update_layout(margin={"r": 112, "t": 12 + above + heading, "b": 28})
    _years(fig, frame.loc[frame[colour].isin(labels) & frame[y].notna(), x].astype(float))
    looks = palette.strokes(styles or {})
    for row, title in enumerate(panels, start=1):
        part = frame[frame[panel].eq(title)] if panel else frame
        limits, words = _each(y_range, title), _each(y_format, title)
        fig.update_yaxes(title_text=y_title, tickformat=words, range=limits, row=row)
        ends = _lines(fig, part, (x, y, colour), labels, band, words, looks, row)
        end_labels(fig, ends, limits or _extent(fig, row), inside * _part(len(panels)), row=row)
        if title is not None:
            fig.add_annotation(_title(title, row, above if row == 1 else 0))
    for number, (year, words) in enumerate((marks or {}).items()):
        mark(fig, year, words, EVENT * number, inside)
    if level is not None:
        fig.add_hline(y=level, line={"color": INK["muted"], "width": 1}, row="all", col=1)
    return fig


def _years(fig: go.Figure, years: pd.Series) -> None:
    fig.update_xaxes(showgrid=False, title_text="", range=[years.min() - 0.3, years.max() + 0.3])


def _each(option, panel: str | None):
    """Return what an option says for one panel."""
    return option.get(panel) if isinstance(option, Mapping) else option


def _title(title: str, row: int, shift: int) -> dict:
    axis = "y domain" if row == 1 else f"y{row} domain"
    return word(
        0,
        1,
        title,
        xref="paper",
        yref=axis,
        xanchor="left",
        yanchor="bottom",
        yshift=shift,
        font={"size": 13},
    )


def _lines(
    fig: go.Figure,
    frame: pd.DataFrame,
    columns: tuple[str, str, str],
    labels: Mapping[str, str],
    band: tuple[str, str] | None,
    words: str,
    looks: Mapping[str, tuple[str, str]],
    row: int,
) -> dict[str, tuple]:
    """Draw the lines of one panel; return where each ends: name -> year, value, colour."""
    (x, y, colour), ends = columns, {}
    for state, name in labels.items():
        if (part := frame[frame[colour].eq(state)].dropna(subset=[y])).empty:
            continue
        part = _every_year(part, x)
        look = looks.get(state, (COUNTRIES.get(state, INK["ink"]), DASHES.get(state, "solid")))
        if band:
            fig.add_traces(_band(part, x, band, look[0]), rows=row, cols=1)
        fig.add_trace(_line(part[x], part[y], name, look, words), row=row, col=1)
        ends[name] = (part[x].iloc[-1], float(part[y].iloc[-1]), look[0])
    return ends


def _line(years: pd.Series, values: pd.Series, name: str, look: tuple[str, str], words: str) -> go.Scatter:
    hue, dash = look
    return go.Scatter(
        x=years,
        y=values,
        mode="lines",
        name=name,
        showlegend=False,
        line={"color": hue, "width": 2.2, "dash": dash},
        hovertemplate=f"{name}, %{{x}}: %{{y:{words}}}<extra></extra>",
    )


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


def _part(panels: int) -> float:
    """Return how much of the height one panel has."""
    return (1 - GAP * (panels - 1)) / panels


def _extent(fig: go.Figure, row: int) -> tuple[float, float]:
    values = pd.concat([pd.Series(trace.y, dtype=float) for trace in fig.select_traces(row=row, col=1)])
    return values.min(), values.max()
