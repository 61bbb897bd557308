"""A notebook as text, for git: its cells, and of their outputs the numbers and words, no pictures.

``make diffs`` tells git to show notebooks so. Git runs this file by its path for each version it compares, so
it uses nothing of the package, which takes a second to load.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

GLUED = "application/papermill.record/text/plain"
PLAIN = "text/plain"


def text(content: str) -> str:
    r"""Return what a reviewer reads of a notebook; what is no notebook stays as it is.

    Examples
    --------
    >>> glued = {"data": {GLUED: "'18'"}, "metadata": {"scrapbook": {"name": "vetoed"}}}
    >>> cell = {"cell_type": "code", "id": "one", "source": ["count()"], "outputs": [glued]}
    >>> print(text(json.dumps({"cells": [cell]})))
    == code one
    count()
    -> vetoed = '18'
    """
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError):
        return content
    return "\n".join(line for cell in cells for line in _lines(cell))


def _lines(cell: Mapping) -> Iterator[str]:
    yield f"== {cell['cell_type']} {cell.get('id', '')}"
    yield "".join(cell["source"])
    for output in cell.get("outputs", []):
        yield from _said(output)


def _said(output: Mapping) -> Iterator[str]:
    data = output.get("data", {})
    if GLUED in data:
        name = output["metadata"]["scrapbook"]["name"]
        yield f"-> {name} = {''.join(data[GLUED])}"
    elif said := "".join(data.get(PLAIN, output.get("text", output.get("evalue", "")))):
        yield from (f"-> {line}" for line in said.splitlines())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(text(Path(sys.argv[1]).read_text(encoding="utf-8")))
