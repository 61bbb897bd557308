"""What a page says to machines: Highwire tags, COinS, JSON-LD, Signposting links and OpenGraph.

Rules: the inclusion guidelines of Google Scholar and Zotero's documentation of embedded metadata (Highwire
Press tags: ``citation_inbook_title`` puts a chapter in its book); OpenURL (Z39.88) as Zotero's ``openurl.js``
reads it; schema.org; FAIR Signposting, level 1; the Open Graph protocol. An address appears only when the
book has a public one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from html import escape
from posixpath import dirname, relpath
from urllib.parse import quote

from ..publish import linked
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


def head(page: Page, record: Publication, picture: Picture | None = None, persian: str = "") -> str:
    """Return the tags for the head of one page.

    Parameters
    ----------
    page, record
        The page, and the record of the publication.
    picture
        What the page looks like where it is shared.
    persian
        Its title in Persian, if it has one.
    """
    unit, record = page.head, replace(record, language=page.lang)
    tags = [*highwire(unit, record), *opengraph(unit, page.summary, record), *shared(picture, record)]
    links = [_link(**link) for link in signposts(page, record)]
    known = linked_data(unit, record) | linked.catalog(page.units, record)
    known |= in_persian(page, persian)
    return "\n".join([meta(tags), *links, script(known)])


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
        yield "name", "citation_author", f"{author},"  # the comma: a body, which has no first name
    if not whole:
        yield "name", "citation_inbook_title", record.title
    yield "name", "citation_publication_date", f"{record.date:%Y/%m/%d}"
    yield "name", "citation_language", record.language
    if whole and record.doi:
        yield "name", "citation_doi", record.doi
    if whole or record.language != "en":
        yield "name", "citation_keywords", "; ".join(record.keywords)
    if record.address:
        yield "name", "citation_public_url", f"{record.cited}/{unit.address}"
        yield "name", "citation_fulltext_html_url", f"{record.cited}/{unit.address}"


def coins(item: dict) -> str:
    """Return a CSL-JSON item as an empty element that says all of it: it keeps what Highwire tags lose.

    The contributors are one body (``aucorp``), the address keeps its fragment, and the edition is named; a
    data set, which OpenURL knows no kind for, bears the name that Zotero has for it.

    Examples
    --------
    >>> item = {"type": "book", "title": "A & B", "author": [{"literal": "We"}], "language": "en"}
    >>> print(coins(item | {"issued": {"date-parts": [[2026, 11, 29]]}, "edition": "2026.3"})[:68])
    <span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%
    """
    pairs = [("ctx_ver", "Z39.88-2004"), *_openurl(item)]
    said = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)
    return f'<span class="Z3988" title="{escape(said)}"></span>'


def _openurl(item: dict):
    year, month, day = item["issued"]["date-parts"][0]
    if item["type"] == "dataset":
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield from (("rft.type", "dataset"), ("rft.title", item["title"]))
        yield from (("rft.publisher", item["publisher"]), ("rft.description", f"Version {item['version']}"))
    else:
        part = item["type"] == "chapter"
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", "bookitem" if part else "book"
        yield from (("rft.atitle", item["title"]),) if part else ()
        yield "rft.btitle", item["container-title"] if part else item["title"]
        yield "rft.edition", item["edition"]
    yield from (("rft.aucorp", author["literal"]) for author in item["author"])
    yield from (("rft.date", f"{year}-{month:02}-{day:02}"), ("rft.language", item["language"]))
    if "DOI" in item:
        yield "rft_id", f"info:doi/{item['DOI']}"
    if "URL" in item:
        yield "rft_id", item["URL"]


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
    if record.doi and unit.kind == "book":
        yield {"rel": "cite-as", "href": record.resolver}
    elif record.address:
        yield {"rel": "cite-as", "href": f"{record.cited}/{unit.address}"}
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


def linked_data(unit: Unit, record: Publication) -> dict:
    """Return what schema.org has for a unit: Book, Chapter, Dataset, Claim and its review, or a part."""
    found = {"@context": "https://schema.org", **_common(record), **_kind(unit, record)}
    if record.address:
        found["url"] = f"{record.address}/{unit.address}"
    known = {"identifier": record.resolver} if record.doi else {}
    if unit.kind != "book":
        found["isPartOf"] = {"@type": "Book", "name": record.title, "version": record.said, **known}
    return found | (known if unit.kind == "book" else {})


def _kind(unit: Unit, record: Publication) -> dict:
    if unit.kind == "book":
        return {"@type": "Book", "name": record.title, "abstract": record.abstract}
    if unit.kind == "claim":
        return linked.review(unit)
    if unit.kind == "dataset":
        return linked.dataset(unit, record)
    if unit.kind == "figure":
        return linked.figure(unit, record)
    kind = {"chapter": "Chapter", "table": "Table"}.get(unit.kind, "CreativeWork")
    position = {"position": unit.number} if unit.number and kind == "Chapter" else {}
    return {"@type": kind, "name": unit.citation, **position}


def _common(record: Publication) -> dict:
    return {
        "author": [{"@type": "Organization", "name": name} for name in record.authors],
        "datePublished": record.date.isoformat(),
        "version": record.said,
        "inLanguage": record.language,
        "license": record.terms,
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
