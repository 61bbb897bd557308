"""Tables as pages have them: in a frame, each row with a header, each cell knowing its column for a phone."""

from __future__ import annotations

import re

from docutils import nodes

from .folds import is_unit

WITH_HEADERS = ("ledger",)  # tables of our own making that are no units


def name_rows_and_columns(app, doctree, docname) -> None:
    """Make the first cell of each row its header, and tell each cell the heading of its column."""
    for table in doctree.findall(nodes.table):
        head = next(iter(table.findall(nodes.thead)), None)
        if head is None or not (is_unit(table) or set(WITH_HEADERS) & set(table["classes"])):
            continue
        table["classes"].append("carded")
        next(iter(table.findall(nodes.colspec)))["stub"] = 1
        headings = [entry.astext() for entry in head.next_node(nodes.row).children]
        for row in table.next_node(nodes.tbody).children:
            for entry, heading in zip(row.children, headings, strict=False):
                entry["heading"] = heading


def _visit_entry(writer, node: nodes.entry) -> None:
    type(writer).visit_entry(writer, node)
    head = isinstance(node.parent.parent, nodes.thead)
    said = ' scope="col"' if head else ' scope="row"' if writer.body[-1].startswith("<th") else ""
    if "heading" in node and not said:
        said = f' data-th="{writer.attval(node["heading"])}"'
    writer.body[-1] = re.sub(r"^<t[hd]", lambda tag: tag[0] + said, writer.body[-1])


def _depart_entry(writer, node: nodes.entry) -> None:
    type(writer).depart_entry(writer, node)


def setup(app) -> None:
    """Prepare tables, and write their cells."""
    app.connect("doctree-resolved", name_rows_and_columns)
    app.add_node(nodes.entry, override=True, html=(_visit_entry, _depart_entry))
