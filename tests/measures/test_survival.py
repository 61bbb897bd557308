"""Intervals and survival curves against a worked example, closed forms and the binomial itself."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures import survival

# Freireich et al. (1963), remission in weeks under 6-mercaptopurine; True: a relapse, False: censored.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSES = {0, 1, 2, 4, 6, 9, 10, 14, 15}  # places in the list, tied relapses first


def below(events, n, share):
    """Return the binomial probability of at most so many events."""
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(events + 1))


def test_the_classic_worked_example():
    table = survival.kaplan_meier(WEEKS, [place in RELAPSES for place in range(len(WEEKS))]).set_index("time")
    expected = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert table.loc[list(expected), "survival"].round(3).to_dict() == expected
    assert table.loc[[6, 7, 10, 13, 16, 22, 23], "at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert table.loc[6, "survival"] == pytest.approx(18 / 21)
    assert table.loc[7, "survival"] == pytest.approx(18 / 21 * 16 / 17)


@given(st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_clopper_pearson_leaves_half_the_rest_in_each_tail(case):
    events, n = case
    low, high = survival.clopper_pearson(events, n)
    assert 0 <= low <= events / n <= high <= 1
    if events:
        assert 1 - below(events - 1, n, low) == pytest.approx(0.025, abs=1e-9)
    if events < n:
        assert below(events, n, high) == pytest.approx(0.025, abs=1e-9)


def test_closed_forms_at_none_and_all():
    assert survival.clopper_pearson(0, 10) == (0.0, pytest.approx(1 - 0.025**0.1))
    assert survival.clopper_pearson(10, 10) == (pytest.approx(0.025**0.1), 1.0)


@pytest.mark.parametrize(("events", "n"), [(2, 1), (-1, 3), (0, 0)])
def test_what_is_no_share_is_refused(events, n):
    with pytest.raises(ValueError, match="is no share"):
        survival.clopper_pearson(events, n)


def test_without_censoring_the_curve_has_the_exact_interval():
    table = survival.kaplan_meier(range(1, 13), [True] * 12)
    for row in table.itertuples():
        gone = int(row.time)
        low, high = survival.clopper_pearson(12 - gone, 12)
        assert row.survival == pytest.approx(1 - gone / 12)
        # A product of betas whose parameters join up is itself a beta variable: the moments are exact.
        assert (row.low, row.high) == (pytest.approx(low), pytest.approx(high))


def test_the_interval_widens_as_the_watching_ends():
    table = survival.kaplan_meier([5, 6, 7, 8], [True, False, False, False])
    assert table["survival"].tolist()[1:] == [0.75] * 4
    assert table["low"].is_monotonic_decreasing
    assert table["low"].iloc[-1] == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=30))
def test_the_curve_falls_and_its_interval_holds_it(watched):
    times, events = zip(*watched, strict=True)
    table = survival.kaplan_meier(times, events)
    assert table["survival"].is_monotonic_decreasing
    assert (table["low"] <= table["survival"] + 1e-9).all()
    assert (table["survival"] <= table["high"] + 1e-9).all()
    assert table["events"].sum() + table["censored"].sum() == len(watched)


def test_times_that_were_not_watched_are_refused():
    for times in ([], [-1.0], [None]):
        with pytest.raises(ValueError, match="times must be given"):
            survival.kaplan_meier(times, [True] * len(times))


def test_the_beta_distribution_against_closed_forms():
    assert survival.beta_cdf(0.3, 1, 5) == pytest.approx(1 - 0.7**5)
    assert survival.beta_cdf(0.3, 5, 1) == pytest.approx(0.3**5)
    assert survival.beta_cdf(0.5, 0.5, 0.5) == pytest.approx(0.5)
    assert survival.beta_quantile(0.2, 5, 1) == pytest.approx(0.2**0.2)
    assert (survival.beta_cdf(0, 2, 2), survival.beta_cdf(1, 2, 2)) == (0, 1)
