"""Building: fresh or nothing, and a build that stops leaves the previous book as it was.

On a small book of one page that stands on the real tables.
"""

import json
import re
import shutil

import nbformat
import pytest
from nbformat import v4

from helpers import tables
from helpers.book.build import freshen
from helpers.book.build import run as build
from helpers.book.citing import CitingError, edition, publication

ROOT = tables.data_folder().parent
NEEDED = ("claims", "passages", "glossary", "council_votes")
CELL = """\
import helpers

votes = helpers.load("council_votes")
helpers.glue(total=int(votes["yes"].sum()))
"""


def carry(names, folder):
    """Copy some of the tables, as a data package of their own."""
    kept = [tables.description(name).relative_to(ROOT / "data") for name in tables.names() if name in names]
    for described in kept:
        (folder / described).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / described, folder / described)
    for name in names:
        shutil.copy(ROOT / "data" / tables.describe(name)["path"], folder / tables.describe(name)["path"])
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    listed = {**package, "resources": [described.as_posix() for described in kept]}
    (folder / "datapackage.json").write_text(json.dumps(listed))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book of one page, built once."""
    root = tmp_path_factory.mktemp("book")
    carry(NEEDED, root / "data")
    for name in ("_config.yml", "CITATION.cff", "uv.lock"):
        shutil.copy(ROOT / name, root)
    shutil.copy(ROOT / "references.bib", root)  # the glossary names its works by their keys
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    cells = [
        v4.new_markdown_cell("(home)=\n# Votes\n\nIn all {glue:text}`total` votes in favour."),
        v4.new_code_cell(CELL),
    ]
    nbformat.write(v4.new_notebook(cells=cells), root / "index.ipynb")
    build.main(root)
    return root


@pytest.fixture(autouse=True)
def inside(book, monkeypatch):
    monkeypatch.chdir(book)


def page(book):
    return (book / "_build" / "html" / "index.html").read_text(encoding="utf-8")


def total(book):
    return int(tables.load("council_votes")["yes"].sum())


def change(book, name, old, new):
    path = book / "data" / tables.describe(name)["path"]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return path, text


def test_number_on_the_page_is_the_number_in_the_data(book):
    assert f">{total(book)}<" in page(book)


def test_unchanged_book_is_not_built_again(book, capsys):
    build.main(book)
    assert "up to date" in capsys.readouterr().out


def test_one_datum_changes_and_the_page_changes(book, capsys):
    before = total(book)
    path, text = change(book, "council_votes", ",13,2,0,", ",12,2,0,")
    try:
        assert freshen.stale(book / "index.ipynb", book)
        build.main(book)
        assert "running 1 of 1 notebooks" in capsys.readouterr().out
        assert f">{before - 1}<" in page(book)
        assert f">{before}<" not in page(book)
    finally:
        path.write_text(text, encoding="utf-8", newline="\n")


def test_bad_table_stops_the_build_and_leaves_the_book(book):
    before = page(book)
    path, text = change(book, "claims", ",not checkable,", ",unclear,")
    try:
        with pytest.raises(tables.DataError, match="table 'claims', row 1"):
            build.main(book)
        assert page(book) == before
    finally:
        path.write_text(text, encoding="utf-8", newline="\n")


def test_failing_notebook_stops_the_build_and_stays_as_it_was(book):
    before, path = page(book), book / "index.ipynb"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace('load(\\"council_votes\\")', 'load(\\"council_vote\\")'), encoding="utf-8")
    bad = path.read_text(encoding="utf-8")
    assert bad != good
    try:
        with pytest.raises(
            freshen.NotebookError, match=r"index\.ipynb stopped:\nno table is called 'council_vote'"
        ):
            build.main(book)
        assert path.read_text(encoding="utf-8") == bad
        assert page(book) == before
    finally:
        path.write_text(good, encoding="utf-8")


def test_warnings_are_errors_and_leave_the_book(book):
    before, path = page(book), book / "index.ipynb"
    good = path.read_text(encoding="utf-8")
    notebook = json.loads(good)
    notebook["cells"].append(v4.new_markdown_cell("## No label\n\nSee P9.9 and {ref}`nowhere`."))
    notebook["cells"].append(v4.new_markdown_cell("(home)=\n## The same label again"))
    path.write_text(json.dumps(notebook), encoding="utf-8")
    try:
        with pytest.raises(SystemExit) as stop:
            build.main(book)
    finally:
        path.write_text(good, encoding="utf-8")
    assert "heading 'No label' has no label" in str(stop.value)
    assert "no passage or claim is called P9.9" in str(stop.value)
    assert re.search(r"index\.ipynb:\d+: .*nowhere", str(stop.value))
    assert re.search(r"index\.ipynb:\d+: .*[Dd]uplicate .*home", str(stop.value))
    assert page(book) == before


def test_edition_is_frozen_proved_and_keeps_its_ids(book):
    left = book / "_build" / "work" / "left-from-an-earlier-build"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.touch()
    edition.main(book)
    assert not left.exists()
    frozen = book / "editions" / f"{publication.read(book).version}.sha256"
    edition.main(book, check=True)
    then = frozen.read_text().splitlines()
    assert edition.differing(then, [line.replace("  index.html", "  indexes.html") for line in then]) == [
        "index.html",
        "indexes.html",
    ]
    with pytest.raises(CitingError, match="is frozen"):
        edition.main(book)


def test_vanished_id_stops_the_build_and_leaves_the_book(book):
    before, path = page(book), book / "index.ipynb"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("(home)=", "(house)="), encoding="utf-8")
    try:
        with pytest.raises(CitingError, match=r"editions/ids\.csv, line 2: id 'home' .* has vanished"):
            build.main(book)
    finally:
        path.write_text(good, encoding="utf-8")
    assert page(book) == before


def test_fingerprint_sees_data_code_and_lock(book):
    notebook = nbformat.read(book / "index.ipynb", as_version=4)
    first = freshen.fingerprint(notebook, book)
    with (book / "uv.lock").open("a") as lock:
        lock.write("\n")
    assert freshen.fingerprint(notebook, book) != first
    notebook.cells[1].source += "\n1 + 1"
    assert freshen.fingerprint(notebook, book) != first
