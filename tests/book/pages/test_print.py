"""A browser's own print of a page is whole: nothing cut, headers repeated, no heading alone.

Of two pages; with ``BIND=all`` of all.
"""

import os
import re
from itertools import pairwise

import pdfplumber
import pytest

from tests.browser import _open
from tests.built import HTML, PAGES, name

SHORT = ("chapters/13-ledger", "chapters/05-syria")  # long tables, and one of everything
PRINTED = [path for path in PAGES if os.environ.get("BIND") == "all" or name(path) in SHORT]
MM = 72 / 25.4
RIGHT, HEAD, FOOT = 22 * MM, 24 * MM, 22 * MM  # the margins of a sheet
HEADERS = """tables => tables.map(table => [
    [...table.tHead.rows].at(-1).innerText.split(/\\s+/).filter(Boolean).join(" ").toLowerCase(),
    [...table.tBodies[0].rows].map(row => row.cells[0].innerText.trim().split(/\\s+/)[0])])"""


@pytest.fixture(scope="module", params=PRINTED, ids=name)
def sheets(request, chrome, tmp_path_factory):
    """A page as a reader prints it; of each table the header, and the first word of each row."""
    page = _open(chrome, request.param)
    tables = page.locator("article table:has(thead)").evaluate_all(HEADERS)
    path = tmp_path_factory.mktemp("print") / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True, tagged=True)
    page.context.close()
    with pdfplumber.open(path) as document:
        yield document, tables


def _body(sheet):
    """Return the letters between head and foot."""
    return [
        one
        for one in sheet.chars
        if one["top"] > HEAD - 2 and one["bottom"] < sheet.height - FOOT + 2 and one["text"].strip()
    ]


def test_nothing_is_cut_at_the_right(sheets):
    document, _ = sheets
    cut = [
        (sheet.page_number, one["text"], round(one["x1"]))
        for sheet in document.pages
        for one in sheet.chars
        if one["x1"] > sheet.width - RIGHT + 1 and one["text"].strip()
    ]
    assert cut == []


def test_a_table_that_goes_on_has_its_header_again(sheets):
    document, tables = sheets
    texts = [" ".join(sheet.extract_text().split()).lower() for sheet in document.pages]
    for header, rows in tables:
        begins = {one.lower() for one in rows}
        for (_, before), (sheet, text) in pairwise(zip(document.pages, texts, strict=True)):
            goes_on = [one for one in begins if f" {one} " in f" {text} "]
            if len(goes_on) > 3 and any(f" {one} " in f" {before} " for one in begins):
                top = _words(sheet.crop((0, HEAD - 2, sheet.width, HEAD + 40 * MM)).extract_text())
                missing = _words(header) - top
                assert len(missing) <= len(_words(header)) / 5, (sheet.page_number, header, missing)


def _words(text):
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def test_no_heading_stands_alone_at_the_foot(sheets):
    document, _ = sheets
    for sheet in document.pages[:-1]:
        last = max(_body(sheet), key=lambda one: one["bottom"], default=None)
        assert last is not None, f"sheet {sheet.page_number} is empty"
        assert not ("Display" in last["fontname"] and last["size"] > 11), f"sheet {sheet.page_number}"


def test_every_sheet_says_what_it_is_of(sheets):
    document, _ = sheets
    for number, sheet in enumerate(document.pages, start=1):
        head = sheet.crop((0, 0, sheet.width, HEAD - 2)).extract_text()
        foot = sheet.crop((0, sheet.height - FOOT + 2, sheet.width, sheet.height)).extract_text()
        assert head.startswith("Coalition or Alliance?")
        assert foot.startswith("Edition ") and foot.endswith(f" {number}")


def test_code_and_controls_are_not_printed(sheets):
    document, _ = sheets
    text = " ".join(sheet.extract_text() for sheet in document.pages)
    assert "import helpers" not in text and "code cell source" not in text


def test_pages_to_print_are_there():
    assert all((HTML / f"{one}.html").is_file() for one in SHORT)
