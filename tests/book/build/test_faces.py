"""How a face of the book is made: its place on the axes of the original, its letters, and what is added."""

import re
from hashlib import sha256
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from helpers.book.build import faces


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """Return a folder with faces of ours in the place of the originals, which are not here."""
    folder = tmp_path_factory.mktemp("originals")
    for original, ours in [(faces.SERIF, "text"), (faces.SANS, "sans")]:
        (folder / original).write_bytes((faces.FONTS / f"{ours}.woff2").read_bytes())
    return folder


def letters(font):
    return set(map(chr, font.getBestCmap()))


def test_a_face_lies_where_it_is_told_and_has_its_letters_and_the_hyphen_that_keeps_a_line(originals):
    made = faces.made(faces.Face(faces.SERIF, frozenset("Iran-"), {"wght": 600}), originals)
    font = TTFont(BytesIO(made))
    assert letters(font) == set("Iran-‑") and "fvar" not in font and font.flavor == "woff2"
    assert font.getBestCmap()[ord("-")] == font.getBestCmap()[ord("‑")]
    plain = TTFont(faces.FONTS / "text.woff2")
    assert font["hmtx"][font.getBestCmap()[ord("n")]] != plain["hmtx"][plain.getBestCmap()[ord("n")]]
    assert made == faces.made(faces.Face(faces.SERIF, frozenset("-narI"), {"wght": 600}), originals)


def test_signs_are_drawn_and_letters_lent(originals):
    face = faces.Face(
        faces.SERIF,
        frozenset("I"),
        {"wght": (400, 500)},
        drawn=frozenset("●○"),
        lent={"%": (faces.SANS, 0.5)},
    )
    font = TTFont(BytesIO(faces.made(face, originals)))
    glyph = {one: font["glyf"][font.getBestCmap()[ord(one)]] for one in "●○%"}
    assert (glyph["●"].numberOfContours, glyph["○"].numberOfContours) == (1, 2)
    assert (glyph["●"].xMax, glyph["●"].yMax) == (glyph["○"].xMax, glyph["○"].yMax)
    sans = TTFont(faces.FONTS / "sans.woff2")
    width, name = sans["hmtx"][sans.getBestCmap()[ord("%")]][0], font.getBestCmap()[ord("%")]
    assert font["hmtx"][name][0] == round(width / 2) and "HVAR" not in font


def forms(font):
    """Return the signs by which letters are written where they join others, and those for two letters."""
    tables = [one for lookup in font["GSUB"].table.LookupList.Lookup for one in lookup.SubTable]
    joining = [pair for one in tables if hasattr(one, "mapping") for pair in one.mapping.items()]
    joint = [one for one in tables if hasattr(one, "ligatures")]
    return joining, [
        (first, *of.Component) for one in joint for first in one.ligatures for of in one.ligatures[first]
    ]


@pytest.mark.parametrize("name", ["persian", "persian-strong"])
def test_arabic_letters_stand_in_the_persian_face_join_and_have_no_signs_of_their_own(name):
    font = TTFont(faces.FONTS / f"{name}.woff2")
    joining, joint = forms(font)
    signs = {font.getBestCmap()[ord(one)] for one in faces.ARABIC}
    assert {one for one, _ in joining} >= signs and sum(one in signs for one, _ in joining) >= 8
    loose = signs | {form for one, form in joining if one in signs}
    assert joint and not [one for one in joint if loose.intersection(one)]


def test_the_faces_are_those_that_their_sources_name():
    said = (faces.FONTS / "SOURCES.txt").read_text(encoding="utf-8")
    named = dict(re.findall(r"^  ([\w-]+\.woff2) +(\w{64})$", said, re.MULTILINE))
    there = {path.name: sha256(path.read_bytes()).hexdigest() for path in faces.FONTS.glob("*.woff2")}
    assert set(named) == {f"{one}.woff2" for one in faces.FACES}
    assert named == there
