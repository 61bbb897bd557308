"""The still pictures: drawn in a browser from the figures of a notebook, the same on every run."""

import copy
import re
import shutil

import nbformat
import psutil
import pytest

from helpers import charts
from helpers.book.build import drawing, freshen, pictures
from tests.built import ROOT

pytestmark = pytest.mark.thorough

CHART = """\
import helpers
import plotly.graph_objects as go

chart = helpers.charts.house(go.Figure(go.Bar(x=["A"], y=[1])))
helpers.figure("fig-bar", chart)
"""
WORDS = """\
fig-bar:
  title: One bar stands.
  caption: Its height is one.
  alt: A single bar over the letter A reaches up to one.
"""


@pytest.fixture
def output():
    """A figure of chapter 5 as its notebook keeps it."""
    notebook = nbformat.read(ROOT / "chapters" / "05-syria.ipynb", as_version=4)
    return next(pictures.figures(notebook))


def reword(output):
    """Write something else into both pictures of a figure."""
    layout = output.data[pictures.FIGURE]["layout"]
    for one in (layout, layout["meta"]["narrow"]):
        for written in one.get("annotations", [])[:1]:
            written["text"] = "Other words"


def drawn(output):
    return output.data[pictures.SVG], output.metadata["narrow"]


def test_a_figure_of_other_data_gets_pictures_of_its_own(output, browser_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", browser_path)
    pictures.draw([output])
    old, notebook = drawn(output), nbformat.v4.new_notebook(cells=[cell_with(output)])
    assert pictures.missing(notebook) == []
    monkeypatch.setattr(pictures, "_hand", lambda: "0" * 12)
    assert pictures.missing(notebook) == [output]
    reword(output)
    again = copy.deepcopy(output)
    pictures.draw([output, again])
    assert drawn(output) == drawn(again)
    for before, now in zip(old, drawn(output), strict=True):
        assert f'data-origin="{pictures.origin(output.data[pictures.FIGURE])}"' in now
        assert ">Other words</text>" in now and ">Other words</text>" not in before


def test_pictures_take_the_inks_of_their_page_and_share_no_ids(output):
    wide, narrow = drawn(output)
    for name, colour in charts.INK.items():
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert f"rgb({red}, {green}, {blue})" not in wide + narrow, name
    assert not set(re.findall(r' id="([^"]+)"', wide)) & set(re.findall(r' id="([^"]+)"', narrow))


@pytest.fixture
def script(tmp_path):
    """Return a way to make a browser that is none."""

    def make(text):
        path = tmp_path / "browser"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    return make


BROKEN = {
    "breaks": ("echo 'cannot open libnss3.so' >&2; exit 127", "does not start: cannot open libnss3.so"),
    "says nothing": ("exit 1", "does not start: it ends with status 1"),
    "never answers": ("exec sleep 1000", "gave no answer within 5 seconds"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.complaint("broken-browser")
def test_a_browser_that_fails_is_named_with_its_reason_and_leaves_nothing_running(
    kind, output, script, monkeypatch
):
    before, (text, reason) = drawn(output), BROKEN[kind]
    monkeypatch.setenv("BROWSER_PATH", path := script(text))
    monkeypatch.setattr(drawing, "LIMIT", 5 if kind == "never answers" else 60)
    with pytest.raises(pictures.NoPictures, match=f"{path} {reason}; .* then run this again"):
        pictures.draw([output])
    assert drawn(output) == before
    assert not [one for one in psutil.Process().children(recursive=True) if "sleep" in one.name()]


@pytest.mark.complaint("no-browser")
def test_where_there_is_no_browser_that_is_the_reason(output, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    with pytest.raises(pictures.NoPictures, match="no Chrome or Chromium here; install one"):
        pictures.draw([output])


def test_a_fault_of_the_drawing_itself_is_not_taken_for_a_browser(output, browser_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", browser_path)
    monkeypatch.setattr(pictures, "size", lambda spec, width: ({"data": 3, "layout": "none"}, width, 100))
    with pytest.raises(RuntimeError, match="drawing stopped with status 1") as error:
        pictures.draw([output])
    assert not isinstance(error.value, pictures.NoPictures)


def test_a_picture_of_other_data_is_never_shown(output):
    own = f'data-origin="{pictures.origin(output.data[pictures.FIGURE])}"'
    output.data[pictures.SVG] = re.sub(r'data-origin="[0-9a-f]+"', own, output.data[pictures.SVG])
    assert pictures.shown(output) == drawn(output)
    reword(output)
    assert pictures.shown(output) == ("", "")


@pytest.mark.complaint("no-browser")
def test_pictures_that_could_not_be_drawn_are_drawn_by_the_next_run_that_can(
    tmp_path, script, browser_path, monkeypatch
):
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.yml").write_text(WORDS)
    shutil.copy(ROOT / "uv.lock", tmp_path)
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CHART)]), tmp_path / "index.ipynb"
    )
    monkeypatch.setenv("BROWSER_PATH", script("exit 1"))
    said = []
    assert not freshen.freshen(tmp_path, said.append)
    assert "no picture: " in said[-1] and "does not start" in said[-1]
    assert not freshen.stale(tmp_path / "index.ipynb", tmp_path)
    monkeypatch.setenv("BROWSER_PATH", browser_path)
    assert freshen.freshen(tmp_path)
    output = next(pictures.figures(nbformat.read(tmp_path / "index.ipynb", as_version=4)))
    assert all(pictures.shown(output))


def cell_with(output):
    return nbformat.v4.new_code_cell("", outputs=[output])
