"""Make the pages with Sphinx, in a folder that is kept: the next time only what changed is made anew.

Sphinx looks at dates, and saves what it has read before it has written a page. Here contents decide: a page
is read again when its digest changed (:func:`outdated`), and all of them after a run that did not end.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ... import tables
from ..citing import publication

RUNNING, RENDERED_BY = "running", "rendered-by.txt"
# What shapes every page; of this package only what no page is made with is left out.
SHARED = (
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
    "references.bib",
    "uv.lock",
    "_templates/**/*",
    "editions/*.csv",
)
PROCESS = """\
import os, sys, threading
from jupyter_book.cli.main import main
import helpers.book.pages.site, jupyter_book.sphinx, myst_nb.sphinx_ext, sphinx_book_theme
sys.stdin.readline() or sys.exit(1)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(1)), daemon=True).start()
main()
"""


class PagesError(RuntimeError):
    """Sphinx found a fault on a page."""


class Renderer:
    """A process that makes the pages of a clone; started early, it loads Sphinx while notebooks still run."""

    def __init__(self, root: Path, work: Path):
        self.root, self.work = root, work
        # No file says when it was built: the same commit gives the same bytes, whenever and wherever.
        settings = {"SOURCE_DATE_EPOCH": str(publication.read(root).epoch), **os.environ}
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

    def run(self) -> Path:
        """Make the pages, warnings being errors, and return their folder.

        Raises
        ------
        PagesError
            With the lines that say what is wrong.
        """
        _forget_what_does_not_hold(self.root, self.work)
        (self.work / RUNNING).touch()
        self.process.stdin.write("go\n")
        self.process.stdin.flush()  # and it stays open: when it closes, we have been killed, and Sphinx stops
        said = self.process.stdout.read()
        if self.process.wait():
            shutil.rmtree(self.work, ignore_errors=True)  # else the next run would skip the page
            raise PagesError(_faults(said))
        (self.work / RUNNING).unlink()
        return self.work / "_build" / "html"


def _forget_what_does_not_hold(root: Path, work: Path) -> None:
    """Start from nothing after a run that did not end, and when something changed that shapes every page."""
    mark, now = work / RENDERED_BY, _shared(root)
    if (work / RUNNING).exists() or not mark.is_file() or mark.read_text() != now:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        mark.write_text(now)


def _shared(root: Path) -> str:
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
    """Return the lines that say what is wrong, or all of them where none does."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    lines = [line for line in plain.splitlines() if re.search(r"WARNING|ERROR|[Ee]xception", line)]
    return "\n".join(lines) or plain


def outdated(app, env, added, changed, removed) -> list[str]:
    """Return the pages that were made from something else than what lies here now, whatever the dates say."""
    before, content = getattr(env, "made_from", {}), cache(_content)
    known = [name for name in env.found_docs - added - changed if name in env.all_docs]
    return [name for name in known if before.get(name) != _page(env, name, content)]


def remember(app, env) -> None:
    """Keep with what was read the digest of what it was read from."""
    content = cache(_content)
    env.made_from = {name: _page(env, name, content) for name in env.found_docs}


def _page(env, name: str, content) -> list[tuple[str, str]]:
    root = Path(env.srcdir)
    files = sorted({env.doc2path(name), *map(str, env.dependencies[name])})
    return [(file, content(root / file)) for file in files]


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def setup(app) -> None:
    """Let contents decide what is read again."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", remember)
