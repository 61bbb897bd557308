"""A receipt of one rerun: JSON with the names of CODECHECK's ``codecheck.yml``, and ours under ``rerun``.

What does not exist is left out: nobody is named who did not give a name, and there is no certificate. Its
seal is the digest of all else in it. An edit shows, a forgery does not: who doubts one runs ``make prove``.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..citing.publication import EDITION
from . import FOLDER, ProofError
from .outputs import sha

CODECHECK = "https://codecheck.org.uk/spec/config/1.0/"
DRAFT = " draft"
RESTORE = "next: put back the file that `make prove` wrote"
OTHERS = {"paper", "repository", "codechecker"}  # of CODECHECK, beside those that each receipt has


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() == value and value.isprintable() and 0 < len(value) <= 200


def _fits(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _maps(rule: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, dict) and all(map(_is_text, value)) and all(map(rule, value.values()))
    )


def _lists(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_digest = _fits(r"[0-9a-f]{16}")
# Field, whether each receipt has it, what it is, and whether a value is that.
RULES: tuple[tuple[str, bool, str, Callable[[object], bool]], ...] = (
    ("version", True, f"the address {CODECHECK}", lambda value: value == CODECHECK),
    ("check_time", True, "a date of the form 2026-11-29", _is_day),
    ("summary", True, "one line of text", _is_text),
    ("paper.title", True, "one line of text", _is_text),
    ("repository", False, "an address that begins with https://", _fits(r"https://[!-~]{1,180}")),
    (
        "rerun.edition",
        True,
        "an edition such as 2026.1, or 2026.1 draft",
        _fits(rf"{EDITION.pattern}( draft)?"),
    ),
    ("rerun.commit", False, "forty hexadecimal digits", _fits(r"[0-9a-f]{40}")),
    ("rerun.changed", True, "a list of files", _lists),
    (
        "rerun.against",
        True,
        "'manifest' or 'first build'",
        lambda value: value in ("manifest", "first build"),
    ),
    ("rerun.python.first", True, "a version such as 3.11.7", _fits(r"\d+\.\d+\.\d+\S{0,8}")),
    ("rerun.python.second", True, "a version such as 3.11.7", _fits(r"\d+\.\d+\.\d+\S{0,8}")),
    ("rerun.lock", True, "sixteen hexadecimal digits", _digest),
    ("rerun.data", True, "sixteen hexadecimal digits", _digest),
    ("rerun.machine.system", True, "one word, such as Linux", _fits(r"[A-Za-z]{2,20}")),
    ("rerun.machine.processor", True, "one word, such as x86_64", _fits(r"\w{2,20}")),
    ("rerun.machine.cores", True, "a number", _is_count),
    ("rerun.ways", True, "lines of text by name", _maps(_is_text)),
    ("rerun.origins", True, "a list of what did not hold", _lists),
    ("rerun.notebooks", True, "digests by notebook", _maps(lambda one: _is_notebook(one))),
    ("rerun.files", True, "counts by kind of file", _maps(lambda one: _is_kind(one))),
    ("rerun.tables", True, "digests by table", _maps(_digest)),
    ("rerun.helpers", True, "digests by module", _maps(_digest)),
    ("rerun.seal", True, "sixteen hexadecimal digits", _digest),
)


def _is_notebook(one: Any) -> bool:
    rules = {"digest": _digest, "shows": _maps(_digest), "differs": _lists}
    return (
        isinstance(one, dict) and one.keys() == rules.keys() and all(rules[name](one[name]) for name in rules)
    )


def _is_kind(one: Any) -> bool:
    rules = {"files": _is_count, "same": _is_count, "digest": _digest, "differs": _lists}
    fits = (
        isinstance(one, dict) and one.keys() == rules.keys() and all(rules[name](one[name]) for name in rules)
    )
    return fits and one["files"] - one["same"] == len(one["differs"])


@dataclass(frozen=True)
class Receipt:
    """One rerun of the book, as somebody's machine wrote it down."""

    content: Mapping[str, Any]

    @property
    def rerun(self) -> Mapping[str, Any]:
        """What CODECHECK has no name for."""
        return self.content["rerun"]

    @property
    def edition(self) -> str:
        """The edition that was rerun, without a word on whether it was a draft."""
        return self.rerun["edition"].removesuffix(DRAFT)

    @property
    def day(self) -> str:
        """The date on which it ended."""
        return self.content["check_time"]

    @property
    def python(self) -> str:
        """The Python of the second build, as people say it: 3.12."""
        return ".".join(self.rerun["python"]["second"].split(".")[:2])

    @property
    def system(self) -> str:
        """The system, as people say it."""
        name = self.rerun["machine"]["system"]
        return {"Darwin": "macOS"}.get(name, name)

    @property
    def by(self) -> str:
        """Who ran it, where a name was given."""
        return ", ".join(one["name"] for one in self.content.get("codechecker", ()))

    @cached_property
    def differs(self) -> list[str]:
        """Return all that was not the same, each with its place."""
        books = self.rerun["notebooks"].items()
        found = [f"{name}, {place}" for name, book in books for place in book["differs"]]
        return found + [name for kind in self.rerun["files"].values() for name in kind["differs"]]

    @property
    def name(self) -> str:
        """The name of its file: two of one day are told apart by their seals."""
        return f"{self.edition}-{self.day}-{self.rerun['seal'][:8]}.json"

    def text(self) -> str:
        """Return it as it is written: its names in one order, a line a thing."""
        return json.dumps(self.content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def sealed(content: Mapping[str, Any]) -> Receipt:
    """Return a receipt with its seal, checked as any other."""
    rerun = {name: value for name, value in content["rerun"].items() if name != "seal"}
    whole = {**content, "rerun": {**rerun, "seal": seal(content)}}
    made = Receipt(whole)
    check(made.name, whole)
    return made


def seal(content: Mapping[str, Any]) -> str:
    """Return the digest of all in a receipt but the seal itself."""
    rerun = {name: value for name, value in content["rerun"].items() if name != "seal"}
    return sha(json.dumps({**content, "rerun": rerun}, ensure_ascii=False, sort_keys=True))


def read(path: Path) -> Receipt:
    """Return one receipt.

    Raises
    ------
    ProofError
        In one sentence: file, field, and the rule that it breaks.
    """
    where = f"{path.parent.name}/{path.name}"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ProofError(f"{where}: no receipt, for it can't be read as JSON ({error}); {RESTORE}") from None
    check(where, content)
    found = Receipt(content)
    if path.name != found.name:
        raise ProofError(f"{where}: its name has to be {found.name}, after edition, date and seal")
    return found


def every(root: Path) -> list[Receipt]:
    """Return the receipts that a clone shows, the latest first."""
    found = [read(path) for path in sorted((root / FOLDER).glob("*.json"))]
    return sorted(found, key=lambda one: (one.day, one.rerun["seal"]), reverse=True)


def check(where: str, content: object) -> None:
    """Refuse what is no receipt, or one that was edited.

    Raises
    ------
    ProofError
        Naming the first field that is missing, unknown, or against its rule.
    """
    if not isinstance(content, dict) or not isinstance(content.get("rerun"), dict):
        raise ProofError(f"{where}: rerun is missing: no receipt of `make prove`; {RESTORE}")
    if fault := next(_faults(content), None):
        raise ProofError(f"{where}: {fault}; {RESTORE}")
    if content["rerun"]["seal"] != seal(content):
        raise ProofError(
            f"{where}: rerun.seal is not the digest of what stands there: it was edited; {RESTORE}"
        )


def _faults(content: dict) -> Iterator[str]:
    for field, needed, what, holds in RULES:
        value: Any = content
        for part in field.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None and needed:
            yield f"{field} is missing; it is {what}"
        if value is not None and not holds(value):
            yield f"{field} has to be {what}"
    yield from _faults_of_codecheck(content)


def _faults_of_codecheck(content: dict) -> Iterator[str]:
    known = {field.split(".")[0] for field, *_ in RULES} | OTHERS | {"manifest"}
    yield from (f"{name!r} is no field of a receipt" for name in content if name not in known)
    inside = {field.split(".")[1] for field, *_ in RULES if field.startswith("rerun.")}
    yield from (f"rerun.{name} is no field of a receipt" for name in content["rerun"] if name not in inside)
    people = content.get("codechecker", [{"name": "nobody"}])
    if not isinstance(people, list) or not people or not all(map(_maps(_is_text), people)):
        yield "codechecker has to be a list of names"
    elif any("name" not in one for one in people):
        yield "codechecker: name is missing"
    made = content.get("manifest")
    if not isinstance(made, list) or not all(map(_maps(_is_text), made)):
        yield "manifest has to be a list of files, each with a comment"
    elif [one.get("file") for one in made] != sorted(content["rerun"]["notebooks"]):
        yield "manifest has to list the notebooks, and nothing else"
