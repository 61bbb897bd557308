"""What became of each of many, as lines from a beginning to an outcome."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .style import INK, house

LANE = 19  # pixels a row


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
        Column with the outcome, and outcome -> ``name``, ``colour``, ``symbol``, in the order of the legend.
    hover
        Column with the words shown when a mark is touched.
    group
        Column that parts the rows into blocks, each under its name.
    strong
        Column of booleans: rows whose name is bold.
    ticks
        Years at which the axis is labelled.
    """
    blocks = list(dict.fromkeys(frame[group])) if group else []
    shift = [1.6 * (blocks.index(block) + 1) for block in frame[group]] if group else [0] * len(frame)
    at = frame.assign(_y=[place + more for place, more in enumerate(shift)])
    fig = go.Figure()
    for key, style in outcomes.items():
        part = at[at[outcome].eq(key)]
        lines = [
            value
            for a, b, _ in zip(part[start], part[end], part["_y"], strict=True)
            for value in (a, b, None)
        ]
        levels = [value for y in part["_y"] for value in (y, y, None)]
        fig.add_scatter(
            x=lines,
            y=levels,
            mode="lines",
            line={"color": style["colour"], "width": 1.6},
            hoverinfo="skip",
            showlegend=False,
        )
        fig.add_scatter(
            x=part[end],
            y=part["_y"],
            mode="markers",
            name=style["name"],
            marker={"color": style["colour"], "symbol": style["symbol"], "size": 10},
            text=part[hover],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
    fig.add_scatter(
        x=at[start],
        y=at["_y"],
        mode="markers",
        marker={"color": INK["muted"], "symbol": "line-ns-open", "size": 8, "line": {"width": 1.4}},
        hoverinfo="skip",
        showlegend=False,
    )
    last = float(at["_y"].max())
    house(fig, height=round((last + 2) * LANE) + 90, narrow={"font": {"size": 11}})
    fig.update_layout(margin={"t": 66, "b": 26}, legend={"yref": "container", "y": 1, "yanchor": "top"})
    names = at[row].astype("str")
    if strong:
        names = names.where(~at[strong].astype(bool), "<b>" + names + "</b>")
    fig.update_yaxes(tickvals=at["_y"], ticktext=names, range=[last + 0.8, -0.8], showgrid=False)
    fig.update_xaxes(tickvals=ticks, title_text="")
    for block in blocks:
        _write(fig, block, at.loc[at[group].eq(block), "_y"].min() - 1.15)
    return fig


def _write(fig: go.Figure, words: str, place: float) -> None:
    fig.add_annotation(
        x=0, xref="paper", y=place, text=f"<b>{words}</b>", showarrow=False, xanchor="left", yanchor="middle"
    )
