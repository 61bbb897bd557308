"""What a reader reads stands in the faces of the house, not in whatever the machine at hand has."""

import re
import unicodedata
from html import unescape

import pytest
from fontTools.ttLib import TTFont
from lxml import html

from tests.built import HTML, PAGES, name, read

pytestmark = pytest.mark.thorough

SHEET = (HTML / "_static" / "book.css").read_text(encoding="utf-8")
FONTS = HTML / "_static" / "fonts"
UNSET = {"script", "style", "pre", "code", "template"}  # no text, or code, which has the machine's own face
MARKS = frozenset("«»().:–")  # of a Persian sentence


def _range(said):
    first, _, last = said.strip().removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def faces(sheet, fonts):
    """Return by family the letters that its files may set; where the italics lack one, another stands in."""
    found = {}
    for rule in re.findall(r"@font-face\s*\{(.*?)\}", sheet, re.DOTALL):
        family, file = (
            re.search(r"font-family: *(\w+)", rule)[1],
            re.search(r"fonts/([\w-]+\.woff2)", rule)[1],
        )
        letters = set(TTFont(fonts / file).getBestCmap())
        if within := re.search(r"unicode-range: *([^;]*)", rule):
            ranges = [_range(one) for one in within[1].split(",")]
            letters = {one for one in letters if any(one in some for some in ranges)}
        letters = set(map(chr, letters))
        found[family] = found.get(family, set()) | letters
    return found


def stacks(sheet):
    """Return the families of each list of them, in their order."""
    return {
        kind: [one.strip() for one in re.search(rf"--{kind}: *([^;]*);", sheet)[1].split(",")]
        for kind in ("serif", "display", "sans", "fa")
    }


def wanted(letter, persian):
    """Return the families one of which has to have a letter, where it stands; none for what nobody sees."""
    kind, script = unicodedata.category(letter), unicodedata.name(letter, "").partition(" ")[0]
    if kind in {"Cc", "Cf"}:
        return []
    if script in {"ARABIC", "EXTENDED"} or (persian and letter in MARKS):
        return [["Persian"]]
    if script == "CYRILLIC":
        return [["Cyrillic"]]
    if kind[0] in "LN":
        return [["Text"], ["Sans"]]
    kinds = ["fa"] if persian else ["serif", "display", "sans"]
    return [STACKS[one] for one in kinds]


def missing(letters, persian):
    """Return the letters that some family lacks which has to have them."""
    return {
        letter
        for letter in letters
        for families in wanted(letter, persian)
        if not any(letter in FACES.get(one, ()) for one in families)
    }


def told(tree):
    """Return the letters of a page, and of its drawings, that stand in Persian, and the others."""
    found, persian = {True: set(), False: set()}, {}
    for one in tree.iter():
        within = persian.get(one.getparent(), False)
        persian[one] = (
            {"fa": True, None: within}.get(one.get("lang"), False) if isinstance(one.tag, str) else within
        )
        found[within].update(one.tail or "")
        if isinstance(one.tag, str) and one.tag not in UNSET:
            found[persian[one]].update(one.text or "")
    return found


FACES, STACKS = faces(SHEET, FONTS), stacks(SHEET)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_each_letter_stands_in_a_face_of_the_house(path):
    letters = told(read(path).find("body"))
    lost = {"Persian" if place else "Latin": missing(some, place) for place, some in letters.items()}
    assert lost == {"Persian": set(), "Latin": set()}, (
        "extend helpers.book.build.faces, or write another sign"
    )


def test_the_pages_of_citations_have_no_other_letters():
    whole = set().union(*FACES.values())
    for path in (HTML / "cite").glob("*.html"):
        text = re.sub(
            r"<(script|style|pre|code)\b.*?</\1>|<[^>]+>", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        lost = {one for one in set(unescape(text)) - whole if wanted(one, persian=False)}
        assert lost == set(), path.name


def test_a_letter_that_a_face_lacks_is_found_where_it_stands():
    page = html.document_fromstring(
        '<p>Iran ☭<b lang="fa">ایران (ڈ)<i lang="en">ỗ</i></b> 漢 <code>☭</code></p>'
    )
    letters = told(page)
    assert {"ا", "(", "ڈ"} <= letters[True] and "ڈ" not in letters[False] and "☭" in letters[False]
    assert missing(letters[True], persian=True) == {"ڈ"}
    assert missing(letters[False], persian=False) == {"☭", "ỗ", "漢"}
