"""Building: fresh or nothing, and a build that stops leaves the previous book as it was.

On a small book of one page that stands on the real tables.
"""

import contextlib
import json
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat import v4

from helpers import tables
from helpers.book.build import contents, freshen, kept, render
from helpers.book.build import run as build
from helpers.book.build.plain import stale
from helpers.book.citing import CitingError, edition, publication
from tests import small
from tests.small import NEEDED, ROOT, carry

pytestmark = pytest.mark.thorough

CELL = """\
import helpers

votes = helpers.load("council_votes")
helpers.glue(total=int(votes["yes"].sum()))
"""


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
        v4.new_markdown_cell("(home)=\n# Votes\n\nIn all [](#n-total) votes in favour."),
        v4.new_code_cell(CELL),
    ]
    nbformat.write(v4.new_notebook(cells=cells), root / "index.ipynb")
    with contextlib.chdir(root):  # where its own tables are found
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


@pytest.mark.complaint("numbers-in-two-forms")
def test_number_on_the_page_is_the_number_in_the_data(book):
    assert f">{total(book):,}<" in page(book)


@pytest.mark.complaint("everything-rebuilt")
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
        assert f">{before - 1:,}<" in page(book)
        assert f">{before:,}<" not in page(book)
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


@pytest.mark.complaint("failing-build-passes")
def test_failing_notebook_stops_the_build_and_stays_as_it_was(book):
    before, path = page(book), book / "index.ipynb"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace('load(\\"council_votes\\")', 'load(\\"council_vote\\")'), encoding="utf-8")
    bad = path.read_text(encoding="utf-8")
    assert bad != good
    try:
        with pytest.raises(
            contents.NotebookError, match=r"index\.ipynb stopped:\nno table is called 'council_vote'"
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
        with pytest.raises(render.PagesError) as stop:
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


def plain(book):
    """Build the small book as any other Jupyter Book; return its code, and the last that it says."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
    done = subprocess.run(command, cwd=book, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()[-1]


def test_plain_jupyter_book_makes_the_same_book(book):
    build.main(book)
    before = small.files(book)
    code, _ = plain(book)
    assert code == 0
    assert small.differing(before, small.files(book)) == []
    assert not build.up_to_date(book)  # else a plain build that was stopped would pass for a book


def test_plain_jupyter_book_refuses_old_outputs_in_a_sentence(book):
    path, text = change(book, "council_votes", ",13,2,0,", ",12,2,0,")
    before = small.files(book)
    try:
        code, said = plain(book)
        assert code == 1
        assert (
            said.startswith("The outputs of index.ipynb were made from other data") and "`make book`" in said
        )
        assert small.files(book) == before
    finally:
        path.write_text(text, encoding="utf-8", newline="\n")


def test_plain_jupyter_book_refuses_a_number_that_its_value_no_longer_says(book):
    path = book / "index.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\[[\d,]+\](?=\(#n-total)", "[7]", text), encoding="utf-8", newline="\n")
    try:
        assert (
            stale(book)
            == f"index.ipynb, cell 1: [7](#n-total) is stale, for its value is now '{total(book):,}'"
        )
    finally:
        path.write_text(text, encoding="utf-8", newline="\n")


def test_old_kinds_of_manifests_are_told_from_broken_ones(book):
    path = book / "editions" / f"{publication.read(book).version}.sha256"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{edition.KIND}\n", ""), encoding="utf-8")
    try:
        with pytest.raises(CitingError, match=r"of an earlier kind, .* git checkout 20\d\d\.\d, then"):
            edition.main(book, check=True)
    finally:
        path.write_text(text, encoding="utf-8")
    assert ".buildinfo" not in text and f"{edition.PYTHON}3." in text


class ReadError(Exception):
    """A notebook was read that need not be."""


CHANGES = {
    "a cell": ("chapters/14-guest.ipynb", '"6 * 7"', '"6 * 8"'),
    "an output": ("chapters/14-guest.ipynb", '"42"', '"43"'),
    "a package": ("uv.lock", 'name = "pandas"', 'name = "panda"'),
    "its origin": ("chapters/14-guest.made-from", "notebook", "no notebook"),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_a_notebook_is_read_again_only_when_something_that_decides_its_freshness_changed(
    listed, monkeypatch, changed
):
    def read(path, root):
        raise ReadError

    listed("chapters/14-guest.ipynb", v4.new_notebook(cells=[v4.new_code_cell("6 * 7")]))
    found = kept.Kept(listed.root / "_build" / "kept")
    freshen.freshen(listed.root, kept=found)
    name, old, new = changed
    with monkeypatch.context() as patched:
        patched.setattr(contents, "read", read)
        assert freshen.freshen(listed.root, kept=found)
        small.change(listed.root / name, old, new)
        with pytest.raises(ReadError):
            freshen.freshen(listed.root, kept=found)
    freshen.freshen(listed.root, kept=found)
    path = listed.root / "chapters" / "14-guest.ipynb"
    assert not freshen.stale(path, listed.root)
    assert ("48" if changed == CHANGES["a cell"] else "42") in path.read_text(encoding="utf-8")


OTHER = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}


@pytest.fixture
def listed(tmp_path):
    """A book of which only the table of contents is there yet, and a way to add to it."""

    def add(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else nbformat.writes(content), encoding="utf-8")
        with (tmp_path / "_toc.yml").open("a") as toc:
            toc.write(f"  - file: {name.rpartition('.')[0]}\n")
        return path

    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n")
    (tmp_path / "index.md").write_text("# Front\n")
    shutil.copy(ROOT / "uv.lock", tmp_path)
    add.root = tmp_path
    return add


def test_what_the_table_of_contents_lists_must_be_there(listed):
    with (listed.root / "_toc.yml").open("a") as toc:
        toc.write("  - file: chapters/99-none\n")
    with pytest.raises(contents.NotebookError, match="lists chapters/99-none, and there is no such"):
        freshen.freshen(listed.root)


def test_notebooks_in_folders_of_folders_count(listed):
    path = listed("chapters/deep/deeper/07-far.ipynb", v4.new_notebook(cells=[v4.new_code_cell("6 * 7")]))
    listed("chapters/unrelated.md", "# Text\n\n```python\nprint(1)\n```\n")
    assert contents.notebooks(listed.root) == [path]
    freshen.freshen(listed.root)
    assert "42" in path.read_text(encoding="utf-8")


@pytest.mark.complaint("text-notebook")
def test_a_text_notebook_is_refused_with_its_line(listed):
    text = "---\nkernelspec: {name: python3}\n---\n# Text\n\n```{code-cell} python3\n6 * 7\n```\n"
    listed("chapters/15-text.md", text)
    with pytest.raises(contents.NotebookError, match=r"chapters/15-text\.md, line 6: .*\n  next: "):
        freshen.freshen(listed.root)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"cells": [', r"chapters/01-a\.ipynb, line 1: .* its JSON is broken .*\n  next: bring it back"),
        ('{\n<<<<<<< HEAD\n"cells": []}', r"chapters/01-a\.ipynb holds the marks of a conflict"),
        ('{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', r"01-a\.ipynb is no note"),
        (
            nbformat.writes(
                v4.new_notebook(cells=[v4.new_markdown_cell("A\n\n<<<<<<< a\nB\n=======\nC\n>>>>>>> b")])
            ),
            r"chapters/01-a\.ipynb, cell 1: holds the marks of a conflict .*\n  next: keep",
        ),
        (
            nbformat.writes(v4.new_notebook(metadata=OTHER)),
            r"01-a\.ipynb is written in R; the book runs Python",
        ),
    ],
)
@pytest.mark.complaint("merge-marks")
def test_a_notebook_that_is_none_is_named(listed, text, message):
    listed("chapters/01-a.ipynb", text)
    with pytest.raises(contents.NotebookError, match=message):
        freshen.freshen(listed.root)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("import plotly.express as px\npx.bar(x=['A'], y=[1]).show()", "a plotly figure"),
        ("import plotly.express as px\npx.bar(x=['A'], y=[1])", "a plotly figure"),
        ("from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')", "a picture"),
        ("from IPython.display import HTML\nHTML('<script>1</script>')", "a drawing made by a script"),
    ],
)
@pytest.mark.complaint("plain-chart")
def test_a_picture_of_any_other_way_is_refused_with_its_cell(listed, code, what):
    cells = [v4.new_markdown_cell("(guest)=\n# 14. Guest"), v4.new_code_cell(code)]
    path = listed("chapters/14-guest.ipynb", v4.new_notebook(cells=cells))
    before = path.read_text(encoding="utf-8")
    said = rf"14-guest\.ipynb, cell 2: {what} that is not published by helpers.figure\n  next: helpers"
    with pytest.raises(contents.NotebookError, match=said):
        freshen.freshen(listed.root)
    assert contents.read(path, listed.root).cells == nbformat.reads(before, as_version=4).cells


@pytest.mark.complaint("foreign-kernel")
def test_what_an_editor_leaves_in_a_notebook_is_mended_before_anything_else(listed):
    cell = v4.new_code_cell("6 * 7", metadata={"vscode": {"languageId": "python"}, "tags": ["hide-input"]})
    kernel = {"display_name": "book", "language": "python", "name": "my-own-env"}
    notebook = v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel, "vscode": {"interpreter": "x"}})
    path = listed("chapters/10-home.ipynb", notebook)
    assert len(contents.left_by_editors(contents.read(path, listed.root))) == 4
    freshen.freshen(listed.root)
    assert contents.left_by_editors(contents.read(path, listed.root)) == []
    assert contents.read(path, listed.root).cells[0].metadata == {"tags": ["hide-input"]}
    assert not freshen.stale(path, listed.root)


def test_a_kernel_that_dies_is_told_in_one_message_and_what_ran_stays(listed):
    good = listed("chapters/01-good.ipynb", v4.new_notebook(cells=[v4.new_code_cell("6 * 7")]))
    bad = listed("chapters/02-bad.ipynb", v4.new_notebook(cells=[v4.new_code_cell("import os; os._exit(3)")]))
    before = bad.read_text(encoding="utf-8")
    with pytest.raises(contents.NotebookError, match=r"02-bad\.ipynb .*kernel died.*\n  next: run the"):
        freshen.freshen(listed.root)
    assert not freshen.stale(good, listed.root)
    contents.clean(expected := nbformat.reads(before, as_version=4))
    assert contents.read(bad, listed.root) == expected


def test_a_kernel_that_does_not_start_is_told_in_one_message(listed, monkeypatch):
    listed("chapters/01-good.ipynb", v4.new_notebook(cells=[v4.new_code_cell("6 * 7")]))
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # no Python starts with this
    with pytest.raises(contents.NotebookError, match=r"01-good\.ipynb was not run: its kernel .*\n  next: "):
        freshen.freshen(listed.root)
