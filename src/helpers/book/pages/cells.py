"""Tables as pages have them: rows with headers, numbers under each other, cells that know their column."""

from __future__ import annotations

import re

from docutils import nodes

from ... import order
from .folds import is_unit

WITH_HEADERS = ("ledger",)  # tables of our own making that are no units
AT_START = "text-left"  # what Markdown says of a column whose words begin where all words begin
AMOUNT = "amount"  # the class of a column of numbers, which ends where its heading ends


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


def find_amounts(app, doctree, docname) -> None:
    """Find the columns of numbers, whoever wrote them; the first column names the rows, and is none."""
    for table in doctree.findall(nodes.table):
        body = table.next_node(nodes.tbody)
        columns = list(zip(*(row.children for row in table.findall(nodes.row)), strict=False))
        for column in columns[1:]:
            known = [order.key(entry.astext()) for entry in column if entry.parent.parent is body]
            if _are_numbers([one for one in known if one is not None]):
                for entry in column:
                    entry["classes"].append(AMOUNT)


def _are_numbers(known: list[tuple]) -> bool:
    """Say whether each is one number and no word, as :func:`helpers.order.key` takes them apart."""
    return bool(known) and all(len(one) == 1 and one[0][0] == 0 for one in known)


def _visit_row(writer, node: nodes.row) -> None:
    """Write a row without saying whether it is even: a style sheet knows."""
    writer.body.append(writer.starttag(node, "tr", ""))
    node.column = 0  # type: ignore[attr-defined]  # where its cells are counted from


def _visit_entry(writer, node: nodes.entry) -> None:
    node["classes"] = [one for one in node["classes"] if one != AT_START]
    type(writer).visit_entry(writer, node)
    head = isinstance(node.parent.parent, nodes.thead)
    said = ' scope="col"' if head else ' scope="row"' if writer.body[-1].startswith("<th") else ""
    if "heading" in node and not said:
        said = f' data-th="{writer.attval(node["heading"])}"'
    writer.body[-1] = re.sub(r"^<t[hd]", lambda tag: tag[0] + said, writer.body[-1])


def _depart_row(writer, node: nodes.row) -> None:
    writer.body.append("</tr>\n")


def _depart_entry(writer, node: nodes.entry) -> None:
    type(writer).depart_entry(writer, node)


def setup(app) -> None:
    """Prepare tables, and write their cells."""
    app.connect("doctree-resolved", name_rows_and_columns)
    app.connect("doctree-resolved", find_amounts)
    app.add_node(nodes.row, override=True, html=(_visit_row, _depart_row))
    app.add_node(nodes.entry, override=True, html=(_visit_entry, _depart_entry))
