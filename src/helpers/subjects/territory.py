"""Land that changed hands: how large the areas of the map are."""

from __future__ import annotations

import pandas as pd


def square_kilometres(outlines: pd.DataFrame) -> pd.Series:
    """Return the size of each area of the map.

    Parameters
    ----------
    outlines
        Table ``map_outlines``: ``shape``, ``part`` and, in the order of the corners, ``x`` and ``y`` in
        kilometres of an equal-area projection.

    Returns
    -------
    Series
        Shape -> square kilometres, its parts together. Lines and cities are taken for areas too; ask for
        none.

    Examples
    --------
    >>> square = {"shape": "field", "part": 1, "x": [0, 2, 2, 0], "y": [0, 0, 3, 3]}
    >>> square_kilometres(pd.DataFrame(square)).to_dict()
    {'field': 6.0}
    """
    parts = outlines.groupby(["shape", "part"])
    after = {axis: parts[axis].shift(-1).fillna(parts[axis].transform("first")) for axis in "xy"}
    twice = outlines["x"] * after["y"] - after["x"] * outlines["y"]
    sizes = twice.groupby([outlines["shape"], outlines["part"]]).sum().abs() / 2
    return sizes.groupby("shape").sum()
