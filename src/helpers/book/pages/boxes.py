"""The head of a chapter: its question, its answer in forty words and three numbers, and how sure we are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util import logging

from .links import page_with

WORDS, NUMBERS = 40, 3
SURE = ("high", "moderate", "low")
DOUBT = ("Where we may be wrong", "What would change our mind")
log = logging.getLogger(__name__)


class Box(Directive):
    """``{question}``, ``{answer}`` and ``{sure}``: content in a box of that name."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box; what it holds against its rule is a warning, so an error of the build."""
        box = nodes.container(classes=[self.name, "box"])
        self.state.nested_parse(self.content, self.content_offset, box)
        if fault := RULES[self.name](box):
            where = self.state.document.settings.env.docname, self.lineno
            log.warning("{%s}: %s", self.name, fault, location=where)
        return [box]


def _question(box: nodes.container) -> str:
    return "" if box.astext().rstrip().endswith("?") else "a question ends in a question mark"


def _answer(box: nodes.container) -> str:
    lists = [one for one in box.children if isinstance(one, nodes.definition_list)]
    words = sum(len(one.astext().split()) for one in box.children if isinstance(one, nodes.paragraph))
    if words > WORDS:
        return f"the answer has {words} words; {WORDS} are enough"
    count = sum(map(len, lists))
    return "" if count == NUMBERS else f"an answer has {NUMBERS} numbers to keep; this one has {count}"


def _sure(box: nodes.container) -> str:
    for item in box.findall(nodes.list_item):
        level = next(iter(item.findall(nodes.strong)), nodes.Text("")).astext()
        if level not in SURE:
            return f"{level!r} is no degree of certainty; say **{'**, **'.join(SURE)}**"
        item["classes"].append(f"sure-{level}")
    return ""


RULES: Mapping[str, Callable[[nodes.container], str]] = {
    "question": _question,
    "answer": _answer,
    "sure": _sure,
}


def say_of_what(app, doctree, docname) -> None:
    """Say under the head of a chapter which texts it speaks of, and lead to what it doubts of itself."""
    sure = next((one for one in doctree.findall(nodes.container) if "sure" in one["classes"]), None)
    if sure is None or app.builder.name != "html":
        return
    ways = nodes.paragraph("", "", *_texts(app, docname), *_doubts(doctree))
    if ways.children:
        sure.parent.insert(sure.parent.index(sure) + 1, nodes.container("", ways, classes=["ways"]))


def _texts(app, docname: str) -> Iterator[nodes.Node]:
    said, label = app.config.texts_said, app.config.texts_label
    page = page_with(app.env, label)
    if said and page and page != docname:
        uri = f"{app.builder.get_relative_uri(docname, page)}#{label}"
        yield from (nodes.Text(f"{said} "), _leading(uri, "Who they are"), nodes.Text(" "))


def _doubts(doctree: nodes.document) -> Iterator[nodes.Node]:
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title).astext()
        if title in DOUBT:
            yield from (_leading(f"#{section['ids'][0]}", f"{title} ↓"), nodes.Text(" "))


def _leading(uri: str, words: str) -> nodes.reference:
    return nodes.reference("", words, refuri=uri, internal=True)


def setup(app) -> None:
    """Register the directives, and what a chapter says under its head."""
    for name in RULES:
        app.add_directive(name, Box)
    app.add_config_value("texts_said", "", "html", [str])
    app.add_config_value("texts_label", "", "html", [str])
    app.connect("doctree-resolved", say_of_what)
