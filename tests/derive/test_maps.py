"""The outlines of the map."""

import numpy as np
import pytest
from shapely import LineString, Point, box

from helpers import load
from helpers.derive import maps
from tests.derive.test_derive import needs_raw

pytestmark = pytest.mark.thorough

LAND = box(40, 30, 50, 40)
SOUTH = box(44, 31, 46, 32)


def test_a_line_parts_a_land_and_runs_on_to_its_edge():
    zone = maps.cut(LAND, LineString([(41, 36), (49, 36)]), SOUTH)
    assert zone.bounds == (40, 36, 50, 40)


def test_a_line_that_parts_nothing_is_refused():
    with pytest.raises(ValueError, match=r"the line from \(41.0, 50.0\) to \(49.0, 50.0\) does not part"):
        maps.cut(LAND, LineString([(41, 50), (49, 50)]), SOUTH)


def test_the_projection_keeps_areas():
    def size(west, south):
        corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1)]
        fine = np.array(
            [np.linspace(a, b, 50) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
        )
        return LineString(maps.albers(fine.reshape(-1, 2))).convex_hull.area

    def on_the_sphere(south):
        band = np.sin(np.radians(south + 1)) - np.sin(np.radians(south))
        return maps.EARTH**2 * np.radians(1) * band

    for west, south in [(44, 25), (52, 34), (60, 42)]:
        assert size(west, south) == pytest.approx(on_the_sphere(south), rel=1e-3)


@needs_raw
def test_places_lie_where_the_documents_put_them():
    units = maps._units()
    points = load("map_points")
    iran = maps.union_all([one for (iso3, _), one in units.items() if iso3 == "IRN"])
    inside = {"Kakhk": "Razavi Khorasan", "Birjand": "South Khorasan", "Kerman": "Kerman", "Semnan": "Semnan",
              "Miandoab": "West Azarbaijan", "Zanjan": "Zanjan", "Qazvin": "Qazvin", "Shahrud": "Semnan",
              "Kermanshah": "Kermanshah", "Khorramabad": "Lorestan", "Masjed Soleyman": "Khuzestan",
              "Haftkel": "Khuzestan", "Gachsaran": "Kohgiluyeh and Buyer Ahmad", "Mashhad": "Razavi Khorasan",
              "Tabriz": "East Azarbaijan", "Mahabad": "West Azarbaijan", "Tehran": "Tehran"}  # fmt: skip
    for place, unit in inside.items():
        at = points.loc[points["place"].eq(place), ["lon", "lat"]].iloc[0]
        assert units["IRN", unit].buffer(0.05).contains(Point(*at)), place
    for row in points[points["drawn"].str.contains("line")].itertuples():
        assert iran.buffer(0.2).contains(Point(row.lon, row.lat)) or "Iraq" in row.place, row.place


@needs_raw
def test_cities_fall_into_the_zone_that_history_has():
    units, points = maps._units(), load("map_points").set_index(["drawn", "place"])
    iran = maps._mainland(maps.union_all([one for (iso3, _), one in units.items() if iso3 == "IRN"]))
    zones = {
        name: maps.cut(iran, LineString(rows[["lon", "lat"]]), units["IRN", "Fars"])
        for name, rows in points.groupby("drawn")
        if "line" in name
    }
    towns = {
        "russian-line-1907": {("cities-zones", "Tehran"): True, ("cities-zones", "Mashhad"): True},
        "soviet-line-1941": {("cities-occupation", "Tabriz"): True, ("cities-occupation", "Tehran"): False},
        "british-line-1941": {("cities-occupation", "Tehran"): False},
    }
    for zone, expected in towns.items():
        for town, within in expected.items():
            assert zones[zone].contains(Point(*points.loc[town, ["lon", "lat"]])) is within, (zone, town)
