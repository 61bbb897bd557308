"""A notebook that was taken from the book runs by itself, with the functions and tables of its edition."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers import tables
from helpers.book.build import contents, downloads
from helpers.book.citing import publication
from tests.built import HTML, ROOT, read
from tests.served import serving

pytestmark = pytest.mark.thorough

ALONE = pytest.mark.skipif(
    os.environ.get("ALONE") != "all", reason="takes minutes and fetches packages: ALONE=all make test"
)
NAMED = "chapters/choose.ipynb"
CELL_ALONE = """\
import json, os, pathlib, sys
sys.path[:] = [one for one in sys.path if not pathlib.Path(one, "helpers").is_dir()]  # nothing is installed
sys.meta_path[:] = [one for one in sys.meta_path if "editable" not in repr(one)]
"""


def carried(folder, address):
    """Put into a folder what a web server has of the book, in which a notebook is looked for."""
    (folder / "data").mkdir()
    shutil.copy(HTML / "data" / "data.zip", folder / "data")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BOOK_URL", address)
        downloads.carry(folder, ROOT, publication.read(ROOT))
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    return carried(folder, folder.as_uri())


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with serving(folder) as address:
        yield carried(folder, address)


@pytest.fixture(scope="module")
def runs(served, tmp_path_factory):
    """The program that runs a notebook, where nothing else is installed but what its first cell asks for."""
    folder, uv = tmp_path_factory.mktemp("bare") / "venv", Path(sys.executable).with_name("uv")
    asked = re.search(r"pip install (.+)", first(served))[1].split()
    subprocess.run([uv, "--quiet", "venv", "--python", sys.executable, folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [uv, "--quiet", "pip", "install", "--python", python, *asked, "nbclient", "ipykernel"], check=True
    )
    return python.with_name("jupyter-execute")


def first(site, name=NAMED):
    return "".join(nbformat.read(site / "notebooks" / name, as_version=4).cells[0].source)


def run(code, folder):
    """Run code in a folder where nothing of the book is; return what it says at its end."""
    known = [sys.executable, "-c", CELL_ALONE + code]
    done = subprocess.run(known, cwd=folder, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


def test_a_copy_is_its_notebook_with_one_cell_before(site):
    copy = nbformat.read(site / "notebooks" / NAMED, as_version=4)
    nbformat.validate(copy)
    assert copy.cells[1:] == nbformat.read(ROOT / NAMED, as_version=4).cells


def test_the_first_cell_gets_functions_and_tables_and_leaves_nothing_else_to_do(site, tmp_path):
    said = run(
        first(site) + "\nimport helpers\nprint(helpers.__file__, len(helpers.load('claims')))", tmp_path
    )
    folder = tmp_path / f"coalition-or-alliance-{publication.read(ROOT).version}"
    assert said == f"{folder / 'src' / 'helpers' / '__init__.py'} {len(tables.load('claims'))}"
    assert (folder / "chapters" / "choose.yml").is_file()


def test_without_network_it_says_what_to_lay_beside_it_and_then_runs(site, tmp_path):
    code = first(site).replace(site.as_uri(), "")
    assert "lay helpers.zip" in " ".join(code.replace("#", "").split())
    assert "data.zip is not here, and can't be fetched" in run(code, tmp_path)
    for name in ("notebooks/helpers.zip", "data/data.zip"):
        shutil.copy(site / name, tmp_path)
    assert run(code + "\nimport helpers\nprint(helpers.__name__)", tmp_path) == "helpers"


def test_archives_of_another_edition_are_refused(site, tmp_path):
    (tmp_path / "data.zip").write_bytes(b"another")
    assert "data.zip is not of the edition of this notebook" in run(first(site), tmp_path)


def said(path):
    """Return the outputs of each cell, without the pictures that only the build draws."""
    return [
        [{kind: one for kind, one in output["data"].items() if not kind.startswith("image/")}
         for output in cell.get("outputs", ())]
        for cell in nbformat.read(path, as_version=4).cells
    ]  # fmt: skip


@ALONE
@pytest.mark.parametrize("name", [path.relative_to(ROOT).as_posix() for path in contents.notebooks(ROOT)])
def test_alone_it_says_what_it_says_in_the_book(name, served, runs, tmp_path):
    copy = tmp_path / Path(name).name
    shutil.copy(served / "notebooks" / name, copy)
    ours = ("BOOK_", "JUPYTER", "PYTHON")
    known = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    subprocess.run([runs, "--inplace", "--kernel_name", "python3", copy], cwd=tmp_path, env=known, check=True)
    assert said(copy) == [[], *said(ROOT / name)]


def test_every_page_that_is_a_notebook_offers_it():
    for path in contents.notebooks(ROOT):
        name = path.relative_to(ROOT)
        link = f"{'../' * (len(name.parts) - 1)}notebooks/{name.as_posix()}"
        assert read(name.with_suffix(".html")).xpath(f"//footer//a[@download and @href='{link}']")
        assert '"id": "alone"' in (HTML / "notebooks" / name).read_text(encoding="utf-8")
