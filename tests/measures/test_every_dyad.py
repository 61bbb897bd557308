"""All dyads at once against one dyad at a time: the same numbers, to the last bit."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.derive import dyads
from helpers.measures import agreement, every_dyad
from helpers.tables import DataError
from tests.derive.test_derive import needs_raw

pytestmark = pytest.mark.thorough

NAMES = ["AAA", "BBB", "CCC", "DDD"]


def one_by_one(ballots, years, state):
    """Measure one state's dyads as helpers.measures.agreement does, from long votes."""
    long = ballots.assign(roll_call=range(len(ballots)), year=list(years)).melt(
        ["roll_call", "year"], var_name="state", value_name="vote"
    )
    long = long.assign(vote=long["vote"].map(every_dyad.CODES))
    partners = [name for name in ballots.columns if name != state]
    tally = agreement.count_votes(agreement.dyad_votes(long, state, partners), by=["year", "partner"])
    return agreement.scott_pi(agreement.kappa(agreement.agreement(tally)))


def of_one(similarity, state):
    """Turn the rows of one state so that its partner has a column."""
    rows = similarity[similarity["state_a"].eq(state) | similarity["state_b"].eq(state)]
    first = rows["state_a"].astype("str")
    partner = first.mask(first.eq(state), rows["state_b"].astype("str"))
    return rows.assign(partner=partner).sort_values(["year", "partner"], ignore_index=True)


def equal(left, right):
    left, right = (frame.sort_values(["year", "partner"], ignore_index=True) for frame in (left, right))
    assert left[["year", "partner"]].values.tolist() == right[["year", "partner"]].values.tolist()
    for column in ("n", *every_dyad.MEASURES):
        assert np.array_equal(left[column].astype(float), right[column].astype(float), equal_nan=True), column


@st.composite
def assemblies(draw):
    """A few roll calls of four states over two years; 8 is absent, 9 no member."""
    rows = draw(
        st.lists(st.lists(st.sampled_from([1, 2, 3, 8, 9]), min_size=4, max_size=4), min_size=1, max_size=12)
    )
    years = draw(st.lists(st.sampled_from([2001, 2002]), min_size=len(rows), max_size=len(rows)))
    return pd.DataFrame(rows, columns=NAMES), pd.Series(years)


@given(assemblies())
def test_equal_to_the_measures_of_one_dyad(assembly):
    similarity = every_dyad.similarity(*assembly)
    for state in NAMES:
        equal(of_one(similarity, state), one_by_one(*assembly, state))


@given(assemblies())
def test_counts_are_those_of_tally(assembly):
    ballots, years = assembly
    expected = one_by_one(ballots, years, "BBB")
    found = every_dyad.count_votes_with_each(ballots, years, "BBB").sort_values(
        ["year", "partner"], ignore_index=True
    )
    assert found[list(agreement.COUNTS)].values.tolist() == expected[list(agreement.COUNTS)].values.tolist()


@given(assemblies(), st.permutations(range(4)))
def test_the_order_of_states_does_not_matter(assembly, order):
    ballots, years = assembly
    turned = every_dyad.similarity(ballots[[NAMES[place] for place in order]], years)
    for state in NAMES:
        equal(of_one(turned, state), of_one(every_dyad.similarity(ballots, years), state))


def hand_made():
    ballots = pd.DataFrame(
        [[1, 1, 3, 9], [1, 1, 3, 9], [2, 3, 2, 9], [1, 8, 1, 9]], columns=NAMES
    )  # fmt: skip
    return ballots, pd.Series([2001] * 4)


def test_a_hand_made_year():
    rows = every_dyad.similarity(*hand_made())
    assert rows[["state_a", "state_b"]].astype("str").values.tolist() == [
        ["AAA", "BBB"],
        ["AAA", "CCC"],
        ["BBB", "CCC"],
    ]
    assert rows["n"].tolist() == [3, 4, 3]
    assert rows["agreement"].tolist() == [2 / 3, 2 / 4, 0]


def test_a_state_that_never_votes_has_no_row():
    assert "DDD" not in set(every_dyad.similarity(*hand_made())["state_a"].astype("str"))
    assert "DDD" not in set(every_dyad.similarity(*hand_made())["state_b"].astype("str"))


def test_nothing_gives_no_rows():
    ballots, years = hand_made()
    assert list(every_dyad.similarity(ballots.head(0), years.head(0)).columns)[:3] == [
        "year",
        "state_a",
        "state_b",
    ]
    assert every_dyad.similarity(ballots.head(0), years.head(0)).empty


def test_missing_votes_may_be_missing_values():
    ballots, years = hand_made()
    floats = ballots.replace({8: np.nan, 9: np.nan})
    pd.testing.assert_frame_equal(every_dyad.similarity(floats, years), every_dyad.similarity(ballots, years))


