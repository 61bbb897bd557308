"""What chapters ask of the comparison."""

import pandas as pd
import pytest

from helpers import comparison, placebo


def years(**changes):
    """Return two states over sixty years: one has four partners to 1979 and none later, one always two."""
    rows = [
        {"state": state, "year": year, "partners": 10, "partners_with_clubs": 12}
        for state in ("IRN", "CHE")
        for year in range(1956, 2019)
    ]
    frame = pd.DataFrame(rows)
    found = (4 * frame["year"].le(1979)).where(frame["state"].eq("IRN"), 2)
    for promise in comparison.PROMISES:
        for end, expected in (("", 1.0), ("_with_clubs", 3.0)):
            frame[f"{promise}_expected{end}"], frame[f"{promise}_found{end}"] = expected, found
    return frame.assign(**changes)


def test_expected_and_found_are_those_of_the_promise_and_the_clubs():
    table = years(defence_expected_with_clubs=7.0)
    assert comparison.counted(table, "defence", clubs=True)["expected"].eq(7).all()
    assert comparison.counted(table, "defence")["gap"].iloc[0] == pytest.approx(0.3)
    with pytest.raises(ValueError, match="no column 'friendship_expected'"):
        comparison.counted(table, "friendship")


def test_a_state_year_without_a_partner_outside_the_clubs_is_left_out():
    table = years()
    table.loc[0, ["partners", "small_expected", "small_found"]] = None
    assert len(comparison.counted(table, "small")) == len(table) - 1
    assert len(comparison.counted(table, "small", clubs=True)) == len(table)


def test_where_a_state_stands_before_and_since_and_at_its_turn():
    own = comparison.standing(years(), "IRN").query("promise == 'small' and not clubs").iloc[0]
    assert (own["found_before"], own["found_since"], own["expected_since"]) == (4, 0, 1)
    assert (own["rank_before"], own["rank_since"], own["states_since"]) == (2, 1, 2)
    assert (own["turn"], own["turn_states"]) == (1, 2)
    assert own["turns_as_sharp"] >= 1 and own["states_as_sharp"] == 1


def test_chairs_are_those_of_the_year():
    rows = comparison.chairs(years(), "IRN", [1978, 2018])
    assert rows.loc[0, ["year", "found", "expected", "with_clubs"]].tolist() == ["1978", 4, 1, 3]
    assert rows["found"].tolist() == [4, 0] * 3
    with pytest.raises(placebo.PlaceboError):
        comparison.chairs(years(), "XXX", [1978])


def test_each_state_has_its_sharpest_turn():
    turns = comparison.furthest_turns(years())
    assert turns.index.equals(pd.RangeIndex(len(turns)))
    turns = turns.set_index("state")
    assert turns.index[0] == "IRN" and turns.at["IRN", "gap_change"] == pytest.approx(-0.4)
    assert turns.at["CHE", "gap_change"] == 0


def test_promises_that_the_data_may_lack_are_added_one_case_at_a_time():
    rows = comparison.with_more(years(), "IRN", [{}, {1980: 3}])
    assert rows["added"].tolist() == ["none", "3 from 1980"]
    assert rows["rank"].tolist() == [1, 2]


def test_a_place_is_a_tenth_a_half_or_above():
    rows = pd.DataFrame({"rank": [1, 10, 11, 50, 51, 100], "states": 100})
    assert comparison.places(rows).tolist() == ["tenth"] * 2 + ["lower"] * 2 + ["upper"] * 2


def test_no_variance_by_choice_where_nothing_varies():
    rows = pd.DataFrame({name: ["a", "b"] for name in comparison.CHOICES} | {"percentile": [5.0, 5.0]})
    with pytest.raises(ValueError, match="all specifications give one percentile"):
        comparison.variance_by_choice(rows)
