"""Search: what a reader types is found, what is named comes first, and the index holds words and no code."""

import gzip
import json
import pathlib
import re
import shutil
from functools import cache
from urllib.parse import unquote, urldefrag

import pytest

from helpers import tables
from helpers.book.build import contents
from helpers.book.pages import search
from helpers.book.pages.search import shorter
from tests import browser, notebooks, small
from tests.browser import _open
from tests.built import HTML, PAGES, REGISTER, ROOT, ids, name, read

PAGE, CHAPTER = HTML / "search.html", HTML / "chapters" / "05-syria.html"
INDEX = HTML / "_static" / search.INDEX
KINDS = {"page", "section", "passage", "claim", "figure", "table", "term", "correction", "reference", "data"}
KINDS |= {"meaning"}
AT_MOST = 235 * 1024  # bytes, packed
FIRST = {
    "P5.4": f"{REGISTER}#claim-p5-4",
    "a13.5": f"{REGISTER}#claim-a13-5",
    "A13": f"{REGISTER}#passage-a13",
    "Figure 6.1": "chapters/06-votes.html#fig-votes-contested",
    "fig. 6.1": "chapters/06-votes.html#fig-votes-contested",
    "شکل ۶.۱": "chapters/06-votes.html#fig-votes-contested",
    "table 5.1": "chapters/05-syria.html#tbl-syria-vetoes",
    "chapter 9": "chapters/09-partners.html",
    "S-300": f"{REGISTER}#passage-a14",
    "Su-35": "chapters/08-friends.html#friends-arms",
    "resolution 2231": "chapters/08-friends.html#friends-iran",
    "veto": "chapters/glossary.html#term-veto",
    "strategic partnership": "chapters/glossary.html#term-strategic-partnership",
    "bandwagon": "chapters/glossary.html#term-bandwagoning",
    "Türkiye": "chapters/05-syria.html#syria-format",
    "Kaplan-Meier": "chapters/11-verdict.html#fig-verdict-survival",
    "council_votes": "chapters/data.html#table-council-votes",
    "Walt 1987": "chapters/references.html#ref-walt1987",
    "ائتلاف": "chapters/glossary.html#term-coalition",
    "بي‌سروري": "chapters/glossary.html#term-anarchy",
    "glossary": "chapters/glossary.html",
    "ستیزه‌جو حزب‌الله": f"{REGISTER}#claim-p5-5",
    "بندر گوادر": f"{REGISTER}#claim-a11-5",
    "کارشناسان روس شکننده": f"{REGISTER}#claim-p6-4",
    "did Russia veto sanctions on Iran?": "chapters/08-friends.html#fig-friends-council",
    # Meanings in Persian, answers to other questions, and what to mind in a table.
    "گروهی موقت برای یک کار یا یک جنگ": "chapters/fa.html#fa-term-coalition",
    "نبود مرجع اقتداری فراتر از دولت‌ها": "chapters/fa.html#fa-term-anarchy",
    "promise of some kind than to fight: still so": "chapters/variants.html#tbl-other-concepts",
    "Russia, from its best start, gained less than China": "chapters/variants.html#tbl-other-transition",
    "votes file of the Council whose origin is not stated": "chapters/data.html#table-council-votes",
    "third party’s coding round guesses of trade flows": "chapters/data.html#table-oil-exports",
}
# Of each, all spellings find as much, and the same first.
ALIKE = [
    ("S-300", "S300", "s‑300", "S 300"),
    ("Su-35", "SU35", "Su 35"),
    ("Türkiye", "Turkiye", "Turkey", "TÜRKİYE"),
    ("Putin", "Pūtin", "Putin’s"),
    ("2231", "۲۲۳۱", "٢٢٣١"),
    ("resolution 2231", "S/RES/2231", "UNSCR 2231"),
    ("treaty", "treaties"),
    ("سوریه", "سوريه"),
    ("تحریم‌ها", "تحريم‌ها", "تحریمها"),
    ("Kaplan-Meier", "Kaplan–Meier", "kaplan meier"),
]
STRAIGHT = str.maketrans("‘’“”", "''\"\"")  # the page sets quotation marks as print does
PARTS = (
    "article section[id], figure[id^=fig-], table[id^=tbl-], li.claim[id], dl.terms dt[id], .citation[id],"
    " dt.sig[id]"
)
# Where a space is and is not, signs that the index has for itself, and letters that are joined to others.
ODD = [
    "a.b, c ,d~,~~.!x! !! wow!",
    "v1.2.3: 2015 2016, ۱۹۹۲–۲۰۰۴",
    "می‌خواهد، نه؟ é e\u0301 ’s 中文 а",
    " two  spaces ",
    "",
]
HOSTILE = "<img src=x onerror=window.PWN=1></script><script>window.PWN=1</script> zebra"


