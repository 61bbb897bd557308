"""The words of figures and tables: ``05-syria.yml`` has those of ``05-syria.ipynb``, beside it.

Each file maps the id of a figure or table to its words::

    fig-syria-drafts:
      title: One side's drafts met the veto, the other's found too few votes.
      caption: Each point is a failed draft.
      alt: The {vetoed} vetoed drafts lie at {yes_low} to {yes_high} votes, the others below nine.

``{name}`` stands for a value that the notebook has glued before; ``{{`` and ``}}`` are braces. Roles, which
have their text in backticks after such a name, are left as they are.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import yaml

from . import trace

FIELDS = {"fig": ("title", "caption", "alt"), "tbl": ("title", "caption", "notes")}
ALT_WORDS = 8  # fewer do not say what a chart shows
PLAIN = ("alt",)  # fields that are read aloud as they are; the others are Markdown
ID = re.compile(r"(fig|tbl)-[a-z0-9]+(-[a-z0-9]+)*")

SPELLED = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_TO_TEN = ("none", *SPELLED[1:11])
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What makes a small number no count: a sign or digit that belongs to it, a month, a unit.
_JOINED = re.compile(rf"[\w%°–.:/-](?!\s|$)|%|[,.]\d| (?:{_MONTHS}|per cent)\b")
_ROLE = r"\{[\w:+.-]+\}(?P<tick>`+)(?:(?!(?P=tick)).)+(?P=tick)"
_ATTRIBUTES = r"(?<=[\])`])\{[.#][^{}]*\}"
_VALUE = r"\{(?P<value>[^\W\d]\w*)\}(?!`)"
_MARKDOWN = re.compile(
    rf"(?P<kept>{_ROLE}|{_ATTRIBUTES})|(?P<brace>\{{\{{|\}}\}})|{_VALUE}|(?P<stray>[{{}}])"
)
_TEXT = re.compile(rf"(?P<kept>(?!))|(?P<brace>\{{\{{|\}}\}})|{_VALUE}|(?P<stray>[{{}}])")
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
_HYPHEN = re.compile(r"(?<![^\s(\[,;:=<>≤≥~+])-(?=\d)")  # after nothing, a space or what opens a number
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|$&~^#])")


class WordsError(ValueError):
    """The words of a figure or table are missing, or cannot be used as they stand."""


def escape(text: str) -> str:
    r"""Return Markdown that shows exactly this text, on one line.

    Parameters
    ----------
    text
        Any text, as a table holds it.

    Examples
    --------
    >>> escape("<b>5 * 5</b>")
    '\\<b\\>5 \\* 5\\</b\\>'
    """
    return _SPECIAL.sub(r"\\\1", _on_one_line(text))


def number(value: object, spec: str = "") -> str:
    """Return a number as pages write it: with a minus sign, which is no hyphen.

    Parameters
    ----------
    value
        A number.
    spec
        How to write it, as Python's own ``format`` takes it.

    Examples
    --------
    >>> number(-0.054, "+.2f"), number(-0.001, "+z.2f")
    ('−0.05', '+0.00')
    """
    return format(value, spec).replace("-", "−")


def minus(text: str) -> str:
    """Return a text with a minus sign, which is no hyphen, before each of its numbers below zero.

    Parameters
    ----------
    text
        Any text. A hyphen within a word, a date or a span stays what it is.

    Examples
    --------
    >>> minus("0.39 (-0.36 to 1.00)"), minus("S-400, 2026-03-28, 2015-2019")
    ('0.39 (−0.36 to 1.00)', 'S-400, 2026-03-28, 2015-2019')
    """
    return _HYPHEN.sub("−", text)


def spelled(count: int) -> str:
    """Return a small number in words, as a sentence has it; from thirteen on in figures.

    Parameters
    ----------
    count
        A whole number, not below zero.

    Examples
    --------
    >>> spelled(10), spelled(36), spelled(0)
    ('ten', '36', 'no')
    """
    return SPELLED[count] if count < len(SPELLED) else f"{count:,}"


def in_prose(value: str, before: str = "", after: str = "") -> str:
    """Return a number as a sentence has it: whole numbers to ten in words, all others as they are.

    Parameters
    ----------
    value
        A number as it is glued, or any text.
    before, after
        What stands in the sentence before and after it: a date or a share keeps its digits, and what opens a
        sentence has a capital.

    Examples
    --------
    >>> in_prose("2", "It vetoed "), in_prose("2", "", " were vetoed."), in_prose("12"), in_prose("0", "of ")
    ('two', 'Two', '12', 'none')
    >>> in_prose("7", "On ", " May"), in_prose("3", "about ", "%"), in_prose("3", "", ".5")
    ('7', '3', '3')
    """
    if not re.fullmatch(r"\d|10", value) or _JOINED.match(after) or re.search(r"[\w–/-]$", before):
        return value
    word = _TO_TEN[int(value)]
    return word.capitalize() if not before.strip() or re.search(r"[.!?]\s+$", before) else word


def role(name: str, text: str) -> str:
    """Return text inside a role, whatever it holds.

    Parameters
    ----------
    name
        Of a role of MyST, such as ``persian``.
    text
        Any text.

    Examples
    --------
    >>> role("persian", "ائتلاف")
    '{persian}`ائتلاف`'
    """
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    edge = " " if "`" in text else ""
    return f"{{{name}}}{fence}{edge}{_on_one_line(text)}{edge}{fence}"


def cell(markdown: str) -> str:
    """Return Markdown as one cell of a table: on one line, its bars kept apart, and no HTML in it.

    Parameters
    ----------
    markdown
        Markdown of a cell, on however many lines.
    """
    return re.sub(r"(?<!\\)<(?=[A-Za-z/!?])(?!https?:)", r"\\<", bars(markdown))


def bars(markdown: str) -> str:
    """Return Markdown on one line, its bars kept apart from those between cells.

    Parameters
    ----------
    markdown
        Markdown of a cell.
    """
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", _on_one_line(markdown))


def _on_one_line(text: str) -> str:
    """Return text without breaks; a space at which no line may break stays one."""
    return _BREAKS.sub(" ", text).strip(" ")


def seen(markdown: str) -> str:
    """Return the words that are seen of Markdown, as far as they tell its place among others.

    Parameters
    ----------
    markdown
        Markdown of a cell.

    Examples
    --------
    >>> seen("**Veto**: [Dawn](<https://dawn.com>), {cite:t}`walt1987`")
    'Veto: Dawn, walt1987'
    """
    plain = re.sub(r"\[((?:\\.|[^\]])*)\]\((?:<[^>]*>|[^)]*)\)", r"\1", markdown)
    return re.sub(r"\\(.)|\{[\w:+.-]+\}(?=`)|[*`]", lambda found: found[1] or "", plain)


def folder() -> Path:
    """Return the folder of the book: the nearest that has a table of contents, else the installed one."""
    here = Path.cwd().resolve()
    found = (place for place in (here, *here.parents) if (place / "_toc.yml").is_file())
    return next(found, Path(__file__).resolve().parents[2])


def files() -> list[Path]:
    """Return all files of words: one beside a notebook that publishes figures or tables."""
    root = folder()
    return [*root.glob("index.yml"), *sorted((root / "chapters").rglob("*.yml"))]


def read(path: Path) -> dict[str, dict]:
    """Return a file of words as it stands: id -> field -> text.

    Parameters
    ----------
    path
        A file of words, beside a notebook.

    Raises
    ------
    WordsError
        If it is not YAML of that form, or an id or a field stands in it twice.
    """
    try:
        found = deepcopy(_parsed(path.read_text(encoding="utf-8")))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        _fail(f"{path}, line {line}", error.problem or str(error), "write long text after `>-`, indented")
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        _fail(path, str(error).splitlines()[0], "save it as UTF-8 text without control characters")
    if found is None:
        return {}
    if not isinstance(found, dict) or not all(isinstance(entry, dict) for entry in found.values()):
        _fail(path, "must map ids to words", "write `fig-...:` and under it, indented, `title:` and the rest")
    return found


@lru_cache(maxsize=64)
def _parsed(text: str) -> object:
    """Parse a file once: a page asks for the words of each of its figures in all of them."""
    return yaml.load(text, Loader=_Loader)


def entry(name: str) -> tuple[Path, dict[str, str]]:
    """Return the file that has the words of a figure or table, and the words, with ``{names}`` in them.

    Parameters
    ----------
    name
        The id of a figure or table.

    Raises
    ------
    WordsError
        If no file or more than one has them, a field is unknown or empty, or the alt text says too little.
    """
    holders = {path: found[name] for path in files() if name in (found := read(path))}
    if not holders:
        close = difflib.get_close_matches(name, [known for path in files() for known in read(path)], n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        _fail(name, f"has no words{hint}", f"add {name}: to the .yml file beside the notebook")
    if len(holders) > 1:
        _fail(
            name, f"has words in {' and '.join(map(str, holders))}", "keep one: an id is unique in the book"
        )
    ((path, words),) = holders.items()
    return path, check(path, name, words)


def check(path: Path, name: str, words: Mapping[str, object]) -> dict[str, str]:
    """Return the words of one id, every field of its kind there, each as one text; see :func:`entry`.

    Parameters
    ----------
    path
        The file that has the words.
    name
        The id of a figure or table.
    words
        Field -> text, as the file has them.
    """
    where = f"{path}, {name}"
    if not ID.fullmatch(str(name)):
        _fail(where, "is no id", "name it fig-words-like-this or tbl-words-like-this")
    allowed = FIELDS[name[:3]]
    for field, text in words.items():
        if field not in allowed:
            _fail(f"{where}, {field}", "is no field of it", f"use {', '.join(allowed)}")
        if not isinstance(text, str | None):
            _fail(f"{where}, {field}", f"must be text, not {text!r}", "put it in quotes")
    whole = {field: str(words.get(field) or "").strip() for field in allowed}
    if not whole["title"]:
        _fail(f"{where}, title", "is empty", "say in a sentence what it shows")
    alt = whole.get("alt")
    if alt is not None and (len(alt.split()) < ALT_WORDS or not alt.endswith(".")):
        _fail(
            f"{where}, alt",
            f"must say in a sentence what the chart shows, got {alt!r}",
            "end it with a full stop",
        )
    return whole


def named(words: Mapping[str, str]) -> list[str]:
    """Return the glued values that words stand on, in alphabetical order.

    Parameters
    ----------
    words
        Field -> text, as :func:`check` returns it.

    Examples
    --------
    >>> named({"title": "It fell to {low}.", "caption": "See {numref}`fig-syria-drafts`."})
    ['low']
    """
    found = (match["value"] for field, text in words.items() for match in _pattern(field).finditer(text))
    return sorted({value for value in found if value})


def fill(name: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a figure or table with the glued values in their places.

    Parameters
    ----------
    name
        The id of a figure or table.
    values
        Name -> text of what the notebook has glued.

    Raises
    ------
    WordsError
        As :func:`entry`, or if a name in braces is not glued.
    """
    path, words = entry(name)
    trace.note("words", name)
    return {field: _filled(f"{path}, {name}, {field}", field, text, values) for field, text in words.items()}


def _filled(where: str, field: str, text: str, values: Mapping[str, str]) -> str:
    def put(match: re.Match) -> str:
        if match["kept"]:
            return match["kept"]
        if match["brace"]:
            return match["brace"][0]
        if match["stray"]:
            near = text[max(match.start() - 12, 0) : match.end() + 18]
            _fail(
                where,
                f"a brace that names no value: …{near}…",
                "write {name} for a glued value, {{ for a brace",
            )
        if match["value"] not in values:
            close = difflib.get_close_matches(match["value"], values, n=1)
            hint = f"; did you mean {{{close[0]}}}?" if close else ""
            _fail(
                where, f"{match[0]} is not glued{hint}", "glue it in a cell above the one that publishes this"
            )
        value = in_prose(values[match["value"]], text[: match.start()], text[match.end() :])
        return value if field in PLAIN else escape(value)

    return _pattern(field).sub(put, text)


def _pattern(field: str) -> re.Pattern:
    return _TEXT if field in PLAIN else _MARKDOWN


def _fail(where: object, problem: str, cure: str) -> NoReturn:
    raise WordsError(f"{where}: {problem}\n  next: {cure}, then run the command again")


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """YAML in which no key stands twice: the second would silently replace the first."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} stands here twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)
