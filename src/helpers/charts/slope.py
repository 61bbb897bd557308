"""Values at a few points in time, joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from .style import HEIGHT, house


def slope(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    line: str,
    lines: Mapping[str, tuple[str, str, str]],
    y_title: str = "",
    y_format: str = ".1f",
    y_ticks: Sequence[float] = (),
    log: bool = False,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw a few lines over a few occasions, every value written at its point and every line named.

    Parameters
    ----------
    frame
        One row an occasion and line; occasions in the order to show, evenly spaced.
    x, y, line
        Columns: the occasion, the value, and what tells the lines apart.
    lines
        Line -> its name, colour and dash.
    y_format
        How the values are written at the points.
    log
        A logarithmic scale, for ratios.
    """
    fig = go.Figure()
    house(fig, height=height, narrow={"margin": {"r": 96}, "font": {"size": 12}})
    frame = frame[frame[line].isin(lines)].dropna(subset=[y])
    occasions = [str(item) for item in dict.fromkeys(frame[x])]
    scaled = (np.log10 if log else np.asarray)(frame[y].astype(float))
    frame = frame.assign(_place=[occasions.index(str(item)) for item in frame[x]], _scaled=scaled)
    pad = (scaled.max() - scaled.min()) * 0.1
    room = (scaled.max() - scaled.min() + 2 * pad) * 18 / (height - 60)
    sides, ends = _sides(frame, room, line), {}
    for key, (name, hue, dash) in lines.items():
        part = frame[frame[line].eq(key)]
        fig.add_scatter(
            x=part["_place"],
            y=part[y],
            name=name,
            mode="lines+markers+text",
            text=[format(value, y_format) for value in part[y]],
            textposition=sides[part.index].tolist(),
            textfont={"color": hue, "size": 12},
            line={"color": hue, "width": 2.2, "dash": dash},
            marker={"size": 7},
            showlegend=False,
            cliponaxis=False,
            hovertemplate=f"{name}, %{{customdata}}: %{{y:{y_format}}}<extra></extra>",
            customdata=part[x].astype("str"),
        )
        ends[key] = (int(part["_place"].iloc[-1]), float(part["_scaled"].iloc[-1]))
    _end_labels(fig, ends, lines, room)
    fig.update_layout(margin={"r": 130, "t": 16, "b": 28})
    fig.update_xaxes(
        tickvals=list(range(len(occasions))),
        ticktext=occasions,
        showgrid=False,
        range=[-0.25, len(occasions) - 0.9],
    )
    fig.update_yaxes(
        title_text=y_title,
        type="log" if log else "linear",
        range=[scaled.min() - pad, scaled.max() + pad],
        tickvals=list(y_ticks) or None,
        ticktext=[f"{value:g}" for value in y_ticks] or None,
    )
    return fig


def _sides(frame: pd.DataFrame, room: float, line: str) -> pd.Series:
    """Say where each value is written: above its point, or below or beside it where another is near.

    Where its own line goes down to a point and up again, the value stands below, out of the line's way.
    """
    sides = pd.Series("top center", index=frame.index)
    heights = frame.sort_values("_place").groupby(line)["_scaled"]
    dips = (heights.diff().lt(0) & heights.diff(-1).lt(0)).reindex(frame.index)
    for _, points in frame.groupby("_place"):
        level = points["_scaled"].sort_values()
        above = level.diff().shift(-1).lt(1.6 * room)
        below = level.diff().lt(room)
        sides[level.index[above & ~below]] = "bottom center"
        sides[level.index[above & below]] = "middle right"
        free = level.diff().isna() | level.diff().gt(2.6 * room)
        sides[level.index[free & ~above & dips[level.index]]] = "bottom center"
    return sides


def _end_labels(fig: go.Figure, ends: Mapping[str, tuple], lines: Mapping[str, tuple], room: float) -> None:
    """Write each name at its line's end; names that would overlap move apart."""
    below = None
    for key, (place, value) in sorted(ends.items(), key=lambda item: item[1][1]):
        below = value if below is None else max(value, below + room)
        name, hue, _ = lines[key]
        fig.add_annotation(
            x=place,
            y=below,
            text=name,
            showarrow=False,
            xanchor="left",
            xshift=16,
            font={"color": hue, "size": 13},
        )
