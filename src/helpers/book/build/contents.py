"""What the table of contents lists: the notebooks that must be fresh, and what no build can make fresh.

A notebook has the book's own kernel and nothing of what editors leave in it. What can't be published as it
stands is refused in a sentence that names the file, the cell and the way out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import yaml

from ...page import FIGURE

CONTENTS = "_toc.yml"
SUFFIXES = (".ipynb", ".md", ".rst")
CODE_CELL = re.compile(r"^[ \t]*(`{3,}|:{3,})\s*\{code-cell\}", re.MULTILINE)
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
KEPT = {"kernelspec", "language_info", "jupytext"}  # of a notebook's metadata; editors add their own
LEFT_BY_EDITORS = {
    "execution",
    "ExecuteTime",
    "vscode",
    "pycharm",
    "colab",
    "papermill",
    "scrolled",
    "collapsed",
}
SCRIPTED = ("application/vnd.", "application/javascript")  # what only a script of its own could show
WORDS = {"id", "alt"}  # what helpers.figure puts beside a chart


class NotebookError(ValueError):
    """A notebook can't be run, or can't be published as it is."""


def files(root: Path) -> list[Path]:
    """Return the files that the table of contents lists, in its order.

    Raises
    ------
    NotebookError
        When a file is not there, or no list can be read.
    """
    path = root / CONTENTS
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotebookError(f"{CONTENTS} is not there: it lists what the book consists of") from None
    except yaml.YAMLError as error:
        raise NotebookError(f"{CONTENTS} can't be read: {' '.join(str(error).split())}") from None
    return list(dict.fromkeys(file for name in _names(listed, root) for file in [_file(root, name)]))


def notebooks(root: Path) -> list[Path]:
    """Return the notebooks of the book; a text notebook, whose outputs are stored nowhere, is refused."""
    found = files(root)
    for path in found:
        if path.suffix == ".md" and (cell := CODE_CELL.search(path.read_text(encoding="utf-8"))):
            where, line = named(path, root), cell.string.count("\n", 0, cell.start()) + 1
            raise NotebookError(
                f"{where}, line {line}: a text page stores no outputs, and this code-cell would show none\n"
                "  next: make the page a notebook (jupytext --to ipynb), or write ```python for code to read"
            )
    return [path for path in found if path.suffix == ".ipynb"]


def read(path: Path, root: Path) -> nbformat.NotebookNode:
    """Return a notebook, whole and valid.

    Raises
    ------
    NotebookError
        When it holds a conflict of a merge, is no JSON, no notebook, or of another language.
    """
    where, text = named(path, root), path.read_text(encoding="utf-8")
    if CONFLICT.search(text):
        raise NotebookError(
            f"{where} holds the marks of a conflict between two branches\n  next: take one side"
            f" (git checkout --ours {where}, or --theirs) and run `make book`: it makes the outputs anew"
        )
    try:
        nbformat.validate(nbformat.from_dict(json.loads(text)))
        notebook = nbformat.v4.reads(text)
    except json.JSONDecodeError as error:
        raise NotebookError(
            f"{where}, line {error.lineno}: no notebook, for its JSON is broken ({error.msg})\n"
            f"  next: bring it back (git checkout {where}), or mend that line"
        ) from None
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
        raise NotebookError(f"{where} is no notebook of format 4: {str(error).splitlines()[0]}") from None
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise NotebookError(f"{where} is written in {language}; the book runs Python")
    for number, cell in enumerate(notebook.cells, start=1):
        if CONFLICT.search(cell.source):  # a tool that merges cell by cell leaves JSON whole
            raise NotebookError(
                f"{where}, cell {number}: holds the marks of a conflict between two branches\n"
                "  next: keep there what both mean, without the lines of <, | and >, and run this again"
            )
    return notebook


def mended(path: Path, root: Path) -> nbformat.NotebookNode:
    """Give a notebook the book's own kernel, drop what its editor left, in its file too, and return it."""
    notebook = read(path, root)
    if left_by_editors(notebook):
        clean(notebook)
        write(notebook, path)
    return notebook


def left_by_editors(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what in a notebook differs between the machines of those who edit it."""
    found = [f"metadata {name!r}" for name in notebook.metadata if name not in KEPT]
    if notebook.metadata.get("kernelspec") != KERNEL:
        found.append(f"kernel {notebook.metadata.get('kernelspec', {}).get('name')!r}")
    if notebook.metadata.get("language_info") != LANGUAGE:
        found.append("metadata 'language_info'")
    for number, cell in enumerate(notebook.cells, start=1):
        found += [
            f"cell {number}: metadata {name!r}" for name in sorted(LEFT_BY_EDITORS & cell.metadata.keys())
        ]
    return found


def clean(notebook: nbformat.NotebookNode) -> None:
    """Keep out of a notebook what differs between machines and runs."""
    for name in notebook.metadata.keys() - KEPT:
        del notebook.metadata[name]
    notebook.metadata |= {"kernelspec": KERNEL, "language_info": LANGUAGE}
    for cell in notebook.cells:
        for name in LEFT_BY_EDITORS & cell.metadata.keys():
            del cell.metadata[name]


def publishable(notebook: nbformat.NotebookNode, where: str) -> None:
    """Refuse a picture that did not come through ``helpers.figure``: it has no words, no source, no id.

    Raises
    ------
    NotebookError
        Naming the first such cell.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if what := _unpublished(output):
                raise NotebookError(
                    f"{where}, cell {number}: {what} that is not published by helpers.figure\n"
                    '  next: helpers.figure("fig-...", chart) gives it its id; see CONTRIBUTING.md, A chapter'
                )


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Replace a notebook in one step, so that an interrupted run leaves the old one whole."""
    new = path.with_suffix(".ipynb.new")
    nbformat.write(notebook, new)
    new.replace(path)


def named(path: Path, root: Path) -> str:
    """Return a path as a reader of the repository writes it."""
    return path.relative_to(root).as_posix()


def _names(listed: object, root: Path) -> Iterator[str]:
    """Yield every file that a table of contents names, at whatever depth."""
    if isinstance(listed, list):
        for part in listed:
            yield from _names(part, root)
    elif isinstance(listed, dict):
        for key, value in listed.items():
            if key in ("root", "file"):
                yield str(value)
            elif key == "glob":
                yield from sorted(
                    named(path, root) for path in root.glob(str(value)) if path.suffix in SUFFIXES
                )
            else:
                yield from _names(value, root)


def _file(root: Path, name: str) -> Path:
    for path in [root / name, *(root / f"{name}{suffix}" for suffix in SUFFIXES)]:
        if path.is_file():
            return path
    raise NotebookError(
        f"{CONTENTS} lists {name}, and there is no such notebook or page\n"
        "  next: put the file there, or take it out of the list"
    )


def _unpublished(output: dict) -> str:
    """Return what kind of picture an output is, if it is one that no reader could see or cite."""
    data = output.get("data", {})
    if FIGURE in data:
        meta = (data[FIGURE].get("layout") or {}).get("meta")
        return "" if isinstance(meta, dict) and meta.keys() >= WORDS else "a plotly figure"
    if any(kind.startswith("image/") for kind in data):
        return "a picture"
    drawn = any(kind.startswith(SCRIPTED) for kind in data) or "<script" in str(data.get("text/html", ""))
    return "a drawing made by a script" if drawn else ""
