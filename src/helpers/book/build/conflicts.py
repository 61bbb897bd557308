"""No marks of a merge reach a page: what git could not decide between two branches is named by file and line.

Readers of text are lenient: a bibliography passes over the marks between its entries, and a page of Markdown
makes a heading of the line above ``=======``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ... import tables
from .contents import NotebookError

MARK = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
FILES = ("*.yml", "*.md", "*.bib", "*.cff", "chapters/*.yml", "chapters/**/*.md", "editions/*.csv")
TABLES = ("**/*.csv", "**/*.json")


def refuse(root: Path) -> None:
    """Refuse a text file that holds the marks of a conflict; notebooks are looked at as they are read.

    Raises
    ------
    NotebookError
        Naming file and line.
    """
    for path, folder in _files(root):
        content = path.read_bytes()
        if mark := MARK.search(content):
            where, line = path.relative_to(folder).as_posix(), content.count(b"\n", 0, mark.start()) + 1
            raise NotebookError(
                f"{where}, line {line}: the marks of a conflict between two branches\n"
                "  next: keep there what both mean, without the lines of <, = and >, and run this again"
            )


def _files(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files of a book that people merge by hand, each with the folder that names it."""
    data = tables.data_folder()
    for folder, patterns in ((root, FILES), (data, TABLES)):
        for pattern in patterns:
            for path in sorted(folder.glob(pattern)):
                yield path, data.parent if folder == data else root
