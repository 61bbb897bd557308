"""Counts by two lists, row by row, in panels."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .palette import COUNTRIES, INK, OTHERS
from .style import LETTERS, SMALL, house

GAP, HEAD, FOOT = 34, 40, 10  # pixels between panels on a phone, above and below them
TIER = GAP + 8  # pixels between two tiers of panels at page width


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

    Raises
    ------
    KeyError
        If a state of `labels` has no row in one of the panels.
    """
    panels = {name: part.set_index(row).loc[list(labels)] for name, part in frame.groupby(panel, sort=False)}
    fig = make_subplots(
        rows=(len(panels) + 1) // 2,
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.06,
        subplot_titles=[str(name) for name in panels],
    )
    for number, (name, part) in enumerate(panels.items()):
        at = {"row": number // 2 + 1, "col": number % 2 + 1}
        fig.add_trace(_bars(part[counts[0]], name, labels), **at)
        fig.add_trace(_counts(part[counts[0]], part[counts[1]]), **at)
    deep = row_height * len(labels)
    _axes(fig, labels, frame[frame[row].isin(labels)][list(counts)].max().max())
    _tiers(fig, (len(panels) + 1) // 2, deep)
    fig.layout.meta = {"narrow": _one_by_one(fig, len(panels), deep)}
    return fig


def _bars(drawn: pd.Series, panel: str, labels: Mapping[str, str]) -> go.Bar:
    return go.Bar(
        x=drawn,
        y=list(range(len(labels))),
        orientation="h",
        width=0.62,
        showlegend=False,
        marker={"color": [COUNTRIES.get(state, OTHERS) for state in labels]},
        hovertext=[f"{name}, {panel}" for name in labels.values()],
        hovertemplate="%{hovertext}: %{x}<extra></extra>",
    )


def _counts(drawn: pd.Series, other: pd.Series) -> go.Scatter:
    """Write the counts at the ends of the bars."""
    pairs = zip(drawn, other, strict=True)
    return go.Scatter(
        x=drawn,
        y=list(range(len(drawn))),
        mode="text",
        text=[f"\u00a0{a}" if a == b else f"\u00a0{a} ({b})" for a, b in pairs],
        textposition="middle right",
        textfont={"color": INK["muted"], "size": SMALL},
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )


def _axes(fig: go.Figure, labels: Mapping[str, str], widest: float) -> None:
    house(fig)
    fig.update_annotations(font={"size": LETTERS})
    # The words at the end of the longest bar need a quarter of its length.
    fig.update_xaxes(range=[0, widest * 1.25], showgrid=False, showticklabels=False, ticks="", showline=False)
    fig.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=list(labels.values()),
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
    )


def _tiers(fig: go.Figure, tiers: int, deep: int) -> None:
    """Set the panels two by two, each as high as its rows are, at page width."""
    inside = tiers * deep + (tiers - 1) * TIER
    fig.update_layout(height=inside + HEAD + FOOT, bargap=0.3, margin={"t": HEAD, "b": FOOT})
    for tier in range(tiers):
        high = 1 - tier * (deep + TIER) / inside
        for axis in range(2 * tier + 1, 2 * tier + 3):
            fig.layout[f"yaxis{axis if axis > 1 else ''}"].domain = [max(high - deep / inside, 0), high]
        for side, note in enumerate(fig.layout.annotations[2 * tier : 2 * tier + 2]):
            note.update(y=high, x=fig.layout[f"xaxis{side + 1 if side else ''}"].domain[0], xanchor="left")


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
