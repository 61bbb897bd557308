"""Rerun the book in a second folder, under other circumstances, and write down what came out the same."""

from __future__ import annotations

import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..build import basis, contents
from ..build import run as build
from ..citing import publication
from ..publish import manifests
from ..publish.commits import git
from . import ProofError, measured, outputs, receipt, second, words

VERSIONS = ("3.12", "3.13", "3.11")
WITHIN = 60.0  # seconds: until then the first try is killed
LIMIT = 45  # minutes for all
NEEDS_UV = (
    "no uv on this machine, which sets up the second environment\n  next: pip install uv, then run this again"
)
WANTED = "import sys; print('.'.join(map(str, sys.version_info[:3])))"


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a proof: a Python, a name to stand on the receipt, seconds and minutes."""

    python: str = ""
    by: str = ""
    within: float = WITHIN
    minutes: float = LIMIT


@dataclass(frozen=True)
class First:
    """What lies here, as it was before anything was built: what a second build is held against."""

    record: publication.Publication
    commit: str
    changed: list[str]
    books: Mapping[str, Mapping[str, Any]]
    origins: list[str]


@dataclass(frozen=True)
class Out:
    """What came out of a second build: its notebooks, and its files beside those that they were to be."""

    books: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, Mapping[str, Any]]
    against: str
    python: str
    way: second.Ways


def prove(
    root: Path, asked: Asked, environment: Callable[[Path, str], Path], say: Callable[[str], None]
) -> receipt.Receipt:
    """Build a clone again elsewhere, and return the receipt.

    Parameters
    ----------
    root
        The clone.
    asked
        What is asked of the proof.
    environment
        Sets up a folder for a Python of a name, or for any where there is none; returns that Python.
    say
        Takes a line on how far it is.

    Raises
    ------
    ProofError
        When the second build fails, or takes too long.
    """
    deadline = time.monotonic() + 60 * asked.minutes
    first = look(root)
    then, against = _files_of_first(root, first.record, say)
    with tempfile.TemporaryDirectory(prefix="book-") as place:
        copy = second.lay_out(root, Path(place))
        say("the clone lies in a second folder; setting up its Python")
        python = environment(copy, asked.python)
        way = second.build(copy, python, second.ways(asked.within), deadline, say)
        books = {name: contents.read(copy / name, copy) for name in first.books}
        files = measured.files(then, measured.digests(copy / "_build" / "html"))
        out = Out(books, files, against, _version(python), way)  # that Python lies in the second folder
    return write_down(root, first, out, asked.by)


def write_down(root: Path, first: First, out: Out, by: str = "") -> receipt.Receipt:
    """Return the receipt of a second build."""
    notebooks = measured.notebooks(first.books, out.books)
    rerun = {
        "edition": first.record.said,
        **({"commit": first.commit} if first.commit else {}),
        "changed": first.changed,
        "against": out.against,
        "python": {"first": platform.python_version(), "second": out.python},
        "lock": outputs.sha((root / "uv.lock").read_text(encoding="utf-8")),
        **_data_and_code(root),
        "machine": _machine(),
        "ways": told(out.way),
        "origins": first.origins,
        "notebooks": notebooks,
        "files": out.files,
    }
    return receipt.sealed(_in_form(first.record, by, notebooks, out.files) | {"rerun": rerun})


def look(root: Path) -> First:
    """Return what lies in a clone and what its last commit has, before anything is built."""
    known, found = second.is_clone(root), contents.notebooks(root)
    said = git(root, "status", "--porcelain", "-z", "--untracked-files=no").stdout if known else ""
    rests = basis.Basis(root)
    held = {path: outputs.unheld(rests, path, contents.read(path, root)) for path in found}
    return First(
        record=publication.read(root),
        commit=git(root, "rev-parse", "HEAD").stdout.strip() if known else "",
        changed=sorted(line[3:] for line in said.split("\0") if line[3:]),
        books={contents.named(path, root): measured.committed(root, path, known) for path in found},
        origins=[f"{contents.named(path, root)}: {one}" for path, lines in held.items() for one in lines],
    )


def _files_of_first(
    root: Path, record: publication.Publication, say: Callable[[str], None]
) -> tuple[dict[str, str], str]:
    """Return the files that a second build has to give: those of the manifest, or of a build here."""
    path = publication.manifest(root, record.version)
    if path.is_file():
        manifest = manifests.read(path)
        os.environ.update(manifest.settings)
        return {name: manifest.files[name] for name in manifest.files.keys() - manifest.here}, "manifest"
    say("a draft has no manifest: building it here first, if it is not built")
    build.main(root)
    return measured.digests(root / "_build" / "html"), "first build"


def _data_and_code(root: Path) -> dict[str, Any]:
    tables = measured.tables(root / "data")
    total = outputs.sha(*(f"{name} {one}" for name, one in tables.items()))
    return {"data": total, "tables": tables, "helpers": measured.helpers(root)}


def _machine() -> dict[str, Any]:
    kind = "".join(letter for letter in platform.machine() if letter.isalnum() or letter == "_")
    return {"system": platform.system(), "processor": kind or "unknown", "cores": os.cpu_count() or 0}


def told(way: second.Ways) -> dict[str, str]:
    """Return under what the second build was made, in words."""
    killed = (
        f"killed after {way.killed_after:.1f} seconds" if way.killed_after else "ended before it was killed"
    )
    said = {
        name.replace("_", " "): str(value) for name, value in asdict(way).items() if name != "killed_after"
    }
    return said | {
        "folder": "another, its name with Persian letters and a space",
        "dates of files": "set back to 2001",
        "first try": f"on tables with hostile text, {killed}",
        "still pictures": "as stored, each bound to what its figure shows",
    }


def _in_form(record: publication.Publication, by: str, notebooks: Mapping, files: Mapping) -> dict[str, Any]:
    """Return what CODECHECK has names for."""
    listed = [
        {"file": name, "comment": f"{len(book['shows'])} outputs, {words.told(book['differs'][:1])}"}
        for name, book in sorted(notebooks.items())
    ]
    repository = os.environ.get("BOOK_REPOSITORY", "")
    people = {"codechecker": [{"name": by}]} if by else {}
    reference = {"reference": record.cited} if record.cited else {}
    authors = [{"name": name} for name in record.authors]
    return {
        "version": receipt.CODECHECK,
        "manifest": listed,
        "paper": {"title": record.title, "authors": authors, **reference},
        **people,
        "summary": words.summary(notebooks, files),
        **({"repository": repository} if repository.startswith("https://") else {}),
        "check_time": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }


def environment(copy: Path, wanted: str) -> Path:
    """Set up the locked packages in a second folder, for a Python of a name or one that is not this one.

    Raises
    ------
    ProofError
        When there is no uv, no such Python, or a package can't be had for it.
    """
    uv = shutil.which(
        "uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    )
    if not uv:
        raise ProofError(NEEDS_UV)
    python = _wanted(wanted) if wanted else _another()
    command = [uv, "sync", "--quiet", "--frozen", "--no-editable", "--no-default-groups", "--python", python]
    known = {name: value for name, value in os.environ.items() if name not in second.NOT_GIVEN}
    for more in (["--offline"], []):  # what lies in the cache needs no network
        done = subprocess.run(
            [*command, *more], cwd=copy, env=known, capture_output=True, text=True, check=False
        )
        if not done.returncode:
            break
    else:
        raise ProofError(f"no environment for {python}: {done.stderr.strip().splitlines()[-1:]}")
    folder = copy / ".venv"
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _wanted(name: str) -> str:
    """Return the path of a Python by its path, its command, or its version."""
    found = [*_candidates(name), *filter(None, [shutil.which(name)])]
    working = next((one for one in found if _version(Path(one))), None)
    if working is None:
        raise ProofError(
            f"no Python called {name!r} starts here\n  next: WITH=/path/to/python, or leave WITH out"
        )
    return working


def _another() -> str:
    """Return a Python of another version than this one; this one where there is none."""
    mine = ".".join(platform.python_version_tuple()[:2])
    found = (one for version in VERSIONS if version != mine for one in _candidates(version))
    return next((one for one in found if _version(Path(one))), sys.executable)


def _candidates(version: str) -> list[str]:
    named = shutil.which(f"python{version}")
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    return [*([named] if named else []), *map(str, kept)]


def _version(python: Path) -> str:
    """Return the version of a Python; nothing where it does not start, as a mere name of one does not."""
    try:
        done = subprocess.run([str(python), "-c", WANTED], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
