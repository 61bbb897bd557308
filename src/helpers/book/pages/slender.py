"""A picture as a page carries it: the same drawing, in fewer bytes and without style attributes.

Plotly repeats on each mark what all of them share, and says it in style attributes, which a strict content
policy forbids. Here a style becomes attributes of its own, what siblings share goes to their group, a line
says how far it goes at each step, which small multiples repeat, dots and lines that look alike become one,
and what draws nothing or cuts nothing goes. A reader sees no difference: the tests compare both in a browser,
point by point.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from .paths import NUMBER, by_steps, moved, points
from .together import draw_together, uncut

# What a group hands on to all that stand in it.
INHERITED = (
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "shape-rendering",
    "stroke",
    "stroke-dasharray",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
)
OF_WORDS = tuple(name for name in INHERITED if name.startswith(("font", "text")))  # shapes do not mind them
STYLED = frozenset({*INHERITED, "opacity"})  # what plotly says in a style attribute
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'  # a page knows it, and a saved copy gets it back
DRAWS = ("path", "rect", "circle")
HOLDS_NOTHING = ("g", "defs", "tspan", "text")
DOT = re.compile(rf"M({NUMBER}),0A\1,\1 0 1,1 0,-\1A\1,\1 0 0,1 \1,0Z")
MOVED = re.compile(rf"translate\(({NUMBER}),({NUMBER})\)")
LINE = re.compile(rf"M({NUMBER}),({NUMBER})L({NUMBER}),({NUMBER})")
OWN_PLACE = frozenset({"transform", "clip-path", "opacity"})  # what a shape and its group may not both say
UNMOVED = re.compile(rf"translate\(0,0\)|rotate\(0(?:,{NUMBER},{NUMBER})?\)")


class StyleError(ValueError):
    """A picture has a style that no attribute can say."""


def slender(svg: str) -> str:
    """Return a picture that draws the same with less.

    Examples
    --------
    >>> slender('<svg><g><text style="fill: none; font-size: 13px;">1914</text></g></svg>')
    '<svg fill="none" font-size="13"><text>1914</text></svg>'
    """
    root = etree.fromstring(svg.encode())
    for node in list(root.iter(etree.Element)):
        _say_style(node)
        _say_shortly(node)
    for node in reversed(list(root.iter(etree.Element))):
        _drop_if_nothing(node)
    uncut(root)
    _drop_unused(root)
    for node in reversed(list(root.iter(etree.Element))):
        _unwrap(node)
        _join(node)
        draw_together(node)
        _hand_up(node)
    for node in root.iter("{*}path"):
        node.set("d", by_steps(node.get("d", "")))
    for node in root.iter("{*}text"):
        _say_place_first(node)
    return etree.tostring(root, encoding="unicode").replace(NAMESPACE, "", 1)


def _name(node) -> str:
    return etree.QName(node).localname


def _say_style(node) -> None:
    """Write a style as attributes; a style wins over an attribute of the same name."""
    for one in node.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in one.partition(":"))
        if name and name not in STYLED:
            raise StyleError(f"a picture is styled by {name!r}; say in {__name__} how pages write it")
        if name:
            node.set(name, re.sub(r"(?<=\d)px\b", "", value))
    for name in ("fill", "stroke"):
        if name in node.attrib:
            node.set(name, re.sub(r"^rgb\((\d+), ?(\d+), ?(\d+)\)$", _hex, node.get(name)))
    if node.get("fill-opacity") == "0":
        node.attrib.pop("fill-opacity")
        node.set("fill", "none")
    if not any("stroke" in one.attrib for one in (node, *node.iterancestors())):
        node.attrib.pop("stroke-width", None)
    elif "0" in (node.get("stroke-width"), node.get("stroke-opacity")):
        node.attrib.pop("stroke-width", None)
        node.attrib.pop("stroke-opacity", None)
        node.set("stroke", "none")


def _hex(rgb: re.Match) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in rgb.groups())


def _say_shortly(node) -> None:
    for name in ("transform", "d", "x", "y"):
        if name in node.attrib:
            node.set(name, re.sub(r"(\d)\.0(?!\d)", r"\1", node.get(name)))
    if "transform" in node.attrib:
        node.set("transform", UNMOVED.sub("", node.get("transform")).strip())
    node.attrib.pop("pointer-events", None)  # a still picture has no pointer
    _write_where_it_goes(node)
    if not node.get("transform", "."):
        node.attrib.pop("transform")


def _write_where_it_goes(node) -> None:
    """Write a dot as one, and give what is only moved the place that it is moved to."""
    at = MOVED.fullmatch(node.get("transform", ""))
    path = node.get("d", "")
    if dot := DOT.fullmatch(path):
        node.tag = node.tag.replace("path", "circle")
        node.attrib.pop("d")
        node.attrib.pop("fill-rule", None)
        node.set("r", dot[1])
        if at:
            node.attrib.pop("transform")
            node.set("cx", at[1])
            node.set("cy", at[2])
    elif at and "clip-path" not in node.attrib and (there := moved(path, at[1], at[2])):
        node.attrib.pop("transform")
        node.set("d", there)
    elif at and _name(node) == "text" and not len(node):
        node.attrib.pop("transform")
        node.set("x", _sum(node.get("x", "0"), at[1]))
        node.set("y", _sum(node.get("y", "0"), at[2]))
    elif line := LINE.fullmatch(path):
        node.set("d", _straight(*line.groups()))
    if len(points(node.get("d", "")) or ()) == 2:  # it has no inside
        node.set("fill", "none")


def _straight(x: str, y: str, to_x: str, to_y: str) -> str:
    if x == to_x:
        return f"M{x},{y}V{to_y}"
    return f"M{x},{y}H{to_x}" if y == to_y else f"M{x},{y}L{to_x},{to_y}"


def _sum(*numbers: str) -> str:
    return f"{sum(map(float, numbers)):.1f}".removesuffix(".0")


def _drop_if_nothing(node) -> None:
    """Drop a shape that no paint shows, and a holder that holds nothing."""
    name = _name(node)
    unseen = name in DRAWS and node.get("fill") == "none" and not _has_edge(node)
    unseen = unseen or (name == "rect" and "0" in (node.get("width"), node.get("height")))
    unseen = unseen or len(set(points(node.get("d", "")) or (0, 1))) == 1  # it goes nowhere
    empty = name in HOLDS_NOTHING and not len(node) and not (node.text or "").strip()
    if unseen or (empty and node.getparent() is not None):
        _drop(node)


def _has_edge(node) -> bool:
    """Say whether a shape has an edge that is seen, its own or that of what it stands in."""
    said = any("stroke" in one.attrib for one in (node, *node.iterancestors()))
    gone = node.get("stroke") == "none" or "0" in (node.get("stroke-width"), node.get("stroke-opacity"))
    return said and not gone


def _drop(node) -> None:
    parent, tail = node.getparent(), node.tail or ""
    before = node.getprevious()
    if tail.strip() and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail.strip():
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _drop_unused(root) -> None:
    """Drop what pictures may refer to and nothing does; plotly writes a clip for each pair of axes."""
    used = set(re.findall(r"#([\w-]+)", " ".join(value for node in root.iter() for value in node.values())))
    for node in [one for one in root.iter(etree.Element) if one.get("id")]:
        if _name(node) == "defs":
            node.attrib.pop("id")
        elif node.get("id") not in used:
            _drop(node)


def _unwrap(node) -> None:
    """Let what is in a group that says nothing stand in its place; an only child says what its group did."""
    parent = node.getparent()
    if _name(node) != "g" or parent is None:
        return
    if len(node) == 1:
        _take_over(node, node[0])
    if node.attrib:
        return
    for child in list(node):
        node.addprevious(child)
    parent.remove(node)


def _take_over(group, child) -> None:
    """Say on the only child of a group what the group says, as far as that draws the same."""
    moved = MOVED.fullmatch(group.get("transform", ""))
    if moved and _name(child) == "text" and "transform" not in child.attrib:
        group.attrib.pop("transform")
        _move(child, moved[1], moved[2])
    if OWN_PLACE.intersection(child.keys()) and OWN_PLACE.intersection(group.keys()):
        return
    for name, value in group.items():
        if name not in child.attrib:
            child.set(name, value)
    group.attrib.clear()


def _move(text, right: str, down: str) -> None:
    """Move words and the lines that they are set in."""
    for name, way in (("x", right), ("y", down)):
        text.set(name, _sum(text.get(name, "0"), way))
        for line in text.iterdescendants():
            if name in line.attrib:
                line.set(name, _sum(line.get(name), way))


def _say_place_first(text) -> None:
    """Say first where words stand: what follows is the same for many, and a line at its place needs none."""
    said = dict(text.attrib)
    text.attrib.clear()
    for name in sorted(said, key=lambda one: one not in ("x", "y")):
        text.set(name, said[name])
    for line in text.iterchildren("{*}tspan"):
        if line.get("dy") == "0em":
            line.attrib.pop("dy")
        if line.getprevious() is None and not (text.text or "") and "dy" not in line.attrib:
            for name in ("x", "y"):
                if line.get(name) == text.get(name):
                    line.attrib.pop(name, None)


def _join(node) -> None:
    """Make one of neighbouring groups that say the same."""
    for one in list(node):
        before = one.getprevious()
        if before is None or before.tag != one.tag or (before.tail or "").strip():
            continue
        if _name(one) == "g" and dict(before.attrib) == dict(one.attrib):
            before.extend(list(one))
            node.remove(one)


def _hand_up(node) -> None:
    """Say on a group what its members say, where each says something: most often, the same."""
    if _name(node) not in ("g", "svg"):
        return
    members = [one for one in node if _name(one) != "defs"]
    worded = [one for one in members if next(one.iter("{*}text"), None) is not None]
    for name in INHERITED:
        said = [one.get(name) for one in (worded if name in OF_WORDS else members)]
        if not said or name in node.attrib or None in said:
            continue
        common, _ = Counter(said).most_common(1)[0]
        node.set(name, common)
        for one in members:
            if one.get(name) == common:
                one.attrib.pop(name)
