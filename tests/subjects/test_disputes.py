"""The past as counts: disputes by partner and period, promises and what stood in the record."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers.subjects import disputes


@pytest.fixture(scope="module")
def record():
    return helpers.load("disputes")


def row(**values):
    usual = {"data_set": "cow", "dispute": 1, "partner": "RUS", "begin": 1900, "end": 1900}
    steps = {"iran_on_initiating_side": False, "iran_hostility": 1, "partner_hostility": 4}
    return usual | steps | values


def test_a_dispute_counts_in_the_period_in_which_it_began():
    rows = pd.DataFrame([row(begin=1900, end=1911), row(data_set="gml", begin=1910), row(partner="XXX")])
    tally = disputes.count_disputes(rows, {"early": (1900, 1909), "late": (1910, 1919)}, ["RUS", "CHN"])
    counts = tally.set_index(["period", "partner"])[["cow", "gml"]].apply(tuple, axis=1).to_dict()
    assert counts["early", "RUS"] == (1, 0)
    assert counts["late", "RUS"] == (0, 1)
    assert counts["early", "others"] == (1, 0)
    assert counts["early", "CHN"] == (0, 0)


def test_no_dispute_is_lost_or_counted_twice(record):
    periods = {"a": (1855, 1945), "b": (1946, 2014)}
    tally = disputes.count_disputes(record, periods, ["RUS", "IRQ"])
    assert tally[["cow", "gml"]].sum().to_dict() == record["data_set"].value_counts().to_dict()


def test_a_period_that_ends_before_it_begins_is_refused(record):
    with pytest.raises(helpers.DataError, match="before"):
        disputes.count_disputes(record, {"wrong": (1950, 1940)}, ["RUS"])


def test_both_lists_have_seventeen_disputes_with_moscow(record):
    moscow = disputes.with_partner(record, "RUS")
    assert len(moscow) == 17
    assert moscow[["first_cow", "first_gml"]].notna().all(axis=None)
    assert moscow["begin"].is_monotonic_increasing


def test_the_last_dispute_with_moscow_is_the_war_over_karabakh(record):
    last = record[record["partner"].eq("RUS")].nlargest(2, "begin")["dispute"].unique()
    assert set(record.loc[record["dispute"].isin(last), "partner"]) == {"RUS", "ARM"}


def test_lists_that_differ_are_both_written():
    rows = pd.DataFrame([row(end=1902), row(data_set="gml", iran_hostility=3)])
    merged = disputes.both_lists(disputes.with_partner(rows, "RUS"))
    assert merged.loc[0].to_dict() == {
        "years": "1900–1902",
        "first": "partner",
        "iran": "none (show of force)",
        "partner": "use of force",
    }


def test_every_step_of_the_record_has_a_word_and_the_war_with_iraq_is_one(record):
    found = disputes.with_partner(record, "IRQ")
    known = record[record["partner"].eq("IRQ")].groupby("data_set").size()
    assert found["iran_cow"].count() == known["cow"] and found["partner_gml"].count() == known["gml"]
    war = found[found["begin"].le(1980) & found["end"].ge(1988)]
    assert war[["iran_cow", "iran_gml", "partner_cow", "partner_gml"]].eq("war").all(axis=None)


def test_pace_of_an_even_series_is_no_surprise():
    even = pd.Series(range(1900, 2000, 10))
    pace = disputes.compare_rates(even, 1950, 1900, 1999)
    assert (pace["before"], pace["after"]) == (5, 5)
    assert pace["rate_before"] == pace["rate_after"] == 1
    assert pace["chance"] > 0.5


@given(st.lists(st.integers(1900, 1999), min_size=1, max_size=30))
def test_chance_is_a_probability(years):
    pace = disputes.compare_rates(pd.Series(years), 1950, 1900, 1999)
    assert 0 < pace["chance"] <= 1 + 1e-12
    assert pace["before"] + pace["after"] == len(years)


def test_only_earlier_disputes_stand_in_the_record(record):
    signed = disputes.at_signing(helpers.load("iran_alliances"), record, helpers.load("rivalries"))
    moscow = signed[signed["partner"].eq("RUS") & signed["atopid"].ne(2550)].set_index("atopid")
    assert moscow["cow"].to_dict() == {2195: 5, 2555: 7, 4968: 17}
    assert not signed.duplicated(["atopid", "partner"]).any()
    turkey = signed[signed["partner"].eq("TUR")].set_index("atopid")
    assert turkey["rivals"].loc[2155] and not turkey["rivals"].loc[2410]


def test_a_rivalry_without_an_end_goes_on():
    rivalries = pd.DataFrame({"state_a": ["IRN"], "state_b": ["USA"], "begin": [1982], "end": [None]})
    assert disputes.are_rivals(rivalries, "USA", "IRN", 2020)
    assert not disputes.are_rivals(rivalries, "USA", "IRN", 1981)


def test_rivals_are_named_once():
    rivalries = pd.DataFrame({"state_a": ["AFG", "IRN", "AFG"], "state_b": ["IRN", "USA", "IRN"]})
    assert disputes.rivals_of(rivalries, "IRN") == ["AFG", "USA"]


def test_a_count_is_written_once_where_the_lists_agree():
    assert disputes.both_counts({"cow": 4, "gml": 4}) == "4"
    assert disputes.both_counts({"cow": 9, "gml": 8}) == "9 (8)"
