"""A full disk is named and leaves nothing half; what is published anybody may read; no old code runs."""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys

import pytest

from helpers import ending
from helpers.book.build import bytecode, disk, render, run
from tests import small

ALL = pytest.mark.skipif(os.environ.get("PROVE") != "all", reason="takes minutes: PROVE=all make test")
SIZE = "160m"  # of a disk on which the small book can be built, bound and published
COMMANDS = [
    ["helpers.book"],
    ["helpers.book.takeaway", "pdf"],
    ["helpers.book.takeaway", "epub"],
    ["helpers.book.takeaway", "offline"],
    ["helpers.book.publish", "site"],
]


def test_of_what_sphinx_says_on_a_full_disk_one_line_is_left():
    said = "Traceback\n  File ...\nOSError: [Errno 28] No space left on device\nRuntimeError: \n"
    assert render._faults(said) == "no space is left on the disk: make some, then run this again"
    assert render._faults("a.md:3: WARNING: x [Errno 2]") == "a.md:3: WARNING: x [Errno 2]"


def test_anybody_may_read_what_is_published(tmp_path):
    page = tmp_path / "html" / "chapters" / "a.html"
    page.parent.mkdir(parents=True, mode=0o700)
    page.touch(0o600)
    page.parents[1].chmod(0o700)
    disk.open_to_all(tmp_path / "html")
    assert [one.stat().st_mode & 0o777 for one in (page.parents[1], page.parent, page)] == [
        0o755,
        0o755,
        0o644,
    ]


def test_code_restored_under_the_date_of_the_last_one_runs(tmp_path):
    def runs():
        command = [sys.executable, "-c", "import one; print(one.N)"]
        known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.run(
            command, cwd=tmp_path, env=known, capture_output=True, text=True, check=True
        ).stdout

    source = tmp_path / "one.py"
    for number in "98":
        source.write_text(f"N = {number}\n")
        os.utime(source, (1_500_000_000, 1_500_000_000))
        if number == "9":
            assert runs() == "9\n"
    assert runs() == "9\n"  # by itself Python takes the old one
    assert bytecode.drop_old(tmp_path) == 1
    assert runs() == "8\n"
    assert bytecode.drop_old(tmp_path) == 0


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A small book on a disk of its own, built there."""
    folder = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk that is small")
    try:
        root = small.make(folder / "book")
        small.build(root)
        yield root
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The same book where there is room."""
    return small.make(tmp_path_factory.mktemp("room") / "book")


@contextlib.contextmanager
def filled(root, left):
    """Fill the disk of a book but for some bytes."""
    filler = root.parent / "filler"
    try:
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        os.truncate(filler, filler.stat().st_size - left)
        yield
    finally:
        filler.unlink()


@ALL
@pytest.mark.parametrize("left", [0, 30_000], ids=["nothing left", "little left"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_full_disk_says_so_and_the_next_one_is_whole(command, left, book, other):
    for root in (book, other):
        shutil.rmtree(root / "_build" / command[-1], ignore_errors=True)
        small.change(root / "chapters" / "glossary.md", "# ", "# The ")  # so that there is something to write
        if command != COMMANDS[0]:
            small.build(root)
    before = small.files(book)
    with filled(book, left):
        done = small.run(book, "-m", *command)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.fullmatch(
        rf"(.+: )?{ending.FULL}, {ending.AGAIN}\n({re.escape(run.UNTOUCHED)}\n)?", done.stderr
    )
    assert small.files(book) == before
    for root in (book, other):
        small.python(root, "-m", *command)
    assert made(book) == made(other)


def made(root):
    """Return the digest of all that was built, bound and put together."""
    folders = [root / "_build" / name for name in ("html", "site")]
    bound = [
        *(root / "_build").glob("*.pdf"),
        *(root / "_build").glob("*.epub"),
        *(root / "_build").glob("*.zip"),
    ]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*bound, *found]
    }
