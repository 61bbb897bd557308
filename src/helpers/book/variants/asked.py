"""What a chapter can be asked: its parameters, and the refusal, in words, of what its tables do not hold.

Name, value and meaning of a parameter stand in the notebook's first code cell, which is tagged for papermill.
What else it may be follows from tables that ``chapters/parameters.toml`` names. A name that Python keeps for
itself ends there in a line: ``from_`` is asked for as ``from``.
"""

from __future__ import annotations

import ast
import difflib
import keyword
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from papermill import inspect_notebook

from ... import tables
from ...subjects import pairs
from ..build import contents

RULES = Path("chapters") / "parameters.toml"
KINDS = ("state", "year", "number", "choice")
NEXT = "\n  next: "
Value = str | int | float


class VariantError(ValueError):
    """A variant that was asked for can't be had; nothing was run."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a chapter: its name as it is asked for, the book's own value, and what else it may be.

    ``of`` says which tables hold its values: for a state or a choice columns, ``table.column`` or
    ``table.one|other`` for two as one, and all must hold it; for a year tables, and all must cover it.
    ``least``, ``most`` and ``among`` say what no table can.
    """

    name: str
    own: Value
    means: str
    kind: str
    of: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    among: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The name that it has in the notebook."""
        return f"{self.name}_" if keyword.iskeyword(self.name) else self.name

    def read(self, text: str) -> Value:
        """Return the value that a text asks for.

        Raises
        ------
        VariantError
            If it is no such value, or beyond what the tables or the rules allow.
        """
        value = self._typed(text)
        for place in self.of:
            self._within(place, value)
        if isinstance(value, str) and self.among and value not in self.among:
            self._refuse(
                text, f"it is one of {', '.join(self.among)}", f"choose one{_close(text, self.among)}"
            )
        if not isinstance(value, str):
            low, high = self.limits()
            if (low is not None and not value >= low) or (
                high is not None and not value <= high
            ):  # nan is neither
                self._refuse(text, f"the chapter can follow it {_span(low, high)}", "choose within these")
        return value

    def limits(self) -> tuple[float | None, float | None]:
        """Return the least and the most that a year or number may be, by its tables and its rule."""
        ends = [(self.least, self.most)]
        ends += [_ends(place) for place in self.of] if self.kind == "year" else []
        lows, highs = ([one for one in side if one is not None] for side in zip(*ends, strict=True))
        return max(lows, default=None), min(highs, default=None)

    def values(self) -> list[str]:
        """Return the states or choices that every table holds."""
        held = [set(_held(place)) for place in self.of] + ([set(self.among)] if self.among else [])
        return sorted(set.intersection(*held)) if held else []

    def _typed(self, text: str) -> Value:
        if isinstance(self.own, str):
            return text
        try:
            return int(text) if isinstance(self.own, int) else float(text)
        except ValueError:
            what = "a whole number" if isinstance(self.own, int) else "a number"
            self._refuse(text, f"it has to be {what}", f"write {self.name}={self.own}, or another")

    def _within(self, place: str, value: Value) -> None:
        table, _, column = place.partition(".")
        if self.kind == "state":
            try:
                named = pairs.names([str(value)])[0]
            except tables.DataError as error:
                self._refuse(str(value), *str(error).split(NEXT))
        if isinstance(value, str):
            held = _held(place)
            if value not in held:
                who = f"{named} ({value})" if self.kind == "state" else repr(value)
                has = f"table {table!r} has no row of {who}: in {column} it has {', '.join(held)}"
                self._refuse(value, has, f"choose one of {', '.join(self.values())}")
        elif self.kind == "year":
            low, high = _ends(place)
            if not low <= value <= high:
                within = _span(*self.limits())
                self._refuse(str(value), f"table {table!r} covers {low} to {high}", f"choose a year {within}")

    def _refuse(self, text: str, why: str, cure: str = "") -> NoReturn:
        raise VariantError(f"{self.name}={text} ({self.means}): {why}\n  next: {cure or 'choose another'}")


@dataclass(frozen=True)
class Question:
    """A notebook and what it is asked: the values that differ from the book's or repeat them, by name."""

    path: Path
    parameters: Mapping[str, Parameter]
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its folder: ``06-partner-IND-from-1992``."""
        head = self.path.stem.partition("-")[0]
        stem = head if head.isdigit() else self.path.stem
        parts = [stem, *(f"{name}-{value}" for name, value in self.values.items())]
        return "-".join(parts).replace(" ", "-")

    @property
    def variables(self) -> dict[str, Value]:
        """The values by the names that they have in the notebook."""
        return {self.parameters[name].variable: value for name, value in self.values.items()}


def question(root: Path, chapter: str, text: str) -> Question:
    """Return what a line asks of a chapter: ``question(root, "06", "partner=IND from=1992")``.

    Parameters
    ----------
    root
        The clone.
    chapter
        A number, or the name of a notebook, such as ``any-pair``.
    text
        ``name=value``, with spaces between them.

    Raises
    ------
    VariantError
        If there is no such chapter or parameter, or the data do not cover a value; with what there is.
    """
    path = notebook(root, chapter)
    known = parameters(path, root)
    values: dict[str, Value] = {}
    for part in _parts(text):
        name, sign, value = part.partition("=")
        if name not in known:
            raise VariantError(_no_parameter(name, known, path, root))
        if not sign:
            raise VariantError(f"{name} has no value\n  next: write {name}={known[name].own}, or another")
        if name in values:
            raise VariantError(f"{name} is asked for twice\n  next: give it one value")
        values[name] = known[name].read(value)
    if not values:
        raise VariantError(f'no parameter was named\n{listed(known)}\n  next: PARAMS="name=value", of these')
    _together(values, known, _rules(root).get(path.stem, {}))
    return Question(path, known, values)


def notebook(root: Path, chapter: str) -> Path:
    """Return the notebook of a chapter, by its number or name.

    Raises
    ------
    VariantError
        If the table of contents has no such notebook.
    """
    found = contents.notebooks(root)
    for path in found:
        if chapter in (path.stem, path.stem.partition("-")[0]) and chapter:
            return path
    names = [path.stem for path in found]
    raise VariantError(
        f"there is no chapter {chapter!r}{_close(chapter, names)}\n  next: CHAPTER= one of {', '.join(names)}"
    )


def parameters(path: Path, root: Path) -> dict[str, Parameter]:
    """Return the parameters of a notebook by the names under which they are asked for.

    Raises
    ------
    VariantError
        If the notebook has a parameter that no rule declares, or a rule has none.
    """
    told = {name.removesuffix("_"): one for name, one in inspect_notebook(str(path)).items()}
    rules = {name: rule for name, rule in _rules(root).get(path.stem, {}).items() if "kind" in rule}
    if apart := sorted(told.keys() ^ rules.keys()):
        raise VariantError(
            f"{path.stem}: {', '.join(apart)} stands in the notebook or in {RULES.as_posix()}, not in both\n"
            "  next: declare it in both, or in neither"
        )
    return {
        name: Parameter(name, ast.literal_eval(one["default"]), one["help"], **_frozen(rules[name]))
        for name, one in told.items()
    }


def listed(known: Mapping[str, Parameter]) -> str:
    """Return a line a parameter: name, meaning, the book's own value, and what else it may be."""
    wide = max(map(len, known), default=0)
    return "\n".join(f"  {name:<{wide}}  {one.means} (the book's own: {one.own}; {_may(one)})"
                     for name, one in known.items())  # fmt: skip


