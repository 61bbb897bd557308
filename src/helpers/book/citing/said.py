"""What each edition said: the text of every unit, kept for ever, so that who cites it sees what has changed.

``editions/2026.2.units.json.gz`` is written when an edition is frozen. It holds the texts that are kept with
no other edition, and each is held against its digest in the register. An edition may have been frozen before
there was such a file: ``python -m helpers.book.citing.said 2026.1 CLONE`` reads them off the book that its
own code has built in another clone.
"""

from __future__ import annotations

import gzip
import hashlib
import inspect
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path

import yaml

from ... import ending
from ..build.kept import Kept
from . import CitingError, marking, register

NAME = "editions/{edition}.units.json.gz"
READING = """
import copy, json
from pathlib import Path
from helpers.book.citing import units

{marking}

found, digest = {{}}, units._digest

def noted(element, folder):
    one = copy.deepcopy(element)
    mark(one)
    found[element.get("id")] = [digest(element, folder), tidy(one.text_content())]
    return found[element.get("id")][0]

units._digest = noted
units.collect(Path("_build/html"))
print(json.dumps(found))
"""


class Said:
    """The texts of all editions by the digest of their unit, and of each edition its day and its DOI.

    Texts of many editions are long, and a build that shows nothing new asks for none of them: they are read
    when they are asked for. What a file says is held against its seal and its digests once, and that it was
    so is kept with its very bytes.
    """

    def __init__(self, root: Path, kinds: Mapping[str, str], kept: Kept | None = None):
        self.root, self.kinds, self.kept = root, kinds, kept
        self.days: dict[str, str] = {}
        self.dois: dict[str, str] = {}
        self._opened: dict[str, dict] = {}

    def add(self, edition: str) -> None:
        """Take in the file of an edition."""
        content = path(self.root, edition).read_bytes()
        kept, make = self.kept, partial(self._checked, edition)
        head = json.loads(kept.or_made("said.json", [content], make) if kept else make())
        self.days[edition] = head["day"]
        if "doi" in head:
            self.dois[edition] = head["doi"]

    @cached_property
    def texts(self) -> dict[tuple[str, str], str]:
        """Every text that is kept."""
        found: dict[tuple[str, str], str] = {}
        for edition in self.days:
            units = self._units(edition)
            found |= {(name, digest): text for name, (digest, text) in units.items()}
        return found

    def of(self, event: Mapping[str, str]) -> str | None:
        """Return what a unit said in an event of its life; nothing where that was not kept."""
        return self.texts.get((event["id"], event["digest"]))

    def _checked(self, edition: str) -> bytes:
        """Hold a file against its digests, and return what it says of the edition itself."""
        for name, (digest, text) in self._units(edition).items():
            if name not in self.kinds:
                raise _altered(self.root, edition, f"{register.NAME} knows no unit {name!r}")
            # that of a data set is also of its file
            if self.kinds[name] != "dataset" and _digest(text) != digest:
                raise _altered(self.root, edition, f"the text of {name!r} is not what its digest says")
        head = self._opened[edition]
        return json.dumps({name: head[name] for name in ("day", "doi") if name in head}).encode()

    def _units(self, edition: str) -> dict:
        if edition not in self._opened:
            self._opened[edition] = _opened(self.root, edition)
        return self._opened[edition]["units"]


def path(root: Path, edition: str) -> Path:
    """Return where the texts of an edition are."""
    return root / NAME.format(edition=edition)


def read(root: Path, editions: Iterable[str], kinds: Mapping[str, str], kept: Kept | None = None) -> Said:
    """Return what the editions said; `kinds` of the units, by their id.

    Raises
    ------
    CitingError
        Naming a file that is broken or altered, and what to do.
    """
    said = Said(root, kinds, kept)
    for edition in editions:
        if path(root, edition).is_file():
            said.add(edition)
    return said


