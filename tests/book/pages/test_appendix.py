"""The appendix: dictionary, corrections, glossary and references, as functions and on the built pages."""

import io
import json
from zipfile import ZipFile

import pytest
from pybtex.database import parse_file

from helpers import tables
from helpers.book.build import archive
from helpers.book.pages import corrections, dictionary, glossary, references
from tests.built import CHAPTERS, HTML, ROOT, read

DICTIONARY = ("data", "measures")  # the pages that describe tables


def page(name):
    return read(f"chapters/{name}.html")


def test_archive_is_the_same_bytes_each_time_and_holds_every_table(tmp_path):
    first, second = (tmp_path / name / archive.NAME for name in "ab")
    archive.carry(first.parent)
    archive.carry(second.parent)
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as packed:
        held = packed.namelist()
        paths = {tables.describe(name)["path"] for name in tables.names()}
        assert held == sorted(paths | {"datapackage.json", "README.txt"})
        assert packed.testzip() is None


def test_readme_names_the_terms_of_every_table():
    text = archive.readme(tables.package())
    for name in tables.names():
        about = tables.describe(name)
        assert about["path"] in text
        assert all(licence["title"] in text for licence in about["licenses"])


def test_every_constraint_has_words():
    for name in tables.names():
        for field in tables.describe(name)["schema"]["fields"]:
            words = dictionary.rules(field.get("constraints", {}))
            assert bool(words) == any(value is not False for value in field.get("constraints", {}).values())
            assert bool(dictionary.items(field)) == bool({"reference", "itemConstraints"} & set(field))


def test_corrections_are_ordered_by_weight():
    weights = corrections.ordered(tables.load("corrections"))["weight"].map(corrections.WEIGHTS.index)
    assert weights.is_monotonic_increasing
    assert len(weights) == len(tables.load("corrections"))


def test_forms_of_a_term():
    assert glossary.forms("alliance") == ["alliance", "alliances"]
    assert glossary.forms("neutrality (non-assistance) clause")[0] == "neutrality clause"
    assert "multipolar" in glossary.forms("polarity (unipolar, bipolar, multipolar)")
    assert set(tables.load("glossary")["term_id"]) >= glossary.EVERYDAY


def test_longest_term_is_found_and_only_whole_words():
    path = tables.data_folder() / tables.describe("glossary")["path"]
    terms, pattern = glossary._forms(path, 0)
    found = [
        terms[match[0].lower()]
        for match in pattern.finditer("A strategic alliance; misalignments; Coalitions.")
    ]
    assert found == ["strategic-alliance", "coalition"]


def test_reference_that_was_not_checked_is_marked():
    entry = parse_file(
        io.StringIO("@misc{a, title={T}, year={2001}, author={B, C}, verified={no}}"), bib_format="bibtex"
    ).entries["a"]
    text = references.Checked().format_entry("B01", entry).text
    assert str(text).endswith("(not verified)")
    entry.fields["verified"] = "yes"
    assert "verified" not in str(references.Checked().format_entry("B01", entry).text)


def test_every_table_has_its_entry_its_columns_and_its_download():
    entries = [one for path in DICTIONARY for one in page(path).cssselect("section.table-entry")]
    known = {entry.get("id"): entry for entry in entries}
    assert len(known) == len(entries) == len(tables.names())
    for name in tables.names():
        entry, about = known[dictionary.target(name)], tables.describe(name)
        assert entry.cssselect(f"a.download[href$='data/{about['path']}']"), name
        columns = [code.text_content() for code in entry.cssselect("dl.fields > dt code")]
        assert columns == [field["name"] for field in about["schema"]["fields"]], name


@pytest.mark.thorough
def test_words_sought_among_the_tables_are_taken_along_to_the_other_page(visit):
    page = visit(HTML / "chapters" / "data.html")
    shown = page.locator("section.table-entry").filter(visible=True)
    page.locator("#dictionary-search").fill("unga agreement")
    before = shown.count()
    page.get_by_role("link", name="Look in the measures too").click()
    page.wait_for_url("**/measures.html?find=unga%20agreement")
    assert page.locator("#dictionary-search").input_value() == "unga agreement"
    assert page.locator("#table-unga-agreement").is_visible() and before < len(tables.names())
    assert 0 < shown.count() < len(tables.names()) / 2
    assert not page.problems


def test_archive_of_the_book_opens_and_holds_every_described_file():
    with ZipFile(HTML / "data" / archive.NAME) as packed:
        package = json.loads(packed.read("datapackage.json"))
        for resource in package["resources"]:
            header = packed.read(resource["path"]).decode().splitlines()[0]
            assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    assert page("data").cssselect(f"a[href$='data/{archive.NAME}']")


def test_every_correction_and_every_term_has_its_address():
    assert set(tables.load("corrections")["correction_id"]) <= set(page("corrections").xpath("//@id"))
    terms = map(glossary.target, tables.load("glossary")["term_id"])
    assert set(terms) <= set(page("glossary").xpath("//dt/@id"))


def test_terms_are_linked_once_a_chapter_and_say_what_they_mean():
    means = set(tables.load("glossary")["definition"])
    for chapter in CHAPTERS:
        links = read(chapter).cssselect("a.term-link")
        goals = [link.get("href").split("#")[1] for link in links]
        assert links and len(goals) == len(set(goals)), chapter
        assert {link.get("title") for link in links} <= means
        around = {parent.tag for link in links for parent in link.iterancestors()}
        assert not around & {"h1", "h2", "h3", "h4", "h5", "h6", "table", "figure", "pre"}


def test_references_that_were_not_checked_say_so():
    entries = parse_file(ROOT / "references.bib").entries
    marks = [references.mark(entry.fields["verified"]) for entry in entries.values()]
    text = " ".join(item.text_content() for item in page("references").cssselect("div.citation"))
    for words in references.MARKS.values():
        assert text.count(f"({words})") == marks.count(words)
