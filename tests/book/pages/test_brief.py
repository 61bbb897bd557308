"""The brief: every chapter's question, answer and picture on one page, as one text of ten minutes."""

import re
import shutil

import nbformat
import pytest
from lxml import html
from nbformat import v4

from helpers import tables, words
from helpers.book.build import render
from helpers.book.build import run as build
from helpers.book.pages import brief, frame, persian, values
from tests import browser, voice
from tests.browser import WIDTHS
from tests.built import CHAPTERS, HTML, ROOT, name, read
from tests.small import NEEDED, carry

BRIEF = HTML / "chapters" / "brief.html"
PERSIAN = HTML / "chapters" / "fa-brief.html"
MINUTES = range(8, 12)  # "ten minutes"
WORDS = range(1400, 1651)  # all that a reader reads: questions, text and what stands under pictures
OWN = range(20, 51)  # words that the brief says of its own after an answer
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
def test_question_and_answer_are_the_chapters_own_and_the_rest_is_short(path):
    here, there = told(path), read(path)
    question = text(there.cssselect(".question")[0])
    assert text(here.cssselect("h2")[0]) == f"{int(path.stem[:2])}. {question}"
    answer, own = (
        list(map(text, page.cssselect(one))) for page, one in ((here, ".reply p"), (there, ".answer > p"))
    )
    assert answer == own
    (said,) = here.cssselect(".kept p:not(.deeper)")
    assert len(text(said).split()) in OWN and len(voice.sentences(text(said))) >= 2


def test_a_number_of_its_own_is_one_that_its_chapter_publishes_and_leads_to_its_cell():
    seen = 0
    for path in CHAPTERS:
        known = values.glued(ROOT / "chapters" / f"{path.stem}.ipynb").values()
        said = {words.in_prose(one).lower() for one in known} | set(known)
        for link in told(path).cssselect(".kept p a.made-there"):
            assert text(link) in said or text(link).lower() in said, (path.stem, text(link))
            page, _, goal = link.get("href").partition("#")
            assert page == path.name and read(path).get_element_by_id(goal) is not None
            seen += 1
        plain = re.sub(
            r"\b(?:1[89]|20)\d\d\b",
            "",
            "".join(told(path).xpath(".//*[@class='kept docutils container']/p[1]/text()")),
        )
        assert not re.search(r"\d", plain), (path.stem, plain)
    assert seen >= 26


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
def test_it_leads_to_the_chapter_and_its_numbers_and_back(path):
    here = told(path)
    assert [one.get("href") for one in here.cssselect(".deeper a")] == [f"{path.name}?depth=argument"]
    numbers = {one.text_content() for one in read(path).cssselect(".answer > p a.made")}
    assert {one.text_content() for one in here.cssselect(".reply a.made-there")} == numbers
    (back,) = read(path).cssselect(".topline a.all")
    assert back.get("href") == f"{BRIEF.name}#{here.get('id')}"


def length(page):
    return sum(len(text(one).split()) for one in page.cssselect("article :is(h1, h2, p, figcaption)"))


@pytest.mark.parametrize("path", [BRIEF, PERSIAN], ids=name)
def test_it_is_short_enough_to_be_read_as_one_text(path):
    assert length(read(path)) in WORDS
    assert len(read(path).cssselect("article h2")) == len(CHAPTERS) + 1


def test_ten_minutes_are_enough_and_the_front_page_leads_here():
    page = read(BRIEF)
    assert round(length(page) / frame.PACE + frame.LOOK * len(CHAPTERS)) in MINUTES
    assert int(re.search(r"(\d+) min", text(page.cssselect(".topline")[0]))[1]) in MINUTES
    door = read(HTML / "index.html").cssselect(".doors a")[0]
    assert door.get("href") == "chapters/brief.html#brief" and "ten minutes" in text(door)


def test_it_reads_as_the_chapters_do():
    paragraphs = [text(one) for one in read(BRIEF).cssselect(".reply p, .kept p:not(.deeper)")]
    lengths = [len(one.split()) for said in paragraphs for one in voice.sentences(said)]
    assert sum(lengths) / len(lengths) <= 17 and max(lengths) <= 40


# -- how it stands on a screen and on paper


@pytest.mark.parametrize("script", [True, pytest.param(False, marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    "across",
    [*WIDTHS.values(), *(pytest.param(one, marks=pytest.mark.thorough) for one in (320, 820, 1120, 1920))],
)
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
    for selector in (".reply", ".picture svg", ".kept p:not(.deeper)", ".deeper"):
        found = page.locator(f".in-brief {selector}")
        assert found.count() == len(CHAPTERS)
        assert all(one.is_visible() for one in found.all())
    assert page.problems == []


@pytest.mark.thorough
def test_it_prints_whole_and_parts_no_chapter(visit):
    page = visit(BRIEF)
    page.emulate_media(media="print")
    shown = page.locator(".in-brief .reply, .picture svg, .in-brief .kept p")
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
"""
PAGE = """\
(brief)=
# The brief

```{answers}

votes
: Of {value-of}`votes total` votes we are sure.
```
"""
IN_PERSIAN = "---\nlang: fa\n---\n\n(fa)=\n# خلاصه\n\nاز {value-of}`votes total` رأی مطمئنیم.\n"
CODE = 'import helpers\n\nhelpers.glue(total=int(helpers.load("council_votes")["yes"].sum()))'
CONTENTS = "format: jb-book\nroot: index\nchapters:\n" + "  - file: chapters/{}\n" * 3


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
    (root / "_toc.yml").write_text(CONTENTS.format("00-brief", "00-fa", "01-votes"))
    claims = "".join(f"({one})=\n## {one}\n\n" for one in ("claim-p6-1", "claim-a1-1", "claim-p5-4"))
    (root / "index.md").write_text(f"(home)=\n# Home\n\n{claims}")
    (root / "chapters" / "00-brief.md").write_text(PAGE)
    (root / "chapters" / "00-fa.md").write_text(IN_PERSIAN, encoding="utf-8")
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
    said, own = first.cssselect("a.made-there")
    assert said.get("href") == own.get("href") == "01-votes.html#cell-1"
    assert text(said) == text(own) == f"{tables.load('council_votes')['yes'].sum():,}"
    page = (small / "_build/html/chapters/00-fa.html").read_text(encoding="utf-8")
    (there,) = html.document_fromstring(page).cssselect("article p a.made-there")
    assert text(there) == persian.spelled(text(own), None) and not re.search("[0-9]", text(there))
    assert not first.cssselect("figure")
    write(small, CHAPTER.replace("How many?", "How many more?").replace("There were", "There are"))
    again = made(small, monkeypatch)
    assert text(again.cssselect("h2")[0]) == "1. How many more?"
    assert text(again.cssselect(".reply")[0]).startswith("There are ")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("{answers}\n", "{answers}\n:pictures: fig-nowhere\n", "no chapter has a figure fig-nowhere"),
        ("votes\n:", "vetoes\n:", "the brief says nothing of its own on chapter 'votes'"),
    ],
)
def test_what_does_not_fit_the_chapters_is_refused(small, monkeypatch, was, now, message):
    path = small / "chapters" / "00-brief.md"
    monkeypatch.chdir(small)
    path.write_text(now.join(PAGE.rsplit(was, 1)))
    try:
        with pytest.raises(render.PagesError, match=message):
            build.main(small)
    finally:
        path.write_text(PAGE)


def test_chapters_are_read_first():
    names = ["chapters/brief", "index", "chapters/02-b", "chapters/01-a"]
    brief.chapters_first(None, None, names)
    assert names == ["chapters/02-b", "chapters/01-a", "chapters/brief", "index"]
