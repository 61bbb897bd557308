"""Kappa and alpha, held against published examples and against what must hold for any codes."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures import reliability

CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30)


def codes(pairs):
    return pd.DataFrame(pairs, columns=["first", "second"])


def test_kappa_of_the_textbook():
    # 50 proposals, two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no; kappa is 0.4.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert reliability.kappa(codes(pairs)) == pytest.approx(0.4)


def test_alpha_of_two_readers_by_hand():
    """Observed 1 of 4 units apart; of 8 codes, 5 a and 3 b: expected 2 * 5 * 3 / (8 * 7)."""
    found = reliability.alpha(codes([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")]))
    assert found == pytest.approx(1 - (1 / 4) / (2 * 5 * 3 / (8 * 7)))


def test_alpha_of_krippendorffs_own_example():
    """Four observers, twelve units, gaps: 0.743 nominal, 0.815 ordinal (Krippendorff 2011, part C)."""
    data = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
            [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan],
        ]
    )
    frame = pd.DataFrame(data.T).map(lambda value: None if math.isnan(value) else str(int(value)))
    assert reliability.alpha(frame) == pytest.approx(0.743, abs=0.001)
    assert reliability.alpha(frame, ["1", "2", "3", "4", "5"]) == pytest.approx(0.815, abs=0.001)


def test_far_apart_counts_more_where_codes_have_an_order():
    order = ["no", "half", "yes"]
    near = codes([("no", "no"), ("half", "yes"), ("yes", "yes"), ("no", "no"), ("half", "half")])
    far = codes([("no", "no"), ("no", "yes"), ("yes", "yes"), ("no", "no"), ("half", "half")])
    assert reliability.alpha(near, order) > reliability.alpha(far, order)


@pytest.mark.parametrize("pairs", [[], [("a", "a")], [("a", "a")] * 9])
def test_without_two_categories_there_is_no_coefficient(pairs):
    found = reliability.coefficients(codes(pairs), draws=20)
    assert math.isnan(found["kappa"]) and math.isnan(found["alpha"])
    assert found["n"] == len(pairs)


def test_few_units_have_no_interval():
    found = reliability.coefficients(codes([("a", "a"), ("b", "b"), ("a", "b")]), draws=20)
    assert math.isnan(found["alpha_low"]) and not math.isnan(found["alpha"])


def test_eight_units_are_enough_for_an_interval():
    pairs = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")] * 2
    assert not math.isnan(reliability.coefficients(codes(pairs), draws=20)["alpha_low"])
    assert math.isnan(reliability.coefficients(codes(pairs[:7]), draws=20)["alpha_low"])


@given(CODES)
def test_equal_codes_give_one_and_the_order_of_readers_is_nothing(pairs):
    same = codes([(one, one) for one, _ in pairs])
    if same["first"].nunique() > 1:
        assert reliability.kappa(same) == pytest.approx(1) and reliability.alpha(same) == pytest.approx(1)
    turned = codes([(two, one) for one, two in pairs])
    for measure in (reliability.kappa, reliability.alpha):
        assert measure(codes(pairs)) == pytest.approx(measure(turned), nan_ok=True)


def test_an_interval_holds_its_value_and_is_the_same_each_time():
    pairs = codes([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b"), ("c", "c"), ("a", "a")] * 5)
    one, two = (reliability.coefficients(pairs, draws=100) for _ in range(2))
    assert one["kappa_low"] <= one["kappa"] <= one["kappa_high"]
    pd.testing.assert_series_equal(one, two)


def test_groups_share_out_the_units():
    pairs = codes([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    found = reliability.by_group(pairs, pd.Series(["x", "x", "y", "y"]), draws=10)
    assert found[["group", "n", "agree"]].to_numpy().tolist() == [["x", 2, 0.5], ["y", 2, 1.0]]


def test_a_group_without_a_unit_has_no_row():
    groups = pd.Series(["x", "x", "y", "y"], dtype=pd.CategoricalDtype(["x", "y", "z"]))
    pairs = codes([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    assert reliability.by_group(pairs, groups, draws=10)["group"].tolist() == ["x", "y"]
