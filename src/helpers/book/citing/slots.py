"""Places on a page that are filled when all pages are made: only then is it known what can be cited, and how.

A place is a comment of HTML, ``<!--cite of syria-council-->``. What is not filled is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from docutils import nodes

PLACE = re.compile(r"<!--(\w+) of ([\w-]+)-->")
CITE, ERRATA, EXAMPLE = "cite", "errata", "citation"


def place(kind: str, name: str) -> str:
    """Return the place of a kind for a unit.

    Examples
    --------
    >>> place("cite", "syria-council")
    '<!--cite of syria-council-->'
    """
    return f"<!--{kind} of {name}-->"


def fill(text: str, kinds: Mapping[str, Callable[[str], str]]) -> str:
    """Return a page with what each kind gives for a unit in the places of that kind."""
    return PLACE.sub(lambda found: kinds[found[1]](found[2]), text)


def leave(app, doctree, docname) -> None:
    """Leave the places beside all that may be cited: headings, captions, claims and corrections."""
    if app.builder.name != "html":
        return
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        title += _raw(CITE, section["ids"][0])
        section.insert(section.index(title) + 1, _raw(ERRATA, section["ids"][0]))
    for unit in list(doctree.findall(_numbered)):
        _leave_at_caption(unit, unit["names"][0])
    for sign in list(doctree.findall(_claim)):
        line = sign.parent
        line.insert(line.index(sign) + 1, _raw(CITE, sign["refid"]))
        line.parent.insert(line.parent.index(line) + 1, _raw(ERRATA, sign["refid"]))


def _leave_at_caption(unit: nodes.Element, name: str) -> None:
    """A caption holds no paragraph: the corrections of a figure end its legend, of a table they follow it."""
    if isinstance(unit, nodes.table):
        unit.next_node(nodes.title).append(_raw(CITE, name))
        unit.parent.insert(unit.parent.index(unit) + 1, _raw(ERRATA, name))
        return
    unit.next_node(nodes.caption).append(_raw(CITE, name))
    if not any(unit.findall(nodes.legend)):
        unit += nodes.legend()
    unit.next_node(nodes.legend).append(_raw(ERRATA, name))


def _raw(kind: str, name: str) -> nodes.raw:
    return nodes.raw("", place(kind, name), format="html")


def _numbered(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.figure | nodes.table):
        return False
    return any(name.startswith(("fig-", "tbl-")) for name in node["names"][:1])


def _claim(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference) and "claim-id" in node["classes"]


def setup(app) -> None:
    """Leave the places when all else of a page is in place."""
    app.connect("doctree-resolved", leave, priority=900)
