"""The trail as a reader opens it: by mouse, finger and keyboard, and without a script."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers.book.trail import pages, units
from tests.book.trail import slices
from tests.built import CHAPTERS, HTML, ids, name, read

CHAPTER = HTML / "chapters" / "05-syria.html"
NUMBER = "a.made[data-made=vetoed]"
CELL = f"#cell-{slices.notebook('chapters/05-syria').of['vetoed'].cell.number + 1}"
TRAILED = [path for path in [HTML / "index.html", *CHAPTERS] if path.exists()]
ALL = "[...document.querySelectorAll('a.made')]"
MOST = 6 * 1024  # bytes, packed, that trails may add to a page


def lines(page):
    page.locator("dialog.trail[open]").wait_for()
    return page.locator("dialog.trail pre").all_text_contents()


def close(page):
    page.locator("dialog.trail[open]").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("dialog.trail").is_visible()


@pytest.fixture
def chapter(visit):
    page = visit(CHAPTER)
    yield page
    assert not page.problems


@pytest.mark.thorough
def test_number_opens_its_lines_helpers_tables_proof_and_citation(chapter):
    chapter.locator(NUMBER).first.click()
    panel = chapter.locator("dialog.trail")
    assert panel.locator("h2").inner_text().startswith(chapter.locator(NUMBER).first.inner_text())
    parts = slices.notebook("chapters/05-syria").slice("vetoed")
    assert lines(chapter) == [part.text for part in parts]
    assert "helpers.council" in panel.inner_text()
    hrefs = panel.locator("a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert "data.html#table-council-votes" in hrefs
    assert "reproduce.html" in hrefs
    assert any("/cite/" in href for href in hrefs)
    close(chapter)


@pytest.mark.parametrize("path", TRAILED, ids=name)
def test_each_table_of_a_trail_leads_to_its_entry(path):
    for table, _, address in pages.told(HTML, name(path))["tables"]:
        page, _, entry = address.partition("#")
        assert entry in ids((path.parent / page).resolve()), table


@pytest.mark.thorough
def test_lines_on_the_page_are_those_that_a_test_runs(chapter):
    notebook = slices.notebook("chapters/05-syria")
    for place, unit in enumerate(chapter.evaluate(f"() => {ALL}.map((one) => one.dataset.made)")):
        chapter.evaluate(f"(place) => {ALL}[place].click()", place)
        assert lines(chapter) == [part.text for part in units.parts(notebook, unit)], unit
        chapter.evaluate("() => document.querySelector('dialog.trail').close()")


@pytest.mark.parametrize("kind", ["fig-syria-drafts", "tbl-syria-vetoes"])
def test_figure_and_table_open_their_trail_from_their_source_line(chapter, kind):
    control = chapter.locator(f"a.how[data-made={kind}]")
    assert control.inner_text() == "How it was made"
    control.focus()
    chapter.keyboard.press("Enter")
    assert "helpers." in lines(chapter)[-1]
    hrefs = chapter.locator("dialog.trail a").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    assert f"../cite/{kind}.html" in hrefs
    close(chapter)
    assert chapter.evaluate("document.activeElement.dataset.made") == kind


@pytest.mark.thorough
def test_numbers_are_text_until_trails_are_turned_on(chapter):
    style = "(one) => [getComputedStyle(one).color, getComputedStyle(one).textDecorationLine]"
    around = chapter.locator(NUMBER).first.evaluate("(one) => getComputedStyle(one.parentElement).color")
    assert chapter.locator(NUMBER).first.evaluate(style) == [around, "none"]
    tabbable = "() => document.querySelectorAll('a.made[href]:not(.how)').length"
    assert chapter.evaluate(tabbable) == 0
    button = chapter.get_by_role("button", name="Trails", exact=True)
    button.focus()
    chapter.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert chapter.evaluate(tabbable) > 30
    assert chapter.locator(NUMBER).first.evaluate(style)[1] == "underline"
    for key in ("Enter", " "):
        chapter.locator(NUMBER).first.focus()
        chapter.keyboard.press(key)
        close(chapter)
        assert chapter.evaluate("document.activeElement.dataset.made") == "vetoed"


@pytest.mark.thorough
def test_focus_returns_to_a_number_that_was_clicked(chapter):
    chapter.locator(NUMBER).first.click()
    close(chapter)
    assert chapter.evaluate("document.activeElement.dataset.made") == "vetoed"


@pytest.mark.thorough
def test_finger_opens_a_number_and_the_panel_fits_a_phone(chrome):
    context = chrome.new_context(viewport={"width": 390, "height": 800}, has_touch=True, offline=True)
    page = context.new_page()
    page.goto(CHAPTER.as_uri())
    page.locator(NUMBER).first.tap()
    box = page.locator("dialog.trail").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.querySelector('dialog.trail').scrollWidth") <= box["width"]
    context.close()


@pytest.mark.thorough
@pytest.mark.complaint("right-to-left")
def test_persian_number_opens_code_from_left_to_right(chapter):
    chapter.locator("div.persian a.made").first.click()
    assert (
        chapter.locator("dialog.trail pre").first.evaluate("(one) => getComputedStyle(one).direction")
        == "ltr"
    )
    assert "import helpers" in lines(chapter)[0]


@pytest.mark.thorough
def test_panel_and_numbers_keep_the_rules_of_accessibility(visit):
    chapter = visit(CHAPTER)
    chapter.get_by_role("button", name="Trails", exact=True).click()
    found = Axe().run(chapter, context="main", options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert not [one["id"] for one in found.response["violations"]]
    chapter.locator(NUMBER).first.click()
    chapter.locator("dialog.trail[open]").wait_for()
    found = Axe().run(chapter, context="dialog.trail", options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert not [one["id"] for one in found.response["violations"]]


@pytest.mark.thorough
@pytest.mark.complaint("link-into-fold")
def test_link_to_a_cell_in_the_panel_unfolds_it(chapter):
    chapter.locator(NUMBER).first.click()
    chapter.locator("dialog.trail ol a").last.click()
    assert chapter.locator(f"{CELL} pre").is_visible()


@pytest.mark.thorough
def test_where_trails_cannot_be_fetched_a_number_leads_to_its_cell(visit):
    page = visit(CHAPTER)
    page.evaluate("document.documentElement.dataset.trails = 'nowhere.js'")
    page.locator(NUMBER).first.click()
    page.wait_for_function("goal => location.hash === goal", arg=CELL)
    assert page.locator(f"{CELL} pre").is_visible() and not page.locator("dialog.trail[open]").count()


def test_without_a_script_a_number_leads_to_the_folded_cell_that_made_it(visit):
    page = visit(CHAPTER, script=False)
    assert not page.locator(f"{CELL} pre").is_visible()
    number = page.locator(NUMBER).first
    assert number.get_attribute("href") == CELL
    number.click()
    assert page.locator(f"{CELL} pre").is_visible()
    assert "vetoed=" in page.locator(f"{CELL} pre").inner_text()


@pytest.mark.thorough
def test_print_shows_the_number_and_no_control(chapter):
    chapter.emulate_media(media="print")
    assert chapter.locator(NUMBER).first.is_visible()
    assert not chapter.locator("a.how").first.is_visible()
    assert not chapter.locator("button.trails").is_visible()


@pytest.mark.parametrize("path", TRAILED, ids=name)
def test_every_glued_number_in_prose_has_a_trail(path):
    page = read(path)
    known = pages.told(HTML, name(path))["of"]
    for number in page.xpath("//main//span[contains(@class, 'pasted-text')]"):
        if not number.xpath("ancestor::h1 | ancestor::h2 | ancestor::h3"):
            link = number.getparent()
            if link.tag == "a" and "data-made" not in link.attrib:  # a link already, to somewhere else
                continue
            if number.xpath(".//a"):  # claims, each a link of its own
                continue
            assert link.get("class") == "made", number.text_content()
            assert link.get("data-made") in known
            assert page.get_element_by_id(link.get("href")[1:]) is not None


@pytest.mark.parametrize("path", TRAILED, ids=name)
def test_every_figure_and_table_has_its_control(path):
    page = read(path)
    wanted = set(slices.notebook(path.relative_to(HTML).with_suffix("").as_posix()).of)
    wanted = {one for one in wanted if one.startswith(("fig-", "tbl-"))}
    assert {one.get("data-made") for one in page.xpath("//a[contains(@class, 'how')]")} == wanted


@pytest.mark.parametrize("path", TRAILED, ids=name)
def test_trails_make_a_page_little_larger(path):
    text = path.read_text(encoding="utf-8")
    without = re.sub(r'<a class="(?:how )?made"[^>]*>(.*?)</a>', r"\1", text)
    without = re.sub(r' id="cell-\d+"', "", without)
    assert len(without) < len(text)
    assert len(gzip.compress(text.encode())) - len(gzip.compress(without.encode())) <= MOST
