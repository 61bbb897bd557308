"""Keep notebook outputs fresh: re-execute those that were made from other data, code or versions.

What the outputs of each notebook were made from is known from its run and kept beside it (:mod:`.basis`).
Where that no longer holds they are made again; the book is never built from older ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from . import basis, contents, marks, pictures
from .kept import Kept

AT_ONCE = 2
FRESH = "fresh.txt"


def stale(path: Path, root: Path) -> bool:
    """Return whether a notebook's outputs were made from anything else than what lies here now."""
    return not basis.Basis(root).fresh(path, contents.read(path, root))


def execute(path: Path, root: Path, rests: basis.Basis) -> None:
    """Run a notebook from a fresh kernel and store its outputs, still without pictures, and their basis.

    The file is replaced only when every cell has run and all that it shows can be published.

    Raises
    ------
    NotebookError
        With the cell and the message; the notebook stays as it was.
    """
    from . import kernels  # slow to import, and not needed where nothing has changed

    notebook, where = contents.read(path, root), contents.named(path, root)
    before = {pictures.digest(output.data[pictures.FIGURE]): output for output in pictures.figures(notebook)}
    noted = kernels.run(notebook, path.parent, where)
    contents.publishable(notebook, where)
    _keep_pictures(notebook, before)
    contents.clean(notebook)
    contents.write(notebook, path)
    basis.store(path, rests.lines(path, notebook, noted))


def freshen(root: Path, say=print, kept: Kept | None = None) -> bool:
    """Re-execute stale notebooks, write numbers in, draw missing pictures; return whether all are there.

    A notebook that was found fresh and whole before, and rests on nothing that changed since, is not read.

    Raises
    ------
    NotebookError
        When a notebook can't be read, run or published; those that ran before it stay as they then are.
    """
    found, rests = contents.notebooks(root), basis.Basis(root)
    open_to_doubt = [path for path in found if not kept or kept.found(FRESH, _state(path, rests)) is None]
    books = {path: contents.mended(path, root) for path in open_to_doubt}
    old = [path for path in books if not rests.fresh(path, books[path])]
    if old:
        say(f"running {len(old)} of {len(found)} notebooks whose data, code or versions changed:")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, _ in zip(old, pool.map(lambda path: execute(path, root, rests), old), strict=True):
            say(f"  {contents.named(path, root)}")
    books |= {path: contents.read(path, root) for path in old}
    for path, notebook in books.items():
        contents.publishable(notebook, contents.named(path, root))
        if marks.fill(notebook, contents.named(path, root)):
            contents.write(notebook, path)
    complete = _draw_missing(books, say)
    if kept and complete:
        for path in books:
            kept.keep(FRESH, _state(path, rests), b"")
    return complete


def _state(path: Path, rests: basis.Basis) -> Iterator[bytes]:
    yield from (*rests.state(path), pictures.drawn_with())
    yield from marks.counted(path)


def _draw_missing(books: dict[Path, nbformat.NotebookNode], say) -> bool:
    wanted = {path: pictures.missing(notebook) for path, notebook in books.items()}
    outputs = [output for found in wanted.values() for output in found]
    if not outputs:
        return True
    say(f"drawing the still pictures of {len(outputs)} figures")
    try:
        pictures.draw(outputs)
    except pictures.NoPictures as reason:
        say(f"  no picture: {reason}")
    for path, found in wanted.items():
        if len(pictures.missing(books[path])) < len(found):
            contents.write(books[path], path)
    return not any(map(pictures.missing, books.values()))


def _keep_pictures(notebook: nbformat.NotebookNode, before: dict) -> None:
    """A figure drawn from the same data keeps its picture."""
    for output in pictures.figures(notebook):
        old = before.get(pictures.digest(output.data[pictures.FIGURE]))
        if old and pictures.SVG in old.data:
            output.data[pictures.SVG] = old.data[pictures.SVG]
            output.metadata["narrow"] = old.metadata["narrow"]
