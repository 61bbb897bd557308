"""A chapter names colours of the palette; it types none."""

import re

import pytest

from helpers import tables
from helpers.book.build import contents
from helpers.charts import palette
from tests import notebooks

ROOT = tables.data_folder().parent
COLOUR = re.compile(r"""["'](?:#[0-9a-fA-F]{3,8}|(?:rgb|hsl)a?\(.*?\))["']|\bcharts\.palette\b""")


@pytest.mark.parametrize("path", contents.notebooks(ROOT), ids=lambda path: path.stem)
def test_no_colour_is_typed_in_a_notebook(path):
    cells = notebooks.opened(path).cells
    typed = {
        number: found
        for number, cell in enumerate(cells)
        if cell.cell_type == "code" and (found := COLOUR.findall(cell.source))
    }
    assert not typed, f"{path.name}: cell -> colours: {typed}; name a set of {palette.__name__} instead"
