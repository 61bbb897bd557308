"""A browser's own print of a page is whole: nothing cut, headers repeated, no heading alone.

Of two pages; with ``BIND=all`` of all.
"""

import os
import re

import pdfplumber
import pytest

from tests.browser import _open
from tests.built import HTML, PAGES, name, read

pytestmark = pytest.mark.thorough

SHORT = ("chapters/13-ledger", "chapters/05-syria")  # long tables, and one of everything
PRINTED = [path for path in PAGES if os.environ.get("BIND") == "all" or name(path) in SHORT]
MM = 72 / 25.4
LEFT, RIGHT, HEAD, FOOT = 24 * MM, 22 * MM, 24 * MM, 22 * MM  # the margins of a sheet
PERSIAN = ("ائتلاف یا اتحاد؟", "ویراست")  # of the head and of the foot
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


@pytest.mark.complaint("wide-tables")
def test_nothing_is_cut_at_the_right(sheets):
    document, _ = sheets
    cut = [
        (sheet.page_number, one["text"], round(one["x1"]))
        for sheet in document.pages
        for one in sheet.chars
        if one["x1"] > sheet.width - RIGHT + 1 and one["text"].strip()
    ]
    assert cut == []


def test_every_sheet_with_rows_of_a_table_has_its_header(sheets):
    document, tables = sheets
    for sheet in document.pages:
        small = [one for one in sheet.extract_words(extra_attrs=["size"]) if one["size"] < 9]
        begun = {one["text"].lower() for one in small if one["x0"] < LEFT + 16}
        here = [header for header, rows in tables if len(_dated_or_coded(rows) & begun) > 3]
        words = _words(" ".join(one["text"] for one in small))
        short = [len(_words(header) - words) <= len(_words(header)) / 5 for header in here]
        assert any(short) or not here, f"sheet {sheet.page_number}: none of {here}"


def _dated_or_coded(rows):
    """Return the first words of rows with which no text begins."""
    return {one.lower() for one in rows if re.search(r"\d", one)}


def _words(text):
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def test_no_heading_stands_alone_at_the_foot(sheets):
    document, _ = sheets
    for sheet in document.pages[:-1]:
        last = max(_body(sheet), key=lambda one: one["bottom"], default=None)
        assert last is not None, f"sheet {sheet.page_number} is empty"
        assert not ("Display" in last["fontname"] and last["size"] > 11), f"sheet {sheet.page_number}"


def from_the_left(persian):
    """Return Persian as it is read off a sheet, where a lam and its alef are one sign."""
    return persian[::-1].replace("ال", "لا")


def test_every_sheet_says_what_it_is_of(sheets, request):
    document, _ = sheets
    for number, sheet in enumerate(document.pages, start=1):
        head = sheet.crop((0, 0, sheet.width, HEAD - 2)).extract_text()
        foot = sheet.crop((0, sheet.height - FOOT + 2, sheet.width, sheet.height)).extract_text()
        if request.node.callspec.params["sheets"].stem.startswith("fa"):
            assert from_the_left(PERSIAN[0]) in head and from_the_left(PERSIAN[1]) in foot
        else:
            assert head.startswith("Coalition or Alliance?") and foot.startswith("Edition ")
        assert foot.endswith(f" {number}")


def test_code_and_controls_are_not_printed(sheets, request):
    document, _ = sheets
    text = " ".join(sheet.extract_text() for sheet in document.pages)
    page = read(request.node.callspec.params["sheets"])
    shown = "".join(page.xpath("//article//text()[not(ancestor::details)]"))  # one page tells of it
    assert text.count("import helpers") == shown.count("import helpers")
    assert "code cell source" not in text


def test_pages_to_print_are_there():
    assert all((HTML / f"{one}.html").is_file() for one in SHORT)
