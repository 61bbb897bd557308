"""Every picture of the book as a browser draws it: its words, its colours, and what lies behind them."""

import itertools
import json
import re
from functools import cache

import numpy as np
import pytest

from helpers import tables
from helpers.book.build import contents, pictures
from helpers.charts import palette
from tests import notebooks
from tests.charts.test_palette import contrast

ROOT = tables.data_folder().parent
NOTEBOOKS = contents.notebooks(ROOT)
FONTS = ROOT / "src/helpers/book/pages/static/fonts/sans.woff2"
LEAST, READABLE = 11, 4.5  # pixels of letters where a picture is as wide as it is drawn; contrast
# Figure -> why it has a legend all the same.
LEGENDS = {
    "fig-votes-issues": "two counts recur in each row",
    "fig-verdict-fates": "three fates recur along time",
    "fig-verdict-choices": "two counts recur in each row",
    "fig-verdict-chance": "three guesses recur in each row",
    "fig-verdict-calibration": "two counts recur in each row",
}
# Figures that are not drawn anew yet, each with what is wrong with it.
WAITING: dict[str, str] = {}
AIR = 0.2  # of the box of a line of words, over and under its letters
SAID = """
() => [...document.querySelectorAll("svg text")].filter((text) => text.textContent.trim()).map((text) => {
  const box = text.getBoundingClientRect(), style = getComputedStyle(text), matrix = text.getScreenCTM();
  const lines = [...text.querySelectorAll("tspan[dy]")].map((one) => one.getBoundingClientRect());
  const layers = [], at = lines[0] || box;
  const parts = [...text.querySelectorAll("tspan")].filter((one) => !one.children.length);
  text.style.pointerEvents = "none";
  for (const one of document.elementsFromPoint(at.x + at.width / 2, at.y + at.height / 2)) {
    if (!(one instanceof SVGGeometryElement)) continue;
    const look = getComputedStyle(one);
    if (look.fill.startsWith("rgb")) layers.push([look.fill, look.fillOpacity * look.opacity]);
  }
  text.style.pointerEvents = "";
  return {
    words: text.textContent, size: parseFloat(style.fontSize), turned: Math.abs(matrix.b) > 0.01,
    fills: (parts.length ? parts : [text]).map((one) => getComputedStyle(one).fill), layers,
    boxes: (lines.length ? lines : [box]).map(({ left, right, top, bottom }) =>
      [left, right, top + AIR * (bottom - top), bottom - AIR * (bottom - top)]),
  };
})
""".replace("AIR", str(AIR))


def figures():
    for path in NOTEBOOKS:
        for output in pictures.figures(notebooks.opened(path)):
            yield output["data"][pictures.FIGURE]["layout"]["meta"]["id"], output


FIGURES = dict(figures())
SHOWN = [
    pytest.param(
        name,
        narrow,
        id=f"{name}-{'narrow' if narrow else 'wide'}",
        marks=[] if narrow else [pytest.mark.thorough],  # words have less room on a phone
    )
    for name, narrow in itertools.product(FIGURES, (False, True))
    if name not in WAITING
]


def picture(name, *, narrow):
    return pictures.shown(FIGURES[name])[narrow]


@pytest.fixture(scope="module")
def sheet(chrome):
    """Return a way to show a picture at its own size on paper of a kind, and to say what its words are."""
    context = chrome.new_context(viewport={"width": 1120, "height": 1600}, offline=True)
    page = context.new_page()
    face = f"@font-face {{ font-family: Sans; src: url({FONTS.as_uri()}); font-weight: 400 700; }}"
    style = f"{face} body {{ margin: 0; background: var(--paper); }} svg {{ display: block; }}"
    blank = f"<style>{palette.style_sheet()} {style} svg text {{ font-family: Sans; }}</style><main></main>"
    page.goto(FONTS.parent.as_uri())
    page.set_content(blank)

    @cache
    def show(svg, theme):
        page.evaluate(
            "async ([svg, theme]) => { document.documentElement.dataset.theme = theme;"
            " document.querySelector('main').innerHTML = svg; await document.fonts.ready; }",
            [svg, theme],
        )
        height = page.evaluate("document.querySelector('svg').getBoundingClientRect().height")
        page.set_viewport_size({"width": 1120, "height": int(height) + 40})
        return page.evaluate(SAID)

    yield show
    context.close()


def rgba(text):
    numbers = [float(part) for part in re.findall(r"[\d.]+", text)]
    return numbers[:3], (numbers[3] if len(numbers) > 3 else 1.0)


def behind(layers, paper):
    """Return the colour that layers, the upper first, show on paper."""
    seen, _ = rgba(paper)
    for fill, opacity in reversed(layers):
        colour, own = rgba(fill)
        share = own * float(opacity)
        seen = [share * over + (1 - share) * under for over, under in zip(colour, seen, strict=True)]
    return seen


def hexed(colour):
    return "#" + "".join(f"{round(part):02x}" for part in colour)


