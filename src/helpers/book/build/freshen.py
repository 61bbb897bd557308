"""Keep notebook outputs fresh: re-execute those that were made from other data, code or versions.

Each notebook carries the fingerprint of what its outputs were made from: the tables, the helpers, the lock
file and its own code. Outputs whose fingerprint no longer holds are made again; the book is never built from
older ones.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from . import pictures

AT_ONCE = 2


class NotebookError(RuntimeError):
    """A notebook stopped with an error."""


def notebooks(root: Path) -> list[Path]:
    """Return the notebooks of the book: the front page and the chapters."""
    return sorted([*root.glob("*.ipynb"), *root.glob("chapters/*.ipynb")])


def shared_inputs(root: Path) -> list[Path]:
    """Return the files that every notebook's results rest on; of this package only what draws pictures."""
    helpers = root / "src" / "helpers"
    code = [path for path in helpers.rglob("*.py") if not {"derive", "book"} & set(path.parts)]
    code += helpers.glob("book/build/pictures.py")
    data = [path for path in (root / "data").rglob("*") if path.is_file()]
    return sorted([*code, *data, root / "uv.lock"])


def fingerprint(notebook: nbformat.NotebookNode, root: Path) -> str:
    """Return the digest of everything that a notebook's outputs depend on."""
    total = hashlib.sha256()
    for path in shared_inputs(root):
        total.update(str(path.relative_to(root).as_posix()).encode() + b"\0" + path.read_bytes())
    for cell in notebook.cells:
        if cell.cell_type == "code":
            total.update(b"\0" + cell.source.encode())
    return total.hexdigest()


def stale(path: Path, root: Path) -> bool:
    """Return whether a notebook's outputs were made from anything else than what lies here now."""
    notebook = nbformat.read(path, as_version=4)
    return notebook.metadata.get("fingerprint") != fingerprint(notebook, root)


def execute(path: Path, root: Path) -> None:
    """Run a notebook from a fresh kernel and store its outputs, still without pictures.

    The file is replaced only when every cell has run.

    Raises
    ------
    NotebookError
        With the cell and the message; the notebook stays as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    before = {pictures.digest(output.data[pictures.FIGURE]): output for output in pictures.figures(notebook)}
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        message = str(error.evalue) if "DataError" in error.ename else str(error)
        raise NotebookError(f"{path.relative_to(root)} stopped:\n{message}") from None
    _keep_pictures(notebook, before)
    _clean(notebook)
    notebook.metadata["fingerprint"] = fingerprint(notebook, root)
    _write(notebook, path)


def freshen(root: Path, say=print) -> list[Path]:
    """Re-execute every stale notebook, two at a time, draw missing pictures, and return what was run."""
    old = [path for path in notebooks(root) if stale(path, root)]
    if old:
        say(f"running {len(old)} of {len(notebooks(root))} notebooks whose data, code or versions changed:")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, _ in zip(old, pool.map(lambda path: execute(path, root), old), strict=True):
            say(f"  {path.relative_to(root)}")
    _draw_missing(root, say)
    return old


def _draw_missing(root: Path, say) -> None:
    books = {path: nbformat.read(path, as_version=4) for path in notebooks(root)}
    wanted = {path: pictures.missing(notebook) for path, notebook in books.items()}
    outputs = [output for found in wanted.values() for output in found]
    if not outputs:
        return
    say(f"drawing the still pictures of {len(outputs)} figures")
    if not pictures.draw(outputs):
        say("  no Chrome or Chromium here: they show without a picture (install one, run this again)")
    for path, found in wanted.items():
        if found:
            _write(books[path], path)


def _keep_pictures(notebook: nbformat.NotebookNode, before: dict) -> None:
    """A figure drawn from the same data keeps its picture."""
    for output in pictures.figures(notebook):
        old = before.get(pictures.digest(output.data[pictures.FIGURE]))
        if old and pictures.SVG in old.data:
            output.data[pictures.SVG] = old.data[pictures.SVG]
            output.metadata["narrow"] = old.metadata["narrow"]


def _clean(notebook: nbformat.NotebookNode) -> None:
    """Keep out of the file what differs between machines and runs."""
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)


def _write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Replace the file in one step, so that an interrupted run leaves the old one whole."""
    new = path.with_suffix(".ipynb.new")
    nbformat.write(notebook, new)
    new.replace(path)
