"""The still pictures: drawn in a browser from the figures of a notebook, the same on every run."""

import copy
import re

import nbformat
import pytest

from helpers import charts
from helpers.book.build import pictures
from tests.built import ROOT


@pytest.fixture
def output():
    """A figure of chapter 5 as its notebook keeps it."""
    notebook = nbformat.read(ROOT / "chapters" / "05-syria.ipynb", as_version=4)
    return next(pictures.figures(notebook))


def drawn(output):
    return output.data[pictures.SVG], output.metadata["narrow"]


def test_a_figure_of_other_data_gets_pictures_of_its_own(output, browser_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", browser_path)
    old, notebook = drawn(output), nbformat.v4.new_notebook(cells=[cell_with(output)])
    assert pictures.missing(notebook) == []
    monkeypatch.setattr(pictures, "_hand", lambda: b"other code")
    assert pictures.missing(notebook) == [output]
    output.data[pictures.FIGURE]["layout"]["yaxis"]["title"]["text"] = "Other words"
    again = copy.deepcopy(output)
    assert pictures.draw([output, again])
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


def test_without_a_browser_a_picture_of_older_data_is_removed(output, monkeypatch):
    def no_browser(self):
        raise RuntimeError("no browser")

    monkeypatch.setattr(pictures._Server, "__init__", no_browser)
    assert not pictures.draw([output])
    assert pictures.SVG not in output.data and "narrow" not in output.metadata


def cell_with(output):
    return nbformat.v4.new_code_cell("", outputs=[output])
