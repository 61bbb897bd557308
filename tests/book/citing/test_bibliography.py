"""References as reference managers write them: printed whole, or refused with entry, line and next step."""

import pickle
from pathlib import Path

import pytest
from pybtex.database import parse_file
from pybtex.richtext import Text

from helpers import tables
from helpers.book.citing import CitingError, bibliography
from helpers.book.pages import references

pytestmark = pytest.mark.thorough

BOOK = tables.data_folder().parent / "references.bib"
PARENT = "@collection{big, editor={Roe, R.}, title={Big}, subtitle={Small}, publisher={P}, date={2020-05}}"


def written(folder: Path, *entries: str) -> Path:
    path = folder / "references.bib"
    path.write_text("% a comment\n\n" + "\n".join(entries) + "\n", encoding="utf-8")
    return path


def printed(path: Path, key: str) -> str:
    bibliography.check(path)
    entry = bibliography.read(path).entries[key]
    text = bibliography.Checked().format_entry("", entry).text
    return str(Text(text)).replace("<newblock>", " ").replace("<nbsp>", " ").removesuffix(" (not verified)")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("@report{x, author={Doe, Jane}, title={T}, institution={I}, year={2021}}", "T. Report, I, 2021."),
        ("@report{x, author={{WHO}}, title={T}, type={resreport}, institution={I}, number={7}, date={2021}}",
         "WHO. T. Research report 7, I, 2021."),
        ("@thesis{x, author={Doe, Jane}, title={Tea}, institution={MIT}, type={mathesis}, date={2021}}",
         "Tea. Master's thesis, MIT, 2021."),
        ("@thesis{x, author={Doe, Jane}, title={T}, institution={M}, date={2021}}", "T. Thesis, M, 2021."),
        ("@dataset{x, author={Doe, Jane}, title={T}, publisher={P}, year={2021}}", "T. P, 2021."),
        ("@software{x, author={Doe, Jane}, title={T}, version={1.2}, organization={Zenodo}, date={2021}}",
         "T. Zenodo, version 1.2, 2021."),
        ("@online{x, author={Doe, Jane}, title={Tea Time}, subtitle={On Cups}, url={https://a.b/c%20d},"
         " urldate={2021-02-02}, date={2021}}",
         "Tea time: on cups. 2021. URL: https://a.b/c%20d (visited on 2021-02-02)."),
        ("@book(x, author={Doe, Jane}, title={T}, publisher={P}, year={2020})", "T. P, 2020."),
        ("@article{x, author={Doe, J.}, title={A & B 50% of {Cd}}, journal={Peace & Change}, year={2021}}",
         "A & b 50% of Cd. Peace & Change, 2021."),
        (r"@misc{x, author={Doe, Jane}, title={All 50\% of {Cd}}, year={2021}, note={100% sure}}",
         "All 50% of Cd. 2021. 100% sure."),
        ("@article{x, author={Doe, Jane}, title={T}, journaltitle={J}, date={2021-03-04}}", "T. J, 2021."),
        ("@incollection{x, author={Doe, Jane}, title={T}, crossref={big}}\n" + PARENT,
         "In R. Roe, editor, Big: Small. P, 2020."),
        ("@inbook{x, title={T}, author={D}, booktitle={Whole Book}, publisher={P}, pages={1}, year={2021}}",
         "T. In Whole Book, pages 1. P, 2021."),
        ("@patent{x, author={Doe, J}, title={Tea}, number={US 5}, year={2021}}", "Tea. US 5, 2021."),
        ("@periodical{x, editor={Doe, J}, title={Tea}, year={2021}}", "J Doe, editor. Tea, 2021."),
    ],
)  # fmt: skip
@pytest.mark.complaint("manager-entry-types", "percent-hides", "brackets-of-bibtex", "year-of-the-parent")
def test_entry_of_a_reference_manager_is_printed_whole(tmp_path, entry, words):
    assert printed(written(tmp_path, entry), "x").endswith(words)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("@book(x, author={Doe, Jane}, title={T}, publisher={P}, year={})", "has year ''"),
        ("@book{x, author={Doe, Jane}, title={T}, publisher={P}, year={۲۰۲۱}}", "has year '۲۰۲۱'"),
        ("@book{x, author={Doe, Jane}, title={T}, year={2021}}", "has no publisher, which @book needs"),
        ("@report{x, title={T}, institution={I}, year={2021}}", "has no author (a body in double"),
        ("@thesis{x, author={Doe, Jane}, title={T}, date={2021}}", "has no school, which @thesis"),
        ("@foo{x, author={Doe, Jane}, title={T}, date={2021}}", "has type @foo, which is not known"),
        ("@misc{x, editor={Doe, Jane}, title={T}, date={2021}}", "has an editor, whom @misc does not"),
        ("@incollection{x, author={Doe, J}, title={T}, crossref={gone}}", "from 'gone', which is not there"),
        ("@incollection{x, author={Doe, J}, title={T}, crossref={x}}", "takes its fields from itself"),
        ("@article{x, author={A, B, C, D}, title={T}, journal={J}, year={2021}}", "Too many commas"),
        ("@misc{x, title={T}, title={U}, year={2021}}", "entry with key x has a duplicate title"),
        (r"@misc{x, title={On \textit{Tea}}, year={2021}}", r"would print \textit: write the letters"),
        ("@online{x, title={T}, url={https://a.b/c d}, year={2021}}", "' ' stands in no address, write %20"),
        ("@online{x, title={T}, url={https://a.b/<c>}, year={2021}}", "'<' stands in no address, write %3C"),
        ("@proceedings{x, title={T}, booktitle={Lost Words}, year={2021}}", "loses the words 'Lost Words'"),
    ],
)  # fmt: skip
@pytest.mark.complaint("field-missing", "manager-entry-types")
def test_entry_that_cannot_be_printed_whole_is_named_with_line_and_next_step(tmp_path, entry, message):
    path = written(tmp_path, PARENT, entry)
    with pytest.raises(CitingError) as error:
        bibliography.check(path)
    first, after = str(error.value).splitlines()
    assert first.startswith("references.bib, line 4: ") and "entry 'x'" in first and message in first
    assert after.startswith("  next: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"@misc{x, title={Tea {open}, year={2021}}\n", "premature end of file, in what begins in line 1"),
        (b"\n@misc{x, title={T}, month=sept, year={2021}}\n", "undefined string in line 2: sept"),
        (b"@misc{, title={T}, year={2021}}\n", "entry key expected"),
        (b"@misc{x, title={T\xff}, year={2021}}\n", "next: save it as UTF-8"),
        (b"@misc{X, title={T}, year={2021}}\n@misc{x, title={T}, year={2021}}\n", "lines 1 and 2: repeated"),
    ],
)
@pytest.mark.complaint("key-twice")
def test_file_that_is_no_bibliography_is_refused(tmp_path, text, message):
    path = tmp_path / "references.bib"
    path.write_bytes(text)
    with pytest.raises(CitingError) as error:
        bibliography.check(path)
    assert message in str(error.value)


