"""What a helper rests on: the definitions it uses, and those that they use, found by reading the code alone.

The grain is a definition at the top level of a module: a function, a class, a constant. Where it can't be
told which one is used, all of the module are. Comments and docstrings change no result and are not read.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

PACKAGE = "helpers"
HERE = Path(__file__).parent  # the folder of this very package
LOAD = f"{PACKAGE}.tables.load"
READS = {LOAD, f"{PACKAGE}.parts.columns"}  # whose first argument is the name of a table
ALL = "*"  # in place of the names of tables: which ones is only known when the code runs
EFFECT = "<effects>"  # what a module does when it is imported, beside defining names
QUIET = {"cache", "lru_cache", "cached_property", "property", "staticmethod", "classmethod", "dataclass"}
QUIET |= {"contextmanager", "total_ordering", "overload", "wraps"}


@dataclass(frozen=True)
class Definition:
    """A function, class or constant of a module, or what the module does on import."""

    name: str
    path: Path
    line: int
    digest: str
    uses: frozenset[str] = field(repr=False)
    tables: frozenset[str]


def closure(names: Iterable[str], folder: Path) -> dict[str, Definition]:
    """Return the definitions that these names rest on, with all that those use in turn.

    Parameters
    ----------
    names
        Dotted names as a notebook writes them: ``helpers.council.vetoed``, ``helpers.load``. A module stands
        for all that it defines.
    folder
        The folder of the package, ``src/helpers``.

    Returns
    -------
    dict
        Full name -> definition, in alphabetical order. ``digest`` changes with the code and not with its
        comments; ``tables`` are the tables that it loads by their names, or ``*`` where it computes a name.

    Raises
    ------
    LookupError
        If nothing of the package has such a name.
    """
    return read(folder).closure(names)


def tables(definitions: Iterable[Definition]) -> frozenset[str]:
    """Return the tables that definitions load; ``*`` among them where only a run can tell."""
    return frozenset().union(*(one.tables for one in definitions))


class Code:
    """All definitions of a package, and what its names stand for."""

    def __init__(self, folder: Path):
        self.modules = {module.name: module for module in _modules(folder)}
        self._read: dict[str, dict[str, Definition]] = {}

    def definition(self, name: str) -> Definition:
        """Return a definition by its full name; its module is read when it is first asked for."""
        module = name.rpartition(".")[0]
        if module not in self._read:
            self._read[module] = {one.name: one for one in self.modules[module].read(self)}
        return self._read[module][name]

    def closure(self, names: Iterable[str]) -> dict[str, Definition]:
        """As the function :func:`closure`, which says more."""
        found: dict[str, Definition] = {}
        waiting = [one for name in names for one in self.resolve(name)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.definition(name)
                waiting += found[name].uses
        return dict(sorted(found.items()))

    def resolve(self, name: str) -> frozenset[str]:
        """Return the definitions that a dotted name stands for; of a module, all that it defines.

        Raises
        ------
        LookupError
            If there are none.
        """
        goal = self.goal(name)
        if goal is None:
            raise LookupError(f"{name} is nothing that {PACKAGE} defines")
        if goal in self.modules:
            return self.whole(goal)
        return frozenset({goal})

    def goal(self, name: str) -> str | None:
        """Return the full name of the definition or module that a dotted name leads to, through imports.

        A longer name leads to its first part that is a definition: an attribute of a class to the class.
        """
        first, *rest = name.split(".")
        return self.within(first, rest) if first == PACKAGE else None

    def within(self, here: str, rest: Sequence[str]) -> str | None:
        """Return what attributes of a module lead to, as :meth:`goal` does."""
        for place, part in enumerate(rest):
            module = self.modules.get(here)
            if module is None:
                return None
            if part in module.defines:
                return f"{here}.{part}"
            source, name = module.imports.get(part, ("", ""))
            if name and (source, name) != (here, part):
                return self.within(source, [name, *rest[place + 1 :]])
            if not source and f"{here}.{part}" not in self.modules:
                return here if "__getattr__" in module.defines else None
            here = source if source and not name else f"{here}.{part}"
        return here if here in self.modules else None

    def whole(self, name: str) -> frozenset[str]:
        """Return all that a module defines and hands on; of a package's modules only those it hands on."""
        module = self.modules[name]
        own = {f"{name}.{one}" for one in module.defines}
        handed = (self.within(source, [one] if one else []) for source, one in module.imports.values())
        inner = {one for one in handed if one and one not in self.modules} if module.package else set()
        return frozenset(own | inner)


