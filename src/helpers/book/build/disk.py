"""What must lie on a disk before anything says so, and who may read what is built."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READ = 0o044  # by anybody


def settle() -> None:
    """Let all that was written reach the disk: what is written next may then say that it is there.

    Else a power cut could leave the word that a page is whole, and the page empty.
    """
    if hasattr(os, "sync"):
        os.sync()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path to write to; what is written there takes the place of a file once it is whole.

    Where a disk is full or somebody stops it, the file stays as it was and nothing lies beside it.
    """
    new = target.with_name(f"{target.name}.new")
    try:
        yield new
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def open_to_all(folder: Path) -> None:
    """Let anybody read what is published, whatever its maker's own files are by default."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | (READ | 0o011 if path.is_dir() else READ)
        if mode != wanted:
            path.chmod(wanted)
