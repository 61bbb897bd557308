"""Build the book.

Check the tables, re-execute what is not fresh, build every page in a folder of its own, and only then replace
the book that was there. Whatever stops on the way, the previous book stays as it was.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from ... import ending, tables, words
from ..citing import CitingError
from . import checks, contents, disk, freshen, kept, render
from .alone import BusyError, alone

UNTOUCHED = "The book was not built; the previous one, if any, stays as it was."
CHANGED = "Files changed while the book was built: run this again, and it will hold them."
SETTINGS = ("BOOK_URL", "BOOK_REPOSITORY")
STAMP = "made-from.txt"
PROBLEMS = (tables.DataError, words.WordsError, contents.NotebookError, render.PagesError, CitingError)
HERE_ONLY = (".buildinfo",)  # Sphinx's own notes: they hash the folder's name, and no reader needs them
PAGES = (
    "_config.yml",
    "_toc.yml",
    "references.bib",
    "*.md",
    "*.ipynb",
    "*.made-from",
    "*.yml",
    "chapters/**/*",
    "src/helpers/**/*",
    "uv.lock",
    "CITATION.cff",
    "editions/*.csv",
    "editions/*.units.json.gz",
    "proofs/*.json",
    "tests/**/*.py",  # the reference of the helpers names the tests that hold each
    "tests/*.csv",  # and a page how many errors they find that were put into the analysis
    "tests/complaints/*",  # and a page what they found of what people complain of
)


def main(root: Path) -> None:
    """Build the book of the clone `root`, and say in plain words what was done."""
    html, stamp, work = (root / "_build" / name for name in ("html", STAMP, "work"))
    if up_to_date(root):
        print(f"The book is up to date: {html / 'index.html'}")
        return
    with alone(root / "_build"), render.Renderer(root, work) as renderer:
        print(f"checked {checks.run(root)} tables against their schemas")
        found = kept.Kept(root / "_build" / "kept")
        complete = freshen.freshen(root, kept=found)
        now = inputs(root)
        pages(root, html, renderer, found)
        if inputs(root) != now:
            render.forget(work)
            print(CHANGED)
        elif complete:
            disk.settle()
            stamp.write_text(now)
    print(f"The book is ready: {html / 'index.html'}")


def up_to_date(root: Path) -> bool:
    """Return whether the book that is there was made, with all its pictures, from what lies here now."""
    html, stamp = root / "_build" / "html", root / "_build" / STAMP
    return html.is_dir() and stamp.is_file() and stamp.read_text() == inputs(root)


def forget(root: Path) -> None:
    """Let the next build start from nothing."""
    render.forget(root / "_build" / "work")
    (root / "_build" / STAMP).unlink(missing_ok=True)


def inputs(root: Path) -> str:
    """Return the digest of everything that the book is made from, wherever the tables are read from."""
    total = hashlib.sha256(repr([os.environ.get(name, "") for name in SETTINGS]).encode())
    data = tables.data_folder()
    found = {(path, root) for pattern in PAGES for path in root.glob(pattern)}
    for path, folder in sorted(found | {(path, data) for path in data.rglob("*")}):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def pages(root: Path, html: Path, renderer: render.Renderer, found: kept.Kept) -> None:
    """Build all pages, make them citable in a folder of their own, and put them in their place."""
    renderer.start()
    from .finishing import finish  # slow to import: meanwhile the pages are made

    new = html.with_name("html.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(renderer.made(), new, ignore=shutil.ignore_patterns(*HERE_ONLY))
    finish(new, root, found)
    disk.open_to_all(new)
    old = html.with_name("html.old")
    shutil.rmtree(old, ignore_errors=True)
    if html.exists():
        html.rename(old)
    new.rename(html)
    shutil.rmtree(old, ignore_errors=True)
    found.drop_others()


def command() -> None:
    """Build the book of the working directory; what stops it is said in a line or two."""
    if data := os.environ.get("BOOK_DATA"):
        os.environ["BOOK_DATA"] = str(Path(data).resolve())  # notebooks run in folders of their own
    with ending.told(BusyError), ending.told(*PROBLEMS, after=UNTOUCHED):
        main(Path.cwd())
