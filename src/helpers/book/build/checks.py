"""Check tables and bibliography before anything is made of them; what held is checked again once it changes.

What was found to hold is kept in ``_build/checked.txt``, by name and digest of all that its rules look at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ... import inventory, tables
from ..citing import bibliography
from . import conflicts

HELD = Path("_build") / "checked.txt"
BIBLIOGRAPHY = "references.bib"
RULES = ("*.py", "book/citing/*.py")


def run(root: Path) -> int:
    """Check what of the clone `root` is not known to hold; return how many tables hold now.

    Raises
    ------
    NotebookError, DataError, CitingError
        As :func:`.conflicts.refuse`, :func:`helpers.tables.check` and :func:`.bibliography.check`, at the
        first fault.
    """
    conflicts.refuse(root)
    now = dict(_states(root))
    held = (root / HELD).read_text(encoding="utf-8").split("\n") if (root / HELD).is_file() else []
    anew = [name for name, state in now.items() if f"{name} {state}" not in held]
    if BIBLIOGRAPHY in anew:
        bibliography.check(root / BIBLIOGRAPHY)
    tables.check(name for name in anew if name != BIBLIOGRAPHY)
    (root / HELD).parent.mkdir(exist_ok=True)
    (root / HELD).write_text("".join(f"{name} {state}\n" for name, state in now.items()), encoding="utf-8")
    return len(now) - 1


def _states(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the bibliography and every table with the digest of all on which it depends whether it holds."""
    package = Path(tables.__file__).parent  # that which checks, wherever the clone lies
    files = [path for pattern in RULES for path in sorted(package.glob(pattern))]
    rules = _sha(*(_bytes(path) for path in [*files, root / "uv.lock"]))
    entries = _sha(rules, (root / BIBLIOGRAPHY).read_bytes())
    yield BIBLIOGRAPHY, entries
    described = {one["name"]: one for one in tables.package()["resources"]}
    own = {name: _own(name, resource) for name, resource in described.items()}
    held = inventory.read(tables.data_folder())
    for name, resource in described.items():
        others = sorted({*_looked_up(resource), tables.TIERED})
        yield name, _sha(entries, own[name], str(held.get(name)), *(own.get(other, "") for other in others))


def _own(name: str, resource: Mapping) -> str:
    return _sha(tables.description(name).read_bytes(), _bytes(tables.data_folder() / resource["path"]))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _looked_up(value: object) -> set[str]:
    """Return every table that a description refers to, wherever in it that stands."""
    if isinstance(value, Mapping):
        named = {value["resource"]} if isinstance(value.get("resource"), str) else set()
        return named.union(*map(_looked_up, value.values()))
    return set().union(*map(_looked_up, value)) if isinstance(value, list) else set()


def _sha(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update((part.encode() if isinstance(part, str) else part) + b"\0")
    return total.hexdigest()[:16]
