"""What a page may weigh and whom it may ask; that style sheet and pages need each other; whose colours."""

import re
from itertools import chain
from urllib.parse import urlsplit

import pytest

from helpers.book.pages import search, site
from helpers.charts import palette
from tests.browser import settle
from tests.built import HTML, PAGES, name, read
from tests.served import sent, serving

USUAL, HEAVY = 130 * 1024, 180 * 1024  # bytes that travel until a page is read to its end
BUDGETS = {
    "index": 80 * 1024,
    # The heaviest chapters, each held to what it weighs: their pictures and tables are what they have to say.
    "chapters/04-memory": 133 * 1024,  # a map, for page and phone
    "chapters/11-verdict": 138 * 1024,  # ten pictures
    "chapters/13-ledger": 145 * 1024,  # every claim of both texts, with its evidence
    "chapters/claims": HEAVY,  # every claim of both texts
    "chapters/data": HEAVY,  # every column of every table of the texts and of the record
    "chapters/measures": HEAVY,  # every column of every measure
    "chapters/helpers-subjects": HEAVY,  # every helper of the largest floor, with its code
}
REQUESTS = 10
IMAGE = 200_000
IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico"}


# -- weight


@pytest.fixture(scope="module")
def server():
    with serving(HTML) as address:
        yield address


def told(asked):
    return ", ".join(f"{address.rpartition('/')[2]} {size}" for address, size in asked.items())


def test_no_budget_goes_beyond_that_of_the_heaviest():
    assert max(BUDGETS.values()) <= HEAVY and USUAL <= 130 * 1024
    assert sum(one.startswith("chapters/") and one[9].isdigit() for one in BUDGETS) <= 3


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_asks_for_its_style_sheets_before_it_waits_for_a_script(path):
    """What it waits for is asked for first: else the sheets come later by one way to the server and back."""
    asked = read(path).xpath("//head/link[@rel='stylesheet'] | //head/script[@src][not(@defer or @async)]")
    kinds = [one.tag for one in asked]
    assert kinds and kinds == sorted(kinds)


@pytest.mark.parametrize("path", PAGES, ids=name)
@pytest.mark.complaint("library-once")
def test_a_page_keeps_its_budget_and_asks_nobody_else(chrome, server, path):
    context = chrome.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked = {}
    page.on("request", lambda one: asked.setdefault(one.url, 0))
    page.on("response", lambda one: asked.update({one.url: int(one.headers.get("content-length", 0))}))
    page.goto(f"{server}/{name(path)}.html", wait_until="networkidle")
    page.evaluate(
        "async () => { for (let y = 0; y < document.body.scrollHeight; y += 700) {"
        " scrollTo(0, y); await new Promise(requestAnimationFrame); } await document.fonts.ready; }"
    )
    settle(page)
    context.close()
    others = [address for address in asked if urlsplit(address).netloc != urlsplit(server).netloc]
    assert not others, f"{name(path)} asks another host: {others}"
    assert len(asked) <= REQUESTS, (
        f"{name(path)} asks for {len(asked)} files, {REQUESTS} are enough: {told(asked)}"
    )
    weight, budget = sum(asked.values()), BUDGETS.get(name(path), USUAL)
    assert weight <= budget, f"{name(path)} weighs {weight} bytes, its budget is {budget}: {told(asked)}"


def test_no_image_is_heavy():
    heavy = {
        path.relative_to(HTML).as_posix(): len(sent(path))
        for path in HTML.rglob("*")
        if path.suffix in IMAGES
    }
    assert {path: size for path, size in heavy.items() if size > IMAGE} == {}


# -- style sheet and pages


# Words that docutils, Sphinx and MyST-NB write for style sheets of others.
THEIRS = re.compile(
    r"above-input|align-\w+|arabic|backrefs|bibtex-citation|brackets|cell|cell_output|class|collapsed|colon|compound"
    r"|container|data|default_value|desc\w+|docutils|doctest|download|exception|expanded|external|field-\w+"
    r"|fn-bracket|footnote(?:-\w+)?|function|head|hide|highlight-\w+|internal|literal|myst|[nopw]|notranslate"
    r"|pasted-text|property|py-\w+|reference|row-\w+|rubric|sig(?:-\w+)*|simple|std(?:-\w+)?|stub|summary"
    r"|tag_[\w-]+|text-\w+|toctree-wrapper|warning|xref|examples"
)
# Ours that no rule needs: what scripts and tests find things by, and what looks as all around it does.
HOOKS = re.compile(r"act|finding|box|copied|home|said|sheet-\w+|sortable|sources|sure-high|table-sources")


