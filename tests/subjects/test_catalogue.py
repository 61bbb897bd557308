"""What the catalogue says of a table is what its rows say."""

import pandas as pd

from helpers import tables
from helpers.subjects import catalogue


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


def test_an_entry_names_the_first_source_and_counts_the_others(monkeypatch):
    monkeypatch.setattr(catalogue, "names", lambda: ["council_votes", "wars"])
    every = catalogue.describe_tables().set_index("table")
    for name, told in every["source"].items():
        first, *others = dict.fromkeys(source["title"] for source in tables.describe(name)["sources"])
        assert told == (f"{first}, and {len(others)} more" if others else first)
    assert " more" in every.at["council_votes", "source"] and every.at["wars", "rows"] == 2
    spells = catalogue.rows_by_year().query("table == 'wars'")
    assert spells[["first", "last"]].to_numpy().tolist() == [[1856, 1857], [1980, 1988]]
    assert every.loc["wars", ["first", "last", "years"]].tolist() == [1856, 1988, 11]
