"""Persian text: ``{persian}`` as a directive and as a role in a line, right to left and marked as Persian."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util import logging

from ..build import marks

log = logging.getLogger(__name__)


class persian_block(nodes.General, nodes.Element):
    """A block of Persian text."""


class persian_inline(nodes.Inline, nodes.TextElement):
    """Persian words inside a line."""


class ltr_inline(nodes.Inline, nodes.TextElement):
    """Words inside a Persian line that run from left to right."""


class Persian(Directive):
    """``{persian}``: paragraphs in Persian."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the block with its content parsed."""
        block = persian_block()
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block]


def persian_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """Return words of Persian inside an English line."""
    return [persian_inline(rawtext, text)], []


def spelled(value: str, where) -> str:
    """Return a value as Persian prose has it, also one that the chapter publishes as an English word.

    A value that stays English is a warning, so an error of the build.

    >>> spelled("18", None), spelled("eleven", None), spelled("33%", None)
    ('۱۸', '۱۱', '۳۳ درصد')
    """
    said = marks.in_persian(value)
    if re.search("[A-Za-z]", said):
        log.warning("%r stands in Persian text; glue a number", said, location=where)
    return said


def is_abstract(block: nodes.Node) -> bool:
    """Say whether a block is what its chapter says in Persian: it has a section of its own."""
    section = block.parent
    return isinstance(section, nodes.section) and any(one.endswith("-persian") for one in section["names"])


def says_persian(document: nodes.document) -> bool:
    """Say whether a page says so at its head; while it is being read, nothing else knows."""
    return any(one[0].astext() == "lang" and one[1].astext() == "fa" for one in document.findall(nodes.field))


def in_persian(env) -> bool:
    """Say whether the page being read is in Persian as a whole: ``lang: fa`` at its head."""
    return env.metadata[env.docname].get("lang") == "fa"


def _tag(tag: str):
    """Return the functions that open and close an HTML element for Persian."""
    return (
        lambda self, node: self.body.append(
            f'<{tag} lang="fa" dir="rtl" class="{" ".join(["persian", *node["classes"]])}">'
        ),
        lambda self, node: self.body.append(f"</{tag}>"),
    )


def _isolated():
    return (
        lambda self, node: self.body.append('<bdi dir="ltr" lang="en">'),
        lambda self, node: self.body.append("</bdi>"),
    )


def setup(app) -> None:
    """Register directive, role and nodes."""
    app.add_node(persian_block, html=_tag("div"))
    app.add_node(persian_inline, html=_tag("span"))
    app.add_node(ltr_inline, html=_isolated())
    app.add_directive("persian", Persian)
    app.add_role("persian", persian_role)
