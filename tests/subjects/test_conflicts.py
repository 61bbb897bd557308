"""Sides of conflicts and the meetings about Syria, against the tables and against small hand-made ones."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import conflicts

GOVERNMENT, ISLAMIC_STATE, IRAN_ISRAEL = 299, 13604, 14609


@pytest.fixture(scope="module")
def sides():
    return helpers.load("war_sides")


def test_iran_and_russia_stand_beside_damascus_in_every_year_since_2015(sides):
    for war in (GOVERNMENT, ISLAMIC_STATE):
        found = conflicts.states_beside(sides, war).query("side == 'government'")
        assert found["beside"].eq("SYR").all()
        for state in ("IRN", "RUS"):
            assert found.loc[found["state"].eq(state), "year"].tolist() == list(range(2015, 2025))


def test_türkiye_stands_beside_the_insurgents(sides):
    found = conflicts.states_beside(sides, GOVERNMENT).query("state == 'TUR'")
    assert found["year"].tolist() == list(range(2020, 2025))
    assert found[["side", "beside"]].drop_duplicates().values.tolist() == [
        ["opposition", "Syrian insurgents"]
    ]


def test_nobody_stands_beside_iran_against_israel(sides):
    found = conflicts.states_beside(sides, IRAN_ISRAEL)
    assert found["beside"].eq("ISR").all()
    assert found["state"].tolist() == ["USA"] * 5


def test_beside_names_an_unknown_conflict(sides):
    with pytest.raises(helpers.DataError, match="no conflict has the number 1;"):
        conflicts.states_beside(sides, 1)


def test_together_on_one_side_in_syria_alone(sides):
    both = conflicts.shared_conflicts(sides, "IRN", "RUS")
    same = both.query("same_side")
    assert len(same) == 20
    assert set(same["conflict_id"]) == {GOVERNMENT, ISLAMIC_STATE}
    assert both.query("not same_side")["year"].tolist() == [1946, 1946]


def test_every_year_of_iran_against_israel_is_a_year_of_the_common_war(sides):
    same = conflicts.shared_conflicts(sides, "IRN", "RUS").query("same_side")
    years = sides.loc[sides["conflict_id"].eq(IRAN_ISRAEL), "year"]
    assert set(years) <= set(same["year"])
    assert set(conflicts.WARS) == {GOVERNMENT, ISLAMIC_STATE, IRAN_ISRAEL}


def test_a_united_nations_mission_is_no_coalition(sides):
    assert conflicts.shared_conflicts(sides, "IRN", "CHN").query("same_side").empty
    assert len(sides.query("un_mission and actor == 'IRN'")) == 8


def test_company_counts_friends_and_foes(sides):
    own = conflicts.own_conflicts(sides, "IRN")
    assert len(own) == len(sides.query("actor == 'IRN' and role == 'primary'")) == 66
    assert own["with_it"].sum() == 0
    with_israel = own.query("conflict_id == @IRAN_ISRAEL").set_index("year")["against_it"]
    assert with_israel.to_dict() == {2018: 1, 2019: 1} | dict.fromkeys(range(2020, 2025), 2)


def test_company_of_a_state_with_a_friend(sides):
    assert conflicts.own_conflicts(sides, "ISR")["with_it"].tolist() == [0, 0, 1, 1, 1, 1, 1]


def test_places_tell_an_absent_state_from_a_conflict_without_fighting(sides):
    found = conflicts.sides_by_year(
        sides,
        {IRAN_ISRAEL: "Iran and Israel"},
        {"IRN": "Iran", "RUS": "Russia", "USA": "United States"},
        {"ISR": "Israel"},
    )
    assert found["year"].min() == 2018
    assert found.groupby("state")["place"].unique().map(list).to_dict() == {
        "Iran": ["a party itself"],
        "Russia": ["no regular troops coded"],
        "United States": ["no regular troops coded", "beside Israel"],
    }


def test_calendar_ends_with_the_fall_of_assad():
    laid = conflicts.meeting_calendar(helpers.load("astana_rounds"))
    kinds = laid["mark"].str.split(",").str[0].value_counts().to_dict()
    assert kinds == {"round": 22, "summit": 7, "ministers": 12, "ministers with Syria": 1, "end": 1}
    assert laid["words"].iloc[-2] == "Ministers, 2024-12-07, Doha"
    assert laid["mark"].iloc[-1] == "end"
    assert laid["month"].between(0, 12).all()
    assert laid["words"].iloc[0] == "Round 1, 2017-01-23, Astana"


def test_calendar_marks_dates_not_read_and_places_months():
    meetings = pd.DataFrame(
        {
            "kind": ["round", "summit", "ministers", "ministers with Syria"],
            "round": pd.array([1, None, None, None], dtype="Int64"),
            "start": pd.to_datetime(["2017-01-01", "2020-07-01", "2020-09-25", "2020-10-27"]),
            "place": ["Astana", "Sochi", "New York", "Moscow"],
            "how_known": ["read", "partly read", "excerpt", "read"],
        }
    )
    laid = conflicts.meeting_calendar(meetings)
    assert laid["mark"].tolist() == [
        "round",
        "summit, partly read",
        "ministers",
        "ministers with Syria",
        "end",
    ]
    assert laid["month"].round(2).tolist() == [0.0, 5.97, 8.79, 9.84, 11.21]
    assert laid["words"].iloc[1] == "Summit, 2020-07-01, Sochi"


def test_stood_together_has_each_own_conflict_once_and_all_common_years(sides):
    found = conflicts.stood_together(sides, "IRN", "RUS")
    assert not found.duplicated(conflicts.KEY).any()
    own = conflicts.own_conflicts(sides, "IRN")
    assert found["own"].sum() == len(own)
    assert found.loc[found["own"], "with_it"].sum() == own["with_it"].sum()
    assert found.loc[~found["own"], "with_it"].isna().all() and found.loc[~found["own"], "together"].all()
    assert found.loc[found["against"], "year"].tolist() == [1946, 1946]


def test_a_common_war_of_its_own_counts_on_both_sides_of_the_picture():
    rows = [
        (1, 2001, "a", "primary", "AAA", "state"),
        (1, 2001, "a", "secondary", "BBB", "state"),
        (1, 2001, "b", "primary", "rebels", "group"),
        (2, 2002, "a", "secondary", "AAA", "state"),
        (2, 2002, "b", "secondary", "BBB", "state"),
    ]
    sides = pd.DataFrame(rows, columns=["conflict_id", "year", "side", "role", "actor", "actor_kind"])
    sides = sides.assign(conflict="Here: government", un_mission=False)
    (row,) = conflicts.stood_together(sides, "AAA", "BBB").to_dict("records")
    assert (row["year"], row["own"], row["with_it"], row["against"], row["together"]) == (
        2001,
        True,
        1,
        False,
        True,
    )


def test_the_first_page_may_say_nowhere_else(sides):
    """Its sentence, its title and its picture rest on these three; a new year of data may change them."""
    found = conflicts.stood_together(sides, "IRN", "RUS")
    assert conflicts.places_together(found) == ["Syria"]
    assert found.loc[found["together"], "year"].nunique() == 10
    assert found.loc[found["own"], "with_it"].eq(0).all()


def test_scenes_name_the_first_event_that_is_unknown():
    before, after = helpers.load("events_before"), helpers.load("events_after")
    known = before["event_id"].iloc[0]
    with pytest.raises(helpers.DataError, match="none is called 'a';"):
        conflicts.scenes(before, after, [known, "a", "b"])


def test_scenes_stand_in_the_order_asked_for_with_whole_links():
    before, after = helpers.load("events_before"), helpers.load("events_after")
    chosen = before["event_id"].iloc[[2, 0]].tolist()
    found = conflicts.scenes(before, after, chosen)
    assert list(found.columns) == ["day", "title", "doubt", "source"]
    assert found["title"].tolist() == before["title"].iloc[[2, 0]].tolist()
    assert conflicts._linked("https://www.un.org/a/b?c=1 (page 3)") == "[un.org](https://www.un.org/a/b?c=1)"
    assert conflicts._linked("a book, page 3") == "a book, page 3"