class Module:
    """One file: what it defines, what it imports, what it does."""

    def __init__(self, name: str, path: Path):
        self.name, self.path = name, path
        self.package = path.name == "__init__.py"

    @cached_property
    def source(self) -> str:
        """The text of the file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.source)

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        """Of each name imported from this package its module, and its name there, empty for a module."""
        return dict(self._imported(self.tree.body))

    @cached_property
    def others(self) -> dict[str, str]:
        """Of each name imported from elsewhere, what it stands for."""
        return {
            one.asname or one.name.partition(".")[0]: f"{'.' * level}{base}:{one.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for base, level in [(getattr(node, "module", "") or "", getattr(node, "level", 0))]
            for one in node.names
        }

    @cached_property
    def defines(self) -> dict[str, list[ast.stmt]]:
        """Of each name the statements that define it."""
        found: dict[str, list[ast.stmt]] = {}
        for statement in self.tree.body:
            for one in _defined(statement):
                found.setdefault(one, []).append(statement)
        return found

    def read(self, code: Code) -> Iterator[Definition]:
        """Yield every definition of this module."""
        texts = _Texts(self.source, self.tree)
        for name, statements in self.defines.items():
            uses, loaded = self._uses(statements, code)
            effects = {f"{self.name}.{EFFECT}"} if EFFECT in self.defines and name != EFFECT else set()
            yield Definition(
                f"{self.name}.{name}",
                self.path,
                statements[0].lineno,
                _digest([*map(texts.of, statements), *self._borrowed(statements)]),
                frozenset((uses | effects) - {f"{self.name}.{name}"}),
                frozenset(loaded),
            )

    def _imported(self, statements: Iterable[ast.stmt]) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each imported name of this package with its module and its name there, empty for a module."""
        for node in statements:
            if isinstance(node, ast.Import):
                for one in node.names:
                    if one.name.split(".")[0] == PACKAGE:
                        yield (one.asname, (one.name, "")) if one.asname else (PACKAGE, (PACKAGE, ""))
            elif isinstance(node, ast.ImportFrom) and (base := self._base(node)).split(".")[0] == PACKAGE:
                for one in node.names:
                    if one.name == "*":
                        raise SyntaxError(f"{self.path}:{node.lineno}: import names, not *")
                    yield one.asname or one.name, (base, one.name)

    def _borrowed(self, statements: list[ast.stmt]) -> list[str]:
        """Return what imported names in statements stand for: ``np`` could come to mean another module."""
        nodes = (node for statement in statements for node in ast.walk(statement))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        return [f"{name}={self.others[name]}" for name in sorted(names & self.others.keys())]

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        above = parts[: len(parts) - node.level + self.package]
        return ".".join([*above, *([node.module] if node.module else [])])

    def _uses(self, statements: list[ast.stmt], code: Code) -> tuple[set[str], set[str]]:
        """Return the definitions that statements name, and the tables that they load."""
        nodes = [node for statement in statements for node in ast.walk(statement)]
        imports = self.imports | dict(self._imported(node for node in nodes if isinstance(node, ast.stmt)))
        reader = _Reader(self, imports, code)
        for statement in statements:
            reader.visit(statement)
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        if names & {"import_module", "__import__"}:  # modules by computed names: it may be any
            reader.used |= {one for module in code.modules for one in code.whole(module)}
        if names & {"globals", "vars"}:
            reader.used |= code.whole(self.name)
        return reader.used, set() if self.name == LOAD.rpartition(".")[0] else reader.tables


