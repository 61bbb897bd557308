"""Editions: ``python -m helpers.book.citing.edition`` freezes the book; ``--check`` proves a frozen one.

A frozen edition is the built book and its manifest, ``editions/2026.1.sha256``: one line a file with its
sha256, as ``sha256sum --check`` reads it, after lines that bind the register of ids as it then was and name
the settings of the build. Building the same commit again gives the same files, byte for byte.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from ... import ending, printed, tables
from ..build import freshen, kept, render
from ..build import run as build
from ..build.alone import BusyError, alone
from . import CitingError, publication, register, said, units

SETTING = "# built with {name}={value}"
KIND = "# manifest of the second kind: nothing in it depends on the folder or the machine of a build"
PYTHON = "# built by Python "


def main(root: Path, check: bool = False) -> None:
    """Freeze the present edition, or prove that the frozen one can be built again."""
    record = publication.read(root)
    path = publication.manifest(root, record.version)
    if check:
        prove(root, path)
    else:
        require_new(root, record.version)
        freeze(root, path, record)


def require_new(root: Path, version: str) -> None:
    """Refuse to freeze what is frozen: an edition is final, also where its manifest has been lost.

    Raises
    ------
    CitingError
        Naming what tells that the edition, or a later one, was frozen.
    """
    path, lives = publication.manifest(root, version), register.read(root / register.NAME)
    advice = (
        "Give the next one its version and date in CITATION.cff, pyproject.toml and data/datapackage.json"
    )
    if path.exists():
        raise CitingError(f"editions/{path.name} is there: edition {version} is frozen. {advice}")
    entered = [
        event for life in lives.values() for event in life.events if event["event"] not in register.LAST
    ]
    if lines := [event["line"] for event in entered if event["edition"] == version]:
        raise CitingError(
            f"{register.NAME}, line {min(lines)}: edition {version} is entered, so it was frozen, but"
            f" editions/{path.name} is gone. Restore it (git checkout {version} -- editions). {advice}"
        )
    last = max(register.editions(lives, root / register.NAME), key=publication.edition, default=version)
    if publication.edition(last) > publication.edition(version):
        raise CitingError(f"edition {last} is there, and {version} would come before it. {advice}")


def freeze(root: Path, path: Path, record: publication.Publication) -> None:
    """Write what is made from the record, enter the ids, build, and write the manifest.

    What stops on the way leaves the records, and all that is kept of editions, as they were.
    """
    ids = root / register.NAME
    made = publication.made(root, replace(record, draft=False))
    touched = {
        one: one.read_bytes() for one in (*ids.parent.glob("*"), *map(root.joinpath, made)) if one.is_file()
    }
    try:
        build.main(root)
        keep_printed(root, record.version)
        for name, text in made.items():
            (root / name).write_text(text, encoding="utf-8", newline="\n")
        html = root / "_build" / "html"
        present = [unit for page in units.collect(html) for unit in page.units]
        events = register.added(register.read(ids), present, record.version)
        register.append(ids, events)
        texts = {unit.id: (unit.digest, unit.text) for unit in present}
        said.keep(root, record.version, record.date.isoformat(), texts, record.reserved)
        path.write_text(f"{register.bound(ids)}\n", encoding="utf-8", newline="\n")  # from here on no draft
        build.forget(root)  # from nothing: an index of words that was only added to has them in another order
        build.main(root)  # once more: the citation pages tell to which edition they belong
        require_pictures(build.up_to_date(root))
    except BaseException:
        for one in ids.parent.glob("*"):
            if one not in touched:
                one.unlink()
        for one, content in touched.items():
            one.write_bytes(content)
        raise
    frozen = root / "_build" / "editions" / record.version
    shutil.rmtree(frozen, ignore_errors=True)
    shutil.copytree(html, frozen)
    path.write_text(manifest(root, html), encoding="utf-8", newline="\n")
    print(f"Edition {record.version} is in {frozen}; {len(events)} lines were added to {register.NAME}.")
    names = f"editions/{path.name} and {said.NAME.format(edition=record.version)}"
    print(f"Commit that file, {names}, then mark the commit: git tag {record.version}")


def keep_printed(root: Path, version: str) -> None:
    """Keep what this edition is the first to print of tables that promise not to change it.

    Raises
    ------
    CitingError
        If a row says that it first stands in another edition.
    """
    for name in tables.names():
        resource = tables.describe(name)
        if "printed" in resource["schema"]:
            frame = tables.load(name)
            try:
                printed.enter(root, frame, resource, version)
            except ValueError as problem:
                raise CitingError(f"table {name!r}: {problem}") from problem


def prove(root: Path, path: Path) -> None:
    """Build the pages anew and hold every file against the manifest.

    Raises
    ------
    CitingError
        Naming the files that differ, are missing or are new.
    """
    if not path.is_file():
        raise CitingError(f"editions/{path.name} is not there: edition {path.stem} was not frozen yet")
    then = path.read_text(encoding="utf-8").splitlines()
    if KIND not in then:
        raise CitingError(
            f"editions/{path.name} is of an earlier kind, which only its own code can repeat:"
            f" git checkout {path.stem}, then make edition CHECK=1 there"
        )
    for line in then:
        if line.startswith("# built with "):
            name, _, value = line.removeprefix("# built with ").partition("=")
            os.environ[name] = value
    with alone(root / "_build"), tempfile.TemporaryDirectory() as place:
        require_pictures(freshen.freshen(root))
        with render.Renderer(root, Path(place) / "work") as renderer:
            build.pages(root, Path(place) / "html", renderer, kept.Kept(root / "_build" / "kept"))
        now = manifest(root, Path(place) / "html").splitlines()
    if differ := differing(then, now):
        first = f"{', '.join(differ[:10])}{_pythons(then, now)}"
        raise CitingError(f"{len(differ)} lines of editions/{path.name} do not hold: {first}")
    print(f"Edition {path.stem}: all {len(now)} lines of its manifest hold.")


def differing(then: list[str], now: list[str]) -> list[str]:
    """Return the files, or other lines, in which two manifests differ."""
    lines = [line for line in {*then} ^ {*now} if not line.startswith(PYTHON)]
    return sorted({line.partition("  ")[2] or line for line in lines})


def require_pictures(complete: bool) -> None:
    """Refuse an edition that lacks a picture only because this machine could not draw it."""
    if not complete:
        raise CitingError("pictures are missing (see above); an edition has them all")


def _pythons(then: list[str], now: list[str]) -> str:
    """Say under which versions of Python two manifests were made, where these differ."""
    said = ([line.removeprefix(PYTHON) for line in lines if line.startswith(PYTHON)] for lines in (then, now))
    old, new = ("".join(found) for found in said)
    return "" if old == new else f" (it was built by Python {old}, this is {new})"


def manifest(root: Path, html: Path) -> str:
    """Return what binds the register, the settings, and the digest of every file of a built book.

    Files that tell of the machine are no part of a built book: see :data:`helpers.book.build.run.HERE_ONLY`.
    """
    settings = [SETTING.format(name=name, value=os.environ.get(name, "")) for name in build.SETTINGS]
    files = sorted(path for path in html.rglob("*") if path.is_file())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(html).as_posix()}"
        for path in files
    ]
    head = [register.bound(root / register.NAME), *settings, KIND, f"{PYTHON}{platform.python_version()}"]
    return "\n".join([*head, *sums]) + "\n"


if __name__ == "__main__":
    with ending.told(*build.PROBLEMS, BusyError):
        main(Path.cwd(), "--check" in sys.argv)
