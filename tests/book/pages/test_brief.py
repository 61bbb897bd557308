"""The brief: every chapter's question, answer, numbers and picture on one page, taken from the chapters."""

import re
import shutil

import nbformat
import pytest
from docutils import nodes
from lxml import html
from nbformat import v4

from helpers import tables
from helpers.book.build import render
from helpers.book.build import run as build
from helpers.book.pages import brief, frame
from tests import browser
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, ROOT, name, read
from tests.small import NEEDED, carry

BRIEF = HTML / "chapters" / "brief.html"
MINUTES = range(8, 12)  # "ten minutes"
AS_DRAWN = 0.99  # of the size for which the letters of a picture were chosen


def told(path):
    """Return the section of the brief that is on a chapter."""
    label = read(path).cssselect("article section")[0].get("id")
    return read(BRIEF).get_element_by_id(f"brief-{label}")


def text(element):
    return " ".join(element.text_content().split())


# -- what it says


def test_it_tells_every_chapter_in_their_order():
    sections = [one.get("id") for one in read(BRIEF).cssselect("section.in-brief")]
    assert sections == [told(path).get("id") for path in CHAPTERS]


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_question_answer_numbers_and_certainty_are_the_chapters_own(path):
    here, there = told(path), read(path)
    question = text(there.cssselect(".question")[0])
    assert text(here.cssselect("h2")[0]) == f"{int(path.stem[:2])}. {question}"
    for mine, own in ((".reply p", ".answer > p"), (".kept dt", ".answer dt"), (".kept dd", ".answer dd")):
        assert [text(one) for one in here.cssselect(mine)] == [text(one) for one in there.cssselect(own)]
    assert [text(one) for one in here.cssselect(".sure li")] == [
        text(one) for one in there.cssselect(".sure li")
    ]


def test_it_says_what_would_change_our_mind_in_the_words_of_the_chapter():
    told_of = 0
    for path in CHAPTERS:
        own = [text(one) for one in read(path).cssselect("article p")]
        for said in map(text, told(path).cssselect("p.mind")):
            assert brief.MIND.search(said) and said.endswith(".") and len(said.split()) < 80
            assert any(one.startswith(said) for one in own), path.stem
            told_of += 1
        assert len(told(path).cssselect("p.mind")) == any(map(brief.MIND.search, own)), path.stem
    assert told_of >= 11


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_its_picture_is_one_of_the_chapter_and_says_the_same(path):
    (figure,) = told(path).cssselect("figure.picture")
    link = figure.cssselect("figcaption a")[0]
    page, _, goal = link.get("href").partition("#")
    assert page == path.name
    own = read(path).get_element_by_id(goal)
    (mine,), (alt,) = figure.cssselect("[role=img]"), own.cssselect("[role=img]")
    assert mine.get("aria-label") == alt.get("aria-label")
    assert html.tostring(mine.cssselect("svg")[0]) == html.tostring(own.cssselect(".narrow svg")[0])
    finding = text(own.cssselect("figcaption .caption-text")[0])
    assert text(figure.cssselect("figcaption")[0]) == f"{text(link)} {finding}"
    assert text(link) == text(own.cssselect(".caption-number")[0])


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_it_leads_to_the_chapter_its_numbers_and_its_claims_and_back(path):
    here = told(path)
    links = [one.get("href") for one in here.cssselect(".deeper a")]
    assert links == [f"{path.name}?depth=argument", f"{path.name}?depth=audit"]
    values = {one.text_content() for one in read(path).cssselect(".answer a.made")}
    assert {
        one.text_content() for one in here.cssselect("p:not(.mind) a.made-there, dl a.made-there")
    } == values
    opening = {one.text_content().strip() for one in read(path).xpath("//article/section/p//a")}
    for chip in here.cssselect(".on-claims a"):
        assert chip.text_content().strip() in opening and "claim-ref" in chip.get("class")
    (back,) = read(path).cssselect(".topline a.all")
    assert back.get("href") == f"{BRIEF.name}#{here.get('id')}"


def test_ten_minutes_are_enough_and_the_front_page_leads_here():
    words = sum(len(text(one).split()) for one in read(BRIEF).cssselect("article section :is(p, h2, dt)"))
    assert round(words / frame.PACE) in MINUTES
    assert int(re.search(r"(\d+) min", text(read(BRIEF).cssselect(".topline")[0]))[1]) in MINUTES
    door = read(HTML / "index.html").cssselect(".doors a")[0]
    assert door.get("href") == "chapters/brief.html#brief" and "ten minutes" in text(door)


