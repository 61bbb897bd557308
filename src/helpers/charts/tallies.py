"""Counts by two lists, row by row, in panels."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .style import COLOURS, INK, house

GAP, HEAD, FOOT = 34, 40, 10  # pixels between panels, above and below them


def tallies(
    frame: pd.DataFrame,
    *,
    row: str,
    panel: str,
    counts: tuple[str, str],
    labels: Mapping[str, str],
    row_height: int = 21,
) -> go.Figure:
    """Draw one bar a row by the first count and write both counts at its end where they differ.

    Parameters
    ----------
    frame
        One row a `row` and `panel`, in the order to show.
    row, panel
        Columns: the state, and what the panels are (two beside two; on a phone one under the other).
    counts
        Two columns: the count that is drawn, and the one given in brackets where it differs.
    labels
        State -> its name. A state with a colour of its own has it; the others share one.
    row_height
        Height of a row in pixels.
    """
    panels, states = list(dict.fromkeys(frame[panel])), list(labels)
    tiers = (len(panels) + 1) // 2
    deep = row_height * len(states)
    fig = make_subplots(
        rows=tiers,
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.06,
        subplot_titles=[str(p) for p in panels],
    )
    drawn, other = counts
    for number, name in enumerate(panels):
        part = frame[frame[panel].eq(name)].set_index(row).loc[states]
        at = {"row": number // 2 + 1, "col": number % 2 + 1}
        fig.add_bar(
            x=part[drawn],
            y=list(range(len(states))),
            orientation="h",
            width=0.62,
            showlegend=False,
            marker={"color": [COLOURS.get(state, "#8a8f98") for state in states]},
            hovertext=[f"{labels[state]}, {name}" for state in states],
            hovertemplate="%{hovertext}: %{x}<extra></extra>",
            **at,
        )
        fig.add_scatter(
            x=part[drawn],
            y=list(range(len(states))),
            mode="text",
            text=[
                f"\u00a0{a}" if a == b else f"\u00a0{a} ({b})"
                for a, b in zip(part[drawn], part[other], strict=True)
            ],
            textposition="middle right",
            textfont={"color": INK["muted"], "size": 12},
            showlegend=False,
            hoverinfo="skip",
            cliponaxis=False,
            **at,
        )
    widest = frame[frame[row].isin(states)][list(counts)].max().max()
    height = tiers * deep + (tiers - 1) * (GAP + 8) + HEAD + FOOT
    house(fig, height=height)
    fig.update_layout(bargap=0.3, margin={"t": HEAD, "b": FOOT})
    fig.update_annotations(font={"size": 13})
    fig.update_xaxes(range=[0, widest * 1.25], showgrid=False, showticklabels=False, ticks="")
    fig.update_yaxes(
        tickvals=list(range(len(states))),
        ticktext=list(labels.values()),
        range=[len(states) - 0.4, -0.6],
        showgrid=False,
    )
    inside = tiers * deep + (tiers - 1) * (GAP + 8)
    for tier in range(tiers):
        high = 1 - tier * (deep + GAP + 8) / inside
        for axis in range(2 * tier + 1, 2 * tier + 3):
            fig.layout[f"yaxis{axis if axis > 1 else ''}"].domain = [max(high - deep / inside, 0), high]
        for note in fig.layout.annotations[2 * tier : 2 * tier + 2]:
            note.y = high
    fig.layout.meta = {"narrow": _one_by_one(fig, len(panels), deep)}
    return fig


def _one_by_one(fig: go.Figure, count: int, deep: int) -> dict:
    """Return the layout for a phone: one panel under the other, each with its rows' names."""
    inside = count * deep + (count - 1) * GAP
    notes = [note.to_plotly_json() for note in fig.layout.annotations]
    narrow: dict = {"height": inside + HEAD + FOOT, "annotations": notes, "font": {"size": 12}}
    for number in range(count):
        suffix = str(number + 1) if number else ""
        high = 1 - number * (deep + GAP) / inside
        narrow[f"xaxis{suffix}"] = {"domain": [0, 1]}
        narrow[f"yaxis{suffix}"] = {
            "domain": [max(round(high - deep / inside, 4), 0), round(high, 4)],
            "showticklabels": True,
        }
        notes[number] |= {"x": 0, "y": round(high, 4), "xanchor": "left"}
    return narrow
