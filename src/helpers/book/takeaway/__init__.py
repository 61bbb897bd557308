"""The book to take away: one PDF, one EPUB, and one archive of everything that needs no network.

All three are made of the finished pages, so that none can say what a page does not: :mod:`.leaves` reads them
without what only a screen can do, and each of the other modules binds the same leaves in its own way.
"""

from __future__ import annotations

from pathlib import Path


class TakeawayError(RuntimeError):
    """A book to take away can't be made; the message says what to do."""


def path(root: Path, version: str, ending: str) -> Path:
    """Return where a book to take away lies once it is made.

    >>> path(Path(), "2026.1", "pdf").as_posix()
    '_build/coalition-or-alliance-2026.1.pdf'
    """
    return root / "_build" / f"coalition-or-alliance-{version}.{ending}"
