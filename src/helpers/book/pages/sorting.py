"""Sortable tables carry the order of their rows by each column; the page's script only applies it.

A table of a notebook brings its order, written where the types are known (:func:`helpers.page.table`). Any
other is ordered by what stands in its cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.tables import RSTTable

from ... import order

KIND = "sortable"


class Table(RSTTable):
    """``{table}`` with one option more: ``order``, the ranks of the rows by each column."""

    option_spec = RSTTable.option_spec | {"order": directives.unchanged}

    def run(self) -> Sequence[nodes.table | nodes.system_message]:
        """Return the table, which keeps its order for the page."""
        found = super().run()
        if written := self.options.get("order"):
            found[0]["order"] = written
        return found


def by_what_is_shown(app, doctree, docname) -> None:
    """Give each sortable table that brings no order the order of its cells; links are resolved by now."""
    for table in doctree.findall(nodes.table):
        if KIND in table["classes"] and "order" not in table:
            rows = [list(row.findall(nodes.entry)) for row in table.next_node(nodes.tbody).findall(nodes.row)]
            cells = [[entry.astext() for entry in row] for row in rows]
            table["order"] = order.written(zip(*cells, strict=True))


def visit_table(writer, node: nodes.table) -> None:
    """Open the table as every page does, in a frame and with its order."""
    writer.body.append('<div class="table-frame">')
    type(writer).visit_table(writer, node)
    if "order" in node:
        opened = writer.body[-1]
        writer.body[-1] = opened.replace("<table", f'<table data-order="{writer.attval(node["order"])}"', 1)


def depart_table(writer, node: nodes.table) -> None:
    """Close the table as every page does."""
    type(writer).depart_table(writer, node)
    writer.body.append("</div>\n")


def setup(app) -> None:
    """Register the directive, and the attribute on the page."""
    app.add_directive("table", Table, override=True)
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    app.connect("doctree-resolved", by_what_is_shown, priority=900)
