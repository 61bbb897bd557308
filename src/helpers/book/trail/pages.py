"""The trail on the page: quiet links from numbers, figures and tables to what a script opens as their trail.

Without a script a number leads to the folded cell that made it. What the script shows is written once a page,
as places in the cells that stand on it: no code is stored twice. It comes when a reader first asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from myst_nb.ext.glue.roles import PasteTextRole
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from ... import code, tables
from ..pages import calls, dictionary, links, reference
from . import slicing, units

TABLES, PROOF = "data-tables", "chapters/reproduce"
HOW = "How it was made"
CALL = "bookTrails"  # the function of the page's script that a page's file calls
log = logging.getLogger(__name__)


class made(nodes.Inline, nodes.TextElement):
    """A value, or a word about a figure or table, that leads to the cell `cell` and has the trail of `of`."""


class GluedText(PasteTextRole):
    """``{glue:text}``, which a mark becomes: with its name, by which a reader finds how it was made."""

    def run(self):
        """Return the text; of another page's value as it is, since its cells are not on this one."""
        found, messages = super().run()
        name = self.text.rsplit(":", 1)[0] if "::" not in self.text else ""
        if not name or not all(isinstance(node, nodes.inline) for node in found):
            return found, messages
        return [made("", "", *found, of=name)], messages


def take_notes(app, docname, source) -> None:
    """Read the trails of a notebook before its cells are rendered; what breaks a rule is a warning."""
    app.env.temp_data["trail"] = None
    if app.env.doc2path(docname).endswith(".ipynb"):
        notebook = nbformat.reads(source[0], as_version=4)
        try:
            app.env.temp_data["trail"] = (notebook, slicing.read(notebook, f"{docname}.ipynb"))
        except slicing.TrailError as error:
            log.warning("%s", error)


class Lead(SphinxTransform):
    """Give cells their addresses, and lead each value, figure and table to its own."""

    default_priority = 800

    def apply(self, **kwargs) -> None:
        """Change the page being read."""
        notebook, trails = self.env.temp_data.get("trail") or ({}, None)
        if trails:
            _number_cells(self.document)
            _add_controls(self.document, trails.of)
        shown = [node for node in self.document.findall(made) if _lead(node, trails)]
        if trails and shown:
            _remember(self.env, notebook, trails, [node["of"] for node in shown])


def _number_cells(document: nodes.document) -> None:
    cells = [node for node in document.findall(nodes.container) if node.get("nb_element") == "cell_code"]
    for number, cell in enumerate(cells, start=1):
        for inner in cell.children[:1]:
            if isinstance(inner, nodes.Element) and inner.get("nb_element") == "cell_code_source":
                inner["ids"].append(f"cell-{number}")


def _add_controls(document: nodes.document, known: Mapping) -> None:
    """Put a control at the end of the source line of each figure and table."""
    name = ""
    units = (nodes.table, nodes.figure, nodes.container)
    for node in [one for one in document.findall(nodes.Element) if isinstance(one, units)]:
        lines: list[Any]
        if isinstance(node, nodes.container):
            lines = [node[-1]] if "table-sources" in node["classes"] and name else []
        else:
            name = next((one for one in node["names"] if one in known), "")
            lines = [legend[-1] for legend in node.findall(nodes.legend)] if name else []
        for line in lines:
            line += nodes.Text(" ")
            line += made("", HOW, of=name, classes=["how"])
            name = ""


def _lead(node: made, trails: slicing.Notebook | None) -> bool:
    """Say to which cell a node leads; one that can't, or that holds links, is replaced by what it holds."""
    linked = any(isinstance(one, (nodes.reference, pending_xref)) for one in node.findall())
    part = trails.of.get(node["of"]) if trails and not linked else None
    parent = node.parent
    while parent is not None and not isinstance(parent, (nodes.reference, nodes.title)):
        parent = parent.parent
    if part is None or parent is not None:
        node.replace_self(node.children)
        return False
    node["cell"] = part.cell.number + 1
    return True


def _remember(env, notebook, trails: slicing.Notebook, names: Iterable[str]) -> None:
    kept = Trails(trails, _rows(notebook))
    env.trails = getattr(env, "trails", {}) | {env.docname: kept.all(dict.fromkeys(names))}
    for path in kept.files:
        env.note_dependency(str(path))


def _rows(notebook: Mapping) -> dict[str, dict[str, str]]:
    outputs = [one for cell in notebook["cells"] for one in cell.get("outputs", [])]
    found = [one.get("metadata", {}).get("trail", {}) for one in outputs]
    return {one["of"]: one["rows"] for one in found if one.get("rows")}


