"""The yearly chance of a rare event: against second estimators, and what it must refuse."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.special import expit

import helpers
from helpers import DataError
from helpers.models import hazard, onset, onset_panel, onset_rules

pytestmark = pytest.mark.thorough

RNG = np.random.default_rng(7)


def rows(n=400, years=range(1950, 1990)):
    frame = pd.DataFrame({"near": RNG.normal(size=n), "weight": RNG.normal(size=n) * 3 + 5})
    frame["came"] = RNG.random(n) < expit(-2 + frame["near"])
    frame["year"] = np.resize(list(years), n)
    frame["state_a"], frame["state_b"] = np.resize(list("ABCD"), n), np.resize(list("WXYZV"), n)
    return frame


def test_firth_is_the_maximum_of_its_own_penalised_likelihood():
    frame = rows(120)
    fit = hazard.firth(frame, "came", ["near", "weight"])
    x, y = fit.design(frame), frame["came"].to_numpy(float)

    def loss(beta):
        chance = expit(x @ beta)
        information = x.T @ (x * (chance * (1 - chance))[:, None])
        return (
            -(y * np.log(chance) + (1 - y) * np.log1p(-chance)).sum()
            - 0.5 * np.linalg.slogdet(information)[1]
        )

    np.testing.assert_allclose(fit.beta, minimize(loss, np.zeros(3), tol=1e-10).x, atol=1e-3)


def test_beside_it_stands_plain_maximum_likelihood():
    frame = rows()
    table = hazard.coefficients(frame, "came", ["near"]).set_index("term")
    x = sm.add_constant((frame["near"] - frame["near"].mean()) / frame["near"].std(ddof=0))
    plain = sm.Logit(frame["came"].astype(float), x).fit(disp=0).params
    np.testing.assert_allclose(table["second"], plain, atol=1e-6)
    assert (table["firth"] - table["second"]).abs().max() < 0.05


def test_separated_events_have_a_finite_coefficient_and_no_second_one():
    frame = pd.DataFrame({"near": [0.0] * 20 + [1.0] * 5, "came": [False] * 20 + [True] * 5})
    table = hazard.coefficients(frame, "came", ["near"])
    assert np.isfinite(table["firth"]).all() and table["se"].max() < 10
    assert table["second"].isna().all()


def test_without_columns_the_chance_is_the_rate():
    frame = rows()
    chance = hazard.firth(frame, "came")(frame)
    assert np.unique(chance) == pytest.approx((frame["came"].sum() + 0.5) / (len(frame) + 1))


def test_the_rate_is_as_uncertain_as_a_regression_without_columns_says():
    frame = rows()
    fit = hazard.firth(frame, "came")
    second = sm.GLM(frame["came"].astype(float), np.ones(len(frame)), family=sm.families.Binomial()).fit()
    assert np.sqrt(fit.covariance.item()) == pytest.approx(second.bse.iloc[0], rel=0.01)
    drawn = fit.draws(frame.head(3), np.random.default_rng(1), 4000)
    assert drawn.shape == (4000, 3)
    odds = np.log(drawn[:, 0] / (1 - drawn[:, 0]))
    assert odds.mean() == pytest.approx(fit.beta[0], abs=0.01)
    assert odds.std() == pytest.approx(second.bse.iloc[0], rel=0.05)


def test_the_effects_of_states_are_drawn_towards_none():
    frame = rows().assign(came=lambda r: r["state_a"].eq("A"))
    weak, strong = (hazard.ridge(frame, "came", ["near"], penalty).effects["A"] for penalty in (1.0, 0.001))
    assert weak > strong > 0
    unknown = frame.head(1).assign(state_a="Q", state_b="R")
    fit = hazard.ridge(frame, "came", ["near"], 1.0)
    assert fit(unknown)[0] == pytest.approx(expit(fit.design(unknown) @ fit.beta)[0])


def test_the_penalty_is_the_strongest_where_the_last_years_tell_nothing():
    frame = rows().assign(came=lambda r: r["came"] & r["year"].lt(1970))
    assert hazard.best_penalty(frame, "came", ["near"], [0.1, 0.01, 1.0], last=10) == 0.01


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"came": False}, "'came' came to none of 400 rows"),
        ({"came": True}, "'came' came to all of 400 rows"),
        ({"near": 1.0}, "column 'near' never changes"),
        ({"near": None}, "column 'near' has empty cells"),
    ],
)
def test_what_cannot_be_estimated_is_said(change, said):
    with pytest.raises(DataError, match=said):
        hazard.firth(rows().assign(**change), "came", ["near"])


def test_nobody_at_risk():
    with pytest.raises(DataError, match="no pair is at risk of 'came'"):
        hazard.firth(rows().head(0), "came", ["near"])


def test_scores_by_hand():
    came = pd.Series([True, False])
    assert hazard.brier(np.array([0.8, 0.4]), came) == pytest.approx((0.04 + 0.16) / 2)
    assert hazard.log_score(np.array([0.8, 0.4]), came) == pytest.approx(-(np.log(0.8) + np.log(0.6)) / 2)


def small_panel():
    """Return pairs at risk with everything known, of which some promise each other defence."""
    index = pd.MultiIndex.from_product(
        [["AAA", "BBB", "CCC", "DDD", "EEE"], ["VVV", "WWW", "XXX", "YYY", "ZZZ"], range(1947, 2017)],
        names=["state_a", "state_b", "year"],
    )
    n = len(index)
    frame = pd.DataFrame({name: RNG.normal(size=n) for name in onset.KNOWN}, index).reset_index()
    frame["own"], frame["many"] = RNG.random(n) < 0.04, RNG.random(n) < 0.06
    return frame.assign(free=RNG.random(n) < 0.9, gone=False, bound_by_many=lambda r: ~r["free"])


def test_nothing_of_later_years_reaches_a_chance():
    panel = small_panel()
    task = onset.Task("origin", 1990, "1990")
    spoilt = panel.assign(own=panel["own"] | panel["year"].gt(1990))
    chances = [onset.answer(task, None, one, None)["spread"]["chance"] for one in (panel, spoilt)]
    pd.testing.assert_series_equal(*chances)


def test_a_pair_outside_the_panel_has_no_chance():
    task = onset.Task("case", 1990, "x", ("IRN", "VEN"))
    with pytest.raises(DataError, match="IRN–VEN is not among the pairs at risk at the end of 1990"):
        onset.answer(task, np.random.default_rng(1), small_panel(), None)


def test_a_pair_that_many_bind_cannot_join_them_again():
    panel = small_panel()
    first = panel[panel["year"].eq(1991) & ~panel["free"]].iloc[0]
    task = onset.Task("case", 1990, "x", (first["state_a"], first["state_b"]))
    found = onset.answer(task, np.random.default_rng(1), panel, None)["chances"]
    both = found.pivot(index=["model", "years"], columns="pact", values="chance")
    np.testing.assert_allclose(both["own"], both["any"])


def test_the_rate_before_knows_nothing_of_its_own_year():
    frame = pd.DataFrame({"year": [1950, 1950, 1951, 1951], "own": [False, False, True, True]})
    rate = onset_panel.recent_rate(frame, "own", [1951, 1952])
    assert np.exp(rate).tolist() == pytest.approx([0.5 / 3, 2.5 / 5])


def test_every_case_was_asked_and_the_rules_are_kept():
    chances, listed = helpers.load("pact_onset_chances"), helpers.load("pact_hindcasts")
    wide = chances[chances["panel"].eq("relevant")]
    assert {*listed["hindcast_id"]} | {f"forecast-{year}" for year in onset_rules.FORECASTS} == {
        *wide["case"]
    }
    seen = wide.drop_duplicates("case").set_index("case")["origin"].astype(int)
    assert (seen[listed["hindcast_id"]].to_numpy() == listed["year"].astype(int).to_numpy() - 1).all()
    assert {*wide["years"]} == {*onset_rules.HORIZONS} and {*wide["model"]} == {*onset_rules.MODELS}
    scores = helpers.load("pact_onset_scores").query("test == 'origin' and panel == 'relevant'")
    assert {*scores["part"]} == {"all", *(str(origin) for origin in onset_rules.ORIGINS)}


def test_two_estimators_agree_on_every_coefficient():
    table = helpers.load("pact_onset_coefficients")
    apart = (table["firth"] - table["second"]).abs() / table["se"]
    assert apart.notna().all() and apart.max() < 1


def test_the_penalties_tried_are_those_that_were_set_beforehand():
    assert onset_rules.PENALTIES == (0.01, 0.1, 1.0)
