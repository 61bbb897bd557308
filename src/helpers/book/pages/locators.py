"""Locators become links: P5 or A13.5, wherever prose, a table or a caption names one, leads to its entry."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from ... import tables, texts
from .claims import target
from .dictionary import described
from .links import pending

LOCATOR = re.compile(r"(?<![\w/.%-])([PA]\d{1,2}(?:\.\d{1,2})?)(?![\w+/]|\.\d)")
NOT_PROSE = (
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.title,
    nodes.raw,
    described,
    addnodes.pending_xref,
)
log = logging.getLogger(__name__)


class Locators(SphinxTransform):
    """Replace each locator in running text by a link; one that names nothing is a warning, so an error."""

    default_priority = 400

    def apply(self, **_) -> None:
        """Go through the text of one page."""
        known = texts.locators()
        self.env.note_dependency(str(tables.data_folder() / tables.describe("claims")["path"]))
        for text in list(self.document.findall(nodes.Text)):
            if LOCATOR.search(text) and not inside(text, NOT_PROSE):
                text.parent.replace(text, self._pieces(str(text), known))

    def _pieces(self, text: str, known: dict[str, str]) -> list[nodes.Node]:
        pieces, end = [], 0
        for match in LOCATOR.finditer(text):
            if match[1] not in known:
                log.warning("no passage or claim is called %s", match[1], location=self.env.docname)
                continue
            link = pending(self.env, target(match[1]), match[1], classes=["locator"], hint=known[match[1]])
            pieces += [nodes.Text(text[end : match.start()]), link]
            named(self.env).setdefault(self.env.docname, set()).add(match[1])
            end = match.end()
        return [*pieces, nodes.Text(text[end:])]


def named(env) -> dict[str, set[str]]:
    """Return which locators each page names; the ledger leads back to these places."""
    env.locators = getattr(env, "locators", {})
    return env.locators


def forget(app, env, docname) -> None:
    """Forget the locators of a page that is about to be read again or is gone."""
    named(env).pop(docname, None)


def inside(node: nodes.Node, kinds: tuple) -> bool:
    """Say whether a node lies in one of these kinds."""
    while node := node.parent:
        if isinstance(node, kinds):
            return True
    return False


def say_what_it_is(app, doctree, docname) -> None:
    """Give each resolved locator, as a hint, what it stands for; a table lists many, or says it itself."""
    known = texts.locators()
    for reference in doctree.findall(nodes.reference):
        if inside(reference, (nodes.table,)) or "reftitle" in reference:
            continue
        if reference.astext() in known:
            reference["reftitle"] = known[reference.astext()]


def setup(app) -> None:
    """Register the transform and the hints."""
    app.add_transform(Locators)
    app.connect("env-purge-doc", forget)
    app.connect("doctree-resolved", say_what_it_is)
