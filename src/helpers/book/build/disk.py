"""What a disk refuses, in words; what must lie on it before anything says so; who may read what is built."""

from __future__ import annotations

import errno
import os
from pathlib import Path

FULL = "no space is left on the disk: make some"
SHUT = "it may not be written here: copy the clone to a folder of your own"
WHY = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL}
WHY |= {errno.EROFS: SHUT, errno.EACCES: SHUT, errno.EPERM: SHUT}
AGAIN = "then run this again"
READ = 0o044  # by anybody


def refused(problem: OSError) -> str:
    """Return a line on what a disk refused and what helps; nothing where it was something else.

    Examples
    --------
    >>> refused(OSError(errno.ENOSPC, "No space left on device", "_build/html.new/index.html"))
    '_build/html.new/index.html: no space is left on the disk: make some, then run this again'
    >>> refused(OSError(errno.ENOENT, "No such file or directory"))
    ''
    """
    why = WHY.get(problem.errno or 0)
    where = f"{problem.filename}: " if problem.filename else ""
    return f"{where}{why}, {AGAIN}" if why else ""


def refused_in(output: str) -> str:
    """Return the same of what another program has said.

    Examples
    --------
    >>> refused_in("exception: [Errno 28] No space left on device)")
    'no space is left on the disk: make some, then run this again'
    """
    found = (why for number, why in WHY.items() if f"[Errno {number}]" in output)
    return next((f"{why}, {AGAIN}" for why in found), "")


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
