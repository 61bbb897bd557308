"""Counts as parts of a bar."""

import pandas as pd

from helpers import charts
from helpers.charts.palette import HUES, ink_on

ROWS = pd.DataFrame({"row": ["a", "b"], "Read": [90, 0], "From memory": [1, 5]})


def stacked(parts):
    return charts.stacked(ROWS, row="row", parts=parts, x_title="Claims")


def test_of_a_set_of_the_palette_the_parts_that_the_frame_has_are_drawn():
    assert [(bar.name, list(bar.x)) for bar in stacked("grounds").data] == [
        ("Read", [90, 0]),
        ("From memory", [1, 5]),
    ]


def test_a_count_is_written_where_its_part_is_wide_enough_in_ink_that_can_be_read():
    read, memory = stacked({"Read": HUES["blue 4"].light, "From memory": HUES["silver"].light}).data
    assert (list(read.text), list(memory.text)) == (["90", ""], ["", "5"])
    assert memory.textfont.color == ink_on(HUES["silver"].light) == HUES["black"].light
    assert read.textfont.color == HUES["white"].light
