"""The two wars and the meetings of Astana: what the rows of several tables must say alike."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import conflicts


@pytest.fixture(scope="module")
def days():
    return helpers.load("war_days")


def test_every_act_has_a_row_of_its_own_that_says_who_says_so(days):
    assert len(days) == 76
    said = days[["claimed_by", "confirmed_by"]].notna().any(axis=1)
    assert said[days["kind"].ne("no fire")].all()
    assert days.loc[days["kind"].eq("no fire"), "how_known"].ne("read").all()  # an absence is not read


def test_an_id_is_made_of_war_actor_and_day(days):
    part = days["act_id"].str.extract(r"^(\d{4})-[a-z]+-(\d+)")
    assert part[0].eq(days["war"]).all()
    assert part[1].astype("int64").eq(days["day"].astype("int64")).all()


def test_the_second_war_opened_with_the_attack_and_irans_truce_came_on_its_fortieth_day(days):
    iran = days[days["actor"].eq("Iran")].set_index("act_id")
    assert iran.at["2026-iran-1", "kind"] == "under attack"
    assert iran.at["2026-iran-1", "end"] + pd.Timedelta(days=1) == iran.at["2026-iran-40", "start"]


def test_partners_in_short_say_no_other_than_the_days(days):
    entered = helpers.armed_groups.entries(days).set_index(["war", "actor"])["first"]
    short = helpers.load("partner_wars").set_index(["war", "partner"])["conduct"]
    for war, partner in [(war, one) for war, one in short.index if one != "Russia"]:
        stayed = short[war, partner].startswith(("Stayed out; ", "Most stayed out"))
        assert stayed == pd.isna(entered[war, partner])
    assert "28 March, the war's 29th day" in short["2026", "Houthis"]
    assert entered["2026", "Houthis"] == 29


def test_the_ministers_met_the_day_before_assad_fled():
    meetings = helpers.load("astana_rounds")
    ministers = meetings[meetings["kind"].eq("ministers")]
    assert len(ministers) == 12
    assert meetings["kind"].eq("ministers with Syria").sum() == 1
    assert (conflicts.FALL_OF_ASSAD - ministers["end"].max()).days == 1


def test_a_scene_is_found_in_either_table_and_says_what_is_doubtful():
    before, after = helpers.load("events_before"), helpers.load("events_after")
    found = conflicts.scenes(before, after, ["e62", "soleimani-moscow-2015", "e50"])
    assert found["day"].tolist() == ["2024-12-07", "2015-07-24", "2026-03-06"]
    assert found["doubt"].isna().tolist() == [True, False, False]
    assert found["source"].iloc[0].startswith("[anews.com.tr](https://www.anews.com.tr/")
    with pytest.raises(helpers.DataError, match="none is called 'e999'"):
        conflicts.scenes(before, after, ["e999"])
    tail = after.loc[after["in_tail"], "event_id"].iloc[0]
    with pytest.raises(helpers.DataError, match=f"none is called '{tail}'"):
        conflicts.scenes(before, after, [tail])