def rules(*names):
    """Return what style sheets say before each brace, without texts and addresses."""
    sheets = "".join((HTML / "_static" / one).read_text(encoding="utf-8") for one in names)
    sheets = re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", sheets, flags=re.DOTALL)
    return [one for one in re.findall(r"([^{};]+)\{", sheets) if not one.strip().startswith("@")]


def classes(selectors):
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", " ".join(selectors)))


@pytest.fixture(scope="module")
def used():
    """Return each class of the built pages, with a page that has it."""
    cited = sorted((HTML / "cite").glob("*.html"))
    found = {}
    for path in [*PAGES, *HTML.glob("*.html"), *cited]:
        for one in chain.from_iterable(map(str.split, read(path).xpath("//@class"))):
            found.setdefault(one, name(path))
    return found


SHEETS = ("book.css", *site.OWN.values(), site.APPENDIX, search.STYLE, "cite.css")


@pytest.mark.thorough
def test_every_class_of_a_page_has_a_rule(used):
    known = classes(rules(*SHEETS))
    bare = {one: page for one, page in used.items() if one not in known}
    bare = {one: page for one, page in bare.items() if not (THEIRS.fullmatch(one) or HOOKS.fullmatch(one))}
    assert bare == {}, "give each a rule, or leave it out of the page"


@pytest.mark.thorough
def test_every_rule_has_a_page(used):
    scripts = [path for kind in ("scripts", "static", "search") for path in (site.HERE / kind).glob("*.js")]
    made = set(re.findall(r"[\w-]+", "".join(path.read_text(encoding="utf-8") for path in scripts)))
    idle = classes(rules(*SHEETS)) - used.keys() - made
    assert idle == set(), "no page and no script has these classes: take their rules out"


# -- colours


WRITTEN = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\([^)]*\)")
SHADE = re.compile(
    r"rgb\(0 0 0\s*/.*\)|rgba\(0, ?0, ?0, ?0\)"
)  # black, let through: a shadow, and nothing at all


def triple(colour):
    """Return red, green and blue of a colour as it is written."""
    if colour.startswith("#"):
        digits = colour[1:7] if len(colour) > 5 else "".join(2 * one for one in colour[1:4])
        return tuple(int(digits[place : place + 2], 16) for place in (0, 2, 4))
    return tuple(int(float(one)) for one in re.findall(r"[\d.]+", colour)[:3])


def foreign(text):
    known = {triple(one) for hue in palette.HUES.values() for one in hue}
    found = {one for one in WRITTEN.findall(text) if not SHADE.fullmatch(one)}
    return {one for one in found if triple(one) not in known}


WORDS = ("cards.js", "search-index.js")  # of the pages, where a number after # is no colour


def test_every_colour_is_of_the_palette():
    places = [
        *(HTML / "_static").glob("*.css"),
        *(HTML / "_static").glob("*.js"),
        *(HTML / "_static").glob("*.svg"),
    ]
    places += (HTML / "_static" / "figures").glob("*.js")
    found = {
        path.name: foreign(path.read_text(encoding="utf-8")) for path in places if path.name not in WORDS
    }
    assert {one: colours for one, colours in found.items() if colours} == {}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_colour_of_a_picture_is_of_the_palette(path):
    paints = read(path).xpath("//svg//@fill | //svg//@stroke | //svg//@stop-color")
    assert foreign(" ".join(paints)) == set()


def test_a_foreign_colour_is_found():
    assert foreign("a { color: #123456 } b { fill: rgb(1, 2, 3) } i { color: rgb(0 0 0 / 50%) }") == {
        "#123456",
        "rgb(1, 2, 3)",
    }
