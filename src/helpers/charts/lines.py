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
TITLE, EVENT, UNIT = 20, 16, 24  # pixels above the panels for their title, each event, and the unit


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
    ends: str = "",
    broken: Mapping[str, tuple[float, str]] | None = None,
    within: float = 0,
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
        What the vertical axis shows, in words over the first panel.
    ends
        Format of the last value of a line, which then stands beside its name: ``.0%``.
    broken
        State -> last year of another state before it, and the name of that: between them the line is broken.
    within
        Where in its year a value lies: 0.9 for what happens in late autumn. The axis then runs through the
        years, a tick at the first of January, so that `marks` stand on their days.
    height
        Of the figure, in pixels.
    """
    panels = list(dict.fromkeys(frame[panel])) if panel else [None]
    fig = make_subplots(rows=len(panels), shared_xaxes=True, vertical_spacing=GAP)
    house(fig, height=height, narrow={"margin": {"r": 116}, "font": {"size": 12}})
    above, heading = EVENT * len(marks or {}), TITLE * bool(panel)
    unit = UNIT * bool(y_title)
    inside = height - 40 - above - heading - unit
    fig.update_layout(margin={"r": 128, "t": 12 + above + heading + unit, "b": 28})
    if y_title:
        fig.add_annotation(_title(y_title, 1, above + heading, hue=INK["muted"]))
    fig.update_yaxes(showline=False, ticks="")
    _years(fig, within + frame.loc[frame[colour].isin(labels) & frame[y].notna(), x].astype(float))
    looks = palette.strokes(styles or {})
    for row, title in enumerate(panels, start=1):
        part = frame[frame[panel].eq(title)] if panel else frame
        limits, words = _each(y_range, title), _each(y_format, title)
        fig.update_yaxes(tickformat=words, range=limits, row=row)
        for state, (year, before) in (broken or {}).items():
            part = _broken(fig, part, (x, y, colour), state, year, before)
        found = _lines(fig, part, (x, y, colour), labels, band, words, looks, row, within)
        if ends:
            found = {f"{name} {end[1]:{ends}}".strip(): end for name, end in found.items()}
        end_labels(fig, found, limits or _extent(fig, row), inside * _part(len(panels)), row=row)
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


def _broken(
    fig: go.Figure, frame: pd.DataFrame, columns: tuple[str, str, str], state: str, year: float, before: str
) -> pd.DataFrame:
    """Break a line where one state follows another, and name the one before under its part."""
    x, y, colour = columns
    part = frame[frame[colour].eq(state) & frame[x].le(year)].sort_values(x)
    place = part.iloc[0][x], part[y].iloc[:12].min()
    font = {"color": COUNTRIES.get(state, INK["ink"])}
    fig.add_annotation(word(*place, f"<b>{before}</b>", xanchor="left", yanchor="top", font=font))
    gap = pd.DataFrame({x: [year + 0.5], y: [float("nan")], colour: [state]})
    return pd.concat([frame, gap], ignore_index=True)


def _title(title: str, row: int, shift: int, hue: str = INK["ink"]) -> dict:
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
        font={"color": hue},
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
    within: float,
) -> dict[str, tuple]:
    """Draw the lines of one panel; return where each ends: name -> year, value, colour."""
    (x, y, colour), ends = columns, {}
    for state, name in labels.items():
        part = frame[frame[colour].eq(state)].sort_values(x)
        if (known := part.dropna(subset=[y])).empty:
            continue
        part = _every_year(part, x, known[x])
        look = looks.get(state, (COUNTRIES.get(state, INK["ink"]), DASHES.get(state, "solid")))
        if band:
            fig.add_traces(_band(part, x, band, look[0], within), rows=row, cols=1)
        fig.add_trace(_line(part[x], part[y], name, look, words, within), row=row, col=1)
        ends[name] = (part[x].iloc[-1] + within, float(part[y].iloc[-1]), look[0])
    return ends


def _line(
    years: pd.Series, values: pd.Series, name: str, look: tuple[str, str], words: str, within: float
) -> go.Scatter:
    hue, dash = look
    year = f"{name}, %{{text}}" if within else f"{name}, %{{x}}"
    return go.Scatter(
        x=years + within if within else years,
        text=years.astype("str") if within else None,
        y=values,
        mode="lines",
        name=name,
        showlegend=False,
        line={"color": hue, "width": 2.2, "dash": dash},
        hovertemplate=f"{year}: %{{y:{words}}}<extra></extra>",
    )


def _every_year(part: pd.DataFrame, x: str, known: pd.Series) -> pd.DataFrame:
    """Return a row for every year between the first and the last value, and what lies between years."""
    years = pd.RangeIndex(int(known.min()), int(known.max()) + 1)
    years = years.union(pd.Index(part[x][part[x].between(known.min(), known.max())])).rename(x)
    return part.set_index(x).reindex(years).reset_index()


def _band(part: pd.DataFrame, x: str, band: tuple[str, str], hue: str, within: float) -> list[go.Scatter]:
    known = part.dropna(subset=list(band))
    edge = {
        "x": known[x] + within if within else known[x],
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
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
