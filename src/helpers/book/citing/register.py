"""The register of ids, ``editions/ids.csv``: every id that an edition has published, for ever.

The file only grows. A line is one event in the life of an id: ``new`` in the edition in which it first
appears; ``changed`` where its content or address differs from the edition before; ``moved``, written by hand,
where something goes on under another id; ``retired``, by hand, where it is gone. ``make edition`` writes the
first two.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from . import CitingError
from .publication import EDITION, edition
from .units import Unit

NAME = "editions/ids.csv"
COLUMNS = ["edition", "id", "kind", "event", "title", "address", "digest", "goal", "why"]
EVENTS = ("new", "changed", "moved", "retired")
BOUND = "# editions/ids.csv, its first {lines} lines: {digest}"
LAST = ("moved", "retired")


@dataclass
class Life:
    """What the register knows of one id: its events, the oldest first."""

    id: str
    kind: str
    events: list[dict] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """Whether the id should be in the book."""
        return self.events[-1]["event"] not in LAST

    @property
    def last(self) -> dict:
        """The latest event in which the id was in the book."""
        return [event for event in self.events if event["event"] not in LAST][-1]

    def in_edition(self, version: str) -> dict | None:
        """Return the event that tells what an edition had under the id; nothing where it had it not."""
        then = None
        for event in self.events:
            if edition(event["edition"]) <= edition(version):
                then = None if event["event"] in LAST else event
        return then

    def at(self, page: str) -> dict:
        """Return the latest event in which the id stood on a page."""
        return [one for one in self.events if one["address"].partition("#")[0] == page][-1]

    @property
    def addresses(self) -> list[str]:
        """Every address at which the id could be found, the oldest first."""
        return list(dict.fromkeys(event["address"] for event in self.events if event["address"]))


def read(path: Path) -> dict[str, Life]:
    """Return the life of every id; a clone without a register has none.

    Raises
    ------
    CitingError
        Naming file and line, where an event cannot follow the ones before it.
    """
    lives: dict[str, Life] = {}
    for line, row in _rows(path):
        life = lives.setdefault(row["id"], Life(row["id"], row["kind"]))
        if problem := _fault(row, life):
            raise CitingError(f"{NAME}, line {line}: id {row['id']!r} {problem}")
        life.events.append({**row, "line": line})
    return lives


def check(lives: dict[str, Life], units: list[Unit], version: str, known: Iterable[str]) -> None:
    """Hold the book against the register.

    Parameters
    ----------
    lives
        The register.
    units
        What the book has.
    version
        The present edition.
    known
        Every edition that there is, as :func:`existing` gives them.

    Raises
    ------
    CitingError
        Naming file and line, where an id has vanished, has become another kind of thing, or is used again
        after it was moved or retired, where the goal of a moved one is not there, or where an edition is
        named that does not exist.
    """
    here = {unit.id: unit for unit in units}
    faults = [fault for life in lives.values() for fault in _faults(life, here, lives, version)]
    there = [*known, version]
    for life in lives.values():
        faults += [
            f"{NAME}, line {event['line']}: id {life.id!r} has edition {event['edition']}, which does not"
            f" exist; there are {', '.join(sorted(there, key=edition))}"
            for event in life.events
            if event["edition"] not in there
        ]
    if faults:
        raise CitingError("\n".join(faults))


def existing(lives: dict[str, Life], path: Path, version: str) -> list[str]:
    """Return the present edition and all before it, the oldest first: those frozen or entered.

    A line written by hand (moved, retired) makes no edition: it must name one that there is.
    """
    entered = {
        event["edition"] for life in lives.values() for event in life.events if event["event"] not in LAST
    }
    frozen = {manifest.stem for manifest in path.parent.glob("*.sha256") if EDITION.fullmatch(manifest.stem)}
    found = sorted({*entered, *frozen, version}, key=edition)
    return [one for one in found if edition(one) <= edition(version)]


def added(lives: dict[str, Life], units: list[Unit], version: str) -> list[dict]:
    """Return the events by which this edition differs from the ones before it, in the order of the book."""
    found = []
    for unit in units:
        life = lives.get(unit.id)
        now = (unit.digest, unit.address, unit.citation)
        same = life and tuple(life.last[name] for name in ("digest", "address", "title")) == now
        if not same:
            event = "changed" if life else "new"
            found.append(
                dict.fromkeys(COLUMNS, "")
                | {"edition": version, "id": unit.id, "kind": unit.kind, "event": event}
                | {"title": unit.citation, "address": unit.address, "digest": unit.digest}
            )
    return found


def append(path: Path, events: list[dict]) -> None:
    """Add events at the end of the register."""
    fresh = not path.is_file()
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if fresh:
            writer.writeheader()
        writer.writerows(events)


def editions(lives: dict[str, Life], path: Path) -> list[str]:
    """Return every edition that was entered or frozen, the oldest first."""
    entered = {event["edition"] for life in lives.values() for event in life.events}
    frozen = {manifest.stem for manifest in path.parent.glob("*.sha256") if EDITION.fullmatch(manifest.stem)}
    return sorted(entered | frozen, key=edition)


def bound(path: Path) -> str:
    """Return the line of a manifest that binds the register as it is now."""
    content = path.read_bytes() if path.is_file() else b""
    return BOUND.format(lines=content.count(b"\n"), digest=hashlib.sha256(content).hexdigest())


def unaltered(path: Path) -> None:
    """Hold the register against every frozen edition: what one has published stays as it was.

    Raises
    ------
    CitingError
        Naming the edition whose lines were altered.
    """
    lines = path.read_bytes().splitlines(keepends=True) if path.is_file() else []
    for manifest in sorted(path.parent.glob("20*.sha256")):
        first = manifest.read_text(encoding="utf-8").partition("\n")[0]
        if not (found := re.search(r"first (\d+) lines", first)):
            raise CitingError(f"editions/{manifest.name}, line 1: not what `make edition` writes there")
        count = int(found[1])
        digest = hashlib.sha256(b"".join(lines[:count])).hexdigest()
        if first != BOUND.format(lines=count, digest=digest):
            raise CitingError(
                f"{NAME}: its first {count} lines are not those of edition {manifest.stem}; the file only"
                f" grows. Restore them (git checkout {manifest.stem} -- {NAME}) and add yours at the end"
            )


def _rows(path: Path):
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise CitingError(f"{NAME}, line 1: the columns must be {', '.join(COLUMNS)}")
        for row in reader:
            if None in row or None in row.values():
                raise CitingError(f"{NAME}, line {reader.line_num}: the line has not {len(COLUMNS)} cells")
            yield reader.line_num, row


def _fault(row: dict, life: Life) -> str:
    """Return what is wrong with an event that follows the ones a life has so far."""
    if row["event"] not in EVENTS:
        return f"has event {row['event']!r}; one of: {', '.join(EVENTS)}"
    if not EDITION.fullmatch(row["edition"]):
        return f"has edition {row['edition']!r}, which is not of the form 2026.1"
    if row["address"].startswith("/") or ".." in row["address"]:
        return f"has address {row['address']!r}, which is not within the book"
    if row["kind"] != life.kind:
        return f"is of kind {row['kind']!r}, but was {life.kind!r}; give the new thing an id of its own"
    if not life.events and row["event"] != "new":
        return "has no line with event 'new' before this one"
    if life.events and (row["event"] == "new" or not life.live):
        return f"stands already in line {life.events[-1]['line']}; an id is used once, for ever"
    if row["event"] in ("new", "changed") and not (row["address"] and row["digest"]):
        return "needs address and digest"
    if row["event"] == "moved" and not row["goal"]:
        return "was moved: name the id under which it goes on in column 'goal'"
    return "was retired: say why in column 'why'" if row["event"] == "retired" and not row["why"] else ""


def _faults(life: Life, here: dict[str, Unit], lives: dict[str, Life], version: str):
    last, unit, goal = life.events[-1], here.get(life.id), life.events[-1]["goal"]
    where = f"{NAME}, line {last['line']}: id {life.id!r} ({life.kind}, {life.last['title']!r})"
    if life.live and not unit:
        yield (
            f"{where} has vanished from the book: restore its label, or add one of these lines at the end of"
            " the file, with event 'moved' and its new id, or with event 'retired' and why:\n"
            f"{version},{life.id},{life.kind},moved,,,,NEW-ID,\n"
            f'{version},{life.id},{life.kind},retired,,,,,"WHY."'
        )
    elif life.live and unit and unit.kind != life.kind:
        yield f"{where} is now of kind {unit.kind!r} ({unit.page}): give the new thing an id of its own"
    elif not life.live and unit is not None:
        yield f"{where} was {last['event']}, and {unit.page} uses it again: an id is used once, for ever"
    elif goal and goal not in {**here, **lives}:
        yield f"{where} leads to {goal!r}, which is no id of this book"
    elif _leads_back(life, lives):
        yield f"{where} leads to {goal!r} and from there back to itself"


def _leads_back(life: Life, lives: dict[str, Life]) -> bool:
    """Say whether the goals of an id go round in a circle."""
    seen: set[str] = set()
    at: Life | None = life
    while at and not at.live:
        if at.id in seen:
            return True
        seen.add(at.id)
        at = lives.get(at.events[-1]["goal"])
    return False
