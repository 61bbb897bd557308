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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_opens_without_fault_or_network(visit, path, width):
    page = visit(path, width)
    page.wait_for_timeout(200)
    assert page.problems == []
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} px wider than the screen"


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_chart_is_drawn_on_demand(visit, path):
    page = visit(path)
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
def test_chart_library_is_not_loaded_before_it_is_asked_for(visit, path):
    page = visit(path)
    page.mouse.wheel(0, 5000)
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.Plotly") == "undefined"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_pictures_and_claims_show_without_script(visit, path, width):
    page = visit(path, width, script=False)
    shown = "narrow" if width == "phone" else "wide"
    for figure in figures_of(path):
        box = page.locator(f'[data-figure="{figure}"] .{shown} svg').bounding_box()
        assert box["width"] > 250 and box["height"] > 100
    assert page.locator(".explore").count() == 0


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_charts_follow_light_and_dark(visit, path):
    ink = (
        "[...document.querySelectorAll('.drawing .wide svg text')].map((text) => getComputedStyle(text).fill)"
    )
    assert visit(path, scheme="light").evaluate(ink) != visit(path, scheme="dark").evaluate(ink)


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
