"""Long tables: sorted by their headings, their rows found as one types, whole in print."""

import pytest

from tests.browser import WIDTHS
from tests.built import HTML


def test_long_table_is_sorted_by_its_heading(visit):
    page = visit(HTML / "chapters" / "05-syria.html")
    table = page.locator("table.sortable").first
    heading = table.locator("thead th button").first
    heading.click()
    heading.click()
    first = table.locator("tbody tr td").first.inner_text()
    heading.click()
    assert table.locator("tbody tr td").first.inner_text() != first


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
