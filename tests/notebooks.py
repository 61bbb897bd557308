"""The notebooks of the book, each read once for all tests: none may change one."""

from functools import cache
from pathlib import Path

import nbformat


@cache
def opened(path: Path):
    """Return a notebook by its path."""
    return nbformat.read(path, as_version=4)
