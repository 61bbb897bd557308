"""At the end of a chapter, where else the book speaks of it: who leads to it, or weighs its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from docutils import nodes
from sphinx import addnodes

from ..build import rereading
from . import frame
from .cards import noted as sections
from .front import openings
from .locators import named
from .numbers import chapter

MOST = 3  # lines
LEADS = 2  # what a link to a chapter counts, beside a claim that no third chapter names
CATALOGUE = (
    0.5  # a page that names a larger share of all claims than this lists them, and says little of each
)


@dataclass(frozen=True)
class Elsewhere:
    """A line: the chapter that has something to say, the place in it, what it asks, and the heading there."""

    page: str
    number: int
    place: str
    asked: str
    heading: str


def noted(env) -> dict[str, list[tuple[str, str, str]]]:
    """Return of each page its links within the book: section, heading, and the address that it leads to."""
    env.leads = getattr(env, "leads", {})
    return env.leads


def note(app, doctree) -> None:
    """Note where a page leads to."""
    found = []
    for link in doctree.findall(addnodes.pending_xref):
        section = _section(link)
        if link.get("refdomain") == "std" and section is not None:
            heading = frame.plain(section.next_node(nodes.title).astext())
            found.append((section["ids"][0], heading, link["reftarget"]))
    noted(app.env)[app.env.docname] = found


def _section(node: nodes.Node) -> nodes.section | None:
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    return node


def forget(app, env, docname) -> None:
    """Forget the links of a page that is read again or gone."""
    noted(env).pop(docname, None)


def lines(env, page: str) -> list[Elsewhere]:
    """Return what the other chapters have to say of one, the nearest first."""
    others = [name for name in _weighing(env) if name != page]
    weighed = sorted((-_nearness(env, page, other), chapter(other) or 0, other) for other in others)
    return [_line(env, page, other) for weight, _, other in weighed[:MOST] if weight]


def _nearness(env, page: str, other: str) -> float:
    """Return how much one chapter has to say of another: its links there, and the claims that both weigh."""
    claims = {name: found for name, found in _claims(env).items() if {page, other} <= found}
    shared = fsum(1 / (len(found) - 1) for found in claims.values())  # the same in whatever order they come
    return LEADS * len(_leads(env, page, other)) + shared


def _weighing(env) -> dict[str, set[str]]:
    """Return the chapters that weigh claims, and which; a page that lists them all weighs none."""
    told = {page: found for page, found in named(env).items() if chapter(page)}
    pages = {page: {one for one in found if "." in one} for page, found in told.items()}
    every = set().union(*pages.values())
    return {page: found for page, found in pages.items() if len(found) <= CATALOGUE * len(every)}


def _claims(env) -> dict[str, set[str]]:
    """Return of each claim the chapters that weigh it."""
    weighing = _weighing(env)
    every = set().union(*weighing.values())
    return {claim: {page for page, found in weighing.items() if claim in found} for claim in every}


def _leads(env, page: str, other: str) -> list[tuple[str, str]]:
    """Return the sections of one page that lead to another."""
    known = env.get_domain("std").anonlabels
    return [
        (place, heading) for place, heading, goal in noted(env)[other] if known.get(goal, ("",))[0] == page
    ]


def _line(env, page: str, other: str) -> Elsewhere:
    """Lead to the section that leads here; its heading is said where no other section has the same."""
    title = frame.plain(env.titles[other].astext())
    asked = openings(env)[other].question if other in openings(env) else title
    leads = [lead for lead in _leads(env, page, other) if lead[1] != title]
    said = Counter(heading for found in sections(env).values() for _, heading, _ in found.values())
    place, heading = next((lead for lead in leads if said[lead[1]] == 1), leads[0] if leads else ("", ""))
    return Elsewhere(other, chapter(other) or 0, place, asked, heading if said[heading] == 1 else "")


def rewrite(app, env) -> Iterable[str]:
    """Have a chapter written anew where others have come to say something else of it."""
    env.elsewhere = {page: lines(env, page) for page in noted(env) if chapter(page)}
    return rereading.changed(env, "elsewhere", env.elsewhere)


def tell(app, pagename, templatename, context, doctree) -> None:
    """Give the templates the lines of a page."""
    context["elsewhere"] = getattr(app.env, "elsewhere", {}).get(pagename, [])


def setup(app) -> None:
    """Note what pages lead to, and tell of it when all have been read."""
    app.connect("doctree-read", note, priority=600)  # when sections have their labels
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", rewrite)
    app.connect("html-page-context", tell)
