"""What a run notes about itself."""

import linecache

import pandas as pd
import pytest

import helpers
from helpers import parts, trace
from tests.book.trail import slices


def published(source):
    """Run a cell as a kernel does, with its text at hand, and return the metadata of what it publishes."""
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(keepends=True), "<cell>")
    with slices.caught() as (outputs, _):
        exec(compile(source, "<cell>", "exec"), {"__name__": "__main__", "helpers": helpers, "pd": pd})
    return [metadata["trail"] for _, metadata in outputs]


@pytest.fixture
def keyed(monkeypatch):
    monkeypatch.setattr(trace, "_keys", {})
    rows = pd.DataFrame({"state": ["IR", "RU", "CN", "US"], "year": [1, 1, 2, 2], "n": [4, 5, 6, 7]})
    rows.attrs["table"] = "example"
    return trace.opened(rows, "example", ["state"])


def test_what_is_loaded_is_noted():
    helpers.load("claims")
    assert ["table", "claims"] in trace.noted()
    assert trace.noted() == sorted(trace.noted())


def test_of_a_table_whose_extent_alone_is_told_nothing_else_is_noted(monkeypatch):
    monkeypatch.setattr(trace, "_noted", {("table", "claims")})
    helpers.catalogue.extent("wars")
    assert trace.noted() == [["extent", "wars"], ["table", "claims"]]


def test_of_a_table_of_which_columns_are_asked_only_these_are_noted(monkeypatch):
    monkeypatch.setattr(trace, "_noted", set())
    assert list(parts.columns("claims", ["verdict", "claim_id"])) == ["verdict", "claim_id"]
    assert trace.noted() == [["column", "claims.claim_id"], ["column", "claims.verdict"]]


def test_output_tells_the_line_of_the_statement_in_its_cell():
    source = "a = 1\nhelpers.glue(\n    first=a,\n)\nfor one in [1]:\n    helpers.glue(**{f'n_{one}': one})\n"
    found = published(source + "def f():\n    helpers.glue(inner=2)\nf()\n")
    assert [(one["of"], one["line"]) for one in found] == [("first", 2), ("n_1", 6), ("inner", 9)]


def test_rows_are_told_of_a_frame_that_still_has_its_key(keyed):
    assert trace.rows_of(keyed[keyed["n"] > 4].query("n != 6")) == {"example": "2,4"}
    assert trace.rows_of(keyed.set_index("state").loc[["US", "RU", "CN"]]) == {"example": "2-4"}


def test_nothing_is_said_of_rows_that_are_not_certain(keyed):
    assert trace.rows_of(keyed) == {}
    assert trace.rows_of(keyed.drop(columns="state").head(1)) == {}
    assert trace.rows_of(keyed.groupby("year", as_index=False)["n"].sum()) == {}
    assert trace.rows_of(keyed.assign(state="XX").head(1)) == {}
    assert trace.rows_of(keyed["n"].head(2)) == {}
    assert trace.rows_of(3) == {}


@pytest.mark.parametrize(
    ("argument", "known"),
    [
        ("len(some)", True),
        ("f\"{some['claim_id'].iloc[0]}\"", True),
        ("len(some) + total", False),
        ("len(some) + len(whole)", False),
        ("f(some)", False),
        ("', '.join(one for one in some['claim_id'])", True),
    ],
)
def test_number_tells_rows_only_where_its_own_expression_names_nothing_else(argument, known):
    source = (
        "whole = helpers.load('claims')\nsome = whole[whole['claim_id'].isin(['P1.1', 'P1.2'])]\n"
        f"total = 3\ndef f(rows):\n    return len(rows)\nhelpers.glue(x={argument})\n"
    )
    assert ("rows" in published(source)[0]) is known


def test_table_tells_the_rows_that_it_shows(book_of_words):
    book_of_words({"tbl-example": {"title": "Three claims."}})
    source = "rows = helpers.load('claims').head(3)\nhelpers.table('tbl-example', rows)\n"
    assert published(source) == [{"of": "tbl-example", "line": 2, "rows": {"claims": "1-3"}}]
