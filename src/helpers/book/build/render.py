"""Make the pages with Sphinx, in a folder that is kept: the next time only what changed is made anew.

Sphinx looks at dates, and saves what it has read before it has written a page. Here contents decide: a page
is read again when its digest changed (:mod:`.rereading`), and all of them after a run that did not end.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ... import ending, tables
from ..citing import publication
from . import disk
from .plain import PAGES_ONLY

RUNNING, RENDERED_BY = "running", "rendered-by.txt"
# What shapes every page; of this package only what no page is made with is left out.
SHARED = (
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
    "references.bib",
    "uv.lock",
    "editions/*.csv",
)
PROCESS = """\
import os, sys, threading
from jupyter_book.cli.main import main
from sphinx.application import Sphinx
build = Sphinx.build
def once_told(*given):
    sys.stdin.readline() or os._exit(1)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(1)), daemon=True).start()
    build(*given)
Sphinx.build = once_told
main()
"""


class PagesError(RuntimeError):
    """Sphinx found a fault on a page."""


class Renderer:
    """A process that makes the pages of a clone; started early, it loads Sphinx while notebooks still run."""

    def __init__(self, root: Path, work: Path):
        self.root, self.work = root, work
        _forget_what_does_not_hold(root, work)
        # No file says when it was built: the same commit gives the same bytes, whenever and wherever.
        settings = {"SOURCE_DATE_EPOCH": str(publication.read(root).epoch), **os.environ, PAGES_ONLY: "1"}
        options = ["--path-output", str(work), "-W", "-n", "--keep-going"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, "build", str(root), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=settings,
        )

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.communicate()

    def start(self) -> None:
        """Let the pages be made; meanwhile one can do something else."""
        (self.work / RUNNING).touch()
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()  # and it stays open: when it closes, we have been killed, and Sphinx stops

    def made(self) -> Path:
        """Return the folder of the pages once they are made, warnings being errors.

        Raises
        ------
        PagesError
            With the lines that say what is wrong.
        """
        assert self.process.stdout
        said = self.process.stdout.read()  # not communicate(): it would close what has to stay open
        if self.process.wait():
            forget(self.work)  # else the next run would skip the page and its warning
            raise PagesError(_faults(said))
        disk.settle()
        (self.work / RUNNING).unlink()
        return self.work / "_build" / "html"


def _forget_what_does_not_hold(root: Path, work: Path) -> None:
    """Start from nothing after a run that did not end, and when something changed that shapes every page."""
    mark, now = work / RENDERED_BY, shared(root)
    if (work / RUNNING).exists() or not mark.is_file() or mark.read_text() != now:
        forget(work)
        work.mkdir(parents=True)
        mark.write_text(now)


def forget(work: Path) -> None:
    """Remove the folder in one step, so that nobody who is stopped here leaves a part that looks whole."""
    gone = work.with_name("work.gone")
    shutil.rmtree(gone, ignore_errors=True)
    if work.exists():
        work.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def shared(root: Path) -> str:
    """Return the digest of what shapes every page, and where its tables are read from."""
    helpers = Path(__file__).parents[2]
    code = [path for path in helpers.rglob("*") if path.is_file() and _makes_pages(path.relative_to(helpers))]
    files = {path for pattern in SHARED for path in root.glob(pattern) if path.is_file()}
    return f"{tables.data_folder().resolve()} {digest([*sorted(files), *sorted(code)])}"


def _makes_pages(path: Path) -> bool:
    apart = ("derive", "measures", "charts")
    drawn_with = path.as_posix() == "charts/palette.py"  # the style sheet takes its colours from there
    return (path.parts[0] not in apart or drawn_with) and "__pycache__" not in path.parts


def digest(paths: Iterable[Path]) -> str:
    """Return the digest of files, as they are named last and by what they hold."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _faults(output: str) -> str:
    """Return what the disk refused, else the lines that say what is wrong, or all where none does."""
    if refused := ending.refused_in(output):
        return refused
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    lines = [line for line in plain.splitlines() if re.search(r"WARNING|ERROR|[Ee]xception|\w+Error: ", line)]
    return "\n".join(lines) or plain
