"""The built book: its pages, and what stands on them."""

from functools import cache

from lxml import html

from helpers import tables
from helpers.book.citing import units

ROOT = tables.data_folder().parent
HTML = ROOT / "_build" / "html"
PAGES = units.pages(HTML)
REGISTER = "chapters/claims.html"  # where each paragraph and each claim of the texts has its address
CHAPTERS = [path for path in PAGES if path.parent.name == "chapters" and path.stem[0].isdigit()]


def name(path):
    return path.relative_to(HTML).with_suffix("").as_posix()


def read(page):
    """Return a page by its path or address, parsed once for all tests: none may change it."""
    return _read(HTML / page)


@cache
def _read(path):
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def ids(page):
    """Return every id of a page, as often as it occurs."""
    return read(page).xpath("//@id")
