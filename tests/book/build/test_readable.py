"""Git shows of a notebook what a reviewer reads."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.book.build import readable

ROOT = Path(__file__).parents[3]
PICTURE = "<svg>a thousand lines</svg>"


def notebook(number, prose="Two texts."):
    glued = {
        "output_type": "display_data",
        "data": {readable.GLUED: f"'{number}'"},
        "metadata": {"scrapbook": {"name": "vetoed"}},
    }
    figure = {
        "output_type": "display_data",
        "data": {"image/svg+xml": [PICTURE, str(number)], "text/plain": ["fig-syria: a finding"]},
        "metadata": {"narrow": PICTURE},
    }
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": [prose]},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": ["show()"], "outputs": [glued, figure]},
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def clone(tmp_path):
    """Return a function that runs git in a small clone that was set up by `make diffs`."""
    (tmp_path / "chapters").mkdir()
    here = tmp_path / "src" / "helpers" / "book" / "build"
    here.mkdir(parents=True)
    shutil.copy(ROOT / "src" / "helpers" / "book" / "build" / "readable.py", here)
    for name in "Makefile", ".gitattributes":
        shutil.copy(ROOT / name, tmp_path)

    def git(*arguments):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=tmp_path, capture_output=True, check=True)
        return done.stdout.decode()

    git("init", "-q")
    subprocess.run(["make", "-s", "diffs"], cwd=tmp_path, check=True)
    return git


def test_a_difference_is_the_sentence_and_the_number_and_no_picture(clone, tmp_path):
    path = tmp_path / "chapters" / "05-syria.ipynb"
    path.write_text(notebook(18), encoding="utf-8")
    clone("add", ".")
    clone("commit", "-qm", "one")
    path.write_text(notebook(19, "Three texts."), encoding="utf-8")
    changed = [
        line for line in clone("diff").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert changed == ["-Two texts.", "+Three texts.", "--> vetoed = '18'", "+-> vetoed = '19'"]
    clone("commit", "-qam", "two")
    assert "+-> vetoed = '19'" in clone("log", "-p", "-1")


def test_what_is_no_notebook_is_shown_as_it_is():
    assert readable.text("<<<<<<< HEAD\n{}") == "<<<<<<< HEAD\n{}"
    assert readable.text("[]") == "[]"


def test_errors_and_printed_lines_are_shown():
    outputs = [
        {"output_type": "stream", "text": ["one\n", "two\n"]},
        {"output_type": "error", "evalue": "no row"},
    ]
    cell = {"cell_type": "code", "source": "x", "outputs": outputs}
    assert readable.text(json.dumps({"cells": [cell]})).splitlines()[2:] == ["-> one", "-> two", "-> no row"]
