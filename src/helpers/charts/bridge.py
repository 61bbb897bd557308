"""What two sides say about the same topics."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from .labels import word
from .palette import INK, all_known, strokes
from .style import house

EDGE = 0.23  # where the boxes of a bridge begin, of its width
BEND = [step / 20 for step in range(21)]
# Over its topics on a page, and on a phone; the width of its lines.
WORDS = {
    "agree": ("They agree", "Agree", 1.8),
    "differ": ("They differ", "Differ", 1.2),
    "contradict": ("They contradict each other", "Contradict", 3),
    "article only": ("Only the article speaks", "Article only", 2),
    "commentary only": ("Only the commentary speaks", "Commentary only", 2),
}
RELATIONS = {
    kind: (name, short, {"color": hue, "dash": dash, "width": width})
    for (kind, (name, short, width)), (hue, dash) in zip(
        WORDS.items(), strokes("relations").values(), strict=True
    )
}


def bridge(
    links: pd.DataFrame,
    *,
    sides: Mapping[str, Mapping[str, str]],
    heads: Mapping[str, str],
    hover: Mapping[str, str],
    kinds: Mapping[str, tuple] = RELATIONS,
    side: str = "text",
    end: str = "passage_id",
    topic: str = "topic",
    kind: str = "relation",
    height: int = 760,
) -> go.Figure:
    """Draw where two lists meet: their entries left and right, topics between, lines from each to its topics.

    Parameters
    ----------
    links
        One row a line, from an entry to a topic. Topics of a kind stand in the order of their entries.
    sides
        The two values of `side`, left one first -> its entries (values of `end`) -> their words.
    heads
        Value of `side` -> heading over its list.
    hover
        Topic -> words shown when it is touched.
    kinds
        Kind -> its name over its topics, a shorter one for a phone, plotly's style of its lines; top down.
    side, end, topic, kind
        Columns: which list, which entry, which topic, and the kind of the topic.
    height
        Of the figure, in pixels.

    Raises
    ------
    ValueError
        If a topic has a kind that is none of `kinds`.
    """
    all_known(links[kind], kinds)
    links = _untangled(links, sides, side, end, topic)
    places, headings, low = _shelf(links, topic, kind, kinds)
    ends = {name: _spread(entries, low) for name, entries in sides.items()}
    fig = go.Figure()
    for name, (_, _, line) in kinds.items():
        part = links[links[kind].eq(name)]
        xs, ys = _bends(part, ends, places, side, end, topic)
        fig.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")
        for item in part[topic].unique():
            fig.add_shape(_box(places[item], line["color"]))
    for edge, (name, entries) in enumerate(sides.items()):
        fig.add_trace(_points(edge, entries, ends[name]))
    wide, slim = (
        [
            *_named_ends(sides, ends, heads, brief=brief),
            *_named_topics(places, hover, 28 if brief else 40),
            *_headed(kinds, headings, links, topic, kind, brief=brief),
        ]
        for brief in (False, True)
    )
    return _finished(fig, height, low, wide, slim)


def _box(place: float, hue: str) -> dict:
    """Return the box that the words of a topic stand in."""
    at = {"x0": EDGE, "x1": 1 - EDGE, "y0": place - 0.42, "y1": place + 0.42}
    return {"type": "rect", "fillcolor": INK["paper"], "line": {"color": hue, "width": 1.6}} | at


def _points(edge: int, entries: Mapping[str, str], places: Mapping[str, float]) -> go.Scatter:
    return go.Scatter(
        x=[edge] * len(entries),
        y=list(places.values()),
        mode="markers",
        marker={"size": 7, "color": INK["muted"]},
        hovertext=list(entries.values()),
        hoverinfo="text",
    )


def _finished(fig: go.Figure, height: int, low: float, wide: list[dict], slim: list[dict]) -> go.Figure:
    """Write the words, those of a phone on a phone, and set the axes."""
    narrow = {"height": height + 120, "margin": {"l": 34, "r": 34}, "font": {"size": 10.5}}
    house(fig, height=height, narrow=narrow | {"annotations": slim})
    fig.update_layout(margin={"l": 132, "r": 132, "t": 8}, annotations=wide, showlegend=False)
    fig.update_xaxes(visible=False, range=[-0.01, 1.01])
    fig.update_yaxes(visible=False, range=[low + 0.6, -1.6])
    return fig


def _untangled(links: pd.DataFrame, sides: Mapping, side: str, end: str, topic: str) -> pd.DataFrame:
    """Sort links by the mean place of their topic's entries, so that lines cross less."""
    place = {
        (name, entry): number / len(entries)
        for name, entries in sides.items()
        for number, entry in enumerate(entries)
    }
    at = pd.Series([place[key] for key in zip(links[side], links[end], strict=True)], index=links.index)
    at = at.groupby(links[topic]).transform("mean")
    return links.assign(at=at).sort_values(["at", topic], kind="stable")


