"""Values with their intervals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .labels import word
from .palette import COUNTRIES, INK, SYMBOLS
from .style import HEIGHT, house

HEAD, WRAPPED_HEAD, FOOT = 62, 88, 46  # pixels above the panels, also where the legend wraps, and below them


def intervals(
    frame: pd.DataFrame,
    *,
    value: str,
    low: str,
    high: str,
    row: str,
    colour: str,
    labels: Mapping[str, str],
    panel: str | None = None,
    x_title: str,
    x_format: str = "",
    x_range: Sequence[float] | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw values with their intervals, one line a row of the frame, states side by side.

    Parameters
    ----------
    frame
        One row a `row`, `colour` and (if given) `panel`; in the order to show. A row that is missing, or has
        no value, leaves its place empty.
    value, low, high
        Columns: the value and the bounds of its interval.
    row, colour, panel
        Columns: what the rows are, the state, and what the panels are (one beside the other; on a phone one
        under the other).
    labels
        State -> name in the legend, in the order to draw; states without one are left out.
    x_title
        What the horizontal axis shows.
    x_format
        Of the numbers on the horizontal axis, as plotly writes formats: ``.0%``.
    x_range
        First and last value of the horizontal axis.
    height
        Of the figure, in pixels.
    """
    panels = dict(iter(frame.groupby(panel, sort=False))) if panel else {None: frame}
    fig = make_subplots(
        cols=len(panels),
        shared_yaxes=True,
        horizontal_spacing=0.05,
        subplot_titles=[str(name) for name in panels] if panel else None,
    )
    rows = list(dict.fromkeys(frame[row]))
    for shift, (state, name) in zip(_shifts(len(labels)), labels.items(), strict=True):
        for column, cells in enumerate(panels.values(), start=1):
            part = cells[cells[colour].eq(state)]
            points = _points(part, (value, low, high), state, name, x_format)
            points.y = [rows.index(item) + shift for item in part[row]]
            fig.add_trace(
                points.update(text=part[row].astype("str"), showlegend=column == 1), row=1, col=column
            )
    house(fig, height=height)
    _axes(fig, rows, x_title, x_format, x_range)
    fig.layout.meta = {"narrow": _narrow(fig, len(panels) if panel else 0, len(labels), height)}
    return fig


def _shifts(count: int) -> list[float]:
    """Return how far from the middle of its row each state stands."""
    return [(number - (count - 1) / 2) * min(0.24, 0.7 / count) for number in range(count)]


def _points(
    part: pd.DataFrame, columns: tuple[str, str, str], state: str, name: str, words: str
) -> go.Scatter:
    value, low, high = columns
    return go.Scatter(
        x=part[value],
        mode="markers",
        name=name,
        legendgroup=state,
        marker={"color": COUNTRIES[state], "size": 8, "symbol": SYMBOLS.get(state, "pentagon")},
        error_x=bounds(part[value], part[low], part[high], COUNTRIES[state], thickness=1.6),
        hovertemplate=f"{name}, %{{text}}: %{{x:{words}}}<extra></extra>",
    )


def bounds(value: pd.Series, low: pd.Series, high: pd.Series, hue: str, *, thickness: float) -> dict:
    """Return the bars that reach from values to the bounds of their intervals."""
    return {
        "type": "data",
        "symmetric": False,
        "thickness": thickness,
        "width": 0,
        "color": hue,
        "array": (high - value).tolist(),
        "arrayminus": (value - low).tolist(),
    }


def _axes(
    fig: go.Figure, rows: Sequence[Hashable], title: str, words: str, limits: Sequence[float] | None
) -> None:
    fig.update_layout(margin={"t": HEAD, "b": FOOT}, legend={"yref": "container", "y": 1, "yanchor": "top"})
    fig.update_annotations(font={"size": 14})
    fig.update_xaxes(tickformat=words, range=limits, nticks=4)
    fig.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=rows, showgrid=False, range=[len(rows) - 0.5, -0.5]
    )
    font = {"color": INK["muted"], "size": 13}
    fig.add_annotation(word(0.5, 0, title, xref="paper", yref="paper", yshift=-24, yanchor="top", font=font))


def _narrow(fig: go.Figure, panels: int, states: int, height: int) -> dict:
    top = HEAD if states < 3 else WRAPPED_HEAD  # a third name may wrap the legend on a phone
    slim = {"font": {"size": 11}, "margin": {"t": top}}
    return slim | (_stacked_panels(fig, panels, height, top) if panels else {})


def _stacked_panels(fig: go.Figure, count: int, height: int, top: int) -> dict:
    """Return the layout for a phone: panels that stand side by side come to stand one under the other."""
    gap, deep = 50, (height - HEAD - FOOT) * 0.8
    total = count * (deep + gap) - gap
    notes = [note.to_plotly_json() for note in fig.layout.annotations]
    narrow: dict = {"height": round(total + top + FOOT), "annotations": notes}
    for number in range(count):
        suffix = str(number + 1) if number else ""
        high = 1 - number * (deep + gap) / total
        domain = [max(round(high - deep / total, 4), 0), round(high, 4)]
        narrow[f"xaxis{suffix}"] = {"domain": [0, 1]}
        narrow[f"yaxis{suffix}"] = {"domain": domain, "showticklabels": True}
        notes[number] |= {"x": 0, "y": domain[1], "xanchor": "left"}
    return narrow
