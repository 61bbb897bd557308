"""The interval of a share against another library, closed forms and the binomial itself."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measures import exact_interval


def below(events, n, share):
    """Return the binomial probability of at most so many events."""
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(events + 1))


@given(st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_clopper_pearson_leaves_half_the_rest_in_each_tail(case):
    events, n = case
    low, high = exact_interval.clopper_pearson(events, n)
    assert 0 <= low <= events / n <= high <= 1
    if events:
        assert 1 - below(events - 1, n, low) == pytest.approx(0.025, abs=1e-9)
    if events < n:
        assert below(events, n, high) == pytest.approx(0.025, abs=1e-9)


def test_closed_forms_at_none_and_all():
    assert exact_interval.clopper_pearson(0, 10) == (0.0, pytest.approx(1 - 0.025**0.1))
    assert exact_interval.clopper_pearson(10, 10) == (pytest.approx(0.025**0.1), 1.0)


@pytest.mark.parametrize(("events", "n"), [(2, 1), (-1, 3), (0, 0)])
def test_what_is_no_share_is_refused(events, n):
    with pytest.raises(ValueError, match="is no share"):
        exact_interval.clopper_pearson(events, n)


@pytest.mark.parametrize(("events", "n"), [(0, 36), (1, 36), (18, 36), (36, 36), (2, 34)])
def test_the_interval_is_that_of_another_library(events, n):
    from statsmodels.stats.proportion import proportion_confint  # slow to import, and needed here alone

    theirs = proportion_confint(events, n, alpha=0.05, method="beta")
    assert exact_interval.clopper_pearson(events, n) == pytest.approx(theirs, abs=1e-9)


def test_the_beta_distribution_against_closed_forms():
    assert exact_interval.beta_cdf(0.3, 1, 5) == pytest.approx(1 - 0.7**5)
    assert exact_interval.beta_cdf(0.3, 5, 1) == pytest.approx(0.3**5)
    assert exact_interval.beta_cdf(0.5, 0.5, 0.5) == pytest.approx(0.5)
    assert exact_interval.beta_quantile(0.2, 5, 1) == pytest.approx(0.2**0.2)
    assert (exact_interval.beta_cdf(0, 2, 2), exact_interval.beta_cdf(1, 2, 2)) == (0, 1)
