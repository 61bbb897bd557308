"""Parts of a whole over periods, as stacked steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from . import palette
from .labels import word
from .palette import INK, ink_on
from .style import HEIGHT, house


def areas(
    frame: pd.DataFrame,
    *,
    start: str,
    end: str,
    value: str,
    part: str,
    parts: str | Mapping[str, str],
    panel: str,
    formats: Mapping[str, str],
    named: str,
    marks: Mapping[float, str] | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw what each part contributes in each period, one panel a measure.

    Parameters
    ----------
    frame
        One row a period, part and panel. A part without a row in a period has nothing in it.
    start, end
        Columns: the year in which the period begins, and the one in which the next begins.
    value, part, panel
        Columns: the height of the step, whose it is, and the title of its panel, one above the other in the
        order of the frame.
    parts
        Part -> colour, from the bottom up, or the name of such a set in the palette.
    formats
        Panel -> format of its values.
    named
        The panel in which each part's name is written where the part is thickest.
    marks
        Year -> words: a vertical line that says what happened.
    height
        Of the figure, in pixels.

    Raises
    ------
    ValueError
        If a part has no colour.
    """
    hues = palette.colours(parts)
    palette.all_known(frame[part], hues)
    panels = list(dict.fromkeys(frame[panel]))
    fig = make_subplots(rows=len(panels), shared_xaxes=True, vertical_spacing=0.14, subplot_titles=panels)
    fig.update_annotations(x=0, xanchor="left", font={"size": 13})
    for row, title in enumerate(panels, start=1):
        steps = _steps(frame[frame[panel].eq(title)], start, end, value, part, list(hues))
        for name, hue in hues.items():
            fig.add_trace(_area(steps[name], name, hue, formats[title]), row=row, col=1)
        if title == named:
            _name(fig, steps, hues, row)
        fig.update_yaxes(tickformat=formats[title], range=[0, 1.001 * steps.sum(axis=1).max()], row=row)
    house(fig, height=height, narrow={"font": {"size": 11}})
    fig.update_layout(margin={"t": 36, "r": 12})
    fig.update_xaxes(showgrid=False, range=[frame[start].min(), frame[end].max()])
    for year, words in (marks or {}).items():
        fig.add_vline(x=year, line={"color": INK["muted"], "width": 1, "dash": "dot"})
        fig.add_annotation(word(year, 1, words, yref="y domain", xanchor="left", yanchor="top", xshift=4))
    fig.layout.meta["narrow"]["annotations"] = _wrapped(fig, hues)
    return fig


def _steps(
    frame: pd.DataFrame, start: str, end: str, value: str, part: str, parts: list[str]
) -> pd.DataFrame:
    """Return one row a period and a last one at its end, one column a part."""
    wide = frame.pivot(index=start, columns=part, values=value).reindex(columns=parts)
    wide = wide.astype("float64").fillna(0.0)
    return pd.concat([wide, wide.tail(1).set_axis([frame[end].max()])])


def _area(values: pd.Series, name: str, hue: str, words: str) -> go.Scatter:
    return go.Scatter(
        x=values.index,
        y=values,
        name=name,
        stackgroup="parts",
        mode="lines",
        line={"shape": "hv", "width": 0.5, "color": hue},
        fillcolor=hue,
        showlegend=False,
        hovertemplate=f"{name}, from %{{x}}: %{{y:{words}}}<extra></extra>",
    )


def _name(fig: go.Figure, steps: pd.DataFrame, parts: Mapping[str, str], row: int) -> None:
    """Write each part's name where two neighbouring periods have most of it at the same height."""
    tops = steps.cumsum(axis=1)
    floors = tops - steps
    low = floors.combine(floors.shift(-1), lambda left, right: left.where(left.gt(right), right))
    high = tops.combine(tops.shift(-1), lambda left, right: left.where(left.lt(right), right))
    # The last row repeats the last period, and no border of two periods follows it or the one before.
    room = (high - low).iloc[:-2]
    for name, hue in parts.items():
        year = room[name].idxmax()
        border = steps.index[steps.index.get_loc(year) + 1]
        middle = (low.at[year, name] + high.at[year, name]) / 2
        font = {"color": ink_on(hue), "size": 12}
        fig.add_annotation(word(border, middle, name, font=font), row=row, col=1)


def _wrapped(fig: go.Figure, names: Collection[str]) -> list[dict]:
    """Return the annotations for a phone, where a name has one line a word."""
    notes = [note.to_plotly_json() for note in fig.layout.annotations]
    return [
        note | {"text": note["text"].replace(" ", "<br>"), "font": note["font"] | {"size": 11}}
        if note["text"] in names
        else note
        for note in notes
    ]
