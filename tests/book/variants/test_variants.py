"""A variant is run beside the book: its page, its receipt; and the table of those most worth trying."""

import csv
import json
import re

import nbformat
import pytest

from helpers import tables, variants
from helpers.book.build import basis, contents, marks, pictures
from helpers.book.variants import asked, plain, running, tabled, written
from tests.browser import apart

ROOT = tables.data_folder().parent


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Run the cheapest notebook with another value; its figures are those of the book."""
    question = asked.question(ROOT, "08", "war_from=2015")
    folder = tmp_path_factory.mktemp("variant")
    variant = apart(running.run, question, ROOT)
    written.fill(folder, variant, running.drawn(variant), ROOT)
    return variant, folder


@pytest.mark.thorough
@pytest.mark.complaint("parameter-ignored")
def test_what_was_asked_moves_the_numbers_that_follow_it_and_no_other(made):
    variant, _ = made
    moved = variant.apart()
    assert {"earlier", "to_iran"} <= moved.keys() <= variant.follow()
    assert int(moved["to_iran"][1]) > int(moved["to_iran"][0])
    assert "stoppable" not in variant.follow()


@pytest.mark.thorough
def test_the_receipt_says_what_it_was_made_from_and_what_differs(made):
    variant, folder = made
    told = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    assert told["parameters"]["war_from"] == {"asked": 2015, "book": 2022}
    assert told["differs"].keys() == variant.apart().keys()
    assert not told["outputs"]["earlier"]["as in the book"]
    assert told["outputs"]["stoppable"]["as in the book"]
    assert told.keys() >= {"edition", "commit", "python", "lock", "data", "cells"}


@pytest.mark.thorough
def test_the_page_says_first_that_it_is_a_variant_and_marks_what_moved(made):
    variant, folder = made
    page = (folder / "index.html").read_text(encoding="utf-8")
    old, new = variant.apart()["earlier"]
    assert page.index("This is a variant, and no chapter of the book.") < page.index("<h1>")
    assert f"<strong>{new}</strong> (in the book {old})" in page
    assert "<script" not in page and "style=" not in page
    assert not re.search(r"\{[a-z:]+\}`", page), "a role that no reader of the page would understand"


@pytest.mark.thorough
def test_every_picture_lies_beside_the_page(made):
    variant, folder = made
    shown = re.findall(r'<img src="([^"]+)"', (folder / "index.html").read_text(encoding="utf-8"))
    assert len(shown) == len(list(pictures.figures(variant.notebook))) > 0
    assert all((folder / one).is_file() for one in shown)


@pytest.mark.thorough
def test_the_notebook_opens_anywhere(made):
    _, folder = made
    opened = nbformat.read(folder / "08-friends.ipynb", as_version=4)
    nbformat.validate(opened)
    assert opened.cells[0].source.startswith("**This is a variant")


@pytest.mark.thorough
def test_the_book_is_left_as_it_was(made):
    variant, _ = made
    now = contents.read(variant.question.path, ROOT)
    assert now == variant.book


def test_prose_loses_its_roles_and_the_persian_abstract():
    abstract = "(a-persian)=\n## Abstract in Persian\n\n:::{persian}\nمتن {glue:text}`n`\n:::\n"
    text = "(b)=\n## B\n\nSee {ref}`chapter 2 <b>`."
    assert plain.prose(f"{abstract}\n{text}", {"n": "1"}, {"n": "2"}) == "## B\n\nSee chapter 2."


@pytest.mark.thorough
def test_a_kept_variant_is_what_a_run_gives(made):
    """What is computed without a kernel is what the kernel gives."""
    variant, _ = made
    assert tabled.compute(variant.question, ROOT) == marks.values(variant.notebook)


def test_the_variants_that_are_kept_are_fresh():
    assert not (old := tabled.stale(ROOT)), f"{old}: run `make variants`, then `make tables`"


def test_the_book_s_numbers_beside_them_are_those_of_its_notebooks():
    rows = tables.load("variants")
    for name, part in rows.groupby("notebook"):
        own = marks.values(contents.read(asked.notebook(ROOT, name), ROOT))
        assert part["book"].tolist() == [own[number] for number in part["number"]]


def test_every_variant_is_told_with_what_becomes_of_a_finding():
    rows = tables.load("variants")
    for name in rows["notebook"].unique():
        told = variants.told(rows, name)
        assert 1 <= len(told) <= 5
        assert told["sentence"].str.contains("in the book").all()


def test_another_table_makes_stale_what_rests_on_it(monkeypatch):
    known, read = tabled.states(ROOT), basis.read

    def with_another(path):
        return [[kind, name, "0" if name == "icews" else state] for kind, name, state in read(path)]

    monkeypatch.setattr(basis, "read", with_another)
    now = tabled.states(ROOT)
    assert {name for name in known if known[name] != now[name]} == {"07-options"}


def test_the_table_has_the_rows_of_what_is_declared():
    with (ROOT / "data" / "measures" / "variants.csv").open(encoding="utf-8", newline="") as file:
        found = dict.fromkeys((row["notebook"], row["asked"]) for row in csv.DictReader(file))
    assert list(found) == list(asked.variants(ROOT))
