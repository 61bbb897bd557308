"""Cards: what one says of each thing that a link leads to, and that mouse, keyboard and finger open it."""

import json
import re

import pytest

from helpers import tables, texts
from helpers.book.pages import cards, corrections, glossary, margin
from helpers.book.pages.claims import target
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, REGISTER, name, read

pytestmark = pytest.mark.thorough

CHAPTER = HTML / "chapters" / "05-syria.html"
CLAIMS = texts.graded(tables.load("claims")).set_index("claim_id")
KINDS = {
    "claim": "p a.claim-ref",
    "term": "p a.term-link",
    "reference": "p a.said[href*='#ref-']",
    "figure": "p a.said[href^='#fig-']",
    "table": "p a.said[href^='#tbl-']",
    "section": "p a.said[href*='08-friends.html#']",
    "passage": "p a.said[href*='#passage-']",
}


@pytest.fixture(scope="module")
def known():
    text = (HTML / "_static" / cards.NAME).read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.bookCards = ").removesuffix(";\n"))


# -- what they say


def test_a_claims_card_has_claim_verdict_confidence_what_decided_it_and_where_it_is_discussed(known):
    for code, claim in CLAIMS.iterrows():
        card = known[target(code)]
        assert (card["name"], card["words"]) == (code, claim["paraphrase"])
        assert card["verdict"] == margin.SAID[claim["outcome"]]
        assert card["more"][0].startswith("Confidence: ") and "Discussed in chapter" in card["more"][-1]
        if claim["scored"]:
            assert any(re.match("Our note: |Evidence: ", line) for line in card["more"]), code


def test_the_last_event_that_bears_on_a_claim_is_named_with_its_day_and_direction(known):
    events = tables.load("events_after").query("not in_tail").set_index("event_id")
    bearing = tables.load("event_claims").query("direction != 'neutral' and event_id in @events.index")
    for code, rows in bearing.groupby("claim_id"):
        (line,) = [one for one in known[target(code)]["more"] if one.startswith("Last event: ")]
        last = events.loc[rows["event_id"]].sort_values("date")["date"].iloc[-1]
        assert f"({cards.day(last)}, " in line
        assert any(f"Last event: {events.at[one, 'title']} (" in line for one in rows["event_id"])
    untouched = set(CLAIMS.index) - set(bearing["claim_id"])
    assert untouched
    assert not [code for code in untouched if "Last event" in " ".join(known[target(code)]["more"])]


def test_cards_hold_no_address_and_no_empty_bracket(known):
    for about in known.values():
        said = " ".join([about["name"], about["words"], *about.get("more", [])])
        if about["name"] != "Reference":
            assert not re.search(r"https?://|\(\s*[;,]?\s*\)", said), said


def test_a_chapters_card_is_its_question_and_answer(known):
    for path in CHAPTERS:
        card = known[read(path).cssselect("article section")[0].get("id")]
        question = " ".join(read(path).cssselect(".question")[0].text_content().split())
        assert card["words"] == question and card["name"].startswith(f"Chapter {int(path.stem[:2])}: ")
        answer = " ".join(read(path).cssselect(".answer > p")[0].text_content().split())
        assert answer.startswith(card["more"][0].rstrip("."))


def test_every_correction_term_figure_and_table_has_a_card(known):
    assert set(tables.load("corrections")["correction_id"]) <= set(known)
    assert set(map(glossary.target, tables.load("glossary")["term_id"])) <= set(known)
    for path in CHAPTERS:
        for one in read(path).cssselect("figure[id^=fig-], table[id^=tbl-]"):
            assert re.match(r"(Figure|Table) \d+\.\d+$", known[one.get("id")]["name"]), one.get("id")
            assert known[one.get("id")]["words"]
    weights = {
        about["name"].rpartition(": ")[2] for one, about in known.items() if one.startswith("correction-")
    }
    assert weights <= set(corrections.WEIGHTS)


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_every_link_that_says_it_has_a_card_has_one(path, known):
    for link in read(path).cssselect("a.said, a.claim-ref, a.term-link"):
        assert link.get("href").partition("#")[2] in known, link.get("href")


# -- how they open


def seen(page):
    """Return the card once it has come, whole on the screen."""
    card = page.locator("#card")
    card.wait_for(timeout=5_000)
    card.locator("p").first.wait_for(state="attached")  # a page's policy forbids to evaluate
    box, size = card.bounding_box(), page.viewport_size
    assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    return card


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.complaint("preview-in-the-way")
def test_mouse_and_keyboard_open_and_close_a_card(visit, kind):
    page = visit(HTML / REGISTER if kind == "passage" else CHAPTER)
    link = page.locator(f"article {KINDS[kind]}").first
    link.hover()
    assert seen(page).inner_text().strip()
    page.mouse.move(5, 5)
    page.locator("#card").wait_for(state="hidden")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert seen(page).inner_text().strip()
    assert link.get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    page.locator("#card").wait_for(state="hidden")
    assert page.problems == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_tap_opens_the_card_and_a_second_leads_on(chrome, kind):
    context = chrome.new_context(
        viewport={"width": WIDTHS["phone"], "height": 844}, has_touch=True, is_mobile=True, offline=True
    )
    page = context.new_page()
    page.goto((HTML / REGISTER if kind == "passage" else CHAPTER).as_uri())
    link = page.locator(f"article {KINDS[kind]}").first
    goal = link.get_attribute("href").partition("#")[2]
    link.tap()
    card = seen(page)
    assert not page.url.endswith(goal)
    assert card.locator("a").get_attribute("href").endswith(goal)
    link.tap()
    page.wait_for_url(f"**#{goal}")
    context.close()


def test_a_figures_card_shows_its_picture_small(visit):
    page = visit(CHAPTER)
    page.locator(f"article {KINDS['figure']}").first.hover()
    picture = seen(page).locator("svg[data-origin]")
    box = picture.bounding_box()
    assert 60 < box["height"] <= 180 and box["width"] > 60
    assert page.locator("#card").bounding_box()["height"] < 420
