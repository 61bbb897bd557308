"""Numbers as a sentence has them: one glued value, written by the language and the place that it stands in.

In English prose whole numbers to ten are words, and digits above; in a table, a heading or the strip of
numbers under an answer all are digits. In Persian text they have Persian digits and marks, to ten words,
and «درصد» for the sign.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ... import words
from ..build import marks
from ..trail.pages import made
from .persian import persian_block, persian_inline, says_persian, spelled

DIGITS = (nodes.table, nodes.figure, nodes.title, nodes.term, nodes.rubric)
PERSIAN = (persian_block, persian_inline)


class Spell(SphinxTransform):
    """Write each glued value of a page as its place asks for."""

    default_priority = 795  # before the values lead to their cells, which may unwrap them

    def apply(self, **kwargs) -> None:
        """Change the page being read."""
        persian = says_persian(self.document)
        for node in list(self.document.findall(made if persian else _is_value)):
            for text in node.findall(nodes.Text):
                if (said := _said(node, text, persian)) != text.astext():
                    text.parent.replace(text, nodes.Text(said))


def _is_value(node: Any) -> bool:
    """Say whether a node is a value of this page or of another, whose role has written Persian already."""
    return isinstance(node, made) or (isinstance(node, nodes.reference) and "made-there" in node["classes"])


def _said(node: Any, text: nodes.Text, persian: bool) -> str:
    above = list(_above(node))
    if persian or any(isinstance(one, PERSIAN) for one in above):
        return marks.third(spelled(text.astext(), node), _follows(node))
    paragraph = next((one for one in above if isinstance(one, nodes.paragraph)), None)
    if paragraph is None or any(isinstance(one, DIGITS) for one in above):
        return text.astext()
    return words.in_prose(text.astext(), *_around(paragraph, text))


def _follows(node: nodes.Node) -> str:
    after = node.next_node(descend=False, siblings=True)
    return after.astext() if after is not None else ""


def _above(node: nodes.Node):
    while node.parent is not None:
        node = node.parent
        yield node


def _around(paragraph: nodes.paragraph, text: nodes.Text) -> tuple[str, str]:
    pieces = list(paragraph.findall(nodes.Text))
    place = next(number for number, piece in enumerate(pieces) if piece is text)
    before, after = "".join(pieces[:place]), "".join(pieces[place + 1 :])
    return before.replace("\n", " "), after  # a line may end before a number as any space may


def setup(app) -> None:
    """Register the transform."""
    app.add_transform(Spell)
