"""What a chart draws, as a table: a row a mark, with the words that the chart has for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html

MEANING = {
    "series": "the name of the mark in the legend",
    "panel": "the axes it stands on, where there are several",
    "x": "its place across; of a bar that lies, its length",
    "x_label": "what the axis calls that place",
    "y": "its place upwards; of a bar that stands, its length",
    "y_label": "what the axis calls that place",
    "base": "where a bar begins",
    "low": "the lower end of its interval",
    "high": "the upper end of its interval",
    "text": "what is written at the mark",
    "says": "what the mark tells when one points at it",
}
ROW = 0.5  # of an axis with words: half of what lies between two of them


def drawn(specification: Mapping) -> list[list[str]]:
    """Return what a chart draws as rows under a heading: one row a mark.

    Columns that no mark fills are left out. ``series`` is the name in the legend, ``panel`` the axes where
    there are several, ``x_label`` and ``y_label`` what the axis calls a place, ``says`` what a mark tells.

    Examples
    --------
    >>> drawn({"data": [{"name": "Iran", "x": [1979], "y": [2], "text": ["<b>war</b>"]}], "layout": {}})
    [['series', 'x', 'y', 'text'], ['Iran', '1979', '2', 'war']]
    """
    layout = specification["layout"]
    marks = [mark for trace in specification["data"] for mark in _marks(trace, layout)]
    filled = [name for name in MEANING if any(mark[name] != "" for mark in marks)]
    if len({mark["panel"] for mark in marks}) < 2:
        filled = [name for name in filled if name != "panel"]
    return [filled, *([mark[name] for name in filled] for mark in marks)]


def _marks(trace: Mapping, layout: Mapping) -> Iterator[dict[str, str]]:
    across, up = trace.get("xaxis", "x"), trace.get("yaxis", "y")
    names = {
        axis: _ticks(layout.get(axis.replace(axis[0], f"{axis[0]}axis", 1), {})) for axis in (across, up)
    }
    error = trace.get("error_x") or trace.get("error_y") or {}
    for place in range(len(trace.get("x") or trace.get("y") or ())):
        at = {name: _at(trace.get(name), place) for name in ("x", "y", "base", "text")}
        more, less = (_at(error.get(name), place) for name in ("array", "arrayminus"))
        middle = at["x"] if "error_x" in trace else at["y"]
        says = _at(trace.get("hovertext") or trace.get("customdata"), place)
        yield {name: said(value) for name, value in at.items()} | {
            "series": said(trace.get("name")),
            "panel": f"{across} {up}",
            "x_label": _label(names[across], at["x"]),
            "y_label": _label(names[up], at["y"]),
            "low": _bound(middle, less if error.get("symmetric") is False else more, -1),
            "high": _bound(middle, more, 1),
            "says": said(says) if isinstance(says, str) else "",
        }


def _ticks(axis: Mapping) -> dict[Any, str]:
    return {
        value: said(text)
        for value, text in zip(axis.get("tickvals") or (), axis.get("ticktext") or (), strict=False)
    }


def _label(names: Mapping[Any, str], value: Any) -> str:
    """Return what an axis calls a place; a word also names what is beside it, where marks share it."""
    if value in names or not isinstance(value, int | float):
        return names.get(value, "")
    near = (text for tick, text in names.items() if isinstance(tick, int | float) and abs(tick - value) < ROW)
    return next((text for text in near if text and not text[0].isdigit()), "")


def _at(values: Any, place: int) -> Any:
    if not isinstance(values, list):
        return values
    return values[place] if place < len(values) else None


def _bound(middle: Any, length: Any, side: int) -> str:
    return said(float(f"{middle + side * length:.6g}")) if length is not None else ""


def said(value: object) -> str:
    """Return a value of a chart as a cell: words without the tags of a chart, nothing for what is not known.

    Examples
    --------
    >>> said("Iran<br><b>1979</b> &lt; 1980"), said(None), said(2.0)
    ('Iran 1979 < 1980', '', '2')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str) or not set("<&") & set(value):
        return " ".join(str(value).split())
    plain = html.fragment_fromstring(value.replace("<br>", " "), create_parent="div")
    return " ".join(plain.text_content().split())
