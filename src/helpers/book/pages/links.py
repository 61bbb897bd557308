"""Small pieces of a page that lead elsewhere: citations, lists of links, links that are known only later."""

from __future__ import annotations

from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes


class places(nodes.General, nodes.Inline, nodes.Element):
    """Stands for the links to the chapters that speak of ``locator``, until all pages have been read."""


def citation(env, key: str) -> addnodes.pending_xref:
    """Return a citation in running text, author and year, to be resolved when all pages have been read."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", key),
        refdomain="cite",
        reftype="t",
        reftarget=key,
        refdoc=env.docname,
        refwarn=True,
    )


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


def listed(links: list[nodes.Node]) -> list[nodes.Node]:
    """Put commas between links."""
    return joined([[link] for link in links], ", ")


def joined(groups: list[list[nodes.Node]], sign: str = "; ") -> list[nodes.Node]:
    """Put a sign between groups of nodes."""
    found: list[nodes.Node] = []
    for group in groups:
        found += [nodes.Text(sign), *group] if found else group
    return found
