"""The built book, as its reader meets it: a real browser, no network, wide and narrow, light and dark."""

import os
from urllib.parse import unquote, urldefrag, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from helpers import show, tables
from helpers.book import freshen, pictures
from tests.__main__ import browser

ROOT = tables.data_folder().parent
HTML = ROOT / "_build" / "html"
PAGES = sorted(path for path in HTML.rglob("*.html") if "_static" not in path.parts)
CHAPTERS = [path for path in PAGES if path.parent.name == "chapters" and path.stem[0].isdigit()]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"wide": 1280, "phone": 390}

BY_THE_THEME = {"genindex.html", "search.html"}

# Faults of the theme's own markup, which no page of ours can mend.
OF_THE_THEME = {"label-content-name-mismatch", "region"}


@pytest.fixture(scope="session")
def chrome():
    path = os.environ.get("BOOK_BROWSER") or browser()
    if not path:
        pytest.skip("no Chrome or Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def visit(chrome):
    """Open a page with the network off; give it back with what went wrong on it."""
    contexts = []

    def open_page(path, width="wide", scheme="light", script=True):
        context = chrome.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "request", lambda r: page.problems.append(f"asked {r.url}") if urlsplit(r.url).netloc else None
        )
        page.on("requestfailed", lambda r: page.problems.append(f"failed {r.url}"))
        page.goto(path.as_uri(), wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


def name(path):
    return path.relative_to(HTML).with_suffix("").as_posix()


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
    ink = "getComputedStyle(document.querySelector('.drawing .wide svg text')).fill"
    assert visit(path, scheme="light").evaluate(ink) != visit(path, scheme="dark").evaluate(ink)


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_figures_have_number_caption_alt_source_and_data(path):
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    chapter = int(path.stem.split("-")[0])
    for place, figure in enumerate(soup.select("figure.chart"), start=1):
        assert figure.select_one(".caption-number").text.strip() == f"Figure {chapter}.{place}"
        assert figure.select_one("[role=img]")["aria-label"]
        assert "Source" in figure.select_one(".legend").text
        assert figure.select(".legend a[href$='.csv']")


def test_every_claim_has_its_address():
    text = (HTML / "chapters" / "01-two-texts.html").read_text(encoding="utf-8")
    ids = {element["id"] for element in BeautifulSoup(text, "html.parser").select("[id]")}
    for claim in tables.load("claims")["claim_id"]:
        assert f"claim-{claim.lower().replace('.', '-')}" in ids
    for passage in tables.load("passages")["passage_id"]:
        assert f"passage-{passage.lower()}" in ids


def test_links_within_the_book_are_whole():
    soups = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in PAGES}
    ids = {path: {element["id"] for element in soup.select("[id]")} for path, soup in soups.items()}
    broken = []
    for path, soup in soups.items():
        for link in soup.select("a[href], link[href], script[src], img[src]"):
            address, fragment = urldefrag(link.get("href") or link.get("src"))
            if urlsplit(address).scheme or urlsplit(address).netloc:
                continue
            target = (path.parent / unquote(address.split("?")[0])).resolve() if address else path
            if not target.is_file():
                broken.append(f"{name(path)}: {address}")
            elif fragment and target in ids and fragment not in ids[target] and fragment != "":
                broken.append(f"{name(path)}: {address}#{fragment}")
    assert broken == []


def test_ids_are_unique_on_every_page():
    for path in PAGES:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found = [element["id"] for element in soup.select("[id]")]
        assert sorted({one for one in found if found.count(one) > 1}) == [], name(path)


def test_no_page_names_another_host_to_load_from():
    for path in PAGES:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for element in soup.select("script[src], link[rel=stylesheet], link[rel=preload], img[src], iframe"):
            address = element.get("src") or element.get("href") or ""
            assert not urlsplit(address).netloc, (name(path), address)


def test_no_dead_button_without_a_public_address():
    if os.environ.get("BOOK_REPOSITORY") or os.environ.get("BOOK_URL"):
        pytest.skip("this build has a public address")
    for path in PAGES:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert not soup.select(
            ".btn-source-repository-button, .btn-source-issues-button, link[rel=canonical]"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [path for path in PAGES if path.name not in BY_THE_THEME], ids=name)
def test_no_serious_fault_of_accessibility(visit, path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, scheme=scheme)
    rules = None if scheme == "light" else {"runOnly": ["color-contrast"]}  # the rest is the same markup
    found = Axe().run(page, options=rules).response["violations"]
    serious = [
        fault
        for fault in found
        if fault["impact"] in ("serious", "critical") and fault["id"] not in OF_THE_THEME
    ]
    assert not serious, [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in serious]


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
