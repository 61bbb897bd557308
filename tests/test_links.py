"""The built pages as files: addresses, links, captions, and nothing loaded from elsewhere."""

import os
from functools import cache
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup

from helpers import tables
from tests.browser import CHAPTERS, HTML, PAGES, name


@cache
def soup_of(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_figures_have_number_caption_alt_source_and_data(path):
    soup = soup_of(path)
    chapter = int(path.stem.split("-")[0])
    for place, figure in enumerate(soup.select("figure.chart"), start=1):
        assert figure.select_one(".caption-number").text.strip() == f"Figure {chapter}.{place}"
        assert figure.select_one("[role=img]")["aria-label"]
        assert "Source" in figure.select_one(".legend").text
        assert figure.select(".legend a[href$='.csv']")


def test_every_claim_has_its_address():
    text = (HTML / "chapters" / "01-two-texts.html").read_text(encoding="utf-8")
    ids = {element["id"] for element in BeautifulSoup(text, "lxml").select("[id]")}
    for claim in tables.load("claims")["claim_id"]:
        assert f"claim-{claim.lower().replace('.', '-')}" in ids
    for passage in tables.load("passages")["passage_id"]:
        assert f"passage-{passage.lower()}" in ids


def test_links_within_the_book_are_whole():
    soups = {path: soup_of(path) for path in PAGES}
    ids = {path: {element["id"] for element in soup.select("[id]")} for path, soup in soups.items()}
    broken = []
    for path, soup in soups.items():
        for link in soup.select("a[href], link[href], script[src], img[src]"):
            address, fragment = urldefrag(link.get("href") or link.get("src"))
            if urlsplit(address).scheme or urlsplit(address).netloc:
                continue
            target = (path.parent / unquote(address.split("?")[0])).resolve() if address else path
            if not target.is_file():
                broken.append(f"{name(path)}: {address}")
            elif fragment and target in ids and fragment not in ids[target] and fragment != "":
                broken.append(f"{name(path)}: {address}#{fragment}")
    assert broken == []


def test_ids_are_unique_on_every_page():
    for path in PAGES:
        soup = soup_of(path)
        found = [element["id"] for element in soup.select("[id]")]
        assert sorted({one for one in found if found.count(one) > 1}) == [], name(path)


def test_no_page_names_another_host_to_load_from():
    for path in PAGES:
        soup = soup_of(path)
        for element in soup.select("script[src], link[rel=stylesheet], link[rel=preload], img[src], iframe"):
            address = element.get("src") or element.get("href") or ""
            assert not urlsplit(address).netloc, (name(path), address)


def test_no_dead_button_without_a_public_address():
    if os.environ.get("BOOK_REPOSITORY") or os.environ.get("BOOK_URL"):
        pytest.skip("this build has a public address")
    for path in PAGES:
        soup = soup_of(path)
        assert not soup.select(
            ".btn-source-repository-button, .btn-source-issues-button, link[rel=canonical]"
        )


def test_each_claim_leads_to_its_places_and_back():
    ledger = HTML / "chapters" / "13-ledger.html"
    rows = {row["id"]: row for row in soup_of(ledger).select("table.ledger tr[id]")}
    for claim in tables.load("claims")["claim_id"]:
        address = f"claim-{claim.lower().replace('.', '-')}"
        links = rows[address].select("td:last-child a")
        chapters = [link["href"] for link in links if link.text not in ("1", "13")]
        assert chapters, f"{claim} stands in no chapter but the register and the ledger"
        for chapter in chapters:
            page = (ledger.parent / chapter).resolve()
            back = [link for link in soup_of(page).select(f'a[href$="#{address}"]') if link.text == claim]
            assert back, f"{claim}: {chapter} has no link to it"
