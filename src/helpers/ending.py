"""How a command ends that something stops: a line or two which say what, and what helps."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
import signal
import sys
from collections.abc import Iterator

FULL = "no space is left on the disk: make some"
SHUT = "it may not be written here: copy the clone to a folder of your own"
FILLED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
WHY = dict.fromkeys(FILLED, FULL) | dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), SHUT)
AGAIN = "then run this again"
STOPPED = 128 + signal.SIGINT  # what a shell expects of a command that was interrupted


@contextlib.contextmanager
def told(*known: type[Exception], after: str = "") -> Iterator[None]:
    """End the process in a line or two where its own rules, a disk or a person stop what runs within.

    A fault of ours still shows where it lies. Who ends the process politely (SIGTERM) is told as much as who
    interrupts it from a terminal.

    Parameters
    ----------
    *known
        What the command refuses in words of its own.
    after
        What it left, for a last line.

    Examples
    --------
    >>> with told(after="Nothing was written."):
    ...     raise OSError(errno.ENOSPC, "No space left on device", "a.pdf")
    Traceback (most recent call last):
        ...
    SystemExit: a.pdf: no space is left on the disk: make some, then run this again
    Nothing was written.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except known as problem:
        sys.exit(f"{problem}\n{after}".rstrip())
    except KeyboardInterrupt:
        print(f"Stopped. {after}".rstrip(), file=sys.stderr)
        sys.exit(STOPPED)
    except Exception as problem:
        if said := refused(problem):
            sys.exit(f"{said}\n{after}".rstrip())
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def refused(problem: BaseException | None) -> str:
    """Return a line on what a disk refused and what helps; nothing where it was something else.

    Where a disk is full, what closes a file fails a second time in other words: so what came before a problem
    is looked at too.

    Examples
    --------
    >>> refused(OSError(errno.ENOSPC, "No space left on device", "_build/html.new/index.html"))
    '_build/html.new/index.html: no space is left on the disk: make some, then run this again'
    >>> refused(OSError(errno.ENOENT, "No such file or directory"))
    ''
    """
    if isinstance(problem, shutil.Error):  # of a folder: for each file, in words, why it was not copied
        return refused_in(str(problem))
    at_once = isinstance(problem, OSError) and WHY.get(problem.errno or 0)
    if isinstance(problem, OSError) and at_once:
        where = f"{problem.filename}: " if problem.filename else ""
        return f"{where}{at_once}, {AGAIN}"
    return next((refused(one) for one in _before(problem) if getattr(one, "errno", 0) in FILLED), "")


def _before(problem: BaseException | None) -> Iterator[BaseException]:
    """Yield what led to a problem, the nearest first."""
    while problem and (problem := problem.__cause__ or problem.__context__):
        yield problem


def refused_in(output: str) -> str:
    """Return the same of what another program has said.

    Examples
    --------
    >>> refused_in("exception: [Errno 28] No space left on device)")
    'no space is left on the disk: make some, then run this again'
    >>> refused_in("Failed to copy a file: OSError(28, 'No space left on device')")
    'no space is left on the disk: make some, then run this again'
    """
    said = {int(number) for number in re.findall(r"(?:\[Errno |Error\()(\d+)(?=\]|, )", output)}
    found = (why for number, why in WHY.items() if number in said)
    return next((f"{why}, {AGAIN}" for why in found), "")
