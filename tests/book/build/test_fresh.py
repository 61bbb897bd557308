"""What a notebook rests on is known from its run: that much is run again when it changes, and no more.

On a small book under real conditions: a clone in folders that are called as parts of this package are, with
letters of two scripts and spaces, and real branches that git merges.
"""

import shutil
import tomllib

import pytest

from helpers import code
from helpers.book.build import basis, contents, versions
from tests import small
from tests.small import ROOT, change, freshen, git, stale

pytestmark = pytest.mark.thorough

ALL = {"index", "01-stopped", "02-terms"}
COUNCIL = "src/helpers/subjects/council.py"
OLD = 'cast_it = votes["outcome"].eq("vetoed") & votes[member].eq("no")'
NEW = 'cast_it = votes[member].eq("no") & votes["outcome"].eq("vetoed")'


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A clone, run once, in a folder whose name would mislead whoever compares whole paths."""
    place = tmp_path_factory.mktemp("book") / "derive" / "کتاب من"
    origin = small.make(place / "origin")
    git(origin, "init", "-q", "-b", "main")
    freshen(origin)
    git(origin, "add", ".")
    git(origin, "commit", "-q", "-m", "all")
    git(place, "clone", "-q", str(origin), "book")
    return place / "book"


@pytest.fixture(autouse=True)
def as_committed(book):
    yield
    git(book, "reset", "-q", "--hard", "origin/main")
    git(book, "clean", "-q", "-f", "-d")


def votes(book):
    return book / "data" / "record" / "council_votes.csv"


@pytest.mark.complaint("papers-stop-running", "path-with-blanks")
def test_a_clone_is_fresh_wherever_it_lies(book):
    assert stale(book) == set()
    assert freshen(book) == set()
    assert git(book, "status", "--porcelain") == ""


@pytest.mark.complaint("old-numbers")
def test_one_cell_of_a_table_stales_the_notebooks_that_opened_it(book):
    change(votes(book), ",13,2,0,", ",12,2,0,")
    assert stale(book) == {"index", "01-stopped"}
    assert freshen(book) == {"index.ipynb", "chapters/01-stopped.ipynb"}
    assert stale(book) == set()


@pytest.mark.complaint("old-numbers", "everything-rebuilt")
def test_a_helper_stales_the_notebook_that_calls_it_and_its_docstring_none(book):
    path = book / COUNCIL
    change(path, "Count the vetoes one permanent member cast", "Say it otherwise")
    assert stale(book) == set()
    change(path, OLD, NEW)
    assert stale(book) == {"01-stopped"}


def test_a_package_that_runs_notebooks_stales_all_and_another_none(book):
    locked = {one["name"]: one["version"] for one in tomllib.loads((book / "uv.lock").read_text())["package"]}
    change(
        book / "uv.lock", f'name = "ruff"\nversion = "{locked["ruff"]}"', 'name = "ruff"\nversion = "0.0.1"'
    )
    assert stale(book) == set()
    change(
        book / "uv.lock", f'name = "pandas"\nversion = "{locked["pandas"]}"', 'name = "pandas"\nversion = "9"'
    )
    assert stale(book) == ALL


def test_tables_read_from_another_folder_are_those_that_count(book, tmp_path):
    other = shutil.copytree(book / "data", tmp_path / "data")
    assert stale(book, BOOK_DATA=str(other)) == set()
    change(other / "texts" / "glossary.csv", "a", "b")
    assert stale(book) == set()
    assert stale(book, BOOK_DATA=str(other)) == {"02-terms"}


def test_outputs_changed_by_hand_are_made_anew(book):
    record = 'papermill.record/text/plain": "\''
    change(book / "chapters" / "deep" / "02-terms.ipynb", record, f"{record}9")
    assert stale(book) == {"02-terms"}


def branch(book, name, path, old, new):
    git(book, "checkout", "-q", "-b", name, "origin/main")
    change(path, old, new)
    freshen(book)
    git(book, "commit", "-q", "-a", "-m", name)


@pytest.mark.complaint("branches-collide")
def test_branches_that_touch_unrelated_things_merge_and_stay_fresh(book):
    branch(book, "votes", votes(book), ",13,2,0,", ",12,2,0,")
    branch(book, "words", book / "data" / "texts" / "glossary.csv", "support", "SUPPORT")
    git(book, "merge", "-q", "--no-edit", "votes")
    assert stale(book) == set()


@pytest.mark.complaint("branches-collide")
def test_branches_that_touch_what_one_notebook_rests_on_merge_and_it_is_run_again(book):
    branch(book, "table", votes(book), ",13,2,0,", ",12,2,0,")
    branch(book, "helper", book / COUNCIL, OLD, NEW)
    git(book, "merge", "-q", "--no-edit", "table")
    assert "01-stopped" in stale(book)
    freshen(book)
    assert stale(book) == set()


@pytest.mark.complaint("merge-marks")
def test_a_conflict_in_a_notebook_is_named_with_the_way_out(book):
    path = book / "index.ipynb"
    path.write_text("<<<<<<< HEAD\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(
        contents.NotebookError, match=r"index\.ipynb holds the marks of a conflict.*\n.*--ours"
    ):
        contents.read(path, book)


def test_words_beside_a_notebook_are_among_what_it_rests_on(tmp_path):
    path = tmp_path / "05-syria.ipynb"
    path.with_suffix(".yml").write_text("fig-a: {title: One}\nfig-b: {title: Two}\n")
    first = [basis._words(name, path) for name in ("fig-a", "fig-b", "fig-c")]
    path.with_suffix(".yml").write_text("# a comment\nfig-a:\n  title: One\nfig-b: {title: Three}\n")
    then = [basis._words(name, path) for name in ("fig-a", "fig-b", "fig-c")]
    assert [one == other for one, other in zip(first, then, strict=True)] == [True, False, True]
    assert first[2] == basis.GONE


def test_packages_that_run_notebooks_are_all_that_the_helpers_of_chapters_import():
    locked = set(versions.running(ROOT / "uv.lock"))
    assert {"python-dateutil", "ipython", "jupyter-client"} <= locked
    assert not {"ruff", "sphinx", "kaleido"} & locked
    known = {one["name"] for one in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    modules = [one for one in code.read(ROOT / "src" / "helpers").modules.values() if for_chapters(one.name)]
    goals = {goal for one in modules for goal in one.others.values() if not goal.startswith(".")}
    used = {part.partition(".")[0] for goal in goals for part in goal.split(":")}
    checks_alone = {"pybtex"}  # it refuses a key that no reference has, and changes no result
    assert {name.lower().replace("_", "-") for name in used} & known <= locked | checks_alone


def for_chapters(module):
    return not module.startswith(("helpers.book", "helpers.derive", "helpers.models"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "import helpers\nhelpers.council.vetoes(helpers.load('x'))",
            {"helpers.council.vetoes", "helpers.load"},
        ),
        ("from helpers import council as c\nc.vetoes", {"helpers.council.vetoes"}),
        ("import helpers\ngetattr(helpers, name)", {"helpers"}),
        ("from helpers.texts import persian\npersian(1)", {"helpers.texts.persian"}),
        ("%time\nimport helpers", {"helpers"}),
        ("import pandas\npandas.concat", set()),
    ],
)
def test_what_code_names_of_the_helpers(source, expected):
    assert basis.names({"cells": [{"cell_type": "code", "source": source}]}) == expected
