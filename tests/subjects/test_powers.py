"""Shares, ratios, changes and concentration of power."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers.measures import concentration
from helpers.subjects import powers

FRAME = pd.DataFrame(
    {
        "state": ["USA", "CHN", "USA", "CHN", "USA", "CHN", "IRN"],
        "year": [2000, 2000, 2001, 2001, 2002, 2002, 2002],
        "value": [3.0, 1.0, 2.0, None, 1.0, 1.0, 9.0],
    }
)
PAIR = ["USA", "CHN"]


def test_shares_are_of_the_group_that_is_named():
    assert concentration.shares_of_group(FRAME, "value", PAIR).loc[2000].to_dict() == {
        "USA": 0.75,
        "CHN": 0.25,
    }


def test_a_year_without_all_states_has_no_shares():
    assert list(concentration.shares_of_group(FRAME, "value", PAIR).index) == [2000, 2002]


def test_a_state_without_values_is_refused():
    with pytest.raises(ValueError, match="no value of RUS"):
        concentration.shares_of_group(FRAME, "value", [*PAIR, "RUS"])


def test_ratio_leaves_out_years_without_both():
    assert powers.ratio(FRAME, "value", "USA", "CHN").to_dict() == {2000: 3.0, 2002: 1.0}


def test_ratios_have_one_column_a_measure():
    frame = powers.ratios({"one": (FRAME, "value"), "two": (FRAME.head(2), "value")}, "USA", "CHN")
    assert frame["one"].tolist() == [3.0, 1.0]
    assert frame["two"].isna().tolist() == [False, True]


def test_change_counts_points_and_parts():
    row = (
        powers.compare_years(concentration.shares_of_group(FRAME, "value", PAIR), 2000, 2002)
        .set_index("state")
        .loc["USA"]
    )
    assert row.to_dict() == {"before": 0.75, "after": 0.5, "points": -0.25, "relative": -1 / 3}


@pytest.mark.parametrize("years", [(1999, 2002), (2000, 2003), (2001, 2002)])
def test_change_refuses_a_year_outside_coverage(years):
    with pytest.raises(ValueError, match="is not covered; values run from 2000 to 2002"):
        powers.compare_years(concentration.shares_of_group(FRAME, "value", PAIR), *years)


def test_by_start_has_one_row_a_measure_start_and_state():
    wide = concentration.shares_of_group(FRAME, "value", PAIR).reindex([2000, 2001, 2002], method="ffill")
    rows = powers.compare_starts({"value": wide}, 2002, 2000, 2001)
    assert rows.groupby("start").size().to_dict() == {2000: 2, 2001: 2}
    assert rows.index.is_unique
    rows = rows.set_index(["start", "state"])["points"]
    assert rows.loc[2000].to_dict() == rows.loc[2001].to_dict() == {"USA": -0.25, "CHN": 0.25}


def test_concentration_at_its_ends():
    wide = pd.DataFrame({"a": [0.5, 1.0], "b": [0.5, 0.0]}, index=pd.Index([2000, 2001], name="year"))
    frame = concentration.ray_singer(wide).set_index("year")
    assert frame["concentration"].tolist() == [0.0, 1.0]


def test_concentration_refuses_what_is_no_share():
    with pytest.raises(ValueError, match=r"add up to 2\.000"):
        concentration.ray_singer(pd.DataFrame({"a": [1.0], "b": [1.0]}))


@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=9))
def test_concentration_does_not_depend_on_the_unit_or_the_order(values):
    states = [f"S{number}" for number in range(len(values))]
    frame = pd.DataFrame({"state": states, "year": 2000, "value": values})
    one = concentration.ray_singer(concentration.shares_of_group(frame, "value", states))
    other = concentration.ray_singer(
        concentration.shares_of_group(frame.assign(value=frame["value"] * 7), "value", states[::-1])
    )
    pd.testing.assert_frame_equal(one, other)
    assert 0 <= one["concentration"].item() <= 1


def test_the_majors_have_the_concentration_that_the_table_has():
    """Another way to the same number: the table's was computed from the shares of the source."""
    table = helpers.load("power_concentration").set_index("year")["concentration_majors_five"]
    ours = concentration.ray_singer(
        concentration.shares_of_group(helpers.load("capabilities"), "cinc_five", powers.MAJORS)
    ).set_index("year")
    assert ours.loc[2019, "concentration"] == pytest.approx(table[2019], abs=0.002)


def test_every_measure_is_read_in_the_years_and_in_its_own_last_one():
    wide = pd.DataFrame({"one": [1.0, 2.0, 3.0], "two": [4.0, 5.0, None]}, index=[2000, 2001, 2002])
    table = powers.at_years(wide, [2000, 2001])
    assert table.index.tolist() == ["one", "two"]
    assert table[[2000, 2001]].to_numpy().tolist() == [[1.0, 2.0], [4.0, 5.0]]
    assert table["last"].tolist() == [3.0, 5.0]
    assert table["last_year"].tolist() == [2002, 2001]
    with pytest.raises(ValueError, match="1999 is not covered"):
        powers.at_years(wide, [1999])


def test_measures_of_any_unit_weigh_the_same_in_their_mean():
    frame = FRAME[FRAME["year"].ne(2001)].assign(thousands=[1000.0, 3000.0, 2000.0, 2000.0, 1.0])
    shares = concentration.mean_of_shares(frame, ["value", "thousands"], PAIR)
    assert shares.loc[2000].to_dict() == {"USA": 0.5, "CHN": 0.5}
    assert concentration.mean_of_shares(frame, ["value"], PAIR).loc[2000, "USA"] == 0.75


def test_a_mean_of_shares_needs_every_measure():
    frame = FRAME.assign(other=[1.0, 1.0, 1.0, 1.0, 1.0, None, 1.0])
    assert list(concentration.mean_of_shares(frame, ["value", "other"], PAIR).index) == [2000]


def test_poles_name_the_largest_of_those_outside_the_pair():
    rows = [("USA", 4.0, 1.0), ("CHN", 3.0, 1.0), ("IND", 1.0, 1.0), ("RUS", 2.0, 5.0)]
    frame = pd.DataFrame([(state, 2000 + n, row[n]) for state, *row in rows for n in (0, 1)])
    frame.columns = ["state", "year", "value"]
    table = powers.poles({"size": (frame, "value")}, [row[0] for row in rows], ("USA", "CHN"), [2001, 2000])
    assert table[["measure", "year", "next"]].to_numpy().tolist() == [
        ["size", 2001, "RUS"],
        ["size", 2000, "RUS"],
    ]
    assert table["pair"].tolist() == pytest.approx([0.25, 0.7])
    assert table["next_share"].tolist() == pytest.approx([0.625, 0.2])
    assert table["IND"].tolist() == pytest.approx([0.125, 0.1])
    assert table["concentration"].is_monotonic_decreasing
    with pytest.raises(ValueError, match="2002 is not covered"):
        powers.poles({"size": (frame, "value")}, [row[0] for row in rows], ("USA", "CHN"), [2000, 2002])
