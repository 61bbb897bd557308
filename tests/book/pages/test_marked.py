"""A notebook says each number as its page does."""

import pytest

from helpers import words
from helpers.book.build import contents, marks
from tests import notebooks
from tests.built import ROOT, read

NOTEBOOKS = [path.relative_to(ROOT).with_suffix("") for path in contents.notebooks(ROOT)]


def said_in(source):
    return {
        (mark["name"], words.seen(" ".join(mark["said"].split()))) for mark in marks.MARK.finditer(source)
    }


@pytest.mark.parametrize("name", NOTEBOOKS, ids=str)
def test_a_number_of_the_page_stands_so_in_the_notebook(name):
    notebook = notebooks.opened(ROOT / f"{name}.ipynb")
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    values = read(f"{name}.html").xpath("//article//a[@data-made][not(contains(@class, 'how'))]")
    shown = {(value.get("data-made"), value.text_content()) for value in values}
    assert shown and shown <= set().union(*map(said_in, prose))
