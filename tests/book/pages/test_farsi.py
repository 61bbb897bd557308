"""The page in Persian: what it takes from the chapters, how its lines run, and how one comes to it."""

import json
import re

import pytest

from helpers import tables, texts
from helpers.book.pages import farsi, site
from tests import accessibility
from tests.book.pages.test_search import asked, found  # noqa: F401 (a fixture)
from tests.built import CHAPTERS, HTML, PAGES, ROOT, name, read
from tests.served import sent

pytestmark = pytest.mark.thorough

PATH = HTML / "chapters" / "fa.html"
TITLES = farsi.read_titles(ROOT / "chapters" / "fa.md")
AT_MOST = 80 * 1024  # bytes, packed
# What a reader types, also with Arabic letters, joined or apart, and where it leads first.
FIRST = {
    "ائتلاف": "chapters/glossary.html#term-coalition",
    "اتحاد راهبردی": "chapters/glossary.html#term-strategic-alliance",
    "بی‌طرفی": "chapters/glossary.html#term-neutrality",
    "بيطرفي": "chapters/glossary.html#term-neutrality",
    "بی طرفی": "chapters/glossary.html#term-neutrality",
    "موازنهٔ قدرت": "chapters/glossary.html#term-balance-of-power",
    "موازنه قدرت": "chapters/glossary.html#term-balance-of-power",
    "كارت ايران": "chapters/glossary.html#term-iran-card",
    "هم‌سویی": "chapters/glossary.html#term-alignment",
    "همسویی": "chapters/glossary.html#term-alignment",
    "نه شرقی نه غربی": "chapters/glossary.html#term-neither-east-nor-west",
    "به‌دام‌افتادگی": "chapters/glossary.html#term-entrapment",
    "شیوهٔ ارجاع": "chapters/fa.html#fa-cite",
    "واژه‌نامه": "chapters/fa.html#fa-terms",
    "سازوکار ماشه": "chapters/fa.html#fa-terms",
    "مشارکت استراتژیک": "chapters/fa.html#fa-terms",
    "سوریه: ائتلاف در عمل": "chapters/fa.html#fa-syria",
}
# Where the first and the last letter of an element stand: whether its words run from left to right.
ENDS = """node => {
    const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), all = [];
    while (text.nextNode()) for (let at = 0; at < text.currentNode.length; at++) {
        const range = document.createRange();
        range.setStart(text.currentNode, at); range.setEnd(text.currentNode, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width) all.push([text.currentNode.data[at], box.left]);
    }
    return all;
}"""


@pytest.fixture(scope="module")
def page():
    return read(PATH)


@pytest.fixture(scope="module")
def article(page):
    (found,) = page.cssselect("article")
    return found


def text(element):
    return " ".join(element.text_content().split())


# What it says


@pytest.mark.complaint("right-to-left")
def test_the_page_is_persian_and_right_to_left_as_a_whole(page, article):
    assert (page.get("lang"), page.get("dir")) == ("fa", "rtl")
    assert (article.get("lang"), article.get("dir")) == ("fa", "rtl")
    for part in (".bar", ".onward", ".foot"):
        (english,) = page.cssselect(part)
        assert (english.get("lang"), english.get("dir")) == ("en", "ltr")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_an_abstract_is_that_of_its_chapter_word_for_word(article, path):
    label = read(path).cssselect("article section[id]")[0].get("id")
    (section,) = article.cssselect(f"#fa-{label}")
    own = read(path).cssselect("section[id$='-persian'] > div.persian")[0]
    (taken,) = section.cssselect("div.persian")
    assert text(taken) == text(own)
    assert TITLES[label] in text(section.cssselect("h3")[0])
    ways = [link.get("href") for link in section.cssselect(".deeper a")]
    assert f"{path.stem}.html" in ways and any(f"{path.name}#fig-" in way for way in ways)
    numbers = [link for link in taken.cssselect("a.made-there")]
    assert numbers and all(re.fullmatch(rf"{path.name}#cell-\d+", one.get("href")) for one in numbers)


def test_the_answer_has_about_two_hundred_words_and_glued_numbers(article):
    (answer,) = article.cssselect("#fa-answer")
    assert 170 <= len(" ".join(text(one) for one in answer.cssselect("p")).split()) <= 230
    values = [text(one) for one in answer.cssselect("a.made-there")]
    assert len(values) >= 4 and "٪" not in text(answer)
    assert texts.persian(len(tables.load("claims"))) in text(answer)


def test_the_record_closes_on_a_day_of_both_calendars(article):
    assert re.search(r"\d{1,2} [آ-ی]+ ۱۴\d\d \(\d{1,2} [آ-ی]+ ۲۰\d\d\)", text(article))


def test_every_claim_has_one_of_the_verdicts(article):
    counts = texts.graded(tables.load("claims"))["outcome"].value_counts()
    said = [text(one) for one in article.cssselect("#fa-verdicts dt")]
    assert [one.startswith(name) for one, name in zip(said, texts.OUTCOMES_FA.values(), strict=True)]
    told = text(article.cssselect("#fa-verdicts dl")[0])
    for outcome in texts.OUTCOMES_FA:
        assert f"({texts.persian(int(counts.get(outcome, 0)), words=True)} ادعا)" in told


