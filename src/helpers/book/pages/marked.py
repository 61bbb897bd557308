"""Marks of a notebook, ``[six](#n-vetoed)``, on the page: it is made from the value, not from the words."""

from __future__ import annotations

import json

from sphinx.util import logging

from ..build import contents, marks

STALE = "%s, cell %s: %s is stale, for its value is now %r; next: `make book`, which writes it"
log = logging.getLogger(__name__)


def put_roles(app, docname: str, source: list[str]) -> None:
    """Turn each mark into the role of its value before anything else reads it; a stale one is a warning."""
    if not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook, where = json.loads(source[0]), f"{docname}.ipynb"
    try:
        for cell, mark, right in marks.stale(notebook, where):
            log.warning(STALE, where, cell, mark, right)
    except contents.NotebookError as problem:
        log.warning("%s", problem)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = marks.as_roles("".join(cell["source"]))
    source[0] = json.dumps(notebook, ensure_ascii=False)


def setup(app) -> None:
    """Come before all that reads a notebook."""
    app.connect("source-read", put_roles, priority=100)
