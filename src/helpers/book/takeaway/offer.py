"""What has been made to take away, beside the pages, and the links to it on the front page.

The pages are finished before anything can be bound from them, so the front page has a place for these links.
A new build of the pages has an empty one and nothing beside it: what is offered is always of the pages that
offer it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path

from ..build import disk
from ..pages.front import DOWNLOADS, DOWNLOADS_END

FOLDER = "downloads"
SAID = {
    ".pdf": ("On paper", "the whole book as a PDF"),
    ".epub": ("On an e-reader", "the whole book as an EPUB"),
    ".zip": ("Without a network", "pages, tables, PDF and EPUB, one zip"),
}


def offered(html: Path) -> list[Path]:
    """Return what lies beside the pages of a built book."""
    found = (html / FOLDER).glob("*") if (html / FOLDER).is_dir() else ()
    return _in_order(path for path in found if path.suffix in SAID)


def _in_order(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda path: [*SAID].index(path.suffix))


def offer(html: Path, made: Path) -> None:
    """Put a file beside the pages, and link to it from the front page: both, or neither."""
    (html / FOLDER).mkdir(exist_ok=True)
    front, place = html / "index.html", html / FOLDER / made.name
    files = _in_order([made, *(one for one in offered(html) if one != place)])
    with disk.replacing(front) as page, disk.replacing(place) as copy:
        shutil.copyfile(made, copy)
        text = linked(front.read_text(encoding="utf-8"), files, FOLDER)
        page.write_text(text, encoding="utf-8", newline="\n")
        shutil.copymode(front, page)
    disk.open_to_all(html / FOLDER)


def linked(page: str, files: Iterable[Path], folder: str) -> str:
    """Return a front page with links to these files alone; a page without a place stays as it is."""
    before, found, rest = page.partition(DOWNLOADS)
    items = "\n".join(_item(path, folder) for path in files)
    listed = f'<ul class="take-away simple" id="downloads">\n{items}\n</ul>' if items else ""
    return f"{before}{found}{listed}{rest[rest.index(DOWNLOADS_END) :]}" if found else page


def _item(path: Path, folder: str) -> str:
    name, about = SAID[path.suffix]
    address = escape(f"{folder}/{path.name}")
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    return f'<li><p><a href="{address}"><strong>{name}</strong> {about}, {size}</a></p></li>'
