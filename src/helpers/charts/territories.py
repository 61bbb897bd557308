"""Maps side by side: land that changed hands, and zones, over the outline of one state."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from .canvas import Canvas, Point, drawn
from .palette import HUES, all_known, hue_names, pale

# How strongly an area is filled, by what happened to it.
STRENGTH = {"land ceded": 0.5, "claims given up": 0.16, "zone of influence": 0.3, "occupied": 0.3}
HEAD, KEY, GAP = 24, 19, 26  # pixels: a title, a line of the key, between two maps
AROUND = 60  # kilometres left around what a map shows


class Box(NamedTuple):
    """Where a word stands."""

    left: float
    right: float
    top: float
    foot: float

    def meets(self, other: Box) -> bool:
        """Say whether two words would stand over one another."""
        level = self.top < other.foot and other.top < self.foot
        return level and self.left < other.right and other.left < self.right


class Frame(NamedTuple):
    """Where a map stands on the canvas, and what of the land it shows."""

    left: float
    top: float
    scale: float  # pixels a kilometre
    west: float
    north: float

    def place(self, x: float, y: float) -> Point:
        """Return where a place of the land stands on the canvas."""
        at = self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale
        return round(at[0], 1), round(at[1], 1)  # finer than a screen shows is weight


def territories(
    outlines: pd.DataFrame,
    areas: pd.DataFrame,
    cities: pd.DataFrame,
    *,
    maps: Mapping[str, str],
    under: str,
    lines: Mapping[str, str],
    note: str,
    share: float = 0.63,
) -> go.Figure:
    """Draw the first map large and the others beside it; on a phone one under the other.

    Parameters
    ----------
    outlines
        One row a corner, in order: ``shape``, ``part``, ``x``, ``y`` (kilometres).
    areas
        One row an area: ``area_id`` (its shape), ``map``, ``power``, ``kind``, ``label``, ``title`` and
        ``how_drawn``. All are dashed, for all are approximate.
    cities
        One row a city: ``map``, ``place``, ``x``, ``y``.
    maps
        Map -> its title, in the order to draw.
    under
        Shape of the state under all maps.
    lines
        Shapes of lines under all maps -> hue.
    note
        Words under the maps: how exact they are.
    share
        Of the page's width, for the first map.

    Raises
    ------
    ValueError
        If an area is on no map, of an unknown kind, or has no outline.
    """
    all_known(areas["map"], maps)
    all_known(areas["kind"], STRENGTH)
    all_known(areas["area_id"], set(outlines["shape"]))
    paths = {
        name: [part[["x", "y"]].to_numpy() for _, part in rows.groupby("part")]
        for name, rows in outlines.groupby("shape")
    }

    def draw(canvas: Canvas) -> None:
        width = canvas.across if canvas.narrow else canvas.across * share
        left, top, feet = 0.0, 0.0, []
        for number, (name, title) in enumerate(maps.items()):
            own = areas[areas["map"].eq(name)]
            _head(canvas, (left, top), title, own)
            frame = _frame([*paths[under], *_all(paths, own)], (left, top + HEAD + KEY * len(own)), width)
            foot = _land(canvas, frame, paths, (under, lines), width)
            towns = cities.loc[cities["map"].eq(name), ["place", "x", "y"]].to_numpy()
            places = [(town, frame.place(*at)) for town, *at in towns]
            _areas(canvas, frame, paths, own, _cities(canvas, places))
            canvas.dots([at for _, at in places], "ink", size=5)
            feet.append(foot)
            if number == 0 and not canvas.narrow:
                left, top, width = width + GAP, 0.0, canvas.across - width - GAP
            else:
                top = foot + GAP
        for row, words in enumerate(textwrap.wrap(note, 50 if canvas.narrow else 100)):
            canvas.say((0, max(feet) + 14 + row * KEY), words, "muted", size=canvas.small)
            canvas.height = max(feet) + 14 + (row + 1) * KEY

    return drawn(draw)


def _all(paths: Mapping[str, list[np.ndarray]], areas: pd.DataFrame) -> list[np.ndarray]:
    return [path for name in areas["area_id"] for path in paths[name]]


def _frame(shown: list[np.ndarray], at: Point, width: float) -> Frame:
    corners = np.concatenate(shown)
    west, east = corners[:, 0].min() - AROUND, corners[:, 0].max() + AROUND
    return Frame(*at, width / (east - west), west, corners[:, 1].max() + AROUND)


def _head(canvas: Canvas, at: Point, title: str, areas: pd.DataFrame) -> None:
    """Write a map's title, and what its areas are, each with its swatch."""
    hues = hue_names("countries")
    canvas.say((at[0], at[1] + 9), f"<b>{title}</b>")
    for row, (power, kind, words) in enumerate(areas[["power", "kind", "title"]].to_numpy()):
        x, y = at[0], at[1] + HEAD + 7 + row * KEY
        box = [(x, y - 5), (x + 14, y - 5), (x + 14, y + 5), (x, y + 5)]
        _tint(canvas, [box], hues[power], kind)
        canvas.line([[*box, box[0]]], hues[power], dash="dot")
        canvas.say((x + 20, y), words, size=canvas.small)


