"""Every control can be reached, seen and hit: by keyboard, at 400 %, on a phone. All pages with SWEEP=all."""

import os

import pytest

from tests import accessibility, browser
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, PAGES, name

pytestmark = pytest.mark.thorough

SPREAD = [HTML / "index.html", HTML / "chapters/05-syria.html", HTML / "chapters/data.html"]
SPREAD += [HTML / "chapters/references.html", HTML / "cite/fig-syria-drafts.html"]
SWEEP = os.environ.get("SWEEP") == "all"
LOOKED_AT = [*PAGES, SPREAD[-1]] if SWEEP else SPREAD
CONTROLS = "a[href], button, summary, input, select, [tabindex='0']"
# A link among words is as high as its line; what stands alone, or is drawn as a block, is to be hit.
SMALL = """all => all.filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  const shown = one.checkVisibility({ visibilityProperty: true }) && width > 1;
  if (!shown || one.closest("[aria-hidden=true], .skip")) return false;
  return !["inline", "contents"].includes(getComputedStyle(one).display) && Math.min(width, height) < 23.5;
}).map((one) => `${one.outerHTML.slice(0, 120)} in ${one.parentElement.className}`)"""
UNSEEN = """all => all.filter((one) => {
  if (one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) return false;
  one.focus({ focusVisible: true, preventScroll: true });
  if (document.activeElement !== one) return false;
  const shown = [one, one.closest("label")].filter(Boolean).some((node) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  return !shown || !(one.closest("label") || one).checkVisibility({ opacityProperty: true });
}).map((one) => `${one.outerHTML.slice(0, 120)} in ${one.parentElement.className}`)"""


@pytest.mark.parametrize("path", LOOKED_AT, ids=name)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_stands_alone_is_large_enough_to_hit(visit, path, width):
    assert visit(path, width=width).locator(CONTROLS).evaluate_all(SMALL) == []


@pytest.mark.parametrize("path", LOOKED_AT, ids=name)
def test_one_sees_what_has_the_focus(visit, path):
    page = visit(path)
    page.add_style_tag(content=browser.STILL)
    assert page.locator(CONTROLS).evaluate_all(UNSEEN) == []


@pytest.mark.parametrize("path", LOOKED_AT, ids=name)
@pytest.mark.complaint("wide-tables")
def test_a_page_fits_a_screen_of_320_which_is_400_per_cent(visit, path):
    page = visit(path)
    page.set_viewport_size({"width": 320, "height": 256})
    browser.settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", [*SPREAD[:3], CHAPTERS[0], CHAPTERS[-1]], ids=name)
def test_the_text_is_within_ten_stops_of_the_keyboard(visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('article > section')"):
            return
    pytest.fail("ten stops, and none of them in the text")


@pytest.mark.skipif(
    not SWEEP, reason="with SWEEP=all: every page at both widths, light and dark, charts alive"
)
@pytest.mark.parametrize("path", PAGES, ids=name)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_rules_hold_before_and_after_charts_come_alive(visit, path, width):
    page = visit(path, width=width)
    page.add_style_tag(content=browser.STILL)
    for alive in (False, True):
        if alive:
            for control in page.locator(".explore").all():
                control.click()
            page.wait_for_timeout(100)
        assert accessibility.faults(page) == []
        for scheme in ("light", "dark"):
            browser.show(page, scheme)
            assert accessibility.faults_of_colour(page)[0] == []