# -- how it stands on a screen and on paper


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("across", [320, *WIDTHS.values(), 820, 1120, 1920])
def test_it_is_whole_at_every_width_with_and_without_a_script(visit, across, script):
    page = visit(BRIEF, script=script)
    page.set_viewport_size({"width": across, "height": 900})
    if script:
        browser.settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= across
        scales = page.locator(".picture svg").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width / one.viewBox.baseVal.width)"
        )
        assert across < WIDTHS["phone"] or min(scales) >= AS_DRAWN
    for selector in (".reply", ".picture svg", ".kept dl", ".sure", ".deeper"):
        found = page.locator(f".in-brief {selector}")
        assert found.count() == len(CHAPTERS)
        assert all(one.is_visible() for one in found.all())
    assert page.problems == []


def test_it_prints_whole_and_parts_no_chapter(visit):
    page = visit(BRIEF)
    page.emulate_media(media="print")
    shown = page.locator(".in-brief .reply, .picture svg, .in-brief .kept dl, .in-brief .sure")
    assert all(one.is_visible() for one in shown.all())
    assert page.locator(".in-brief").evaluate_all(
        "all => all.every(one => getComputedStyle(one).breakInside === 'avoid')"
    )
    assert not page.locator(".topline .all, .onward").first.is_visible()


# -- how it is made, on a book of one chapter

CHAPTER = """\
(votes)=
# 1. Votes

:::{question}
How many?
:::

:::{answer}
**There were [](#n-total).** See P6.1.

[](#n-total)
: in favour

Two
: of three

Three
: of three
:::

The claim A1.1 stands before the first section.

(votes-more)=
## More

The claim P5.4 stands in it.
"""
CODE = 'import helpers\n\nhelpers.glue(total=int(helpers.load("council_votes")["yes"].sum()))'
CONTENTS = "format: jb-book\nroot: index\nchapters:\n  - file: chapters/{}\n  - file: chapters/{}\n"


def write(root, prose):
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell(prose), v4.new_code_cell(CODE)])
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"c{number}"
    nbformat.write(notebook, root / "chapters" / "01-votes.ipynb")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book of one chapter, whose brief comes before it in the contents and in the alphabet."""
    root = tmp_path_factory.mktemp("brief")
    carry(NEEDED, root / "data")
    for one in ("_config.yml", "CITATION.cff", "uv.lock", "references.bib"):
        shutil.copy(ROOT / one, root)
    (root / "chapters").mkdir()
    (root / "_toc.yml").write_text(CONTENTS.format("00-brief", "01-votes"))
    claims = "".join(f"({one})=\n## {one}\n\n" for one in ("claim-p6-1", "claim-a1-1", "claim-p5-4"))
    (root / "index.md").write_text(f"(home)=\n# Home\n\n{claims}")
    (root / "chapters" / "00-brief.md").write_text("(brief)=\n# The brief\n\n```{answers}\n```\n")
    write(root, CHAPTER)
    return root


def made(root, monkeypatch):
    monkeypatch.chdir(root)
    build.main(root)
    page = html.document_fromstring((root / "_build/html/chapters/00-brief.html").read_text(encoding="utf-8"))
    return page.get_element_by_id("brief-votes")


@pytest.mark.thorough
def test_it_follows_the_chapter_that_it_is_taken_from(small, monkeypatch):
    first = made(small, monkeypatch)
    total = first.cssselect("dt a.made-there")[0]
    assert total.get("href") == "01-votes.html#cell-1"
    assert text(total) == f"{tables.load('council_votes')['yes'].sum():,}"
    assert [one.text_content().strip() for one in first.cssselect(".on-claims a")] == ["P6.1", "A1.1"]
    assert not first.cssselect("figure")
    write(small, CHAPTER.replace("How many?", "How many more?").replace("There were", "There are"))
    again = made(small, monkeypatch)
    assert text(again.cssselect("h2")[0]) == "1. How many more?"
    assert text(again.cssselect(".reply")[0]).startswith("There are ")


@pytest.mark.thorough
def test_a_picture_that_no_chapter_has_is_refused(small, monkeypatch):
    path = small / "chapters" / "00-brief.md"
    good = path.read_text()
    monkeypatch.chdir(small)
    path.write_text(good.replace("{answers}\n", "{answers}\n:pictures: fig-nowhere\n"))
    try:
        with pytest.raises(render.PagesError, match="no chapter has a figure fig-nowhere"):
            build.main(small)
    finally:
        path.write_text(good)


def test_chapters_are_read_first():
    names = ["chapters/brief", "index", "chapters/02-b", "chapters/01-a"]
    brief.chapters_first(None, None, names)
    assert names == ["chapters/02-b", "chapters/01-a", "chapters/brief", "index"]


def test_a_chapter_without_an_opening_has_no_claims_before_its_first_section():
    document = nodes.document(None, None)
    document += nodes.section("", nodes.title("", "A"), nodes.section("", nodes.title("", "B")))
    assert list(brief.claims_of_opening(document)) == []
