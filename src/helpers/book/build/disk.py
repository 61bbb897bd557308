"""What must lie on a disk before anything says so, and who may read what is built."""

from __future__ import annotations

import os
from pathlib import Path

READ = 0o044  # by anybody


def settle() -> None:
    """Let all that was written reach the disk: what is written next may then say that it is there.

    Else a power cut could leave the word that a page is whole, and the page empty.
    """
    if hasattr(os, "sync"):
        os.sync()


def open_to_all(folder: Path) -> None:
    """Let anybody read what is published, whatever its maker's own files are by default."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | (READ | 0o011 if path.is_dir() else READ)
        if mode != wanted:
            path.chmod(wanted)
