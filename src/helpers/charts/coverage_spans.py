"""Which table covers which years."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from .labels import in_margin
from .palette import INK, colours
from .style import house, ticks

BREAK, FOLD = 1900, 6  # before this year the axis is so many times narrower
HUES = colours("kinds of table")
NAMES = {"texts": "The texts", "record": "The record", "measures": "Measures"}
YEARS = (1800, 1900, 1920, 1940, 1960, 1980, 2000, 2020)
PHONE = (1800, 1900, 1940, 1980, 2020)
ROW = 17  # px a table at page width
TALL = 27  # px a table on a phone, where its title stands over its line


def place(year: float) -> float:
    """Return where a year lies on the axis, which is narrower before 1900.

    Examples
    --------
    >>> place(1990), place(1780)
    (1990, 1880.0)
    """
    return year if year >= BREAK else BREAK - (BREAK - year) / FOLD


def coverage_spans(frame: pd.DataFrame) -> go.Figure:
    """Draw a line for each table, thick where it has rows and thin where it only says it covers the years.

    Parameters
    ----------
    frame
        One row a table and unbroken run of years, as :func:`helpers.catalogue.rows_by_year` gives it.
    """
    heads = frame.drop_duplicates("title").set_index("title")
    rows = _rows(heads)
    fig = go.Figure([_described(heads, rows), *(_runs(frame, kind, rows) for kind in HUES)])
    phone = {
        "height": TALL * (len(rows) + 5),
        "yaxis": {"showticklabels": False},
        "xaxis": ticks({place(year): str(year) for year in PHONE}),
        "annotations": [_title(title, row) for title, row in rows.items()] + _kinds(heads, rows),
        "font": {"size": 11},
    }
    house(fig, height=ROW * (len(rows) + 5), narrow=phone)
    fig.update_layout(barmode="overlay", bargap=0, annotations=_kinds(heads, rows), margin={"t": 8})
    _axes(fig, rows)
    return fig


def _runs(frame: pd.DataFrame, kind: str, rows: dict[str, int]) -> go.Bar:
    """Return the years in which the tables of one kind have rows."""
    part = frame[frame["kind"].eq(kind)]
    return go.Bar(
        orientation="h",
        name=NAMES[kind],
        base=[place(first - 0.5) for first in part["first"]],
        x=[place(b + 0.5) - place(a - 0.5) for a, b in zip(part["first"], part["last"], strict=True)],
        y=part["title"].map(rows),
        width=0.42,
        marker={"color": HUES[kind], "line": {"width": 0}},
        hoverinfo="text",
        hovertext=[_words(row) for row in part.itertuples()],
        showlegend=False,
    )


def _axes(fig: go.Figure, rows: dict[str, int]) -> None:
    fig.add_vline(x=BREAK, line={"color": INK["muted"], "width": 1, "dash": "dot"})
    fig.update_xaxes(
        **ticks({place(year): str(year) for year in YEARS}),
        tickangle=0,
        side="top",
        range=[place(1640), 2030],
    )
    fig.update_yaxes(
        **ticks({row: title for title, row in rows.items()}),
        showgrid=False,
        range=[max(rows.values()) + 0.8, -1.2],
    )


def _rows(heads: pd.DataFrame) -> dict[str, int]:
    """Number the tables, with a free line above each kind for its name."""
    kinds = list(dict.fromkeys(heads["kind"]))
    return {title: number + kinds.index(kind) for number, (title, kind) in enumerate(heads["kind"].items())}


def _described(heads: pd.DataFrame, rows: dict[str, int]) -> go.Bar:
    ends = [(place(row.described_from), place(row.described_to)) for row in heads.itertuples()]
    return go.Bar(
        orientation="h",
        base=[first for first, _ in ends],
        x=[last - first for first, last in ends],
        y=[rows[title] for title in heads.index],
        width=0.08,
        marker={"color": INK["muted"], "line": {"width": 0}},
        hoverinfo="skip",
        showlegend=False,
    )


def _words(row) -> str:
    years = str(row.first) if row.first == row.last else f"{row.first}–{row.last}"
    return f"{row.title}: {years}"


def _title(title: str, row: float) -> dict:
    return in_margin(row - 0.5, title, font={"size": 11, "color": INK["muted"]})


def _kinds(heads: pd.DataFrame, rows: dict[str, int]) -> list[dict]:
    first = heads.drop_duplicates("kind")
    return [
        _title(f"<b>{NAMES[kind]}</b>", rows[title] - 0.5)
        | {"y": rows[title] - 1, "font": {"size": 13, "color": HUES[kind]}}
        for title, kind in first["kind"].items()
    ]