class _Reader(ast.NodeVisitor):
    """Collects what code names: chains of attributes as far as they lead."""

    def __init__(self, module: Module, imports: dict[str, tuple[str, str]], code: Code):
        self.module, self.imports, self.code = module, imports, code
        self.used: set[str] = set()
        self.tables: set[str] = set()

    def visit_Call(self, node: ast.Call) -> None:
        goal = self._goal(node.func)
        if goal in READS:
            self.used.add(goal)
            self.tables |= _literals(node.args[:1]) if node.args else {ALL}
            for child in [*node.args, *node.keywords]:
                self.visit(child)
        elif isinstance(node.func, ast.Name) and node.func.id == "map" and self._goal(node.args[0]) == LOAD:
            self.used |= self.code.resolve(LOAD)
            listed = node.args[1]
            self.tables |= _literals(listed.elts) if isinstance(listed, (ast.List, ast.Tuple)) else {ALL}
        else:
            self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if goal := self._goal(node):
            self._use(goal)
        else:
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and (goal := self._goal(node)):
            self._use(goal)

    def _use(self, goal: str) -> None:
        if goal in READS:  # handed on, not called here: with which name is not known
            self.tables.add(ALL)
        self.used |= self.code.whole(goal) if goal in self.code.modules else {goal}

    def _goal(self, node: ast.expr) -> str | None:
        chain = dotted(node)
        if not chain:
            return None
        first, _, rest = chain.partition(".")
        if first in self.imports:
            source, name = self.imports[first]
            return self.code.within(source, [part for part in [name, *rest.split(".")] if part])
        return f"{self.module.name}.{first}" if first in self.module.defines else None


class _Texts:
    """The text of statements without comments and docstrings."""

    def __init__(self, source: str, tree: ast.Module):
        self.lines = source.splitlines(keepends=True)
        readline = io.StringIO(source).readline
        comments = [t for t in tokenize.generate_tokens(readline) if t.type == tokenize.COMMENT]
        for token in comments:
            row, column = token.start
            self.lines[row - 1] = self.lines[row - 1][:column].rstrip() + "\n"
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                self._drop_docstring(node.body[:1])

    def _drop_docstring(self, first: list[ast.stmt]) -> None:
        for node in first:
            value = getattr(node, "value", None) if isinstance(node, ast.Expr) else None
            alone = value is not None and not self.lines[node.lineno - 1][: node.col_offset].strip()
            if alone and isinstance(value, ast.Constant) and isinstance(value.value, str):
                for row in range(node.lineno - 1, node.end_lineno or 0):
                    self.lines[row] = "\n"

    def of(self, node: ast.stmt) -> str:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        lines = self.lines[first - 1 : node.end_lineno]
        return "\n".join(line.rstrip() for line in lines if line.strip())


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


@cache
def _code(folder: Path, _state: tuple) -> Code:
    return Code(folder)


def read(folder: Path) -> Code:
    """Return the code of a package folder; it is read again only when a file has changed."""
    files = sorted(folder.rglob("*.py"))
    state = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return _code(folder, state)


@cache
def running() -> Code:
    """Return the code of this very package, as this process found it."""
    return Code(HERE)


def dotted(node: ast.expr) -> str | None:
    """Return a chain of attributes as it is written: ``helpers.council.vetoed``."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def _modules(folder: Path) -> Iterator[Module]:
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        name = ".".join([PACKAGE, *(part for part in parts if part != "__init__")])
        yield Module(name, path)


def _defined(statement: ast.stmt) -> list[str]:
    """Return the names that a statement at the top of a module defines; what else it does is an effect."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return []
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return []
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        loud = [one for one in statement.decorator_list if _last_name(one) not in QUIET]
        return [statement.name, *([EFFECT] if loud else [])]
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        plain = [node for target in targets for node in _flat(target)]
        names = [node.id for node in plain if isinstance(node, ast.Name)]
        return names if len(names) == len(plain) else [*names, EFFECT]
    bound = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and _stored(node)}
    return [*sorted(bound), EFFECT]


def _flat(target: ast.expr) -> list[ast.expr]:
    if isinstance(target, (ast.Tuple, ast.List)):
        return [node for part in target.elts for node in _flat(part)]
    return [target.value] if isinstance(target, ast.Starred) else [target]


def _stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _last_name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (dotted(called) or "").rpartition(".")[2]


def _literals(nodes: Iterable[ast.expr]) -> set[str]:
    """Return the texts that stand there as they are; ``*`` if one is computed."""
    return {
        node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ALL
        for node in nodes
    }
