"""What every page carries: the book's own style and scripts, the data files, and its addresses."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import rcssmin
import rjsmin
from docutils import nodes
from sphinx.util import logging

from ...charts import palette
from ..build import archive, downloads, raster
from . import frame
from .numbers import chapter

HERE = Path(__file__).parent
STATIC = HERE / "static"
STYLES = ("book.css", "trail.css")
# Styles and scripts that no chapter needs: of one page, and of the pages behind the chapters.
OWN, APPENDIX = {"index": "front.css", "brief": "brief.css", "choose": "choose.css"}, "appendix.css"
PERSIAN = "farsi.css"  # of the pages that are in Persian
OWN_SCRIPTS = {"choose": "choose.js", "data": "dictionary.js", "measures": "dictionary.js"}
SCRIPTS = (
    "reader.js",
    "card.js",
    "figures.js",
    "tables.js",
    "cite.js",
    "trail.js",
    "margin.js",
    "search.js",
)
WRONG_ROLES = (' role="list"', ' role="doc-biblioentry"')
MARK = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="{0}" d="M1 5h6v6H1z"/>\
<path fill="none" stroke="{0}" stroke-width="1.5" d="M9.75 5.75h4.5v4.5h-4.5z"/></svg>
"""
ICONS = (32, 180)  # pixels: for what shows no drawing, and for a phone that keeps the page among its programs
log = logging.getLogger(__name__)


def addresses(app, config) -> None:
    """Take the addresses from the environment of the publisher."""
    config.html_baseurl = os.environ.get("BOOK_URL", config.html_baseurl)
    config.html_context["repository"] = os.environ.get("BOOK_REPOSITORY", "")


def own_files(app, config) -> None:
    """Add the book's files after Jupyter Book has listed its own: it would load each on every page."""
    config.html_static_path.append(str(STATIC))


def bundles(app, env) -> None:
    """Write the one style sheet and the one script, before any page is written that names their checksums.

    The palette comes first in the style sheet; the citation pages take it alone.
    """
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static"
    target.mkdir(parents=True, exist_ok=True)
    colours = palette.style_sheet()
    styles = "".join((HERE / "styles" / name).read_text(encoding="utf-8") for name in STYLES)
    scripts = "".join((HERE / "scripts" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    written = {
        "palette.css": colours,
        "book.css": rcssmin.cssmin(colours + styles + frame.papers(app)),
        "book.js": rjsmin.jsmin(scripts),
        "mark.svg": MARK.format(palette.HUES["rubric"].light),
    }
    for name in (*OWN.values(), APPENDIX, PERSIAN):
        written[name] = rcssmin.cssmin((HERE / "styles" / name).read_text(encoding="utf-8"))
    for name in OWN_SCRIPTS.values():
        written[name] = rjsmin.jsmin((HERE / "scripts" / name).read_text(encoding="utf-8"))
    for name, text in written.items():
        (target / name).write_text(text, encoding="utf-8")
    for size in ICONS:
        sized = written["mark.svg"].replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
        (target / f"mark-{size}.png").write_bytes(raster.png(sized))


def sheet_beside(page: str) -> str | None:
    """Return the style sheet that a page has beside the one of all; a chapter has none.

    >>> sheet_beside("chapters/data"), sheet_beside("chapters/05-syria")
    ('appendix.css', None)
    """
    name = page.rpartition("/")[2]
    own = PERSIAN if name.partition("-")[0] == "fa" else OWN.get(name)
    return own or (None if chapter(page) else APPENDIX)


def only_ours(app, pagename, templatename, context, doctree) -> None:
    """Load on a page what is ours: extensions would each add their own to all."""
    name = pagename.rpartition("/")[2]
    styles, scripts = {"book.css", sheet_beside(pagename)}, {"book.js", OWN_SCRIPTS.get(name)}
    for kind, own in (("script_files", scripts), ("css_files", styles)):
        files = context.get(kind, [])
        ours = {f"_static/{name}" for name in own}
        context[kind] = [file for file in files if getattr(file, "filename", "") in ours]


def plain_roles(app, pagename, templatename, context, doctree) -> None:
    """Drop roles and hidden names that contradict what they stand on; a screen reader would repeat them."""
    for wrong in WRONG_ROLES if "body" in context else ():
        context["body"] = context["body"].replace(wrong, "")


def offer_notebook(app, pagename, templatename, context, doctree) -> None:
    """Tell the template where the notebook of a page is, for a reader to take."""
    if pagename in app.env.found_docs and app.env.doc2path(pagename).endswith(".ipynb"):
        context["notebook"] = context["pathto"](f"{downloads.FOLDER}/{pagename}.ipynb", 1)


def carry_data(app, error) -> None:
    """Put the tables beside the pages, so that every download works without a network."""
    if error is None and app.builder.format == "html":
        target = Path(app.outdir) / "data"
        shutil.rmtree(target, ignore_errors=True)
        archive.carry(target)


def require_labels(app, doctree) -> None:
    """Refuse a heading without an explicit label: its address would move when a heading is added."""
    for section in doctree.findall(nodes.section):
        explicit = [name for name in section["names"] if doctree.nametypes.get(name)]
        labels = [doctree.nameids[name] for name in explicit if doctree.nameids.get(name) in section["ids"]]
        if not labels:
            log.warning(
                "heading %r has no label: write (a-readable-label)= above it",
                section.next_node(nodes.title).astext(),
                location=section,
            )
            continue
        section["ids"] = labels + [name for name in section["ids"] if name not in labels]


def setup(app) -> None:
    """Register the parts."""
    app.connect("config-inited", addresses, priority=100)
    app.connect("config-inited", own_files, priority=900)
    app.connect("env-updated", bundles, priority=200)
    app.connect("doctree-read", require_labels)
    app.connect("html-page-context", only_ours, priority=900)
    app.connect("html-page-context", plain_roles, priority=900)
    app.connect("html-page-context", offer_notebook)
    app.connect("build-finished", carry_data)
    for name in (*OWN.values(), APPENDIX, PERSIAN):
        app.add_css_file(name)
    for name in ("book.js", *OWN_SCRIPTS.values()):
        app.add_js_file(name, loading_method="defer")
