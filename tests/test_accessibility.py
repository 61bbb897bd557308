"""The rules of accessibility, on every page, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import PAGES, STILL, name

BY_THE_THEME = {"genindex.html", "search.html"}

# A picture is one image with its alternative text; the words drawn inside it are not read one by one.
TEXT = {"exclude": [[".drawing .still"]]}

# Faults of the theme's own markup, which no page of ours can mend.
OF_THE_THEME = {"label-content-name-mismatch", "region"}

# Contrast follows from the inks and the papers under them: one element stands for all that share both.
MARK_LOOKS = """() => {
  const looks = new Set(), papers = new Map();
  const paper = (node) => {
    if (!node) return "";
    if (!papers.has(node)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
      const own = [node.tagName, node.className, backgroundColor, backgroundImage, opacity];
      papers.set(node, [paper(node.parentElement), ...own].join(" "));
    }
    return papers.get(node);
  };
  const words = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  for (const node of document.body.querySelectorAll("*")) {
    node.removeAttribute("data-look");
    if (!words(node)) continue;
    const { color, fontSize, fontWeight, visibility, display } = getComputedStyle(node);
    const look = [paper(node), color, fontSize, fontWeight, visibility, display].join(" ");
    if (!looks.has(look)) node.dataset.look = "";
    looks.add(look);
  }
}"""


def faults(page, rules, context=TEXT):
    options = {"resultTypes": ["violations"], **rules}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found
        if fault["impact"] in ("serious", "critical") and fault["id"] not in OF_THE_THEME
    ]


def faults_of_contrast(page):
    page.evaluate(MARK_LOOKS)
    return faults(page, {"runOnly": ["color-contrast"]}, {"include": [["[data-look]"]], **TEXT})


@pytest.mark.parametrize("path", [path for path in PAGES if path.name not in BY_THE_THEME], ids=name)
def test_no_serious_fault_of_accessibility(visit, path):
    page = visit(path)
    page.add_style_tag(content=STILL)
    assert not faults(page, {"rules": {"color-contrast": {"enabled": False}}})
    assert not faults_of_contrast(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    assert not faults_of_contrast(page)


def test_a_faint_word_in_one_cell_is_found(visit):
    page = visit(next(path for path in PAGES if path.stem == "data"))
    page.evaluate("document.querySelectorAll('td')[40].style.color = 'rgb(200, 200, 200)'")
    assert faults_of_contrast(page)