def require_own(said: Said, version: str, doi: str) -> None:
    """Refuse for an edition the DOI of another one.

    Raises
    ------
    CitingError
        Naming the edition that has it.
    """
    if owners := [one for one, known in said.dois.items() if doi == known and one != version]:
        raise CitingError(
            f"CITATION.cff: doi {doi} is that of edition {owners[0]}\n"
            f"  next: give the one that the archive has reserved for {version}, or none"
        )


def _opened(root: Path, edition: str) -> dict:
    try:
        kept = json.loads(gzip.decompress(path(root, edition).read_bytes()))
        if kept["seal"] != _seal(kept["units"]) or kept["edition"] != edition:
            raise _altered(root, edition, "its content is not what its seal says")
    except (OSError, EOFError, ValueError, KeyError, TypeError) as problem:
        if isinstance(problem, CitingError):
            raise
        raise _altered(root, edition, "it cannot be read") from problem
    return kept


def _altered(root: Path, edition: str, why: str) -> CitingError:
    name = NAME.format(edition=edition)
    return CitingError(
        f"{name}: {why}; edition {edition} is frozen, and so is this file\n  next: git checkout -- {name}"
    )


def keep(root: Path, edition: str, day: str, units: Mapping[str, tuple[str, str]], doi: str = "") -> Path:
    """Keep the texts of an edition, by the id of each unit its digest and its text, with its day and its DOI.

    Raises
    ------
    CitingError
        If they are kept already, or are not those that the register has of this edition.
    """
    goal = path(root, edition)
    if goal.exists():
        raise CitingError(f"{NAME.format(edition=edition)} is there: edition {edition} is frozen")
    lives = register.read(root / register.NAME)
    then = {life.id: event for life in lives.values() if (event := life.in_edition(edition))}
    wrong = [name for name, event in then.items() if units.get(name, ("", ""))[0] != event["digest"]]
    if wrong or not then:
        raise CitingError(
            f"what is to be kept of edition {edition} is not what {register.NAME} has:"
            f" {', '.join(sorted(wrong)[:5]) or 'it has no unit'}\n"
            "  next: build the commit that froze it, and no other"
        )
    there = register.editions(lives, root / register.NAME)
    others = [one for one in there if one != edition]
    known = read(root, others, {life.id: life.kind for life in lives.values()}).texts
    new = [name for name in sorted(then) if (name, units[name][0]) not in known]
    fresh = {name: list(units[name]) for name in new}
    head = {"edition": edition, "day": day} | ({"doi": doi} if doi else {})
    kept = head | {"seal": _seal(fresh), "units": fresh}
    text = json.dumps(kept, ensure_ascii=False, indent=0)
    goal.write_bytes(gzip.compress(text.encode(), mtime=0))
    return goal


def built(clone: Path) -> dict[str, tuple[str, str]]:
    """Return digest and text of each unit of the book that a clone has built, read by its own code."""
    script = READING.format(marking=inspect.getsource(marking))
    python = clone / ".venv" / "bin" / "python"
    done = subprocess.run([python, "-c", script], cwd=clone, capture_output=True, text=True, check=False)
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1]
        raise CitingError(f"{clone}: its book cannot be read ({why})\n  next: make book there")
    return {name: (digest, text) for name, (digest, text) in json.loads(done.stdout).items()}


def _digest(text: str) -> str:
    return hashlib.sha256(marking.words(text).encode()).hexdigest()[:16]


def _seal(units: Mapping[str, Iterable[str]]) -> str:
    return hashlib.sha256(json.dumps(units, sort_keys=True).encode()).hexdigest()


def main(edition: str, clone: Path, root: Path) -> None:
    """Keep what an edition said that was built in another clone."""
    record = yaml.safe_load((clone / "CITATION.cff").read_text(encoding="utf-8"))
    if record["version"] != edition:
        raise CitingError(
            f"{clone} has edition {record['version']}, not {edition}\n  next: git checkout {edition} there"
        )
    made = keep(root, edition, str(record["date-released"]), built(clone))
    print(f"{made}: {made.stat().st_size:,} bytes")


if __name__ == "__main__":
    with ending.told(CitingError):
        main(sys.argv[1], Path(sys.argv[2]), Path.cwd())
