"""Real clients read the records of units: a sample of each kind, or of all of them by ``make clients``.

It prints a table, field by client. What a client cannot hold is named beside it, in words; all else is whole.
"""

import json
import os
import re
import subprocess
from dataclasses import replace

import pypandoc
import pytest

from helpers.book.citing import finish, formats, machine, publication, units
from tests import served
from tests.book.citing.clients import CLIENTS, FIELDS, wanted
from tests.book.citing.programs import PROGRAMS, NotHereError, of_saved, zotero
from tests.built import HTML, ROOT

pytestmark = pytest.mark.thorough

ADDRESS = "https://example.org/book"
SAMPLE = 3  # units of each kind
ABSENT: list[str] = []
ID = f"coalition-or-alliance-{publication.read(ROOT).version}"
DOI = "10.5072/zenodo.1234567"  # as an archive would give it: 10.5072 is kept for tests
RECORD = replace(publication.read(ROOT), address=ADDRESS, draft=False, reserved=DOI)
NOTHING_OF = "prints no {0}: this style of 1988 knows none"
DISCARDED = (
    "its reader of BibTeX discards data sets, whose kind it does not know; its other readers keep them"
)
# What no record of ours can mend: (client, field): why.
LOSSES = {
    ("pandoc RIS", "author"): "takes every author of RIS for a person; its readers of BibTeX and CSL do not",
    ("pandoc RIS", "date"): "reads the year (PY) and passes over the day (DA)",
    ("citation-js RIS", "date"): "reads the day (DA) of a data set alone, of all else the year (PY)",
    ("BibTeX plain.bst", "date"): "prints month and year; the day stands in the field of biblatex",
    ("BibTeX plain.bst", "book"): "prints a data set as a note, without who publishes it",
    ("BibTeX plain.bst", "edition"): "prints a data set as a note, without its version",
    ("BibTeX plain.bst", "address"): NOTHING_OF.format("address"),
    ("BibTeX plain.bst", "language"): NOTHING_OF.format("language"),
    ("BibTeX plain.bst", "doi"): NOTHING_OF.format("DOI"),
    ("bibutils BibTeX", "type"): "takes a data set for an article; it knows no data sets",
    ("bibutils BibTeX", "book"): "takes who publishes a data set for who publishes its journal",
    ("bibutils BibTeX", "date"): "reads month and year, and passes over the date of biblatex",
    ("bibutils BibTeX", "edition"): "passes over the version of a data set",
    ("bibutils BibTeX", "language"): "passes over the language (langid)",
    ("bibutils RIS", "type"): "has no word for data sets in what it makes (MODS)",
    ("bibutils RIS", "author"): "takes every author of RIS for a person, as pandoc does",
    ("bibutils RIS", "book"): "takes the title of the book (T2) for that of a series",
    **{("Zotero BibTeX", field): DISCARDED for field in FIELDS if field not in ("language", "doi")},
    ("Zotero BibTeX", "language"): "passes over the language (langid), and discards data sets",
    ("Zotero CSL", "doi"): "has no DOI of a book, and drops it; its other readers put it into its notes",
}


def sample():
    found = [unit for page in units.collect(HTML) for unit in page.units]
    if os.environ.get("CLIENTS") == "all":
        return found
    kinds = dict.fromkeys(unit.kind for unit in found)
    return [one for kind in kinds for one in [unit for unit in found if unit.kind == kind][:SAMPLE]]


def items():
    return [formats.csl(unit, RECORD, "Corrected in edition 2026.2: 5 % & more") for unit in sample()]


@pytest.fixture(scope="module")
def cited():
    return items()


@pytest.fixture(scope="module")
def table():
    rows: dict[str, list[str]] = {}
    yield rows
    width = max(map(len, rows), default=0)
    print("\n" + " " * width, *(f"{name:>9}" for name in FIELDS))
    for client, cells in rows.items():
        print(f"{client:{width}}", *(f"{cell:>9}" for cell in cells), "" if cells != ABSENT else "not here")
    for client, field in (loss for loss in LOSSES if rows.get(loss[0], ABSENT) != ABSENT):
        print(f"  {client}, {field}: {LOSSES[client, field]}")


@pytest.mark.parametrize("client", CLIENTS | PROGRAMS)
@pytest.mark.complaint("body-split-in-names", "styles-lose-fields")
def test_client_understands_every_field(client, cited, table):
    try:
        read = list((CLIENTS | PROGRAMS)[client](cited))
    except NotHereError as why:
        table[client] = ABSENT
        pytest.skip(f"{client} is not here: {why}")
    assert len(read) == len(cited)
    pairs = [(wanted(item), found) for item, found in zip(cited, read, strict=True)]
    kept = {field: sum(one[field] == other[field] for one, other in pairs) for field in FIELDS}
    table[client] = [f"{count}/{len(pairs)}" for count in kept.values()]
    for field in FIELDS:
        wrong = [(one[field], other[field]) for one, other in pairs if one[field] != other[field]]
        assert not wrong or (client, field) in LOSSES, (field, wrong[:2])
        assert wrong or (client, field) not in LOSSES, f"{client} keeps {field} now: take it from the losses"


