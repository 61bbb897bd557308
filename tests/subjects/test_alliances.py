"""Allies under every rule, and the phases of treaties, against the tables and against hand-made ones."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import alliances


@pytest.fixture(scope="module")
def codes():
    return helpers.load("treaty_codes")


@pytest.fixture(scope="module")
def counts():
    return alliances.allies(helpers.load("alliance_obligations")).set_index(["state", "rule", "year"])[
        "allies"
    ]


def test_allies_of_russia_and_iran_in_the_last_year(counts):
    assert counts["RUS"].xs(2018, level="year").to_dict() == {
        "any promise": 96, "about outsiders": 15, "to fight": 7,
    }  # fmt: skip
    assert counts["IRN"].xs(2018, level="year").to_dict() == {
        "any promise": 1, "about outsiders": 1, "to fight": 0,
    }  # fmt: skip


def test_a_covered_year_without_a_promise_is_zero_and_not_missing(counts):
    assert counts.unstack("year").loc[("IRN", "any promise"), 1980:2000].eq(0).all()


def test_a_narrower_rule_never_finds_more_allies(counts):
    wide = counts.unstack("rule")
    assert (wide["any promise"] >= wide["about outsiders"]).all()
    assert (wide["about outsiders"] >= wide["to fight"]).all()


def test_a_promise_counts_in_either_direction():
    row = {name: False for name in alliances.OBLIGATIONS} | {
        "partner_" + name: False for name in alliances.OBLIGATIONS
    }
    frame = pd.DataFrame([row | {"partner_defence": True, "consultation": True}, row])
    assert alliances.bound_by(frame, ("defence",)).tolist() == [True, False]
    assert alliances.strongest(frame).tolist()[0] == "to fight"
    assert alliances.strongest(frame).isna().tolist() == [False, True]
    assert alliances.promises_made(frame).tolist() == ["Iran C, the others D", ""]


def test_the_readings_agree_on_2001_and_2025_under_every_rule(codes):
    found = alliances.alliance_by_rule(codes).set_index(["treaty_id", "rule", "reading"])["alliance"]
    for treaty in ("ir-ru-2001", "ir-ru-2025"):
        for reading in ("strict", "lenient"):
            assert found[treaty, "any promise", reading]
            assert found[treaty, "about outsiders", reading]
            assert not found[treaty, "to fight", reading]
    assert pd.isna(found["ir-sy-2006", "to fight", "strict"])


def test_letters_of_the_coded_treaties(codes):
    found = alliances.promise_letters(codes)
    assert found["ir-ru-2001"] == "N G C"
    assert found["ir-ru-2025"] == "N G? C?"
    assert found["ru-ir-1921"] == "D?"
    assert "cn-ir-2021" not in found


def test_what_was_not_seen_stays_unknown_in_the_matrix(codes):
    found = alliances.compare_readings(codes).set_index(["treaty_id", "provision"])["value"]
    assert found["ru-by-2024", "neutral"] == "not seen"
    assert found["ru-kp-2024", "defense"] == "promised"
    assert found["ir-ru-2025", "nonagg"] == "only if read leniently"
    assert found["ir-sy-2006", "milcon"] == "only if read leniently"  # strictly nothing can be said


def test_a_treaty_later_than_the_second_list_has_no_answer_from_it(codes):
    found = alliances.answers_by_rule(codes, helpers.load("treaties")).set_index(["treaty_id", "test"])[
        "answer"
    ]
    assert ("ir-ru-2025", "COW list") not in found.index
    assert found["ir-ru-2001", "COW list"] == "no"
    assert found["ru-tr-1992", "COW list"] == "yes"


def test_a_phase_open_at_the_end_of_the_data_is_followed_on_our_own_account(codes):
    own = helpers.load("treaties").query("treaty_id in ['ir-ru-2025', 'ru-ir-1921']")
    found = alliances.treaty_phases(
        helpers.load("iran_alliances"), own, codes, "2018-12-31", {4968: "ir-ru-2025"}
    ).set_index("key")
    assert found.loc[4968, "outside"].tolist() == [False, True]
    assert found.loc[4968, "end"].dt.year.tolist() == [2018, 2025]
    assert pd.isna(found.loc["ir-ru-2025", "end"])
    assert found.loc["ru-ir-1921", "kind"] == "to fight"


def test_what_moscow_held_to_be_in_force_follows_the_end_that_the_lists_give(codes):
    own = helpers.load("treaties").query("treaty_id in ['ir-ru-2025', 'ru-ir-1921']")
    phases = alliances.treaty_phases(
        helpers.load("iran_alliances"), own, codes, "2018-12-31", {4968: "ir-ru-2025"}
    )
    called = {"ru-ir-1921": "ru-ir-1921", "su-ir-1927": 2195}
    afterlife = helpers.load("treaty_afterlife")
    found = alliances.held_on(phases, afterlife, "Soviet Union", called)
    tails = found[found["held"]].set_index("key")
    assert tails["start"].dt.strftime("%Y-%m-%d").eq("1941-08-25").all()
    assert tails["end"].dt.year.to_dict() == {"ru-ir-1921": 1979, 2195: 1979}
    assert found[~found["held"]].drop(columns="held").equals(phases)
    with pytest.raises(helpers.DataError, match="Iran says nothing of su-ir-1927"):
        alliances.held_on(phases, afterlife, "Iran", {"su-ir-1927": 2195})


def test_treaties_stand_in_the_order_of_their_blocks_and_their_phases_in_time():
    phases = pd.DataFrame({"key": [9, 7, 9, 5], "start": [1, 2, 3, 4]})
    found = alliances.in_blocks(phases, "key", {"One": {7: "seven"}, "Two": {9: "nine"}})
    assert found["start"].tolist() == [2, 1, 3]
    assert found["name"].tolist() == ["seven", "nine", "nine"]
    assert found["block"].tolist() == ["One", "Two", "Two"]
    assert found["place"].tolist() == [0, 1, 1]


def test_a_treaty_that_is_to_be_shown_and_has_no_row_is_refused():
    with pytest.raises(helpers.DataError, match="'ir-ru-2025'"):
        alliances.in_blocks(pd.DataFrame({"key": [7]}), "key", {"One": {7: "seven", "ir-ru-2025": "new"}})


def test_every_alliance_of_iran_in_atop_has_a_name():
    named = {key for names in alliances.IRANIAN.values() for key in names if isinstance(key, int)}
    assert named == set(helpers.load("iran_alliances")["atopid"])


def test_provisions_stand_by_group_position_and_treaty(codes):
    provisions = helpers.load("provisions")
    grid = alliances.provision_grid(
        codes,
        provisions,
        {"ir-ru-2025": "new", "ir-ru-2001": "old"},
        {"clause": "Restraints", "obligation": "Promises"},
        without=["interv"],
    )
    assert grid["treaty"].tolist() == ["new", "old"] * (len(grid) // 2)
    assert list(dict.fromkeys(grid["block"])) == ["Restraints", "Promises"]
    places = grid["provision"].map(provisions.set_index("provision")["position"])
    assert all(part.is_monotonic_increasing for _, part in places.groupby(grid["block"]))
    assert "interv" not in set(grid["provision"])
    assert grid[["treaty_id", "provision"]].duplicated().sum() == 0
    plain = grid.set_index(["treaty_id", "provision"])["value"]
    assert plain["ir-ru-2025", "nonagg"] == "only if read leniently"


def test_since_1946_no_treaty_of_iran_and_moscow_surely_promises_to_fight():
    found = alliances.treaties_between(*map(helpers.load, ["treaties", "treaty_codes"]), "IRN", "RUS")
    assert found["treaty_id"].tolist() == [
        "ru-ir-1921", "su-ir-1927", "tripartite-1942", "ir-ru-2001", "ir-ru-2025",
    ]  # fmt: skip
    fight = found[found["kind"].eq("to fight")].set_index("treaty_id")
    assert fight["sure"].to_dict() == {"ru-ir-1921": False, "tripartite-1942": True}
    assert fight.at["tripartite-1942", "end"].year == 1946
    ends = found.set_index("treaty_id")["end"]
    assert ends["ir-ru-2001"] == pd.Timestamp("2025-10-02") and pd.isna(ends["ir-ru-2025"])


def test_a_treaty_without_a_promise_about_war_is_left_out():
    """The agreement of 2015 on visits and training, as far as it is known, says nothing of conduct in war."""
    coded, codes = map(helpers.load, ["treaties", "treaty_codes"])
    assert "ir-ru-2015" in set(coded["treaty_id"])
    assert "ir-ru-2015" not in set(alliances.treaties_between(coded, codes, "IRN", "RUS")["treaty_id"])
