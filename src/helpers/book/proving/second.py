"""The second folder: a copy of a clone under everything else that could show in its bytes, built there whole.

Its path has Persian letters and a space; locale, time zone and hash seed are others; all files bear an old
date; nothing of the outputs' origins is taken over, so that every notebook runs. A first try, on tables that
hold hostile text, is killed at a random moment; what it left lies there when the book is built.
"""

from __future__ import annotations

import csv
import locale
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from ... import inventory
from ..build import basis
from ..publish.commits import git
from . import ProofError

FOLDER = "نسخهٔ دوم"
OLD = 1_000_000_000  # seconds: a day in September 2001
LOCALES = ("fa_IR.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "POSIX")
ZONES = ("Asia/Tehran", "America/St_Johns")
TABLE, COLUMN = "glossary", "definition"  # what the first try prints hostile text from
HOSTILE = " <script>window.PWN=1</script><img src=x onerror=window.PWN=1>"
TOO_LONG = "the second build took too long; LIMIT=60 gives it sixty minutes"
NOT_OURS = {".git", ".venv", "_build", "__pycache__", ".ipynb_checkpoints"}
NOT_GIVEN = ("VIRTUAL_ENV", "PYTHONPATH", "BOOK_DATA", "PYTHONHOME")


@dataclass(frozen=True)
class Ways:
    """Under what a clone was built for the second time; nothing in it names a person or a path."""

    locale: str
    time_zone: str
    hash_seed: int
    killed_after: float | None  # seconds; None where the first try had ended by then

    def settings(self) -> dict[str, str]:
        """Return the variables that say so to a process."""
        named = {"LC_ALL": self.locale, "LANG": "fa_IR.UTF-8", "TZ": self.time_zone}
        return {**named, "PYTHONHASHSEED": str(self.hash_seed)}


def ways(within: float) -> Ways:
    """Draw a way of building that is not the one of this process.

    Parameters
    ----------
    within
        The seconds after which the first try is killed, at the latest.
    """
    known = next(one for one in LOCALES if one == "POSIX" or _is_installed(one))
    zone = next(one for one in ZONES if one != os.environ.get("TZ"))
    return Ways(known, zone, random.randrange(2**32), round(random.uniform(1, within), 1))


def _is_installed(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_ALL, before)
    return True


def lay_out(root: Path, place: Path) -> Path:
    """Copy all that belongs to a clone to a place of its own, without origins of outputs, under old dates."""
    second = place / FOLDER
    for name in ours(root):
        if not name.endswith(basis.SUFFIX):
            (second / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, second / name)
    set_back(second)
    return second


def ours(root: Path) -> list[str]:
    """Return the files of a clone: those that git knows, or all but what is made, where it is no clone."""
    said = git(root, "ls-files", "-z").stdout if is_clone(root) else ""
    names = [name for name in said.split("\0") if name] or list(_all(root))
    return sorted(name for name in names if (root / name).is_file())


def is_clone(root: Path) -> bool:
    """Return whether git knows a folder as a clone of its own, not as a part of another."""
    top = git(root, "rev-parse", "--show-toplevel").stdout.strip()
    return bool(top) and Path(top).resolve() == root.resolve()


def _all(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted({*folders} - NOT_OURS)
        yield from ((Path(folder) / file).relative_to(root).as_posix() for file in files)


def set_back(folder: Path) -> None:
    """Give every file an old date, as what was restored from a backup has."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and ".venv" not in path.parts:
            os.utime(path, (OLD, OLD))


def build(second: Path, python: Path, way: Ways, deadline: float, say: Callable[[str], None]) -> Ways:
    """Build a book that was laid out, after a first try that is killed; return how it was in fact disturbed.

    Raises
    ------
    ProofError
        When the build fails, with its last lines, or when it takes too long.
    """
    known = {name: value for name, value in os.environ.items() if name not in NOT_GIVEN}
    settings = {**known, **way.settings(), "PYTHONPATH": str(second / "src")}
    with spoiled(second / "data"):
        killed = first_try(second, python, settings, way.killed_after or 0)
    set_back(second)
    said = f"after {killed:.0f} seconds" if killed else "not in time: it had ended"
    say(f"the first try was killed {said}; now undisturbed")
    _run(second, python, settings, deadline, say)
    return Ways(way.locale, way.time_zone, way.hash_seed, killed)


def first_try(second: Path, python: Path, settings: Mapping[str, str], after: float) -> float | None:
    """Begin to build, kill all that does so after some seconds, and return when; None if it had ended."""
    process = _start(second, python, settings, subprocess.DEVNULL)
    try:
        process.wait(after)
        return None
    except subprocess.TimeoutExpired:
        return after
    finally:
        _kill(process)


@contextmanager
def spoiled(data: Path) -> Iterator[None]:
    """Put hostile text into a table that a page prints, and count it as right, for a while."""
    path, counted = data / f"texts/{TABLE}.csv", data / inventory.NAME
    before = {one: one.read_bytes() for one in (path, counted) if one.is_file()}
    rows = list(csv.DictReader(before[path].decode("utf-8").splitlines(keepends=True)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, COLUMN: row[COLUMN] + HOSTILE} for row in rows)
    if counted in before:
        inventory.write(data, inventory.read(data) | {TABLE: inventory.of(path.read_bytes())})
    try:
        yield
    finally:
        for one, content in before.items():
            one.write_bytes(content)


def _run(
    second: Path, python: Path, settings: Mapping[str, str], deadline: float, say: Callable[[str], None]
) -> None:
    """Build to the end, and pass on what the build says."""
    process, last = _start(second, python, settings, subprocess.PIPE), ""
    watch = Timer(max(deadline - time.monotonic(), 0), _kill, [process])
    watch.start()
    try:
        for line in process.stdout or ():
            last = line.rstrip()
            say(f"  {last}")
        if process.wait():
            late = time.monotonic() >= deadline
            raise ProofError(TOO_LONG if late else f"the second build failed: {last}")
    finally:
        watch.cancel()
        _kill(process)


def _start(second: Path, python: Path, settings: Mapping[str, str], out: int) -> subprocess.Popen:
    return subprocess.Popen(
        [str(python), "-u", "-m", "helpers.book"],
        cwd=second,
        env=dict(settings),
        stdout=out,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )


def _kill(process: subprocess.Popen) -> None:
    """End a process and all that it started, at once, as a power cut does."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
        process.wait()