def _land(canvas: Canvas, frame: Frame, paths: Mapping, base: tuple[str, Mapping], width: float) -> float:
    """Draw the state and the lines under all maps, within the frame; return its foot."""
    under, lines = base
    rings = [[frame.place(*corner) for corner in path] for path in paths[under]]
    foot = max(y for ring in rings for _, y in ring) + AROUND * frame.scale / 2
    for name, hue in lines.items():
        inside = [
            piece
            for path in paths[name]
            for piece in _within([frame.place(*corner) for corner in path], frame, (width, foot))
        ]
        canvas.line(inside, hue)
    canvas.fill(rings, "hair")
    canvas.line([[*ring, ring[0]] for ring in rings], "muted")
    return foot


def _within(path: list[Point], frame: Frame, ends: tuple[float, float]) -> list[list[Point]]:
    """Keep of a line the steps that lie in the frame, joined where they follow on one another."""
    kept: list[list[Point]] = []
    right, foot = frame.left + ends[0], ends[1]
    inside = [frame.left <= x <= right and frame.top <= y <= foot for x, y in path]
    for step, both in zip(pairwise(path), pairwise(inside), strict=True):
        if not all(both):
            continue
        if kept and kept[-1][-1] == step[0]:
            kept[-1].append(step[1])
        else:
            kept.append(list(step))
    return kept


def _areas(canvas: Canvas, frame: Frame, paths: Mapping, areas: pd.DataFrame, taken: list[Box]) -> None:
    """Fill the areas, dash their outlines, and write their names where no other word stands."""
    hues = hue_names("countries")
    for area in areas.to_dict("records"):
        rings = [[frame.place(*corner) for corner in path] for path in paths[area["area_id"]]]
        _tint(canvas, rings, hues[area["power"]], area["kind"])
        canvas.line([[*ring, ring[0]] for ring in rings], hues[area["power"]], width=1.4, dash="dot")
        box = _free(rings, canvas.width(area["label"], canvas.small), taken)
        taken.append(box)
        at = (box.left + box.right) / 2, (box.top + box.foot) / 2
        canvas.say(at, f"<b>{area['label']}</b>", anchor="center", size=canvas.small)
        said = "<br>".join(textwrap.wrap(f"{area['how_drawn']}: approximate", 50))
        canvas.touch([at], [f"<b>{area['title']}</b><br>{said}"])


def _tint(canvas: Canvas, rings: list[list[Point]], hue: str, kind: str) -> None:
    """Fill an area so that words on it can be read: its hue lets through what lies under it."""
    canvas.fill(rings, hue)
    canvas.traces[-1]["fillcolor"] = pale(HUES[hue].light, STRENGTH[kind])


def _free(rings: list[list[Point]], width: float, taken: list[Box]) -> Box:
    """Return a place for a word: in the widest stretch of an area that is free, else to the right of it."""
    found = [stretch for ring in rings for stretch in _stretches(ring)]
    found.sort(key=lambda stretch: stretch[0] - stretch[1])
    for left, right, y in found:
        box = Box((left + right - width) / 2, (left + right + width) / 2, y - 8, y + 8)
        if right - left > width + 4 and not any(box.meets(other) for other in taken):
            return box
    for _, right, y in found:
        box = Box(right + 4, right + 4 + width, y - 8, y + 8)
        if not any(box.meets(other) for other in taken):
            return box
    raise ValueError("a map is too small for the name of an area: give it more room")


def _stretches(ring: list[Point]) -> list[tuple[float, float, float]]:
    """Return level stretches inside a ring, at seven heights: left, right and height of each."""
    corners = np.array([*ring, ring[0]])
    (x0, y0), (x1, y1) = corners[:-1].T, corners[1:].T
    found: list[tuple[float, float, float]] = []
    for y in np.linspace(corners[:, 1].min(), corners[:, 1].max(), 9)[1:-1]:
        crossed = (y0 > y) != (y1 > y)
        at = np.sort((x0 + (y - y0) / np.where(crossed, y1 - y0, 1) * (x1 - x0))[crossed]).tolist()
        found += [(left, right, float(y)) for left, right in zip(at[::2], at[1::2], strict=True)]
    return found


def _cities(canvas: Canvas, places: list[tuple[str, Point]]) -> list[Box]:
    """Write the names of cities; return where these stand."""
    taken = []
    for name, (x, y) in places:
        canvas.say((x + 5, y), name, size=canvas.small)
        taken.append(Box(x - 4, x + 6 + canvas.width(name, canvas.small), y - 8, y + 8))
    return taken
