"""Source lines: where the data of a figure or table come from, and a link to download them."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms import SphinxTransform
from sphinx.util.osutil import relative_uri

from ... import tables
from ..build.archive import SPREADSHEETS
from ..trail import units
from .links import outside

MANY = 20  # tables that no line can name
CLOSES = "closes"  # the class of the words that say to which day a record goes
JUDGED = ("event_claims", "predictions")  # tables without a date that are judged by the record of events


class Sources(Directive):
    """``{sources} table_name ...``: the source line of what a page itself makes of a table."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the line, in a container that keeps it with what stands above it."""
        env = self.state.document.settings.env
        return [nodes.container("", source_line(env, self.arguments[0].split()), classes=["table-sources"])]


class SourceLines(SphinxTransform):
    """Put under each figure and table of a notebook the tables that the lines behind it load."""

    default_priority = 790  # before the trail puts its control at the end of the line

    def apply(self, **_) -> None:
        """Go through the figures and tables of one page."""
        found = self.env.temp_data.get("trail")
        if not found:
            return
        _, trails = found
        for node in _figures_and_tables(self.document):
            name = next((one for one in node["names"] if one in trails.of), None)
            if name:  # one that rests on no table has a line all the same: there its trail begins
                known = units.tables_behind(trails, name)
                _put(node, source_line(self.env, known) if known else nodes.paragraph())


def _figures_and_tables(document: nodes.document) -> list[nodes.Element]:
    return [node for node in document.findall(nodes.Element) if isinstance(node, nodes.figure | nodes.table)]


def _put(node: nodes.Element, line: nodes.paragraph) -> None:
    """Put the line into a figure; after a table, and after its notes where it has any."""
    if isinstance(node, nodes.figure):
        node += nodes.legend("", line)
        return
    following = node.next_node(descend=False, siblings=True)
    noted = isinstance(following, nodes.container) and "table-notes" in following["classes"]
    after = following if noted else node
    after.parent.insert(after.parent.index(after) + 1, nodes.container("", line, classes=["table-sources"]))


def source_line(env, names: list[str]) -> nodes.paragraph:
    """Return 'Sources: ... Data: ...' for these tables of the data package, and to which day they go.

    A table that is dated or judged by the record of events shows outcomes: there stands when it closes.
    """
    if len(names) > MANY:
        return nodes.paragraph(
            "", "", nodes.emphasis("", "Sources: "), nodes.Text(f"{len(names)} tables of the book.")
        )
    for name in names:
        env.note_dependency(str(tables.description(name)))
    resources = [tables.describe(name) for name in names]
    titles = {source["title"]: source for resource in resources for source in resource.get("sources", [])}
    line = nodes.paragraph("", "", nodes.emphasis("", "Sources: " if len(titles) > 1 else "Source: "))
    for number, (title, source) in enumerate(titles.items()):
        line += nodes.Text("; " if number else "")
        line += outside(title, source.get("path"))
    line += nodes.Text(". Data: ")
    for number, resource in enumerate(resources):
        line += nodes.Text(", " if number else "")
        line += download(env, resource)
    ends = tables.closing() if any(map(_shows_outcomes, resources)) else None
    line += nodes.Text(".")
    if ends:
        line += [nodes.Text(" "), nodes.inline("", f"Record closes {ends.said}", classes=[CLOSES])]
    return line


def _shows_outcomes(resource: dict) -> bool:
    return "dated" in resource.get("coverage", {}) or resource["name"] in JUDGED


def download(env, resource: dict) -> nodes.reference:
    """Return a link to the table's file, which the book carries with it."""
    return _offered(env, f"{resource['title']} (CSV)", f"data/{resource['path']}")


def copy(env, resource: dict) -> nodes.reference:
    """Return a link to the copy of a table that shows every letter when a spreadsheet opens it."""
    return _offered(env, "a copy for spreadsheets", f"{SPREADSHEETS}/{Path(resource['path']).name}")


def _offered(env, label: str, path: str) -> nodes.reference:
    here = env.app.builder.get_target_uri(env.docname) if env.app.builder.name != "singlehtml" else ""
    address = relative_uri(here, path)
    return nodes.reference("", label, refuri=address, internal=True, classes=["download"])


def setup(app) -> None:
    """Register directive and transform."""
    app.add_directive("sources", Sources)
    app.add_transform(SourceLines)
