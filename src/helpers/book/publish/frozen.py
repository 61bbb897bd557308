"""Where the files of a frozen edition come from: kept builds, or the commit that froze it, built again.

Frozen builds are not in the repository, only their manifests are. Whatever is found is held against the
manifest, file by file, before it is used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..citing.publication import EDITION
from . import PublishError
from .commits import frozen_by, git
from .manifests import FOLDER, Manifest

SHOWN = 5  # faults of one folder that are named; the rest are counted


@dataclass(frozen=True)
class Found:
    """The files of one edition as frozen; without a folder, `why` says that they could not be had."""

    manifest: Manifest
    folder: Path | None
    why: str = ""


def find(manifest: Manifest, places: Iterable[Path]) -> Found:
    """Return the first kept build of an edition that is as frozen.

    Raises
    ------
    PublishError
        When builds are kept, and none of them is as frozen.
    """
    said = []
    for folder in (place / manifest.version for place in places):
        if folder.is_dir():
            if not (faults := manifest.faults(folder)):
                return Found(manifest, folder)
            said.append(f"{folder}: {_counted(faults)}")
    if said:
        raise PublishError(
            f"edition {manifest.version} is kept, but not as it was frozen:\n  "
            + "\n  ".join(said)
            + "\n  next: put back a copy that is, or remove the folder: it is then built again"
        )
    return Found(manifest, None, f"no build of it lies in {' or '.join(map(str, places))}")


def orphans(manifests: Iterable[Manifest], places: Iterable[Path]) -> None:
    """Refuse a kept edition that has no manifest: nobody could tell whether it is as it was frozen.

    Raises
    ------
    PublishError
        Naming each.
    """
    known = {manifest.version for manifest in manifests}
    kept = [folder for place in places if place.is_dir() for folder in sorted(place.iterdir())]
    lost = [one for one in kept if one.is_dir() and EDITION.fullmatch(one.name) and one.name not in known]
    if lost:
        said = "\n".join(f"{folder}: {FOLDER}/{folder.name}.sha256 is missing" for folder in lost)
        raise PublishError(
            f"{said}\n  next: restore the manifest from the commit that froze it, or take away the folder"
        )


@contextmanager
def rebuilt(root: Path, manifest: Manifest) -> Iterator[Found]:
    """Give an edition that is built anew by the code of the commit that froze it, in a folder of its own."""
    commit = frozen_by(root, manifest.version)
    if not commit:
        yield Found(manifest, None, f"git knows no commit that froze {FOLDER}/{manifest.path.name}")
        return
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place) / "clone"  # the code of 2026.1 and 2026.2 fails in a folder named "book"
        added = git(root, "worktree", "add", "--detach", str(tree), commit)
        try:
            yield _built(tree, manifest, commit[:7], added)
        finally:
            git(root, "worktree", "remove", "--force", str(tree))


def _built(tree: Path, manifest: Manifest, commit: str, added: subprocess.CompletedProcess) -> Found:
    """Build a work tree with its own `make book`, and hold what it makes against the manifest."""
    if added.returncode:
        return Found(manifest, None, f"git can't lay out commit {commit}: {added.stderr.strip()}")
    print(f"building edition {manifest.version} again, from commit {commit}", flush=True)
    known = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    made = subprocess.run(
        ["make", "book"], cwd=tree, env=known | manifest.settings, capture_output=True, text=True, check=False
    )
    html = tree / "_build" / "html"
    if made.returncode:
        last = (made.stderr or made.stdout).strip().splitlines()[-1:]
        return Found(manifest, None, f"commit {commit} does not build here: {''.join(last)}")
    for name in manifest.here:
        (html / name).unlink(missing_ok=True)
    if faults := manifest.faults(html):
        return Found(
            manifest, None, f"built again from commit {commit}, it is not as frozen: {_counted(faults)}"
        )
    return Found(manifest, html)


def keep(found: Found, place: Path) -> Found:
    """Copy the files of an edition to where kept builds lie, whole or not at all."""
    if found.folder is None:
        return found
    place.mkdir(parents=True, exist_ok=True)
    target, new = place / found.manifest.version, place / f"{found.manifest.version}.new"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(found.folder, new)
    new.rename(target)
    return Found(found.manifest, target)


def _counted(faults: list[str]) -> str:
    more = f", and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return "; ".join(faults[:SHOWN]) + more
