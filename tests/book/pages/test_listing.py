"""The list of figures and tables, and where else the book speaks of what a chapter is about."""

import pytest

import helpers
from helpers.book.citing.units import words
from tests.built import CHAPTERS, HTML, ids, read

pytestmark = pytest.mark.thorough

LIST = HTML / "chapters" / "figures.html"
HOLDERS = [HTML / "index.html", *sorted((HTML / "chapters").glob("*.html"))]


def goal(path, link):
    page, _, name = link.get("href").partition("#")
    return (path.parent / page).resolve() if page else path, name


def test_every_figure_and_table_is_listed_once_under_its_number_and_title():
    known = {
        name: words(read(path).get_element_by_id(name).cssselect(".caption-number")[0])
        for path in HOLDERS
        for name in ids(path)
        if name.startswith(("fig-", "tbl-")) and read(path).get_element_by_id(name).tag in ("figure", "table")
    }
    listed = {}
    for item in read(LIST).cssselect(".listed li"):
        title, own = item.cssselect("a")
        path, name = goal(LIST, title)
        assert name in ids(path) and name not in listed
        assert goal(LIST, own) == (HTML / "cite" / f"{name}.html", "") and goal(LIST, own)[0].is_file()
        caption = read(path).get_element_by_id(name).cssselect(".caption-text")[0]
        assert words(caption).startswith(words(title))
        listed[name] = words(item.cssselect(".number")[0])
    assert listed == known and len(known) > 100


def test_the_list_is_among_the_pages_of_the_appendix():
    (link,) = read(CHAPTERS[0]).cssselect('.contents a[href="figures.html"]')
    assert words(link) == "Figures and tables"


def test_the_list_fits_a_phone_and_leads_on_at_the_first_touch(visit):
    page = visit(LIST, width="phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".listed a.said").count() == 0
    heights = page.locator(".listed a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 20
    page.locator(".listed a").first.click()
    page.wait_for_url("**/*#fig-*")


def claims(path):
    """Return the claims that a page names in its text."""
    return {words(one) for one in read(path).cssselect("article a.claim-ref") if "." in words(one)}


def leads(path, other):
    """Say whether the text of a chapter leads to another; the line under each head leads to the first."""
    of_heads = read(path).cssselect(".ways a")
    links = [one for one in read(path).cssselect("article a.reference") if one.get("href")]
    return any(goal(path, link)[0] == other for link in links if link not in of_heads)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_ends_with_what_the_book_says_of_it_elsewhere(path):
    links = read(path).cssselect("nav.elsewhere a")
    spoken_of = [other for other in CHAPTERS[1:-1] if other != path and leads(other, path)]
    assert min(len(spoken_of), 1) <= len(links) <= 3
    pages = [goal(path, link)[0] for link in links]
    assert len(set(pages)) == len(pages) and path not in pages and set(pages) <= set(CHAPTERS)
    for link, other in zip(links, pages, strict=True):
        name = goal(path, link)[1]
        assert leads(other, path) if name else claims(other) & claims(path) or leads(other, path)
        assert not name or name in ids(other)
        assert int(words(link.cssselect("span")[0])) == int(other.stem[:2])
        assert words(link.cssselect("b")[0]).endswith("?")


@pytest.mark.parametrize("name", helpers.load("variants")["notebook"].unique())
def test_a_page_with_variants_leads_to_its_rows_and_says_what_becomes_of_its_finding(name):
    path = CHAPTERS[0].with_name(f"{name}.html")
    (line,) = read(path).cssselect("aside.elsewhere")
    page, place = goal(path, line.cssselect("a")[0])
    told = helpers.variants.told(helpers.load("variants"), name)
    assert words(line).endswith(helpers.variants.kept(told))
    (section,) = [one for one in read(page).cssselect("section") if one.get("id") == place]
    assert told["question"].iloc[0].partition(":")[0] in words(section)


def test_no_page_of_the_appendix_speaks_of_itself_elsewhere():
    assert not any(read(path).cssselect("nav.elsewhere") for path in HOLDERS if path not in CHAPTERS)


@pytest.mark.parametrize("path", HOLDERS, ids=lambda path: path.stem)
def test_every_page_leads_on(path):
    onward = read(path).cssselect("nav.onward a")
    pages = [goal(path, link)[0] for link in onward]
    assert all(page.is_file() for page in pages)
    last = read(HTML / "index.html").cssselect(".contents a")[-1].get("href")
    if path.name == "index.html":
        return
    assert len(onward) == (1 if f"chapters/{path.name}" == last else 2)
    asked = [link.cssselect("b") for link in onward if "next" in link.get("class")]
    for link, page in zip(asked, pages[1:], strict=True):
        if page in CHAPTERS:
            assert words(link[0]).endswith("?"), page.stem
