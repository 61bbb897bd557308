"""What the cells of a notebook show, place by place, and where two runs of it, or its origins, differ."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...page import FIGURE
from ..build import basis

TABLE = re.compile(r"^:name: (tbl-[\w-]+)$", re.MULTILINE)
NUMBERS = "numbers"


def places(notebook: Mapping, each_number: bool = True) -> dict[str, str]:
    """Return the digest of what stands at each place of a notebook.

    Parameters
    ----------
    notebook
        Its content. Still pictures are no part: they are drawn later, and bound to what their figure shows.
    each_number
        Whether every glued number is a place of its own, or all of one cell are one.

    Examples
    --------
    >>> glued = {"output_type": "display_data", "data": {}, "metadata": {"scrapbook": {"name": "vetoed"}}}
    >>> one = {"cells": [{"outputs": [glued]}]}
    >>> list(places(one)), list(places(one, each_number=False))
    (['cell 1, number vetoed'], ['cell 1, numbers'])
    """
    found: dict[str, list[str]] = {}
    for number, cell in enumerate(notebook["cells"], start=1):
        for order, output in enumerate(cell.get("outputs", ()), start=1):
            found.setdefault(f"cell {number}, {_named(output, order, each_number)}", []).append(
                basis.shown(output)
            )
    return {place: sha(*shown) for place, shown in found.items()}


def digest(notebook: Mapping) -> str:
    """Return the digest of the code of a notebook and of all that it shows."""
    return sha(*basis.sources(notebook), *(f"{place} {one}" for place, one in places(notebook).items()))


def differing(then: Mapping, now: Mapping) -> list[str]:
    """Return the places at which two runs of a notebook show something else, in their order."""
    before, after = places(then), places(now)
    return [place for place in before | after if before.get(place) != after.get(place)]


def unheld(rests: basis.Basis, path: Path, notebook: Mapping) -> list[str]:
    """Return what a notebook's stored outputs rest on and what lies here otherwise: ``table council_votes``.

    Outputs that somebody changed by hand are named as such, where all that they were made from holds.
    """
    had = basis.read(path)
    if not had:
        return ["nothing is known of its run"]
    noted = [(kind, name) for kind, name, _ in had if kind in rests.noted]
    lines = {*map(" ".join, had)} ^ {*rests.lines(path, notebook, noted)}
    found = sorted({" ".join(line.split(" ", 2)[:2]) for line in lines})
    return [one for one in found if one != "notebook outputs"] or found


def sha(*parts: str) -> str:
    """Return sixteen hexadecimal digits of parts of text."""
    return hashlib.sha256("".join(f"{part}\0" for part in parts).encode()).hexdigest()[:16]


def _named(output: Mapping, order: int, each_number: bool) -> str:
    return next(_names(output, each_number), f"output {order}")


def _names(output: Mapping, each_number: bool) -> Iterator[str]:
    data = output.get("data", {})
    if glued := output.get("metadata", {}).get("scrapbook"):
        yield f"number {glued['name']}" if each_number else NUMBERS
    if FIGURE in data:
        yield f"figure {data[FIGURE]['layout'].get('meta', {}).get('id', 'without id')}"
    if named := TABLE.search("".join(data.get("text/markdown", ""))):
        yield f"table {named[1]}"