def _shelf(links: pd.DataFrame, topic: str, kind: str, kinds: Mapping) -> tuple[dict, dict, float]:
    """Give each topic, and each heading over a kind of topics, its height; return the lowest too."""
    places, headings, y = {}, {}, 0.0
    for name in kinds:
        headings[name] = y
        for item in links.loc[links[kind].eq(name), topic].unique():
            y += 1
            places[item] = y
        y += 1.15
    return places, headings, y - 1.15


def _spread(entries: Mapping, low: float) -> dict:
    """Spread entries evenly over the height of the topics."""
    step = (low - 0.5) / (len(entries) - 1)
    return {name: 0.5 + number * step for number, name in enumerate(entries)}


def _bends(
    links: pd.DataFrame, ends: Mapping, places: Mapping, side: str, end: str, topic: str
) -> tuple[list, list]:
    """Return S-shaped lines from the entries to the edge of their topics' boxes, with gaps between them."""
    xs, ys = [], []
    for link in links.drop_duplicates([side, end, topic]).to_dict("records"):
        start, goal = ends[link[side]][link[end]], places[link[topic]]
        from_left = link[side] == next(iter(ends))
        xs += [*(EDGE * step if from_left else 1 - EDGE * step for step in BEND), None]
        ys += [*(start + (goal - start) * (3 - 2 * step) * step**2 for step in BEND), None]
    return xs, ys


def _headed(
    kinds: Mapping, headings: Mapping, links: pd.DataFrame, topic: str, kind: str, *, brief: bool
) -> list[dict]:
    """Write over each kind what its topics have in common, and how many they are."""
    counts = links.groupby(kind)[topic].nunique()
    words = []
    for key, (name, short, line) in kinds.items():
        mark = f'<span style="color:{line["color"]}">■</span>'
        text = f"{mark} <b>{short if brief else name}</b> ({counts[key]})"
        words.append(_word(0.5, headings[key], text, yshift=-2))
    return words


def _named_topics(places: Mapping, hover: Mapping, width: int) -> list[dict]:
    return [
        _word(0.5, place, _wrapped(name, width), hovertext=_wrapped(hover[name], 60))
        for name, place in places.items()
    ]


def _named_ends(sides: Mapping, ends: Mapping, heads: Mapping, *, brief: bool) -> list[dict]:
    """Name the entries beside their points, in full or by locator alone, under the name of their list."""
    words = []
    for edge, (side, entries) in enumerate(sides.items()):
        outward, away, back = (1, "left", "right") if edge else (-1, "right", "left")
        at = {"xanchor": away, "xshift": 8 * outward, "align": away}
        for name, label in entries.items():
            text = f"<b>{name}</b>" if brief else f"<b>{name}</b> {_wrapped(label, 16)}"
            words.append(_word(edge, ends[side][name], text, font={"size": 11}, **at))
        over = {"xanchor": back, "xshift": 34 * outward} if brief else {}
        words.append(_word(edge, -1.2, f"<b>{heads[side]}</b>", font={"size": 12}, **(at | over)))
    return words


def _word(x: float, y: float, text: str, **more) -> dict:
    return word(x, y, text, xref="x", yref="y", **more)


def _wrapped(text: str, width: int) -> str:
    return "<br>".join(textwrap.wrap(text, width))
