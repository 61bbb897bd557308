"""What the catalogue says of every table, and its chart."""

import csv

import pytest

from helpers import tables
from helpers.charts.coverage_spans import coverage_spans, place
from helpers.subjects import catalogue
from tests.charts.canvases import filled, said

NAMES = tables.names()


@pytest.fixture(scope="module")
def every():
    return catalogue.describe_tables()


@pytest.fixture(scope="module")
def runs():
    return catalogue.rows_by_year()


def columns(name):
    with (tables.data_folder() / tables.describe(name)["path"]).open(encoding="utf-8") as file:
        return len(next(csv.reader(file)))


def test_every_table_is_in_the_catalogue_with_its_rows(every):
    assert list(every["table"]) == NAMES
    assert every["rows"].gt(0).all()
    assert set(every["kind"]) == {"texts", "record", "measures"}
    assert catalogue.count_columns() == sum(map(columns, NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_rows_lie_within_the_years_that_the_table_says_it_covers(name):
    said, years = tables.coverage(name), catalogue.years_covered(name)
    assert years == sorted(set(years))
    assert not years or (said["from"] <= years[0] and years[-1] <= said["to"])


def test_timeline_has_the_years_of_every_dated_table(every, runs):
    years = runs["last"].sub(runs["first"]).add(1).groupby(runs["table"]).sum()
    dated = every.dropna(subset="years").set_index("table")["years"]
    assert years.to_dict() == dated.to_dict()


def test_what_a_row_is_says_no_more_than_that():
    for name in NAMES:
        words = catalogue.what_a_row_is(tables.describe(name)["description"])
        assert words and not words.startswith(("One row", "a ", "an ")), name


def test_chart_draws_every_run_and_narrows_what_is_old(runs):
    fig = coverage_spans(runs)
    assert len(filled(fig)) == len(filled(fig, narrow=True)) == len(runs)
    ends = runs.groupby("title")["last"].max().astype("str")
    assert {*ends.index, *ends} <= set(said(fig))
    assert place(1900) == 1900
    assert 0 < place(1850) - place(1840) < 10 / 2