def first(all_of_them, count):
    """Yield some; those that come later are asked only where all tests run."""
    for place, one in enumerate(all_of_them):
        name = one if isinstance(one, str) else one[0]
        yield pytest.param(one, id=name, marks=[pytest.mark.thorough] if place >= count else [])


def entries(path):
    """Return the entries of an index: address, kind, label, title, text."""
    known = shorter.unpacked(path.read_text(encoding="utf-8"))
    return [
        ("#".join(filter(None, [known["pages"][page][0], place])), *about)
        for page, kind, place, *about in [(e[0], e[1], e[2], e[1], *e[3:]) for e in known["entries"]]
    ]


@cache
def of_the_book():
    return entries(INDEX)


@pytest.fixture(scope="module")
def asked(chrome):
    """Type a query into the page of search; give back the page when it has answered."""
    page = _open(chrome, PAGE)

    def ask(query):
        page.locator("input[name=q]").fill(query)
        page.get_by_role("status").get_by_text(f"“{query}”").wait_for(timeout=20_000)
        return page

    yield ask
    assert page.problems == []
    page.context.close()


def found(page):
    """Return the addresses of what is shown, in order."""
    links = page.locator("#search-results li > a").evaluate_all("all => all.map((one) => one.href)")
    return [unquote(link).partition("/html/")[2] for link in links]


# -- what is found


@pytest.mark.parametrize("query", [*first(FIRST, 10)])
@pytest.mark.complaint("search-in-other-scripts")
def test_what_a_reader_types_is_found_first(asked, query):
    assert found(asked(query))[0] == FIRST[query]


@pytest.mark.parametrize("spellings", [*first(ALIKE, 2)])
@pytest.mark.complaint("arabic-keyboard", "search-in-other-scripts")
def test_spellings_of_the_same_find_the_same(asked, spellings):
    results = []
    for said in spellings:
        page = asked(said)
        results.append((page.get_by_role("status").inner_text().split(" for ")[0], found(page)[0]))
    assert results == results[:1] * len(spellings)


def test_a_paragraph_is_followed_by_its_claims_in_order(asked):
    claims = tables.load("claims")
    own = claims[claims["passage_id"].eq("A13")]["claim_id"]
    wanted = [f"{REGISTER}#claim-{one.lower().replace('.', '-')}" for one in own]
    assert found(asked("A13"))[1 : 1 + len(wanted)] == wanted


@pytest.mark.thorough
def test_it_says_what_it_left_out_and_what_it_took_for_what(asked):
    page = asked("veto xyzzy")
    assert "No result has “xyzzy”; shown without it." in page.get_by_role("status").inner_text()
    assert found(page) == found(asked("veto"))
    page = asked("hezbolah")
    assert "shown for “hezbollah”" in page.get_by_role("status").inner_text() and found(page)
    page = asked("xyzzy")
    assert page.get_by_role("status").inner_text().startswith("No results") and not found(page)


@pytest.mark.complaint("search-from-disk")
def test_what_was_sought_is_marked_also_without_a_server(asked):
    page = asked("S-300")
    assert page.url.startswith("file:")
    marked = page.locator("#search-results mark").all_inner_texts()
    assert marked and all(re.match(r"S-?300", one, re.IGNORECASE) for one in marked)
    for item in page.locator("#search-results li").all():
        assert item.locator("mark").count(), item.inner_text()


def test_persian_is_said_to_be_persian(asked):
    page = asked("سوریه")
    for part in page.locator("#search-results p", has_text="سوریه").all():
        assert (part.get_attribute("lang"), part.get_attribute("dir")) == ("fa", "rtl")
    term = asked("ائتلاف").locator("#search-results li").first
    assert term.locator("[lang=fa]").count() and "ائتلاف" in term.locator("mark").first.inner_text()


