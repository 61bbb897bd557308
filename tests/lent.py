"""The tables, lent to one test after another: what one spoils is put back before the next."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def lent_folder(tmp_path_factory):
    """A folder with the tables and the bibliography, copied once: there are hundreds of files."""
    folder = tmp_path_factory.mktemp("lent")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy2(ROOT / "references.bib", folder)
    return folder


@pytest.fixture
def data(lent_folder, monkeypatch):
    """A copy of the data folder that a test may spoil."""
    before = state(lent_folder)
    monkeypatch.setenv("BOOK_DATA", str(lent_folder / "data"))
    yield lent_folder / "data"
    put_back(lent_folder, before)


def state(folder):
    """Return of every file when it was changed and its size, and of every folder that it is there."""
    found = {path: path.stat() for path in folder.rglob("*")}
    return {path: path.is_dir() or (about.st_mtime_ns, about.st_size) for path, about in found.items()}


def put_back(folder, before):
    """Remove what is new in the folder, and copy anew what is lost or changed."""
    after = state(folder)
    for path in sorted(after.keys() - before.keys(), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for path in sorted(path for path, was in before.items() if after.get(path) != was):
        if before[path] is True:
            path.mkdir()
        else:
            shutil.copy2(ROOT / path.relative_to(folder), path)
