"""The fewest lines of a notebook that make a value: a backward slice over its cells, by reading them alone.

Of ``a, b = f(), g()``, of ``a, b = map(helpers.load, [...])`` and of ``helpers.glue(a=..., b=...)`` only the
part that is needed is kept. That a slice gives the value of the notebook rests on rules that every notebook
keeps; what breaks one is refused, with its file, cell and line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...code import ALL, LOAD, PACKAGE, dotted

PUBLISH = {f"{PACKAGE}.{name}" for name in ("glue", "figure", "table", "markdown")}
LOADS = {LOAD, f"{PACKAGE}.load"}
LOADS = {LOAD, f"{PACKAGE}.load"}
ID = re.compile(r"(fig|tbl)-[a-z0-9-]+")
LOCAL = re.compile(r"@(\w+)")

IMPORTS = (ast.Import, ast.ImportFrom)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
PLAIN = (*IMPORTS, *ASSIGNMENTS, ast.FunctionDef, ast.For, ast.Expr)
FUNCTIONS = (ast.FunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.Dict)
ONCE = {"map", "filter", "zip", "enumerate", "reversed", "iter"}
Placed = ast.stmt | ast.expr | ast.keyword
BOXES = {"dict", "list", "set", "defaultdict"}
KEEPS = BOXES | ONCE | {"tuple", "sorted"}  # what they are given stays the same object in what they make
HIDDEN = {"globals", "locals", "vars", "exec", "eval", "setattr", "delattr", "next", "input"}
IN_PLACE = re.compile(
    "append|extend|insert|pop|popitem|setdefault|remove|clear|discard|sort|reverse|"
    "(add|update)_(?!prefix|suffix).*"  # of a plotly figure
)


class TrailError(ValueError):
    """A notebook breaks a rule without which no one can say how its values are made."""


@dataclass
class Cell:
    """The text of a code cell, and its number among the code cells, from 0."""

    number: int
    source: str

    def __post_init__(self):
        self._lines = [line.encode() for line in self.source.split("\n")]

    def place(self, node: Placed) -> tuple[int, int, int, int]:
        """Return first line, column, last line, column: lines from 1, columns as a page's script counts."""
        first, last = node.lineno, node.end_lineno or node.lineno
        return first, self._column(first, node.col_offset), last, self._column(last, node.end_col_offset or 0)

    def text(self, place: Sequence[int]) -> str:
        """Return the text of a place."""
        first, start, last, end = place
        lines = [line.decode().encode("utf-16-le") for line in self._lines[first - 1 : last]]
        lines[-1] = lines[-1][: 2 * end]
        lines[0] = lines[0][2 * start :]
        return b"\n\0".join(lines).decode("utf-16-le")

    def _column(self, line: int, offset: int) -> int:
        return len(self._lines[line - 1][:offset].decode().encode("utf-16-le")) // 2