def test_printed_citation_has_the_title_as_it_is_and_no_erratum(cited, tmp_path):
    """By pandoc's own citeproc, from BibTeX: its style changes the case of what is not held."""
    source = "---\nnocite: '@*'\n---\n"
    path = tmp_path / "all.bib"
    path.write_text("".join(map(formats.bibtex, cited)), encoding="utf-8")
    arguments = ["--citeproc", f"--bibliography={path}", "--wrap=none"]
    printed = pypandoc.convert_text(source, "plain", format="markdown", extra_args=arguments)
    lines = [line for line in printed.splitlines() if line.strip()]
    assert len(lines) == len(cited)
    assert all(re.search(re.escape(RECORD.title), line, re.IGNORECASE) for line in lines)
    assert all("Iran, Russia" in line for line in lines)
    assert "Corrected in" not in printed
    for item in cited:
        for style in formats.STYLES:
            assert "Corrected in" not in formats.styled(item, style)


@pytest.mark.complaint("body-split-in-names")
def test_contributors_are_one_body_in_the_tags_that_zotero_splits():
    """Its reader of Highwire tags splits a name at its last space, unless a comma says that it is whole."""
    unit = next(unit for page in units.collect(HTML) for unit in page.units if unit.kind == "chapter")
    (author,) = [text for _, name, text in machine.highwire(unit, RECORD) if name == "citation_author"]
    last, _, first = author.partition(",")
    assert (last, first.strip()) == (RECORD.authors[0], "")


def test_zotero_saves_each_unit_from_its_page():
    """From the pages as they are served, under whatever public address they were built for."""
    items = {item["id"]: item for item in json.loads((HTML / finish.INDEX).read_text(encoding="utf-8"))}
    asked = [one for one in sample() if f"{ID}-{one.id}" in items]
    faults = []
    with served.serving(HTML) as address:
        for unit in asked:
            item = items[f"{ID}-{unit.id}"]
            for page in [f"cite/{unit.id}.html", *([unit.page] if unit.address == unit.page else [])]:
                try:
                    (saved,) = zotero("web", f"{address}/{page}")
                except NotHereError as why:
                    pytest.skip(f"Zotero is not here: {why}")
                if of_saved(saved) != wanted(item):
                    faults.append((page, of_saved(saved), wanted(item)))
    print(f"\nZotero saves {len(asked)} units from their pages; wrong: {len(faults)}")
    assert asked and not faults, faults[:2]


@pytest.mark.parametrize("doi", ["", DOI])
def test_citation_file_is_valid_to_its_own_program(doi, tmp_path):
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    if doi:
        text = text.replace("preferred-citation:\n", f"doi: {doi}\npreferred-citation:\n  doi: {doi}\n")
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    done = fetched("cffconvert==2.0.0", "cffconvert", "--validate", "-i", tmp_path / "CITATION.cff")
    assert done.returncode == 0, done.stdout + done.stderr


def test_crate_passes_all_that_is_required_or_recommended(tmp_path):
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / publication.CRATE).write_text(publication.crate_text(ROOT, RECORD), encoding="utf-8")
    asked = ["-y", "validate", "--no-paging", "-l", "recommended", "-p", "ro-crate-1.1", "-f", "json"]
    done = fetched("roc-validator==0.13.0", "rocrate-validator", *asked, "-o", tmp_path / "said", tmp_path)
    if not (tmp_path / "said").is_file() or "JSON-LD context" in (tmp_path / "said").read_text():
        pytest.skip(f"the crate's context can't be had, from w3id.org: {done.stderr[-300:]}")
    said = json.loads((tmp_path / "said").read_text())
    assert said["passed"], [issue["message"] for issue in said["issues"]]


@pytest.mark.parametrize("page", ["index.html", "chapters/05-syria.html", "cite/claim-p5-4.html"])
def test_signposts_are_found_by_their_own_program(page):
    with served.serving(HTML) as address:
        done = fetched("signposting==0.9.9", "signposting", "--html", f"{address}/{page}")
        assert done.returncode == 0, done.stderr
        assert f"{address}/cite/" in done.stdout and "x-bibtex" in done.stdout, done.stdout


def fetched(package, program, *arguments):
    """Run a program that is fetched on its own: it wants other versions than the book, or much of its own."""
    uvx = ROOT / ".venv" / "bin" / "uvx"
    if os.environ.get("CLIENTS") != "all" or not uvx.is_file():
        pytest.skip(f"CLIENTS=all fetches {package}")
    asked = [uvx, "--from", package, program, *arguments]
    return subprocess.run(asked, capture_output=True, text=True, check=False)
