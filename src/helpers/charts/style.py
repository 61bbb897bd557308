"""The one house style: inks, colours, dashes and symbols, and how a chart changes on a phone."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import plotly.graph_objects as go

HEIGHT = 420
INK = {"ink": "#1f2328", "muted": "#59636e", "grid": "#d8dee4", "paper": "#ffffff"}
FONT = "Noto Sans, system-ui, sans-serif"
CLEAR = "rgba(0,0,0,0)"

# Wong's colour-blind safe palette (Nature Methods 2011), darkened to 3:1 on white and on the dark page.
COLOURS = {
    "IRN": "#00906a",
    "RUS": "#d55e00",
    "CHN": "#b85c94",
    "USA": "#2477b3",
    "IND": "#a87900",
    "TUR": "#3d94c4",
    "SYR": "#7a7a7a",
    "ISR": "#6a63b8",
    "GBR": "#8a6d5c",
    "FRA": "#5c7a3d",
}
DASHES = {
    "RUS": "solid",
    "CHN": "dash",
    "USA": "dot",
    "IND": "dashdot",
    "SYR": "longdash",
    "TUR": "longdashdot",
}
SYMBOLS = {
    "RUS": "circle",
    "CHN": "square",
    "USA": "diamond",
    "IND": "triangle-up",
    "SYR": "cross",
    "TUR": "x",
}
VERDICTS = {
    "confirmed": "#00805e",
    "confirmed with correction": "#2e8fc4",
    "partly": "#b87a00",
    "contradicted": "#c14b00",
    "not checkable": "#8a8f98",
}
OUTCOMES = {
    "confirmed": "#00805e",
    "confirmed with correction": "#2e8fc4",
    "partly": "#b87a00",
    "contradicted": "#c14b00",
    "nothing found": "#6a63b8",
    "theory or judgement": "#8a8f98",
}
RELATIONS = {
    "agree": ("They agree", "Agree", {"color": "#00805e", "width": 1.8}),
    "differ": ("They differ", "Differ", {"color": "#2477b3", "width": 1.2}),
    "contradict": ("They contradict each other", "Contradict", {"color": "#c14b00", "width": 3}),
    "article only": ("Only the article speaks", "Article only", {"color": "#7a7a7a", "dash": "dot"}),
    "commentary only": ("Only the commentary speaks", "Commentary only", {"color": "#7a7a7a", "dash": "dot"}),
}  # over its topics on a page, and on a phone; its lines
VOTES = {"yes": "#2477b3", "abstain": "#a9b0b8", "no": "#c14b00"}


def house(fig: go.Figure, *, height: int = HEIGHT, narrow: Mapping | None = None) -> go.Figure:
    """Give a figure the house style.

    Parameters
    ----------
    fig
        The figure, changed in place.
    height
        Height in pixels at page width.
    narrow
        What of the layout is different on a phone; see :func:`narrowed`.
    """
    axis = {
        "gridcolor": INK["grid"],
        "linecolor": INK["muted"],
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": INK["muted"]},
        "title": {"font": {"color": INK["muted"], "size": 13}},
    }
    fig.update_xaxes(**axis)
    fig.update_yaxes(**axis)
    fig.update_layout(
        template="none",
        height=height,
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        hovermode="closest",
        font={"family": FONT, "size": 13, "color": INK["ink"]},
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "title": {"text": ""}},
        hoverlabel={"font": {"family": FONT}},
        meta={"narrow": dict(narrow or {})},
    )
    return fig


def narrowed(layout: Mapping) -> dict:
    """Return the layout for a phone: the one for a page, with what ``meta.narrow`` says otherwise."""
    return merge(copy.deepcopy(dict(layout)), layout.get("meta", {}).get("narrow", {}))


def merge(into: dict, other: Mapping) -> dict:
    """Return `into` with what `other` says otherwise, level by level."""
    for key, value in other.items():
        nested = isinstance(value, Mapping) and isinstance(into.get(key), Mapping)
        into[key] = merge(dict(into[key]), value) if nested else value
    return into


def outdented(fig: go.Figure) -> list[dict]:
    """Return the headings of blocks for a phone: further left, over the names of the rows."""
    return [{**note.to_plotly_json(), "xshift": -60} for note in fig.layout.annotations]


def pale(hue: str, alpha: float = 0.2) -> str:
    """Return a colour as a tint for bands."""
    red, green, blue = (int(hue[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def mark(fig: go.Figure, year: float, words: str, shift: float = 0, inside: float = HEIGHT) -> None:
    """Draw a vertical line through all panels up to its words, which stand `shift` pixels above them."""
    style = {"color": INK["muted"], "width": 1, "dash": "dot"}
    fig.add_vline(x=year, line=style)
    fig.add_shape(
        type="line", x0=year, x1=year, y0=1, y1=1 + (shift + 14) / inside, xref="x", yref="paper", line=style
    )
    fig.add_annotation(
        x=year,
        y=1,
        xref="x",
        yref="paper",
        text=words,
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        yshift=shift - 2,
        font={"color": INK["muted"], "size": 12},
    )


def ticks(labels: Mapping[float, str] | None) -> dict:
    """Return the ticks of an axis from their places and names."""
    return {"tickvals": list(labels), "ticktext": [str(words) for words in labels.values()]} if labels else {}


def phone_ticks(labels: Mapping[float, str] | None) -> dict:
    """Many years in a row have two digits on a phone."""
    words = [str(word) for word in (labels or {}).values()]
    years = len(words) > 7 and all(len(word) == 4 and word.isdigit() for word in words)
    return {"ticktext": ["’" + word[2:] for word in words], "tickangle": 0} if years else {}


def ink_on(hue: str) -> str:
    """Return the ink that can be read on a tile of this colour."""
    red, green, blue = (int(hue[i : i + 2], 16) / 255 for i in (1, 3, 5))
    bright = sum(weight * part**2.2 for weight, part in ((0.2126, red), (0.7152, green), (0.0722, blue)))
    # Not the page's own ink and paper, which change with the theme while the tile does not.
    return "#101418" if bright > 0.3 else "#fefefe"
