"""The Persian page: what the chapters say in Persian, gathered, and the words of the book in Persian.

Chapters are read before all other pages, so that this one finds their abstracts and their values. The Persian
titles of the chapters stand once, at the head of this page.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import Directive

from ... import solar, tables, texts
from ..citing import publication
from . import frame, margin, numbers
from .brief import Taken, claims_of_opening, locator, opened
from .glossary import target as term_target
from .links import joined, listed, pending
from .numbers import chapter
from .persian import is_abstract, ltr_inline, persian_block

PAGE, LETTERS = "fa", "آاءبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
HEAD = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


def titles(env) -> dict[str, str]:
    """Return the Persian title of each chapter by its label, and have the page being read depend on them."""
    if not (name := page_of(env)):
        return {}
    env.note_dependency(env.doc2path(name))
    return read_titles(Path(env.doc2path(name)))


def read_titles(path: Path) -> dict[str, str]:
    """Return the titles at the head of the Persian page: label of the chapter -> its title."""
    head = HEAD.match(path.read_text(encoding="utf-8"))
    return (yaml.safe_load(head[1]) if head else {}).get("titles", {})


class Abstracts(Taken):
    """``{abstracts}``: the Persian abstract of each chapter under its Persian title, and the ways on."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each chapter, in their order."""
        self.begin()
        named = titles(self.env)
        chapters = sorted(filter(chapter, self.env.found_docs), key=lambda name: chapter(name) or 0)
        return [section for name in chapters if (section := self._section(name, named)) is not None]

    def _section(self, name: str, named: dict[str, str]) -> nodes.section | None:
        self.env.note_dependency(self.env.doc2path(name))
        tree = opened(self.env, name)
        abstract = next((one for one in tree.findall(persian_block) if is_abstract(one)), None)
        if abstract is None:
            return None
        label = tree.next_node(nodes.section)["ids"][0]
        if label not in named:
            raise self.error(f"chapter {label!r} has no Persian title; add it to the head of this page")
        title = nodes.title("", f"{texts.persian(chapter(name))}. {named[label]}")
        section = nodes.section("", title, names=[f"fa-{label}"], classes=["in-brief"])
        self.state.document.note_explicit_target(section, section)
        places(self.env)[name] = f"fa-{label}"
        section += self.here(name, abstract)
        section += nodes.paragraph("", "", *joined(list(self._ways(name, tree)), "؛ "), classes=["deeper"])
        return section

    def _ways(self, name: str, tree: nodes.document) -> Iterator[list[nodes.Node]]:
        """Yield the ways from an abstract: to its chapter, to the claims of its answer, to its figures."""
        yield [self.link(name, nodes.strong("", "متن کامل فصل، به انگلیسی"), "")]
        if codes := list(dict.fromkeys(claims_of_opening(tree))):
            links = [pending(self.env, f"claim-{code}", locator(code), classes=["locator"]) for code in codes]
            yield [nodes.Text("ادعاها: "), *listed(links, "، ")]
        figures = numbers.noted(self.env).get(name, {}).get("figure", [])
        own = texts.persian(chapter(name))
        drawn = [
            pending(self.env, one, f"{own}.{texts.persian(place)}")
            for place, one in enumerate(figures, start=1)
        ]
        yield [nodes.Text("شکل‌ها: "), *listed(drawn, "، ")]


def of_book(name, rawtext, text, lineno, inliner, options=None, content=None):
    """``{of-book}`` edition, year, day or claims: what all pages say of the book."""
    env = inliner.document.settings.env
    record, closes = publication.read(Path(env.app.confdir)), tables.closing()
    known = {
        "edition": record.version,
        "year": record.date.year,
        "day": solar.both(datetime.date.fromisoformat(str(closes.day)[:10])) if closes else "",
        "claims": len(tables.load("claims")),
    }
    if text not in known:
        return [], [
            inliner.reporter.error(f"nothing is called {text!r}; say {', '.join(known)}", line=lineno)
        ]
    return [nodes.Text(texts.persian(known[text]))], []


