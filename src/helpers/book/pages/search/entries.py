"""What of a page can be found by itself: its sections, claims, figures, tables, terms, references and so on.

Each entry has the words that stand in it and in no smaller one. Code is not among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from docutils import nodes
from sphinx import addnodes

from ..claims import folded
from ..figures import drawing, picture
from ..folds import actions, is_unit
from ..frame import plain
from ..numbers import chapter
from ..persian import ltr_inline, persian_block, persian_inline

MEANING = (
    "meaning"  # of a term, in Persian; the list that it stands in is found by the variants that it names
)
PASSAGE = re.compile(r"^([PA]\d+)\. ")
ADDRESS = re.compile(r"(?:URL: )?https?://\S+")
IN_BRIEF = re.compile(r"fa-brief-(?!conclusion$)")
SENTENCE = re.compile(r"(?<=[^\W\d_][.)]) (?=[A-Z])|(?<=\d\.) (?=[A-Z])")
CALL = re.compile(r"(?<=\w)\(\)")  # a function that prose names is no code
NO_WORDS: tuple[type[nodes.Node], ...] = (nodes.FixedTextElement, nodes.raw, nodes.math, nodes.comment)
NO_WORDS += (addnodes.desc_signature, actions, picture)
# What a page shows of others, or says of itself in every entry.
ELSEWHERE = {"claim-marks", "questions", "listed", "listed-in", "ledger"}
ELSEWHERE |= {"claim-head", "called", "tally", "cited-in", "rests", "tier", "errata"}
# Long lists that are looked up on their page, which is found by what it says of them: the sites of each
# tier, the functions of each module, what kind of value a column holds, the complaints that are answered.
ELSEWHERE |= {"tiered", "helpers", "kind", "complaints"}
# Of what another entry holds, a claim, a source or a data set, a table gives no more than the name.
NAMED_ONLY = {"What it says", "Source", "Table", "A row is a"}
# A variant is found by what was asked and what is answered; its numbers are read where that is found.
NAMED_ONLY |= {"In the book → here"}
# The reasons of the ledger are the notes of the claims, in nearly the same words.
TOLD_BY_CLAIMS = {"tbl-ledger-regraded": "Why", "tbl-ledger-disagreements": "The third reader’s reason"}


TERMS = {"term-": "term", "fa-term-": MEANING}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found: ``id`` is its place on the page, ``label`` its name beside its title.

    Helpers and references are called as their place is, and need no label.
    """

    kind: str
    id: str
    label: str
    title: str
    text: str

    @property
    def fields(self) -> tuple[str, ...]:
        """All of it, in order."""
        return astuple(self)

    def called(self, label: str) -> Entry:
        """Return it under another label."""
        return replace(self, label=label)


def entries(doctree: nodes.document, docname: str) -> Iterator[Entry]:
    """Yield what of a page can be found, in its order."""
    for node in doctree.findall(nodes.Element):
        if kind := kind_of(node):
            yield MAKERS[kind](node, docname)


def kind_of(node: Any) -> str:
    """Return what a node is to who searches; "" for what is a part of something larger."""
    if isinstance(node, nodes.section):
        return _kind_of_section(node)
    if is_unit(node):
        return "table" if isinstance(node, nodes.table) else "figure"
    if isinstance(node, nodes.list_item) and "claim" in node["classes"]:
        return node["ids"][0].partition("-")[0]
    if isinstance(node, nodes.definition_list_item):
        return next((kind for start, kind in TERMS.items() if _name(node[0]).startswith(start)), "")
    if isinstance(node, nodes.citation) and node["ids"]:
        return "reference"
    if isinstance(node, addnodes.desc) and _name(node[0]):
        return "helper"
    return ""


def _kind_of_section(section: nodes.section) -> str:
    if isinstance(section.parent, nodes.document):
        return "page"
    if "table-entry" in section["classes"]:
        return "data"
    if _name(section).endswith("-module"):
        return "module"
    return "passage" if _name(section).startswith("passage-") else "section"


def _name(node: nodes.Node) -> str:
    return next(iter(getattr(node, "attributes", {}).get("ids", ())), "")


def words(node: nodes.Node, leave: tuple = ()) -> str:
    """Return what one reads in a node and in no entry within it.

    >>> words(nodes.paragraph("", "", nodes.Text("Two "), nodes.strong("", "vetoes"), nodes.Text(".")))
    'Two vetoes.'
    """
    return " ".join(ADDRESS.sub("", CALL.sub("", "".join(_pieces(node, (*NO_WORDS, *leave))))).split())


def _pieces(node: nodes.Node, leave: tuple) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield str(child)
        elif isinstance(child, drawing):
            yield f" {child['alt']} "
        elif not (isinstance(child, leave) or _elsewhere(child) or _by_itself(child) or _named_only(child)):
            yield from _pieces(child, leave)
            yield "" if isinstance(child, nodes.Inline) else " "


def _by_itself(node: nodes.Node) -> bool:
    return kind_of(node) not in ("", MEANING)


def _elsewhere(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.label)
        or _is_list_of_numbers(node)
        or _is_persian_meaning(node)
        or bool(ELSEWHERE & _classes(node))
    )


def _is_persian_meaning(node: nodes.Node) -> bool:
    """Whether it is what a term means, in Persian: that is found by itself, the list by its variants."""
    if not (isinstance(node, nodes.paragraph) and isinstance(node.parent, nodes.definition)):
        return False
    return _name(node.parent.parent[0]).startswith("fa-term-") and "note" not in node["classes"]


def _is_list_of_numbers(node: nodes.Node) -> bool:
    """Whether a node is a table without a number: every vote on a resolution, every option of a finding."""
    return isinstance(node, nodes.table) and not is_unit(node)


