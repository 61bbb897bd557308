"""Sources both ways: from a reference to what rests on it, and from claims to their references."""

import pytest

from helpers import tables
from helpers.book.citing import CitingError, bibliography
from helpers.book.pages import cited
from tests.built import ROOT, read

KNOWN = {
    "walt1987": (["walt1987", "example.org/walt"], ("Walt", "1987")),
    "leeds2002": (["leeds2002", "10.1080/03050620213653"], None),
}


def uses():
    return cited.uses(str(ROOT / "references.bib"))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Balance of threat (Walt 1987).", ["walt1987"]),
        ("Walt, in a book of 1987", ["walt1987"]),
        ("Waltz 1987", []),
        ("Walt 1985; something of 1987", []),
        ("https://www.example.org/walt/", ["walt1987"]),
        ("https://www.example.org/walter", []),
        ("doi:10.1080/03050620213653; walt1987", ["walt1987", "leeds2002"]),
    ],
)
def test_a_text_names_a_reference_by_address_key_or_author_and_year(said, found):
    assert cited.named(said, KNOWN) == found


def test_every_key_of_the_data_package_is_a_reference_and_leads_back():
    for resource in tables.package()["resources"]:
        for source in resource["sources"]:
            if source.get("key"):
                assert resource["name"] in uses()[source["key"]].tables


def test_rows_that_the_findings_name_rest_on_their_reference():
    assert "P1.2" in uses()["walt1987"].rows["claims"]
    assert "cento-1955" in uses()["gibler2009"].rows["treaties"]
    assert cited.references_of("claims", "P1.2", str(ROOT / "references.bib")) == ["walt1987"]


@pytest.mark.complaint("two-bibliographies")
def test_references_page_leads_to_chapters_tables_claims_and_rows():
    page = read("chapters/references.html")
    for key, use in uses().items():
        entry = page.get_element_by_id(f"ref-{key.replace('_', '-')}")
        links = {link.get("href") for link in entry.cssselect("a.internal")}
        assert {f"data.html#table-{name.replace('_', '-')}" for name in use.tables} <= links
        for claim in use.rows.get("claims", ()):
            assert f"01-two-texts.html#claim-{claim.lower().replace('.', '-')}" in links


def test_each_paragraph_of_the_texts_says_where_it_is_spoken_of():
    page = read("chapters/references.html")
    register = read("chapters/01-two-texts.html")
    for key, text in (("jcep83524", "article"), ("arabwall-friendly", "commentary")):
        passages = tables.load("passages").groupby("text")["passage_id"].get_group(text)
        names = {link.text_content() for link in page.get_element_by_id(f"ref-{key}").cssselect(".folded a")}
        assert set(passages) <= names
    for passage in tables.load("passages")["passage_id"]:
        place = register.get_element_by_id(f"passage-{passage.lower()}")
        assert place.xpath(".//*[text() = 'Spoken of in chapters ']//a"), passage


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("@misc{bare,\n  title = {A},\n}", r"references\.bib, line 4: entry 'bare' has year ''"),
        ("@misc{bare,\n  title = {A},\n  year = {soon},\n}", r"line 4: entry 'bare' has year 'soon'"),
        ("@misc{bare,\n  year = {2020},\n}", r"line 4: entry 'bare' has no title"),
        ("@misc{bare,\n  year = {2020\n}", r"references\.bib: syntax error in line 7"),
        ("@misc{good,\n  title = {A},\n  year = {2020}}", "repeated bibliography entry: good"),
    ],
)
def test_bad_reference_is_named_with_its_line(tmp_path, entry, message):
    path = tmp_path / "references.bib"
    path.write_text(f"@misc{{good,\n  title = {{A}}, year = {{n.d.}}\n}}\n{entry}\n")
    with pytest.raises(CitingError, match=message):
        bibliography.check(path)
