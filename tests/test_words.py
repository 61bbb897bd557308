"""The words of figures and tables: read from beside the notebook, filled with what was glued."""

import json

import pytest

from helpers import words
from helpers.page import FIGURE
from tests.built import ROOT

ALT = "Eight of the drafts fell to a veto and three did not."
FIG = {"title": "It falls.", "caption": "", "alt": ALT}
TBL = {"title": "Rows.", "caption": "One row a row.", "notes": ""}


def filled(book_of_words, field="caption", values=None, **changes):
    name = "fig-a" if "alt" in changes or field == "alt" else "tbl-a"
    book_of_words({name: (FIG if name == "fig-a" else TBL) | changes})
    return words.fill(name, values or {})[field]


@pytest.mark.parametrize(
    "text",
    [
        "{numref}`fig-a` and {cite:p}`gibler2016` and {ref}`the chapter <votes>`",
        "{numref}`Figure {number} <fig-a>`",
        "[a link](https://example.org){.quiet}",
    ],
)
def test_roles_and_attributes_pass_unharmed(book_of_words, text):
    assert filled(book_of_words, caption=text) == text


def test_values_are_put_in_and_are_text(book_of_words):
    text, values = "It fell to {low} {{so}}.", {"low": "<b>*3*</b>"}
    assert filled(book_of_words, caption=text, values=values) == r"It fell to \<b\>\*3\*\</b\> {so}."
    assert filled(book_of_words, "alt", values, alt=ALT + " It fell to {low}.").endswith("to <b>*3*</b>.")


def test_a_value_is_not_read_again_for_names(book_of_words):
    assert filled(book_of_words, "alt", {"low": "{high}"}, alt=ALT + " To {low}.").endswith("To {high}.")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"caption": "It fell to {vetoedd}."},
            r"tbl-a, caption: \{vetoedd\} is not glued; did you mean \{vetoed\}",
        ),
        ({"caption": "Of {vetoed:,} drafts."}, ".*: a brace that names no value"),
        ({"caption": "{yes-low} votes"}, ".*: a brace that names no value"),
        ({"title": ""}, "tbl-a, title: is empty"),
        ({"title": 2026}, "tbl-a, title: must be text, not 2026"),
        ({"alt": "Short."}, "fig-a, alt: must say in a sentence"),
        ({"alt": ALT[:-1]}, "fig-a, alt: must say in a sentence"),
        (
            {"alt": "{numref}`fig-b` shows the same for all of the other states."},
            ".*: a brace that names no value",
        ),
        ({"source": "x"}, "tbl-a, source: is no field of it"),
    ],
)
def test_words_that_cannot_be_used_are_named_with_file_id_and_cure(book_of_words, changes, message):
    with pytest.raises(words.WordsError, match=rf"01-one\.yml, {message}[^\0]*\n  next: "):
        filled(book_of_words, values={"vetoed": "1"}, **changes)


def test_an_id_without_words_is_refused_with_the_nearest(book_of_words):
    book_of_words({"fig-drafts": FIG})
    with pytest.raises(words.WordsError, match="fig-draft: has no words; did you mean fig-drafts"):
        words.fill("fig-draft", {})


def test_an_id_is_unique_over_all_files(book_of_words):
    book_of_words({"tbl-a": TBL})
    book_of_words({"tbl-a": TBL}, "02-two")
    with pytest.raises(words.WordsError, match=r"01-one\.yml and .*02-two\.yml"):
        words.fill("tbl-a", {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tbl-a:\n  title: A\ntbl-a:\n  title: B\n", r"line 3: 'tbl-a' stands here twice"),
        ("tbl-a:\n  title: A\n  title: B\n", r"line 3: 'title' stands here twice"),
        ("tbl-a:\n  title: It falls: by half\n", "line 2: mapping values are not allowed"),
        ("tbl-a: It falls.\n", "must map ids to words"),
        ("- tbl-a\n", "must map ids to words"),
        ("tbl-a:\n  title: \x07\n", "next: save it as UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_words_is_refused_with_its_line(book_of_words, text, message):
    path = book_of_words({})
    path.write_text(text, encoding="utf-8")
    with pytest.raises(words.WordsError, match=message):
        words.fill("tbl-a", {})


def test_named_gives_the_values_that_words_stand_on():
    said = {"title": "{a} of {b}", "caption": "{numref}`fig-a`, {{c}}, {a}", "alt": "{d}."}
    assert words.named(said) == ["a", "b", "d"]


def published_ids(path):
    outputs = [
        out for cell in json.loads(path.read_text("utf-8"))["cells"] for out in cell.get("outputs", [])
    ]
    for data in (out["data"] for out in outputs if "data" in out):
        if FIGURE in data:
            yield data[FIGURE]["layout"]["meta"]["id"]
        for line in "".join(data.get("text/markdown", "")).splitlines():
            if line.startswith(":name: "):
                yield line.removeprefix(":name: ")


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("chapters/*.ipynb")), ROOT / "index.ipynb"], ids=lambda p: p.stem
)
def test_every_unit_has_words_beside_its_notebook_and_all_words_a_unit(path):
    beside = path.with_suffix(".yml")
    said = words.read(beside) if beside.exists() else {}
    assert sorted(said) == sorted(published_ids(path))
    for name, entry in said.items():
        words.check(beside, name, entry)


def test_ids_are_unique_in_the_book(monkeypatch):
    monkeypatch.chdir(ROOT)
    ids = [name for path in words.files() for name in words.read(path)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("value", "spec", "written"),
    [(-0.25, ".2f", "−0.25"), (-1234, ",", "−1,234"), (-0.001, "+z.2f", "+0.00"), (0.5, "+.0%", "+50%")],
)
def test_a_number_has_a_minus_sign_and_no_hyphen(value, spec, written):
    assert words.number(value, spec) == written


@pytest.mark.parametrize("shown", [words.escape, words.cell, lambda text: words.role("persian", text)])
def test_a_cell_is_one_line_and_keeps_spaces_at_which_no_line_breaks(shown):
    assert "−0.1\u00a0to 0.2" in shown("−0.1\u00a0to\n 0.2 ")


@pytest.mark.parametrize(
    ("count", "text"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1946, "1,946")]
)
def test_small_numbers_are_words(count, text):
    assert words.spelled(count) == text
