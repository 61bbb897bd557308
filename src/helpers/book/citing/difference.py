"""How a unit differs from what an edition said: line by line, and within a line word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from . import marking

MOST = 24  # changed lines that are shown
LONG = 400  # words of a line, or of lines together, that are compared one by one
SIGNS = ("Code", "Hide the code", "Show the code")  # on the pages of early editions, beside what was said
ALIKE = 0.3  # share of words that two lines have in common, where one is said to have become the other


def shown(then: str, now: str) -> Markup:
    """Return the difference of two texts as HTML, with ``<del>`` and ``<ins>``.

    Lines that stayed are left out. A chart is compared mark by mark, a table row by row.

    Examples
    --------
    >>> print(shown("Ten voted.", "Eleven voted."))
    <p><del>Ten</del> <ins>Eleven</ins> voted.</p>
    """
    old, new = _lines(then), _lines(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changed = [part for part in matcher.get_opcodes() if part[0] != "equal"]
    found = [line for _, a, b, c, d in changed for line in _block(old[a:b], new[c:d])]
    rest = len(found) - MOST
    more = Markup("<p>… and {} more lines.</p>").format(rest) if rest > 0 else Markup()
    return Markup("\n").join(found[:MOST]) + more


def _block(old: list[str], new: list[str]) -> Iterator[Markup]:
    """Yield lines that took the place of others: those that are alike in pairs."""
    if len(old) == len(new):
        for then, now in zip(old, new, strict=True):
            yield from _pair(then, now)
    elif len(old) * len(new) > LONG:
        yield from (_whole("del", line) for line in old)
        yield from (_whole("ins", line) for line in new)
    else:
        yield from _matched(old, new)


def _matched(old: list[str], new: list[str]) -> Iterator[Markup]:
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


def _words(old: Sequence[str], new: Sequence[str]) -> Markup:
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


def _lines(text: str) -> list[str]:
    """Return the lines of a text; the data of a chart as a line a mark."""
    return [one for line in marking.lines(text) if line not in SIGNS for one in _marks(line)]


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
