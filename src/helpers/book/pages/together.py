"""Shapes of a picture that look alike are drawn as one, and nothing is cut that does not reach beyond.

Where each dot says anew what all dots are, one path says only where they lie. Shapes go together where nobody
sees it: nothing between them in order covers them, and those that let through what is below them, or have an
edge, do not touch. A dot with an edge stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from .paths import Point, dots, points

CUT = re.compile(r"url\(['\"]?#([\w-]+)['\"]?\)")
PLACE = frozenset({"d", "cx", "cy"})  # where a shape is; all else is how it looks
LOOKS = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "opacity")

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class Drawn:
    """Shapes that look alike, and what each covers; of one whose reach nobody knows, nothing."""

    nodes: list
    boxes: list[Box]


def draw_together(parent) -> None:
    """Make one path of the shapes in a group that look alike, where that draws the same.

    Examples
    --------
    >>> group = etree.XML('<g><path d="M0,0H9" fill="none"/><path d="M0,5H9" fill="none"/></g>')
    >>> draw_together(group)
    >>> etree.tostring(group).decode()
    '<g><path d="M0,0H9M0,5H9" fill="none"/></g>'
    """
    done: list[Drawn] = []
    for node in list(parent.iterchildren(etree.Element)):
        box = reach(node)
        known = _alike(node, box, done) if box else None
        if known and box:
            known.nodes.append(node)
            known.boxes.append(box)
        else:
            done.append(Drawn([node], [box] if box else []))
    for one in done:
        if len(one.nodes) > 1:
            _write_as_one(one.nodes)


def _alike(node, box: Box, done: list[Drawn]) -> Drawn | None:
    """Return what a shape can be drawn with, if nothing has covered its place since."""
    look = _look(node)
    if _is(node, "circle") and (_edge(_said(node)) or "fill" not in node.attrib):
        return None
    for one in reversed(done):
        touches = not one.boxes or any(_touch(box, other) for other in one.boxes)
        if one.boxes and _look(one.nodes[0]) == look and (not touches or _may_touch(node)):
            return one
        if touches:
            return None
    return None


def _look(node) -> tuple[str, dict[str, str]]:
    return node.tag, {name: value for name, value in node.attrib.items() if name not in PLACE}


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _said(node) -> dict[str, str]:
    """Return what a shape and all that it stands in say of its looks."""
    said: dict[str, str] = {}
    for one in (node, *node.iterancestors()):
        for name in LOOKS:
            if name in one.attrib:
                said.setdefault(name, one.get(name))
    return said


def _edge(said: dict[str, str]) -> float:
    return 0 if said.get("stroke", "none") == "none" else float(said.get("stroke-width", 1))


def _may_touch(node) -> bool:
    """Say whether two shapes of this look draw the same as one, even where they touch."""
    said = _said(node)
    if any(said.get(name, "1") != "1" for name in LOOKS if name.endswith("opacity")):
        return False
    return said.get("fill") == "none" or (_is(node, "circle") and not _edge(said))


def _is(node, name: str) -> bool:
    return etree.QName(node).localname == name


def reach(node) -> Box | None:
    """Return what a shape covers at most, its edge included; None where that is not easily said."""
    if "transform" in node.attrib:
        return None
    if _is(node, "circle"):
        corners = [(float(node.get("cx", 0)), float(node.get("cy", 0)))]
        radius = float(node.get("r"))
    elif _is(node, "path") and (found := points(node.get("d", ""))):
        corners, radius = [(float(x), float(y)) for x, y in found], 0
    else:
        return None
    xs, ys = zip(*corners, strict=True)
    edge = _edge(_said(node))
    beside, above = (edge * (len(set(across)) > 1 or len(corners) > 2) for across in (ys, xs))
    return (
        min(xs) - radius - beside,
        min(ys) - radius - above,
        max(xs) + radius + beside,
        max(ys) + radius + above,
    )


def _write_as_one(nodes: list) -> None:
    first, *others = nodes
    if _is(first, "circle"):
        _write_dots(first, [(Decimal(one.get("cx", "0")), Decimal(one.get("cy", "0"))) for one in nodes])
    else:
        first.set("d", "".join(one.get("d") for one in nodes))
    for one in others:
        one.getparent().remove(one)


def _write_dots(node, places: list[Point]) -> None:
    """Make of one dot the line that draws all of them."""
    said = {name: node.attrib.pop(name, None) for name in ("r", "cx", "cy", *LOOKS)}
    node.tag = node.tag.replace("circle", "path")
    looks = {
        "d": dots(places),
        "fill": "none",
        "stroke": said["fill"],
        "stroke-opacity": said["fill-opacity"],
        "stroke-width": format((2 * Decimal(said["r"])).normalize(), "f"),
        "stroke-linecap": "round",
        "opacity": said["opacity"],
    }
    for name, value in looks.items():
        if value is not None:
            node.set(name, value)


def uncut(root) -> None:
    """Take from shapes the cut that leaves all of them.

    Examples
    --------
    >>> cut = '<clipPath id="a"><rect width="9" height="9"/></clipPath>'
    >>> svg = etree.XML(f'<svg>{cut}<path clip-path="url(#a)" d="M0,0H9"/></svg>')
    >>> uncut(svg)
    >>> svg[1].attrib
    {'d': 'M0,0H9'}
    """
    cuts = {one.get("id"): one[0] for one in root.iter("{*}clipPath") if len(one) == 1}
    for node in root.xpath("//*[@clip-path]"):
        by = CUT.fullmatch(node.get("clip-path"))
        if by and by[1] in cuts and _within(node, _frame(cuts[by[1]])):
            node.attrib.pop("clip-path")


def _frame(rect) -> Box:
    left, top, width, height = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
    return left, top, left + width, top + height


def _within(node, frame: Box) -> bool:
    """Say whether all that a node draws lies in a frame."""
    if _is(node, "g"):
        return all("transform" not in one.attrib and _within(one, frame) for one in node)
    box = reach(node)
    return box is not None and _holds(frame, box)


def _holds(frame: Box, box: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
