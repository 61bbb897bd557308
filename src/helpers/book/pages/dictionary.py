"""The dictionary of the tables: each under its own address, ``table-unga-agreement``, with all its fields."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.util.osutil import relative_uri

from ... import tables
from ...subjects import catalogue
from ..build import rereading
from ..build.archive import NAME, garbled
from .claims import folded, linked
from .links import citation, joined, outside, pending
from .sources import copy, download

DYADS = {
    "directed": "Directed: the order of the two states matters.",
    "undirected": "Undirected: each pair of states stands once.",
}
RULES = {
    "required": lambda _: "never empty",
    "unique": lambda _: "unique",
    "enum": lambda allowed: "one of: " + ", ".join(str(value) for value in allowed),
    "minimum": lambda least: f"at least {least}",
    "maximum": lambda most: f"at most {most}",
    "maxLength": lambda most: f"at most {most} characters",
    "pattern": lambda form: f"of the form {form}",
}


class described(nodes.General, nodes.Element):
    """What a table says of itself; its words are data and not the book's prose."""


class Dictionary(Directive):
    """``{dictionary} measures``: every table of one kind; ``:made-by: helpers.models``, those made so."""

    required_arguments = 1
    option_spec: ClassVar = {"made-by": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return a section for each table."""
        self.env = self.state.document.settings.env
        self.env.note_dependency(str(tables.data_folder() / "datapackage.json"))
        kind, makers = f"{self.arguments[0]}/", tuple(self.options.get("made-by", "").split()) or ""
        resources = tables.package()["resources"]
        found = [
            one for one in resources if one["path"].startswith(kind) and one["made_by"].startswith(makers)
        ]
        if not found:
            raise self.error(f"no table lies in data/{kind}{' that was made so' if makers else ''}")
        for resource in found:
            self.env.note_dependency(str(tables.description(resource["name"])))
            rereading.rests_on_extent(self.env, resource["name"])
            rereading.rests_on_letters(self.env, resource["name"])
        return [self._table(resource) for resource in found]

    def _table(self, resource: dict) -> nodes.section:
        name = target(resource["name"])
        title = nodes.title("", resource["title"])
        section = nodes.section("", title, names=[name], classes=["table-entry"])
        self.state.document.note_explicit_target(section, section)
        facts = nodes.field_list(classes=["facts"])
        for label, content in self._facts(resource):
            body = nodes.field_body("", nodes.paragraph("", "", *content))
            facts += nodes.field("", nodes.field_name("", label), body)
        fields = resource["schema"]["fields"]
        section += described(
            "",
            nodes.paragraph("", "", *linked(resource["description"])),
            facts,
            folded("", _fields(fields), summary=f"Its {len(fields)} columns"),
        )
        return section

    def _facts(self, resource: dict):
        schema, covers = resource["schema"], resource["coverage"]
        copied = [nodes.Text(", "), copy(self.env, resource)] if garbled(resource["name"]) else []
        yield (
            "File",
            [nodes.literal("", resource["name"]), nodes.Text(", "), download(self.env, resource), *copied],
        )
        yield "Key", [nodes.Text(", ".join(schema.get("primaryKey", [])) or "none")]
        if keys := schema.get("foreignKeys", []):
            yield "Leads to", joined(self._key(key, resource["name"]) for key in keys)
        if "dyads" in resource:
            yield "Dyads", [nodes.Text(DYADS[resource["dyads"]])]
        held = catalogue.extent(resource["name"])
        yield "Rows", [nodes.Text(f"{held.rows:,}")]
        yield "Covers", [nodes.Text("; ".join([*_years(held.years, covers), covers["states"]]))]
        yield "Empty means", [nodes.Text(covers["missing"])]
        yield "Sources", joined(self._source(source) for source in resource["sources"])
        yield "Terms", joined(_terms(licence) for licence in resource["licenses"])
        yield "Made by", [_maker(resource["made_by"])]

    def _key(self, key: dict, own: str) -> list[nodes.Node]:
        other = key["reference"]["resource"] or own
        link = pending(self.env, target(other), tables.describe(other)["title"])
        return [nodes.literal("", key["fields"][0]), nodes.Text(" to "), link]

    def _source(self, source: dict) -> list[nodes.Node]:
        title = outside(source["title"], source.get("path"))
        version = [nodes.Text(f", {source['version']}")] if source.get("version") else []
        if not source.get("key"):
            return [title, *version]
        return [
            title,
            nodes.Text(" ("),
            citation(self.env, source["key"]),
            nodes.Text(")"),
            *version,
        ]


class Archive(Directive):
    """``{archive}``: a link to the file that holds all tables."""

    def run(self) -> list[nodes.Node]:
        """Return a paragraph."""
        env = self.state.document.settings.env
        address = relative_uri(env.app.builder.get_target_uri(env.docname), f"data/{NAME}")
        label = f"All tables in one file ({NAME})"
        link = nodes.reference("", label, refuri=address, internal=True, classes=["download"])
        return [nodes.paragraph("", "", link)]


def target(name: str) -> str:
    """Return the permanent id of a table.

    Examples
    --------
    >>> target("unga_agreement")
    'table-unga-agreement'
    """
    return f"table-{name.replace('_', '-')}"


def rules(constraints: dict) -> str:
    """Return the constraints of a field in words.

    Examples
    --------
    >>> rules({"required": True, "minimum": 0, "maximum": 1})
    'never empty; at least 0; at most 1'
    """
    return "; ".join(RULES[rule](value) for rule, value in constraints.items() if value is not False)


def _years(found: list[int], covers: dict) -> list[str]:
    """Return in words which years a table covers; nothing for one that is of no time, such as outlines."""
    if "from" not in covers:
        return []
    held = f" (rows in {len(found):,} years, {found[0]} to {found[-1]})" if found else ""
    return [f"{covers['from']} to {covers['to']}{held}"]


def _fields(fields: list[dict]) -> nodes.definition_list:
    return nodes.definition_list("", *(_field(field) for field in fields), classes=["fields"])


def _field(field: dict) -> nodes.definition_list_item:
    kind = ", ".join(filter(None, [_kind(field), field.get("unit")]))
    head = nodes.term("", "", nodes.literal("", field["name"]), nodes.Text(f" {field['title']} "))
    head += nodes.inline("", f"({kind})", classes=["kind"])
    body = nodes.definition("", nodes.paragraph("", "", *linked(field["description"])))
    if limits := "; ".join(filter(None, [rules(field.get("constraints", {})), items(field)])):
        body += nodes.paragraph("", limits, classes=["rules"])
    return nodes.definition_list_item("", head, body)


def _kind(field: dict) -> str:
    return f"list of {field['itemType']}" if field["type"] == "list" else field["type"]


def items(field: dict) -> str:
    """Return in words what the items of a list must be; nothing where any may stand, or for another field.

    Examples
    --------
    >>> items({"reference": {"resource": "claims", "fields": ["claim_id"], "called": "claim"}})
    'each a claim'
    """
    stated = field.get("reference", [])
    places = stated if isinstance(stated, list) else [stated]
    known = [f"each a {' or '.join(place['called'] for place in places)}"] if places else []
    return "; ".join(
        known + [f"each {RULES[rule](value)}" for rule, value in field.get("itemConstraints", {}).items()]
    )


def _terms(licence: dict) -> list[nodes.Node]:
    return [outside(licence["title"], licence.get("path"))]


def _maker(made_by: str) -> nodes.Node:
    return nodes.Text(made_by) if made_by == "by hand" else nodes.literal("", made_by)


def setup(app) -> None:
    """Register directives, node and the search box."""
    app.add_node(
        described,
        html=(
            lambda writer, node: writer.body.append('<div class="described">'),
            lambda writer, node: writer.body.append("</div>"),
        ),
    )
    app.add_directive("dictionary", Dictionary)
    app.add_directive("archive", Archive)