def declared(root: Path) -> dict[str, dict]:
    """Return all that is declared of a notebook, by its name."""
    return _rules(root)


def _may(one: Parameter) -> str:
    return ", ".join(one.values()) if isinstance(one.own, str) else _span(*one.limits())


@cache
def _rules(root: Path) -> dict[str, dict]:
    return tomllib.loads((root / RULES).read_text(encoding="utf-8"))


def _frozen(rule: Mapping) -> dict:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in rule.items()}


def _parts(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise VariantError(
            f"{text!r} can't be read: {error}\n  next: write name=value, with spaces between"
        ) from None


def _no_parameter(name: str, known: Mapping[str, Parameter], path: Path, root: Path) -> str:
    where = contents.named(path, root)
    if not known:
        return f"{where} has no parameters\n  next: ask another chapter"
    return f"{where} has no parameter {name!r}{_close(name, known)}\n{listed(known)}{NEXT}name one of these"


def _together(values: Mapping[str, Value], known: Mapping[str, Parameter], rules: Mapping) -> None:
    """Refuse values that can't stand beside one another: years in no order, one state twice."""
    whole: dict[str, Any] = {name: values.get(name, one.own) for name, one in known.items()}
    for order in rules.get("order", []):
        for first, second in pairwise(order):
            if whole[first] >= whole[second]:
                raise VariantError(
                    f"{first}={whole[first]} is not before {second}={whole[second]}{NEXT}choose them in this"
                    f" order: {', '.join(order)}"
                )
    for first, second in rules.get("apart", []):
        if whole[first] == whole[second]:
            raise VariantError(f"{first} and {second} are both {whole[first]}{NEXT}choose two that differ")


@cache
def _held(place: str) -> tuple[str, ...]:
    table, _, columns = place.partition(".")
    loaded = tables.load(table)
    return tuple(sorted(set().union(*(loaded[column].dropna() for column in columns.split("|")))))


def _ends(table: str) -> tuple[int, int]:
    """Return the first and last year that a table covers, as its description says."""
    span = tables.coverage(table)
    return span["from"], span["to"]


def _span(low: float | None, high: float | None) -> str:
    return f"from {low} to {high}"


def _close(text: str, known) -> str:
    found = difflib.get_close_matches(text, list(known), n=1)
    return f"; did you mean {found[0]}?" if found else ""


def variants(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the variants most worth trying: the name of a notebook, and what it is asked."""
    for name, rule in _rules(root).items():
        for text in rule.get("variants", ()):
            yield name, text
