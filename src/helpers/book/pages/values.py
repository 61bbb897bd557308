"""Values of the chapters on other pages: one glued number, written as the language of the page has it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from docutils import nodes

from ..build import marks
from ..trail.pages import made
from .numbers import chapter
from .persian import says_persian, spelled


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
    said = spelled(known[value], env.docname) if says_persian(inliner.document) else known[value]
    link = nodes.reference("", said, internal=True, classes=["made-there"])
    cell = told(env)[page].get(value, 1)
    link["refuri"] = env.app.builder.get_relative_uri(env.docname, page) + f"#cell-{cell}"
    return [link], []


def told(env) -> dict[str, dict[str, int]]:
    """Return for each page the values that it says, and the cell to which each leads."""
    env.told = getattr(env, "told", {})
    return env.told


def note(app, doctree) -> None:
    """Note which values a page says."""
    values = (one for one in doctree.findall(made) if "cell" in one)
    told(app.env)[app.env.docname] = {one["of"]: one["cell"] for one in values}


def forget(app, env, docname: str) -> None:
    """Forget a page that is read again or gone."""
    told(env).pop(docname, None)


def glued(notebook: Path) -> dict[str, str]:
    """Return the values that a notebook publishes, by their names."""
    return _glued(notebook.read_text(encoding="utf-8"))


@cache
def _glued(text: str) -> dict[str, str]:
    return marks.values(json.loads(text))


def setup(app) -> None:
    """Register the role, and note what it leads to."""
    app.add_role("value-of", value_of)
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
