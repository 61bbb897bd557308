"""Claims where they are spoken of: a locator shows how its claim fared, and the margin says what it claims.

The shape and the colour of a verdict are one symbol of the page (``theme/components/marks.html``).
"""

from __future__ import annotations

from html import escape

import pandas as pd
from docutils import nodes

from ... import tables, texts
from .claims import target
from .folds import fold
from .frame import slug
from .numbers import chapter

SAID = {
    "confirmed": "confirmed",
    "confirmed with correction": "confirmed, a detail corrected",
    "partly": "right in part",
    "contradicted": "contradicted",
    "nothing found": "nothing found",
    "theory or judgement": "theory or judgement, no verdict",
}
AT_MOST = 3  # notes beside one paragraph
ROOM = 260  # letters of a paragraph that give room for a note
MANY = 9  # claims that a paragraph lists rather than discusses
CORRECTION = "Correction"  # how the title of a box begins that corrects one of the texts
JUDGED = "theory or judgement"


def symbol(outcome: str) -> str:
    """Return the mark of an outcome.

    >>> symbol("partly")
    '<svg class="m" aria-hidden="true"><use href="#m-partly"/></svg>'
    """
    return f'<svg class="m" aria-hidden="true"><use href="#m-{slug(outcome)}"/></svg>'


def mark(app, doctree, docname) -> None:
    """Show at each locator of a claim how it fared, and in chapters note in the margin what it claims."""
    if app.builder.format != "html" or "claims" not in tables.names():
        return
    claims = texts.graded(tables.load("claims")).set_index("claim_id")
    links = [link for link in doctree.findall(nodes.reference) if _is_locator(link, claims)]
    hinted: set[str] = set()
    for link in links:
        link["claim"] = link.astext()
        if link["claim"] in hinted:  # a page says once what a claim is; a card says it everywhere
            link.attributes.pop("reftitle", None)
        elif "reftitle" in link:
            hinted.add(link["claim"])
        _show(link, claims.at[link["claim"], "outcome"])
    if chapter(docname):
        for section in doctree.findall(nodes.section):
            _note(app, docname, section, claims)


def _is_locator(link: nodes.reference, claims: pd.DataFrame) -> bool:
    """Say whether a link is a locator of a claim; the lists of claims name their own by other links."""
    inner = link.children[0] if link.children else None
    resolved = isinstance(inner, nodes.inline) and "std-ref" in inner["classes"]
    return resolved and link.astext() in claims.index


def _show(link: nodes.reference, outcome: str) -> None:
    link["classes"] += ["claim-ref", f"v-{slug(outcome)}"]
    link.insert(0, nodes.raw("", symbol(outcome), format="html"))
    before = link.parent[link.parent.index(link) - 1] if link.parent.index(link) else None
    if isinstance(before, nodes.Text) and before.endswith("("):  # the two stay on one line
        _join(before, link)


def _join(before: nodes.Text, link: nodes.reference) -> None:
    holder = link.parent
    place = holder.index(link)
    holder.remove(link)
    together = nodes.inline("", "", nodes.Text("("), link, classes=["nb"])
    holder.insert(place, together)
    holder.replace(before, nodes.Text(str(before)[:-1]))


def _note(app, docname: str, section: nodes.section, claims: pd.DataFrame) -> None:
    """Put beside each paragraph of a section the claims that the section first names there."""
    said: set[str] = set()
    for paragraph in [child for child in section.children if isinstance(child, nodes.paragraph)]:
        links = {link["claim"]: link for link in paragraph.findall(nodes.reference) if "claim" in link}
        fresh = {code: link for code, link in links.items() if code not in said}
        if len(links) > MANY or not fresh:
            continue
        room = max(1, min(AT_MOST, len(paragraph.astext()) // ROOM))
        graded = sorted(fresh, key=lambda code: claims.at[code, "outcome"] == JUDGED)
        for code in graded[:room]:
            said.add(code)
            note = nodes.raw("", _written(code, claims.loc[code], fresh[code]), format="html")
            section.insert(section.index(paragraph), note)


def _written(code: str, claim: pd.Series, link: nodes.reference) -> str:
    address = link.get("refuri") or f"#{link.get('refid', target(code))}"
    return (
        f'<aside class="claim-note v-{slug(claim["outcome"])}" aria-label="Claim {code}">'
        f'<a href="{escape(address)}">{code}</a> <span>{claim["text"]}</span> '
        f"<p>{escape(claim['paraphrase'])}</p>"
        f"<b>{symbol(claim['outcome'])}{SAID[claim['outcome']]}</b></aside>\n"
    )


def fold_corrections(app, doctree, docname) -> None:
    """Make of each correction to the texts a mark in the margin, which opens as a card.

    A reader of the page has not seen the sentence that is corrected: a box would answer what nobody asked.
    """
    if app.builder.name != "html":
        return
    for box in [one for one in doctree.findall(nodes.admonition) if one.astext().startswith(CORRECTION)]:
        title, *said = box.children
        note = fold("", *said, summary=escape(title.astext()), more="", classes=["correction"])
        holder, place = box.parent, box.parent.index(box)
        last = not isinstance(box.next_node(descend=False, siblings=True), nodes.paragraph)
        if last and place and isinstance(holder[place - 1], nodes.paragraph):  # where the margin has room
            place -= 1
        holder.remove(box)
        holder.insert(place, note)


def setup(app) -> None:
    """Run when links are resolved, and after all that reads the words of links: a mark is no word."""
    app.connect("doctree-resolved", mark, priority=950)
    app.connect("doctree-resolved", fold_corrections, priority=950)