def test_a_doi_with_signs_that_no_address_holds_leads_to_its_work(tmp_path):
    doi = "10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2"
    path = written(tmp_path, f"@misc{{x, title={{T}}, year={{1950}}, doi={{{doi}}}}}")
    bibliography.check(path)
    entry = bibliography.read(path).entries["x"]
    text = bibliography.Checked().format_entry("", entry).text.render_as("html")
    assert "https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2" in text
    assert printed(path, "x").endswith(f"doi:{doi}.")


def test_ready_twice_is_as_once(tmp_path):
    path = written(
        tmp_path, "@report{x, author={D, J}, title={A 5% T}, subtitle={S}, institution={I}, date={2021}}"
    )
    data = bibliography.read(path)
    once = data.to_string("bibtex")
    assert bibliography.ready(data).to_string("bibtex") == once


def test_entries_of_the_book_are_printed_as_they_stand_in_the_file():
    plain, style = parse_file(str(BOOK)).entries, bibliography.Checked()
    for key, entry in bibliography.read(BOOK).entries.items():
        assert str(style.format_entry("", entry).text) == str(style.format_entry("", plain[key]).text)


def test_strings_of_one_file_do_not_reach_another(tmp_path):
    bibliography.check(
        written(tmp_path, "@string{who = {WHO}}", "@misc{x, title={T}, howpublished=who, year={2021}}")
    )
    with pytest.raises(CitingError, match="undefined string"):
        bibliography.check(written(tmp_path, "@misc{x, title={T}, howpublished=who, year={2021}}"))


def test_an_entry_formatted_before_is_printed_as_one_that_is_formatted_now(monkeypatch):
    monkeypatch.setattr(references.Remembered, "formatted", {})
    entries = list(bibliography.read(BOOK).entries.values())
    for entry in entries:
        references.Remembered().format_entry("one", entry)
    known = pickle.loads(pickle.dumps(references.Remembered.formatted))  # as Sphinx keeps it
    monkeypatch.setattr(references.Remembered, "formatted", known)
    for entry in entries:
        before, now = (
            style.format_entry("one", entry) for style in (references.Remembered(), bibliography.Checked())
        )
        assert before is known["one", entry.key]
        assert (before.key, before.label, before.text) == (now.key, now.label, now.text)
    assert references.Remembered().format_entry("other", entries[0]).label == "other"
