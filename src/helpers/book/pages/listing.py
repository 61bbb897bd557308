"""The list of figures and tables: what each finds, where it stands, and the page that it has of its own."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from docutils.parsers.rst import Directive

from ..build import rereading
from .cards import noted
from .links import joined

KINDS = {"figure": "Figure", "table": "Table"}


class listing(nodes.General, nodes.Element):
    """Stands for the list of one ``kind``, until all pages have been read."""


class Listing(Directive):
    """``{listing} figure``: every figure of the book, or every ``table``, by chapter."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what is filled when all pages have been read."""
        kind, env = self.arguments[0], self.state.document.settings.env
        if kind not in KINDS:
            raise self.error(f"no list of {kind!r}; there is one of {' and one of '.join(KINDS)}")
        with_lists(env).add(env.docname)
        return [listing(kind=kind)]


def with_lists(env) -> set[str]:
    """Return the pages that have such a list, which other pages change."""
    env.with_lists = getattr(env, "with_lists", set())
    return env.with_lists


def fill(app, doctree, docname) -> None:
    """Put the lists of a page in their places."""
    for place in list(doctree.findall(listing)):
        place.replace_self(list(_pages(app, docname, place["kind"])))


def _pages(app, docname: str, kind: str) -> Iterator[nodes.Node]:
    """Yield for each page that has any its title, and the list."""
    titles = {app.config.root_doc: "Front page"}
    titles |= {name: _named(page) for name, page in app.book_frame.pages.items()}
    for page, title in titles.items():
        numbers = app.env.toc_fignumbers.get(page, {}).get(kind, {})
        known = noted(app.env).get(page, {})
        items = [
            _item(app, docname, page, name, known[name], place)
            for name, place in numbers.items()
            if name in known
        ]
        if items:
            yield nodes.paragraph("", title, classes=["listed-in"])
            yield nodes.bullet_list("", *items, classes=["listed"])


def _named(page) -> str:
    return f"{page.number}. {page.title}" if page.number else page.title


def _item(app, docname: str, page: str, name: str, about: tuple, place: tuple) -> nodes.list_item:
    kind, title, _ = about
    number = f"{KINDS[kind]} {'.'.join(map(str, place))}"
    here = app.builder.get_relative_uri(docname, page)
    parts = [nodes.inline("", number, classes=["number"]), _door(title, f"{here}#{name}")]
    if app.builder.name == "html":  # a book in one piece has no other pages
        root = app.builder.get_relative_uri(docname, app.config.root_doc).rpartition("/")[0] or "."
        parts.append(_door("own page", f"{root}/cite/{name}.html", f"{number} on a page of its own"))
    return nodes.list_item("", nodes.paragraph("", "", *joined([[part] for part in parts], " ")))


def _door(words: str, address: str, hint: str = "") -> nodes.reference:
    """Return a link that leads on at the first touch: a list is no text, and needs no cards."""
    link = nodes.reference("", words, refuri=address, internal=True, classes=["door"])
    if hint:
        link["reftitle"] = hint
    return link


def rewrite(app, env) -> list[str]:
    """Have the lists written anew: other pages may have other figures now."""
    told = [(page, name, one) for page, found in sorted(noted(env).items()) for name, one in found.items()]
    shown = [(page, name, title) for page, name, (kind, title, _) in told if kind in KINDS]
    return rereading.changed(
        env, "figures and tables", dict.fromkeys(with_lists(env) & env.found_docs, shown)
    )


def forget(app, env, docname) -> None:
    """Forget a page that is read again or gone."""
    with_lists(env).discard(docname)


def setup(app) -> None:
    """Register the directive, and fill the lists when all pages have been read."""
    app.add_node(listing)
    app.add_directive("listing", Listing)
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", rewrite)
    app.connect("doctree-resolved", fill)
