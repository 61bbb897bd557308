"""The tier of a source on the page: beside its link wherever a row is shown, and all sources by tier."""

import json

import pytest
from docutils import nodes

from helpers import tables, tiers
from helpers.book.pages import cards
from helpers.book.pages import tiers as shown
from helpers.subjects import source_tiers
from tests.built import HTML, REGISTER, read

pytestmark = pytest.mark.thorough

HELD = "ancestor::table or ancestor::*[contains(concat(' ', @class, ' '), ' claim ')]"
NOTES = "ancestor::*[contains(concat(' ', @class, ' '), ' note ') or contains(@class, 'table-notes')]"
PAGES = ["claims", "04-memory", "12-after", "13-ledger", "corrections", "glossary", "data"]


def page(name):
    return read(f"chapters/{name}.html")


def beside(link):
    """Return the words of the mark beside a link, if one stands there."""
    after = link.getnext()
    marked = after is not None and "tier" in (after.get("class") or "").split()
    return after.text_content() if marked and link.tail == "\N{NO-BREAK SPACE}" else None


@pytest.mark.parametrize("name", PAGES)
def test_every_link_to_a_source_says_its_tier_and_no_other_link_does(name):
    article = page(name).cssselect("article")[0]
    links = article.xpath(f".//a[starts-with(@href, 'http')][{HELD} or {NOTES}]")
    said = [(beside(link), shown.tier_of(link.get("href"))) for link in links]
    assert said and all(words == (tiers.TIERS[tier] if tier else None) for words, tier in said)
    assert len(article.xpath(".//span[contains(concat(' ', @class, ' '), ' tier ')]")) == sum(
        tier is not None for _, tier in said
    )


def test_a_weak_source_is_marked_by_more_than_words():
    marks = read(REGISTER).cssselect("span.tier")
    assert {mark.text_content() for mark in marks if "weak" in mark.get("class").split()} == {"weak"}
    assert {"weak", "press"} <= {mark.text_content() for mark in marks}


def test_the_page_of_sources_lists_each_once_under_its_tier_and_leads_back():
    named = source_tiers.named().dropna(subset="tier")
    tree = page("sources")
    listed = tree.cssselect("ul.tiered > li")
    assert len(listed) == named["prefix"].nunique()
    headings = [section for section in tree.cssselect("section section") if section.cssselect("ul.tiered")]
    counts = [len(section.cssselect("ul.tiered > li")) for section in headings]
    assert sorted(counts) == sorted(named.groupby("tier")["prefix"].nunique())
    for item in listed:
        assert item.xpath(".//a[contains(@href, '#table-')]"), item.text_content()
    claims = {f"claim-{row.lower().replace('.', '-')}" for row in named.query("table == 'claims'")["row"]}
    links = {link.get("href").partition("#")[2] for link in tree.cssselect("ul.tiered a")}
    assert claims <= links


def test_a_card_says_on_what_kinds_of_source_a_claim_rests():
    text = (HTML / "_static" / cards.NAME).read_text(encoding="utf-8")
    known = json.loads(text.removeprefix("window.bookCards = ").removesuffix(";\n"))
    claims = tables.load("claims").set_index("claim_id")["evidence"].dropna()
    for claim, evidence in claims.items():
        card = known[f"claim-{claim.lower().replace('.', '-')}"]
        said = [line for line in card["more"] if line.startswith("Sources: ")]
        found = shown.tiers_of(evidence)
        assert said == ([f"Sources: {', '.join(found)}"] if found else []), claim


def test_a_mark_is_few_words_and_a_class():
    assert shown.mark("weak").astext() == "weak" and shown.mark("weak")["classes"] == ["tier", "weak"]
    plain = shown.mark("agency or major paper")
    assert isinstance(plain, nodes.inline) and plain.astext() == "press" and plain["classes"] == ["tier"]
    assert max(len(words.split()) for words in tiers.TIERS.values()) <= 4