def test_many_hits_are_shown_by_and_by(asked):
    page = asked("Iran")
    before = found(page)
    page.locator("button.more").click()
    assert len(found(page)) > len(before) and found(page)[: len(before)] == before
    assert page.evaluate("document.activeElement.closest('li') !== null")


# -- the box


@pytest.mark.parametrize("key", ["/", pytest.param("Control+k", marks=pytest.mark.thorough)])
def test_search_opens_over_any_page_and_needs_no_mouse(visit, key):
    page = visit(CHAPTER)
    page.keyboard.press(key)
    page.locator("dialog.searching input").wait_for(timeout=20_000)
    page.keyboard.type("figure 6.1")
    page.get_by_role("status").get_by_text("“figure 6.1”").wait_for(timeout=20_000)
    page.keyboard.press("ArrowDown")
    assert found(page)[0] == page.evaluate("document.activeElement.href").partition("/html/")[2]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert not page.locator("dialog.searching").is_visible()
    page.keyboard.press(key)
    page.locator("dialog.searching input").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/06-votes.html#fig-votes-contested")
    assert page.problems == []


@pytest.mark.thorough
def test_enter_leads_straight_to_what_is_named(visit):
    page = visit(CHAPTER)
    page.locator(".tools .find").click()
    page.locator("dialog.searching input").fill("P5.4")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{REGISTER}#claim-p5-4", timeout=20_000)


@pytest.mark.thorough
def test_a_link_to_a_query_shows_its_results(visit):
    page = visit(PAGE)
    page.goto(f"{PAGE.as_uri()}?q=Su-35")
    page.locator("#search-results li").first.wait_for(timeout=20_000)
    assert page.locator("input[name=q]").input_value() == "Su-35"


@pytest.mark.thorough
def test_nothing_is_fetched_before_one_searches(visit):
    page, asked_for = visit(CHAPTER), []
    page.on("request", lambda request: asked_for.append(request.url.rpartition("/")[2]))
    page.reload()
    browser.settle(page)
    own = {search.INDEX, search.SCRIPT, search.STYLE, "minisearch.min.js"}
    assert asked_for and not own & set(asked_for)
    page.keyboard.press("/")
    page.locator("dialog.searching").wait_for(timeout=20_000)
    page.wait_for_function("() => Boolean(window.bookSearch)", timeout=20_000)
    assert own <= set(asked_for)


def test_without_script_the_page_leads_to_lists(visit):
    page = visit(PAGE, script=False)
    said = page.locator("article noscript, article p").filter(has_text="Search needs scripts")
    links = said.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert links == ["index.html", REGISTER, "chapters/glossary.html"]
    assert not page.locator("input[name=q]").is_visible()


def test_results_fit_a_narrow_screen(visit):
    page = visit(PAGE)
    page.set_viewport_size({"width": 320, "height": 640})
    for query in ("veto", "council_votes", "ائتلاف"):
        page.locator("input[name=q]").fill(query)
        page.get_by_role("status").get_by_text(f"“{query}”").wait_for(timeout=20_000)
        assert found(page) and page.evaluate("document.documentElement.scrollWidth") <= 320
    icons = page.locator(".tools svg").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert min(icons) >= 14


def test_words_of_the_data_are_text(visit, tmp_path):
    shutil.copytree(HTML / "_static", tmp_path / "_static", ignore=shutil.ignore_patterns("figures"))
    shutil.copy(PAGE, tmp_path)
    known = {"pages": [["p.html", HOSTILE, 1]], "entries": [[0, "section", "s", HOSTILE, HOSTILE, HOSTILE]]}
    (tmp_path / "_static" / search.INDEX).write_text(shorter.packed(known))
    page = visit(tmp_path / "search.html")
    page.locator("input[name=q]").fill("zebra <img src=x onerror=window.PWN=1>")
    page.locator("#search-results li").first.wait_for(timeout=20_000)
    assert page.locator("#search-results a > b").inner_text() == HOSTILE
    assert page.evaluate("window.PWN") is None and not page.locator("main :is(img, script)").count()
    assert page.problems == []


# -- the index


