"""Run a variant of a chapter: ``python -m helpers.book.variants 06 "partner=IND from=1992"``."""

from __future__ import annotations

import sys
from pathlib import Path

from ... import ending, tables, words
from ..build import contents
from . import asked, written


def main(root: Path, chapter: str, text: str) -> None:
    """Run a variant, and say where it lies and what came out otherwise."""
    question = asked.question(root, chapter, text)
    folder, variant, lacking = written.make(question, root)
    for name, (old, new) in variant.apart().items():
        print(f"  {name}: {new}; in the book {old}")
    if lacking:
        print(f"  no picture: {lacking}")
    print(f"The variant is ready: {folder / 'index.html'}")


if __name__ == "__main__":
    known = (asked.VariantError, tables.DataError, words.WordsError, contents.NotebookError)
    with ending.told(*known, after="No variant was made."):
        main(Path.cwd(), *sys.argv[1:3])
