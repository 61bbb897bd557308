"""The built pages as files: addresses, links, captions, and nothing loaded from elsewhere."""

import os
from collections import Counter
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from helpers import tables
from tests.built import CHAPTERS, HTML, PAGES, REGISTER, ids, name, read


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
@pytest.mark.complaint("plotly-missing")
def test_figures_have_number_caption_alt_source_and_data(path):
    chapter = int(path.stem.split("-")[0])
    for place, figure in enumerate(read(path).cssselect("figure.chart"), start=1):
        parts = ("figcaption .caption-number", "[role=img]", ".actions .sources")
        (number,), (picture,), (sources,) = map(figure.cssselect, parts)
        assert number.text_content().strip() == f"Figure {chapter}.{place}"
        assert picture.get("aria-label")
        assert "Source" in sources.cssselect("p")[0].text_content()
        said = [link.get("href") for link in sources.cssselect("a.download[href$='.csv']")]
        offered = figure.cssselect(".actions > a.act[href$='.csv'], .actions > details.tables a.act")
        assert said and [link.get("href") for link in offered] == said


def test_every_claim_has_its_address():
    there = set(ids(REGISTER))
    for claim in tables.load("claims")["claim_id"]:
        assert f"claim-{claim.lower().replace('.', '-')}" in there
    for passage in tables.load("passages")["passage_id"]:
        assert f"passage-{passage.lower()}" in there


def test_links_within_the_book_are_whole():
    goals = {path: set(ids(path)) for path in PAGES}
    broken = []
    for path in [*PAGES, *HTML.glob("cite/*.html")]:
        for link in read(path).xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            address, fragment = urldefrag(link)
            if urlsplit(address).scheme or urlsplit(address).netloc:
                continue
            target = (path.parent / unquote(address.split("?")[0])).resolve() if address else path
            if not target.is_file():
                broken.append(f"{name(path)}: {address}")
            elif fragment and target in goals and fragment not in goals[target]:
                broken.append(f"{name(path)}: {address}#{fragment}")
    assert broken == []


def test_ids_are_unique_on_every_page():
    for path in PAGES:
        assert [one for one, count in Counter(ids(path)).items() if count > 1] == [], name(path)


@pytest.mark.complaint("library-from-elsewhere")
def test_no_page_names_another_host_to_load_from():
    for path in PAGES:
        loaded = "script[src], link[rel=stylesheet], link[rel=preload], img[src], iframe"
        for element in read(path).cssselect(loaded):
            address = element.get("src") or element.get("href") or ""
            assert not urlsplit(address).netloc, (name(path), address)


@pytest.mark.complaint("launch-dies")
def test_no_dead_button_without_a_public_address():
    if os.environ.get("BOOK_REPOSITORY") or os.environ.get("BOOK_URL"):
        pytest.skip("this build has a public address")
    for path in PAGES:
        dead = ".btn-source-repository-button, .btn-source-issues-button, link[rel=canonical]"
        assert not read(path).cssselect(dead)


def test_each_claim_leads_to_its_places_and_back():
    ledger = HTML / "chapters" / "13-ledger.html"
    rows = {row.get("id"): row for row in read(ledger).cssselect("table.ledger tr[id]")}
    for claim in tables.load("claims")["claim_id"]:
        address = f"claim-{claim.lower().replace('.', '-')}"
        links = rows[address].cssselect("td:last-child a")
        chapters = [link.get("href") for link in links if link.text_content() not in ("1", "13")]
        assert chapters, f"{claim} stands in no chapter but the register and the ledger"
        for chapter in chapters:
            page = (ledger.parent / chapter).resolve()
            back = read(page).xpath(f"//a[substring-after(@href, '#') = '{address}'][. = '{claim}']")
            assert back, f"{claim}: {chapter} has no link to it"
