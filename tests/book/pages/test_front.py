"""The front page: an answer, a picture, ways in; every claim, the findings, every chapter as a question."""

import re
import zipfile

import pytest
from docutils import nodes

from helpers import tables, texts
from helpers.book.pages import front, margin
from helpers.book.pages.claims import target
from tests import browser, notebooks
from tests.built import CHAPTERS, HTML, REGISTER, ROOT, ids, read

CLAIMS = texts.graded(tables.load("claims"))
LEAST = 10.9  # pixels that the letters of the picture have at least: 11, but for the rounding of its scale
LETTERS = """all => all.filter(one => one.getClientRects().length).map(one =>
    parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""
SIDES = """all => all.map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"""
FIRST = {"wide": (1280, 800), "narrow": (390, 844)}


@pytest.fixture(scope="module")
def home():
    return read(HTML / "index.html").cssselect("article")[0]


def text(element):
    return " ".join(element.text_content().split())


def leads(link):
    """Say whether a link leads to a file of the book, and to an id there."""
    page, _, name = link.get("href").partition("#")
    path = HTML / (page or "index.html")
    return path.is_file() and (not name or name in ids(path))


# What it says


def test_the_answer_comes_first_and_its_numbers_have_trails(home):
    said = home.cssselect(".lede p")
    assert len(said) == 2 and sum(len(text(one).split()) for one in said) <= 30
    assert {one.get("data-made") for one in said[0].cssselect("a.made")} == {"ten", "where"}
    assert home.cssselect(".lede ~ .doors ~ figure")


def test_there_are_three_ways_in_and_a_door_to_persian(home):
    doors = home.cssselect(".doors a")
    assert len(doors) == 3 and all(map(leads, doors))
    (title,) = home.cssselect(".lettering a")
    assert title.get("href") == "#home-persian" and "ائتلاف" in text(title)
    block = home.cssselect("#home-persian div.persian[lang=fa][dir=rtl]")[0]
    assert "\u200c" in text(block) and not re.search(r"[ىكي]", text(block))
    (door,) = [link.get("href") for link in block.cssselect("a:not(.made)")]
    page, _, name = door.partition("#")
    behind = read(HTML / page)
    assert name == "fa" and behind.get_element_by_id(name) is not None
    labels = [read(path).cssselect("article section[id]")[0].get("id") for path in CHAPTERS]
    assert all(behind.get_element_by_id(f"fa-{label}").cssselect("div.persian") for label in labels)


def test_every_claim_is_a_mark_of_its_verdict_in_the_order_of_the_texts(home):
    marks = home.cssselect(".claim-marks .row .claim-ref")
    assert [mark.get("href").partition("#")[2] for mark in marks] == CLAIMS["claim_id"].map(target).tolist()
    assert all(map(leads, marks))
    for mark, claim in zip(marks, CLAIMS.to_dict("records"), strict=True):
        shape = f"#m-{claim['outcome'].replace(' ', '-')}"
        assert mark.cssselect("use")[0].get("href") == shape
        assert shape[1:].replace("m-", "v-", 1) in mark.get("class").split()
        assert text(mark) == f"{claim['claim_id']}: {margin.SAID[claim['outcome']]}"
        assert claim["paraphrase"] in mark.get("title")


def test_the_key_counts_every_claim_once(home):
    counts = CLAIMS["outcome"].value_counts()
    key = [text(one) for one in home.cssselect(".claim-marks .key li")]
    assert key == [f"{counts[one]} {margin.SAID[one]}" for one in texts.OUTCOMES]
    rows = [int(text(one).split()[-1]) for one in home.cssselect(".claim-marks .row > p")]
    assert sum(rows) == counts.sum() == len(CLAIMS)


def test_four_findings_have_a_number_few_words_and_a_chapter(home):
    findings = home.cssselect(".findings dd")
    assert len(findings) == len(home.cssselect(".findings dt")) == 4
    for number, finding in zip(home.cssselect(".findings dt"), findings, strict=True):
        assert re.fullmatch(r"\d+ of \d+", text(number)) and number.cssselect("a.made")
        words = text(finding).removeprefix(text(finding.cssselect("strong")[0]))
        assert len(re.sub(r"Chapter \d+$|\([^)]*\)", "", words).split()) <= 14
        assert any(
            link.get("href").startswith("chapters/") and leads(link) for link in finding.cssselect("a")
        )


def test_every_chapter_is_a_question_with_its_own_answer(home):
    links = home.cssselect(".questions a")
    assert [link.get("href") for link in links] == [f"chapters/{path.name}" for path in CHAPTERS]
    for number, (link, path) in enumerate(zip(links, CHAPTERS, strict=True), start=1):
        question, answer = text(link.cssselect("strong")[0]), text(link.cssselect(".says")[0])
        assert text(link.cssselect(".no")[0]) == str(number)
        assert question.endswith("?") and answer.endswith(".") and len(answer.split()) <= 30
        opening = text(read(path).cssselect("article")[0])
        assert question in opening and answer.rstrip(".") in opening
    parts = [text(one) for one in home.cssselect(".questions .part")]
    assert parts[0] == "I The texts" and parts[-1].startswith("V ")


def test_what_can_be_taken_away_is_there(home):
    links = home.cssselect(".take-away:not(#downloads) a")
    assert [link.get("href") for link in links] == ["data/data.zip", "citations.json", "cite/index.html"]
    assert all(map(leads, links))
    assert str(len(zipfile.ZipFile(HTML / "data" / "data.zip").namelist()) - 2) in text(links[0])


def test_it_says_until_when_the_record_goes(home):
    ends = tables.closing()
    assert f"closes on {ends.said}" in text(home.get_element_by_id("home-take"))
    assert f"The record closes on {ends.said}" in text(home.getroottree().find(".//header"))


def test_the_figure_that_is_gone_still_answers(home):
    (note,) = home.cssselect("#fig-home-issues")
    assert "cite/fig-home-issues.html" in note.cssselect("a")[0].get("href")
    assert "chance" in text(read(HTML / "cite" / "fig-home-issues.html").getroottree().getroot())


# How it stands on a screen


@pytest.fixture
def front_page(visit):
    return visit(HTML / "index.html")


@pytest.mark.parametrize("width", FIRST)
def test_the_first_screen_has_answer_ways_in_and_the_common_years(front_page, width):
    across, down = FIRST[width]
    front_page.set_viewport_size({"width": across, "height": down})
    browser.settle(front_page)
    feet = front_page.locator(".lede, .doors, .lettering").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().bottom)"
    )
    assert len(feet) == 3 and max(feet) <= down
    shown = front_page.locator(".still svg").filter(visible=True)
    assert shown.count() == 1
    assert shown.locator("text", has_text="years, in").first.bounding_box()["y"] < down


@pytest.mark.parametrize(
    "across",
    [
        *(390, 1280),
        *(pytest.param(one, marks=pytest.mark.thorough) for one in (600, 601, 799, 800, 1079, 1080, 1920)),
    ],
)
def test_words_of_the_picture_can_be_read_and_marks_be_touched(front_page, across):
    front_page.set_viewport_size({"width": across, "height": 900})
    browser.settle(front_page)
    letters = front_page.locator(".still svg text").evaluate_all(LETTERS)
    assert letters and min(letters) >= LEAST
    sides = front_page.locator(".claim-marks .claim-ref").evaluate_all(SIDES)
    assert min(sides) >= 24
    assert front_page.evaluate("document.documentElement.scrollWidth") <= across
    how = front_page.locator("div.how").bounding_box()
    assert how["width"] >= 240


@pytest.mark.thorough
def test_a_mark_has_its_card_by_keyboard_and_leads_on(front_page):
    mark = front_page.locator(".claim-marks .v-contradicted.claim-ref").first
    mark.focus()
    front_page.keyboard.press("Shift+Tab")
    front_page.keyboard.press("Tab")
    card = front_page.locator("#card")
    card.get_by_text("contradicted").first.wait_for()
    mark.click()
    front_page.wait_for_url(f"**/{REGISTER}#claim-*")


@pytest.mark.thorough
def test_on_the_narrowest_screen_the_two_titles_stand_apart(visit):
    page = visit(HTML / "index.html", "phone")
    page.set_viewport_size({"width": 320, "height": 700})
    english = page.locator(".front h1").evaluate(
        "one => { const range = document.createRange(); range.selectNodeContents(one);"
        " return range.getBoundingClientRect().right; }"
    )
    assert english < page.locator(".lettering svg").evaluate("one => one.getBoundingClientRect().left")


def test_without_script_the_page_is_whole(visit):
    page = visit(HTML / "index.html", script=False)
    assert page.locator(".claim-marks .claim-ref").count() == len(CLAIMS)
    assert page.locator(".questions .says").first.is_visible()
    assert page.locator(".still svg").filter(visible=True).count() == 1


# What a chapter asks


def paragraph(*parts):
    document = nodes.document(None, None)
    document += nodes.section("", nodes.title("", "A"), nodes.paragraph("", "", *parts))
    return document


def test_an_opening_is_the_bold_question_and_the_sentence_after_it():
    found = front.opening(paragraph(nodes.strong("", "Why so?"), nodes.Text(" For two\nreasons: a. And b.")))
    assert (found.question, found.answer) == ("Why so?", "For two reasons.")
    whole = front.opening(paragraph(nodes.strong("", "How much?"), nodes.Text(" By 1.5 units, no more")))
    assert whole.answer == "By 1.5 units, no more."


def test_boxes_go_before_prose():
    document = paragraph(nodes.strong("", "Old?"), nodes.Text(" Yes."))
    asked = nodes.container("", nodes.paragraph("", "New?"), classes=["question"])
    answer = nodes.paragraph("", "", nodes.strong("", "It is new."), nodes.Text(" More."))
    document[0] += [asked, nodes.container("", answer, classes=["answer"])]
    found = front.opening(document)
    assert (found.question, found.answer) == ("New?", "It is new.")


def test_a_chapter_that_asks_nothing_has_no_opening():
    assert front.opening(paragraph(nodes.Text("It was so."))) is None
    assert front.opening(paragraph(nodes.strong("", "It was so."))) is None


def test_no_words_of_the_first_picture_are_typed_that_the_tables_know():
    source = "\n".join(
        cell.source for cell in notebooks.opened(ROOT / "index.ipynb").cells if cell.cell_type == "code"
    )
    assert not re.search(r"\b(66|ten years|in Syria|2015|2024)\b", source)
