"""What two builds of a book are to each other: notebook by notebook, and file by file of each kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from ... import code
from ..build import basis, contents
from ..publish import manifests
from ..publish.commits import git
from ..takeaway import offer
from . import outputs
from .outputs import sha


def committed(root: Path, path: Path, known: bool) -> Mapping[str, Any]:
    """Return a notebook as the last commit has it; where git knows none, as it lies there."""
    said = git(root, "show", f"HEAD:{contents.named(path, root)}") if known else None
    if said is None or said.returncode:
        return contents.read(path, root)
    return nbformat.reads(said.stdout, as_version=4)


def notebooks(then: Mapping[str, Mapping], now: Mapping[str, Mapping]) -> dict[str, dict]:
    """Return for each notebook what the second run shows, and where that is not what the first has."""
    return {
        name: {
            "digest": outputs.digest(now[name]),
            "shows": outputs.places(now[name], each_number=False),
            "differs": outputs.differing(book, now[name]),
        }
        for name, book in then.items()
    }


def digests(html: Path) -> dict[str, str]:
    """Return the digest of each file of a built book, without what was bound from it and laid beside it."""
    beside, front = {*offer.offered(html)}, html / "index.html"
    found = {
        path.relative_to(html).as_posix(): manifests.digest(path.read_bytes())
        for path in html.rglob("*")
        if path.is_file() and path not in beside
    }
    if beside:
        page = offer.linked(front.read_text(encoding="utf-8"), [], offer.FOLDER)
        found[front.name] = manifests.digest(page.encode())
    return found


def files(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, dict]:
    """Return for each kind of file how many two builds have alike, and which they don't.

    Examples
    --------
    >>> files({"a.html": "1", "b.html": "2"}, {"a.html": "1", "b.html": "3"})["html"]["differs"]
    ['b.html']
    """
    names = sorted(then.keys() | now.keys())
    kinds = {kind: [name for name in names if _kind(name) == kind] for kind in sorted(map(_kind, names))}
    return {kind: _compared(found, then, now) for kind, found in kinds.items()}


def _kind(name: str) -> str:
    return Path(name).suffix.removeprefix(".") or "other"


def _compared(names: list[str], then: Mapping[str, str], now: Mapping[str, str]) -> dict:
    differs = [name for name in names if then.get(name) != now.get(name)]
    total = sha(*(f"{name} {now.get(name)}" for name in names))
    return {"files": len(names), "same": len(names) - len(differs), "digest": total, "differs": differs}


def tables(folder: Path) -> dict[str, str]:
    """Return the digest of every table of a folder of data, by its path there."""
    found = sorted(folder.rglob("*.csv"))
    return {path.relative_to(folder).as_posix(): _short(path) for path in found}


def helpers(root: Path) -> dict[str, str]:
    """Return the digest of what each module gives the notebooks of a clone, and of what that uses in turn."""
    package, used = code.read(root / "src" / code.PACKAGE), set()
    for path in contents.notebooks(root):
        used |= {name for name in basis.names(contents.read(path, root)) if package.goal(name)}
    modules: dict[str, list[str]] = {}
    for name, one in sorted(package.closure(used).items()):
        modules.setdefault(name.rpartition(".")[0] or name, []).append(f"{name} {one.digest}")
    return {module: sha(*lines) for module, lines in modules.items()}


def _short(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