def _named_only(node: Any) -> bool:
    """Whether a node is a cell below such a head."""
    if not (isinstance(node, nodes.entry) and isinstance(node.parent.parent, nodes.tbody)):
        return False
    heads: Any = node.parent.parent.parent.next_node(nodes.thead)
    place = node.parent.index(node)
    if heads is None or place >= len(heads[-1]):
        return False
    head, table = heads[-1][place].astext(), node.parent.parent.parent.parent
    return head in NAMED_ONLY or TOLD_BY_CLAIMS.get(_name(table)) == head


def _classes(node: nodes.Node) -> set[str]:
    return set(getattr(node, "attributes", {}).get("classes", ()))


def _page(section: nodes.section, docname: str) -> Entry:
    number = chapter(docname)
    label = f"Chapter {number}" if number else ""
    return Entry("page", "", label, plain(_title(section)), words(section, (nodes.title,)))


def _section(section: nodes.section, docname: str) -> Entry:
    text = "" if _is_told_elsewhere(section) else words(section, (nodes.title,))
    return Entry("section", _name(section), "", plain(_title(section)), text)


def _is_told_elsewhere(section: nodes.section) -> bool:
    """Whether it is an answer of a brief: the chapter gives the same, in English and in its abstract."""
    return "in-brief" in section["classes"] or bool(IN_BRIEF.match(_name(section)))


def _passage(section: nodes.section, docname: str) -> Entry:
    code = PASSAGE.match(_title(section))
    title = PASSAGE.sub("", _title(section))
    return Entry("passage", _name(section), code[1] if code else "", title, words(section, (nodes.title,)))


def _module(section: nodes.section, docname: str) -> Entry:
    found = _section(section, docname)
    return replace(found, kind="module", text=SENTENCE.split(found.text)[0])


def _data(section: nodes.section, docname: str) -> Entry:
    name = next(iter(section.findall(nodes.literal))).astext()
    # What a row is, what to mind, and what the columns are called.
    described = words(section, (nodes.title, nodes.definition_list, nodes.field_list))
    columns = [_column(term) for part in section.findall(folded) for term in part.findall(nodes.term)]
    text = " ".join([described, *filter(None, columns)])
    return Entry("data", _name(section), name, _title(section), text)


def _column(term: nodes.term) -> str:
    """Return how a column is called, and what it is where its name shares no word with that."""
    name = next(iter(term.findall(nodes.literal))).astext()
    said = words(term).replace(name, "", 1).strip()
    return name if set(said.lower().split()) & set(name.lower().split("_")) else f"{name} {said}"


def _title(section: nodes.section) -> str:
    return words(section.next_node(nodes.title))


def _unit(unit: nodes.Element, docname: str) -> Entry:
    head = next(iter(unit.findall(nodes.title if isinstance(unit, nodes.table) else nodes.caption)))
    strong = next(iter(head.findall(nodes.strong)), head)
    said = words(head).removeprefix(words(strong)).lstrip(". ")
    return Entry(
        kind_of(unit), _name(unit), "", words(strong), f"{said} {words(unit, (type(head),))}".strip()
    )


def _claim(item: nodes.list_item, docname: str) -> Entry:
    code, verdict, _ = _head(item)
    says, *others = [part for part in item.children[1:] if isinstance(part, nodes.paragraph | folded)]
    persian = [words(part).partition(": ")[2] for part in item.children if isinstance(part, persian_block)]
    text = " ".join([f"{verdict[:1].upper()}{verdict[1:]}.", *map(words, others), *persian])
    return Entry("claim", _name(item), code, words(says), text)


def _correction(item: nodes.list_item, docname: str) -> Entry:
    code, weight, claim = _head(item)
    return Entry("correction", _name(item), code, f"{claim[:1].upper()}{claim[1:]}: {weight}", words(item))


def _head(item: nodes.list_item) -> tuple[str, str, str]:
    """Return the parts of the line by which a claim or correction is found: its name, and what it is."""
    said = {kind: words(part) for part in item[0].findall() for kind in _classes(part)}
    return said["claim-id"], said["verdict"], said["kind"]


def _term(item: nodes.definition_list_item, docname: str) -> Entry:
    term, *body = item.children
    persian = list(term.findall(persian_inline))
    title = words(term, (persian_inline,))
    return Entry("term", _name(term), " ".join(map(words, persian)), title, " ".join(map(words, body)))


def _meaning(item: nodes.definition_list_item, docname: str) -> Entry:
    term, *body = item.children
    said = [part for one in body for part in one.children if "note" not in _classes(part)]
    return Entry(MEANING, _name(term), "", _own_words(term), " ".join(map(_own_words, said)))


def _own_words(node: nodes.Node) -> str:
    """Return the words of a node, and nothing of what it has in another language."""
    return words(node, (ltr_inline,))


def _reference(entry: nodes.citation, docname: str) -> Entry:
    name = next(one for one in entry["ids"] if one.startswith("ref-"))
    return Entry("reference", name, "", words(entry, (folded,)), "")


def _helper(entry: addnodes.desc, docname: str) -> Entry:
    name = _name(entry[0])
    said = next(filter(None, map(words, entry[-1].findall(_is_own_paragraph))), "")
    title = said or name.rpartition(".")[2]
    return Entry("helper", name, "", title, "")  # what else is to be known stands where its name leads


def _is_own_paragraph(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not _elsewhere(node)


MAKERS: Mapping[str, Callable[[Any, str], Entry]] = {
    "page": _page,
    "section": _section,
    "passage": _passage,
    "module": _module,
    "data": _data,
    "figure": _unit,
    "table": _unit,
    "claim": _claim,
    "correction": _correction,
    "term": _term,
    MEANING: _meaning,
    "reference": _reference,
    "helper": _helper,
}
