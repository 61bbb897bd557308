"""Compiled code that Python would take for that of another source.

Python compiles a file anew when its date or size is another. A source that was restored under the date that
the last one had, and of the same size, would run as the last one; no date tells, but when the disk saw it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

CACHE = "__pycache__"


def drop_old(folder: Path) -> int:
    """Remove what was compiled before its source came to lie where it lies; return how many files went."""
    gone = 0
    for compiled in folder.rglob(f"{CACHE}/*.pyc"):
        source = compiled.parents[1] / f"{compiled.name.partition('.')[0]}.py"
        with suppress(OSError):  # a folder that can only be read keeps what it has
            if compiled.stat().st_mtime_ns < source.stat().st_ctime_ns:
                compiled.unlink()
                gone += 1
    return gone
