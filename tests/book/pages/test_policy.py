"""Every page works under a strict content policy: its own files alone, no style and no script in a page.

A page is read as a server gives it, with the policy in its headers as well, and from the disk, with its own.
"""

import re

import pytest

from helpers.book.pages import policy
from tests.browser import settle
from tests.built import HTML, PAGES, name, read
from tests.served import serving

pytestmark = pytest.mark.thorough

SENT = {policy.NAME: policy.POLICY}
CITED = [HTML / "cite" / one for one in ("index.html", "fig-syria-drafts.html", "claim-p5-4.html")]
WATCH = """window.refused = [];
document.addEventListener("securitypolicyviolation", (one) =>
  refused.push([one.violatedDirective, one.blockedURI, one.sourceFile, one.lineNumber].join(" ")));"""
DATA = ("application/json", "application/ld+json")


@pytest.fixture(scope="module")
def server():
    with serving(HTML, SENT) as address:
        yield address


@pytest.fixture(scope="module")
def tab(chrome):
    """One page of a browser, in which all tests open theirs: it notes what a policy refuses."""
    context = chrome.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def guarded(tab):
    """Open an address; give back the page with what was refused and what else went wrong on it."""

    def open_page(address):
        tab.problems.clear()
        tab.goto(address, wait_until="load")
        settle(tab)
        return tab

    return open_page


EVERY = [*PAGES, HTML / "search.html", HTML / "genindex.html", *CITED]


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_the_policy_refuses_nothing(guarded, server, path):
    page = guarded(f"{server}/{name(path)}.html")
    assert page.locator("html[lang]").count() == 1
    assert page.evaluate("refused") == page.problems == []


@pytest.mark.parametrize("path", [HTML / "chapters" / "05-syria.html", CITED[1]], ids=name)
def test_a_page_on_a_disk_has_its_style_its_script_and_its_pictures(guarded, path):
    page = guarded(path.as_uri())
    assert page.locator("figure svg:visible").first.bounding_box()["height"] > 100
    assert page.evaluate("document.styleSheets.length") == page.locator("link[rel='stylesheet']").count() > 0
    assert page.locator("html[data-script]").count() == page.locator("script[src$='early.js']").count()
    assert page.evaluate("refused") == page.problems == []


def test_it_refuses_nothing_of_ours_when_everything_is_opened(guarded, server):
    page = guarded(f"{server}/chapters/05-syria.html")
    for control in page.locator("figure .actions .explore").all():
        control.click()
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.evaluate("Plotly.version")
    # Plotly sets the style of some words as an attribute, which was refused: they had no colour and no size.
    assert page.locator(".js-plotly-plot tspan[style]").count() > 0
    with page.expect_download() as saved:
        page.locator(".modebar-btn").first.evaluate("one => one.click()")
    assert saved.value.path().read_text(encoding="utf-8").startswith("<svg")
    page.locator("a.made").first.click()
    page.locator("dialog.trail[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("article a.claim-ref").first.hover()
    page.locator("#card:not([hidden]) p").first.wait_for()
    page.locator("a.cite").first.evaluate("one => one.click()")
    page.frame_locator("dialog.citing iframe").locator("h1").wait_for()
    settle(page)
    assert page.evaluate("refused") == page.problems == []


def test_it_refuses_nothing_when_one_searches_or_chooses(guarded, server):
    page = guarded(f"{server}/search.html?q=veto")
    page.locator("#search-results a").first.wait_for()
    assert page.evaluate("refused") == page.problems == []
    page = guarded(f"{server}/chapters/choose.html")
    page.locator("article select, article input").first.wait_for()
    assert page.evaluate("refused") == page.problems == []


def test_a_style_in_a_page_is_refused_by_a_server_and_by_the_page_itself(guarded, tmp_path):
    said = f'<meta http-equiv="{policy.NAME}" content="{policy.IN_PAGE}">'
    text = '<html><head>{}</head><p style="color: red">A</p><script>1</script></html>'
    (tmp_path / "index.html").write_text(text.format(""))
    (tmp_path / "own.html").write_text(text.format(said))
    with serving(tmp_path, SENT) as address:
        refused = guarded(f"{address}/index.html").evaluate("refused")
    assert [one.split()[0] for one in refused] == ["style-src-attr", "script-src-elem"]
    assert len(guarded((tmp_path / "own.html").as_uri()).evaluate("refused")) == 2


def stated(page):
    """Return the policy that a page says before it loads anything."""
    return page.xpath(
        f"//meta[@http-equiv='{policy.NAME}'][not(preceding::script | preceding::link)]/@content"
    )


def faults(page):
    """Return what of a page a strict policy would refuse, or a careful author not write."""
    yield from [] if stated(page) == [policy.IN_PAGE] else ["no policy, or another"]
    yield from page.xpath("//@style")
    yield from page.xpath("//style")
    yield from (one for one in page.xpath("//script[not(@src)]") if one.get("type") not in DATA)
    yield from (word for one in page.iter() for word in one.attrib if re.match(r"on[a-z]", word))
    yield from page.xpath("//@href[starts-with(., 'javascript:') or starts-with(., 'data:')]")


def test_every_page_states_the_policy_and_holds_no_style_script_or_handler():
    every = sorted(HTML.rglob("*.html"))
    assert len(every) > 400
    found = {path.relative_to(HTML).as_posix(): list(map(str, faults(read(path)))) for path in every}
    assert {path: these for path, these in found.items() if these} == {}


def test_servers_are_told_the_policy():
    lines = (HTML / policy.HEADERS).read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["/*", f"  {policy.NAME}: {policy.POLICY}"]
    assert {"nosniff", "same-origin"} <= {line.partition(": ")[2] for line in lines}


RULES = "[...document.getElementById('plotly.js-style-global').sheet.cssRules].map((one) => one.cssText)"


def test_the_rules_of_charts_are_those_that_they_would_write_themselves(visit):
    page, vendor = visit(HTML / "chapters" / "reproduce.html"), HTML / "_static" / "vendor"
    page.add_script_tag(path=vendor / "plotly-cartesian.min.js")
    first, *given = (vendor / "plotly.css").read_text(encoding="utf-8").splitlines()
    assert len(given) > 50 and given == page.evaluate(RULES)
    assert page.evaluate("Plotly.version") in first
