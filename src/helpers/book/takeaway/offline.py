"""Everything in one archive: pages, tables, PDF and EPUB, to be read where there is no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..citing import publication
from . import leaves, offer, path
from .packing import pack

PAGES = "book"
NOT_READ = (offer.FOLDER,)  # what is bound lies at the top


def make(root: Path, bound: list[Path]) -> Path:
    """Write the archive of a built book and of what is bound from it, and return where it is."""
    record = publication.read(root)
    target = path(root, record.version, "zip")
    top = f"{target.stem}/"
    pack(target, ((top + name, content) for name, content in sorted(_files(root, record, bound))))
    return target


def _files(root: Path, record: publication.Publication, bound: list[Path]) -> Iterator[tuple[str, bytes]]:
    html = root / "_build" / "html"
    front = html / leaves.FRONT
    yield "README.txt", readme(record, bound).encode()
    for file in bound:
        yield file.name, file.read_bytes()
    for file in html.rglob("*"):
        place = file.relative_to(html)
        if file.is_file() and file != front and place.parts[0] not in NOT_READ:
            yield f"{PAGES}/{place.as_posix()}", file.read_bytes()
    page = offer.linked(front.read_text(encoding="utf-8"), bound, "..")
    yield f"{PAGES}/{leaves.FRONT}", page.encode()


def readme(record: publication.Publication, bound: list[Path]) -> str:
    """Return what the archive holds, and where to begin."""
    files = "\n".join(f"{file.name}\n    {offer.SAID[file.suffix][1]}" for file in bound)
    where = f"\nThe same edition on the web: {record.address}\n" if record.address else ""
    return f"""{record.title}
Edition {record.said}, {record.day}

Unpack the archive, then open {PAGES}/index.html in a browser. Nothing in it needs a network.

{PAGES}/index.html
    the pages, with every chart and the code of every figure
{PAGES}/data/
    the tables as CSV, described in datapackage.json
{files}
{where}
Text and tables: {record.license}, {record.terms}
Code: MIT. Other people's data stand under their own terms: see the page Data.
"""
