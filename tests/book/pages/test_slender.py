"""A picture on a page draws what its notebook keeps, in fewer bytes and without style attributes."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFilter

from helpers.book.build import pictures
from helpers.book.pages import slender
from tests import notebooks
from tests.built import CHAPTERS, HTML, ROOT, name

pytestmark = pytest.mark.thorough

NOTEBOOKS = [path for path in [HTML / "index.html", *CHAPTERS] if path.exists()]

# Of each word: what it says, where it stands, how large, heavy and dark. Of each paint: what it covers.
# A line that goes nowhere and has round ends is a dot.
SEEN = """(svg) => {
  const through = (one) => one === svg ? 1 : getComputedStyle(one).opacity * through(one.parentElement);
  const said = [...svg.querySelectorAll("text")].filter((one) => one.textContent.trim());
  const words = said.map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect(), style = getComputedStyle(one);
    const looks = ["fill", "fontSize", "fontWeight", "fontFamily", "textAnchor"].map((one) => style[one]);
    return [one.textContent.trim(), ...[x, y, width, height].map(Math.round), ...looks];
  });
  const drawn = [...svg.querySelectorAll("rect, circle, path")].filter((one) => !one.closest("defs"));
  const shapes = drawn.map((one) => {
    const box = one.getBBox(), at = one.getBoundingClientRect(), style = getComputedStyle(one);
    const fills = style.fill !== "none" && style.fillOpacity !== "0" && box.width && box.height;
    const { stroke, strokeWidth, strokeDasharray, strokeOpacity } = style;
    const edge = stroke !== "none" && strokeOpacity !== "0" && parseFloat(strokeWidth);
    const fill = fills ? `${style.fill} ${style.fillOpacity} ${through(one)}` : "";
    const goes = edge && (box.width || box.height);
    const line = goes ? [stroke, strokeWidth, strokeDasharray, strokeOpacity].join(" ") : "";
    const dots = /^M[^a-z]+h0(m[^a-z]+h0)*$/.test(one.getAttribute("d")) && style.strokeLinecap === "round";
    if (edge && dots) {
      const half = edge / 2, sides = [at.left - half, at.top - half, at.right + half, at.bottom + half];
      return [`${stroke} ${strokeOpacity} ${through(one)}`, "", ...sides];
    }
    return [fill, line, at.left, at.top, at.right, at.bottom];
  }).filter(([fill, line]) => fill || line);
  const looks = {};
  for (const [fill, line, ...edges] of shapes) {
    const look = (looks[`${fill} | ${line}`] ??= [Infinity, Infinity, -Infinity, -Infinity]);
    edges.forEach((edge, place) => { look[place] = Math[place < 2 ? "min" : "max"](look[place], edge); });
  }
  for (const [name, look] of Object.entries(looks)) looks[name] = look.map(Math.round);
  return [words, looks];
}"""


SHADE = 40  # of 255: by how much five by five points may differ in the mean, where edges run through them


def stored(path):
    source = ROOT / path.relative_to(HTML).with_suffix(".ipynb")
    outputs = pictures.figures(notebooks.opened(source))
    return [picture for output in outputs for picture in pictures.shown(output) if picture]


def close(one, other):
    """Say whether two looks are the same to a pixel, by which rounding may differ."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    return one == other


def shown(page, svg):
    """Return what a browser says of a picture, and its points."""
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg}</body>")
    points = Image.open(BytesIO(page.locator("svg").screenshot())).convert("RGB")
    return page.locator("svg").evaluate(SEEN), points


def apart(one, other):
    """Return by how much two pictures of one size differ where they differ most."""
    return max(
        most for _, most in ImageChops.difference(one, other).filter(ImageFilter.BoxBlur(2)).getextrema()
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_slender_picture_looks_the_same(chrome, path):
    page = chrome.new_page()
    for whole in stored(path):
        short = slender.slender(whole)
        (before, points), (after, again) = shown(page, whole), shown(page, short)
        assert close(before, after), short[:200]
        assert points.size == again.size and apart(points, again) <= SHADE, short[:200]
        assert " style=" not in short and len(short) < 0.8 * len(whole)
    page.close()


def test_a_dot_that_is_lost_or_lies_elsewhere_is_seen(chrome):
    page = chrome.new_page()
    whole = next(one for one in stored(CHAPTERS[4]) if "A4.5,4.5" in one)
    _, points = shown(page, whole)
    dot = r'<path transform="translate\((?P<x>[\d.]+)(?P<on>,[^)]+\)" d="M4\.5,0A4\.5[^>]+>)'
    lost = re.sub(dot, "", whole, count=1)
    moved = re.sub(dot, lambda one: one[0].replace(one["x"], str(float(one["x"]) + 3), 1), whole, count=1)
    for wrong in (lost, moved):
        assert wrong != whole and apart(points, shown(page, wrong)[1]) > 2 * SHADE
    page.close()


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M10,20L12.5,19L12,19.25", "M10 20l2.5-1-.5 .25"),
        ("M1,1H4V0ZM1,1L2,2", "M1 1h3v-1zM1 1l1 1"),
        ("M0.1,0.2L0.3,0.2", "M.1 .2h.2"),
        ("M1,2L3,4 5,6", "M1,2L3,4 5,6"),
        ("M1,2h3v4", "M1,2h3v4"),
        ("M1,2L3,4C1,2 3,4 5,6", "M1,2L3,4C1,2 3,4 5,6"),
    ],
)
def test_a_line_is_written_by_its_steps_and_a_curve_stays(path, short):
    assert slender.by_steps(path) == short == slender.by_steps(short)


def test_small_multiples_that_draw_the_same_line_repeat_its_bytes():
    line = [(0, 9), (7, 4), (15, 6), (22, 2)]
    first, second = ("M" + "L".join(f"{x + left},{y}" for x, y in line) for left in (37, 459))
    after = [slender.by_steps(one).partition("l")[2] for one in (first, second)]
    assert after[0] == after[1] == "7-5 8 2 7-4"


def test_a_style_that_no_attribute_says_is_named():
    with pytest.raises(slender.StyleError, match="'filter'"):
        slender.slender('<svg><text style="filter: blur(2px)">A</text></svg>')


def test_a_saved_picture_has_its_colours_and_its_face(visit):
    page = visit(HTML / "chapters" / "05-syria.html", scheme="dark")
    with page.expect_download() as saved:
        page.locator("figure .actions .svg").first.click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "var(" not in text and "font-family=" in text and "#ebe6da" in text
    assert text.startswith("<svg ") and 'xmlns="http://www.w3.org/2000/svg"' in text