class Verdicts(Directive):
    """``{verdicts-in-persian}``: each outcome of a claim, its one name in Persian, its meaning, its count."""

    def run(self) -> list[nodes.Node]:
        """Return a list of definitions."""
        path = tables.data_folder() / tables.describe("claims")["path"]
        self.state.document.settings.env.note_dependency(str(path))
        counts = texts.graded(tables.load("claims"))["outcome"].value_counts()
        return [nodes.definition_list("", *(self._entry(one, counts) for one in texts.OUTCOMES_FA))]

    def _entry(self, outcome: str, counts) -> nodes.definition_list_item:
        count = texts.persian(int(counts.get(outcome, 0)), words=True)
        shape = nodes.raw("", margin.symbol(outcome), format="html")
        english = ltr_inline("", margin.SAID[outcome])
        term = nodes.term("", "", shape, nodes.Text(f" {texts.OUTCOMES_FA[outcome]} "), english)
        term["classes"].append(f"v-{frame.slug(outcome)}")
        body = nodes.definition("", nodes.paragraph("", f"{texts.MEANINGS_FA[outcome]} ({count} ادعا)"))
        return nodes.definition_list_item("", term, body)


class TermsInPersian(Directive):
    """``{terms-in-persian}``: the glossary by the Persian alphabet, with Persian meanings and variants."""

    def run(self) -> list[nodes.Node]:
        """Return a definition list."""
        env = self.state.document.settings.env
        env.note_dependency(str(tables.data_folder() / tables.describe("glossary")["path"]))
        rows = tables.load("glossary").sort_values("fa", key=lambda column: column.map(by_alphabet))
        entries = [self._entry(env, row) for row in rows.to_dict("records")]
        return [nodes.definition_list("", *entries, classes=["terms"])]

    def _entry(self, env, row: dict) -> nodes.definition_list_item:
        first, *others = row["fa"].split(tables.LISTED)
        term = nodes.term("", f"{first} ", names=[f"fa-{term_target(row['term_id'])}"])
        term += ltr_inline("", "", pending(env, term_target(row["term_id"]), row["en"]))
        self.state.document.note_explicit_target(term, term)
        body = nodes.definition("", nodes.paragraph("", row["definition_fa"]))
        variants = row["variants_fa"].split(tables.LISTED) if isinstance(row["variants_fa"], str) else []
        if also := [*others, *variants]:
            body += nodes.paragraph("", f"نیز: {'، '.join(also)}", classes=["note"])
        return nodes.definition_list_item("", term, body)


def by_alphabet(word: str) -> list[int]:
    """Return by what a Persian word is sorted: its letters in their order, spaces before all, no other sign.

    >>> sorted(["گذار", "کارت", "پیمان", "بازدارندگی", "آستانه"], key=by_alphabet)
    ['آستانه', 'بازدارندگی', 'پیمان', 'کارت', 'گذار']
    """
    plain = re.sub("[أؤئ]", "ء", word)
    return [LETTERS.find(letter) for letter in plain if letter == " " or letter in LETTERS]


def ltr_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """``{ltr}`` words: Latin words, a range or a signed number inside Persian, kept in their order."""
    return [ltr_inline(rawtext, text)], []


def page_of(env) -> str:
    """Return the name of the Persian page; "" for a book without one."""
    return next((one for one in sorted(env.found_docs) if one.rpartition("/")[2] == PAGE), "")


def places(env) -> dict[str, str]:
    """Return for each chapter the id of its abstract on the Persian page."""
    env.in_farsi = getattr(env, "in_farsi", {})
    return env.in_farsi


def forget(app, env, docname: str) -> None:
    """Forget where a chapter that is read again or gone is told."""
    places(env).pop(docname, None)


def lead(app, pagename, templatename, context, doctree) -> None:
    """Tell the templates where the book speaks Persian, and of this page there."""
    context["persian_page"] = page_of(app.env)
    context["persian_place"] = places(app.env).get(pagename, "")
    context["lang"] = app.env.metadata.get(pagename, {}).get("lang", "")


def setup(app) -> None:
    """Register directives and roles."""
    for name, directive in {
        "abstracts": Abstracts,
        "terms-in-persian": TermsInPersian,
        "verdicts-in-persian": Verdicts,
    }.items():
        app.add_directive(name, directive)
    for name, role in {"of-book": of_book, "ltr": ltr_role}.items():
        app.add_role(name, role)
    app.connect("env-purge-doc", forget)
    app.connect("html-page-context", lead)
