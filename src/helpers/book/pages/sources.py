"""Source lines: where the data of a figure or table come from, and a link to download them."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util.osutil import relative_uri

from ... import tables
from .links import outside

MANY = 20  # tables that no line can name


class Sources(Directive):
    """``{sources} table_name ...``: the source line of the table above it."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the line, in a container that keeps it with its table."""
        env = self.state.document.settings.env
        return [nodes.container("", source_line(env, self.arguments[0].split()), classes=["table-sources"])]


def source_line(env, names: list[str]) -> nodes.paragraph:
    """Return 'Sources: ... Data: ...' for these tables of the data package."""
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
    line += nodes.Text(".")
    return line


def download(env, resource: dict) -> nodes.reference:
    """Return a link to the table's file, which the book carries with it."""
    here = env.app.builder.get_target_uri(env.docname) if env.app.builder.name != "singlehtml" else ""
    address = relative_uri(here, f"data/{resource['path']}")
    label = f"{resource['title']} (CSV)"
    return nodes.reference("", label, refuri=address, internal=True, classes=["download"])


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("sources", Sources)
