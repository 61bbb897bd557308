"""Figure and table numbers that begin with the chapter's own: Figure 5.2 is the second one of chapter 5.

The number comes from the file name (``chapters/05-...``), so that a figure keeps it when other chapters are
added or left out of a build. A page is numbered from what was noted when it was read, where Sphinx would open
every page of the book again.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.environment.collectors.toctree import TocTreeCollector

sphinx_resolves = StandardDomain._resolve_numref_xref


def chapter(page: str) -> int | None:
    """Return the number of a chapter, and None for any other page.

    Examples
    --------
    >>> chapter("chapters/05-syria"), chapter("chapters/data")
    (5, None)
    """
    first = page.rpartition("/")[2].split("-")[0]
    return int(first) if first.isdigit() else None


def noted(env) -> dict[str, dict[str, list[str]]]:
    """Return for each page its figures and its tables, by their names and in their order."""
    env.enumerable = getattr(env, "enumerable", {})
    return env.enumerable


def note(app, doctree) -> None:
    """Note what of a page has a number."""
    std = app.env.get_domain("std")
    found: dict[str, list[str]] = {}
    for node in doctree.findall(nodes.Element):
        kind = std.get_enumerable_node_type(node)
        if kind and node["ids"] and std.get_numfig_title(node):
            found.setdefault(kind, []).append(node["ids"][0])
    noted(app.env)[app.env.docname] = found


def forget(app, env, docname: str) -> None:
    """Forget a page that is read again or gone."""
    noted(env).pop(docname, None)


def number(_, env) -> list[str]:
    """Number every page, in the place of Sphinx's own way; return the pages whose numbers are others now."""
    before = env.toc_fignumbers
    env.toc_fignumbers = {
        page: {kind: dict(_places(page, names)) for kind, names in kinds.items()}
        for page, kinds in sorted(noted(env).items())
        if kinds
    }
    return [page for page, numbers in env.toc_fignumbers.items() if numbers != before.get(page)]


def referred(std: StandardDomain, env, page, builder, kind, target, node, words):
    """Resolve a reference to a numbered thing from what was noted, where Sphinx would open its page."""
    place, label = std.anonlabels.get(target, ("", ""))
    for what, numbers in env.toc_fignumbers.get(place, {}).items():
        form = words.astext() if node["refexplicit"] else env.config.numfig_format[what]
        if label in numbers and "{name}" not in form:
            number = ".".join(map(str, numbers[label]))
            said = form.format(number=number) if "{number}" in form else form % number
            return std.build_reference_node(
                page, builder, place, label, said, "numref", nodeclass=addnodes.number_reference, title=form
            )
    return sphinx_resolves(std, env, page, builder, kind, target, node, words)


def _places(page: str, names: list[str]):
    own = chapter(page)
    for place, name in enumerate(names, start=1):
        yield name, (own, place) if own else (place,)


def setup(app) -> None:
    """Number figures and tables where Sphinx would."""
    TocTreeCollector.assign_figure_numbers = number  # type: ignore[method-assign, assignment]
    StandardDomain._resolve_numref_xref = referred  # type: ignore[method-assign, assignment]
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