class Trails:
    """What a page has to tell its script, each thing once: values refer to it by its place in a list."""

    def __init__(self, notebook: slicing.Notebook, rows: Mapping[str, Mapping[str, str]]):
        self.notebook, self.known_rows = notebook, rows
        self.files: set[Path] = set()
        self.parts: dict[int, list] = {}
        self.trails: dict[tuple[int, ...], int] = {}
        self.helpers: dict[str, list[int]] = {}
        self.tables: dict[str, None] = {}

    def all(self, names: Iterable[str]) -> dict:
        """Return what can be written as JSON.

        ``of``: name -> place in ``trail``; ``trail``: the parts of each; ``at``: of each part its cell, the
        helpers, the tables, and the places that its text is put together from; ``helpers``: name and tables;
        ``tables``: name, title and the id of the entry; ``rows``: name -> table -> rows.
        """
        of = {name: self._trail(name) for name in names}
        places = {number: place for place, number in enumerate(self.parts)}
        return {
            "of": of,
            "trail": [[places[number] for number in trail] for trail in self.trails],
            "at": list(self.parts.values()),
            "helpers": [[name, used] for name, used in self.helpers.items()],
            "tables": [_told(name) for name in self.tables],
            "rows": {name: self.known_rows[name] for name in of if name in self.known_rows},
        }

    def _trail(self, name: str) -> int:
        parts = units.parts(self.notebook, name)
        for part in parts:
            if part.number not in self.parts:
                self.parts[part.number] = self._part(part)
        return self.trails.setdefault(tuple(part.number for part in parts), len(self.trails))

    def _part(self, part: slicing.Part) -> list:
        helpers = [self._helper(name) for chain in part.helpers for name in sorted(_resolved(chain))]
        loaded = [self._place(self.tables, name) for name in sorted(part.tables)]
        return [part.cell.number + 1, [one for one in helpers if one is not None], loaded, *part.spans]

    def _helper(self, name: str) -> int | None:
        """Return the place of a helper; none for constants and for what only publishes or loads."""
        used = code.running().closure([name])
        self.files |= {one.path for one in used.values()}
        if name in _plumbing() or name.rpartition(".")[2].isupper():
            return None
        if name not in self.helpers:
            loaded = sorted(code.tables(used.values()))
            self.helpers[name] = [self._place(self.tables, table) for table in loaded]
        return list(self.helpers).index(name)

    @staticmethod
    def _place(known: dict, name: str) -> int:
        known.setdefault(name, None)
        return list(known).index(name)


@cache
def _plumbing() -> frozenset[str]:
    return frozenset().union(*(_resolved(name) for name in (*slicing.PUBLISH, *slicing.LOADS)))


def _resolved(chain: str) -> frozenset[str]:
    return code.running().resolve(chain)


def _told(name: str) -> list[str]:
    """Return a table's name, title and the id of its entry; where only a run can tell, all of them."""
    if name == code.ALL:
        return [name, "all tables", TABLES]
    return [name, tables.describe(name)["title"], dictionary.target(name)]


def write(app, pagename, templatename, context, doctree) -> None:
    """Write the page's trails into a file for the script, and tell the page where; one without has none."""
    found = getattr(app.env, "trails", {}).get(pagename)
    if found is None or app.builder.name != "html":
        return
    proof = context["pathto"](PROOF) if PROOF in app.env.found_docs else ""
    helpers = [_in_the_reference(app, pagename, name, used) for name, used in found["helpers"]]
    loaded = [[name, title, _address(app, pagename, entry)] for name, title, entry in found["tables"]]
    everything = found | {"proof": proof, "helpers": helpers, "tables": loaded}
    text = json.dumps(everything, ensure_ascii=False, separators=(",", ":"))
    file = trails_file(Path(app.outdir), pagename)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{CALL}({text});\n", encoding="utf-8")
    context["trails"] = context["pathto"](file.relative_to(app.outdir).as_posix(), 1)


def trails_file(folder: Path, page: str) -> Path:
    """Return the file of a built book that holds the trails of a page."""
    return folder / "_static" / "trails" / f"{page}.js"


def told(folder: Path, page: str) -> dict:
    """Return what the trails of a page of a built book tell its script."""
    return json.loads(trails_file(folder, page).read_text(encoding="utf-8")[len(CALL) + 1 : -3])


def _in_the_reference(app, pagename: str, name: str, used: list[int]) -> list:
    """Return how chapters call a helper, the tables that it loads, and the address of its entry."""
    public = calls.public(name) or name
    return [public, used, reference.entry(app, public, pagename) or ""]


def _address(app, pagename: str, entry: str) -> str:
    """Return the address of the entry of a table, on whichever page it stands; "" where on none."""
    page = links.page_with(app.env, entry)
    return f"{app.builder.get_relative_uri(pagename, page)}#{entry}" if page else ""


def forget(app, env, docname) -> None:
    """Forget the trails of a page that is read again or gone."""
    getattr(env, "trails", {}).pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take in the trails of pages that another process has read."""
    theirs = getattr(other, "trails", {})
    env.trails = getattr(env, "trails", {}) | {name: theirs[name] for name in docnames if name in theirs}


def _open(self, node: made) -> None:
    if self.builder.name == "html":
        about = {"href": f"#cell-{node['cell']}", "data-made": node["of"]}
        self.body.append(self.starttag(node, "a", "", CLASS="made", **about))


def _close(self, node: made) -> None:
    if self.builder.name == "html":
        self.body.append("</a>")


def setup(app) -> None:
    """Register role, node and transform."""
    app.add_node(made, html=(_open, _close))
    app.add_role_to_domain("glue", "text", GluedText(), override=True)
    app.connect("source-read", take_notes)
    app.add_transform(Lead)
    app.connect("html-page-context", write, priority=800)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
