"""Under each figure and table one row of what a reader can do with it, and all its code in one fold.

The cells that stand between two paragraphs belong to the first figure or table that they show; those that
show none have a fold of their own where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..trail.pages import made
from .sources import CLOSES

CELL, SOURCE, OUTPUT = "cell_code", "cell_code_source", "cell_code_output"


class fold(nodes.General, nodes.Element):
    """What a reader unfolds: ``summary`` is always seen, ``more`` says how much there is."""


class actions(nodes.General, nodes.TextElement):
    """The row of what a reader can do with a figure or table; a script adds what needs one."""


class Rows(SphinxTransform):
    """Make the rows of a page, and fold its code."""

    default_priority = 810  # when sources and trails are in place, and cells have their numbers

    def apply(self, **_) -> None:
        """Go through the units and then through the cells of one page."""
        for unit in list(self.document.findall(is_unit)):
            _add_row(unit)
        holders = {cell.parent: None for cell in self.document.findall(_is_cell)}
        for holder in holders:
            for cells in list(_runs(holder)):  # each changes what the next is looked for in
                _fold(cells)


def is_unit(node: nodes.Node) -> bool:
    """Say whether a node is a figure or table with an id of its own."""
    return isinstance(node, nodes.figure | nodes.table) and any(
        name.startswith(("fig-", "tbl-")) for name in node["names"][:1]
    )


def _add_row(unit: Any) -> None:
    line = _take_line(unit)
    row = actions(unit=unit["names"][0])
    if line is not None:
        how = next(iter(line.findall(made)), None)
        if how is not None:
            line.remove(how)
        if line.astext().strip():  # a table that rests on no data names none
            row += [one.deepcopy() for one in line.findall(_says_when_it_closes)]
            row += fold("", line, summary="Sources", more="", classes=["sources"])
        row += _downloads(list(line.findall(_is_download)))
        row += [how] if how is not None else []
    if isinstance(unit, nodes.figure):
        unit += row
    else:
        after = _end(unit)
        after.parent.insert(after.parent.index(after) + 1, row)


def _take_line(unit: nodes.Element) -> Any:
    """Take the source line from where it stands: the legend of a figure, a container after a table."""
    holder: Any
    if isinstance(unit, nodes.figure):
        holder = next(iter(unit.findall(nodes.legend)), None)
    else:
        following = _end(unit).next_node(descend=False, siblings=True)
        holder = following if _has_class(following, "table-sources") else None
    if holder is None:
        return None
    holder.parent.remove(holder)
    return holder[0]


def _end(table: nodes.Element) -> Any:
    """Return the last node that belongs to a table: its notes, or itself."""
    following = table.next_node(descend=False, siblings=True)
    return following if _has_class(following, "table-notes") else table


def _has_class(node: nodes.Node | None, name: str) -> bool:
    return isinstance(node, nodes.Element) and name in node.get("classes", ())


def _says_when_it_closes(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and CLOSES in node["classes"]


def _is_download(node: nodes.Node) -> bool:
    return isinstance(node, nodes.reference) and "download" in node["classes"]


def _downloads(links: list) -> list[nodes.Node]:
    """Return the action that gives a reader the data: a link, or a fold of links where there are several."""
    if len(links) < 2:
        return [_as_action(link, "CSV") for link in links]
    entries = [
        nodes.list_item("", nodes.paragraph("", "", _as_action(link, link.astext()))) for link in links
    ]
    return [
        fold("", nodes.bullet_list("", *entries), summary="CSV", more=str(len(links)), classes=["tables"])
    ]


def _as_action(link: nodes.reference, words: str) -> nodes.reference:
    action = nodes.reference("", words, refuri=link["refuri"], internal=True, classes=["act"])
    action["reftitle"] = link.astext()
    return action


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == CELL


def _runs(holder: Any) -> Iterator[list]:
    """Yield the cells that stand together, with no prose between them."""
    for cells, run in groupby(holder.children, _is_cell):
        if cells:
            yield list(run)


def _fold(cells: list) -> None:
    """Put in place of cells what they show, and their code into the rows of what they show."""
    holder, place = cells[0].parent, cells[0].parent.index(cells[0])
    waiting: list[nodes.Node] = []
    shown: list[nodes.Node] = []
    for cell in cells:
        waiting += [one for one in cell.children if one.get("nb_element") == SOURCE]
        outputs = [one for one in cell.children if one.get("nb_element") == OUTPUT]
        found = [child for output in outputs for child in output.children]
        shown += found
        row = next((row for one in found for row in one.findall(actions)), None)
        if row is not None and waiting:
            row += _code(waiting)
            waiting = []
    if waiting:
        shown.append(_code(waiting, "rest"))
    holder.children[place : place + len(cells)] = shown
    for one in shown:
        holder.setup_child(one)


def _code(sources: list[nodes.Node], *classes: str) -> fold:
    count = len(sources)
    more = f"{count} cell{'s' if count > 1 else ''}"
    return fold("", *sources, summary="Code", more=more, classes=["code", *classes])


def _open_fold(self, node: fold) -> None:
    more = f' <span class="cells">{node["more"]}</span>' if node["more"] else ""
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{node['summary']}{more}</summary>\n")


def _close_fold(self, node: fold) -> None:
    self.body.append("</details>\n")


def _open_row(self, node: actions) -> None:
    self.body.append('<div class="actions">\n')


def _close_row(self, node: actions) -> None:
    self.body.append(f"{node.get('cite', '')}</div>\n")


def setup(app) -> None:
    """Register nodes and transform."""
    app.add_node(fold, html=(_open_fold, _close_fold))
    app.add_node(actions, html=(_open_row, _close_row))
    app.add_transform(Rows)
