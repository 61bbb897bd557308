"""``python -m tests.mutating [--sample N] [module ...]``: put small errors into the analysis, one at a time.

Cosmic Ray says what errors there are. For each the tests near the module run in a process of its own, forked
from one that has read everything else, so that a trial takes no longer than these tests. What became
of each is kept in ``_build/mutations``: what a test found is not tried again until the module changes.
"""

import argparse
import ast
import contextlib
import importlib
import importlib.util
import itertools
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.machinery import SourceFileLoader
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import mutations
from tests.mutations import ROOT, Result, Survivor

KEPT = ROOT / "_build" / "mutations"
SEED = 2026
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
# One replacement an operator, the one that is hardest to notice: most others only raise.
NEIGHBOURS = {
    *("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Div", "Mod_FloorDiv", "Pow_Mul"),
    *("BitAnd_BitOr", "BitOr_BitAnd", "BitXor_BitOr"),
    *("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Is_IsNot", "IsNot_Is"),
}
WITHIN = ("ReplaceBinaryOperator_", "ReplaceComparisonOperator_")


class Mutant(NamedTuple):
    """An error: what makes it, and the line before and after."""

    operator: str
    occurrence: int
    was: str
    mutant: str
    code: str

    @property
    def name(self) -> str:
        return f"{self.operator} {self.occurrence}"


class Place(NamedTuple):
    """Where an error can be put: the name of what makes it, and the how many-eth of its kind it is."""

    operator: str
    occurrence: int


def places(code: str) -> list[Place]:
    """Return where errors can be put into a module; none in annotations, which say nothing to Python."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.operators.provider import OperatorProvider

    passive, every, provider = _annotations(code), list(ast_nodes(get_ast(code))), OperatorProvider()
    found = []
    for name in sorted(filter(_wanted, provider)):
        operator = provider[name]
        if not operator.arguments():
            at = [start for node in every for start, _ in operator().mutation_positions(node)]
            held = [any(first <= start < last for first, last in passive) for start in at]
            found += [Place(name, occurrence) for occurrence, still in enumerate(held) if not still]
    return found


def mutants(code: str, order: list[Place]) -> Iterator[Mutant]:
    """Yield the errors at some places of a module, in their order; each is made when it is asked for."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    for name, occurrence in order:
        spoiled = None
        with contextlib.suppress(AttributeError):  # of an exception with a dot in its name
            spoiled = mutate_code(code, provider[name](), occurrence)
        if spoiled:
            yield Mutant(name, occurrence, *_difference(code, spoiled), spoiled)


def _wanted(name: str) -> bool:
    return not name.startswith(WITHIN) or name.partition("_")[2] in NEIGHBOURS


