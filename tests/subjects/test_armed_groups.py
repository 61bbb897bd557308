"""What armed groups received, and what they did in two wars, against the tables and small hand-made ones."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import armed_groups


def support(**columns):
    rows = pd.DataFrame({"target": ["ISR", "ISR", "ISR", "TUR"], "year": [1982, 1983, 1984, 1983]})
    return rows.assign(**columns)


def test_a_group_that_received_two_forms_of_a_kind_counts_once():
    rows = support(groups=[3, 1, 1, 1], weapons=[3, 0, 0, 0], transport=[2, 1, 0, 0])
    found = armed_groups.received(rows, {"Arms": ["weapons", "transport"]})
    assert found.query("target == 'ISR'").set_index("year")["groups"].to_dict() == {1982: 3, 1983: 1, 1984: 0}


def test_a_year_without_support_is_none_and_an_unknown_form_is_unknown():
    rows = support(groups=[0, 1, 1, 0], money=pd.array([0, None, 1, 0], dtype="Int64"))
    found = armed_groups.received(rows, {"Money": ["money"]}).query("target == 'ISR'").set_index("year")
    assert found["groups"].isna().to_dict() == {1982: False, 1983: True, 1984: False}
    assert found["groups"].dropna().to_dict() == {1982: 0, 1984: 1}


def test_kinds_stand_in_the_order_given():
    rows = support(groups=1, money=1, troops=0)
    found = armed_groups.received(rows, {"Troops": ["troops"], "Money": ["money"]})
    assert found.drop_duplicates(["target", "kind"])["kind"].tolist() == ["Troops", "Money"] * 2


def test_no_kind_reached_more_groups_than_were_supported():
    table = helpers.load("armed_group_support")
    forms = [column for column in table if column not in ("target", "year", "groups")]
    found = armed_groups.received(table, {form: [form] for form in forms})
    assert len(found) == len(table) * len(forms)
    whole = found.merge(table[["target", "year", "groups"]], on=["target", "year"], suffixes=("", "_all"))
    assert whole["groups"].le(whole["groups_all"]).all()


def test_a_row_that_does_not_change_is_one_judgement_however_many_years_it_fills():
    found = armed_groups.judgements(helpers.load("armed_group_support"))
    assert found.loc["ISR"].to_dict() == {"years": 29, "judgements": 2}
    rows = support(groups=[1, 1, 1, 1], weapons=[1, 1, 0, 0])
    assert armed_groups.judgements(rows)["judgements"].to_dict() == {"ISR": 2, "TUR": 1}


def test_a_year_that_was_not_read_parts_two_judgements():
    rows = pd.DataFrame({"target": "IRQ", "year": [1995, 1996, 2001], "groups": 1})
    assert armed_groups.judgements(rows).loc["IRQ", "judgements"] == 2


# The two wars by day


@pytest.fixture(scope="module")
def days():
    return helpers.load("war_days")


def test_in_the_second_war_all_three_fired_each_from_its_own_day(days):
    found = armed_groups.entries(days).set_index(["war", "actor"])
    second = found.loc["2026"].drop("Hamas and Islamic Jihad")
    assert second["first"].to_dict() == {"Hezbollah": 3, "Houthis": 29, "Militias in Iraq": 1}
    assert second["standing"].eq("confirmed").all()
    assert second.at["Houthis", "last"] == 38
    first = found.loc["2025"]
    assert first["first"].dropna().to_dict() == {"Houthis": 3}
    assert first.at["Houthis", "standing"] == "claimed"


def test_what_came_after_irans_truce_is_no_part_of_the_entry(days):
    hezbollah = armed_groups.fire(days).query("actor == 'Hezbollah' and war == '2026'")
    assert hezbollah["day"].max() > 40
    assert armed_groups.entries(days).set_index(["war", "actor"]).at[("2026", "Hezbollah"), "last"] < 40


def test_no_fire_at_the_united_states_or_israel_is_on_record_in_the_fighting_of_july(days):
    july = armed_groups.fire(days)["start"].between("2026-06-26", "2026-08-22")
    assert not july.any()
    assert not armed_groups.fire(days, at=["SAU"]).empty


def test_fire_in_the_tail_of_the_record_is_left_out(days):
    assert days["in_tail"].sum() == 1
    assert not armed_groups.fire(days, at=["SAU"])["in_tail"].any()


def test_a_claim_that_its_enemy_denies_stays_a_claim(days):
    denied = armed_groups.fire(days).query("denied_by.notna()")
    assert set(denied["standing"]) == {"claimed"} and len(denied) == 2


def test_strips_hold_each_act_on_its_days_and_tell_claims_from_what_others_confirm(days):
    laid = armed_groups.by_day(days, {"war": ("2026", 1, 60), "June": ("2025", 1, 16)})
    assert laid.groupby("lane", sort=False).size().index.tolist() == [
        "Hezbollah", "Militias in Iraq", "Houthis", "Hamas and Islamic Jihad"
    ]  # fmt: skip
    houthis = laid.query("lane == 'Houthis' and stretch == 'war'").set_index("start")["kind"]
    assert houthis.to_dict() == {
        1: "no fire", 27: "threat", 29: "confirmed", 34: "claimed", 37: "claimed", 38: "claimed"
    }  # fmt: skip
    stops = laid.query("kind == 'stop' and stretch == 'war'").set_index("lane")["start"]
    assert stops.to_dict() == {"Hezbollah": 49, "Militias in Iraq": 40}


def test_fire_for_a_partner_and_at_another_enemy_are_told_apart(days):
    laid = armed_groups.by_day(days, {"summer": ("2026", 61, 176)})
    assert laid.query("lane == 'Iran'")[["start", "kind"]].values.tolist() == [[100, "claimed"]]
    assert laid.query("lane == 'Houthis'")["kind"].tolist() == ["claimed", "elsewhere", "elsewhere"]
    assert laid["end"].le(176).all()


def test_days_are_named_by_their_dates_in_equal_steps(days):
    assert armed_groups.dated(days, "2026", 20, 60) == {29: "28 Mar", 43: "11 Apr", 57: "25 Apr"}
    assert armed_groups.dated(days, "2025", 1, 16) == {1: "13 Jun", 15: "27 Jun"}
