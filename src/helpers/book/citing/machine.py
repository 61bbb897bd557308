"""What a page says to machines: Highwire tags, JSON-LD, Signposting links and OpenGraph.

Rules: the inclusion guidelines of Google Scholar and Zotero's documentation of embedded metadata (Highwire
Press tags: ``citation_inbook_title`` puts a chapter in its book); schema.org; FAIR Signposting, level 1;
the Open Graph protocol. An address appears only when the book has a public one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from posixpath import dirname, relpath

from ... import tables
from ..pages.claims import target
from .publication import Publication
from .units import Page, Unit

RECORDS = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
LENGTH = 300  # of a description, in characters


@dataclass(frozen=True)
class Picture:
    """A picture of a page: its file within the book, what it shows, and its size where that is known."""

    path: str
    alt: str
    size: tuple[int, int] | None = None


def meta(tags) -> str:
    """Return tags as a head has them."""
    return "\n".join(f'<meta {name}="{key}" content="{escape(value)}" />' for name, key, value in tags)


def head(
    page: Page, chapters: list[Unit], record: Publication, picture: Picture | None = None, persian: str = ""
) -> str:
    """Return the tags for the head of one page.

    Parameters
    ----------
    page, chapters, record
        The page, the chapters of its book, and the record of the publication.
    picture
        What the page looks like where it is shared.
    persian
        Its title in Persian, if it has one.
    """
    unit, record = page.head, replace(record, language=page.lang)
    tags = [*highwire(unit, record), *opengraph(unit, page.summary, record), *shared(picture, record)]
    links = [_link(**link) for link in signposts(page, record)]
    about = linked_data(unit, chapters, record) | in_persian(page, persian)
    return "\n".join([meta(tags), *links, script(about)])


def in_persian(page: Page, title: str) -> dict:
    """Return title and abstract of a page in Persian as schema.org has them; nothing for one without."""
    named = {"alternateName": {"@language": "fa", "@value": title}} if title else {}
    told = {"@language": "fa", "@value": page.persian}
    return named | ({"abstract": told} if page.persian and page.head.kind != "book" else {})


def highwire(unit: Unit, record: Publication):
    """Yield the ``citation_*`` tags: a chapter in its book, or the book."""
    whole = unit.kind == "book"
    yield "name", "citation_title", record.title if whole else unit.citation
    for author in record.authors:
        yield "name", "citation_author", author
    if not whole:
        yield "name", "citation_inbook_title", record.title
    yield "name", "citation_publication_date", f"{record.date:%Y/%m/%d}"
    yield "name", "citation_language", record.language
    if whole or record.language != "en":
        yield "name", "citation_keywords", "; ".join(record.keywords)
    if record.address:
        yield "name", "citation_public_url", f"{record.address}/{unit.address}"
        yield "name", "citation_fulltext_html_url", f"{record.address}/{unit.address}"


def opengraph(unit: Unit, summary: str, record: Publication, address: str = ""):
    """Yield what a preview of the page shows, or of another page about the same unit."""
    yield "property", "og:type", "book" if unit.kind == "book" else "article"
    yield "property", "og:title", record.title if unit.kind == "book" else unit.title
    yield "property", "og:site_name", record.title
    yield "property", "og:description", shortened(summary or record.abstract)
    yield "name", "description", shortened(summary or record.abstract)
    if record.address:
        yield "property", "og:url", f"{record.address}/{address or unit.address}"


def shared(picture: Picture | None, record: Publication):
    """Yield what shows a picture of the page where its address is shared: that takes a public address."""
    if picture and record.address:
        yield "property", "og:image", f"{record.address}/{picture.path}"
        yield "property", "og:image:type", "image/png"
        if picture.size:
            yield "property", "og:image:width", str(picture.size[0])
            yield "property", "og:image:height", str(picture.size[1])
        yield "property", "og:image:alt", shortened(picture.alt)
        yield "name", "twitter:card", "summary_large_image"


def signposts(page: Page, record: Publication):
    """Yield the typed links of a page: its record, its data, its book, its terms."""
    unit = page.head
    if record.address:
        yield {"rel": "cite-as", "href": f"{record.address}/{unit.address}"}
    for kind, mime in RECORDS.items():
        yield {"rel": "describedby", "href": nearby(page.address, f"cite/{unit.id}.{kind}"), "type": mime}
    for path in page.data if unit.kind != "dataset" else ():
        yield {"rel": "item", "href": path, "type": "application/zip" if path.endswith("zip") else "text/csv"}
    feed = {"type": "application/atom+xml", "title": "Corrections to ourselves"}
    yield {"rel": "alternate", "href": nearby(page.address, "errata.xml"), **feed}
    if unit.kind != "book":
        yield {"rel": "collection", "href": nearby(page.address, "index.html")}
    yield {"rel": "type", "href": f"https://schema.org/{'Book' if unit.kind == 'book' else 'Chapter'}"}
    yield {"rel": "license", "href": record.terms}


def linked_data(unit: Unit, chapters: list[Unit], record: Publication) -> dict:
    """Return what schema.org has for a unit: Book, Chapter, Dataset, Claim and its review, or a part."""
    found = {"@context": "https://schema.org", **_common(record), **_kind(unit, chapters, record)}
    if record.address:
        found["url"] = f"{record.address}/{unit.address}"
    if unit.kind != "book":
        found["isPartOf"] = {"@type": "Book", "name": record.title, "version": record.version}
    return found


def _kind(unit: Unit, chapters: list[Unit], record: Publication) -> dict:
    if unit.kind == "book":
        parts = [{"@type": "Chapter", "name": chapter.title} for chapter in chapters]
        return {"@type": "Book", "name": record.title, "abstract": record.abstract, "hasPart": parts}
    if unit.kind == "claim":
        return _review(unit)
    if unit.kind == "dataset":
        return _dataset(unit)
    kind = {"chapter": "Chapter", "figure": "ImageObject", "table": "Table"}.get(unit.kind, "CreativeWork")
    position = {"position": unit.number} if unit.number and kind == "Chapter" else {}
    return {"@type": kind, "name": unit.citation, **position}


def _common(record: Publication) -> dict:
    return {
        "author": [{"@type": "Organization", "name": name} for name in record.authors],
        "datePublished": record.date.isoformat(),
        "version": record.version,
        "inLanguage": record.language,
        "license": record.terms,
    }


def _review(unit: Unit) -> dict:
    """Return a claim of one of the texts and our review of it; what is not scored is a claim only."""
    row = claims()[unit.id]
    said = {
        "@type": "Claim",
        "name": f"Claim {row['claim_id']}",
        "text": row["paraphrase"],
        "appearance": {"@type": "CreativeWork", "name": f"The {row['text']}, paragraph {row['passage_id']}"},
    }
    if not row["scored"]:
        return {"@type": "CreativeWork", "name": unit.citation, "about": said}
    verdict = {"@type": "Rating", "alternateName": row["verdict"]}
    reviewed = {"claimReviewed": row["paraphrase"], "itemReviewed": said, "reviewRating": verdict}
    return {"@type": "ClaimReview", "name": unit.citation, **reviewed}


@cache
def claims() -> dict[str, dict]:
    """Return the claims by the id that each has on the page."""
    return {target(row["claim_id"]): row for row in tables.load("claims").to_dict("records")}


def _dataset(unit: Unit) -> dict:
    name = unit.id.removeprefix("table-").replace("-", "_")
    about = tables.describe(name)
    file = {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f"../data/{about['path']}"}
    return {
        "@type": "Dataset",
        "name": about["title"],
        "description": about["description"],
        "distribution": file,
        "license": [licence.get("path") or licence["title"] for licence in about["licenses"]],
        "isBasedOn": [source.get("path") or source["title"] for source in about["sources"]],
    }


def script(content: dict, kind: str = "application/ld+json", name: str = "") -> str:
    """Return data as a script element that no browser runs."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    named = f' id="{name}"' if name else ""
    return f'<script type="{kind}"{named}>{text}</script>'


def nearby(page: str, target: str) -> str:
    """Return the way from one page of the book to another file of it.

    Examples
    --------
    >>> nearby("chapters/05-syria.html", "cite/syria.bib")
    '../cite/syria.bib'
    """
    return relpath(target, dirname(page) or ".")


def shortened(text: str) -> str:
    """Return the beginning of a text, up to a whole word."""
    return text if len(text) <= LENGTH else text[:LENGTH].rpartition(" ")[0] + " …"


def _link(**attributes: str) -> str:
    inside = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<link {inside} />"
