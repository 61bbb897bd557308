"""How large the areas of the map are."""

import pandas as pd
import pytest

from helpers import load
from helpers.subjects import territory


def test_parts_add_up_whatever_way_round_they_are_drawn():
    corners = {"x": [0, 2, 2, 0, 5, 5, 6, 6], "y": [0, 0, 2, 2, 0, 1, 1, 0]}
    outlines = pd.DataFrame({"shape": "land", "part": [1] * 4 + [2] * 4} | corners)
    assert territory.square_kilometres(outlines)["land"] == 5


def test_iran_has_the_size_that_atlases_give():
    assert territory.square_kilometres(load("map_outlines"))["iran"] == pytest.approx(1_640_000, rel=0.02)


def test_zones_lie_in_iran_and_ceded_land_outside():
    sizes, areas = territory.square_kilometres(load("map_outlines")), load("map_areas")
    for name, rows in areas.groupby("map"):
        together = sizes[rows["area_id"]].sum()
        assert together < sizes["iran"], name
    assert sizes["russian-zone-1907"] > sizes["british-zone-1907"]
    assert sizes["gulistan-1813"] > sizes["turkmenchay-1828"]


def test_every_area_and_every_line_of_the_record_is_drawn():
    drawn = set(load("map_outlines")["shape"])
    assert set(load("map_areas")["area_id"]) | set(load("map_points")["drawn"]) | {"iran"} <= drawn
    assert set(load("map_areas")["line"].dropna()) <= set(load("map_points")["drawn"])
