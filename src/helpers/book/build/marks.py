"""Numbers in a notebook's own Markdown, so that it says them wherever it is opened: ``[six](#n-vetoed)``.

The words in brackets are what the page has there: a glued value as its place asks for, ``[](#n-vetoed)``,
or in how many specifications a finding holds, ``[](#holds-votes-china)``. A build writes them; the page is
made from the value itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ... import tables, texts, words
from ...page import GLUE
from ...subjects import robustness
from . import basis
from .contents import NotebookError

MARK = re.compile(r"\[(?P<said>(?:\\.|[^\[\]\\])*)\]\(#(?P<kind>n|holds)-(?P<name>[\w-]+)\)")
ROLES = {"n": "glue:text", "holds": "holds"}
HELD = re.compile("\ue000(\\d+)\ue001")  # letters that no text has: they keep a place while Markdown is read
DIRECTIVE = re.compile(r"\{([\w:-]+)\}[ \t]*(.*)")
OPTIONS = re.compile(r"\A(?:[ \t]*:[\w-]+:.*(?:\n|\Z))+")
DIGITS = ("table", "heading", "dt")  # parts of a page that are no prose, as Markdown names them
CAPTIONED = ("figure", "table", "list-table", "csv-table", "rubric")
THIRD = "سو"  # a place in an order is the number and «م», but for the third


class Stale(NamedTuple):
    """A mark whose words are not what its value says."""

    cell: int
    mark: str
    right: str


class Place(NamedTuple):
    """Where a value stands: between what in its paragraph, in which language, in prose or not."""

    before: str
    after: str
    persian: bool
    digits: bool


def values(notebook: Mapping) -> dict[str, str]:
    """Return the values that a notebook publishes, by their names."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    named = [(one.get("metadata", {}).get("scrapbook", {}).get("name"), one) for one in outputs]
    return {name: ast.literal_eval("".join(one["data"][GLUE + "text/plain"])) for name, one in named if name}


def as_roles(source: str) -> str:
    """Return Markdown in which each mark is the role that a page is made from.

    Examples
    --------
    >>> as_roles("Russia vetoed [six](#n-vetoed) drafts.")
    'Russia vetoed {glue:text}`vetoed` drafts.'
    """
    return MARK.sub(lambda mark: f"{{{ROLES[mark['kind']]}}}`{mark['name']}`", source)


def fill(notebook: Mapping, where: str) -> bool:
    """Write into each mark of a notebook what its value says there; return whether anything changed.

    Raises
    ------
    NotebookError
        For a mark whose value is not there.
    """
    known, changed = values(notebook), False
    for number, cell in _prose(notebook):
        if (full := filled(cell["source"], known, f"{where}, cell {number}")) != cell["source"]:
            cell["source"], changed = full, True
    return changed


def stale(notebook: Mapping, where: str) -> Iterator[Stale]:
    """Yield the marks of a notebook that do not say what their values are.

    Raises
    ------
    NotebookError
        For a mark whose value is not there.
    """
    known = values(notebook)
    for number, cell in _prose(notebook):
        source = "".join(cell["source"])
        full = filled(source, known, f"{where}, cell {number}")
        for mark, right in zip(MARK.finditer(source), MARK.finditer(full), strict=True):
            if mark[0] != right[0]:
                yield Stale(number, mark[0], right["said"])


def filled(source: str, known: Mapping[str, str], where: str = "") -> str:
    """Return Markdown in which each mark says its value as its place asks for.

    Parameters
    ----------
    source
        Markdown of a cell.
    known
        The glued values by their names.
    where
        The cell, as an error names it.

    Raises
    ------
    NotebookError
        For a mark whose value is not there.

    Examples
    --------
    >>> filled("[](#n-vetoed) of [17](#n-drafts) drafts fell.", {"vetoed": "6", "drafts": "18"})
    '[Six](#n-vetoed) of [18](#n-drafts) drafts fell.'
    """
    marks = list(MARK.finditer(source))
    if not marks:
        return source
    raw, number = [_value(mark, known, where) for mark in marks], count()
    places = dict(_places(MARK.sub(lambda _: f"\ue000{next(number)}\ue001", source), raw))
    said = (_said(*pair, places.get(place)) for place, pair in enumerate(zip(marks, raw, strict=True)))
    return MARK.sub(lambda mark: _with(mark, next(said)), source)


