"""The reference of the helpers, made from their docstrings: ``chapters/helpers`` and a page a floor.

Sphinx's autodoc writes signatures and docstrings. Under each entry stand the places of the chapters that
call it, its code, and the tests that refer to it; in the code of a chapter its name leads there.
(sphinx-codeautolink writes whole pages anew, and by that spoils the drawings in them.)
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles

from ..build import rereading
from . import calls
from .claims import folded
from .links import joined, listed
from .numbers import chapter

FOOTNOTE = re.compile(r"\[(\d+)\](?=_\b|_$|_\W|\s)")
CODE = re.compile(r'(?<=<div class="highlight"><pre>).*?(?=</pre>)', re.DOTALL)
# A name, with those that follow by dots; not in what is marked as text, comment or keyword, nor an entity.
CHAIN = re.compile(r"<span.*?</span>|(?<![\w.&#])(?P<chain>[^\W\d]\w*(?:\.\w+)*)(?P<called>\()?", re.DOTALL)
AS_PYTHON = {"language": "python", "force": False}


class called(nodes.General, nodes.Element):
    """Stands for the places of the chapters that call the helper ``name``, until all pages have been read."""


class Reference(SphinxDirective):
    """``.. helpers:: subjects``: every module of a floor, and every helper in it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a section a module."""
        _known(self.env)["pages"].add(self.env.docname)
        lines = [line for name, held in self._floor() for line in _module(name, held)]
        place = nodes.Element()
        nested_parse_with_titles(self.state, StringList(lines, source=self.env.docname), place)
        return place.children

    def _floor(self):
        return calls.catalogue()[self.arguments[0]].items()


class Contents(Reference):
    """``.. helpers-contents:: subjects``: the modules of a floor with the names of what they hold."""

    def run(self) -> list[nodes.Node]:
        """Return a list with one entry a module."""
        _known(self.env)["pages"].add(self.env.docname)
        entries = []
        for name, held in self._floor():
            links = listed([_entry_link(self.env, one.name) for one in held])
            head = nodes.paragraph("", "", nodes.literal("", name), nodes.Text(": "), *links)
            entries.append(nodes.list_item("", head))
        return [nodes.bullet_list("", *entries, classes=["helpers"])]


class Evidence(SphinxDirective):
    """``.. evidence:: helpers.council.vetoed``: its code, who calls it, and which tests refer to it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what a reader unfolds, and a line that is filled when all chapters have been read."""
        helper = calls.helpers()[self.arguments[0]]
        code = nodes.literal_block(helper.source, helper.source, **AS_PYTHON)
        found: list[nodes.Node] = [
            nodes.paragraph("", "", called(name=helper.name), classes=["called"]),
            folded("", code, summary="Source"),
        ]
        tests = calls.tests(Path(self.env.srcdir) / "tests").get(helper.name)
        return [*found, _tests(tests)] if tests and helper.kind != "data" else found


def _module(name: str, held: list[calls.Helper]) -> Iterator[str]:
    """Yield the lines of one module, as autodoc reads them."""
    title = name.rpartition(".")[2]
    yield from ("", f".. _{_label(name)}:", "", title, "-" * len(title), "")
    yield from (f".. automodule:: {name}", "   :no-index:", "", f".. currentmodule:: {name}", "")
    for helper in held:
        if helper.kind == "data":
            yield from _constant(helper, name)
        else:
            yield from (f".. auto{helper.kind}:: {helper.name}", "")


def _constant(helper: calls.Helper, module: str) -> Iterator[str]:
    """Yield the lines of a constant: autodoc would give it the docstring of its type."""
    comment = " ".join(line.lstrip("# ") for line in helper.source.splitlines() if line.startswith("#"))
    yield from (f".. py:data:: {helper.name.rpartition('.')[2]}", f"   :module: {module}", "")
    yield from (f"   {comment}", "", f"   .. evidence:: {helper.name}", "")


def _tests(by_file: dict[str, list[str]]) -> folded:
    count = sum(map(len, by_file.values()))
    entries = [
        nodes.list_item("", nodes.paragraph("", "", nodes.literal("", file), nodes.Text(f": {_said(names)}")))
        for file, names in by_file.items()
    ]
    return folded(
        "", nodes.bullet_list("", *entries), summary=f"Held by {count} test{'s' if count > 1 else ''}"
    )


def _said(names: list[str]) -> str:
    """Return the names of tests as the sentences that they are."""
    return "; ".join(name.removeprefix("test_").replace("_", " ") for name in names)


def complete(app, what: str, name: str, thing, options, lines: list[str]) -> None:
    """Put under a docstring what stands under each entry."""
    if name in calls.helpers():
        lines += ["", f".. evidence:: {name}", ""]


def number_references(app, what: str, name: str, thing, options, lines: list[str]) -> None:
    """Make ``[1]_`` of a docstring a note of the page: docstrings count from 1, each for itself.

    A function without a list of its own means that of its module.
    """
    own = any(line.startswith(".. [") for line in lines)
    scope = name if own else name.rpartition(".")[0]
    for number, line in enumerate(lines):
        lines[number] = FOOTNOTE.sub(lambda found: f"[#{scope}-{found[1]}]", line)


def _known(env) -> dict:
    """Return what the environment keeps: pages of the reference, and what each page calls."""
    if not hasattr(env, "helpers"):
        env.helpers = {"pages": set(), "calls": {}, "names": {}, "digest": ""}
    return env.helpers


def note_calls(app, doctree) -> None:
    """Note which helpers the code cells of a page name, and in which sections."""
    blocks = [block for block in doctree.findall(nodes.literal_block) if _in_a_cell(block)]
    trees = {id(block): _parsed(block.astext()) for block in blocks}
    names = calls.Names(trees.values())
    found: dict[str, dict[str, str]] = {}
    for block in blocks:
        for name in names.used(trees[id(block)]):
            found.setdefault(name, {}).update([_section(block)])
    if found:
        known = _known(app.env)
        known["calls"][app.env.docname], known["names"][app.env.docname] = found, names


def _in_a_cell(block: nodes.Node) -> bool:
    return "cell_input" in getattr(block.parent, "attributes", {}).get("classes", ())


def _parsed(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except SyntaxError:  # a line of the shell or a magic: none of the helpers is in it
        return ast.Module([], [])


def _section(node: nodes.Node) -> tuple[str, str]:
    while not isinstance(node, nodes.section):
        node = node.parent
    return node["ids"][0], node.next_node(nodes.title).astext()


def forget(app, env, docname: str) -> None:
    """Forget what a page calls when it is about to be read again or is gone."""
    _known(env)["pages"].discard(docname)
    for kept in ("calls", "names"):
        _known(env)[kept].pop(docname, None)


def outdated(app, env, added, changed, removed) -> set[str]:
    """Have the reference read anew when a helper or a test has changed."""
    paths = sorted([*calls.HELPERS.rglob("*.py"), *(Path(app.srcdir) / "tests").rglob("*.py")])
    now = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()
    before, _known(env)["digest"] = _known(env)["digest"], now
    return set() if before == now else _known(env)["pages"] & env.found_docs


def rewrite(app, env) -> list[str]:
    """Have the reference written anew where other places have come to call a helper."""
    known = _known(env)
    shown = [(page, sorted(found.items())) for page, found in sorted(known["calls"].items())]
    return rereading.changed(env, "callers", dict.fromkeys(sorted(known["pages"]), shown))


def resolve(app, doctree, docname: str) -> None:
    """Say under each entry where it is called."""
    known = _known(app.env)
    for node in list(doctree.findall(called)):
        groups = [
            _places(app, docname, page, found[node["name"]])
            for page, found in sorted(known["calls"].items())
            if node["name"] in found
        ]
        said = [nodes.Text("Called in "), *joined(groups)] if groups else [nodes.Text("Called in no chapter")]
        node.replace_self([*said, nodes.Text(".")])


def _places(app, docname: str, page: str, sections: dict[str, str]) -> list[nodes.Node]:
    address, number = app.builder.get_relative_uri(docname, page), chapter(page)
    links = [
        nodes.reference("", title, refuri=f"{address}#{name}", internal=True)
        for name, title in sections.items()
    ]
    where = f"chapter {number} (" if number else f"“{app.env.titles[page].astext()}” ("
    return [nodes.Text(where), *listed(links), nodes.Text(")")]


def _entry_link(env, name: str) -> addnodes.pending_xref:
    words = nodes.literal("", name.rpartition(".")[2])
    return addnodes.pending_xref(
        "", words, refdomain="py", reftype="obj", reftarget=name, refdoc=env.docname, refwarn=True
    )


def find(app, env, node, words):
    """Lead a name in a docstring to its entry; what chapters do not use, and types of others, stay words."""
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    name = calls.public(target) or calls.public(f"{calls.PACKAGE}.{target}") or target
    if address := entry(app, name, node["refdoc"]):
        return nodes.reference("", "", words, refuri=address, internal=True)
    foreign = node["reftype"] in ("class", "exc", "obj") and not target.startswith(calls.PACKAGE)
    return words if foreign or calls.defined(target) else None


def entry(app, name: str | None, docname: str) -> str | None:
    """Return the address of the entry of a helper or module as seen from a page; None where there is none."""
    if name in _modules():
        page, place = app.env.get_domain("std").anonlabels.get(_label(name), ("", ""))
        return page and f"{app.builder.get_relative_uri(docname, page)}#{place}"
    found = app.env.get_domain("py").objects.get(name)
    return found and f"{app.builder.get_relative_uri(docname, found.docname)}#{found.node_id}"


def _modules() -> set[str]:
    return {name for floor in calls.catalogue().values() for name in floor}


def _label(module: str) -> str:
    return f"{module.replace('.', '-')}-module"


def link_code(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Let every name of a helper in the code cells of a page lead to its entry."""
    names = _known(app.env)["names"].get(pagename)
    if names and "body" in context:

        def linked(code: re.Match) -> str:
            return CHAIN.sub(lambda found: _linked(app, pagename, names, found), code[0])

        context["body"] = CODE.sub(linked, context["body"])


def _linked(app, pagename: str, names: calls.Names, found: re.Match) -> str:
    """Return a name as a link, if it is one of a helper; a name alone must be called."""
    chain, bracket = found["chain"] or "", found["called"] or ""
    meaning = names.meaning(chain) if "." in chain or bracket else None
    address = entry(app, calls.public(meaning), pagename) if meaning else None
    return f'<a class="helper" href="{address}">{chain}</a>{bracket}' if address else found[0]


def setup(app) -> None:
    """Register directives, and what happens when pages are read and written."""
    for extension in ("sphinx.ext.autodoc", "sphinx.ext.napoleon"):
        app.setup_extension(extension)
    app.add_node(called, html=(lambda *_: None, lambda *_: None))
    app.add_directive("helpers", Reference)
    app.add_directive("helpers-contents", Contents)
    app.add_directive("evidence", Evidence)
    app.connect("autodoc-process-docstring", number_references, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", complete, priority=600)  # after it
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
    app.connect("doctree-read", note_calls)
    app.connect("env-updated", rewrite)
    app.connect("missing-reference", find)
    app.connect("doctree-resolved", resolve)
    app.connect("html-page-context", link_code)
