"""What a book is found by: sitemap, canonical addresses, schema.org, and records in files of many."""

import json
from xml.etree import ElementTree as xml

import pytest
import rispy
from lxml import html
from pybtex.database import parse_string

from helpers import tables
from helpers.book.publish import linked
from tests.book.citing.test_citing import FIGURE, Book, section

pytestmark = pytest.mark.thorough

ADDRESS = "https://book.example/iran"
CLAIM = '<ul><li class="claim" id="claim-{0}"><p><a class="claim-id">{1}</a> Words.</p></li></ul>'


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book with a chapter, a figure, two claims and a data set, built with a public address."""
    book = Book(tmp_path_factory.mktemp("web"))
    claims = CLAIM.format("p5-4", "P5.4") + CLAIM.format("p1-1", "P1.1")
    picture = FIGURE.format(n="1").replace("fig-votes", "fig-home")
    book.page("index.html", "home", section("home-door", text=picture))
    book.page("chapters/05-syria.html", "syria", section("syria-war", text=FIGURE.format(n="5.1") + claims))
    entry = section("table-council-vetoes", "Vetoes").replace("<section ", '<section class="table-entry" ')
    book.page("chapters/data.html", "data", entry)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOK_URL", ADDRESS)
        book.build()
    return book


def head(book, name):
    return html.parse(book.root / "html" / name).getroot().find("head")


def known(book, name):
    (text,) = head(book, name).xpath("script[@type='application/ld+json']/text()")
    return json.loads(text)


def content(book, name, tag):
    return head(book, name).xpath(f"meta[@name='{tag}' or @property='{tag}']/@content")


def test_sitemap_has_every_page_of_the_book_at_its_public_address(book):
    found = [
        one.text
        for one in xml.fromstring((book.root / "html/sitemap.xml").read_bytes()).iterfind(".//{*}loc")
    ]
    assert sorted(found) == [f"{ADDRESS}/{page}" for page in sorted(book.pages)]
    robots = (book.root / "html/robots.txt").read_text()
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in robots and "Disallow: /iran/editions/2\n" in robots


def test_a_citation_page_is_found_by_its_chapter_and_says_what_it_is(book):
    for name in ("claim-p5-4", "fig-votes", "syria", "syria-war"):
        page = f"cite/{name}.html"
        assert head(book, page).xpath("link[@rel='canonical']/@href") == [f"{ADDRESS}/chapters/05-syria.html"]
        assert len(content(book, page, "description")) == len(content(book, page, "og:image")) == 1
    shared = content(book, "cite/data.html", "og:image")  # it has no figure: the picture of the front page
    assert shared == [f"{ADDRESS}/_static/preview/home.png"]
    assert "Syria, claim P5.4" in content(book, "cite/claim-p5-4.html", "description")[0]
    assert head(book, "chapters/05-syria.html").xpath("link[@rel='canonical']/@href") == [
        f"{ADDRESS}/chapters/05-syria.html"
    ]


def test_a_review_has_a_rating_the_text_and_its_place_and_names_no_author_that_is_not_known(book):
    review = known(book, "cite/claim-p5-4.html")
    verdict = linked.claims()["claim-p5-4"]["verdict"]
    assert (
        review["reviewRating"]["ratingValue"] == linked.RANKS[verdict]
        and review["reviewRating"]["bestRating"] == 4
    )
    claim = review["itemReviewed"]
    assert "name" not in claim["author"] and "not named" in claim["author"]["description"]
    assert claim["appearance"]["url"].startswith("https://jcep.ut.ac.ir/")
    assert claim["appearance"]["isPartOf"]["publisher"]["name"] == "Central Eurasia Studies"
    assert known(book, "cite/claim-p1-1.html")["@type"] == "CreativeWork"


def test_ranks_follow_the_verdicts_and_what_is_not_checkable_has_none():
    assert [linked.RANKS.get(row) for row in ("confirmed", "contradicted", "not checkable")] == [4, 1, None]


def test_catalogue_and_data_set_have_absolute_addresses_coverage_and_columns(book):
    catalogue = known(book, "chapters/data.html")["mainEntity"]
    (one,) = catalogue["dataset"]
    whole = known(book, "cite/table-council-vetoes.html")
    about = tables.describe("council_vetoes")
    assert (
        catalogue["@type"] == "DataCatalog"
        and one["@id"] == f"{ADDRESS}/chapters/data.html#table-council-vetoes"
    )
    assert one["distribution"]["contentUrl"] == f"{ADDRESS}/data/{about['path']}"
    assert one["temporalCoverage"] == "1946/2022" and one["keywords"] and one["license"] == whole["license"]
    names = [column["name"] for column in about["schema"]["fields"]]
    assert one["variableMeasured"] == names == [column["name"] for column in whole["variableMeasured"]]


def test_the_picture_of_a_figure_is_where_it_says(book):
    address = known(book, "cite/fig-votes.html")["contentUrl"]
    assert (book.root / "html" / address.removeprefix(f"{ADDRESS}/")).is_file()


def test_records_of_a_chapter_and_of_the_book_are_those_of_their_parts(book):
    folder = book.root / "html"
    for name, count in (("citations/syria", 5), ("citations/data", 2), ("citations", 10)):
        items = json.loads((folder / f"{name}.json").read_text())
        ids = [item["id"] for item in items]
        assert len(set(ids)) == count, ids
        assert list(parse_string((folder / f"{name}.bib").read_text(), "bibtex").entries) == ids
        assert [one["id"] for one in rispy.loads((folder / f"{name}.ris").read_text())] == ids
        if "/" in name:
            assert f"../{name}.bib" in (folder / "cite" / "index.html").read_text()


def test_without_a_public_address_none_is_made_up(tmp_path):
    plain = Book(tmp_path)
    folder = plain.build()
    assert not (folder / "sitemap.xml").exists() and not (folder / "robots.txt").exists()
    assert not any(b"canonical" in path.read_bytes() for path in folder.rglob("*.html"))
    assert content(plain, "cite/home-door.html", "description")