def test_every_term_is_there_in_persian_order(article):
    terms = article.cssselect("#fa-terms dt")
    rows = tables.load("glossary")
    assert {one.get("id") for one in terms} == {f"fa-term-{one}" for one in rows["term_id"]}
    firsts = [text(one).partition(" ")[0] for one in terms]
    assert firsts == sorted(firsts, key=farsi.by_alphabet)
    assert all(one.cssselect("bdi[dir=ltr][lang=en] a") for one in terms)


# How one comes to it


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_the_head_of_every_page_leads_to_it(path):
    page = read(path)
    (link,) = page.cssselect(".tools a.fa") or [None]
    if path == PATH:
        assert link is None or "fa.html" not in link.get("href")
        return
    goal, _, place = link.get("href").partition("#")
    assert (path.parent / goal).resolve() == PATH.resolve() and link.get("hreflang") == "fa"
    assert bool(place) == (path in CHAPTERS)
    assert not place or read(PATH).get_element_by_id(place) is not None


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
@pytest.mark.complaint("two-languages")
def test_a_chapter_leads_to_its_abstract_from_under_its_title(path):
    (way,) = read(path).cssselect("article .to-persian a")
    section = read(path).get_element_by_id(way.get("href")[1:])
    assert section.get("id").endswith("-persian") and section.cssselect("div.persian")
    assert "چکیدهٔ فارسی · Abstract in Persian" in text(section.cssselect("h2")[0])


@pytest.mark.complaint("two-languages")
def test_machines_are_told_of_both_languages(page):
    front = read(HTML / "index.html")
    for one in (front, page):
        assert {link.get("hreflang") for link in one.cssselect("link[rel=alternate][hreflang]")} == {
            "en",
            "fa",
        }
    data = json.loads(page.cssselect("script[type='application/ld+json']")[0].text)
    assert data["inLanguage"] == "fa"
    assert page.cssselect("meta[name=citation_language]")[0].get("content") == "fa"
    assert "ائتلاف" in page.cssselect("meta[name=citation_keywords]")[0].get("content")
    chapter = read(HTML / "chapters" / "05-syria.html")
    data = json.loads(chapter.cssselect("script[type='application/ld+json']")[0].text)
    assert data["inLanguage"] == "en" and data["abstract"]["@language"] == "fa"
    assert TITLES["syria"] in data["alternateName"]["@value"]


@pytest.mark.parametrize("query", FIRST)
def test_what_a_reader_types_in_persian_is_found_first(asked, query):  # noqa: F811
    assert found(asked(query))[0] == FIRST[query]


# How it looks


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_latin_names_and_signed_numbers_keep_their_order(visit, width):
    page = visit(PATH, width)
    for latin in page.locator("article .locator, article bdi[dir=ltr]").all()[::7]:
        places = [left for letter, left in latin.evaluate(ENDS)]
        assert places == sorted(places) or len({round(one) for one in places}) < len(places)
    page.evaluate(
        "said => document.querySelector('#fa-answer p').append(' ', Object.assign("
        "document.createElement('span'), {id: 'tried', textContent: said, style: 'white-space: nowrap'}))",
        f"{texts.persian(-5)} یا {texts.persian(1992)} تا {texts.persian(2004)}",
    )
    letters = page.locator("#tried").evaluate(ENDS)
    sign = next(left for letter, left in letters if letter == "−")
    five = next(left for letter, left in letters if letter == "۵")
    assert sign < five, "the sign stands before its number"
    years = [left for letter, left in letters if letter in "۱۲۹۰۴"]
    assert years[0] > years[-4], "the first year stands at the right of the last"


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_well_in_its_own_face(visit, width, scheme):
    page = visit(PATH, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('400 18px Persian', '٪٬٫۵گچپ'))"
    )
    for part in page.locator("article section :is(h1, h2, h3, p, li, dd)").all()[::9]:
        assert "Persian" in part.evaluate("one => getComputedStyle(one).fontFamily").partition(",")[0]
    assert accessibility.faults(page) == []
    assert accessibility.faults_of_colour(page)[0] == []
    assert page.problems == []


def test_it_is_light():
    sheet = HTML / "_static" / site.PERSIAN
    assert len(sent(PATH)) + len(sent(sheet)) <= AT_MOST


@pytest.mark.parametrize("stem", ["fa", "fa-brief", "fa-claims"])
def test_what_runs_at_the_edge_of_a_printed_sheet_is_persian_too(stem):
    style = (HTML / "_static" / "book.css").read_text(encoding="utf-8")
    rule = re.search(rf"@page sheet-{stem}\{{(.*?)\}}\}}", style)[1]
    said = dict(re.findall(r'@([a-z-]+)\{content:"([^"]*)"', rule))
    assert set(said) == {"top-left", "top-right", "bottom-left"}
    assert not re.search("[A-Za-z0-9]", "".join(said.values()))
    assert said["top-left"].strip("\u2067\u2069") == "ائتلاف یا اتحاد؟"
