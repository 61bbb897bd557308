"""Plain ``jupyter-book build``: the whole book too, or a sentence that says why there is none.

It runs no notebook, so it refuses outputs that were made from something else than what lies here. Sphinx
makes every page anew, in the folder of the book itself; ``make book`` is quicker, and keeps the old book
until the new one is whole.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from . import alone, basis, checks, contents, kept, marks

PAGES_ONLY = "BOOK_PAGES_ONLY"  # set by who finishes the pages himself
held = ExitStack()  # the lock of the book, which falls with the process


def begin(app) -> None:
    """Refuse what a build must not show, then clear the folder of the book; ends the process."""
    from . import run

    root = Path(app.srcdir)
    if not (root / contents.CONTENTS).is_file():  # a single page is no book
        return
    try:
        held.enter_context(alone.alone(root / "_build"))
        checks.run(root)
        if old := stale(root):
            sys.exit(f"{old}: run `make book`, or `python -m helpers.book`. The book was not built.")
    except (*run.PROBLEMS, alone.BusyError) as problem:
        sys.exit(f"{problem}\nThe book was not built.")
    if app.builder.name == "html":
        (root / "_build" / run.STAMP).unlink(missing_ok=True)
        shutil.rmtree(app.outdir)
        Path(app.outdir).mkdir()


def stale(root: Path) -> str:
    """Say of the first notebook that is not fresh what is wrong with it; nothing where all are."""
    rests = basis.Basis(root)
    for path in contents.notebooks(root):
        notebook, where = contents.read(path, root), contents.named(path, root)
        contents.publishable(notebook, where)
        if not rests.fresh(path, notebook):
            return f"The outputs of {where} were made from other data, code or versions than lie here"
        for cell, mark, right in marks.stale(notebook, where):
            return f"{where}, cell {cell}: {mark} is stale, for its value is now {right!r}"
    return ""


def finish(app, exception: Exception | None) -> None:
    """Make the pages citable, as every build does; ends the process when that fails."""
    from . import finishing, run

    root, folder = Path(app.srcdir), Path(app.outdir)
    if exception or app.builder.name != "html" or not (root / contents.CONTENTS).is_file():
        return
    try:
        finishing.finish(folder, root, kept.Kept(root / "_build" / "kept"))
    except run.PROBLEMS as problem:
        sys.exit(f"{problem}\nThe pages are there, but no reader can cite them.")
    for name in run.HERE_ONLY:
        (folder / name).unlink(missing_ok=True)


def setup(app) -> None:
    """Watch over a build that nobody else finishes."""
    if os.environ.get(PAGES_ONLY):
        return
    from ..citing import publication

    root = Path(app.srcdir)
    if (root / "CITATION.cff").is_file():  # no file says when it was built
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(publication.read(root).epoch))
    # What Sphinx has kept it judges by dates and by its own version, not by our code.
    (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)
    app.connect("builder-inited", begin)
    app.connect("build-finished", finish, priority=900)
