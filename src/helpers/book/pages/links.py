"""Small pieces of a page that lead elsewhere: citations, lists of links, links that are known only later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes


class places(nodes.General, nodes.Inline, nodes.Element):
    """Stands for the links to the chapters that speak of ``locator``, until all pages have been read."""


def pending(
    env, goal: str, words: str, *, role: str = "std:ref", classes: Sequence[str] = (), hint: str = ""
) -> addnodes.pending_xref:
    """Return a link to an address of the book, found when all pages have been read; none is a warning."""
    domain, _, kind = role.partition(":")
    link = addnodes.pending_xref(
        "",
        nodes.inline("", words, classes=list(classes)),
        refdomain=domain,
        reftype=kind,
        refexplicit=domain == "std",
        reftarget=goal,
        refdoc=env.docname,
        refwarn=True,
    )
    if hint:
        link["reftitle"] = hint
    return link


def citation(env, key: str) -> addnodes.pending_xref:
    """Return a citation in running text, author and year."""
    return pending(env, key, key, role="cite:t")


def page_with(env, goal: str) -> str:
    """Return the page on which an address of the book stands, once all pages have been read; "" for none."""
    return env.get_domain("std").anonlabels.get(goal, ("", ""))[0]


def places_of(env, locator: str) -> places:
    """Return what stands for the links to the chapters that speak of a claim, and remember its page."""
    with_places(env).add(env.docname)
    return places(locator=locator)


def with_places(env) -> set[str]:
    """Return the pages that lead to places on others, which may come to speak of a claim."""
    env.with_places = getattr(env, "with_places", set())
    return env.with_places


def outside(words: str, address: str | None) -> nodes.Node:
    """Return words that lead to an address of the web; the words alone where a table gives none.

    Examples
    --------
    >>> outside("SIPRI", "javascript:alert(1)")
    <#text: 'SIPRI'>
    """
    if address and urlsplit(address).scheme in ("http", "https"):
        return nodes.reference("", words, refuri=address)
    return nodes.Text(words)


def listed(links: Iterable[nodes.Node], sign: str = ", ") -> list[nodes.Node]:
    """Put commas between links."""
    return joined([[link] for link in links], sign)


def joined(groups: Iterable[list[nodes.Node]], sign: str = "; ") -> list[nodes.Node]:
    """Put a sign between groups of nodes."""
    found: list[nodes.Node] = []
    for group in groups:
        found += [nodes.Text(sign), *group] if found else group
    return found


def bare(app, doctree, docname) -> None:
    """Take the wrapper off the words of a link that Sphinx has found: it weighs, and nothing asks for it."""
    for link in list(doctree.findall(nodes.reference)):
        for said in list(link.children):
            if isinstance(said, nodes.inline) and said["classes"] == ["std", "std-ref"]:
                link.replace(said, said.children)


def setup(app) -> None:
    """Register what is done to links when all are found."""
    app.connect("doctree-resolved", bare, priority=995)  # when margins and cards have read them