@dataclass
class Part:
    """A statement, or the part of one that makes one name.

    ``spans`` are what its text is put together from: places in the cell, and texts between them.
    """

    number: int
    cell: Cell
    nodes: list[ast.AST]
    spans: list[tuple[int, int, int, int] | str]
    lines: range
    makes: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    publishes: set[str] = field(default_factory=set)
    dynamic: bool = False
    helpers: dict[str, None] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The Python of this part, to be run as it is."""
        return "".join(span if isinstance(span, str) else self.cell.text(span) for span in self.spans)


class Notebook:
    """The parts of a notebook in order, and which of them published what.

    Parameters
    ----------
    sources
        The text of each code cell.
    published
        For each code cell the names it published with the line that a run noted, if it did: values by their
        name, figures and tables by their id.
    name
        The file, for messages.

    Raises
    ------
    TrailError
        If a cell breaks a rule; the message names file, cell and line.
    """

    def __init__(
        self,
        sources: Sequence[str],
        published: Sequence[Mapping[str, int | None]] = (),
        name: str = "notebook",
    ):
        self.name = name
        self.parts: list[Part] = []
        reader = _Reader(self)
        for number, source in enumerate(sources):
            reader.read(Cell(number, source))
        self.of: dict[str, Part] = {one: part for part in self.parts for one in sorted(part.publishes)}
        for number, names in enumerate(published):
            self._place(number, names)

    def slice(self, unit: str, reads: Callable[[str], Iterable[str]] = lambda unit: ()) -> list[Part]:
        """Return the parts that make a value, figure or table, in the order of the notebook.

        Parameters
        ----------
        unit
            The name of a glued value, or the id of a figure or table.
        reads
            Gives for an id the glued values that stand in its caption, alt text or notes.

        Raises
        ------
        KeyError
            If the notebook publishes nothing of that name.
        """
        ends = [self.of[unit], *(self.of[name] for name in sorted(reads(unit)))]
        return self.behind(ends)

    def behind(self, ends: Iterable[Part]) -> list[Part]:
        """Return some parts with all that they rest on, in the order of the notebook."""
        kept = {part.number for part in ends}
        wanted: set[str] = set()
        for part in reversed(self.parts):
            if part.number in kept or (part.makes | part.changes) & wanted:
                kept.add(part.number)
                wanted = (wanted - part.makes) | part.reads
        return [part for part in self.parts if part.number in kept]

    def refuse(self, cell: Cell, node: ast.AST, rule: str) -> TrailError:
        """Return the error that names a place and a rule."""
        line = getattr(node, "lineno", 1)
        shown = cell.source.splitlines()[line - 1].strip()
        return TrailError(f"{self.name}, code cell {cell.number + 1}, line {line}: {rule}\n  {shown}")

    def _place(self, number: int, names: Mapping[str, int | None]) -> None:
        """Give names that no reading finds to the part at their line, or to the only one of their cell."""
        open_ = [part for part in self.parts if part.cell.number == number and part.dynamic]
        for name, line in names.items():
            if name in self.of:
                continue
            at = [part for part in open_ if line in part.lines] if line else open_
            if len(at) != 1:
                raise TrailError(
                    f"{self.name}, code cell {number + 1}: which statement published {name!r} is not known\n"
                    "  next: run the notebook again, or give each of its calls a line of its own"
                )
            at[0].publishes.add(name)
            self.of[name] = at[0]


def read(notebook: Mapping, name: str) -> Notebook:
    """Return the parts of a notebook file, with the lines that its last run noted.

    Raises
    ------
    TrailError
        If a cell breaks a rule; the message names file, cell and line.
    """
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return Notebook([cell["source"] for cell in cells], [dict(_noted(cell)) for cell in cells], name)


def _noted(cell: Mapping) -> Iterator[tuple[str, int]]:
    for output in cell["outputs"]:
        if found := output.get("metadata", {}).get("trail"):
            yield found["of"], found["line"]


def script(parts: Iterable[Part]) -> str:
    """Return the Python of a slice: it can be run as it is."""
    return "\n".join(part.text for part in parts) + "\n"


class _Reader:
    """Reads cells one after the other; knows which names may stand for the same object."""

    def __init__(self, notebook: Notebook):
        self.notebook = notebook
        self.shared: dict[str, set[str]] = {}  # of a name those that change when its object does
        self.imported: dict[str, str] = {}
        self.known: dict[str, str] = {}  # names of modules and functions of this package
        self.frozen: dict[str, set[str]] = {}  # functions, and the names that each reads when it is called
        self.lists: dict[str, set[str]] = {}  # lists of texts
        self.boxes: set[str] = set()  # names of what holds objects: lists, dictionaries

    def read(self, cell: Cell) -> None:
        self.cell = cell
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            where = ast.Constant(None, lineno=error.lineno or 1)
            raise self.notebook.refuse(cell, where, "must be Python alone, without commands") from None
        for statement in tree.body:
            self._allowed(statement)
            for part in self._parts(statement):
                self._note(part)
                self.notebook.parts.append(part)

    def _refuse(self, node: ast.AST, rule: str):
        raise self.notebook.refuse(self.cell, node, rule)

    # Rules

    def _allowed(self, statement: ast.stmt) -> None:
        if not isinstance(statement, PLAIN):
            kind = type(statement).__name__.lower()
            self._refuse(statement, f"no {kind} at the top of a cell: make it a function, or an expression")
        for node in ast.walk(statement):
            self._allowed_node(node, statement)

    def _allowed_node(self, node: ast.AST, statement: ast.stmt) -> None:
        if isinstance(node, (ast.Global, ast.Nonlocal, ast.NamedExpr, ast.Delete)):
            self._refuse(node, "a name is bound by an assignment of its own: no global, del or :=")
        if isinstance(node, ast.Name) and node.id in HIDDEN:
            self._refuse(node, f"{node.id}() reads or changes what no reading shows")
        if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names):
            self._refuse(node, "import names, not *")
        if isinstance(node, IMPORTS) and node is not statement:
            self._refuse(node, "imports stand at the top of the first cell")
        if self._random(node):
            self._refuse(node, "no random numbers in a cell: they depend on all drawn before")
        if isinstance(node, ast.Call):
            self._allowed_call(node, statement)
        if isinstance(node, ast.FunctionDef):
            if node.decorator_list:
                self._refuse(node, "no decorators in a cell: make the function a helper")
            self._pure(node)

    def _random(self, node: ast.AST) -> bool:
        chain = self._chain(node) if isinstance(node, (ast.Attribute, ast.Name)) else ""
        return chain.split(".")[:2] == ["numpy", "random"] or chain.split(".")[0] == "random"

    def _allowed_call(self, node: ast.Call, statement: ast.stmt) -> None:
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        literal = bool(node.args) and isinstance(node.args[0], (ast.Constant, ast.JoinedStr))
        if method in ("query", "eval") and not literal:
            self._refuse(node, f"write the text of {method}() into the call: it names what it reads")
        whole = any(isinstance(one, ast.Expr) and one.value is node for one in ast.walk(statement))
        changes = IN_PLACE.fullmatch(method) or any(one.arg == "inplace" for one in node.keywords)
        if changes and not whole and isinstance(node.func, ast.Attribute) and dotted(node.func):
            self._refuse(node, f".{method}() changes an object: make it a statement of its own")

    def _pure(self, function: ast.FunctionDef) -> None:
        """A function changes neither what it is given nor what stands outside of it."""
        own = {name for one in function.body for name in _bound(one)}
        own -= {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
        pairs = [pair for one in ast.walk(function) for pair in given(one)]
        own -= {target for target, value in pairs if isinstance(value, ast.Name)}
        for name, node in self._changes(function):
            if name not in own:
                self._refuse(node, f"a function must not change {name!r}: return a new object")

    def _changes(self, statement: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
        """Yield the names that a statement or those within it change in place; publishing changes nothing."""
        for one in ast.walk(statement):
            if isinstance(one, ast.stmt) and self._published(one) not in PUBLISH:
                yield from _changed(one)

    # Parts

    def _parts(self, statement: ast.stmt) -> Iterator[Part]:
        pairs = _unpacked(statement)
        if pairs:
            for target, value, spans in pairs:
                places = [one if isinstance(one, str) else self.cell.place(one) for one in spans]
                yield self._part(statement, [target, *value], places)
        elif (chain := self._published(statement)) == f"{PACKAGE}.glue":
            yield from self._glued(statement, _called(statement))
        else:
            part = self._part(statement, [statement], [self.cell.place(statement)])
            if chain in PUBLISH:
                self._identify(part, _called(statement))
            elif isinstance(statement, ast.For):
                part.dynamic = any(self._chain(node.func) in PUBLISH for node in _calls(statement))
            yield part

    def _glued(self, statement: ast.stmt, call: ast.Call) -> Iterator[Part]:
        if call.args:
            self._refuse(statement, "glue(name=value): each value by its name")
        head = [self.cell.place(call.func), "("]
        for keyword in call.keywords:
            if keyword.arg:
                spans = [*head, self.cell.place(keyword), ")"]
                part = self._part(statement, [call.func, keyword.value], spans)
                part.publishes.add(keyword.arg)
                yield part
        if unpacked := [one for one in call.keywords if not one.arg]:
            places = [span for one in unpacked for span in (self.cell.place(one), ", ")][:-1]
            part = self._part(statement, [call.func, *(one.value for one in unpacked)], [*head, *places, ")"])
            part.dynamic = True
            yield part

    def _identify(self, part: Part, call: ast.Call) -> None:
        ids = [text for one in call.args for text in _texts(one) if ID.fullmatch(text)]
        part.publishes.update(ids if len(ids) == 1 else ())
        part.dynamic = len(ids) != 1 and self._chain(call.func) != f"{PACKAGE}.markdown"

    def _part(self, statement: ast.stmt, nodes: list[ast.AST], spans: list) -> Part:
        lines = range(statement.lineno, (statement.end_lineno or 0) + 1)
        part = Part(len(self.notebook.parts), self.cell, nodes, spans, lines)
        part.reads = {name for node in nodes for name in free(node)}
        part.makes = {name for node in nodes for name in _bound(node)}
        if nodes[0] is statement:
            part.changes = {name for name, _ in self._changes(statement)}
        if isinstance(statement, (ast.For, ast.AugAssign)):  # what was before may still be there
            part.changes |= part.makes
            part.makes = set()
        return part

    # What names stand for

    def _note(self, part: Part) -> None:
        """Take in what a part does to the names that stand above it."""
        part.number = len(self.notebook.parts)
        self._check(part)
        if isinstance(part.nodes[0], ast.For):  # what it runs over has its name while it changes it
            for target, value in _pairs(part):
                self._share(target, value)
        part.changes |= {other for name in part.changes for other in self.shared.get(name, ())}
        self._look_up(part)
        for name in part.makes:
            self._forget(name)
        for name in part.changes:
            self.lists.pop(name, None)
        for one in part.nodes:
            self._import(one)
        for target, value in _pairs(part):
            self._share(target, value)
        for name, function in _functions(part.nodes):
            self.frozen[name] = free(function)

    def _check(self, part: Part) -> None:
        statement = part.nodes[0]
        for name in sorted(part.makes | part.changes):
            for function, read in self.frozen.items():
                if name in read and name != function:
                    self._refuse(statement, f"{name!r} is read by the function {function!r} above: rename it")
        for name in sorted(part.changes & self.imported.keys()):
            self._refuse(statement, f"{name!r} is a module: a cell must not change it")
        for target, value in _pairs(part):
            if _read_once(value) and not isinstance(statement, ast.For):
                self._refuse(value, f"{target!r} could be read only once: make it a list")
        publishes = isinstance(statement, ast.Expr) and self._published(statement) in PUBLISH
        effect = part.changes or part.publishes or part.dynamic or publishes
        if isinstance(statement, ast.Expr) and not effect:
            self._refuse(statement, "a statement publishes, makes a name, or changes an object by its name")

    def _look_up(self, part: Part) -> None:
        """Note the helpers that a part names, and the tables that it loads."""
        tree = ast.parse(part.text)
        assigned = [one.value for one in ast.walk(tree) if isinstance(one, ast.Assign)]
        aliases = [one for one in assigned if self._chain(one)]
        for chain in self._chains(tree, aliases):
            if chain.partition(".")[0] == PACKAGE:
                part.helpers[chain] = None
        for call in _calls(tree):
            if self._chain(call.func) in LOADS:
                part.tables |= _literals(call.args)
            elif dotted(call.func) == "map" and self._chain(call.args[0]) in LOADS:
                part.tables |= self._listed(call.args[1])

    def _listed(self, node: ast.expr) -> set[str]:
        """Return the texts of a list, written here or above under a name."""
        if isinstance(node, ast.Name):
            return self.lists.get(node.id, {ALL})
        return _literals(node.elts) if isinstance(node, (ast.List, ast.Tuple)) else {ALL}

    def _chains(self, node: ast.AST, aliases: list[ast.expr]) -> Iterator[str]:
        """Yield the longest chains of attributes that lead somewhere; a mere short name for one is none."""
        if node in aliases:
            return
        if isinstance(node, (ast.Name, ast.Attribute)) and (chain := self._chain(node)):
            yield chain
            return
        for child in ast.iter_child_nodes(node):
            yield from self._chains(child, aliases)

    def _import(self, node: ast.AST) -> None:
        if isinstance(node, IMPORTS):
            base = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            for one in node.names:
                first = one.name.partition(".")[0]
                whole = base + one.name if one.asname or base else first
                self.imported[one.asname or (one.name if base else first)] = whole

    def _forget(self, name: str) -> None:
        for group in self.shared.values():
            group.discard(name)
        for known in (self.shared, self.imported, self.known, self.frozen, self.lists):
            known.pop(name, None)
        self.boxes.discard(name)

    def _share(self, target: str, value: ast.expr) -> None:
        """Note that a name may now stand for an object of other names, or hold one, or be held by one."""
        names = self._held(value) - self.imported.keys() - self.known.keys() - {target}
        if isinstance(value, (*DISPLAYS, *COMPREHENSIONS)) or names & self.boxes or _makes_box(value):
            self.boxes.add(target)
        if isinstance(value, (ast.List, ast.Tuple)):
            self.lists[target] = _literals(value.elts)
        chain = self._chain(value)
        if chain.partition(".")[0] == PACKAGE:
            self.known[target] = chain
        for name in names:
            self._lead(name, target)
            self._lead(target, name)

    def _lead(self, name: str, other: str) -> None:
        """Note that who changes one name also changes the other."""
        further = self.shared.get(other, set()) | {other}
        for one in [name, *(one for one, group in self.shared.items() if name in group)]:
            self.shared[one] = self.shared.get(one, set()) | further - {one}

    def _held(self, value: ast.expr) -> set[str]:
        """Return the names whose objects a value may be or hold."""
        if isinstance(value, ast.Name):
            return {value.id}
        if isinstance(value, (ast.Subscript, ast.Attribute)):
            return self._held(value.value) & self.boxes
        if isinstance(value, ast.Call):
            if isinstance(value.func, ast.Attribute):
                return self._held(value.func.value) & self.boxes
            kept = isinstance(value.func, ast.Name) and value.func.id in KEEPS
            return {name for one in value.args for name in self._held(one)} if kept else set()
        if isinstance(value, ast.BinOp):
            return (self._held(value.left) | self._held(value.right)) & self.boxes
        if isinstance(value, COMPREHENSIONS):
            return {name for one in value.generators for name in self._held(one.iter)}
        if isinstance(value, (*DISPLAYS, ast.IfExp, ast.BoolOp, ast.Starred)):
            parts = [one for one in ast.iter_child_nodes(value) if isinstance(one, ast.expr)]
            return {name for one in parts for name in self._held(one)}
        return set()

    def _chain(self, node: ast.AST) -> str:
        """Return what a chain of attributes leads to, through imports and short names for parts of them."""
        chain = dotted(node) if isinstance(node, ast.expr) else None
        if not chain:
            return ""
        first, dot, rest = chain.partition(".")
        root = self.known.get(first) or self.imported.get(first)
        return f"{root}{dot}{rest}" if root else ""

    def _published(self, statement: ast.stmt) -> str:
        value = statement.value if isinstance(statement, ast.Expr) else None
        return self._chain(value.func) if isinstance(value, ast.Call) else ""


def free(node: ast.AST, bound: frozenset[str] = frozenset()) -> set[str]:
    """Return the names that a piece of code reads from outside of itself.

    Examples
    --------
    >>> sorted(free(ast.parse("a = [f(x, k) for x in rows.query('c in @y')]")))
    ['f', 'k', 'rows', 'y']
    """
    if isinstance(node, ast.Name):
        return {node.id} - bound if isinstance(node.ctx, ast.Load) else set()
    if isinstance(node, FUNCTIONS):
        return _free_in_function(node, bound)
    if isinstance(node, COMPREHENSIONS):
        first = node.generators[0]
        inner = bound | {name for one in node.generators for name in _bound(one.target)}
        rest = [one for one in ast.iter_child_nodes(node) if one is not first]
        found = free(first.iter, bound).union(*(free(one, inner) for one in [*first.ifs, *rest]))
        return found
    if isinstance(node, ast.For):
        return _free_in_loop(node, bound)
    found = set().union(*(free(one, bound) for one in ast.iter_child_nodes(node)))
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        found |= {node.target.id} - bound
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("query", "eval"):
        texts = (text for one in node.args for text in _texts(one))
        found |= {name for text in texts for name in LOCAL.findall(text)} - bound
    return found


def _free_in_loop(node: ast.For, bound: frozenset[str]) -> set[str]:
    found, inner = free(node.iter, bound), bound | _bound(node.target)
    for statement in [*node.body, *node.orelse]:
        found |= free(statement, inner)
        if isinstance(statement, ast.Assign):
            inner |= _bound(statement)
    return found


def _free_in_function(node: ast.FunctionDef | ast.Lambda, bound: frozenset[str]) -> set[str]:
    outside = [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
    body = node.body if isinstance(node.body, list) else [node.body]
    own = {one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)}
    own |= {name for one in body for name in _bound(one)}
    if isinstance(node, ast.FunctionDef):
        own.add(node.name)
    found = set().union(*(free(one, bound) for one in outside)) if outside else set()
    return found.union(*(free(one, bound | own) for one in body))


def _texts(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _bound(node: ast.AST) -> set[str]:
    """Return the names that code binds where it stands: not within its functions and comprehensions."""
    if isinstance(node, ast.Name):
        return {node.id} if _stored(node) else set()
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    if isinstance(node, (ast.Lambda, *COMPREHENSIONS)):
        return set()
    if isinstance(node, IMPORTS):
        return {one.asname or one.name.split(".")[0] for one in node.names}
    return set().union(*(_bound(one) for one in ast.iter_child_nodes(node)))


def _stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _changed(statement: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the names whose objects a single statement changes in place."""
    if isinstance(statement, ASSIGNMENTS):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in (one for whole in targets for one in ast.walk(whole)):
            if (isinstance(target, (ast.Subscript, ast.Attribute)) and isinstance(target.ctx, ast.Store)) or (
                isinstance(statement, ast.AugAssign) and target is statement.target
            ):
                yield _root(target), target
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value.func
        if isinstance(called, ast.Attribute) and (root := _root(called)) and root != PACKAGE:
            yield root, called


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def given(statement: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a statement gives to names, or puts into what names stand for."""
    if isinstance(statement, ASSIGNMENTS) and statement.value:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            yield from _given(target, statement.value)
        for other in targets[1:]:
            yield from _given(other, targets[0])
    elif isinstance(statement, (ast.For, ast.comprehension)):
        yield from _given(statement.target, statement.iter)
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value
        if isinstance(called.func, ast.Attribute) and (root := _root(called.func)):
            yield from ((root, one) for one in called.args)


def _given(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, (ast.Tuple, ast.List)):
        values: list[ast.expr] = [ast.Starred(value)] * len(target.elts)
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            values = value.elts
        for one, given_ in zip(target.elts, values, strict=True):
            yield from _given(one, given_)
    elif root := _root(target.value if isinstance(target, ast.Starred) else target):
        yield root, value


def _pairs(part: Part) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a part gives to names: a whole statement with those within it, or one name of several."""
    whole, *rest = part.nodes
    if isinstance(whole, ast.stmt) and not isinstance(whole, ast.FunctionDef):
        for one in ast.walk(whole):
            if isinstance(one, ast.stmt):
                yield from given(one)
    elif isinstance(whole, ast.Name) and len(rest) == 1 and isinstance(rest[0], ast.expr):
        yield whole.id, rest[0]


def _functions(nodes: list[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions that stay after a statement has run, each with its name."""
    whole, *rest = nodes
    if isinstance(whole, ast.FunctionDef):
        yield whole.name, whole
    pairs = given(whole) if isinstance(whole, ast.stmt) else [(getattr(whole, "id", ""), one) for one in rest]
    for target, value in pairs:
        yield from ((target, one) for one in _lambdas(value))


def _lambdas(value: ast.AST) -> Iterator[ast.Lambda]:
    """Yield the lambdas that a value is or holds; one that is given to a call is used up there."""
    if isinstance(value, ast.Lambda):
        yield value
    elif isinstance(value, (*DISPLAYS, *COMPREHENSIONS, ast.IfExp, ast.BoolOp, ast.BinOp)):
        for one in ast.iter_child_nodes(value):
            yield from _lambdas(one)


def _read_once(value: ast.expr) -> bool:
    called = value.func if isinstance(value, ast.Call) else None
    return isinstance(value, ast.GeneratorExp) or (isinstance(called, ast.Name) and called.id in ONCE)


def _makes_box(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in BOXES


def _unpacked(statement: ast.stmt) -> list[tuple[ast.Name, list[ast.expr], list]]:
    """Return the single assignments of ``a, b = f(), g()`` or ``a, b = map(f, [x, y])``, if it is one."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    target, value = statement.targets[0], statement.value
    made = [([one], _wrapped(one)) for one in _elements(value)]
    made = _mapped(value) if isinstance(value, ast.Call) else made
    names = [one for one in _elements(target) if isinstance(one, ast.Name)]
    alone = len(names) == len(_elements(target)) and not _bound(target) & free(value)
    if not names or len(made) != len(names) or not alone:
        return []
    return [(name, nodes, [name, " = ", *spans]) for name, (nodes, spans) in zip(names, made, strict=True)]


def _elements(node: ast.expr) -> list[ast.expr]:
    elements = node.elts if isinstance(node, (ast.Tuple, ast.List)) else []
    return [] if any(isinstance(one, ast.Starred) for one in elements) else elements


def _mapped(call: ast.Call) -> list[tuple[list[ast.expr], list]]:
    if dotted(call.func) != "map" or len(call.args) != 2:
        return []
    function, listed = call.args
    head = ["(", function, ")"] if isinstance(function, ast.Lambda) else [function]
    return [([function, one], [*head, "(", one, ")"]) for one in _elements(listed)]


def _wrapped(value: ast.expr) -> list:
    """Put brackets around what goes on over several lines."""
    return [value] if value.lineno == value.end_lineno else ["(", value, ")"]


def _called(statement: ast.stmt) -> ast.Call:
    """Return the call of a statement that is known to publish."""
    call = getattr(statement, "value", None)
    assert isinstance(call, ast.Call)
    return call


def _calls(statement: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(statement) if isinstance(one, ast.Call))


def _literals(nodes: Iterable[ast.expr]) -> set[str]:
    texts = {one.value if isinstance(one, ast.Constant) else ALL for one in nodes}
    return {text if isinstance(text, str) else ALL for text in texts}
