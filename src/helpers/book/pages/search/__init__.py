"""Search of the book: an index that is fetched when one searches, and the page that shows what is found.

What a page holds is noted when it is written, and kept beside its doctree: a page that is not written anew
keeps its entries, as it keeps its HTML. Sphinx's own index, which knows pages only, is not made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from .entries import Entry, entries
from .shorter import packed

HERE = Path(__file__).parent
INDEX, SCRIPT, STYLE = "search-index.js", "search.js", "search.css"
SCRIPTS = ("words.js", "engine.js", "results.js", "box.js")
NUMBERED = {"figure": "Figure", "table": "Table"}
# Sphinx copies them for its own search, which is not made.
NOT_NEEDED = (
    "searchtools.js",
    "language_data.js",
    "doctools.js",
    "sphinx_highlight.js",
    "documentation_options.js",
)


def no_index_of_sphinx(app) -> None:
    """Have Sphinx make no index and no search page of its own."""
    if app.builder.format == "html":
        app.builder.search = False


def note(app, doctree, docname: str) -> None:
    """Keep what a page holds, as its reader finds it: with its links and numbers in place."""
    if app.builder.name == "html":
        kept = _kept(app, docname)
        kept.parent.mkdir(parents=True, exist_ok=True)
        found = [entry.fields for entry in entries(doctree, docname)]
        kept.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _kept(app, docname: str) -> Path:
    return Path(app.doctreedir) / f"{docname}.search.json"


def search_page(app) -> Iterator[tuple[str, dict, str]]:
    """Yield the page of search."""
    if app.builder.name == "html":
        yield "search", {"title": "Search"}, "search.html"


def write(app, error) -> None:
    """Write the index and the script that reads it, and drop what only Sphinx's search needs."""
    if error is not None or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    for name in NOT_NEEDED:
        (static / name).unlink(missing_ok=True)
    (static / INDEX).write_text(packed(index(app)), encoding="utf-8", newline="\n")
    shutil.copy(HERE / STYLE, static)
    parts = "".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    (static / SCRIPT).write_text(f"(() => {{\n{parts}}})();\n", encoding="utf-8", newline="\n")


def index(app) -> dict[str, list]:
    """Return pages (address, title, number) and entries (page, kind, id, label, title, text)."""
    pages, found = [], []
    for place, (docname, title, number) in enumerate(_pages(app)):
        pages.append([app.builder.get_target_uri(docname), title, number])
        for entry in json.loads(_kept(app, docname).read_text(encoding="utf-8")):
            found.append([place, *_numbered(app, docname, Entry(*entry)).fields])
    return {"pages": pages, "entries": found}


def _pages(app) -> Iterator[tuple[str, str, int]]:
    """Yield the pages of the book in its order, the front page first."""
    yield app.config.root_doc, "Front page", 0
    for page in app.book_frame.pages.values():
        yield page.name, page.title, page.number


def _numbered(app, docname: str, entry: Entry) -> Entry:
    place = app.env.toc_fignumbers.get(docname, {}).get(entry.kind, {}).get(entry.id)
    return entry.called(f"{NUMBERED[entry.kind]} {'.'.join(map(str, place))}") if place else entry


def setup(app) -> None:
    """Note what pages hold when all else has been put on them, and write the index at the end."""
    app.connect("builder-inited", no_index_of_sphinx)
    app.connect("doctree-resolved", note, priority=990)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write)
