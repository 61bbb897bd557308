"""The book in another browser: whole pages at both widths, a chart, search, a citation."""

import pytest

from tests import firefox
from tests.browser import WIDTHS
from tests.built import HTML, PAGES, name

pytestmark = [pytest.mark.thorough, pytest.mark.complaint("other-browser")]

CHAPTER = HTML / "chapters" / "05-syria.html"
ENTER = "\ue007"
# By how much a page is wider than its window, its colours, and its pictures that nobody sees.
LOOK = """[document.documentElement.scrollWidth - document.documentElement.clientWidth,
  getComputedStyle(document.documentElement).colorScheme,
  [...document.querySelectorAll("[data-figure]")].map((one) => [...one.querySelectorAll(".still svg")])
    .filter((all) => !all.some((svg) => svg.getBoundingClientRect().width > 200)).length]"""


def started(folder, scheme=firefox.LIGHT):
    if not firefox.path():
        pytest.skip("no Firefox on this machine")
    return firefox.running(folder / "profile", scheme)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with started(tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.mark.parametrize(("width", "scheme"), [("wide", "light"), ("phone", "dark")])
def test_every_page_fits_and_shows_its_pictures(tmp_path, width, scheme):
    with started(tmp_path, getattr(firefox, scheme.upper())) as running:
        for path in PAGES:
            running.open(path, WIDTHS[width])
            assert running.value(LOOK) == [0, scheme, 0], name(path)
        assert running.faults == []


def test_a_chart_comes_alive_when_it_is_asked(page):
    page.open(CHAPTER, WIDTHS["wide"])
    page.click("figure .actions .explore")
    page.wait("!!document.querySelector('.drawing[data-live] .main-svg')")
    assert page.faults == []


def test_search_leads_to_a_claim(page):
    page.open(CHAPTER, WIDTHS["wide"])
    page.type("/")
    page.wait("document.activeElement.matches('dialog.searching input')")
    page.type("P5.4")
    page.wait("document.querySelector('#search-results li > a')?.href.endsWith('#claim-p5-4')")
    page.type(ENTER)
    page.wait("location.hash === '#claim-p5-4'")
    assert page.faults == []


def test_a_citation_is_copied(page):
    page.open(CHAPTER, WIDTHS["wide"])
    page.click("#syria-council > .hrow a.cite")
    page.wait("!!document.querySelector('dialog.citing iframe')")
    page.click("button[aria-label='Copy APA']", page.frame())
    page.wait("document.querySelector('[role=status]').textContent.includes('Copied: APA')", page.frame())
    assert page.faults == []
