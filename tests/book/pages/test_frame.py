"""The frame of every page: its parts and their order, its claims, its depths, its print."""

import re

import pytest

from helpers import tables, texts
from helpers.book.pages import site
from helpers.book.pages.frame import slug
from tests import browser
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, PAGES, name, read

CHAPTER = HTML / "chapters" / "05-syria.html"
OUTCOMES = texts.graded(tables.load("claims")).set_index("claim_id")["outcome"]


@pytest.fixture(scope="module")
def articles():
    return [path for path in PAGES if read(path).cssselect("article section h1")]


def one_of(tree, selector):
    (found,) = tree.cssselect(selector)
    return found


# -- parts


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_chapter_says_where_one_is_and_what_comes_next(path):
    page, number = read(path), int(path.stem[:2])
    line = one_of(page, ".topline p").text_content()
    assert f"{number} of {len(CHAPTERS)}" in line and re.search(r"\b[1-9]\d? min\b", line)
    assert f"Record closes {tables.closing().said}" in line
    assert not re.match(r"\d", one_of(page, "h1").text_content())
    assert one_of(page, "title").text.startswith(f"{number}. ")
    sections = [one.get("id") for one in page.cssselect("article > section > section")]
    listed = [link.get("href")[1:] for link in page.cssselect(".inpage a")]
    assert listed in (sections, [])
    assert len(page.cssselect(".onward a")) == 2
    there, _, place = one_of(page, ".tools a.fa").get("href").partition("#")
    abstract = one_of(page, ".to-persian a").get("href")
    for whole, name_there in ((read(path.parent / there), place), (page, abstract[1:])):
        assert whole.get_element_by_id(name_there).cssselect("div.persian[lang=fa][dir=rtl]")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_head_says_what_texts_it_speaks_of_and_leads_to_its_doubts(path):
    page = read(path)
    ways = one_of(page, ".sure + .ways, .sure + .erratum + .ways")  # a correction of the answer between
    goals = [link.get("href").partition("#")[2] for link in ways.cssselect("a")]
    own = path.stem.partition("-")[2].replace("home", "home-debate")
    assert goals[-2:] == [f"{own}-doubt", f"{own}-change"]
    assert all(page.get_element_by_id(goal).cssselect("p") for goal in goals[-2:])
    if not path.stem.startswith("01"):
        assert ways.text_content().strip().startswith("The article is") and goals[0] == "two-texts-sources"


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_correction_is_read_after_what_it_corrects(path):
    for note in read(path).cssselect("article section > .erratum"):
        before = [one for one in note.itersiblings(preceding=True)]
        corrects = [one for one in before if one.tag == "p" or "table-frame" in one.get("class", "")]
        assert corrects or note.getparent().cssselect(".sure"), note.get("id")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_under_every_outcome_stands_when_the_record_closes(path):
    names = {one for one in tables.names() if "dated" in tables.coverage(one)} | {
        "event_claims",
        "predictions",
    }
    dated = {tables.describe(one)["path"] for one in names}
    for row in read(path).cssselect(".actions"):
        shows = {link.get("href").partition("data/")[2] for link in row.cssselect("a[href$='.csv']")}
        said = [one.text_content() for one in row.cssselect(".closes")]
        assert said[:1] == [f"Record closes {tables.closing().said}"] * bool(shows & dated), shows
    if path.stem.startswith("12"):
        assert len(read(path).cssselect(".actions > .closes")) > 5


def test_every_page_loads_one_style_sheet_and_one_script_beside_the_early_one(articles):
    for path in articles:
        page = read(path)
        styles = [one.get("href").rpartition("/")[2] for one in page.cssselect("link[rel=stylesheet]")]
        scripts = [one.get("src").rpartition("/")[2] for one in page.cssselect("script[src]")]
        own = [beside] if (beside := site.sheet_beside(name(path))) else []
        assert [one.partition("?")[0] for one in styles] == ["book.css", *own], name(path)
        ours = [own_script] if (own_script := site.OWN_SCRIPTS.get(name(path).rpartition("/")[2])) else []
        assert [one.partition("?")[0] for one in scripts] == ["early.js", "book.js", *ours], name(path)
        assert not page.xpath("//@onclick | //@onload") and not page.cssselect("head style"), name(path)