def counted(path: Path) -> Iterator[bytes]:
    """Yield the digests of the tables that the findings of a notebook are counted in, if it has any."""
    if b"](#holds-" in path.read_bytes():
        names = [robustness.TABLE, *tables.load(robustness.TABLE)["table"].unique()]
        yield from (basis.table(name).encode() for name in names)


def third(said: str, after: str) -> str:
    """Return a Persian number as it stands before what follows it.

    Examples
    --------
    >>> third("سه", "م"), third("سه", " بار")
    ('سو', 'سه')
    """
    return THIRD if said == texts.PERSIAN_WORDS[3] and after.startswith("م") else said


def in_persian(value: str) -> str:
    """Return a value as Persian prose has it, also one that is glued as an English word.

    Examples
    --------
    >>> in_persian("18"), in_persian("eleven"), in_persian("33%")
    ('۱۸', '۱۱', '۳۳ درصد')
    """
    return texts.persian(words.SPELLED.index(value) if value in words.SPELLED else value, words=True)


def _prose(notebook: Mapping) -> Iterator[tuple[int, dict]]:
    """Yield the cells of prose, counted as an editor counts cells."""
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] == "markdown":
            yield number, cell


def _value(mark: re.Match, known: Mapping[str, str], where: str) -> str:
    name = mark["name"]
    if mark["kind"] == "holds":
        try:
            return _finding(name)
        except (KeyError, tables.DataError) as error:
            raise NotebookError(f"{where}, {mark[0]}: {error.args[0]}") from None
    if name not in known:
        raise NotebookError(
            f"{where}, {mark[0]}: this notebook glues no value {name!r}\n"
            f"  next: helpers.glue({name}=...) in a cell, or correct the name"
        )
    return known[name]


def _finding(name: str) -> str:
    return robustness.count(name).said


def _said(mark: re.Match, value: str, place: Place | None) -> str:
    """Return what a mark says; where no reader of Markdown finds it, its value as it is."""
    if place is None or mark["kind"] == "holds":
        return value
    if place.persian:
        return third(in_persian(value), place.after)
    return value if place.digits else words.in_prose(value, place.before, place.after)


def _with(mark: re.Match, said: str) -> str:
    """Return a mark with its words; those that an editor has only broken over lines stay as they are."""
    kept = " ".join(mark["said"].split()) == words.escape(said)
    return mark[0] if kept else f"[{words.escape(said)}](#{mark['kind']}-{mark['name']})"


def _places(
    source: str, raw: list[str], persian: bool = False, digits: bool = False
) -> Iterator[tuple[int, Place]]:
    """Yield each value that stands in Markdown, by its number, and where it stands."""
    within = 0
    for token in _reader().parse(source):
        if token.type.endswith(("_open", "_close")) and token.type.rpartition("_")[0] in DIGITS:
            within += token.nesting
        elif token.type == "inline":
            yield from _in_line(_seen(token.children or []), raw, persian, digits or within > 0)
        elif directive := DIRECTIVE.match(token.info):
            name, title = directive.groups()
            fixed = digits or name in CAPTIONED
            for part in (title, OPTIONS.sub("", token.content)):
                yield from _places(part, raw, persian or name == "persian", fixed)


def _in_line(text: str, raw: list[str], persian: bool, digits: bool) -> Iterator[tuple[int, Place]]:
    for held in HELD.finditer(text):
        before, after = (
            HELD.sub(lambda other: raw[int(other[1])], part)
            for part in (text[: held.start()], text[held.end() :])
        )
        yield int(held[1]), Place(before, after, persian, digits)


def _seen(tokens: list) -> str:
    """Return the words of a line of Markdown."""
    return "".join("\n" if one.type in ("softbreak", "hardbreak") else one.content for one in tokens)


@cache
def _reader():
    """Return what reads Markdown as the page does, as far as a number's place depends on it."""
    from markdown_it import MarkdownIt  # needed only where a notebook changed
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    reader = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).use(deflist_plugin)
    return reader.use(myst_block_plugin).use(myst_role_plugin)
