"""The bibliography as a source of citations: what cannot be cited is refused before anything is built."""

from __future__ import annotations

import re
from pathlib import Path

from pybtex.database import BibliographyDataError, parse_file
from pybtex.exceptions import PybtexError

from . import CitingError

YEAR = re.compile(r"\d{4}|n\.d\.")


def check(path: Path) -> None:
    """Refuse a bibliography with an entry that cannot be read, or has no title or no year.

    Raises
    ------
    CitingError
        Naming file and line. A year that nobody knows is written ``n.d.``.
    """
    text = path.read_text(encoding="utf-8")
    try:
        entries = parse_file(str(path)).entries
    except (PybtexError, BibliographyDataError) as error:
        raise CitingError(f"{path.name}: {error}") from None
    for key, entry in entries.items():
        if not entry.fields.get("title"):
            raise CitingError(f"{_where(path, text, key)} has no title")
        if not YEAR.fullmatch(year := entry.fields.get("year", "")):
            raise CitingError(
                f"{_where(path, text, key)} has year {year!r}: write four digits, or n.d. if nobody knows"
            )


def _where(path: Path, text: str, key: str) -> str:
    start = re.search(rf"@\w+\s*{{\s*{re.escape(key)}\s*,", text).start()
    line = text.count("\n", 0, start) + 1
    return f"{path.name}, line {line}: entry {key!r}"
