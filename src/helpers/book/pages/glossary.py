"""The glossary, each term under its own address ``term-alliance``, and the way to it from the chapters."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms import SphinxTransform

from ... import tables
from .claims import HOW_KNOWN, folded, linked
from .dictionary import described
from .links import citation, pending
from .locators import NOT_PROSE, inside
from .numbers import chapter
from .persian import persian_block, persian_inline

AUTHOR_YEAR = re.compile(r"[^,()]+ \d{4}")
# Words that everybody knows, or that the chapters use in their everyday sense.
EVERYDAY = {"autonomy", "balancing", "claim", "neutrality", "veto"}
NOT_RUNNING = (
    *NOT_PROSE,
    nodes.caption,
    nodes.legend,
    nodes.table,
    nodes.emphasis,
    described,
    folded,
    persian_block,
    persian_inline,
)


class Terms(Directive):
    """``{terms}``: every term with its Persian, its meaning and where that comes from."""

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        env = self.state.document.settings.env
        env.note_dependency(str(_path()))
        rows = tables.load("glossary").sort_values("en", key=lambda term: term.str.lower())
        lists = {name: tables.items(rows[name]) for name in ("fa", "reference", "reference_keys")}
        entries = [self._entry(env, row) for row in rows.assign(**lists).to_dict("records")]
        return [nodes.definition_list("", *entries, classes=["terms"])]

    def _entry(self, env, row: dict) -> nodes.definition_list_item:
        term = nodes.term("", f"{row['en']} ", names=[target(row["term_id"])])
        term += persian_inline("", "، ".join(row["fa"]))
        self.state.document.note_explicit_target(term, term)
        body = nodes.definition("", nodes.paragraph("", "", *linked(row["definition"])))
        keys = row["reference_keys"] if isinstance(row["reference_keys"], tuple) else ()
        note = nodes.paragraph("", "", *_basis(env, row["reference"], keys), classes=["note"])
        note += nodes.Text(f"; {HOW_KNOWN[row['how_known']]}.")
        body += note
        return nodes.definition_list_item("", term, body)


def _basis(env, parts: Sequence[str], keys: Sequence[str]) -> list[nodes.Node]:
    """Return the works a meaning follows: author and year as a citation, other words as they stand."""
    found: list[nodes.Node] = []
    if len(parts) != len(keys):
        parts, keys = [tables.LISTED.join(parts)], keys[:1]
    for part, key in itertools.zip_longest(parts, keys):
        found += [nodes.Text("; ")] if found else []
        if key and AUTHOR_YEAR.fullmatch(part):
            found.append(citation(env, key))
        else:
            found += linked(part)
            found += [nodes.Text(" ("), citation(env, key), nodes.Text(")")] if key else []
    return found


class FirstUse(SphinxTransform):
    """Link the first use of each term in the running text of a chapter to its entry."""

    default_priority = 410  # after the locators

    def apply(self, **_) -> None:
        """Go through the text of one chapter."""
        if not chapter(self.env.docname) or not _has_page(self.env):
            return
        self.env.note_dependency(str(_path()))
        terms, pattern = _forms(_path(), _path().stat().st_mtime_ns)
        seen: set[str] = set()
        for text in list(self.document.findall(nodes.Text)):
            if pattern.search(text) and not inside(text, NOT_RUNNING) and _in_paragraph(text):
                text.parent.replace(text, self._pieces(str(text), pattern, terms, seen))

    def _pieces(self, text: str, pattern, terms: dict[str, str], seen: set[str]) -> list[nodes.Node]:
        pieces, end = [], 0
        for match in pattern.finditer(text):
            term = terms[match[0].lower()]
            if term in seen:
                continue
            seen.add(term)
            pieces += [nodes.Text(text[end : match.start()]), pending(self.env, target(term), match[0])]
            end = match.end()
        return [*pieces, nodes.Text(text[end:])]


def _has_page(env) -> bool:
    return any(page.rpartition("/")[2] == "glossary" for page in env.found_docs)


def _path():
    return tables.data_folder() / tables.describe("glossary")["path"]


def _in_paragraph(node: nodes.Node) -> bool:
    while node := node.parent:
        if isinstance(node, nodes.paragraph):
            return "claim" not in getattr(node.parent, "attributes", {}).get("classes", [])
    return False


@cache
def _forms(path, changed: int) -> tuple[dict[str, str], re.Pattern]:
    """Return every form of every term, and the pattern that finds them, longest first."""
    rows = tables.load("glossary")
    pairs = zip(rows["term_id"], rows["en"], strict=True)
    terms = {form.lower(): term for term, en in pairs if term not in EVERYDAY for form in forms(en)}
    longest = sorted(terms, key=len, reverse=True)
    words = "|".join(re.escape(form) for form in longest)
    return terms, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def forms(term: str) -> list[str]:
    """Return how a term occurs in prose: without its bracket, what the bracket holds, and the plurals.

    Examples
    --------
    >>> forms("proxy")
    ['proxy', 'proxies']
    >>> forms("North-South corridor (INSTC)")
    ['North-South corridor', 'INSTC', 'North-South corridors', 'INSTCs']
    """
    inside = re.search(r"\(([^)]*)\)$", term)
    plain = re.sub(r" ?\([^)]*\)", "", term)
    names = [plain, *(inside[1].split(", ") if inside else [])]
    return names + [_plural(name) for name in names]


def _plural(name: str) -> str:
    if name.endswith("y"):
        return f"{name[:-1]}ies"
    return f"{name}{'es' if name.endswith(('o', 's', 'ch')) else 's'}"


def target(term: str) -> str:
    """Return the permanent id of a term.

    Examples
    --------
    >>> target("iran-card")
    'term-iran-card'
    """
    return f"term-{term}"


def say_what_it_means(app, doctree, docname) -> None:
    """Give each linked term its definition as a hint; a script makes it a card."""
    if not chapter(docname):
        return
    means = tables.load("glossary").set_index("term_id")["definition"]
    for reference in doctree.findall(nodes.reference):
        _, found, term = reference.get("refuri", "").partition("#term-")
        if found:
            reference["classes"].append("term-link")
            reference["reftitle"] = means[term]


def setup(app) -> None:
    """Register directive, transform and hints."""
    app.add_directive("terms", Terms)
    app.add_transform(FirstUse)
    app.connect("doctree-resolved", say_what_it_means)
