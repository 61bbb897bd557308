"""Build the book.

Check the tables, re-execute what is not fresh, build every page in a folder of its own, and only then replace
the book that was there. Whatever stops on the way, the previous book stays as it was.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ... import tables
from ..citing import CitingError, bibliography, publication
from . import freshen

UNTOUCHED = "The book was not built; the previous one, if any, stays as it was."
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
SETTINGS = ("BOOK_URL", "BOOK_REPOSITORY")
PAGES = (
    "_config.yml",
    "_toc.yml",
    "references.bib",
    "*.md",
    "*.ipynb",
    "chapters/**/*",
    "src/helpers/**/*",
    "data/**/*",
    "uv.lock",
    "_templates/**/*",
    "CITATION.cff",
    "editions/*.csv",
)


def main(root: Path) -> None:
    """Build the book of the clone `root`, and say in plain words what was done."""
    html, stamp = root / "_build" / "html", root / "_build" / "made-from.txt"
    now = inputs(root)
    if html.is_dir() and stamp.is_file() and stamp.read_text() == now:
        print(f"The book is up to date: {html / 'index.html'}")
        return
    bibliography.check(root / "references.bib")
    print(f"checked {len(tables.check())} tables against their schemas")
    freshen.freshen(root)
    pages(root, html, root / "_build" / "work")
    stamp.write_text(inputs(root))
    print(f"The book is ready: {html / 'index.html'}")


def forget(root: Path) -> None:
    """Let the next build start from nothing."""
    shutil.rmtree(root / "_build" / "work", ignore_errors=True)
    (root / "_build" / "made-from.txt").unlink(missing_ok=True)


def inputs(root: Path) -> str:
    """Return the digest of everything that the book is made from."""
    total = hashlib.sha256(repr([os.environ.get(name, "") for name in SETTINGS]).encode())
    for path in sorted({path for pattern in PAGES for path in root.glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            total.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def pages(root: Path, html: Path, work: Path) -> None:
    """Build all pages in a folder of their own, warnings being errors, and put them in their place."""
    _forget_if_rendered_otherwise(work)
    options = ["--path-output", str(work), "-W", "-n", "--keep-going"]
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", str(root), *options]
    # No file says when it was built: the same commit gives the same bytes, whenever and wherever.
    settings = {"SOURCE_DATE_EPOCH": str(publication.read(root).epoch), **os.environ}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=settings)
    if done.returncode:
        shutil.rmtree(work, ignore_errors=True)  # else the next build would skip the page and its warning
        raise SystemExit(f"{_faults(done.stdout + done.stderr)}\n{UNTOUCHED}")
    new = html.with_name("html.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(work / "_build" / "html", new)
    from ..citing import finish  # slow to import, and not needed where nothing has changed

    book = finish.Finish(new, root)
    book.run()
    if parts := book.differs():
        what = f"{parts} part{'s' if parts > 1 else ''}"
        print(f"a draft: {what} not as in the frozen edition {book.record.version}")
    old = html.with_name("html.old")
    shutil.rmtree(old, ignore_errors=True)
    if html.exists():
        html.rename(old)
    new.rename(html)
    shutil.rmtree(old, ignore_errors=True)


def _forget_if_rendered_otherwise(work: Path) -> None:
    """Start afresh when this package has changed: Sphinx re-reads pages only when their own files change."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    now = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    mark = work / "rendered-by.txt"
    if not mark.is_file() or mark.read_text() != now:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        mark.write_text(now)


def _faults(output: str) -> str:
    """Return the lines that say what is wrong, or all of them where none does."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    lines = [line for line in plain.splitlines() if re.search(r"WARNING|ERROR|[Ee]xception", line)]
    return "\n".join(lines) or plain


def command() -> None:
    """Build the book of the working directory; what stops it is said in a line or two."""
    try:
        main(Path.cwd())
    except (tables.DataError, freshen.NotebookError, CitingError) as problem:
        sys.exit(f"{problem}\n{UNTOUCHED}")