def test_a_page_reads_the_index_as_it_was_written(chrome):
    script = INDEX.read_text(encoding="utf-8")
    short = json.loads(script.removeprefix(shorter.NAME).rstrip(";\n"))
    fields = [field for entry in short["entries"] for field in entry[shorter.SHORT :]]
    fields += [shorter.shortened(one, short["words"].split(" ")) for one in ODD]
    words = (pathlib.Path(search.__file__).parent / "words.js").read_text(encoding="utf-8")
    page = chrome.new_page()
    read_by_page = page.evaluate(
        f"([words, fields]) => {{ {words}\n return fields.map(speaker(words)); }}", [short["words"], fields]
    )
    page.close()
    written = [field for entry in shorter.unpacked(script)["entries"] for field in entry[shorter.SHORT :]]
    assert read_by_page == written + ODD


def test_every_address_of_the_index_is_in_the_book():
    places = {page: set(ids(page)) for page in {urldefrag(one[0])[0] for one in of_the_book()}}
    for address, *_ in of_the_book():
        page, place = urldefrag(address)
        assert not place or place in places[page], address


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_part_of_a_page_is_in_the_index(path):
    page = path.relative_to(HTML).as_posix()
    known = {address for address, *_ in of_the_book()}
    for part in read(path).cssselect(PARTS):
        first, place = part.getparent().tag == "article", part.get("id")
        if place.startswith("fa-term-"):  # a Persian term is found at its entry in the glossary as well
            assert f"chapters/glossary.html#{place.removeprefix('fa-')}" in known, place
        assert (page if first else f"{page}#{place}") in known, place


def test_the_index_has_every_kind_with_its_words():
    kinds = {kind for _, kind, *_ in of_the_book()}
    assert kinds >= KINDS
    claims = tables.load("claims").set_index("claim_id")
    said = {label: title for _, kind, label, title, _ in of_the_book() if kind == "claim"}
    assert said.keys() == set(claims.index)
    straight = {one: title.translate(STRAIGHT) for one, title in said.items()}
    assert straight == claims["paraphrase"].str.translate(STRAIGHT).to_dict()
    for address, kind, _, title, text in of_the_book():
        assert title and "<!--" not in title + text and "<svg" not in title + text, (address, kind)


def test_the_index_holds_no_code():
    text = " ".join(" ".join(entry[2:]) for entry in of_the_book())
    for path in contents.notebooks(ROOT):
        for cell in notebooks.opened(path).cells:
            lines = cell.source.splitlines() if cell.cell_type == "code" else []
            for line in lines:
                code = " ".join(line.split())
                if len(code) > 12 and re.search(r"[=(\[]", code):
                    assert code not in text, (path.name, code)


def test_the_index_is_light_and_that_of_sphinx_is_gone():
    assert len(gzip.compress(INDEX.read_bytes(), 9)) <= AT_MOST
    left = {path.name for path in HTML.rglob("*.js")} & {"searchindex.js", *search.NOT_NEEDED}
    assert left == set()


# -- a small book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    root = small.make(tmp_path_factory.mktemp("searched") / "book")
    small.build(root)
    return root


def index_of(root):
    return root / "_build" / "html" / "_static" / search.INDEX


@pytest.mark.thorough
def test_numbers_of_a_page_are_in_its_entry_as_the_reader_sees_them(book):
    pages = {address: text for address, kind, _, _, text in entries(index_of(book)) if kind == "page"}
    assert re.fullmatch(r"How many were stopped\? By Russia \d+\.", pages["chapters/01-stopped.html"])
    terms = [entry for entry in entries(index_of(book)) if entry[1] == "term"]
    assert len(terms) == 8 and all(label and title and text for *_, label, title, text in terms)


@pytest.mark.thorough
def test_the_index_follows_the_pages_and_comes_out_the_same(book):
    before, path = index_of(book).read_bytes(), book / "chapters" / "01-stopped.ipynb"
    small.change(path, "By Russia", "By Moscow")
    small.build(book)
    changed = json.dumps(entries(index_of(book)))
    assert "By Moscow" in changed and "By Russia" not in changed
    small.change(path, "By Moscow", "By Russia")
    small.build(book)
    assert index_of(book).read_bytes() == before
