"""How a unit differs from what an edition said: line by line, and within a line word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape
from rapidfuzz.distance import LCSseq

from . import marking

Lines = Sequence[str]
MOST = 24  # changed lines that are shown
LONG = 400  # words of a line, or of lines together, that are compared one by one
SIGNS = ("", "Code", "Hide the code", "Show the code")  # beside what was said, on the pages of early editions
ALIKE = 0.3  # share of words that two lines have in common, where one is said to have become the other


def shown(then: str, now: str) -> Markup:
    """Return the difference of two texts as HTML, with ``<del>`` and ``<ins>``.

    Lines that stayed are left out. A chart is compared mark by mark, a table row by row.

    Examples
    --------
    >>> print(shown("Ten voted.", "Eleven voted."))
    <p><del>Ten</del> <ins>Eleven</ins> voted.</p>
    """
    found = [
        line
        for lines in _apart(_lines(then), _lines(now))
        for old, new in _apart(*map(_read, lines))
        for line in _block(old, new)
    ]
    rest = len(found) - MOST
    more = Markup("<p>… and {} more lines.</p>").format(rest) if rest > 0 else Markup()
    return Markup("\n").join(found[:MOST]) + more


def _apart(old: Lines, new: Lines) -> Iterator[tuple[Lines, Lines]]:
    """Yield what stands in one text where the other has something else; both may be long and nearly alike."""
    a = b = 0
    for block in LCSseq.opcodes(old, new).as_matching_blocks():
        if (a, b) != (block.a, block.b):
            yield old[a : block.a], new[b : block.b]
        a, b = block.a + block.size, block.b + block.size


def _block(old: Lines, new: Lines) -> Iterator[Markup]:
    """Yield lines that took the place of others: those that are alike in pairs."""
    if len(old) == len(new):
        for then, now in zip(old, new, strict=True):
            yield from _pair(then, now)
    elif len(old) * len(new) > LONG:
        yield from (_whole("del", line) for line in old)
        yield from (_whole("ins", line) for line in new)
    else:
        yield from _matched(old, new)


def _matched(old: Lines, new: Lines) -> Iterator[Markup]:
    left = list(new)
    for then in old:
        near = max(left, key=lambda now: _common(then, now), default="")
        if near and _common(then, near) >= ALIKE:
            for line in left[: left.index(near)]:
                yield _whole("ins", line)
            left = left[left.index(near) + 1 :]
            yield from _pair(then, near)
        else:
            yield _whole("del", then)
    yield from (_whole("ins", line) for line in left)


def _pair(then: str, now: str) -> Iterator[Markup]:
    if _common(then, now) < ALIKE:
        yield _whole("del", then)
        yield _whole("ins", now)
    else:
        yield Markup("<p>{}</p>").format(_words(then.split(), now.split()))


def _common(then: str, now: str) -> float:
    """Return the share of words that two lines have in common; of long ones, the share that any order has."""
    one, other = then.split(), now.split()
    return 2 * len({*one} & {*other}) / max(1, len({*one}) + len({*other}))


def _words(old: Lines, new: Lines) -> Markup:
    parts = []
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > LONG)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(escape(" ".join(old[a:b])))
            continue
        parts += [Markup("<del>{}</del>").format(" ".join(old[a:b]))] if b > a else []
        parts += [Markup("<ins>{}</ins>").format(" ".join(new[c:d]))] if d > c else []
    return Markup(" ").join(parts)


def _whole(tag: str, line: str) -> Markup:
    return Markup(f"<p><{tag}>{{}}</{tag}></p>").format(line)


def _lines(text: str) -> Lines:
    """Return the lines of a text, but for those that say nothing."""
    return [line for line in text.split(marking.LINE) if line.strip(f" {marking.CELL}") not in SIGNS]


def _read(lines: Lines) -> Lines:
    """Return what is read in lines, sentence by sentence; the data of a chart as a line a mark."""
    return [one for line in marking.lines(marking.LINE.join(lines)) for one in _marks(line)]


def _marks(line: str) -> Iterator[str]:
    try:
        traces = json.loads(line) if line.startswith("[[") else None
    except ValueError:
        traces = None
    if traces is None:
        yield from re.split(r"(?<=[.!?]) (?=[A-Z“])", line)
        return
    for name, *columns in traces:
        listed = [column for column in columns if isinstance(column, list)]
        for place in range(max(map(len, listed), default=0)):
            values = [column[place] for column in listed if place < len(column)]
            if name or any(
                isinstance(value, str) and value for value in values
            ):  # else it is a line of the frame
                said = ", ".join(str(value) for value in values if isinstance(value, str | int | float))
                yield f"{name or 'A mark'}: {re.sub('<[^>]+>', ' ', said)}"
