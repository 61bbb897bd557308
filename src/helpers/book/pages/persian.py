"""Persian text: ``{persian}`` as a directive and as a role in a line, right to left and marked as Persian."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive


class persian_block(nodes.General, nodes.Element):
    """A block of Persian text."""


class persian_inline(nodes.Inline, nodes.TextElement):
    """Persian words inside a line."""


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


def _tag(tag: str):
    """Return the functions that open and close an HTML element for Persian."""
    return (
        lambda self, node: self.body.append(
            f'<{tag} lang="fa" dir="rtl" class="{" ".join(["persian", *node["classes"]])}">'
        ),
        lambda self, node: self.body.append(f"</{tag}>"),
    )


def setup(app) -> None:
    """Register directive, role and nodes."""
    app.add_node(persian_block, html=_tag("div"))
    app.add_node(persian_inline, html=_tag("span"))
    app.add_directive("persian", Persian)
    app.add_role("persian", persian_role)
