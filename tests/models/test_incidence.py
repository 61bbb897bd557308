"""Cumulative incidence against a second library, a hand calculation, and what it must refuse."""

import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

import helpers
from helpers import DataError
from helpers.models import fates, incidence
from helpers.subjects import defence_pacts

pytestmark = pytest.mark.thorough

CAUSES = ["pact", "end"]


def drawn(n=80, seed=4):
    """Return whole years, so that ends of both kinds and losses from sight fall on one time."""
    rng = np.random.default_rng(seed)
    return rng.integers(1, 10, n).astype(float), rng.choice(["pact", "end", "none"], n)


def test_a_second_library_finds_the_same_shares_though_times_are_tied():
    times, ends = drawn()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the library warns where it moves tied times at random
        found = incidence.incidence(times, ends, CAUSES, at=range(1, 10))
    codes = pd.Series(ends).map({"none": 0, "pact": 1, "end": 2}).to_numpy()
    second = CumIncidenceRight(times, codes)
    for place, cause in enumerate(CAUSES):
        shares = found.loc[found["cause"].eq(cause), "share"].to_numpy()
        np.testing.assert_allclose(shares, second.cinc[place], rtol=1e-9)


def test_by_hand():
    # Of four: one pact at 1, one lost at 2, one ends at 3, one lost at 4. At 3 two are left, half of 3/4.
    found = incidence.incidence([1, 2, 3, 4], ["pact", "none", "end", "none"], CAUSES, at=[3])
    assert found.set_index("cause")["share"].to_dict() == pytest.approx({"pact": 0.25, "end": 0.375})


def test_no_share_is_above_what_is_left_when_the_other_has_come():
    times, ends = drawn()
    total = incidence.incidence(times, ends, CAUSES, at=range(10)).groupby("time")["share"].sum()
    assert total.is_monotonic_increasing and total.max() <= 1


def test_until_the_first_is_lost_the_interval_is_that_of_the_count():
    found = incidence.incidence([1, 2, 3, 9, 9, 9], ["pact", "end", "end", *["none"] * 3], CAUSES, at=[5])
    bounds = found.set_index("cause").loc["pact", ["low", "high"]]
    assert tuple(bounds) == pytest.approx(helpers.exact_interval.clopper_pearson(1, 6))


def test_the_order_of_what_falls_on_one_time_changes_nothing():
    times, ends = drawn()
    back = slice(None, None, -1)
    forth = incidence.incidence(times, ends, CAUSES, at=range(10))
    pd.testing.assert_frame_equal(forth, incidence.incidence(times[back], ends[back], CAUSES, at=range(10)))


def test_a_fate_that_came_to_none_has_a_bound_and_no_other_number():
    found = incidence.incidence([1, 2, 5], ["pact", "none", "none"], ["pact", "war"], at=[1, 3])
    war = found[found["cause"].eq("war")]
    assert war["share"].eq(0).all() and war["low"].eq(0).all()
    assert war["high"].is_monotonic_increasing and war["high"].between(0.5, 1).all()


def test_nothing_is_said_of_times_after_the_last_look():
    assert incidence.incidence([1, 2], ["pact", "none"], CAUSES, at=[1, 3])["time"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("times", "ends", "said"),
    [
        ([], [], "times must be given"),
        ([-1.0], ["pact"], "not negative"),
        ([None], ["pact"], "times must be given"),
        ([None, 1.0], ["pact", "pact"], "times must be given"),
        ([1.0], ["divorce"], "no cause is called 'divorce'"),
        ([1.0, 2.0], ["war", "divorce"], "no cause is called 'divorce'"),
    ],
)
def test_what_cannot_be_followed_is_refused(times, ends, said):
    with pytest.raises(DataError, match=said):
        incidence.incidence(times, ends, CAUSES, at=[1])


def treaty(**changes):
    row = {"begin": "1992-07-20", "first": "many_pact", "last_day": "1993-01-22", "own_after_many": True}
    row |= {"own_pact": "1997-04-02"} | changes
    rows = pd.DataFrame([row])
    return rows.assign(**{day: pd.to_datetime(rows[day]) for day in ("begin", "last_day", "own_pact")})


def test_a_pact_of_their_own_after_one_of_many_counts_by_one_rule_only():
    by = {rule: defence_pacts.fates(treaty(), rule).iloc[0] for rule in defence_pacts.RULES}
    assert (by["first"]["fate"], by["own"]["fate"]) == ("many_pact", "own_pact")
    assert by["first"]["years"] == pytest.approx(0.51, abs=0.01)
    assert by["own"]["years"] == pytest.approx(4.70, abs=0.01)


def test_an_unknown_rule_is_refused():
    with pytest.raises(DataError, match="no rule is called 'kind'"):
        defence_pacts.fates(treaty(), "kind")


def test_the_committed_shares_are_what_the_committed_days_give():
    kept = helpers.load("treaty_incidence").query("promises == 'neutrality; consultation'")
    again = fates.of_class(helpers.load("treaty_outcomes"), fates.CLASSES[0]).astype(kept.dtypes)
    pd.testing.assert_frame_equal(again, kept.reset_index(drop=True), check_exact=False, rtol=1e-5)


def test_each_treaty_has_one_fate():
    outcomes = helpers.load("treaty_outcomes")
    days = outcomes[list(fates.CAUSES)]
    assert days.min(axis=1).notna().eq(outcomes["first"].ne("none")).all()
    came = outcomes[outcomes["first"].ne("none")]
    assert all(came.at[row, cause] == came.at[row, "last_day"] for row, cause in came["first"].items())
