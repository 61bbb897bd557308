"""One place for every colour of the book."""

import re
from collections import Counter
from pathlib import Path

import pytest

import helpers
from helpers.book.build import contents
from helpers.charts import palette
from helpers.charts.palette import HUES
from tests import notebooks

SOURCE = Path(helpers.__file__).parent
TYPED = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b|rgba?\(\d+, ?\d+, ?\d+")
FILES = sorted(
    path
    for kind in ("py", "css", "js", "html")
    for path in SOURCE.rglob(f"*.{kind}")
    if path.name != "palette.py" and "vendor" not in path.parts
)


def luminance(hue):
    parts = [int(hue[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_colour_is_typed_outside_of_the_palette(path):
    assert not TYPED.findall(path.read_text(encoding="utf-8"))


def test_the_palette_itself_would_be_found():
    assert len(TYPED.findall((SOURCE / "charts" / "palette.py").read_text(encoding="utf-8"))) > len(HUES)
    assert len(FILES) > 90


def test_no_two_hues_look_the_same_in_a_picture():
    values = [hue.light for hue in HUES.values()]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("paper", ["light", "dark"])
def test_what_is_written_can_be_read_on_its_paper(paper):
    inks = {name: getattr(HUES[name], paper) for name in ("ink", "muted", "rubric", "focus")}
    ground = getattr(HUES["paper"], paper)
    assert all(contrast(ink, ground) >= 4.5 for ink in inks.values())


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize("kind", ["countries", "outcomes", "verdicts"])
def test_countries_and_judgements_are_seen_on_their_paper(kind, paper):
    ground = getattr(HUES["paper"], paper)
    hues = [getattr(HUES[name], paper) for name in palette._COLOURS[kind].values()]
    assert all(contrast(hue, ground) >= 3 for hue in hues)


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_a_verdict_can_be_read_as_a_word(ground, paper):
    names = set(palette._COLOURS["outcomes"].values())
    assert all(contrast(getattr(HUES[name], paper), getattr(HUES[ground], paper)) >= 4.5 for name in names)


@pytest.mark.parametrize("name", HUES)
def test_a_letter_can_be_read_on_every_tile(name):
    ink = next(hue for hue in HUES.values() if hue.light == palette.ink_on(HUES[name].light))
    for paper in ("light", "dark"):
        assert contrast(getattr(ink, paper), getattr(HUES[name], paper)) >= 4.2


def test_every_meaning_names_a_hue_there_is():
    for name in palette._COLOURS:
        assert palette.colours(name)
    for name in palette._STROKES:
        assert palette.strokes(name)
    for name, kinds in palette._MARKS.items():
        assert list(palette.marks(name, dict.fromkeys(kinds, "words"))) == list(kinds)


def test_every_set_and_hue_is_used():
    words = {path: path.read_text(encoding="utf-8") for path in FILES}
    for path in contents.notebooks(SOURCE.parents[1]):
        cells = notebooks.opened(path).cells
        words[path] = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    named = {name for text in words.values() for name in re.findall(r'"([^"\n]+)"', text)}
    own = Counter(
        re.findall(r'"(\w[^"\n]*)"', (SOURCE / "charts" / "palette.py").read_text(encoding="utf-8"))
    )
    sets = {**palette._COLOURS, **palette._STROKES, **palette._MARKS}
    # The palette itself asks for some: for the style sheet, and as constants.
    assert {name for name in sets if own[name] < 2} - named == set()
    meant = {look if isinstance(look, str) else look[0] for one in sets.values() for look in one.values()}
    asked = set(re.findall(r"var\(--([\w-]+)", " ".join(words.values())))
    inks = {"black", "white"}  # of tiles, chosen by how bright they are
    assert {hue for hue in HUES if hue.replace(" ", "-") not in asked} - meant - named - inks == set()


def test_an_unknown_set_or_kind_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"no colours 'ballots'; it has answers, .*votes"):
        palette.colours("ballots")
    with pytest.raises(ValueError, match="no lines 'roads'; it has"):
        palette.strokes("roads")
    with pytest.raises(ValueError, match="no kind 'both ways' among the points 'pacts'; it has own, any"):
        palette.marks("pacts", {"both ways": "both"})


def test_one_direction_has_one_colour_in_every_chart():
    tiles, bars = palette.colours("directions"), palette.colours("weighed")
    points = palette.marks("directions", dict.fromkeys(["supports", "mixed", "against"], ""))
    pairs = {"supports": "For", "mixed": "Mixed", "against": "Against"}
    assert all(tiles[one] == bars[other] == points[one]["colour"] for one, other in pairs.items())


# -- what pages take from it


def test_a_picture_asks_its_page_for_every_hue_that_changes_with_the_paper():
    text = "rgb(28, 27, 25) rgb(28,27,25) #1c1b19 #fbf8f1 rgb(36, 119, 179)"
    ink, paper = "var(--ink, #1c1b19)", "var(--paper, #fbf8f1)"
    assert palette.themed(text) == f"{ink} {ink} {ink} {paper} rgb(36, 119, 179)"


def test_style_sheet_says_each_hue_for_light_and_for_dark_paper():
    light, told, asked = re.findall(r"(:root\S*) \{ (.*?) \}", palette.style_sheet())
    for name, hue in HUES.items():
        said = f"--{name.replace(' ', '-')}: "
        assert f"{said}{hue.light};" in light[1]
        assert (f"{said}{hue.dark};" in told[1]) == (hue.dark != hue.light)
    assert told[1] == asked[1]


def test_every_property_that_style_sheets_and_scripts_use_is_in_the_palette():
    pages = SOURCE / "book" / "pages"
    files = [*pages.rglob("*.css"), *pages.glob("scripts/*.js"), *pages.glob("static/*.js")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"var\((--[a-z0-9-]+)", text)) - set(re.findall(r"(--[a-z0-9-]+):", text))
    said = set(re.findall(r"(--[a-z0-9-]+):", palette.style_sheet()))
    set_by_script = set(re.findall(r'setProperty\("(--[a-z0-9-]+)"', text))
    assert used <= said | set_by_script
    assert "--outcome-partly" in used
