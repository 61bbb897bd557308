"""Values with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .style import COLOURS, HEIGHT, INK, SYMBOLS, house


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
        One row a `row`, `colour` and (if given) `panel`; in the order to show.
    value, low, high
        Columns: the value and the bounds of its interval.
    row, colour, panel
        Columns: what the rows are, the state, and what the panels are (one beside the other; on a phone one
        under the other).
    """
    panels = list(dict.fromkeys(frame[panel])) if panel else [None]
    fig = make_subplots(
        cols=len(panels),
        shared_yaxes=True,
        horizontal_spacing=0.05,
        subplot_titles=[str(name) for name in panels] if panel else None,
    )
    rows = list(dict.fromkeys(frame[row]))
    for state_number, (state, name) in enumerate(labels.items()):
        shift = (state_number - (len(labels) - 1) / 2) * min(0.24, 0.7 / len(labels))
        for column, title in enumerate(panels, start=1):
            part = frame[frame[colour].eq(state) & (frame[panel].eq(title) if panel else True)]
            fig.add_scatter(
                x=part[value],
                y=[rows.index(item) + shift for item in part[row]],
                mode="markers",
                name=name,
                legendgroup=state,
                showlegend=column == 1,
                marker={"color": COLOURS[state], "size": 8, "symbol": SYMBOLS.get(state, "pentagon")},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "thickness": 1.6,
                    "width": 0,
                    "color": COLOURS[state],
                    "array": (part[high] - part[value]).tolist(),
                    "arrayminus": (part[value] - part[low]).tolist(),
                },
                hovertemplate=f"{name}, %{{text}}: %{{x:{x_format}}}<extra></extra>",
                text=part[row].astype("str"),
                row=1,
                col=column,
            )
    house(fig, height=height)
    fig.update_layout(margin={"t": 62, "b": 46}, legend={"yref": "container", "y": 1, "yanchor": "top"})
    fig.update_annotations(font={"size": 14})
    fig.update_xaxes(tickformat=x_format, range=x_range, nticks=4)
    fig.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=rows, showgrid=False, range=[len(rows) - 0.5, -0.5]
    )
    fig.add_annotation(
        text=x_title,
        x=0.5,
        xref="paper",
        y=0,
        yref="paper",
        yshift=-24,
        yanchor="top",
        showarrow=False,
        font={"color": INK["muted"], "size": 13},
    )
    top = 62 if len(labels) < 3 else 88  # a third name may wrap the legend on a phone
    slim = {"font": {"size": 11}, "margin": {"t": top}}
    fig.layout.meta = {"narrow": slim | (_stacked_panels(fig, len(panels), height, top) if panel else {})}
    return fig


def _stacked_panels(fig: go.Figure, count: int, height: int, top: int) -> dict:
    """Return the layout for a phone: panels that stand side by side come to stand one under the other."""
    gap, deep = 50, (height - 108) * 0.8
    total = count * (deep + gap) - gap
    notes = [note.to_plotly_json() for note in fig.layout.annotations]
    narrow: dict = {"height": round(total + top + 46), "annotations": notes}
    for number in range(count):
        suffix = str(number + 1) if number else ""
        high = 1 - number * (deep + gap) / total
        domain = [max(round(high - deep / total, 4), 0), round(high, 4)]
        narrow[f"xaxis{suffix}"] = {"domain": [0, 1]}
        narrow[f"yaxis{suffix}"] = {"domain": domain, "showticklabels": True}
        notes[number] |= {"x": 0, "y": domain[1], "xanchor": "left"}
    return narrow
