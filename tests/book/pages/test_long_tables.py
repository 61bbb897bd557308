"""Long tables: sorted by their headings, their rows found as one types, whole in print."""

import re

import pytest

from helpers import order
from tests.browser import WIDTHS
from tests.built import HTML, PAGES, name, read

pytestmark = pytest.mark.thorough

SORTED = "//table[contains(concat(' ', @class, ' '), ' sortable ')]"
DATE = re.compile(r"\d{4}(\D\d\d){0,2}\W*")
MONTHS = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAY = re.compile(r"(?:(?:\d{1,2} )?[A-Z][a-z]{2} )?\d{4}")  # as much of it as is known
NUMBER = re.compile(r"[+−-]?[\d,]*\.?\d+ ?(%|points)?")
# Click a heading of a table and read its rows again, each known by its place before.
CLICKED = """(table, [column]) => {
  const rows = [...table.tBodies[0].rows];
  rows.forEach((row, place) => { row.dataset.place ??= place; });
  table.tHead.rows[0].cells[column].querySelector("button").click();
  return [...table.tBodies[0].rows].map(row => Number(row.dataset.place));
}"""
# The tier beside a source is told with it, and does not order it.
CELLS = """table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => {
  const bare = cell.cloneNode(true); bare.querySelectorAll(".tier").forEach(one => one.remove());
  return bare.textContent.trim(); }))"""
HEADINGS = "table => [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim())"
SCALE = ("none", "low", "medium", "high")


def key(texts):
    """Return how a reader would order these cells, told without the help of the book where that is simple."""
    known = [text for text in texts if text not in order.MISSING]
    if set(known) <= set(SCALE):
        return SCALE.index
    if all(map(DATE.fullmatch, known)):
        return lambda text: re.findall(r"\d+", text)
    if all(map(DAY.fullmatch, known)):
        return lambda text: (int(text[-4:]), *_month_and_day(text[:-5]))
    if all(map(NUMBER.fullmatch, known)):
        return lambda text: float(re.sub(r"[^\d.-]", "", text.replace("−", "-")))
    return order.natural


def _month_and_day(text):
    *day, month = text.split() or [""]
    return MONTHS.index(month), int(day[0]) if day else 0


def in_order(texts, falling):
    """Return what the column should show: of rounded numbers the book orders those that look alike."""
    found = sorted((text for text in texts if text not in order.MISSING), key=key(texts), reverse=falling)
    return found, [text for text in texts if text in order.MISSING]


@pytest.mark.parametrize("path", [page for page in PAGES if read(page).xpath(SORTED)], ids=name)
@pytest.mark.complaint("sorted-wrong")
def test_what_a_page_sorts_is_sorted_both_ways(visit, path):
    page = visit(path)
    for table in page.locator("table.sortable").all():
        cells, headings = table.evaluate(CELLS), table.evaluate(HEADINGS)
        for column, heading in enumerate(headings):
            if (
                not heading
            ):  # a column without a name, as that of rules by number: no button could say what it does
                continue
            texts = [row[column] for row in cells]
            for falling in (False, True):
                shown = [texts[place] for place in table.evaluate(CLICKED, [column])]
                known, missing = in_order(texts, falling)
                orderly, where = key(texts), (table.get_attribute("id"), heading, falling)
                assert [orderly(text) for text in shown[: len(known)]] == list(map(orderly, known)), where
                assert shown[len(known) :] == missing, where
    assert not page.problems


@pytest.mark.complaint("sorted-wrong")
def test_every_long_table_brings_an_order_for_each_row_and_column():
    for page in PAGES:
        for table in read(page).xpath(SORTED):
            columns = table.get("data-order").split(";")
            assert len(columns) == len(table.xpath("./thead/tr/th"))
            assert {len(column.split(",")) for column in columns} == {len(table.xpath("./tbody/tr"))}


LEDGER = HTML / "chapters" / "13-ledger.html"
SHOWN = "table => [...table.tBodies[0].rows].filter(row => row.checkVisibility()).map(row => row.textContent)"


@pytest.mark.parametrize("width", WIDTHS)
def test_rows_of_a_long_table_are_found_as_one_types(visit, width):
    page = visit(LEDGER, width=width)
    table, box = page.locator("table.ledger").last, page.locator(".table-search").last
    rows = table.evaluate(SHOWN)
    wanted = [row for row in rows if "veto" in row.lower()]
    assert 0 < len(wanted) < len(rows)
    field = box.get_by_label("Find in")
    assert field.bounding_box()["height"] >= 44
    field.press_sequentially("VETO")
    assert table.evaluate(SHOWN) == wanted
    status = box.get_by_role("status")
    assert status.inner_text() == f"{len(wanted)} of {len(rows)} rows"
    assert status.get_attribute("aria-live") == "polite"
    field.press_sequentially(" nothing-of-the-kind")
    assert table.evaluate(SHOWN) == []
    assert field.is_visible() and table.locator("thead").is_visible()
    field.fill("")
    assert table.evaluate(SHOWN) == rows
    assert not page.problems


def test_a_filtered_table_still_sorts_and_leads_to_its_hidden_rows(visit):
    page = visit(LEDGER)
    table, field = page.locator("table.ledger").last, page.locator(".table-search input").last
    field.fill("veto")
    found = table.evaluate(SHOWN)
    table.locator("thead button").nth(1).click()
    assert sorted(table.evaluate(SHOWN)) == sorted(found)
    hidden = table.evaluate("table => table.querySelector('tr[id][hidden]').id")
    page.evaluate("id => { location.hash = id; }", hidden)
    page.locator(f"#{hidden}").wait_for(state="visible", timeout=5_000)
    assert field.input_value() == ""


def test_print_and_pages_without_script_show_every_row_and_no_search_box(visit):
    page = visit(LEDGER)
    table = page.locator("table.ledger").last
    rows = table.evaluate(SHOWN)
    page.locator(".table-search input").last.fill("veto")
    page.emulate_media(media="print")
    assert table.evaluate(SHOWN) == rows
    assert not page.locator(".table-search").last.is_visible()
    assert visit(LEDGER, script=False).locator(".table-search").count() == 0
