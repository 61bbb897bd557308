"""The manifests of frozen editions, ``editions/2026.1.sha256``, and whether files are still as they say."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..build.run import HERE_ONLY
from ..citing.edition import KIND
from ..citing.publication import EDITION, edition
from . import PublishError

FOLDER = "editions"
LINE = re.compile(r"([0-9a-f]{64})  (?!/)(.+)")
BUILT = "# built with "


@dataclass(frozen=True)
class Manifest:
    """What one frozen edition is made of: the digest of each file, by its name within the book.

    `settings` are those of its build; `here` are files that tell only of the machine that built it, which the
    manifests of the first kind also list.
    """

    version: str
    path: Path
    files: dict[str, str]
    settings: dict[str, str]
    here: frozenset[str]

    def faults(self, folder: Path) -> list[str]:
        """Return what of a folder is not as it was frozen: altered, missing, or not of this edition."""
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        needed = self.files.keys() - self.here
        altered = [
            name
            for name in sorted(needed & found)
            if digest((folder / name).read_bytes()) != self.files[name]
        ]
        missing, other = sorted(needed - found), sorted(found - self.files.keys() - self.here)
        named = {"is not as frozen": altered, "is missing": missing, "is no part of it": other}
        return [f"{name} {what}" for what, names in named.items() for name in names]


def read(path: Path) -> Manifest:
    """Return one manifest.

    Raises
    ------
    PublishError
        Naming the line that is not what ``make edition`` writes, or the file that is listed twice.
    """
    where = f"{FOLDER}/{path.name}"
    if not EDITION.fullmatch(path.stem):
        raise PublishError(f"{where}: an edition has a name of the form 2026.1; rename the file or remove it")
    lines = path.read_text(encoding="utf-8").splitlines()
    files: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line)
        if not found and not line.startswith("# "):
            raise PublishError(
                f"{where}, line {number}: not what `make edition` writes there; {_restore(where)}"
            )
        if found and (found[2] in files or ".." in found[2].split("/")):
            raise PublishError(f"{where}, line {number}: {found[2]!r} is named twice or is outside the book")
        if found:
            files[found[2]] = found[1]
    if not files:
        raise PublishError(f"{where} names no file; {_restore(where)}")
    said = (line.removeprefix(BUILT).partition("=") for line in lines if line.startswith(BUILT))
    settings = {name: value for name, _, value in said}
    return Manifest(path.stem, path, files, settings, frozenset(() if KIND in lines else HERE_ONLY))


def every(root: Path) -> list[Manifest]:
    """Return the manifests of a clone, the oldest edition first.

    Raises
    ------
    PublishError
        When two of them name one edition, or one is not what ``make edition`` writes.
    """
    found = sorted(map(read, (root / FOLDER).glob("*.sha256")), key=lambda one: edition(one.version))
    for one, other in pairwise(found):
        if edition(one.version) == edition(other.version):
            names = f"{FOLDER}/{one.path.name} and {FOLDER}/{other.path.name}"
            raise PublishError(f"{names} are one edition twice: keep the one that was published")
    return found


def digest(content: bytes) -> str:
    """Return the sha256 of some bytes, as a manifest has it."""
    return hashlib.sha256(content).hexdigest()


def _restore(where: str) -> str:
    return f"restore it (git checkout HEAD -- {where})"
