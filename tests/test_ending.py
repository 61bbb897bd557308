"""What stops a command is said in a line or two, whichever command it is, and a fault of ours still shows."""

import ast
import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import zipfile

import pytest

from helpers import ending, tables

pytestmark = pytest.mark.thorough

ROOT = tables.data_folder().parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"\$\(PYTHON\) -m (helpers[\w.]*)", MAKEFILE)))
REFUSED = {
    errno.ENOSPC: "no space is left on the disk: make some",
    errno.EROFS: "it may not be written here: copy the clone to a folder of your own",
}
WAITS = """
import time
from helpers import ending

with ending.told(after="It is whole."):
    print("on", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("number", REFUSED)
def test_what_a_disk_refuses_is_said_in_a_line(number):
    with pytest.raises(SystemExit) as stop, ending.told(after="The book is whole."):
        raise OSError(number, os.strerror(number), "a/b")
    assert str(stop.value) == f"a/b: {REFUSED[number]}, then run this again\nThe book is whole."


def test_a_full_disk_is_found_behind_what_came_of_it(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SystemExit, match=r"^no space is left on the disk"), ending.told():
        archive = zipfile.ZipFile(tmp_path / "a.zip", "w")
        file = archive.open("page", "w")
        try:
            full()
        finally:
            archive.close()  # fails too, since a file in it is open
            file.close()


def test_a_full_disk_is_found_where_a_folder_was_copied(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page").write_bytes(bytes(5000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(SystemExit, match=r"^no space is left on the disk[^\n]*$"), ending.told():
            shutil.copytree(tmp_path / "a", tmp_path / "b")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("fault", [FileNotFoundError(errno.ENOENT, "No such file", "a/b"), KeyError("a")])
def test_a_fault_of_ours_is_not_taken_for_one_of_the_disk(fault):
    with pytest.raises(type(fault)), ending.told(ValueError):
        raise fault


def test_what_a_command_refuses_itself_is_said_as_it_says_it():
    with pytest.raises(SystemExit, match=r"^row 3\n  next: mend it$"), ending.told(ValueError):
        raise ValueError("row 3\n  next: mend it")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_who_ends_a_command_is_told_what_it_left(sign):
    started = subprocess.Popen(
        [sys.executable, "-c", WAITS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert started.stdout.readline() == "on\n"
    started.send_signal(sign)
    _, said = started.communicate(timeout=20)
    assert (started.returncode, said) == (ending.STOPPED, "Stopped. It is whole.\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_makefile_ends_so(command):
    place = ROOT / "src" / command.replace(".", "/")
    path = place / "__main__.py" if place.is_dir() else place.with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if command == "helpers.book":  # which does nothing else than call this
        tree = ast.parse((place / "build" / "run.py").read_text(encoding="utf-8"))
    ends = [
        node for node in ast.walk(tree) if isinstance(node, ast.With) and "ending.told" in ast.unparse(node)
    ]
    assert any(re.search(r"\b(main|command)\(", ast.unparse(node.body)) for node in ends), path
