"""Notebooks to take away: each copy begins with a cell that gets the helpers and tables of its edition.

The copies are in ``notebooks/`` beside the pages, with the archive of what they import.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from string import Template
from textwrap import indent

from ... import tables
from ..citing.publication import Publication
from . import archive, contents

FOLDER, HELPERS = "notebooks", "helpers.zip"
CELL = Template(Path(__file__).with_name("first_cell.txt").read_text(encoding="utf-8"))
CELLS = '"cells": ['
APART = ("book", "derive", "models")  # parts of the helpers that no chapter imports
NEEDED = {name: name for name in ("pandas", "plotly", "krippendorff", "pybtex")} | {"yaml": "pyyaml"}


def carry(folder: Path, root: Path, record: Publication) -> None:
    """Put a copy of every notebook into the folder of the book, and what they all need.

    Parameters
    ----------
    folder
        Of the pages, where the tables already lie.
    root
        The clone.
    record
        The publication, which says where the book is.
    """
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    archive.store(dict(_files(root)), target / HELPERS)
    first = indent(json.dumps(cell(folder, record), indent=1), "  ")
    for path in contents.notebooks(root):
        copy = target / contents.named(path, root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace(CELLS, f"{CELLS}\n{first},", 1)
        copy.write_text(text, encoding="utf-8", newline="\n")


def cell(folder: Path, record: Publication) -> dict:
    """Return the first cell of the copies in a folder: what it says in its comment, its code does."""
    parts = {HELPERS: f"{FOLDER}/{HELPERS}", archive.NAME: f"data/{archive.NAME}"}
    said = {
        "title": record.title,
        "edition": record.said,
        "folder": f"coalition-or-alliance-{record.version}",
        "address": record.cited,
        "where": f"from {record.cited}" if record.address else "from two archives beside it",
        "packages": " ".join(f"{name}=={version(name)}" for name in NEEDED.values()),
        "imports": tuple(NEEDED),
        "parts": "".join(
            f'    "{name}": ("{place}", "{hashlib.sha256((folder / place).read_bytes()).hexdigest()}"),\n'
            for name, place in parts.items()
        ),
    }
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "alone",
        "metadata": {},
        "outputs": [],
        "source": CELL.substitute(said).splitlines(keepends=True),
    }


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what a notebook needs beside the tables: code, descriptions of tables, words of figures."""
    helpers = Path(tables.__file__).parent
    for path in sorted(helpers.rglob("*")):
        part = path.relative_to(helpers)
        if path.is_file() and part.parts[0] not in APART and "__pycache__" not in part.parts:
            yield f"src/helpers/{part.as_posix()}", path.read_bytes()
    data = tables.data_folder()
    for path in data.rglob("*.json"):
        yield f"data/{path.relative_to(data).as_posix()}", path.read_bytes()
    for path in (root / "references.bib", *root.glob("LICENSE*")):  # tables name their sources by its keys
        yield path.name, path.read_bytes()
    for path in (*root.glob("*.yml"), *root.glob("chapters/**/*.yml")):
        if path.with_suffix(".ipynb").is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()
