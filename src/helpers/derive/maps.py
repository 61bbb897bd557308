"""Outlines of the map of the long memory: land ceded, zones and occupations, from Natural Earth.

No public geometry of 1813, 1828 and 1881 was found. Ceded land is therefore put together from today's
districts, and a zone is Iran in today's borders cut along the line that a document draws from place to place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import numpy as np
import pandas as pd
from shapely import LineString, Polygon, box, get_parts, line_merge, ops, transform, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from .. import tables
from . import raw

FOLDER = "natural-earth/"
BOX = box(39, 23.5, 66.5, 45)  # degrees: what a reader has to see around Iran
EARTH = 6371.0088  # kilometres, mean radius
NORTH, SOUTH = np.radians(42), np.radians(29)  # standard parallels
MIDDLE = (52, 34)
FINE = 6  # kilometres: what a map of this size cannot show
LEAST = 150  # square kilometres: smaller islands are left out
NEAR = 0.2  # degrees: within which two files draw the same border
CASPIAN = box(46.3, 36.2, 55, 44.5)
BEYOND = 1.5  # degrees that a line runs on at its ends, to reach the border that the document names


def map_outlines() -> pd.DataFrame:
    """One row a corner of an area, a line, a border or a city of the map."""
    areas, points = tables.load("map_areas"), tables.load("map_points")
    units = _units()
    iran = _mainland(union_all([one for (iso3, _), one in units.items() if iso3 == "IRN"]))
    lines = {name: LineString(rows[["lon", "lat"]]) for name, rows in points.groupby("drawn")}
    borders = _borders()
    drawn = {"iran": iran, "coast": _coast(units.values(), borders), "borders": borders}
    named = tables.items(areas["units"])
    for area, line, own in zip(areas["area_id"], areas["line"], named, strict=True):
        land = union_all([units[_unit(name)] for name in own])
        drawn[area] = land if pd.isna(line) else cut(iran, lines[line], land)
    corners = [_corners(name, one) for name, one in (drawn | lines).items()]
    return pd.concat(corners).sort_values(["shape", "part", "corner"], ignore_index=True)


def _unit(name: str) -> tuple[str, str]:
    iso3, _, unit = name.partition(":")
    return iso3, unit


def _features(name: str) -> list[dict]:
    return json.load(raw.read(FOLDER + name))["features"]


def _units() -> dict[tuple[str, str], BaseGeometry]:
    """Return the first-level units by state and name; where a name recurs, its units are united."""
    found: dict[tuple[str, str], list[BaseGeometry]] = {}
    for feature in _features("admin1_iran_caucasus_neighbours.geojson"):
        about = feature["properties"]
        key = about["iso3"], about["name"] or "(unnamed)"
        found.setdefault(key, []).append(shape(feature["geometry"]).buffer(0))
    return {key: union_all(parts) for key, parts in found.items()}


def _mainland(land: BaseGeometry) -> Polygon:
    return max(get_parts(land).tolist(), key=lambda part: part.area)


def _coast(units: Iterable[BaseGeometry], borders: BaseGeometry) -> BaseGeometry:
    """Return the coast of the Caspian: where the land about it ends, and not at a border."""
    return union_all(list(units)).boundary.intersection(CASPIAN).difference(borders.buffer(NEAR))


def _borders() -> BaseGeometry:
    lines = [shape(feature["geometry"]) for feature in _features("ne_50m_boundary_lines_region.geojson")]
    return line_merge(union_all(lines).intersection(BOX))


def cut(land: BaseGeometry, line: LineString, outside: BaseGeometry) -> BaseGeometry:
    """Return what a line parts from the piece of a land that it leaves outside.

    Parameters
    ----------
    land
        What is cut.
    line
        From place to place; at both ends it runs on, to reach the edge of the land.
    outside
        A unit of the land; the piece that holds its middle is left out.

    Raises
    ------
    ValueError
        If the line does not part the land, or the middle of the unit is in none of the pieces.
    """
    pieces = ops.split(land, _run_on(line)).geoms
    kept = [piece for piece in pieces if not piece.contains(outside.centroid)]
    if not kept or len(kept) == len(pieces):
        raise ValueError(f"the line from {line.coords[0]} to {line.coords[-1]} does not part the land")
    return union_all(kept)


def _run_on(line: LineString) -> LineString:
    """Lengthen a line at both ends, in the direction of its last steps."""
    corners = np.array(line.coords)
    steps = np.array([corners[0] - corners[1], corners[-1] - corners[-2]])
    ends = corners[[0, -1]] + BEYOND * steps / np.linalg.norm(steps, axis=1, keepdims=True)
    return LineString([ends[0], *corners, ends[1]])


def albers(lonlat: np.ndarray) -> np.ndarray:
    """Project degrees to kilometres from the middle of the map; areas keep their size.

    Parameters
    ----------
    lonlat
        Longitudes and latitudes, one row a point.

    References
    ----------
    .. [1] Snyder, J. P. (1987). Map projections: a working manual, pages 98 to 103 (the sphere).

    Examples
    --------
    >>> albers(np.array([[52.0, 34.0]]))
    array([[0., 0.]])
    """
    cone = (np.sin(SOUTH) + np.sin(NORTH)) / 2
    constant = np.cos(SOUTH) ** 2 + 2 * cone * np.sin(SOUTH)
    lon, lat = np.radians(lonlat).T
    middle_lon, middle_lat = np.radians(MIDDLE)
    far, middle = (EARTH * np.sqrt(constant - 2 * cone * np.sin(one)) / cone for one in (lat, middle_lat))
    turn = cone * (lon - middle_lon)
    return np.column_stack([far * np.sin(turn), middle - far * np.cos(turn)])


def _corners(name: str, drawn: BaseGeometry) -> pd.DataFrame:
    """List the corners of a shape on the map; outlines are generalised, lines from place to place are not."""
    flat = transform(drawn, albers)
    flat = flat if isinstance(drawn, LineString) else flat.simplify(FINE)
    parts = [part for part in get_parts(flat).tolist() if part.area == 0 or part.area > LEAST]
    parts.sort(key=lambda part: (-part.length, part.bounds))
    return pd.DataFrame(
        [
            (name, number, corner, *at)
            for number, part in enumerate(parts, 1)
            for corner, at in enumerate(_path(part).round(1), 1)
        ],
        columns=["shape", "part", "corner", "x", "y"],
    )


def _path(part: BaseGeometry) -> np.ndarray:
    """Return the corners of a part; those of an area without the last, which is the first again."""
    if isinstance(part, Polygon):
        return np.array(part.exterior.coords)[:-1]
    return np.array(part.coords)


TABLES = {"map_outlines": map_outlines}
