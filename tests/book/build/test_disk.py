"""What a disk refuses is said in a line; what is published anybody may read; no old compiled code runs."""

import errno
import os
import resource
import subprocess
import sys

import pytest

from helpers.book.build import bytecode, disk, render, run
from tests import small

ALL = pytest.mark.skipif(os.environ.get("PROVE") != "all", reason="takes minutes: PROVE=all make test")
REFUSED = {
    errno.ENOSPC: r"^a/b: no space is left on the disk: make some, then run this again\n",
    errno.EROFS: r"^a/b: it may not be written here: copy the clone to a folder of your own, then run",
}


@pytest.mark.parametrize("number", REFUSED)
def test_what_a_disk_refuses_is_said_in_a_line(number, monkeypatch):
    def full(root):
        raise OSError(number, os.strerror(number), "a/b")

    monkeypatch.setattr(run, "main", full)
    with pytest.raises(SystemExit, match=REFUSED[number]) as stop:
        run.command()
    assert str(stop.value).endswith(run.UNTOUCHED) and str(stop.value).count("\n") == 1


def test_a_fault_of_ours_is_not_taken_for_one_of_the_disk(monkeypatch):
    def lost(root):
        raise FileNotFoundError(errno.ENOENT, "No such file", "a/b")

    monkeypatch.setattr(run, "main", lost)
    with pytest.raises(FileNotFoundError):
        run.command()


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


@ALL
def test_a_build_on_a_full_disk_says_so_and_the_next_one_is_whole(tmp_path):
    book = small.make(tmp_path / "book")
    command = [sys.executable, "-m", "helpers.book"]
    known = {**os.environ, "PYTHONPATH": str(book / "src")}
    tight = 100_000  # bytes of a file: notebooks fit, what Sphinx keeps does not
    done = subprocess.run(
        command,
        cwd=book,
        env=known,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (tight, tight)),
    )
    assert done.returncode == 1
    assert done.stderr == f"no space is left on the disk: make some, then run this again\n{run.UNTOUCHED}\n"
    assert "ready" in small.build(book)
    other = small.make(tmp_path / "other")
    small.build(other)
    assert small.differing(small.files(book), small.files(other)) == []
