"""Headings as pages have them: a name, and beside it what leads to it and cites it."""

from __future__ import annotations

from docutils import nodes

from .frame import noted, plain
from .numbers import chapter
from .persian import is_abstract, persian_block, persian_inline

ABSTRACT = "چکیدهٔ فارسی"
WAY = (
    f'<nav class="to-persian" lang="fa" dir="rtl" aria-label="فارسی"><a href="#{{}}">{ABSTRACT} ↓</a></nav>\n'
)


def without_number(app, doctree, docname) -> None:
    """Leave the number of a chapter to the line above its title."""
    title = doctree.next_node(nodes.title)
    if app.builder.name == "html" and title is not None:
        first = title.next_node(nodes.Text)
        if first is not None and plain(str(first)) != str(first):
            first.parent.replace(first, nodes.Text(plain(str(first))))


def in_persian_too(app, doctree, docname) -> None:
    """Name a chapter's abstract in both languages."""
    abstract = next((one for one in doctree.findall(persian_block) if is_abstract(one)), None)
    if abstract is not None and app.builder.name == "html":
        heading = abstract.parent.next_node(nodes.title)
        heading.insert(0, [persian_inline("", ABSTRACT), nodes.Text(" · ")])


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
    if _level(writer) == 1:
        writer.body.append(_way_to_persian(writer.builder))


def _way_to_persian(builder) -> str:
    """Return what leads from under the title of a chapter to its abstract in Persian."""
    page = builder.current_docname
    abstract = noted(builder.env)[page].persian if chapter(page) and page in noted(builder.env) else ""
    return WAY.format(abstract) if abstract else ""


def _is_heading(node: nodes.title) -> bool:
    return isinstance(node.parent, nodes.section) and bool(node.parent["ids"])


def _level(writer) -> int:
    return writer.section_level + writer.initial_header_level - 1


def setup(app) -> None:
    """Write headings as pages have them."""
    app.connect("doctree-resolved", without_number)
    app.connect("doctree-resolved", in_persian_too)
    app.add_node(nodes.title, override=True, html=(_visit_title, _depart_title))
