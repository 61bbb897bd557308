"""Maps side by side."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, filled, place_of, said, touched, words

SQUARE = [(0, 0), (0, 1000), (1000, 1000), (1000, 0)]


def outline(shape, corners):
    return pd.DataFrame(corners, columns=["x", "y"]).assign(shape=shape, part=1)


OUTLINES = pd.concat(
    [
        outline("state", SQUARE),
        outline("border", [(-2000, 500), (0, 500), (10, 600), (9000, 600)]),
        outline("wide", [(0, 900), (0, 1400), (900, 1400), (900, 900)]),
        outline("thin", [(0, 100), (0, 800), (15, 800), (15, 100)]),
    ]
)
AREAS = pd.DataFrame({
    "area_id": ["wide", "thin"], "map": ["one", "two"], "power": ["RUS", "GBR"],
    "kind": ["land ceded", "occupied"], "label": ["1813", "British"], "title": ["Ceded", "Held"],
    "how_drawn": ["by hand", "by hand"],
})  # fmt: skip
CITIES = pd.DataFrame({"map": ["one", "two"], "place": ["Here", "There"], "x": [450, 500], "y": [500, 800]})


def territories(areas=AREAS, cities=CITIES, **options):
    options = {"maps": {"one": "First", "two": "Second"}, "note": "All approximate."} | options
    return charts.territories(OUTLINES, areas, cities, under="state", lines={"border": "line"}, **options)


def test_north_is_up_and_east_is_right():
    (_, x, y), (_, east, north) = dots(territories(cities=CITIES.assign(map="one")))
    assert east > x
    assert north < y


def test_a_kilometre_is_as_long_in_both_directions():
    corner = CITIES.assign(map="one", x=[0, 1000], y=[0, 1000])
    (_, west, south), (_, east, north) = dots(territories(cities=corner))
    assert east - west == pytest.approx(south - north, abs=0.2)


@pytest.mark.parametrize("narrow", [False, True])
def test_all_stands_on_the_canvas(narrow):
    across = charts.NARROW if narrow else charts.WIDE
    assert all(left >= 0 and right <= across for left, right in filled(territories(), narrow=narrow))


def test_on_a_phone_the_second_map_is_below_and_on_a_page_beside():
    fig = territories()
    page, phone = (
        [place_of(fig, f"<b>{name}</b>", narrow=narrow) for name in ("First", "Second")]
        for narrow in (False, True)
    )
    assert page[0]["y"] == page[1]["y"]
    assert phone[0]["y"] < phone[1]["y"]


def test_a_name_stands_in_its_area_or_to_the_right_of_one_too_thin():
    fig = territories(cities=CITIES[:0])
    wide, thin = [filled(fig)[place] for place in (2, 5)]
    assert wide[0] < place_of(fig, "1813")["x"] < wide[1]
    assert place_of(fig, "British")["x"] > thin[1]


def test_a_name_makes_way_for_a_city():
    crowded = CITIES.assign(map="one", y=[1150, 1150])
    assert place_of(territories(cities=crowded), "1813")["y"] != pytest.approx(
        place_of(territories(cities=crowded), "Here")["y"], abs=14
    )


def test_every_area_is_dashed_and_the_picture_says_that_it_is_approximate():
    fig = territories()
    dashes = [
        one["line"].get("dash")
        for one in fig.to_plotly_json()["data"]
        if one["meta"] == "page" and "line" in one
    ]
    assert dashes.count("dot") == 2 * len(AREAS)  # in the key, and on the map
    assert "All approximate." in said(fig)
    assert all("approximate" in text for text in touched(fig))


def test_an_area_without_outline_map_or_kind_is_refused():
    for column in ("area_id", "map", "kind"):
        with pytest.raises(ValueError, match=f"column '{column}': no colour for 'dreamt'"):
            territories(AREAS.assign(**{column: "dreamt"}))


def test_a_map_too_small_for_a_name_is_refused():
    with pytest.raises(ValueError, match="too small for the name"):
        territories(
            AREAS.assign(label="1813 " * 60),
            cities=pd.concat([CITIES.assign(y=y) for y in range(0, 1500, 20)]),
        )


def test_no_word_is_turned():
    assert not any(note.get("textangle") for note in words(territories()))
