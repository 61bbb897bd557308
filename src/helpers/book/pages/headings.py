"""Headings as pages have them: a name, and beside it what leads to it and cites it."""

from __future__ import annotations

from docutils import nodes

from .frame import plain


def without_number(app, doctree, docname) -> None:
    """Leave the number of a chapter to the line above its title."""
    title = doctree.next_node(nodes.title)
    if app.builder.name == "html" and title is not None:
        first = title.next_node(nodes.Text)
        if first is not None and plain(str(first)) != str(first):
            first.parent.replace(first, nodes.Text(plain(str(first))))


def _visit_title(writer, node: nodes.title) -> None:
    if _is_heading(node):
        writer.body.append(f'<div class="hrow hrow-h{_level(writer)}">')
    type(writer).visit_title(writer, node)


def _depart_title(writer, node: nodes.title) -> None:
    if not _is_heading(node):
        type(writer).depart_title(writer, node)
        return
    writer.body.append(writer.context.pop())
    writer.body.append('<span class="beside">')
    writer.add_permalink_ref(node.parent, "Link to this heading")
    writer.body.append(f"{node.get('cite', '')}</span></div>\n")


def _is_heading(node: nodes.title) -> bool:
    return isinstance(node.parent, nodes.section) and bool(node.parent["ids"])


def _level(writer) -> int:
    return writer.section_level + writer.initial_header_level - 1


def setup(app) -> None:
    """Write headings as pages have them."""
    app.connect("doctree-resolved", without_number)
    app.add_node(nodes.title, override=True, html=(_visit_title, _depart_title))
