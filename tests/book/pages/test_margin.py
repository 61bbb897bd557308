"""The margin: notes stand at the line that calls them, apart; a correction is a mark that opens as a card."""

import re
from itertools import pairwise

import pytest

from tests.built import CHAPTERS, HTML, name, read

pytestmark = pytest.mark.thorough

NOTES = ".claim-note, .correction, .erratum"
# Of each note in the margin its box, and of the next paragraph that names its claim the line where it does.
PLACES = f"""() => [...document.querySelectorAll(":is({NOTES})")]
  .filter((one) => getComputedStyle(one).float === "right").map((note) => {{
    const {{ top, bottom }} = note.getBoundingClientRect();
    let words = note.nextElementSibling;
    while (words && !words.matches("p")) words = words.nextElementSibling;
    const code = note.matches(".claim-note") && note.querySelector("a").textContent;
    const links = code ? [...words.querySelectorAll("a.claim-ref")] : [];
    const link = links.find((one) => one.textContent.trim() === code);
    return {{ top, bottom, line: link ? link.getClientRects()[0].top : null }};
  }})"""
CLEARING = """() => [...document.querySelectorAll("figure.chart, .table-frame, h2, h3")]
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
  .map(({ top, bottom }) => [top, bottom])"""
LINE, NEAR = 28, 90  # px: of a line of text, and of the space that a heading or a wide thing has around it


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_notes_stand_apart_from_each_other_and_from_what_is_wide(visit, path):
    page = visit(path)
    notes = sorted(page.evaluate(PLACES), key=lambda note: note["top"])
    for one, other in pairwise(notes):
        assert other["top"] >= one["bottom"] - 1
    for top, bottom in page.evaluate(CLEARING):
        assert not [one for one in notes if one["top"] < bottom - 1 and one["bottom"] > top + 1]


def free(notes, clearing):
    """Return the notes that are not at their line, though neither a note nor what is wide is in the way."""
    edges = sorted([note["bottom"] for note in notes] + [bottom for _, bottom in clearing])
    starts = sorted([note["top"] for note in notes] + [top for top, _ in clearing])
    for note in notes:
        late, early = (note["top"] - (note["line"] or note["top"])) / LINE, NEAR
        above = any(0 <= note["top"] - edge < early for edge in edges)
        below = any(0 <= start - note["bottom"] < early for start in starts)
        if (late > 0.5 and not above) or (late < -0.5 and not below):
            yield note


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_note_stands_at_the_line_of_its_claim_where_there_is_room(visit, path):
    page = visit(path)
    notes = page.evaluate(PLACES)
    assert [*free(notes, page.evaluate(CLEARING))] == []


def test_notes_are_moved_to_their_lines(visit):
    """Of all notes, that is, so many more stand at their line than where their paragraph begins."""
    moved = {script: 0 for script in (True, False)}
    for path in CHAPTERS[:5]:
        for script in moved:
            notes = visit(path, script=script).evaluate(PLACES)
            there = [one for one in notes if one["line"] and abs(one["top"] - one["line"]) <= LINE / 2]
            moved[script] += len(there)
    assert moved[True] > 1.3 * moved[False]


def test_without_a_script_notes_stand_at_their_paragraph(visit):
    page = visit(HTML / "chapters" / "04-memory.html", script=False)
    assert page.locator(".claim-note").first.is_visible()
    assert page.locator(".claim-note").evaluate_all("all => all.every(one => !one.style.length)")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_no_correction_of_the_texts_is_a_box(path):
    titles = [one.text_content() for one in read(path).cssselect(".admonition-title")]
    assert not [title for title in titles if title.startswith("Correction")]
    for mark in read(path).cssselect("details.correction"):
        summary, *said = mark
        assert re.match(r"Corrections?: ", summary.text_content()) and said


@pytest.mark.parametrize(("width", "script"), [("wide", True), ("wide", False), ("phone", True)])
def test_a_correction_opens_and_closes(visit, width, script):
    page = visit(HTML / "chapters" / "08-friends.html", width=width, script=script)
    mark = page.locator(".correction").first
    words = mark.locator("p").first
    assert mark.locator("summary").is_visible() and not words.is_visible()
    before = page.evaluate("document.querySelector('article').offsetHeight")
    mark.locator("summary").click()
    words.wait_for(state="visible", timeout=5_000)
    if width == "wide":  # a card: the text around it stays where it is
        assert page.evaluate("document.querySelector('article').offsetHeight") == before
    if script and width == "wide":
        page.keyboard.press("Escape")
        words.wait_for(state="hidden", timeout=5_000)


def test_print_shows_what_a_correction_says(visit):
    page = visit(HTML / "chapters" / "08-friends.html")
    page.emulate_media(media="print")
    assert page.locator(".correction p").first.bounding_box()["height"] > 10
