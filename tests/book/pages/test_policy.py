"""Every page works under a strict content policy: its own files alone, no style and no script in a page."""

import re

import pytest

from helpers.book.pages import site
from tests.browser import settle
from tests.built import HTML, PAGES, name, read
from tests.served import serving

POLICY = {"Content-Security-Policy": site.POLICY}
CITED = [HTML / "cite" / one for one in ("index.html", "fig-syria-drafts.html", "claim-p5-4.html")]
WATCH = """window.refused = [];
document.addEventListener("securitypolicyviolation", (one) =>
  refused.push([one.violatedDirective, one.blockedURI, one.sourceFile, one.lineNumber].join(" ")));"""
DATA = ("application/json", "application/ld+json")


@pytest.fixture(scope="module")
def server():
    with serving(HTML, POLICY) as address:
        yield address


@pytest.fixture
def guarded(chrome):
    """Open an address as a browser does that notes what the policy refused."""
    context = chrome.new_context()

    def open_page(address):
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(address, wait_until="networkidle")
        return page

    yield open_page
    context.close()


@pytest.mark.parametrize("path", [*PAGES, HTML / "search.html", HTML / "genindex.html", *CITED], ids=name)
def test_the_policy_refuses_nothing(guarded, server, path):
    page = guarded(f"{server}/{name(path)}.html")
    assert page.locator("html[lang]").count() == 1
    assert page.evaluate("refused") == []


def test_it_refuses_nothing_when_everything_is_opened(guarded, server):
    page = guarded(f"{server}/chapters/05-syria.html")
    for control in page.locator("figure .actions .explore").all():
        control.click()
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.evaluate("Plotly.version")
    page.locator("a.made").first.click()
    page.locator("dialog.trail[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("article a.claim-ref").first.hover()
    page.locator("#card:not([hidden]) p").wait_for()
    page.locator("a.cite").first.evaluate("one => one.click()")
    page.frame_locator("dialog.citing iframe").locator("h1").wait_for()
    settle(page)
    assert page.evaluate("refused") == []


def test_a_style_in_a_page_is_refused(guarded, tmp_path):
    (tmp_path / "index.html").write_text('<html><p style="color: red">A</p><script>1</script></html>')
    with serving(tmp_path, POLICY) as address:
        refused = guarded(f"{address}/index.html").evaluate("refused")
    assert [one.split()[0] for one in refused] == ["style-src-attr", "script-src-elem"]


def faults(page):
    """Return what of a page a strict policy would refuse, or a careful author not write."""
    yield from page.xpath("//@style")
    yield from page.xpath("//style")
    yield from (one for one in page.xpath("//script[not(@src)]") if one.get("type") not in DATA)
    yield from (word for one in page.iter() for word in one.attrib if re.match(r"on[a-z]", word))
    yield from page.xpath("//@href[starts-with(., 'javascript:') or starts-with(., 'data:')]")


def test_no_page_holds_a_style_a_script_or_a_handler():
    every = sorted(HTML.rglob("*.html"))
    assert len(every) > 400
    found = {path.relative_to(HTML).as_posix(): list(map(str, faults(read(path)))) for path in every}
    assert {path: these for path, these in found.items() if these} == {}


def test_servers_are_told_the_policy():
    lines = (HTML / "_headers").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "/*" and f"  Content-Security-Policy: {site.POLICY}" in lines


RULES = "[...document.getElementById('plotly.js-style-global').sheet.cssRules].map((one) => one.cssText)"


def test_the_rules_of_charts_are_those_that_they_would_write_themselves(visit):
    page, vendor = visit(HTML / "chapters" / "reproduce.html"), HTML / "_static" / "vendor"
    page.add_script_tag(path=vendor / "plotly-cartesian.min.js")
    first, *given = (vendor / "plotly.css").read_text(encoding="utf-8").splitlines()
    assert len(given) > 50 and given == page.evaluate(RULES)
    assert page.evaluate("Plotly.version") in first
