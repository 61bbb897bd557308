"""What makes a finished book light: no file that nothing loads, no letter that does not occur."""

import shutil
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from helpers.book.build import lighten
from helpers.book.build.kept import Kept
from helpers.book.pages import site
from tests.built import HTML, PAGES

pytestmark = pytest.mark.thorough

FACE = (site.HERE / "static" / "fonts" / "text.woff2").read_bytes()


def letters(face):
    return set(map(chr, TTFont(BytesIO(face)).getBestCmap()))


BOOK = {
    "index.html": '<script src="_static/book.js?v=1"></script><link href="_static/book.css">',
    "_static/book.js": 'load(base + "cards.js")',
    "_static/book.css": "",
    "_static/cards.js": 'load(base + "more.js")',
    "_static/more.js": "",
    "_static/doctools.js": 'load("plus.png")',
    "_static/plus.png": "",
    "_static/figures/one.js": "",
}


@pytest.mark.complaint("icon-fonts")
def test_what_nothing_loads_goes_and_what_a_script_loads_stays(tmp_path):
    for name, text in BOOK.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copytree(site.STATIC / "fonts", tmp_path / "_static" / "fonts")
    lighten.lighten(tmp_path, Kept(tmp_path.parent / "kept"))
    kept = {path.name for path in (tmp_path / "_static").rglob("*") if path.is_file()}
    plain = {name for name in kept if not name.endswith((".woff2", ".txt"))}
    assert plain == {"book.js", "book.css", "cards.js", "more.js", "one.js"}
    assert "front-sans.woff2" in kept and "regular.woff2" not in kept


def test_a_face_keeps_the_letters_that_occur_and_is_the_same_bytes_each_time():
    once = lighten.fitted(FACE, frozenset("Iran, 1921"))
    assert letters(once) == set("Iran, 1921") and len(once) < len(FACE) / 3
    assert once == lighten.fitted(FACE, frozenset("1291, naIr"))


def kerning(face):
    """Return how near two letters stand in the first weight of a face, and whether other weights differ."""
    found = TTFont(BytesIO(face))
    pairs = list(lighten._pairs(found))
    (table,) = [one for one in pairs if one.Format == 2 and "A" in one.Coverage.glyphs]
    value = table.Class1Record[table.ClassDef1.classDefs.get("A", 0)].Class2Record[
        table.ClassDef2.classDefs["V"]
    ]
    return value.Value1.XAdvance, any(one.ValueFormat1 > lighten.PLACES for one in pairs)


def test_letters_stand_as_near_as_they_did_in_every_weight_alike():
    near, differ = kerning(FACE)
    assert near < 0 and differ
    steps = round(near * lighten.GRID / TTFont(BytesIO(FACE))["head"].unitsPerEm)
    assert steps < 0 and kerning(lighten.fitted(FACE, frozenset("AVTowa"))) == (steps, False)


def test_letters_are_as_wide_as_they_were_to_half_a_step():
    whole, fine = TTFont(BytesIO(FACE)), TTFont(BytesIO(lighten.fitted(FACE, frozenset("Iran’s–W"))))
    assert fine["head"].unitsPerEm == lighten.GRID
    for letter, name in fine.getBestCmap().items():
        width = whole["hmtx"][whole.getBestCmap()[letter]][0] / whole["head"].unitsPerEm
        assert abs(fine["hmtx"][name][0] - width * lighten.GRID) <= 0.5


def test_the_faces_of_the_book_have_every_letter_of_its_pages_that_they_can():
    text = set().union(*(path.read_text(encoding="utf-8") for path in PAGES))
    for path in (HTML / "_static" / "fonts").glob("*.woff2"):
        whole = letters((site.STATIC / "fonts" / path.name.removeprefix("front-")).read_bytes())
        wanted = set() if path.name.startswith("front-") else whole & text
        assert wanted <= letters(path.read_bytes()) <= whole, path.name


@pytest.mark.complaint("icon-fonts")
def test_no_file_of_an_extension_stays_that_no_page_loads():
    static = {path.name for path in (HTML / "_static").iterdir()}
    assert not {"basic.css", "pygments.css", "sphinx-design.min.css", "design-tabs.js", "file.png"} & static
    assert not [name for name in static if name.startswith("mystnb")]
    assert {"book.css", "book.js", "cards.js", "figures", "trails", "fonts", "vendor"} <= static
