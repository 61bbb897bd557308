"""The built book, as its reader meets it: a real browser, no network, wide and narrow, light and dark."""

import nbformat
import pytest

from helpers import show
from helpers.book import freshen, pictures
from tests.browser import CHAPTERS, HTML, PAGES, ROOT, WIDTHS, name


def figures_of(path):
    notebook = nbformat.read(ROOT / path.relative_to(HTML).with_suffix(".ipynb"), as_version=4)
    return [output.data[show.FIGURE]["layout"]["meta"]["id"] for output in pictures.figures(notebook)]


def test_there_is_a_page_for_every_notebook():
    built = {name(path) for path in PAGES}
    assert {path.relative_to(ROOT).with_suffix("").as_posix() for path in freshen.notebooks(ROOT)} <= built


CAPTIONS_CUT = """frames => frames.filter(frame => {
        frame.scrollLeft = frame.scrollWidth;
        const box = frame.getBoundingClientRect();
        const caption = frame.querySelector("caption").getBoundingClientRect();
        return caption.left < box.left - 1 || caption.right > box.right + 1;
    }).length"""


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_opens_without_fault_or_network(visit, path):
    page = visit(path)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{beyond} px wider than a screen of {width}"
        assert page.locator(".table-frame:has(caption)").evaluate_all(CAPTIONS_CUT) == 0
    rows = page.locator("table.sortable").evaluate_all(
        "all => all.map((table) => table.tBodies[0].rows.length)"
    )
    assert page.locator(".table-search").count() == sum(count > 15 for count in rows)
    assert page.problems == []


INKS = """[...document.querySelectorAll('.drawing .wide')].map((still) =>
  [...still.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill).join())"""


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_chart_follows_light_and_dark_and_is_drawn_on_demand(visit, path):
    page = visit(path, scheme="light")
    light = page.evaluate(INKS)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    assert all(one != other for one, other in zip(light, page.evaluate(INKS), strict=True))
    page.mouse.wheel(0, 5000)
    assert page.evaluate("typeof window.Plotly") == "undefined"
    expected = figures_of(path)
    buttons = page.locator(".drawing .explore")
    assert buttons.count() == len(expected)
    for figure in expected:
        drawing = page.locator(f'[data-figure="{figure}"]')
        assert drawing.locator(".still .wide svg").is_visible()
        drawing.locator(".explore").click()
        drawing.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=15_000)
        assert not drawing.locator(".still").is_visible()
    assert page.locator(".js-plotly-plot").count() == len(expected)
    assert page.problems == []


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_pictures_show_without_script(visit, path):
    page = visit(path, script=False)
    for width, shown in {"wide": "wide", "phone": "narrow"}.items():
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        for figure in figures_of(path):
            box = page.locator(f'[data-figure="{figure}"] .{shown} svg').bounding_box()
            assert box["width"] > 250 and box["height"] > 100
    assert page.locator(".explore").count() == 0


def test_search_finds_english_and_persian(visit):
    for word in ("veto", "ائتلاف"):
        page = visit(HTML / "search.html")
        page.goto(f"{(HTML / 'search.html').as_uri()}?q={word}")
        page.locator("#search-results li").first.wait_for(timeout=10_000)


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
