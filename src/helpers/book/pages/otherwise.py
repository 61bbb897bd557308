"""At the foot of a chapter, what becomes of its finding if it is asked otherwise; it leads to those rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ... import tables
from ...subjects import variants
from ..build import rereading

TABLE, LABEL = "variants", "other-{}"


@dataclass(frozen=True)
class Otherwise:
    """A line: where the variants of a page are told, and in how many of them its finding fares otherwise."""

    page: str
    place: str
    said: str


def lines(env) -> dict[str, Otherwise]:
    """Return the line of each page whose variants a section of the book tells."""
    places = env.get_domain("std").anonlabels
    known = {name: LABEL.format(name.rpartition("-")[2]) for name in _asked()}
    told = {name: places[label] for name, label in known.items() if label in places}
    rows = tables.load(TABLE) if told else None
    return {
        f"chapters/{name}": Otherwise(page, place, variants.kept(variants.told(rows, name)))
        for name, (page, place) in told.items()
    }


def _asked() -> Iterable[str]:
    """Return the notebooks that have variants, if the book has the table."""
    return tables.load(TABLE)["notebook"].unique() if TABLE in tables.names() else ()


def rewrite(app, env) -> Iterable[str]:
    """Have a page written anew whose variants came out otherwise."""
    env.otherwise = lines(env)
    return rereading.changed(env, "otherwise", env.otherwise)


def tell(app, pagename, templatename, context, doctree) -> None:
    """Give the templates the line of a page."""
    context["otherwise"] = getattr(app.env, "otherwise", {}).get(pagename)


def setup(app) -> None:
    """Tell of variants when all pages have been read."""
    app.connect("env-updated", rewrite)
    app.connect("html-page-context", tell)
