"""A picture becomes a chart and a picture again: by mouse, by keyboard and by finger, in its place."""

import pytest

from tests.browser import WIDTHS, settle
from tests.built import HTML

pytestmark = pytest.mark.thorough

PAGE, FIGURE = HTML / "chapters/05-syria.html", "fig-syria-drafts"
HEIGHT = 844  # of a phone in pixels
STEPS, STEP = 15, 20  # of a swipe: how many, and how many pixels each
FOCUS = "document.activeElement.className"


def asked(page):
    """Ask for the chart; return the control that did."""
    control = page.locator(f"#{FIGURE} .explore")
    control.focus()
    page.keyboard.press("Enter")
    page.locator(f"#{FIGURE} .drawing[data-live] .main-svg").first.wait_for(timeout=15_000)
    return control


@pytest.fixture
def chapter(visit):
    return visit(PAGE)


def test_whoever_explores_stays_on_the_control_that_leads_back(chapter):
    control = asked(chapter)
    assert chapter.evaluate(FOCUS) == "explore"
    assert control.inner_text() == "Back to the picture"
    assert control.get_attribute("aria-label").startswith("Back to the picture")
    chapter.keyboard.press("Enter")
    chapter.locator(f"#{FIGURE} .still").wait_for()
    assert chapter.locator(f"#{FIGURE} .plot").count() == 0
    assert (chapter.evaluate(FOCUS), control.inner_text()) == ("explore", "Explore")
    assert not chapter.problems


def test_escape_leads_back_from_within_the_chart(chapter):
    asked(chapter)
    chapter.keyboard.press("Shift+Tab")
    chapter.keyboard.press("Shift+Tab")
    assert chapter.evaluate(f"document.activeElement.closest('#{FIGURE}') !== null")
    chapter.keyboard.press("Escape")
    chapter.locator(f"#{FIGURE} .still").wait_for()
    assert chapter.evaluate(FOCUS) == "explore"


@pytest.mark.complaint("chart-without-name")
def test_the_chart_says_what_the_picture_said(chapter):
    said = chapter.locator(f"#{FIGURE} .still").get_attribute("aria-label")
    asked(chapter)
    assert len(said.split()) > 8
    assert chapter.get_by_role("group", name=said, exact=True).is_visible()


@pytest.mark.complaint("chart-without-name")
def test_the_row_of_the_chart_is_reached_by_keyboard(chapter):
    asked(chapter)
    buttons = chapter.locator(f"#{FIGURE} .plot .modebar-btn")
    names = buttons.evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label') || one.dataset.title)"
    )
    assert names and all(names)
    buttons.first.focus()
    assert chapter.evaluate(f"document.activeElement.closest('#{FIGURE} .plot') !== null")


def test_a_chart_is_drawn_for_the_width_it_has_now(chapter):
    asked(chapter)
    drawing = chapter.locator(f"#{FIGURE} .drawing")
    assert drawing.get_attribute("data-live") == "large"
    chapter.set_viewport_size({"width": WIDTHS["phone"], "height": HEIGHT})
    chapter.locator(f"#{FIGURE} .drawing[data-live=small]").wait_for(timeout=15_000)


@pytest.fixture
def phone(chrome):
    """A phone: its screen answers to fingers alone."""
    size = {"width": WIDTHS["phone"], "height": HEIGHT}
    context = chrome.new_context(viewport=size, has_touch=True, is_mobile=True, offline=True)
    page = context.new_page()
    page.goto(PAGE.as_uri(), wait_until="load")
    yield page
    context.close()


def swipe(page, x, y):
    """Swipe up with one finger from a place on the screen, and wait until the page has come to rest."""
    touch = page.context.new_cdp_session(page)
    for step in range(STEPS):
        kind, place = ("touchMove" if step else "touchStart"), {"x": x, "y": y - step * STEP}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
        settle(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settle(page)


RANGES = "plot => ['xaxis', 'yaxis'].map((name) => plot.layout[name].range.join())"


@pytest.mark.parametrize("across", [0.04, 0.5, 0.97])
def test_a_swipe_that_begins_on_a_chart_scrolls_the_page(phone, across):
    control = phone.locator(f"#{FIGURE} .explore")
    control.tap()
    plot = phone.locator(f"#{FIGURE} .plot.js-plotly-plot")
    plot.locator(".main-svg").first.wait_for(timeout=15_000)
    plot.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box, before, ranges = plot.bounding_box(), phone.evaluate("scrollY"), plot.evaluate(RANGES)
    swipe(phone, box["x"] + across * box["width"], box["y"] + 0.6 * box["height"])
    assert phone.evaluate("scrollY") - before > STEPS * STEP / 2
    assert plot.evaluate(RANGES) == ranges
    assert phone.locator(f"#{FIGURE} .modebar-btn").filter(visible=True).count() == 0