def test_undefined_measures_are_missing():
    rows = every_dyad.similarity(
        pd.DataFrame([[1, 1], [1, 1]], columns=["AAA", "BBB"]), pd.Series([2001, 2001])
    )
    assert rows["agreement"].item() == 1
    assert rows[["kappa", "scott_pi"]].isna().all(axis=None)


def test_more_roll_calls_than_can_be_counted_exactly_are_refused():
    many = every_dyad.MOST_ROLL_CALLS + 1
    ballots = pd.DataFrame(np.ones((many, 2), dtype="int8"), columns=["AAA", "BBB"])
    with pytest.raises(DataError, match=f"{many} roll calls in 2001"):
        every_dyad.similarity(ballots, pd.Series([2001] * many))


def test_no_larger_year_would_be_exact():
    largest = 4 * every_dyad.MOST_ROLL_CALLS**2
    assert np.float32(largest - 1) != np.float32(largest) == np.float32(largest + 1)


def test_the_largest_year_is_still_exact():
    drawn = np.random.default_rng(1).integers(1, 4, size=(every_dyad.MOST_ROLL_CALLS, 4), dtype="int8")
    ballots, years = pd.DataFrame(drawn, columns=NAMES), pd.Series([2001] * len(drawn))
    for state in NAMES:
        equal(of_one(every_dyad.similarity(ballots, years), state), one_by_one(ballots, years, state))


def test_tally_names_an_unknown_state():
    with pytest.raises(DataError, match="no column 'XXX'"):
        every_dyad.count_votes_with_each(*hand_made(), "XXX")


# Ranks


def test_rank_of_a_hand_made_year():
    rows = every_dyad.similarity(*hand_made())
    best, last = (every_dyad.rank_of_dyad(rows, *pair).iloc[0] for pair in (("AAA", "BBB"), ("CCC", "BBB")))
    assert (best["agreement_rank"], best["agreement_percentile"], best["dyads"]) == (1, 0, 3)
    assert last["agreement_rank"] == 3
    assert last["agreement_percentile"] == pytest.approx(200 / 3)


def test_ties_share_the_better_rank():
    ballots = pd.DataFrame([[1, 1, 1], [3, 3, 3]], columns=NAMES[:3])
    rows = every_dyad.similarity(ballots, pd.Series([2001, 2001]))
    assert {
        every_dyad.rank_of_dyad(rows, *pair)["agreement_rank"].item()
        for pair in (("AAA", "BBB"), ("BBB", "CCC"))
    } == {1}


def test_dyads_with_few_roll_calls_are_not_ranked():
    rows = every_dyad.similarity(*hand_made())
    assert every_dyad.rank_of_dyad(rows, "AAA", "CCC", minimum=4)["dyads"].item() == 1
    with pytest.raises(DataError, match="no row for AAA and BBB with 4 roll calls"):
        every_dyad.rank_of_dyad(rows, "AAA", "BBB", minimum=4)


def test_an_undefined_kappa_has_no_rank():
    ballots = pd.DataFrame([[1, 1, 3], [1, 1, 1]], columns=NAMES[:3])
    row = every_dyad.rank_of_dyad(every_dyad.similarity(ballots, pd.Series([2001, 2001])), "AAA", "BBB").iloc[
        0
    ]
    assert row["agreement_rank"] == 1
    assert pd.isna(row["kappa_rank"]) and pd.isna(row["kappa_percentile"])
    assert (row["dyads"], row["defined"]) == (3, 2)


# The General Assembly


@needs_raw
def test_equal_to_the_iran_dyads_of_every_year():
    ballots, years = dyads.ballots()
    similarity = every_dyad.similarity(ballots, years)
    expected = agreement.count_votes(
        agreement.dyad_votes(
            ballots.assign(roll_call=range(len(ballots)), year=years.to_list())
            .melt(["roll_call", "year"], ["IRN", "RUS", "CHN", "USA", "IND", "SYR"], "state", "vote")
            .assign(vote=lambda long: long["vote"].map(every_dyad.CODES)),
            "IRN",
            ["RUS", "CHN", "USA", "IND", "SYR"],
        ),
        by=["year", "partner"],
    )
    found = of_one(similarity, "IRN").query("partner in ['RUS', 'CHN', 'USA', 'IND', 'SYR']")
    equal(found, agreement.scott_pi(agreement.kappa(agreement.agreement(expected))))
    every = agreement.scott_pi(
        agreement.kappa(agreement.agreement(every_dyad.count_votes_with_each(ballots, years, "IRN")))
    )
    equal(of_one(similarity, "IRN"), every)


@needs_raw
def test_as_many_dyads_as_the_assembly_has():
    similarity = every_dyad.similarity(*dyads.ballots())
    assert len(similarity) == 894_588
    assert similarity.memory_usage(deep=True).sum() < 50e6
    assert not similarity.duplicated(["year", "state_a", "state_b"]).any()
