"""What became of each of many, as lines from a beginning to an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from .labels import in_margin
from .palette import INK, all_known
from .style import house

LANE = 19  # pixels a row
BLOCK = 1.6  # rows that the name of a block takes


def fates(
    frame: pd.DataFrame,
    *,
    row: str,
    start: str,
    end: str,
    outcome: str,
    outcomes: Mapping[str, Mapping],
    hover: str,
    group: str | None = None,
    strong: str | None = None,
    ticks: list[int] | None = None,
) -> go.Figure:
    """Draw one line a row, from its start to the mark of its outcome.

    Parameters
    ----------
    frame
        One row a line, in the order to show.
    row
        Column with the name at the left.
    start, end
        Columns with the first and last year.
    outcome, outcomes
        Column with the outcome, and outcome -> ``name``, ``colour``, ``symbol``, as
        :func:`helpers.charts.marks` gives them, in the order of the legend.
    hover
        Column with the words shown when a mark is touched.
    group
        Column that parts the rows into blocks, each under its name.
    strong
        Column of booleans: rows whose name is bold.
    ticks
        Years at which the axis is labelled.

    Raises
    ------
    ValueError
        If a row has an outcome that is none of `outcomes`.
    """
    all_known(frame[outcome], outcomes)
    at = frame.assign(_y=_places(frame[group] if group else pd.Series("", index=frame.index), bool(group)))
    fig = go.Figure()
    for key, style in outcomes.items():
        part = at[at[outcome].eq(key)]
        fig.add_trace(_spans(part[start], part[end], part["_y"], style["colour"]))
        fig.add_trace(_marks(part[end], part["_y"], part[hover], style))
    fig.add_trace(_starts(at[start], at["_y"]))
    _axes(fig, at["_y"], _names(at, row, strong), ticks)
    for block, rows in at.groupby(group, sort=False) if group else []:
        fig.add_annotation(in_margin(rows["_y"].min() - 1.15, f"<b>{block}</b>"))
    return fig


def _places(blocks: pd.Series, headed: bool) -> list[float]:
    """Number the rows, leaving room above each block for its name."""
    order = list(dict.fromkeys(blocks))
    return [place + headed * BLOCK * (order.index(block) + 1) for place, block in enumerate(blocks)]


def _spans(starts: pd.Series, ends: pd.Series, places: pd.Series, hue: str) -> go.Scatter:
    pairs = zip(starts, ends, strict=True)
    return go.Scatter(
        x=[year for a, b in pairs for year in (a, b, None)],
        y=[level for place in places for level in (place, place, None)],
        mode="lines",
        line={"color": hue, "width": 1.6},
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(ends: pd.Series, places: pd.Series, words: pd.Series, style: Mapping) -> go.Scatter:
    return go.Scatter(
        x=ends,
        y=places,
        mode="markers",
        name=style["name"],
        marker={"color": style["colour"], "symbol": style["symbol"], "size": 10},
        text=words,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _starts(starts: pd.Series, places: pd.Series) -> go.Scatter:
    return go.Scatter(
        x=starts,
        y=places,
        mode="markers",
        marker={"color": INK["muted"], "symbol": "line-ns-open", "size": 8, "line": {"width": 1.4}},
        hoverinfo="skip",
        showlegend=False,
    )


def _names(at: pd.DataFrame, row: str, strong: str | None) -> pd.Series:
    names = at[row].astype("str")
    return names.where(~at[strong].astype(bool), "<b>" + names + "</b>") if strong else names


def _axes(fig: go.Figure, places: pd.Series, names: pd.Series, ticks: Sequence[int] | None) -> None:
    last = float(places.max())
    house(fig, height=round((last + 2) * LANE) + 90, narrow={"font": {"size": 11}})
    fig.update_layout(margin={"t": 66, "b": 26}, legend={"yref": "container", "y": 1, "yanchor": "top"})
    fig.update_yaxes(tickvals=places, ticktext=names, range=[last + 0.8, -0.8], showgrid=False)
    fig.update_xaxes(tickvals=ticks, title_text="")