def test_no_heading_is_named_by_what_stands_beside_it(articles):
    for path in articles:
        for heading in read(path).cssselect("article :is(h1, h2, h3, h4)"):
            assert not heading.cssselect("a.cite, a.headerlink"), (name(path), heading.text_content())


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_figure_is_finding_picture_reading_and_one_row(path):
    for figure in read(path).cssselect("figure.chart"):
        kinds = [child.get("class").split()[0] for child in figure if child.tag != "details"]
        assert [kind for kind in kinds if kind != "how"] == ["fig-title", "drawing", "actions"], figure.get(
            "id"
        )
        assert kinds.index("actions") == len(kinds) - 1
        assert len(figure.cssselect("details.code")) <= 1


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_cells_between_two_paragraphs_are_one_fold(path):
    for fold in read(path).cssselect("details.code"):
        count = len(fold.cssselect(".cell_input"))
        assert one_of(fold, "summary .cells").text == f"{count} cell{'s' if count > 1 else ''}"
        following = fold.getnext()
        assert following is None or "code" not in (following.get("class") or "").split()
    assert not read(path).cssselect("article :is(.cell, details.hide)")


def test_no_cell_is_left_outside_a_fold(articles):
    for path in articles:
        assert not read(path).cssselect("div.cell, details.hide"), name(path)


def test_columns_of_numbers_end_where_their_heading_ends(visit):
    page = visit(HTML / "chapters" / "06-votes.html")
    table = page.locator("#tbl-votes-choices")
    ends = """table => [...table.rows].map(row => [...row.querySelectorAll(".amount")].map(cell => {
      const words = document.createRange();
      words.selectNodeContents(cell.querySelector("p"));
      return Math.round(words.getBoundingClientRect().right);
    }))"""
    heads, *rows = table.evaluate(ends)
    assert len(heads) >= 3
    for row in rows:
        assert row and all(abs(one - head) <= 1 for one, head in zip(row, heads, strict=True))


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_column_is_one_of_numbers_where_all_its_cells_are(path):
    number = re.compile(r"\W*\d[\d,]*(\.\d+)?\W*")
    for table in read(path).cssselect("table"):
        body = [[cell.text_content().strip() for cell in row] for row in table.cssselect("tbody tr")]
        heads = ["amount" in (one.get("class") or "").split() for one in table.cssselect("thead th")]
        for place, (marked, cells) in enumerate(zip(heads, zip(*body, strict=True), strict=True)):
            known = [cell for cell in cells if cell not in ("", "–")]
            numbers = place > 0 and bool(known) and all(map(number.fullmatch, known))
            assert marked == numbers, (table.get("id"), place, known[:3])


def test_rows_have_headers_and_cells_know_their_column():
    for path in CHAPTERS:
        for table in read(path).cssselect("table.carded"):
            heads = [one.text_content().strip() for one in table.cssselect("thead th")]
            for row in table.cssselect("tbody tr"):
                first, *others = row
                assert first.tag == "th" and first.get("scope") == "row"
                assert [one.get("data-th") for one in others] == heads[1:], table.get("id")


# -- claims


