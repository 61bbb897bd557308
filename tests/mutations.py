"""What the tests of the analysis are worth: how many small errors, put into a module, they find.

``tests/mutations.csv`` has a row a module, and ``tests/survivors.csv`` a row for each error that no test
finds, with the reason why none can. ``tests.mutating`` makes both.
"""

import ast
import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
HELPERS = ROOT / "src" / "helpers"
RESULTS, SURVIVORS = ROOT / "tests" / "mutations.csv", ROOT / "tests" / "survivors.csv"
PARTS = ("measures", "subjects", "models")
# What runs the models, opens raw files, or only joins stored tables: held by tests of another kind.
NOT_PURE = ("__init__", "__main__", "jobs", "runs", "fates", "onset", "onset_panel", "onset_regional")
NOT_PURE += ("comparison_tables", "power_specifications")


@dataclass(frozen=True)
class Result:
    """How the tests near a module met the errors put into it; ``digest`` is that of its code."""

    module: str
    digest: str
    day: str
    tool: str
    mutants: int
    tried: int
    killed: int
    timeouts: int
    survived: int
    equivalent: int


@dataclass(frozen=True)
class Survivor:
    """An error that no test near its module finds, and ``why`` it changes nothing that the module says."""

    module: str
    was: str
    mutant: str
    why: str


def modules() -> dict[str, Path]:
    """Return the modules of the analysis by their short names: ``subjects.council``."""
    paths = [path for part in PARTS for path in sorted((HELPERS / part).glob("*.py"))]
    return {f"{path.parent.name}.{path.stem}": path for path in paths if path.stem not in NOT_PURE}


def near(module: str) -> list[Path]:
    """Return what is run against an error in a module: its examples, and its test or those that use it."""
    part, name = module.split(".")
    own = ROOT / "tests" / part / f"test_{name}.py"
    if own.is_file():
        return [modules()[module], own]
    tests = [path for folder in PARTS for path in sorted((ROOT / "tests" / folder).glob("test_*.py"))]
    return [modules()[module], *(path for path in tests if name in _taken(path.read_text(encoding="utf-8")))]


@cache
def _taken(code: str) -> frozenset[str]:
    """Return the names that a test imports, or takes from ``helpers``."""
    nodes = list(ast.walk(ast.parse(code)))
    taken = {
        one.name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for one in node.names
    }
    taken |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    of = [node for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    taken |= {node.attr for node in of if node.value.id == "helpers"}
    return frozenset(name.rpartition(".")[2] for name in taken)


def digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def stale(results: Iterable[Result]) -> list[str]:
    """Return the modules that changed since they were tried, or never were."""
    known = {one.module: one.digest for one in results}
    return [name for name, path in modules().items() if known.get(name) != digest([path])]


def read(path: Path, kind: type) -> list:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [kind(**_typed(kind, row)) for row in csv.DictReader(lines)]


def _typed(kind: type, row: dict[str, str]) -> Iterator[tuple[str, object]]:
    return {one.name: int(row[one.name]) if one.type is int else row[one.name] for one in fields(kind)}


def write(path: Path, kind: type, rows: Iterable) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        to = csv.DictWriter(out, [one.name for one in fields(kind)], lineterminator="\n")
        to.writeheader()
        to.writerows(asdict(row) for row in rows)
