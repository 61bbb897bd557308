"""What pages tell of receipts: a line at the foot of a chapter, and who proved what, when and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive

from ..citing import slots
from ..citing.machine import nearby
from . import words
from .receipt import Receipt

PAGE = "chapters/proofs.html"
NONE = "Nobody has sent a receipt so far."


class Proofs(Directive):
    """``{proofs}``: every receipt of the clone, the latest first; they are known when all pages are made."""

    def run(self) -> list[nodes.Node]:
        """Return the place that they take."""
        return [nodes.raw("", slots.place(slots.PROOFS, "book"), format="html")]


def fits(found: Receipt, name: str, digest: str) -> bool:
    """Return whether a receipt is of a notebook as it stands, and nothing of it came out otherwise."""
    book = found.rerun["notebooks"].get(name, {})
    return book.get("digest") == digest and not book["differs"]


def foot(found: Sequence[Receipt], name: str, digest: str, page: str) -> str:
    """Return the line at the foot of a chapter.

    Parameters
    ----------
    found
        The receipts, the latest first.
    name, digest
        The notebook, and the digest of its code and of all that it shows.
    page
        The address of the chapter, from which the page of receipts is linked.
    """
    fitting = [one for one in found if fits(one, name, digest)]
    link = f'<a href="{nearby(page, PAGE)}">{{}}</a>'
    if not fitting:
        return f"<p>No {link.format('proof of a rerun')} yet of this chapter as it stands.</p>"
    last = fitting[0]
    proofs = link.format(f"{len(fitting)} proof{'s' if len(fitting) > 1 else ''}")
    said = escape(f"{last.day}, Python {last.python}, {last.system}")
    return f"<p>Rerun with the same bytes: {said}; {proofs}.</p>"


def told(found: Sequence[Receipt], digest: Callable[[str], str]) -> str:
    """Return a list of all receipts: who, when and where, and each of them whole.

    Parameters
    ----------
    found
        The receipts, the latest first.
    digest
        Gives the digest of a notebook as it stands; nothing for one that is no more.
    """
    items = "".join(f"<li>{_sentence(one, digest)}{_whole(one)}</li>" for one in found)
    return f'<ul class="tiered">{items}</ul>' if found else f"<p>{NONE}</p>"


def _sentence(one: Receipt, digest: Callable[[str], str]) -> str:
    machine, books = one.rerun["machine"], one.rerun["notebooks"]
    commit, changed = one.rerun.get("commit", "")[:7], len(one.rerun["changed"])
    at = f", at commit {commit}" if commit else ""
    own = f", with changes of its own in {changed} files" if changed else ""
    now = sum(fits(one, name, digest(name)) for name in books)
    where = f"on {one.system}, {machine['processor']}, {machine['cores']} cores, Python {one.python}"
    said = f"by {one.by or 'somebody who gave no name'}, {where}: edition {one.rerun['edition']}{at}{own}."
    left = f"As the book stands, {now} of its {len(books)} notebooks are still those of that run."
    return f"<p><b>{one.day}</b> {escape(said)} {escape(one.content['summary'])} {left}</p>"


def _whole(one: Receipt) -> str:
    facts = [*words.about(one), *words.rows(one)]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in facts)
    head = f"<summary>The receipt {escape(one.name)}</summary>"
    return f'<div class="described"><details>{head}<dl class="fields">{listed}</dl></details></div>'


def setup(app) -> None:
    """Register the directive."""
    app.add_directive("proofs", Proofs)