@pytest.mark.parametrize(("name", "narrow"), SHOWN)
def test_words_are_large_enough_level_whole_and_apart(name, narrow, sheet):
    svg = picture(name, narrow=narrow)
    across, high = (float(re.search(rf'{side}="([\d.]+)"', svg)[1]) for side in ("width", "height"))
    words = sheet(svg, "light")
    assert words
    assert not [one["words"] for one in words if one["size"] < LEAST], "too small"
    assert not [one["words"] for one in words if one["turned"]], "turned"
    boxes = [(one["words"], box) for one in words for box in one["boxes"]]
    outside = [
        said
        for said, (left, right, top, foot) in boxes
        if left < -1.5 or right > across + 1.5 or top < -2 or foot > high + 2
    ]
    assert not outside, "cut at the edge"
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)], "one over the other"


def overlap(one, other):
    """Say whether two lines of words lie over one another; each is a box in which the face leaves air."""
    (_, (left, right, top, foot)), (_, (left2, right2, top2, foot2)) = one, other
    return min(right, right2) - max(left, left2) > 1 and min(foot, foot2) - max(top, top2) > 0.5


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
@pytest.mark.parametrize(("name", "narrow"), SHOWN)
def test_words_can_be_read_on_what_lies_behind_them(name, narrow, theme, sheet):
    paper = getattr(palette.HUES["paper"], theme)
    paper = f"rgb({', '.join(str(int(paper[at : at + 2], 16)) for at in (1, 3, 5))})"
    faint = {}
    for one in sheet(picture(name, narrow=narrow), theme):
        ground = hexed(behind(one["layers"], paper))
        for fill in one["fills"]:
            reached = contrast(hexed(rgba(fill)[0]), ground)
            if reached < READABLE:
                faint[one["words"]] = round(reached, 1)
    assert not faint


def keyed(name):
    """Say whether a figure has a legend of two entries or more."""
    spec = FIGURES[name]["data"][pictures.FIGURE]
    named = [one for one in spec["data"] if one.get("name") and one.get("showlegend", True)]
    return spec["layout"].get("showlegend", True) and len(named) > 1


def test_marks_are_named_where_they_stand_and_not_in_a_legend():
    assert {name for name in FIGURES if keyed(name)} <= set(LEGENDS)


def test_no_picture_has_both_colours_of_judgement_and_of_countries():
    judged = {palette.HUES[hue].light for hue in ("plum", "umber", "indigo")}
    countries = {palette.COUNTRIES[state] for state in ("RUS", "CHN", "USA", "IND")}
    drawn = {name: json.dumps(one["data"][pictures.FIGURE]["data"]) for name, one in FIGURES.items()}
    both = {
        name
        for name, text in drawn.items()
        if any(hue in text for hue in judged) and any(hue in text for hue in countries)
    }
    assert both <= set(WAITING)


def test_what_waits_is_a_figure_of_the_book():
    assert set(LEGENDS) | set(WAITING) <= set(FIGURES)


# -- eyes that do not tell red from green

EYES = {  # Machado, Oliveira and Fernandes 2009, severity 1, in linear light
    "normal": np.eye(3),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                   [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip


def lab(colour, eyes):
    """Return a colour as eyes see it, in CIE Lab."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    white = TO_XYZ @ np.ones(3)
    ratio = (TO_XYZ @ np.clip(EYES[eyes] @ linear, 0, 1)) / white
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("family", ["countries", "outcomes"])
def test_hues_of_a_family_are_told_apart_by_all_eyes_or_have_a_second_mark(family, eyes, paper):
    hues = dict.fromkeys(palette.hue_names(family).values())
    # A confirmed claim with a correction is the same judgement, and has a notch.
    hues.pop("lagoon", None)
    seen = {name: lab(getattr(palette.HUES[name], paper), eyes) for name in hues}
    near = {
        (one, other): round(float(np.linalg.norm(seen[one] - seen[other])), 1)
        for one, other in itertools.combinations(seen, 2)
    }
    assert {pair: apart for pair, apart in near.items() if apart < 15} == {}


@pytest.mark.parametrize("name", sorted(set(FIGURES) - set(WAITING)))
def test_lines_over_time_stand_on_an_axis_of_time(name):
    """Where a line joins points with an axis of years, the axis is of numbers and in proportion."""
    spec = FIGURES[name]["data"][pictures.FIGURE]
    lines = [one for one in spec["data"] if "lines" in one.get("mode", "") and not one.get("meta")]
    for one in lines:
        axis = spec["layout"].get(f"xaxis{one.get('xaxis', 'x')[1:]}", {})
        named = [str(text) for text in axis.get("ticktext") or []]
        years = [int(text) for text in named if re.fullmatch(r"(?:1[89]|20)\d\d", text)]
        if len(years) < 3:
            continue
        places = [axis["tickvals"][named.index(str(year))] for year in years]
        steps = np.diff(places) / np.diff(years)
        assert np.allclose(steps, steps[0], rtol=0.02), dict(zip(years, places, strict=True))