@pytest.mark.thorough
def test_on_a_phone_the_labels_of_a_row_begin_at_one_edge(visit):
    page = visit(HTML / "chapters" / "13-ledger.html", "phone")
    edges = page.locator("table.carded tbody td").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).textAlign))]"
    )
    assert edges == ["start"]


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_locator_of_a_claim_shows_how_it_fared(path):
    links = read(path).xpath("//article//p//a[contains(@href, '#claim-')]")
    links = [
        one
        for one in links
        if "claim-id" not in one.get("class", "")
        and not one.xpath("ancestor::table[contains(@class, 'ledger')]")
    ]
    for link in links:
        code = link.text_content().strip()
        if code in OUTCOMES.index:
            assert f"v-{slug(OUTCOMES[code])}" in link.get("class").split(), code
            assert link.cssselect("svg use")[0].get("href") == f"#m-{slug(OUTCOMES[code])}"


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_the_edge_has_every_claim_and_colours_those_that_are_spoken_of(path):
    page = read(path)
    squares = page.cssselect(".strip a")
    assert [one.get("data-c") for one in squares] == list(OUTCOMES.index)
    assert all(one.get("tabindex") == "-1" for one in squares)
    assert [one.text_content() for one in page.cssselect(".strip .t")] == ["P", "A"]  # as their codes begin
    on = {one.get("data-c") for one in squares if "on" in (one.get("class") or "").split()}
    assert {one.text_content().strip() for one in page.cssselect("article a.claim-ref")} <= on


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_notes_stand_before_a_paragraph_that_names_their_claim(path):
    for note in read(path).cssselect("aside.claim-note"):
        code = note.cssselect("a")[0].text
        beside = note.xpath("following-sibling::p[1]")[0]
        assert code in {one.text_content().strip() for one in beside.cssselect("a.claim-ref")}
        assert note.cssselect("b")[0].text_content()


@pytest.mark.thorough
@pytest.mark.complaint("preview-in-the-way")
def test_a_card_tells_a_claim_by_hover_focus_and_escape(visit):
    page = visit(CHAPTER)
    link = page.locator("article p a.claim-ref").first
    link.hover()
    card = page.locator("#card")
    card.get_by_text("Discussed in chapters").wait_for(timeout=5_000)
    assert "Confidence:" in card.inner_text() and link.inner_text().strip() in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    page.keyboard.press("Tab")
    for selector in ("article p a.said", "article p a.term-link"):
        page.locator(selector).first.focus()
        page.locator(selector).first.hover()
        assert card.is_visible() and card.inner_text(), selector
        page.keyboard.press("Escape")
    assert page.problems == []


# -- reading


# The last line of a paragraph is as long as it happens to be: half a line, on average.
LETTERS = """all => all.filter(p => p.checkVisibility() && p.textContent.length > 400).map(p => {
  const lines = p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight);
  return p.textContent.length / (Math.round(lines) - 0.5);
})"""


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_line_has_the_length_that_one_reads_with_ease(visit, path):
    lines = visit(path).locator("article section > p").evaluate_all(LETTERS)
    assert lines and 62 <= sorted(lines)[len(lines) // 2] <= 70


@pytest.mark.parametrize("script", [True, False])
def test_depth_is_chosen_with_and_without_a_script(visit, script):
    page = visit(CHAPTER, script=script)
    text, code = page.locator("#syria-article > p").first, page.locator("details.code.rest summary").first
    assert text.is_visible()
    page.locator("#depth-brief").check(force=True)
    assert not text.is_visible() and page.locator("#fig-syria-drafts .still").is_visible()
    page.locator("#depth-audit").check(force=True)
    assert text.is_visible() and code.is_visible()


@pytest.mark.thorough
def test_depth_can_be_linked(visit):
    page = visit(CHAPTER)
    page.goto(f"{CHAPTER.as_uri()}?depth=brief")
    assert not page.locator("#syria-article > p").first.is_visible()
    assert page.locator("#depth-brief").is_checked()


@pytest.mark.thorough
def test_a_chosen_depth_is_in_the_address_and_kept_for_the_next_page(visit):
    page = visit(CHAPTER)
    page.locator("#depth-audit").check(force=True)
    assert page.url.endswith("?depth=audit")
    page.goto((HTML / "chapters" / "06-votes.html").as_uri())
    assert page.locator("#depth-audit").is_checked()
    page.goto(f"{CHAPTER.as_uri()}?depth=brief#syria-sides")
    assert page.locator("#depth-brief").is_checked()
    page.goto(CHAPTER.as_uri())  # an address that names a depth is no choice
    assert page.locator("#depth-audit").is_checked()


@pytest.mark.thorough
def test_a_depth_that_is_none_is_the_whole_text(visit):
    page = visit(CHAPTER)
    page.goto(f"{CHAPTER.as_uri()}?depth=nowhere")
    assert page.locator("#depth-argument").is_checked()
    assert page.locator("#syria-article > p").first.is_visible()


@pytest.mark.thorough
def test_another_depth_keeps_the_place_where_one_reads(visit):
    page = visit(CHAPTER)
    page.add_style_tag(content="html { overflow-anchor: none; }")
    page.locator("#fig-syria-sides").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, document.querySelector('#fig-syria-sides').getBoundingClientRect().top - 60)")
    place = page.evaluate("document.querySelector('#fig-syria-sides').getBoundingClientRect().top")
    for depth in ("brief", "audit", "argument"):
        before = page.evaluate("scrollY")
        page.locator(f"#depth-{depth}").evaluate("one => one.click()")
        assert page.evaluate("scrollY") != before
        now = page.evaluate("document.querySelector('#fig-syria-sides').getBoundingClientRect().top")
        assert abs(now - place) < 2, depth


