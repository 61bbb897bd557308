"""Shares, concentration, flows both ways, talk and deeds: on tables small enough to reckon by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures import concentration
from helpers.subjects import event_counts, trade
from helpers.tables import DataError

AMOUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(any)


def year(amounts, when=2001):
    partners = [f"P{number:02d}" for number in range(len(amounts))]
    return pd.DataFrame({"year": when, "partner": partners, "value": amounts})


# Shares


def test_shares_of_a_hand_made_year():
    assert concentration.shares_of_total(year([6, 3, 1]), "value")["share"].tolist() == [0.6, 0.3, 0.1]


def test_shares_are_of_their_own_group():
    both = pd.concat([year([1, 1]), year([1, 3], 2002)], ignore_index=True)
    assert concentration.shares_of_total(both, "value")["share"].tolist() == [0.5, 0.5, 0.25, 0.75]


def test_a_missing_value_has_no_share_and_adds_nothing():
    shares = concentration.shares_of_total(year([6, None, 2]), "value")["share"]
    assert shares.isna().tolist() == [False, True, False]
    assert shares.dropna().tolist() == [0.75, 0.25]


def test_concentration_without_a_partner_is_that_of_the_others():
    flows = pd.concat([year([6, 2, 2]), year([5, 5], 2002)], ignore_index=True)
    found = concentration.hirschman_without(flows, "value", {"all": [], "without the first": ["P00"]})
    assert found[["variant", "year", "hhi"]].round(9).to_numpy().tolist() == [
        ["all", 2001, 0.44],
        ["all", 2002, 0.5],
        ["without the first", 2001, 0.5],
        ["without the first", 2002, 1.0],
    ]


def test_a_partner_that_is_not_there_cannot_be_left_out():
    with pytest.raises(DataError, match="no partner 'CHM' to leave out"):
        concentration.hirschman_without(year([6, 2]), "value", {"without China": ["CHM", "XXX"]})


def test_nothing_has_no_shares():
    assert concentration.shares_of_total(year([0, 0]), "value")["share"].isna().all()


def test_a_negative_value_is_refused():
    with pytest.raises(DataError, match=r"value is negative \(-1"):
        concentration.shares_of_total(year([3, -1]), "value")


def test_nullable_numbers_are_welcome():
    flows = year([6, 3, 1]).astype({"value": "Int64"})
    assert concentration.shares_of_total(flows, "value")["share"].tolist() == [0.6, 0.3, 0.1]


# Concentration


def test_concentration_of_a_hand_made_year():
    row = concentration.hirschman(year([5, 3, 1, 1, 0]), "value").iloc[0]
    assert row["hhi"] == pytest.approx(0.25 + 0.09 + 0.01 + 0.01)
    assert (row["total"], row["partners"]) == (10, 4)
    assert tuple(row[["top_1", "top_3", "top_5"]]) == pytest.approx((0.5, 0.9, 1))


def test_the_largest_partners_are_one_three_and_five():
    row = concentration.hirschman(year([5, 1, 4, 2, 3, 1]), "value").iloc[0]
    assert row[["top_1", "top_3", "top_5"]].tolist() == [5 / 16, 12 / 16, 15 / 16]


def test_one_partner_is_all_concentration():
    assert concentration.hirschman(year([7]), "value")["hhi"].item() == 1


@given(AMOUNTS)
def test_concentration_keeps_its_bounds(amounts):
    row = concentration.hirschman(year(amounts), "value").iloc[0]
    assert 1 / row["partners"] - 1e-9 <= row["hhi"] <= 1 + 1e-9
    assert row["top_1"] <= row["top_3"] + 1e-9 <= row["top_5"] + 2e-9 <= 1 + 3e-9
    assert row["top_1"] ** 2 - 1e-9 <= row["hhi"] <= row["top_1"] + 1e-9


@given(AMOUNTS, st.integers(2, 1000))
def test_concentration_does_not_care_about_the_currency(amounts, rate):
    dear = concentration.hirschman(year([rate * amount for amount in amounts]), "value")
    cheap = concentration.hirschman(year(amounts), "value")
    assert dear["hhi"].item() == pytest.approx(cheap["hhi"].item())


@given(AMOUNTS)
def test_two_equal_halves_of_every_partner_halve_concentration(amounts):
    whole = concentration.hirschman(year([2 * amount for amount in amounts]), "value")["hhi"].item()
    halves = concentration.hirschman(year([*amounts, *amounts]), "value")["hhi"].item()
    assert halves == pytest.approx(whole / 2)


# Periods


def flows():
    return pd.DataFrame({
        "year": [2001, 2002, 2003, 2004],
        "partner": ["A", "A", "A", "B"],
        "value": [1, 2, None, 4],
    })  # fmt: skip


def test_pool_adds_up_what_is_there():
    pooled = trade.sum_periods(
        flows(), {"early": (2001, 2002), "late": (2003, 2004)}, ["value"], coverage=(2001, 2004)
    )
    assert pooled[["period", "partner"]].values.tolist() == [["early", "A"], ["late", "A"], ["late", "B"]]
    assert pooled["value"].tolist()[::2] == [3, 4]
    assert pd.isna(pooled["value"][1])


@pytest.mark.parametrize("span", [(2000, 2002), (2003, 2005)])
def test_pool_refuses_years_that_nobody_counted(span):
    with pytest.raises(DataError, match="leaves the coverage 2001-2004"):
        trade.sum_periods(flows(), {"long": span}, ["value"], coverage=(2001, 2004))


# Flows both ways


def transfers():
    rows = [
        ("IRN", "RUS", 2022, 5.0),
        ("RUS", "IRN", 2020, 1.0),
        ("RUS", "IRN", 2022, 2.0),
        ("RUS", "SYR", 2022, 9.0),
    ]
    return pd.DataFrame(rows, columns=["from_state", "to_state", "year", "tiv"])


def test_both_ways_keeps_the_directions_apart():
    rows = trade.both_ways(transfers(), "IRN", "RUS", range(2020, 2023), coverage=(2020, 2022))
    assert rows["year"].tolist() == [2020, 2021, 2022]
    assert rows["a_to_b"].tolist() == [0, 0, 5]
    assert rows["b_to_a"].tolist() == [1, 0, 2]


def test_both_ways_turned_is_the_same_turned():
    there = trade.both_ways(transfers(), "IRN", "RUS", range(2020, 2023), coverage=(2020, 2022))
    back = trade.both_ways(transfers(), "RUS", "IRN", range(2020, 2023), coverage=(2020, 2022))
    assert there["a_to_b"].tolist() == back["b_to_a"].tolist()


def test_both_ways_names_an_unknown_pair():
    with pytest.raises(DataError, match="no row between IRN and IRQ"):
        trade.both_ways(transfers(), "IRN", "IRQ", [2022], coverage=(2020, 2022))


@pytest.mark.parametrize("year", [2019, 2023])
def test_both_ways_refuses_a_zero_that_nobody_counted(year):
    with pytest.raises(DataError, match=f"{year} is outside the coverage 2020-2022"):
        trade.both_ways(transfers(), "IRN", "RUS", [2021, year], coverage=(2020, 2022))


# Spans of years, and figures in words


def test_spans_begin_in_years_that_their_length_divides_and_lose_nothing():
    flows = pd.DataFrame({"year": [1979, 1980, 1984, 1985], "giver": "A", "tiv": [1, 2, 4, 8]})
    assert trade.sum_spans(flows, "tiv", years=5, by=["giver"])[["start", "tiv"]].to_numpy().tolist() == [
        [1975, 1],
        [1980, 6],
        [1985, 8],
    ]


def test_spans_keep_givers_apart():
    flows = pd.DataFrame({"year": [1980, 1981, 1981], "giver": ["B", "A", "B"], "tiv": [1, 2, 4]})
    found = trade.sum_spans(flows, "tiv", years=10, by=["giver"]).set_index("giver")["tiv"]
    assert found.to_dict() == {"A": 2, "B": 5}


def test_a_dagger_stands_on_estimates_alone_and_what_is_missing_stays_missing():
    deals = pd.DataFrame(
        {
            "order_year": pd.array([2022, 2023], dtype="Int64"),
            "order_year_estimated": [True, False],
            "ordered": pd.array([6600, None], dtype="Int64"),
            "ordered_estimated": [False, True],
        }
    )
    told = trade.mark_estimates(deals, {"order_year": "d", "ordered": ","})
    assert told["order_year"].tolist() == ["2022 †", "2023"]
    assert told["ordered"].iloc[0] == "6,600"
    assert pd.isna(told["ordered"].iloc[1])


# Events


def test_talk_and_deeds_of_a_hand_made_dyad():
    counts = pd.DataFrame([dict(zip(event_counts.QUADS, (90, 10, 60, 40), strict=True))])
    row = event_counts.talk_and_deeds(counts).iloc[0]
    assert (row["cooperative"], row["material"]) == (0.5, 0.1)


def test_one_event_is_all_words_or_all_deeds():
    counts = pd.DataFrame(
        [dict(zip(event_counts.QUADS, row, strict=True)) for row in [(0, 1, 0, 0), (1, 0, 0, 0)]]
    )
    assert event_counts.talk_and_deeds(counts)["material"].tolist() == [1, 0]


def test_events_with_a_partner_are_those_of_the_years_asked_for():
    verbal, material, *conflict = event_counts.QUADS
    events = pd.DataFrame(
        {
            "partner": ["RUS", "RUS", "CHN", "CHN"],
            "year": [2001, 2002, 2002, 2003],
            verbal: [500, 60, 15, 15],
            material: [500, 0, 5, 5],
        }
        | dict.fromkeys(conflict, 0)
    )
    found = event_counts.by_partner(events, 2002, 2003, coverage=(2001, 2003)).set_index("partner")
    assert found["cooperation"].to_dict() == {"RUS": 60, "CHN": 40}
    assert found["share"].to_dict() == {"RUS": 0.6, "CHN": 0.4}
    assert found["material"].to_dict() == {"RUS": 0, "CHN": 0.25}
    with pytest.raises(DataError, match="leaves the coverage 2001-2003"):
        event_counts.by_partner(events, 2002, 2004, coverage=(2001, 2003))


def test_nothing_coded_is_neither_friendly_nor_hostile():
    counts = pd.DataFrame([dict.fromkeys(event_counts.QUADS, 0)])
    assert event_counts.talk_and_deeds(counts)[["cooperative", "material"]].isna().all(axis=None)


def test_daily_mean_weighs_years_by_their_days():
    means = pd.DataFrame(
        {"state_a": "A", "state_b": "B", "year": [1, 2], "score": [10.0, 20.0], "days": [300, 100]}
    )
    row = event_counts.daily_mean(means).iloc[0]
    assert (row["score"], row["days"]) == (12.5, 400)
