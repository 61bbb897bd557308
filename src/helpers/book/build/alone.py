"""One build of a book at a time: a second one says so and ends. A process that dies leaves no lock behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

BUSY = "The book is being built already; wait until that build has ended, then run this again."


class BusyError(RuntimeError):
    """Another build of the same book runs."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder.

    Raises
    ------
    BusyError
        When another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b") as file:
        try:
            _lock(file)
        except OSError:
            raise BusyError(BUSY) from None
        yield


def _lock(file) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
