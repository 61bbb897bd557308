"""Each page of the built book, as readers meet it: in a browser, offline, wide and narrow, light and dark."""

import pytest

from helpers import page
from helpers.book.build import contents, pictures
from tests import accessibility, browser, contrast, notebooks
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, PAGES, ROOT, name


def figures_of(path):
    source = ROOT / path.relative_to(HTML).with_suffix(".ipynb")
    if not source.is_file():
        return []
    outputs = pictures.figures(notebooks.opened(source))
    return [output.data[page.FIGURE]["layout"]["meta"]["id"] for output in outputs]


def test_there_is_a_page_for_every_notebook():
    built = {name(path) for path in PAGES}
    assert {path.relative_to(ROOT).with_suffix("").as_posix() for path in contents.notebooks(ROOT)} <= built


CAPTIONS_CUT = """frames => frames.filter(frame => {
        frame.scrollLeft = frame.scrollWidth;
        const box = frame.getBoundingClientRect();
        const caption = frame.querySelector("caption").getBoundingClientRect();
        return caption.left < box.left - 1 || caption.right > box.right + 1;
    }).length"""


# The words of a picture may reach into the margin beside it, but not beyond.
WORDS_CUT = """all => all.filter(text => {
        const holder = text.closest(".drawing, .picture");
        const [words, box] = [text, holder].map(node => node.getBoundingClientRect());
        return words.width && (words.left < box.left - 12 || words.right > box.right + 12);
    }).map(text => text.textContent)"""


@pytest.mark.complaint("offline")
def test_page_opens_without_fault_or_network(page):
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        browser.settle(page)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{beyond} px wider than a screen of {width}"
        assert page.locator(".table-frame:has(caption)").evaluate_all(CAPTIONS_CUT) == 0
        assert page.locator(".still svg text").evaluate_all(WORDS_CUT) == []
    rows = page.locator("table.sortable").evaluate_all(
        "all => all.map((table) => table.tBodies[0].rows.length)"
    )
    assert page.locator("caption .table-search").count() == sum(count >= 40 for count in rows)
    assert page.problems == []


@pytest.fixture(scope="module")
def judged():
    """The looks, light and dark, that were found without fault on the pages so far."""
    return {"light": set(), "dark": set()}


@pytest.mark.complaint("theme-not-accessible")
def test_no_serious_fault_of_accessibility(page, judged):
    assert not accessibility.faults(page)
    for scheme, known in judged.items():
        browser.show(page, scheme)
        found, looks = accessibility.faults_of_colour(page, known)
        assert not found, scheme
        known.update(looks)


def test_every_word_stands_out_from_what_is_behind_it(page):
    for scheme in ("light", "dark"):
        browser.show(page, scheme)
        judged, faint = contrast.faint(page)
        assert judged and not faint, scheme


INKS = """[...document.querySelectorAll('.drawing .wide')].map((still) =>
  [...still.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill).join())"""


@pytest.mark.complaint("plotly-missing", "white-at-night", "library-once")
def test_every_chart_follows_light_and_dark_and_is_drawn_on_demand(page):
    light = page.evaluate(INKS)
    browser.show(page, "dark")
    assert all(one != other for one, other in zip(light, page.evaluate(INKS), strict=True))
    page.mouse.wheel(0, 5000)
    assert page.evaluate("typeof window.Plotly") == "undefined"
    expected = figures_of(page.path)
    assert page.locator("figure .actions .explore").count() == len(expected)
    for figure in expected:
        drawing = page.locator(f'[data-figure="{figure}"]')
        assert drawing.locator(".still .wide svg").is_visible()
        page.locator(f"#{figure} .explore").click()
        drawing.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=15_000)
        assert not drawing.locator(".still").is_visible()
    assert page.locator(".js-plotly-plot").count() == len(expected)
    assert page.problems == []


BOXES = """all => Object.fromEntries(all.map((svg) => {
  const { width, height } = svg.getBoundingClientRect();
  return [svg.closest("[data-figure]").dataset.figure, width > 250 && height > 100];
}))"""


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_pictures_show_without_script(visit, path):
    page = visit(path, script=False)
    for width, shown in {"wide": "wide", "phone": "narrow"}.items():
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        boxes = page.locator(f"[data-figure] .{shown} svg").evaluate_all(BOXES)
        assert boxes == dict.fromkeys(figures_of(path), True)
    assert page.locator(".explore").count() == 0


@pytest.mark.thorough
def test_search_finds_english_and_persian(visit):
    for word in ("veto", "ائتلاف"):
        page = visit(HTML / "search.html")
        page.goto(f"{(HTML / 'search.html').as_uri()}?q={word}")
        page.locator("#search-results li").first.wait_for(timeout=10_000)
