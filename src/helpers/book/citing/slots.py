"""Places on a page that are filled when all pages are made: only then is it known what can be cited, and how.

A place is a comment of HTML, ``<!--cite of syria-council-->``. What is not filled is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from docutils import nodes

from ..pages.folds import actions

PLACE = re.compile(r"<!--(\w+) of ([\w-]+)-->")
CITE, ERRATA, EXAMPLE, DRAFT, ENDING = "cite", "errata", "citation", "draft", "ending"
PROOFS = "proofs"


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
    """Leave the places beside all that may be cited: headings, figures, tables, claims and corrections."""
    if app.builder.name != "html":
        return
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        title["cite"] = place(CITE, section["ids"][0])
        section.insert(section.index(_opening(section)) + 1, _raw(ERRATA, section["ids"][0]))
    for row in list(doctree.findall(actions)):
        row["cite"] = place(CITE, row["unit"])
        row.parent.insert(row.parent.index(row), _raw(ERRATA, row["unit"]))
    for sign in list(doctree.findall(_claim)):
        line = sign.parent
        line.insert(line.index(sign) + 1, _raw(CITE, sign["refid"]))
        line.parent.insert(line.parent.index(line) + 1, _raw(ERRATA, sign["refid"]))


def _opening(section: nodes.section) -> nodes.Node:
    """Return the end of a section's head, or its first paragraph: corrections are read after the text."""
    heads = [one for one in section.children if isinstance(one, nodes.container) and "box" in one["classes"]]
    first = [one for one in section.children if isinstance(one, nodes.paragraph)]
    return (heads[-1:] or first[:1] or [section.next_node(nodes.title)])[0]


def _raw(kind: str, name: str) -> nodes.raw:
    return nodes.raw("", place(kind, name), format="html")


def _claim(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference) and "claim-id" in node["classes"]


def setup(app) -> None:
    """Leave the places when all else of a page is in place."""
    app.connect("doctree-resolved", leave, priority=900)
