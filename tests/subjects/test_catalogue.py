"""What the catalogue says of the tables is what their rows say."""

import csv

import pandas as pd
import pytest

from helpers import tables
from helpers.charts.coverage_spans import coverage_spans, place
from helpers.subjects import catalogue, published_figures
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


def test_years_are_those_of_the_rows():
    assert catalogue.years_covered("trade") == list(range(1990, 2015))
    assert catalogue.years_covered("glossary") == []
    assert 1964 not in catalogue.years_covered("unga_agreement")  # the Assembly hardly voted that year


def test_a_spell_stands_for_all_its_years_and_an_open_one_to_the_end_of_the_data():
    assert catalogue.years_covered("wars") == [1856, 1857, *range(1980, 1989)]
    assert catalogue.years_covered("contiguity")[-1] == 2016


def test_a_decade_stands_for_its_years_as_far_as_the_data_go():
    assert catalogue.years_covered("arms_syria")[-1] == tables.coverage("arms_syria")["to"]


def test_rows_without_a_date_take_it_from_the_table_they_belong_to():
    assert catalogue.years_covered("treaty_codes") == catalogue.years_covered("treaties")


def test_year_of_partial_dates():
    dates = pd.Series(["2019", "2019-01", "2019-01-31", "c. 1804", None], dtype="str")
    assert catalogue.year(dates).fillna(0).tolist() == [2019, 2019, 2019, 0, 0]


def test_spells_are_unbroken_runs():
    assert catalogue.runs_of_years([]) == []
    assert catalogue.runs_of_years([1990, 1991, 1995]) == [(1990, 1991), (1995, 1995)]


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


def test_published_figures_are_near_ours_except_where_the_chapter_says_so():
    compared = published_figures.compare().set_index("quantity")
    revised = compared["basis"].eq(published_figures.REVISED)
    assert compared.loc[~revised, "off"].abs().lt(0.01).sum() == (~revised).sum() - 4
    assert revised.sum() == 5 and compared.loc[revised, "off"].abs().lt(0.065).all()
    counts = compared[compared["basis"].eq(published_figures.OTHER)]
    assert counts["off"].eq(0).all()
    assert not compared["source"].eq("").any()


def test_values_are_worded_with_their_unit():
    assert published_figures.worded(-0.1, "share") == "−10%"
    assert published_figures.worded(-0.001, "share", "+") == "0 points"
    assert published_figures.worded(0.0712, "share, one decimal") == "7.1%"
    assert published_figures.worded(1023.2, "number", "+") == "+1,023"
    assert published_figures.worded(17, "number") == "17"
