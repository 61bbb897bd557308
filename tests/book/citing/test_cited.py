"""Sources both ways: from a reference to what rests on it, and from claims to their references."""

import re
from pathlib import PurePath

import pytest

from helpers import tables
from helpers.book.citing import CitingError, bibliography
from helpers.book.pages import cited
from helpers.book.pages.dictionary import target
from helpers.subjects import source_tiers
from tests.built import REGISTER, ROOT, read

KNOWN = {
    "walt1987": (["walt1987", "example.org/walt"], ("Walt", "1987")),
    "leeds2002": (["leeds2002", "10.1080/03050620213653"], None),
}


def described(name):
    """Return the page that describes a table."""
    return "measures.html" if tables.describe(name)["path"].startswith("measures/") else "data.html"


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
    assert "promise, fight" in uses()["gibler2004"].rows["rule_choices"]
    assert cited.references_of("claims", "P1.2", str(ROOT / "references.bib")) == ["walt1987"]


def test_every_reference_is_cited_or_carries_a_row():
    pages = [*(ROOT / "chapters").glob("*.ipynb"), *(ROOT / "chapters").glob("*.md"), ROOT / "index.ipynb"]
    cited_in = set(re.findall(r"[\w-]+", " ".join(page.read_text(encoding="utf-8") for page in pages)))
    resting = {key for key, use in uses().items() if use.tables or use.rows}
    assert not (idle := uses().keys() - resting - cited_in), f"cite or drop: {sorted(idle)}"


@pytest.mark.thorough
def test_every_column_that_names_sources_is_read():
    """Of tables made by hand: those whose tiers are counted, and those with keys of the bibliography."""
    for resource in tables.package()["resources"]:
        keys = resource["schema"]["primaryKey"]
        chosen = [one for one in source_tiers.naming().get(resource["name"], []) if one not in keys]
        fields = resource["schema"]["fields"]
        chosen += [one["name"] for one in fields if "bibliography" in one.get("reference", {})]
        for column in chosen:
            said = tables.load(resource["name"])[column].dropna().astype("str")
            told = " ".join(words for _, words in cited.rows(resource))
            assert said.empty or said.iloc[0] in told, f"{resource['name']}, {column}"


@pytest.mark.complaint("two-bibliographies")
def test_references_page_leads_to_chapters_tables_claims_and_rows():
    page = read("chapters/references.html")
    for key, use in uses().items():
        entry = page.get_element_by_id(f"ref-{key.replace('_', '-')}")
        links = {link.get("href") for link in entry.cssselect("a.internal")}
        assert {f"{described(name)}#{target(name)}" for name in use.tables} <= links
        for claim in use.rows.get("claims", ()):
            assert f"{PurePath(REGISTER).name}#claim-{claim.lower().replace('.', '-')}" in links


def test_each_paragraph_of_the_texts_says_where_it_is_spoken_of():
    page = read("chapters/references.html")
    register = read(REGISTER)
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
