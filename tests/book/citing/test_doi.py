"""A DOI, where an archive has given one: in every format, in no draft, and never for another edition."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
import rispy
import yaml
from lxml import html
from pybtex.database import parse_string

from helpers import tables
from helpers.book.build import archive
from helpers.book.citing import CitingError, formats, machine, publication, units
from helpers.book.publish import deposit
from tests.book.citing.test_changes import keep
from tests.book.citing.test_citing import Book, read, section
from tests.built import ROOT

pytestmark = pytest.mark.thorough

DOI = "10.5072/zenodo.1234567"  # 10.5072 is kept for tests: nothing is ever registered under it
NEXT = "10.5072/zenodo.7654321"
ADDRESS = "https://example.org/book"


def give(root, doi=DOI):
    path = root / "CITATION.cff"
    text = re.sub(r"(?m)^ *doi: .*\n", "", path.read_text())
    path.write_text(text.replace("preferred-citation:\n", f"doi: {doi}\npreferred-citation:\n  doi: {doi}\n"))


@pytest.fixture(scope="module")
def frozen(tmp_path_factory):
    """A book that is frozen with a DOI, as it is built from then on; one test goes on to the next edition."""
    book = Book(tmp_path_factory.mktemp("doi"))
    book.page("chapters/05-syria.html", "syria", section("syria-votes"), section("syria-war"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOK_URL", ADDRESS)
        give(book.root)
        keep(book, "2026.2", DOI)
        book.build()
        yield book


def record(book, name):
    def text(kind):
        return read(book.root / "html", f"cite/{name}.{kind}")

    (entry,) = parse_string(text("bib"), "bibtex").entries.values()
    return json.loads(text("json"))[0], entry.fields, rispy.loads(text("ris"))[0]


def head(book, page):
    found = html.document_fromstring(read(book.root / "html", page)).head
    (known,) = found.xpath("script[@type='application/ld+json']/text()")
    return found, json.loads(known)


def test_the_book_has_it_in_every_record_and_every_tag(frozen):
    item, entry, reference = record(frozen, "home")
    assert item["DOI"] == entry["doi"] == reference["doi"] == DOI
    assert item["URL"] == entry["url"] == f"{ADDRESS}/2026.2/index.html"
    for page in ("index.html", "cite/home.html"):
        found, known = head(frozen, page)
        assert found.xpath("meta[@name='citation_doi']/@content") == [DOI]
        assert found.xpath("link[@rel='cite-as']/@href") == [f"https://doi.org/{DOI}"]
        assert known["identifier"] == f"https://doi.org/{DOI}"
    for style in formats.STYLES:
        assert formats.styled(item, style).rstrip(".").endswith(f"https://doi.org/{DOI}"), style
    assert f"rft_id=info%3Adoi%2F{DOI.replace('/', '%2F')}" in machine.coins(item)


def test_a_part_keeps_the_address_that_opens_it_and_says_what_it_is_a_part_of(frozen):
    said = f"Part of https://doi.org/{DOI}"
    for name in ("syria", "syria-votes"):
        item, entry, reference = record(frozen, name)
        assert item["note"] == entry["note"] == reference["notes"][0] == said and "DOI" not in item
        page, known = head(frozen, f"cite/{name}.html")
        assert known["isPartOf"]["identifier"] == f"https://doi.org/{DOI}"
        assert page.xpath("link[@rel='cite-as']/@href") == [item["URL"]]
        for style in formats.STYLES:
            printed = formats.plain(formats.styled(item, style))
            assert printed.removesuffix(".").endswith(f"{item['URL']} ({said})"), printed
    told = json.loads(html.document_fromstring(
        read(frozen.root / "html", "chapters/05-syria.html")
    ).get_element_by_id("citing").text)  # fmt: skip
    assert all(said in layout for layout in told["layouts"].values())


def test_the_files_made_from_the_record_have_it(frozen):
    ours = publication.read(frozen.root)
    made = {name: json.loads(text) for name, text in publication.made(frozen.root, ours).items()}
    assert made[publication.ZENODO]["doi"] == DOI and deposit.faults_of(made[publication.ZENODO]) == []
    (whole,) = [one for one in made[publication.CRATE]["@graph"] if one["@id"] == "./"]
    assert whole["identifier"] == f"https://doi.org/{DOI}"
    assert f"https://doi.org/{DOI}" in deposit.readme(ours, "stem", "commit")


def test_the_tables_have_it_and_a_draft_leaves_them_as_they_are(frozen, tmp_path):
    archive.carry(tmp_path)
    before = (tmp_path / archive.NAME).read_bytes()
    archive.identify(tmp_path, replace(publication.read(frozen.root), draft=True).resolver)
    assert (tmp_path / archive.NAME).read_bytes() == before
    archive.identify(tmp_path, publication.read(frozen.root).resolver)
    package = json.loads((tmp_path / archive.DESCRIPTION).read_text(encoding="utf-8"))
    assert package == tables.package() | {"id": f"https://doi.org/{DOI}"}
    with ZipFile(tmp_path / archive.NAME) as packed:
        assert json.loads(packed.read(archive.DESCRIPTION)) == package


def test_the_next_edition_is_refused_it_and_a_unit_that_is_gone_keeps_it(frozen):
    frozen.version("2026.3")
    with pytest.raises(CitingError, match=rf"doi {DOI} is that of edition 2026\.2"):
        frozen.build()
    give(frozen.root, NEXT)
    frozen.page("chapters/05-syria.html", "syria", section("syria-war"))
    frozen.line(id="syria-votes", kind="section", event="retired", why="No more.", edition="2026.3")
    folder = frozen.build()
    assert record(frozen, "syria-votes")[0]["note"] == f"Part of https://doi.org/{DOI}"
    said = [path.name for path in folder.rglob("*") if path.is_file() and NEXT.encode() in path.read_bytes()]
    assert not said, "a draft names what is reserved for it, and that leads nowhere yet"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  doi: 10", "  doi: 11", "doi of preferred-citation is '11"),
        (f"doi: {DOI}", f"doi: https://doi.org/{DOI}", "is not of the form 10"),
        ("edition:", "issue:", "edition of preferred-citation is None, but CITATION.cff says '2026"),
        ("year: 2026", "year: 2025", "year of preferred-citation is 2025"),
        ("  title: .*", "  title: Other", "title of preferred-citation is 'Other'"),
    ],
)
def test_the_citation_that_is_preferred_agrees_with_the_record(tmp_path, old, new, said):
    path = Path(shutil.copy(ROOT / "CITATION.cff", tmp_path))
    give(tmp_path)
    assert publication.read(tmp_path).reserved == DOI
    path.write_text(re.sub(old, new, path.read_text()))
    with pytest.raises(CitingError, match=said):
        publication.read(tmp_path)


def test_this_book_prefers_to_be_cited_as_a_book_and_makes_no_doi_up():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["preferred-citation"]["type"] == "book" and "doi" not in cff
    ours = replace(publication.read(ROOT), draft=False)
    assert "doi" not in publication.zenodo(ours) and not ours.resolver
    unit = units.Unit("a", "book", "T", "", "index.html", "", None, "0")
    assert "DOI" not in formats.csl(unit, ours)
