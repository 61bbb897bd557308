"""What every page carries: the book's own style and scripts, the data files, and its addresses."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from docutils import nodes
from myst_nb import sphinx_ext
from sphinx.util import logging

from ...charts import palette
from ..build import archive
from ..citing import publication

STATIC = Path(__file__).parent / "static"
UNUSED = ("sphinx-thebe", "design-tabs", "THEBE_JS_URL", "togglebutton", "togglePrompt", "plotly-cartesian")
WRONG_ROLES = (' aria-label="Toggle hidden content"', ' role="list"', ' role="doc-biblioentry"')
log = logging.getLogger(__name__)


def addresses(app, config) -> None:
    """Take the addresses from the environment of the publisher, and the edition from its record."""
    config.html_baseurl = os.environ.get("BOOK_URL", config.html_baseurl)
    record = publication.read(Path(app.confdir))
    config.html_theme_options["extra_footer"] = f"<p>Edition {record.version}, {record.day}</p>"
    if repository := os.environ.get("BOOK_REPOSITORY", ""):
        config.html_theme_options |= {
            "repository_url": repository,
            "use_repository_button": True,
            "use_issues_button": True,
        }


def own_files(app, config) -> None:
    """Add the book's files after Jupyter Book has listed its own: it would load each on every page."""
    config.html_static_path.append(str(STATIC))


def colours(app) -> None:
    """Write the palette as a style sheet, before any page is written that names it with its checksum."""
    if app.builder.format == "html":
        target = Path(app.outdir) / "_static" / "palette.css"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(palette.style_sheet(), encoding="utf-8")


def same_from_the_first(app) -> None:
    """Copy the style sheet of myst-nb before any page is written, not after all are.

    A page names it with its checksum only where it is there already: a second build would else give other
    bytes than the first.
    """
    if app.builder.format == "html":
        (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
        sphinx_ext.add_global_html_resources(app, None)


def lean(app, pagename, templatename, context, doctree) -> None:
    """Drop what the theme loads and the book does not use; some of it asks other hosts."""
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if not _unused(file)]


def plain_roles(app, pagename, templatename, context, doctree) -> None:
    """Drop roles and hidden names that contradict what they stand on; a screen reader would repeat them."""
    for wrong in WRONG_ROLES if "body" in context else ():
        context["body"] = context["body"].replace(wrong, "")


def _unused(file) -> bool:
    text = f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', '')}"
    return any(name in text for name in UNUSED)


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
    app.connect("builder-inited", colours)
    app.connect("builder-inited", same_from_the_first)
    app.connect("doctree-read", require_labels)
    app.connect("html-page-context", lean, priority=900)
    app.connect("html-page-context", plain_roles, priority=900)
    app.connect("build-finished", carry_data)
    app.add_css_file("palette.css", priority=890)
    app.add_css_file("book.css", priority=900)
    app.add_js_file("figures.js", loading_method="defer")
    app.add_js_file("tables.js", loading_method="defer")
    app.add_js_file("cite.js", loading_method="defer")
