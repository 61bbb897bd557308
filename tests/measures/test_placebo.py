"""A state beside all others, and its turn beside all turns."""

import pandas as pd
import pytest

from helpers.measures import placebo


def years(found, state="IRN", partners=4, expected=1.0, first=1960):
    frame = pd.DataFrame({
        "state": state, "year": range(first, first + len(found)), "partners": partners,
        "expected": expected, "found": found,
    })  # fmt: skip
    return frame.assign(gap=(frame["found"] - frame["expected"]) / frame["partners"])


TWO = pd.concat([years([4] * 19 + [0] * 21), years([2] * 40, "CHE")])


def test_the_state_that_falls_furthest_short_is_first():
    ranked = placebo.levels(TWO, within=(1980, 1999))
    assert list(ranked["state"]) == ["IRN", "CHE"] and list(ranked["rank"]) == [1, 2]
    assert placebo.place(ranked, "IRN")["gap"] == -0.25
    before = placebo.levels(TWO, within=(1960, 1978))
    assert placebo.place(before, "IRN")["rank"] == 2


def test_by_partners_and_not_per_possible_partner_the_order_may_be_another():
    frame = pd.concat([years([0] * 10, "AAA", partners=2), years([0] * 10, "BBB", partners=20, expected=2.0)])
    assert placebo.levels(frame, within=(1960, 1970))["state"].iloc[0] == "AAA"
    assert placebo.levels(frame, within=(1960, 1970), scale="partners")["state"].iloc[0] == "BBB"


def test_a_state_outside_gets_no_number():
    ranked = placebo.levels(pd.concat([TWO, years([0] * 9, "NEW", first=1985)]))
    with pytest.raises(placebo.PlaceboError, match=r"nothing can be said of .NEW.: .* fewer than 10 years"):
        placebo.place(ranked, "NEW")


def test_a_turn_is_the_years_from_then_on_less_those_before():
    turns = placebo.turns(TWO)
    own = turns[turns["state"].eq("IRN")].set_index("year")
    assert own.at[1979, "gap_change"] == -1.0 and own.at[1979, "found_change"] == -4
    assert own["gap_change"].idxmin() == 1979
    assert own.at[1979, "rank"] == 1 and own.at[1979, "states"] == 2
    assert own.index.min() == 1970 and own.index.max() == 1990


@pytest.mark.parametrize(("year", "counts"), [(1966, False), (1967, True), (1990, True), (1991, False)])
def test_a_turn_looks_twelve_years_back_and_twelve_ahead(year, counts):
    odd = TWO.assign(gap=TWO["gap"].where(TWO["year"].ne(year), 9.0))
    one, other = (placebo.turns(rows).query("year == 1979")["gap_change"].tolist() for rows in (TWO, odd))
    assert (one != other) == counts


def test_more_promises_move_a_state_up():
    more = placebo.with_more(TWO, "IRN", {1980: 1, 1990: 1})
    found = more[more["state"].eq("IRN")].set_index("year")["found"]
    assert [found[1979], found[1980], found[1990]] == [0, 1, 2]
    assert more[more["state"].eq("CHE")]["found"].eq(2).all()
    gap = more[more["state"].eq("IRN")].set_index("year")["gap"]
    assert gap[1990] == (2 - 1) / 4


def test_no_state_has_more_partners_than_there_are():
    with pytest.raises(placebo.PlaceboError, match="more partners than there are"):
        placebo.with_more(TWO, "IRN", {1960: 1})
