"""What search engines, link previews and reference managers ask of a finished book.

Without a public address there is no sitemap, no list for robots and no canonical address: none is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

from ..citing import machine
from ..citing.publication import Publication
from ..citing.units import Page, Unit
from .manifests import FOLDER

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
WHOLE = "citations"
SHARED = "_static/preview"


def complete(files: dict[str, bytes], pages: list[Page], record: Publication) -> None:
    """Add to the files of a finished book what it is found by, and its records in files of many.

    Parameters
    ----------
    files
        The files by name: the pages with their units' citation pages and records; changed in place.
    pages
        The pages that can be cited.
    record
        The book; its address, if it has one.
    """
    records(files, pages)
    home = next((page.head.id for page in pages if page.head.kind == "book"), "")
    for page in pages:
        for unit in page.units:
            name = f"cite/{unit.id}.html"
            if name in files:
                files[name] = _headed(files[name], _about(unit, page, home, record, files))
        if record.address:
            files[page.address] = _headed(files[page.address], {"canonical": _canonical(record, page)})
    if record.address:
        files["sitemap.xml"] = sitemap((page.address for page in pages), record)
        files["robots.txt"] = robots(record).encode()


def records(files: dict[str, bytes], pages: list[Page]) -> None:
    """Put the records of each page, and of the whole book, into one file a format.

    The whole of CSL-JSON is there already, as ``citations.json``.
    """
    groups = {f"{WHOLE}/{page.head.id}": page.units for page in pages}
    groups[WHOLE] = tuple(unit for page in pages for unit in page.units)
    for name, units in groups.items():
        for kind in machine.RECORDS:
            single = [files[f"cite/{unit.id}.{kind}"] for unit in units]
            files.setdefault(f"{name}.{kind}", _joined(single, kind))


def _joined(texts: list[bytes], kind: str) -> bytes:
    if kind != "json":
        return b"\n".join(text.rstrip(b"\n") + b"\n" for text in texts)
    items = [text.strip().removeprefix(b"[").removesuffix(b"]").strip(b"\n") for text in texts]
    return b"[\n" + b",\n".join(items) + b"\n]\n"


def sitemap(addresses: Iterable[str], record: Publication) -> bytes:
    """Return the pages that a search engine should know; a citation page is found by its chapter."""
    root = xml.Element("urlset", xmlns=SITEMAP)
    for address in addresses:
        entry = xml.SubElement(root, "url")
        xml.SubElement(entry, "loc").text = f"{record.address}/{address}"
        xml.SubElement(entry, "lastmod").text = record.date.isoformat()
    xml.indent(root)
    return xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def robots(record: Publication) -> str:
    """Return what robots may read: all but the exact copies of editions: each is also there with a bar."""
    path = urlsplit(record.address).path
    return f"User-agent: *\nDisallow: {path}/{FOLDER}/2\n\nSitemap: {record.address}/sitemap.xml\n"


def _canonical(record: Publication, page: Page) -> str:
    return f'<link rel="canonical" href="{record.address}/{page.address}" />'


def _about(unit: Unit, page: Page, home: str, record: Publication, files: dict[str, bytes]) -> dict[str, str]:
    """Return what the head of a citation page lacks, by what would stand there already."""
    whole = unit.kind == "book"
    summary = (
        f"How to cite {record.title if whole else unit.citation}: its permanent address, citations in three"
        " styles, records for reference managers, and what became of it from edition to edition."
    )
    own, front = (f"{SHARED}/{name}.png" for name in (page.head.id, home))
    path = own if own in files else front
    picture = machine.Picture(path, page.head.title) if path in files else None
    previewed = machine.opengraph(unit, summary, record, f"cite/{unit.id}.html")
    found = {'name="description"': machine.meta(previewed)}
    if record.address:
        found |= {
            "og:image": machine.meta(machine.shared(picture, record)),
            "canonical": _canonical(record, page),
        }
    return found


def _headed(page: bytes, lacking: dict[str, str]) -> bytes:
    """Return a page with what its head lacks: each text stands behind a word by which it is known."""
    head, end, rest = page.partition(b"</head>")
    said = [text for mark, text in lacking.items() if text and not _has(head, mark)]
    return head + "".join(f"{text}\n" for text in said).encode() + end + rest if end else page


def _has(head: bytes, mark: str) -> bool:
    return (f'"{mark}"' if '"' not in mark else mark).encode() in head
