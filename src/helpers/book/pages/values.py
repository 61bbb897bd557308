"""Values of the chapters on pages in Persian: one glued number, written as Persian has it."""

from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes

from ..build import marks
from ..trail.pages import made
from .numbers import chapter
from .persian import spelled


def value_of(name, rawtext, text, lineno, inliner, options=None, content=None):
    """``{value-of}`` syria vetoed: a value of the chapter of this label; it leads to its cell."""
    env = inliner.document.settings.env
    label, _, value = text.partition(" ")
    page = env.get_domain("std").anonlabels.get(label, ("",))[0]
    known = glued(Path(env.doc2path(page))) if chapter(page) else {}
    if value not in known:
        where = f"the chapter {label!r}" if chapter(page) else f"the book: {label!r} is no chapter's label"
        return [], [inliner.reporter.error(f"no value {value!r} in {where}", line=lineno)]
    env.note_dependency(env.doc2path(page))
    told = (
        one["cell"] for one in env.get_doctree(page).findall(made) if one["of"] == value and "cell" in one
    )
    link = nodes.reference("", spelled(known[value], env.docname), internal=True, classes=["made-there"])
    link["refuri"] = env.app.builder.get_relative_uri(env.docname, page) + f"#cell-{next(told, 1)}"
    return [link], []


def glued(notebook: Path) -> dict[str, str]:
    """Return the values that a notebook publishes, by their names."""
    return marks.values(json.loads(notebook.read_text(encoding="utf-8")))


def setup(app) -> None:
    """Register the role."""
    app.add_role("value-of", value_of)
