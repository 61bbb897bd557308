"""What others made and the book carries: each file has version, source, licence and digest in one table."""

import csv
import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from helpers.book.pages import site
from tests.built import ROOT

BOOK = ROOT / "src" / "helpers" / "book"
SOURCES = site.STATIC / "vendor" / "SOURCES.csv"
ROWS = list(csv.DictReader(SOURCES.read_text(encoding="utf-8").splitlines()))
FOLDERS = ("pages/static/vendor", "pages/static/fonts", "citing/styles")
THEIRS = re.compile(r"\.(min\.\w+|woff2?|otf|ttf|eot|csl|wasm)$")
CLAIMED = re.compile(r"@licen[cs]e|\bcopyright\b|MIT licen[cs]e|Apache License", re.IGNORECASE)
PACKAGE = re.compile(r"pkg:(npm|pypi|github)/[\w./-]+@[\w.]+(#[\w./-]+)?")  # a package URL, as purl has it


def carried(folder):
    """Return the files of others below a folder, by where they lie or by their kind; not their licences."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        kept = name.startswith(FOLDERS) and path.suffix != ".txt" and path.name != SOURCES.name
        if path.is_file() and (kept or THEIRS.search(name)):
            yield name


def changed(rows, folder):
    """Return the files that are not what the table says they are."""
    digests = {row["file"]: hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() for row in rows}
    return {row["file"]: digests[row["file"]] for row in rows if row["sha256"] != digests[row["file"]]}


def test_each_file_of_others_has_a_row_and_each_row_a_file():
    named = [row["file"] for row in ROWS]
    assert len(named) > 10 and named == sorted(set(named))
    assert list(carried(BOOK)) == named, f"every file of others needs a row in {SOURCES}"


def test_each_is_the_file_that_was_vetted():
    assert changed(ROWS, BOOK) == {}, f"vet the new file, then write its version and digest into {SOURCES}"


def test_each_names_version_source_and_terms():
    for row in ROWS:
        assert all(row.values()), row["file"]
        assert PACKAGE.fullmatch(row["source"]), row["file"]
        assert row["terms"].startswith("https://") or (BOOK / row["terms"]).is_file(), row["file"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"].rpartition("/")[2])
def test_each_says_itself_what_the_table_says_of_it(row):
    path = BOOK / row["file"]
    if path.suffix == ".woff2":
        font = TTFont(path)
        assert font["name"].getDebugName(1) == row["what"]
        assert f"{font['head'].fontRevision:.3f}" == row["version"]
    elif path.suffix == ".csl":
        text = path.read_text(encoding="utf-8")
        assert f"<updated>{row['version']}T" in text and "by-sa/3.0" in text
    elif row["what"] == "plotly.js":
        assert row["version"] in path.read_text(encoding="utf-8")[:200]


def test_what_is_not_in_the_table_is_the_books_own():
    known = {row["file"] for row in ROWS}
    own = [path for kind in ("*.js", "*.css") for path in BOOK.rglob(kind)]
    own = [path for path in own if path.relative_to(BOOK).as_posix() not in known]
    assert len(own) > 20
    assert [path.name for path in own if CLAIMED.search(path.read_text(encoding="utf-8"))] == []


def test_a_changed_file_and_one_without_a_row_are_found(tmp_path):
    (tmp_path / "pages" / "static" / "vendor").mkdir(parents=True)
    (tmp_path / "pages" / "static" / "vendor" / "a.js").write_text("1")
    (tmp_path / "b.woff2").write_bytes(b"2")
    found = list(carried(tmp_path))
    assert found == ["b.woff2", "pages/static/vendor/a.js"]
    assert changed([{"file": found[0], "sha256": "0"}], tmp_path) == {
        found[0]: hashlib.sha256(b"2").hexdigest()
    }
