"""A build that was stopped leaves nothing old behind: the next one makes the bytes that a clean one makes.

Real processes that are really killed, on a small book.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers.book.build.alone import BUSY, alone
from tests import small
from tests.small import build, change, differing, files

pytestmark = pytest.mark.thorough

GLOSSARY, PICKLE = "data/texts/glossary.csv", "_build/work/_build/.doctrees/environment.pickle"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = small.make(tmp_path_factory.mktemp("built") / "book")
    build(root)
    return root


@pytest.fixture
def book(built, tmp_path):
    """A book that was built where it lies."""
    root = shutil.copytree(built, tmp_path / "book", ignore=shutil.ignore_patterns("_build"))
    build(root)
    return root


def clean(book):
    """Return what a build from nothing makes of the same files."""
    other = shutil.copytree(book, book.with_name("clean"), ignore=shutil.ignore_patterns("_build"))
    build(other)
    return files(other)


def start(book):
    return subprocess.Popen(
        [sys.executable, "-m", "helpers.book"],
        cwd=book,
        env={**os.environ, "PYTHONPATH": str(book / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # As from a terminal: what runs in the background overlooks an interrupt, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def saved(book):
    path = book / PICKLE
    return path.stat().st_mtime_ns if path.exists() else 0


def until(true, limit=180):
    end = time.monotonic() + limit
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_stopped_right_after_sphinx_has_saved_what_it_read(book, sign):
    before = files(book)
    change(book / GLOSSARY, "support", "SUPPORT")
    then, process = saved(book), start(book)
    until(lambda: saved(book) not in (0, then))
    os.killpg(process.pid, sign) if sign == signal.SIGINT else process.kill()
    said = process.communicate()[0]
    assert files(book) == before
    assert (book / "_build" / "work" / "running").exists()
    assert sign == signal.SIGKILL or ("Stopped." in said and "Traceback" not in said)
    until(lambda: "ready" in build(book) or "up to date" in build(book))
    assert b"SUPPORT" in files(book)["chapters/glossary.html"]
    assert differing(files(book), clean(book)) == []


def halve(folder):
    """Leave half of every file that builds keep for the next one, as a full disk does."""
    found = [path for path in folder.iterdir() if path.is_file()]
    assert any(path.name.endswith("fresh.txt") for path in found)
    for path in found:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.complaint("dates-not-contents")
def test_files_restored_under_old_dates_are_seen_and_halves_of_kept_ones_are_not_used(book):
    halve(book / "_build" / "kept")
    path = book / GLOSSARY
    page = book / "chapters" / "glossary.md"
    change(path, "support", "SUPPORT")
    page.write_text(page.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    for file in (path, page):
        os.utime(file, (1_500_000_000, 1_500_000_000))
    build(book)
    text = files(book)["chapters/glossary.html"]
    assert b"SUPPORT" in text and b"One sentence more." in text
    assert differing(files(book), clean(book)) == []


def test_a_second_build_says_so_and_ends(book):
    (book / "_build" / "made-from.txt").unlink()
    with alone(book / "_build"):
        assert small.python(book, "-m", "helpers.book", check=False).strip() == BUSY
    assert "ready" in build(book)
