"""Where two texts speak on the same topics: topics in rows, the paragraphs of each text in columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, drawn
from .palette import all_known, hue_names

GAP = 26  # pixels between the blocks


class Sheet(NamedTuple):
    """Where things stand in one of the two pictures."""

    left: float  # of the columns
    pitch: float  # from one column to the next
    row: float  # from one topic to the next
    over: float  # what of it the name takes that stands over its marks


PAGE, PHONE = Sheet(250, 28, 25, 0), Sheet(5, 16, 38, 17)


def meetings(
    links: pd.DataFrame,
    *,
    sides: Mapping[str, Mapping[str, str]],
    heads: Mapping[str, str],
    kinds: Mapping[str, str],
    hover: Mapping[str, str],
    side: str = "text",
    end: str = "passage_id",
    topic: str = "topic",
    kind: str = "relation",
) -> go.Figure:
    """Draw one row a topic and one mark for each paragraph that speaks on it.

    Parameters
    ----------
    links
        One row for each time that a paragraph speaks on a topic.
    sides
        The values of `side` -> its paragraphs (values of `end`) in reading order -> their topics.
    heads
        Value of `side` -> its name.
    kinds
        Kind of topic -> its name over its topics, in the order to show.
    hover
        Topic -> words shown when one of its marks is touched.
    side, end, topic, kind
        Columns: which text, which paragraph, which topic, and the kind of the topic.

    Raises
    ------
    ValueError
        If a topic has a kind that is none of `kinds`.
    """
    all_known(links[kind], kinds)
    hues = hue_names("relations")
    blocks = {name: part for name in kinds if not (part := links[links[kind].eq(name)]).empty}

    def draw(canvas: Canvas) -> None:
        sheet = PHONE if canvas.narrow else PAGE
        places = _columns(canvas, sheet, sides, heads)
        y = 50.0
        for name, part in blocks.items():
            y = _block(canvas, sheet, kinds[name], hues[name], part, (y, topic))
            for row, (item, spoken) in enumerate(part.groupby(topic, sort=False)):
                at = y + row * sheet.row + sheet.over
                marks = [(places[key], at) for key in zip(spoken[side], spoken[end], strict=True)]
                marks = list(dict.fromkeys(marks))
                ends = (min(places.values()), max(places.values()))
                canvas.line([[(ends[0], at), (ends[1], at)]], "hair")
                canvas.dots(marks, hues[name], size=10)
                canvas.touch(marks, [f"<b>{item}</b><br>{hover[item]}"] * len(marks))
                canvas.say((0, at - sheet.over), str(item))
            y += part[topic].nunique() * sheet.row + 14
        canvas.height = y - 10

    return drawn(draw)


def _columns(canvas: Canvas, sheet: Sheet, sides: Mapping, heads: Mapping) -> dict[tuple[str, str], float]:
    """Write the heads of the columns; return the place of each paragraph."""
    places, x = {}, sheet.left
    for side, entries in sides.items():
        canvas.say((x - 4, 8), f"<b>{heads[side]}</b>")
        for entry in entries:
            name = entry[1:] if canvas.narrow else entry
            canvas.say((x, 28), name, "muted", anchor="center", size=canvas.small)
            places[side, entry] = x
            x += sheet.pitch
        x += GAP if not canvas.narrow else 8
    return places


def _block(canvas: Canvas, sheet: Sheet, name: str, hue: str, part: pd.DataFrame, at: tuple) -> float:
    """Write what the topics of a block have in common; return the place of the first."""
    y, topic = at
    canvas.line([[(0, y - 8), (canvas.across, y - 8)]], "line")
    canvas.say((0, y + 8), f"<b>{name}: {part[topic].nunique()}</b>", hue)
    return y + 31