@pytest.mark.thorough
@pytest.mark.parametrize("script", [True, False])
def test_print_is_of_the_depth_that_is_shown(visit, script):
    page = visit(CHAPTER, script=script)
    text, code = page.locator("#syria-article > p").first, page.locator("details.code pre").first
    picture = page.locator("#fig-syria-drafts .still svg").first
    for depth, shown in {"brief": (False, False), "argument": (True, False), "audit": (True, True)}.items():
        page.emulate_media(media="screen")
        page.locator(f"#depth-{depth}").check(force=True)
        page.emulate_media(media="print")
        assert (text.is_visible(), code.is_visible()) == shown, depth
        assert picture.is_visible()


@pytest.mark.thorough
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_pressed_is_large_enough(visit, width):
    page = visit(CHAPTER, width=width)
    small = page.locator("button, summary, .actions > a, .depth label, .tools a").evaluate_all(
        """all => all.filter(one => one.checkVisibility({ opacityProperty: true }))
          .filter(one => one.getBoundingClientRect().height < 23.5).map(one => one.outerHTML.slice(0, 90))"""
    )
    assert small == []


@pytest.mark.complaint("dark-print")
def test_print_is_whole_and_light(visit):
    page = visit(CHAPTER, scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 27, 25)"
    for selector in (".bar", ".strip", ".actions > :not(.sources)", ".onward", ".depth", ".beside"):
        assert not page.locator(selector).first.is_visible(), selector
    cut = page.locator(".table-frame").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).overflowX !== 'visible').length"
    )
    assert cut == 0
    assert page.locator(".claim-note").first.is_visible()
    sheets = (HTML / "_static" / "book.css").read_text(encoding="utf-8")
    for path in CHAPTERS:
        assert f'@page sheet-{path.stem}{{@top-right{{content:"{int(path.stem[:2])} · ' in sheets
    if width := page.evaluate("document.documentElement.scrollWidth"):
        assert width <= WIDTHS["wide"]


# -- requests


@pytest.mark.thorough
def test_a_page_asks_for_at_most_ten_files(visit):
    page = visit(CHAPTER)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    browser.settle(page)
    assert 0 < len(asked) <= 10, asked


def test_every_script_and_style_sheet_is_in_the_bundle():
    here = site.HERE
    scripts, styles = ({path.name for path in (here / kind).iterdir()} for kind in ("scripts", "styles"))
    assert scripts == {*site.SCRIPTS, *site.OWN_SCRIPTS.values()}
    assert styles == {*site.STYLES, *site.OWN.values(), site.APPENDIX, site.PERSIAN}
