"""What a path of a picture says: where it goes, how far it reaches, and the same in fewer bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
PAIR = rf"[ML] ?{NUMBER}[, ]{NUMBER}"
LINES = re.compile(rf"{PAIR}(?: ?(?:{PAIR}|[HV] ?{NUMBER}|Z))* ?")
STRAIGHT = re.compile(LINES.pattern, re.IGNORECASE)
STEP = re.compile(r"([MLHVZmlhvz])([^MLHVZmlhvz]*)")

Point = tuple[Decimal, Decimal]


def points(path: str) -> list[Point] | None:
    """Return where the steps of a path of straight lines end; None of another path.

    Examples
    --------
    >>> [tuple(map(int, point)) for point in points("M1,2H3ZM4,5V6")]
    [(1, 2), (3, 2), (1, 2), (4, 5), (4, 6)]
    """
    return [goal for _, goal in _goals(path)] if LINES.fullmatch(path) else None


def _goals(path: str) -> Iterator[tuple[str, Point]]:
    at = start = (Decimal(0), Decimal(0))
    for letter, said in STEP.findall(path):
        numbers = [Decimal(number) for number in re.findall(NUMBER, said)]
        at = start if letter in "Zz" else _goal(letter, numbers, at)
        start = at if letter in "Mm" else start
        yield letter, at


def _goal(letter: str, numbers: list[Decimal], at: Point) -> Point:
    """Return where a step ends; a small letter says how far it goes."""
    way = dict(zip({"h": "x", "v": "y"}.get(letter.lower(), "xy"), numbers, strict=True))
    x, y = (at[place] if letter.islower() else Decimal(0) for place in (0, 1))
    return (x + way["x"] if "x" in way else at[0]), (y + way["y"] if "y" in way else at[1])


def by_steps(path: str) -> str:
    """Return a path of straight lines with the length of each step in place of where it ends.

    Steps that go nowhere go, those that go on in one direction are one, and the last is left to the closing.

    Examples
    --------
    >>> by_steps("M459,183L466,181L473,179.5V12ZM1,2H3")
    'M459 183l7-2 7-1.5v-167.5zM1 2h2'
    >>> by_steps("M0,0L14,0L14,4L14,10L0,10L0,0Z")
    'M0 0h14v10h-14z'
    >>> by_steps("M0,0A1,1 0 1,1 0,-1")  # a curve stays as it is
    'M0,0A1,1 0 1,1 0,-1'
    """
    return "".join(map(_written, _parts(path))) if LINES.fullmatch(path) else path


@dataclass
class _Part:
    """What a path draws without lifting the pen."""

    start: Point
    steps: list[tuple[str, Point]] = field(default_factory=list)
    closed: bool = False


def _parts(path: str) -> list[_Part]:
    parts: list[_Part] = []
    at: Point = (Decimal(0), Decimal(0))
    for letter, goal in _goals(path):
        if letter == "M" or parts[-1].closed:
            parts.append(_Part(goal if letter == "M" else at))
        if letter == "Z":
            parts[-1].closed = True
        elif letter != "M":
            parts[-1].steps.append((letter.lower(), (goal[0] - at[0], goal[1] - at[1])))
        at = goal
    return parts


def _written(part: _Part) -> str:
    steps = _joined(part.steps)
    square = all(0 in step for _, step in steps)
    if part.closed and len(steps) > 1 and not any(map(sum, zip(*(step for _, step in steps), strict=True))):
        steps.pop()
    said, last = [f"M{_packed(part.start)}"], ""
    for letter, step in steps:
        way = ("v" if step[0] == 0 else "h") if square else letter
        length = _packed({"h": step[:1], "v": step[1:]}.get(way, step))
        said.append((way if way != last else "" if length.startswith("-") else " ") + length)
        last = way
    return "".join(said) + ("z" if part.closed else "")


def _joined(steps: list[tuple[str, Point]]) -> list[tuple[str, Point]]:
    """Return steps without those that go nowhere; along an axis those that go on are one."""
    joined: list[tuple[str, Point]] = []
    for letter, step in steps:
        before = joined[-1][1] if joined else None
        if before and any(step[way] == before[way] == 0 <= step[1 - way] * before[1 - way] for way in (0, 1)):
            joined[-1] = (letter, (before[0] + step[0], before[1] + step[1]))
        elif any(step):
            joined.append((letter, step))
    return joined


def _packed(numbers: Iterable[Decimal]) -> str:
    said = (format(number.normalize(), "f") if number else "0" for number in numbers)
    return " ".join(re.sub(r"^(-?)0\.", r"\1.", one) for one in said).replace(" -", "-")


def dots(places: Iterable[Point]) -> str:
    """Return a path of steps that go nowhere: with round ends each draws a dot as large as the line is wide.

    Examples
    --------
    >>> dots([(Decimal(9), Decimal(5)), (Decimal(9), Decimal("7.5"))])
    'M9 5h0m0 2.5h0'
    """
    first, *others = places
    steps = [_packed([x - before, y - above]) for (before, above), (x, y) in pairwise([first, *others])]
    return "h0".join([f"M{_packed(first)}", *(f"m{step}" for step in steps), ""])


def moved(path: str, right: str, down: str) -> str | None:
    """Return a path of straight lines at another place; None of another path.

    Examples
    --------
    >>> moved("M0,2.5l2.5,2.5h-1Z", "10", "1")
    'M10,3.5L12.5,6.0L11.5,6.0Z'
    """
    if not STRAIGHT.fullmatch(path):
        return None
    by = (Decimal(right), Decimal(down))
    return "".join(
        "Z" if letter in "Zz" else f"{'M' if letter in 'Mm' else 'L'}{x + by[0]},{y + by[1]}"
        for letter, (x, y) in _goals(path)
    )
