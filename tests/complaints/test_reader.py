"""A reader in conditions of their own: a link from elsewhere, another zone, keyboard or browser."""

import pytest

from tests import browser
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, ROOT, name, read

pytestmark = pytest.mark.thorough

PAGE = HTML / "chapters" / "05-syria.html"
SCRIPTS = ROOT / "src" / "helpers" / "book" / "pages" / "scripts"
ZONES = ("America/Los_Angeles", "Pacific/Kiritimati")
# Of what a link leads to: how far below the top it stands, and what one sees at its first line.
UNDER = """id => {
  const goal = document.getElementById(id);
  const line = goal.querySelector("h1, h2, h3, caption, figcaption") || goal;
  const { left, top } = line.getBoundingClientRect();
  const seen = document.elementFromPoint(Math.max(left, 0) + 8, top + 6);
  return top >= 0 && !!seen && (goal.contains(seen) || seen.contains(goal));
}"""
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  get() { throw new DOMException("Access is denied for this document.", "SecurityError"); } });"""


def goals():
    """Return one address of each kind that people link to."""
    page = read(PAGE)
    kinds = ("//article//section[@id]", "//figure[@id]", "//table[@id]")
    return [page.xpath(f"({kind})[{place}]/@id")[0] for kind in kinds for place in (1, "last()")]


@pytest.mark.complaint("anchor-under-header")
@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_link_leads_to_is_not_covered(visit, width):
    page = visit(PAGE, width=width)
    page.add_style_tag(content=browser.STILL)
    for goal in goals():
        page.evaluate("id => { location.hash = id; }", goal)
        browser.settle(page)
        page.wait_for_function(UNDER, arg=goal, timeout=3_000)


def in_zone(chrome, path, zone):
    """Return all that a page says, and what its first charts say when they come alive, in a time zone."""
    context = chrome.new_context(timezone_id=zone, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    for figure in page.locator("figure .actions .explore").all()[:2]:
        figure.click()
        page.locator(".drawing[data-live] .main-svg").first.wait_for(timeout=15_000)
    browser.settle(page)
    said = page.locator(".js-plotly-plot text").all_text_contents()
    dates = page.evaluate("new Date(2026, 0, 1).getTimezoneOffset()")
    words = page.locator("article").inner_text()
    context.close()
    return dates, said, words


@pytest.mark.complaint("day-shifts")
@pytest.mark.parametrize("path", [PAGE, HTML / "chapters" / "12-after.html"], ids=name)
def test_a_page_says_the_same_days_in_every_zone(chrome, path):
    (west, charts, words), (east, others, again) = (in_zone(chrome, path, zone) for zone in ZONES)
    assert west > 0 > east
    assert charts and charts == others
    assert words == again


@pytest.mark.complaint("storage-blocked")
@pytest.mark.parametrize("path", [HTML / "index.html", PAGE, HTML / "search.html"], ids=name)
def test_a_page_works_where_nothing_may_be_kept(chrome, path):
    context = chrome.new_context(offline=True)
    context.add_init_script(BLOCKED)
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.goto(path.as_uri())
    for control in page.locator(".depth input, button.theme, .tools button").all():
        if control.is_visible():
            control.click()
    if path == PAGE:
        page.locator("figure .actions .explore").first.click()
        page.locator(".drawing[data-live] .main-svg").first.wait_for(timeout=15_000)
    assert page.evaluate("() => { try { return !!localStorage; } catch { return 'blocked'; } }") == "blocked"
    assert wrong == []
    context.close()


SHOWN = "table => [...table.tBodies[0].rows].filter(row => row.checkVisibility()).length"
ANEW = """source => {
  const table = [...document.querySelectorAll("table.ledger")].at(-1);
  document.querySelectorAll(".table-search").forEach((one) => one.remove());
  table.tBodies[0].rows[0].cells[1].textContent = "گفت‌وگوی کوتاه ایران ۱۳۸۶";
  new Function(source)();
}"""


@pytest.mark.complaint("arabic-keyboard")
def test_rows_are_found_with_the_letters_and_digits_of_another_keyboard(visit):
    """A long table takes a row in Persian; on a narrow screen it is asked as each keyboard writes it."""
    page = visit(CHAPTERS[-1], width="phone")
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(ANEW, (SCRIPTS / "tables.js").read_text(encoding="utf-8"))
    table, field = page.locator("table.ledger").last, page.locator(".table-search input").last
    for typed in ("گفت‌وگوي كوتاه", "گفتوگوی", "كوتاه ايران", "١٣٨٦", "۱۳۸۶", "1386"):
        field.fill(typed)
        assert table.evaluate(SHOWN) == 1, typed