def _annotations(code: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    nodes = list(ast.walk(ast.parse(code)))
    held = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return [((one.lineno, one.col_offset), (one.end_lineno, one.end_col_offset)) for one in held if one]


def _difference(code: str, spoiled: str) -> tuple[str, str]:
    before, after = code.splitlines(), spoiled.splitlines()
    first = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    return before[first].strip(), after[first].strip()


class _Spoiled(SourceFileLoader):
    """Loads a module as its file is, but for one error."""

    def __init__(self, name: str, path: Path, code: str) -> None:
        super().__init__(name, str(path))
        self.code = code

    def get_code(self, fullname):
        return compile(self.code, self.path, "exec")


class Bench:
    """Runs the tests near a module, with errors in it, each in a process forked from this one."""

    def __init__(self, module: str) -> None:
        self.module, self.name = module, f"helpers.{module}"
        self.path, self.near = mutations.modules()[module], mutations.near(module)
        importlib.import_module("helpers")
        importlib.import_module(self.name)
        started = time.process_time()
        if self._tests() != 0:
            raise SystemExit(f"{module}: its tests fail as it is; mend that first")
        self.seconds = time.process_time() - started
        self.changing = sorted(name for name in sys.modules if self._rests_on(name))
        if self.outcome(self.path.read_text(encoding="utf-8")) != SURVIVED:
            raise SystemExit(f"{module}: its tests fail when it is loaded anew without any error")

    def _rests_on(self, name: str) -> bool:
        """Return whether a loaded module holds anything of the module on the bench, or of one that does.

        A package does not count: it holds its modules, which are put into it when they are loaded.
        """
        if not name.startswith(("helpers.", "tests.")) or name == __name__ or _package(name):
            return False
        todo, seen = [name], set()
        while todo:
            seen.add(one := todo.pop())
            held = vars(sys.modules[one]).values() if one in sys.modules else ()
            names = {getattr(x, "__name__", "") for x in held if type(x) is type(sys)}
            names |= {getattr(x, "__module__", "") or "" for x in held if callable(x)}
            todo += [x for x in names if x.startswith("helpers.") and x not in seen and not _package(x)]
        return self.name in seen or name.startswith("tests.")

    def _tests(self) -> int:
        options = ["-q", "-x", "-n0", "-p", "no:cacheprovider", "--doctest-modules", "--no-header", "--tb=no"]
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            return int(pytest.main([*options, *map(str, self.near)]))

    def outcome(self, code: str) -> str:
        """Return what the tests make of the module with this code."""
        child = os.fork()
        if not child:
            self._within(code)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return TIMEOUT
        return SURVIVED if os.WEXITSTATUS(status) == 0 else KILLED

    def _within(self, code: str) -> None:
        limit = int(20 + 4 * self.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(limit * 20)
        status = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            self._put(code)
            status = self._tests()
        finally:
            os._exit(min(status, 100))

    def _put(self, code: str) -> None:
        """Load the module anew with an error in it, and all that holds something of it."""
        for name in self.changing:
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        loader = _Spoiled(self.name, self.path, code)
        spec = importlib.util.spec_from_file_location(self.name, self.path, loader=loader)
        assert spec is not None
        sys.modules[self.name] = spoiled = importlib.util.module_from_spec(spec)
        loader.exec_module(spoiled)
        parent, _, short = self.name.rpartition(".")
        setattr(sys.modules[parent], short, spoiled)
        for name in self.changing:
            if name.startswith("helpers."):
                importlib.import_module(name)
        top = sys.modules["helpers"]
        for short, held in list(vars(top).items()):
            home = held.__name__ if type(held) is type(sys) else getattr(held, "__module__", None)
            if home in self.changing:
                new = sys.modules[home]
                setattr(top, short, new if type(held) is type(sys) else getattr(new, short))


def _package(name: str) -> bool:
    return hasattr(sys.modules.get(name), "__path__")


def run(module: str, sample: int | None) -> tuple[Result, list[Survivor]]:
    """Try the errors of a module, or a sample of them that is always the same; return what became of them."""
    path = mutations.modules()[module]
    code = path.read_text(encoding="utf-8")
    found = places(code)
    drawn = random.Random(f"{SEED} {module}").sample(found, len(found))
    chosen = list(itertools.islice(mutants(code, drawn), sample))
    kept = _kept(module)
    open_to_doubt = [one for one in chosen if kept.get(one.name) not in (KILLED, TIMEOUT)]
    bench = Bench(module) if open_to_doubt else None
    for mutant in open_to_doubt:
        assert bench is not None
        kept[mutant.name] = bench.outcome(mutant.code)
        _keep(module, kept)
    why = {
        (one.module, one.was, one.mutant): one.why for one in mutations.read(mutations.SURVIVORS, Survivor)
    }
    left = [
        Survivor(module, one.was, one.mutant, why.get((module, one.was, one.mutant), ""))
        for one in chosen
        if kept[one.name] == SURVIVED
    ]
    count = Counter(kept[one.name] for one in chosen)
    return Result(
        module=module,
        digest=mutations.digest([path]),
        day=datetime.now(UTC).date().isoformat(),
        tool=f"cosmic-ray {version('cosmic-ray')}",
        mutants=len(found),
        tried=len(chosen),
        killed=count[KILLED],
        timeouts=count[TIMEOUT],
        survived=count[SURVIVED],
        equivalent=sum(bool(one.why) for one in left),
    ), left


def _kept(module: str) -> dict[str, str]:
    path = KEPT / f"{module}.json"
    held = json.loads(path.read_text()) if path.is_file() else {}
    return held["became"] if held.get("digest") == mutations.digest([mutations.modules()[module]]) else {}


def _keep(module: str, became: dict[str, str]) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    held = {"digest": mutations.digest([mutations.modules()[module]]), "became": became}
    (KEPT / f"{module}.json").write_text(json.dumps(held, indent=0))


def _store(result: Result, left: list[Survivor]) -> None:
    """Put the results of one module in the place of those that were there."""
    for path, kind, new in (mutations.RESULTS, Result, [result]), (mutations.SURVIVORS, Survivor, left):
        others = [one for one in mutations.read(path, kind) if one.module != result.module]
        mutations.write(path, kind, sorted([*others, *new], key=lambda one: one.module))


def main(arguments: list[str] | None = None) -> int:
    """Try what is asked for, or what changed; return 1 while a survivor is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="so many errors a module, always the same ones")
    parser.add_argument("modules", nargs="*", help="subjects.council ...; by default those that changed")
    asked = parser.parse_args(arguments)
    unexplained = 0
    for module in asked.modules or mutations.stale(mutations.read(mutations.RESULTS, Result)):
        result, left = run(module, asked.sample)
        _store(result, left)
        found = result.killed + result.timeouts
        print(
            f"{module:32}{result.tried:5} of {result.mutants:4} tried, {found:4} found, {len(left):3} not",
            flush=True,
        )
        for one in left:
            if not one.why:
                unexplained += 1
                print(f"    {one.was}\n    {one.mutant}", flush=True)
    return int(bool(unexplained))


if __name__ == "__main__":
    sys.exit(main())
