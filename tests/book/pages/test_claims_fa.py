"""The claims in Persian: beside the English, on a page of their own, and on the cards."""

import re
from pathlib import PurePath

import pytest

from helpers import tables, texts
from helpers.book.pages import claims_fa
from helpers.book.pages.cards import NAME as CARDS
from helpers.book.pages.claims import persian_target, said, target
from tests.built import HTML, REGISTER, read

CLAIMS = said().set_index("claim_id")
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
PAGE = HTML / "chapters" / "fa-claims.html"


def text(element):
    return " ".join(element.text_content().split())


def test_every_claim_has_its_persian_below_the_english_at_the_same_id():
    page = read(REGISTER)
    for code, claim in CLAIMS.iterrows():
        (block,) = page.get_element_by_id(target(code)).cssselect("div.persian[lang=fa][dir=rtl]")
        assert text(block) == f"ادعا به فارسی: {claim['paraphrase_fa']}"
        assert block.cssselect("a")[0].get("href") == f"fa-claims.html#{persian_target(code)}"
        assert claim["paraphrase"].translate(STRAIGHT) in text(block.getparent()).translate(STRAIGHT)


def test_the_page_lists_all_claims_in_their_order_with_one_wording_for_each_verdict():
    items = read(PAGE).cssselect("li.claim-fa")
    assert [one.get("id") for one in items] == [persian_target(code) for code in CLAIMS.index]
    for item, (code, claim) in zip(items, CLAIMS.iterrows(), strict=True):
        assert text(item.cssselect("p")[-1]) == claim["paraphrase_fa"]
        assert text(item.cssselect(".verdict")[0]) == claim["outcome_fa"]
        link = item.cssselect("a")[0]
        assert (text(link), link.get("href")) == (code, f"{PurePath(REGISTER).name}#{target(code)}")


def test_the_page_counts_verdicts_and_says_that_a_machine_translated():
    tallies = [text(one) for one in read(PAGE).cssselect("article .tally")]
    for (_, found), line in zip(CLAIMS.groupby("text", sort=False), tallies, strict=True):
        assert line.startswith(f"{texts.persian(len(found))} ادعا. ")
        counts = found["outcome_fa"].value_counts()
        for outcome, count in counts.items():
            assert f"{outcome}: {texts.persian(count, words=True)}" in line
    notes = [text(one) for one in read(PAGE).cssselect("article p.note")]
    assert (claims_fa.UNREVIEWED in notes) is not CLAIMS["reviewed"].all()


def test_cards_say_a_claim_in_both_languages():
    script = (HTML / "_static" / CARDS).read_text(encoding="utf-8")
    for said_in in CLAIMS["paraphrase_fa"]:
        assert f'"fa":"{said_in}"' in script


def test_no_persian_claim_is_lost_when_the_table_is_missing(monkeypatch):
    monkeypatch.setattr(tables, "names", lambda: ["claims", "passages"])
    assert "paraphrase_fa" not in said()


@pytest.mark.parametrize("path", [PAGE, HTML / "chapters" / "fa-brief.html"])
def test_what_is_persian_has_no_digits_of_ours(path):
    blocks = read(path).cssselect("article > section p, article h2, article text")
    assert len(blocks) > 30
    for block in blocks:
        shown = re.sub(r"\b[PA]\d+(?:\.\d+)?\b", "", text(block))
        assert not re.search("[0-9]|[يكى]", shown), shown
