"""Who refers to a helper: the cells of the chapters and the tests, found by reading their code alone."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ...code import PACKAGE, Code, Module, dotted, running

HELPERS = Path(__file__).parents[2]
FRONT, FLOORS = "front", ("measures", "subjects", "charts")


@dataclass(frozen=True)
class Helper:
    """A function, class or constant that a chapter may use.

    ``name`` is how a chapter calls it (``helpers.council.vetoed``), ``full`` where it is defined.
    """

    name: str
    full: str
    module: Module = field(repr=False, compare=False)

    @property
    def nodes(self) -> list[ast.stmt]:
        """The statements that define it."""
        return self.module.defines[self.full.rpartition(".")[2]]

    @property
    def kind(self) -> str:
        """How autodoc calls it: function, exception, class or data."""
        node = self.nodes[0]
        if isinstance(node, ast.ClassDef):
            return "exception" if self.full.endswith("Error") else "class"
        return "function" if isinstance(node, ast.FunctionDef) else "data"

    @property
    def source(self) -> str:
        """Its code, with the comment before it and without its docstring, which stands on the page."""
        lines, node = self.module.source.splitlines(), self.nodes[0]
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))]) - 1
        while first and lines[first - 1].startswith("#"):
            first -= 1
        kept = range(first, self.nodes[-1].end_lineno or 0)
        dropped = _docstring(node)
        return "\n".join(lines[number] for number in kept if number + 1 not in dropped)


def _docstring(node: ast.stmt) -> range:
    """Return the lines of the docstring of a definition."""
    first = node.body[0] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return range(first.lineno, (first.end_lineno or 0) + 1)
    return range(0)


@cache
def catalogue() -> dict[str, dict[str, list[Helper]]]:
    """Return what a chapter may use, by floor and module, as the modules order it.

    Examples
    --------
    >>> [helper.name for helper in catalogue()["front"]["helpers"]][:2]
    ['helpers.figure', 'helpers.glue']
    """
    package = running()
    floors: dict[str, dict[str, list[Helper]]] = {floor: {} for floor in (FRONT, *FLOORS)}
    floors[FRONT][PACKAGE] = []
    front = package.modules[PACKAGE]
    for name in front.imports:
        goal = package.goal(f"{PACKAGE}.{name}")
        if goal not in package.modules:
            floors[FRONT][PACKAGE].append(_helper(f"{PACKAGE}.{name}", goal, package))
    handed = {helper.full for helper in floors[FRONT][PACKAGE]}
    for name in sorted(front.imports):
        goal = package.goal(f"{PACKAGE}.{name}") or ""
        if goal in package.modules:
            found = list(_members(f"{PACKAGE}.{name}", package.modules[goal], package))
            floor = next((one for one in FLOORS if one in goal.split(".")), FRONT)
            floors[floor][f"{PACKAGE}.{name}"] = [one for one in found if one.full not in handed]
    return floors


@cache
def helpers() -> dict[str, Helper]:
    """Return every function, class and constant that a chapter may use, by the name under which it does."""
    modules = [module for floor in catalogue().values() for module in floor.values()]
    return {helper.name: helper for module in modules for helper in module}


def _members(name: str, module: Module, package: Code) -> Iterator[Helper]:
    """Yield the public definitions of a module; of a package those that it hands on."""
    for one in module.imports if module.package else module.defines:
        goal = package.goal(f"{name}.{one}")
        if not one.startswith(("_", "<")) and goal and goal not in package.modules:
            helper = _helper(f"{name}.{one}", goal, package)
            if helper.kind != "data" or one.isupper():
                yield helper


def _helper(name: str, goal: str | None, package: Code) -> Helper:
    if goal is None:
        raise LookupError(f"{name} is imported in {PACKAGE}/__init__.py, and defined nowhere")
    return Helper(name, goal, package.modules[goal.rpartition(".")[0]])


def public(name: str) -> str | None:
    """Return under which name a chapter uses what a dotted name leads to; None if it may not.

    Examples
    --------
    >>> public("helpers.subjects.council.vetoed.__name__")
    'helpers.council.vetoed'
    """
    return _by_full_name().get(running().goal(name) or "")


def defined(name: str) -> bool:
    """Return whether the package defines a name, or has a module called so; a name alone, anywhere.

    Examples
    --------
    >>> defined("helpers.tables.parse"), defined("parse"), defined("helpers.tables.no_such_thing")
    (True, True, False)
    """
    modules = running().modules
    if "." not in name:
        return any(name in module.defines for module in modules.values())
    module, _, last = name.rpartition(".")
    return name in modules or (module in modules and last in modules[module].defines)


@cache
def _by_full_name() -> dict[str, str]:
    return {helper.full: helper.name for helper in helpers().values()}


class Names:
    """What the names of some Python stand for, through its imports and plain assignments.

    Examples
    --------
    >>> names = Names([ast.parse("from helpers.subjects import council; cast = council.vetoes")])
    >>> names.meaning("cast"), sorted(names.used(ast.parse("cast(council.on_iran(votes))")))
    ('helpers.subjects.council.vetoes', ['helpers.council.on_iran', 'helpers.council.vetoes'])
    """

    def __init__(self, trees: Iterable[ast.AST]):
        self.stand_for = {PACKAGE: PACKAGE}
        for tree in trees:
            for node in ast.walk(tree):
                self._read(node)

    def _read(self, node: ast.AST) -> None:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for one in node.names:
                self.stand_for[one.asname or one.name] = f"{node.module}.{one.name}"
        elif isinstance(node, ast.Import):
            for one in node.names:
                if one.asname and one.name.split(".")[0] == PACKAGE:
                    self.stand_for[one.asname] = one.name
        elif isinstance(node, ast.Assign):
            for target, value in _pairs(node):
                if isinstance(target, ast.Name) and (meaning := self.meaning(dotted(value) or "")):
                    self.stand_for[target.id] = meaning

    def meaning(self, chain: str) -> str | None:
        """Return the dotted name, from the package on, that a chain of names stands for."""
        first, dot, rest = chain.partition(".")
        return f"{self.stand_for[first]}{dot}{rest}" if first in self.stand_for else None

    def used(self, tree: ast.AST) -> set[str]:
        """Return the helpers that some code names, by the names under which chapters use them."""
        chains = (dotted(node) for node in ast.walk(tree) if isinstance(node, (ast.Name, ast.Attribute)))
        meanings = (self.meaning(chain) for chain in chains if chain)
        return {name for meaning in meanings if meaning and (name := public(meaning))}


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


@cache
def tests(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Return for each helper the tests that refer to it, by file.

    A test refers to what it names, and to what the fixtures and functions of its file name that it uses.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for test, names in _tests(ast.parse(path.read_text(encoding="utf-8"))):
            for name in names:
                found.setdefault(name, {}).setdefault(path.relative_to(folder).as_posix(), []).append(test)
    return found


def _tests(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Yield each test of a file with the helpers that it refers to."""
    names, parts = Names([tree]), dict(_parts(tree))
    direct = {name: names.used(node) for name, node in parts.items()}
    reach = {name: _mentioned(node) & parts.keys() - {name} for name, node in parts.items()}
    for name in parts:
        if name.startswith("test_"):
            yield name, set().union(*(direct[one] for one in _all(name, reach)))


def _parts(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield what a test file defines: functions, those of classes too, and the values of its names."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from ((one.name, one) for one in node.body if isinstance(one, ast.FunctionDef))
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))


def _mentioned(node: ast.AST) -> set[str]:
    """Return the names in a definition; those of its arguments, too, which may be fixtures."""
    every = list(ast.walk(node))
    return {one.id for one in every if isinstance(one, ast.Name)} | {
        one.arg for one in every if isinstance(one, ast.arg)
    }


def _all(name: str, reach: dict[str, set[str]]) -> set[str]:
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += reach[one]
    return found
