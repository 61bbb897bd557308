"""Expected and found: fits against other estimators, states left out, and what cannot be said."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression
from statsmodels.genmod.bayes_mixed_glm import BinomialBayesMixedGLM

from helpers.models import comparison, comparison_effects, comparison_specifications

pytestmark = pytest.mark.thorough

PAIRS = pd.read_csv(Path(__file__).with_name("extracts") / "pairs.csv.gz")
CHOICE = comparison.Choice(clubs="none out")


@pytest.fixture(scope="module")
def fitted():
    rows = comparison.chosen(PAIRS, CHOICE)
    x = comparison.usable(rows, comparison.COLUMNS["all"])
    return rows, x, rows["tied"].to_numpy(dtype=bool)


def test_every_coefficient_is_that_of_a_second_estimator(fitted):
    _, x, tied = fitted
    ours = comparison.fit(x.to_numpy(), tied)
    penalty = np.array([0, *np.ones(x.shape[1])]) / len(x)
    model = sm.GLM(tied.astype(float), sm.add_constant(x), family=sm.families.Binomial())
    theirs = model.fit_regularized(alpha=penalty, L1_wt=0.0, maxiter=500).params
    assert np.abs(ours).max() > 1
    np.testing.assert_allclose(ours, theirs, atol=2e-3)


def test_what_is_expected_of_a_state_comes_from_a_fit_without_it(fitted):
    rows, x, tied = fitted
    sides, states = comparison.positions(rows)
    ours = comparison.without_each(x.to_numpy(), tied, sides)
    for state in ("IRN", "USA", "CHE"):
        place = states.get_loc(state)
        kept = (sides != place).all(axis=1)
        model = LogisticRegression(solver="newton-cholesky", tol=1e-10, max_iter=300)
        model.fit(x.to_numpy()[kept], tied[kept])
        np.testing.assert_allclose(ours[place], [*model.intercept_, *model.coef_[0]], atol=1e-4)


def test_one_step_is_near_enough_for_a_state_with_few_pairs(fitted):
    rows, x, tied = fitted
    sides, states = comparison.positions(rows)
    exact = comparison.without_each(x.to_numpy(), tied, sides)
    step = comparison.without_each(x.to_numpy(), tied, sides, large=1)
    place = states.get_loc("OMN")
    own = (sides == place).any(axis=1)
    both = [comparison.chance(x.to_numpy()[own], one[place]).sum() for one in (exact, step)]
    assert both[0] == pytest.approx(both[1], abs=0.03)
    assert not np.allclose(exact[place], comparison.fit(x.to_numpy(), tied), atol=1e-3)


def test_expected_and_found_are_counted_for_both_states_of_a_pair(fitted):
    rows, x, tied = fitted
    full = comparison.fit(x.to_numpy(), tied)
    _, states = comparison.positions(rows)
    years = comparison.state_years(rows, x.to_numpy(), np.tile(full, (len(states), 1)))
    assert years["found"].sum() == 2 * tied.sum()
    assert years["partners"].sum() == 2 * len(rows)
    # A logistic regression with a free intercept expects as many ties as there are.
    assert years["expected"].sum() == pytest.approx(2 * tied.sum(), abs=1e-3)


def test_clubs_are_out_of_fit_and_count():
    inside = PAIRS[PAIRS["club_arab"]]
    assert len(inside) > 20
    rows = comparison.chosen(PAIRS, comparison.Choice(clubs="Arab out"))
    assert len(rows) == len(PAIRS) - len(inside) and not rows["club_arab"].any()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"small": True}, "all pairs are tied"),
        ({"small": False}, "no pair is tied"),
        ({"larger": lambda p: p["small"] * 10.0}, "separates the tied pairs"),
    ],
)
def test_no_number_where_there_is_no_fit(change, words):
    with pytest.raises(comparison.ComparisonError, match=words) as caught:
        comparison.compare(PAIRS.assign(**change), CHOICE)
    assert "next:" in str(caught.value)


def test_no_number_for_a_promise_or_a_universe_that_is_not_there():
    with pytest.raises(comparison.ComparisonError, match="no promise 'friendship'"):
        comparison.compare(PAIRS, comparison.Choice("friendship"))
    with pytest.raises(comparison.ComparisonError, match="has no pair"):
        comparison.compare(PAIRS.assign(contiguity=0), comparison.Choice(universe="neighbours"))


def test_a_constant_column_and_an_empty_cell_are_named(fitted):
    rows, _, _ = fitted
    with pytest.raises(comparison.ComparisonError, match="'from_1956' is the same in all"):
        comparison.design(rows, ["period"])
    with pytest.raises(comparison.ComparisonError, match="'larger' has empty cells"):
        comparison.design(rows.assign(larger=np.nan), ["power"])


def test_columns_are_in_units_of_their_own_deviation(fitted):
    rows, x, _ = fitted
    wide = comparison.design(rows, ["geography", "power"])
    names = [*comparison.BLOCKS["geography"], *comparison.BLOCKS["power"]]
    plain = rows[names].to_numpy(dtype=float)
    np.testing.assert_allclose(wide * plain.std(axis=0) + plain.mean(axis=0), plain, atol=1e-9)
    np.testing.assert_allclose(wide, x[names])


def simulated(deviation, rng, states=40):
    first, second = np.triu_indices(states, k=1)
    sides = np.column_stack([np.tile(first, 4), np.tile(second, 4)])
    effects, x = rng.normal(0, deviation, states), rng.normal(size=(len(sides), 1))
    line = -1 + x[:, 0] + effects[sides].sum(axis=1)
    return x, rng.random(len(line)) < 1 / (1 + np.exp(-line)), sides


def test_the_effects_of_states_are_those_of_a_bayesian_mixed_model():
    x, tied, sides = simulated(1.5, np.random.default_rng(7))
    ours = comparison_effects.fit_mixed(x, tied, sides, 40)
    member = np.zeros((len(sides), 40))
    np.put_along_axis(member, sides, 1, axis=1)
    model = BinomialBayesMixedGLM(
        tied.astype(float), sm.add_constant(x), member, np.zeros(40, int), vcp_p=3, fe_p=10
    )
    theirs = model.fit_map()
    assert ours.deviation == pytest.approx(np.exp(theirs.vcp_mean[0]), rel=0.1)
    np.testing.assert_allclose(ours.coefficients, theirs.fe_mean, atol=0.25)
    assert np.corrcoef(ours.effects, theirs.vc_mean)[0, 1] > 0.99


def test_no_band_for_a_state_outside():
    rows = comparison.chosen(PAIRS, CHOICE)
    with pytest.raises(comparison.ComparisonError, match="no band for 'XXX'"):
        comparison_effects.bands(rows, np.zeros((len(rows), 1)), "XXX", np.random.default_rng(0))


SIDES = [("AAA", "SSS"), ("SSS", "BBB"), ("CCC", "SSS"), ("AAA", "BBB"), ("BBB", "CCC"), ("AAA", "CCC")]


def banded(monkeypatch, line, deviation, tied=True):
    """Return the bands of SSS where a pair has this line in logits, and what the fit was given.

    The fit gives the states A, B and C effects of 0.5, 1 and 1.5, and SSS one that is not to be believed.
    """
    rows = pd.DataFrame([(*pair, year) for year in (1980, 1981) for pair in SIDES])
    rows = rows.set_axis(["state_a", "state_b", "year"], axis=1).assign(tied=tied)
    effects, given = np.array([0.5, 1.0, 1.5, 99.0]), []
    x = np.column_stack([np.tile([0.5, 1.0, 1.5, 0.0, 0.0, 0.0], 2), np.repeat([1.0, 0.0], 6)])

    def fit(*told):
        given.append(told)
        return comparison_effects.Mixed(np.array([line, -1.0, 0.5]), effects, deviation)

    monkeypatch.setattr(comparison_effects, "fit_mixed", fit)
    return comparison_effects.bands(rows, x, "SSS", np.random.default_rng(4)), given[0]


def test_a_band_holds_what_chances_and_one_effect_a_draw_allow(monkeypatch):
    # Effects of partners and the first column cancel out: each of three pairs has the line 0.2, in 1980 0.7.
    rows, _ = banded(monkeypatch, 0.2, 1.5)
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    for line, row in zip((0.7, 0.2), rows.to_dict("records"), strict=True):
        p = 1 / (1 + np.exp(-(line + 1.5 * points)))
        assert row["drawn_mean"] == pytest.approx(3 * p @ weights / weights.sum(), abs=0.08)
        assert (row["low"], row["high"], row["found"]) == (0, 3, 3)
    assert rows["year"].tolist() == [1980, 1981] and rows["deviation"].eq(1.5).all()


@pytest.mark.parametrize(
    ("line", "tied", "drawn", "as_few"), [(60, True, 3, 1), (60, False, 3, 0), (-60, False, 0, 1)]
)
def test_as_few_as_were_found_are_counted_with_those_that_are_fewer(monkeypatch, line, tied, drawn, as_few):
    rows, _ = banded(monkeypatch, line, 0.0, tied)
    assert (
        rows[["drawn_mean", "low", "high", "as_few"]].to_numpy().tolist()
        == [[drawn, drawn, drawn, as_few]] * 2
    )
    assert rows["found"].eq(3 * tied).all()


def test_nine_of_ten_draws_lie_in_a_band(monkeypatch):
    # Without an effect of its own the number of ties is binomial: none in 0.027 of draws, all in 0.343.
    line = np.log(0.7 / 0.3)
    rows, _ = banded(monkeypatch, line, 0.0, np.arange(12) == 6)  # one pair of SSS is tied, in 1981
    last = rows.iloc[1]
    assert (last["low"], last["high"], last["found"]) == (1, 3, 1)
    assert last["as_few"] == pytest.approx(0.027 + 3 * 0.7 * 0.09, abs=0.03)


def test_the_band_of_a_state_comes_from_every_second_year_of_the_others(monkeypatch):
    _, (x, tied, sides, states) = banded(monkeypatch, 0.0, 1.0)
    assert x.tolist() == [[0, 1]] * 3 and tied.tolist() == [True] * 3
    assert sides.tolist() == [[0, 1], [1, 2], [0, 2]] and states == 4


def every_specification(shares):
    """Return two specifications of some states, in which they have the ranks given."""
    names = list(shares)
    parts = []
    for number in range(2):
        ranks = [shares[name][number] for name in names]
        part = pd.DataFrame({"state": names, "rank": ranks, "states": len(names)})
        part["percentile"] = 100 * (1 - (part["rank"] - 1) / (len(names) - 1))
        parts.append(part.assign(**dict.fromkeys(comparison_specifications.FACTORS, f"option {number}")))
    return pd.concat(parts, ignore_index=True)


def test_the_joint_test_asks_every_state_to_run_through_all_specifications():
    ranks = {f"S{number:02}": (number, number) for number in range(1, 10)} | {
        "IRN": (10, 10),
        "ONE": (11, 11),
    }
    every = every_specification(ranks)
    rows = comparison_specifications.joint(
        every[~(every["state"].eq("ONE") & every["promise"].eq("option 1"))]
    )
    assert "ONE" not in set(rows["state"])
    assert rows.set_index("state").at["S01", "rank"] == 1
    assert rows.set_index("state").at["IRN", "rank"] == 10
    assert rows.set_index("state").at["S01", "lowest_tenth"] == 1


def test_the_grid_holds_more_than_a_thousand_specifications():
    fits = comparison_specifications.fits()
    assert len(set(fits)) == len(fits)
    others = len(comparison_specifications.WINDOWS) * 2 * 2
    assert len(fits) * others >= 1000
    assert comparison.Choice() in fits


def test_windows_are_the_years_of_their_names():
    for name, years in comparison_specifications.WINDOWS.items():
        assert name == "–".join(map(str, years))


def test_a_fit_of_every_second_year_is_read_by_window_pool_and_scale(monkeypatch):
    seen = []
    own = pd.DataFrame({"state": np.repeat(["A", "B", "C"], 20), "year": [*range(1980, 2020, 2)] * 3})
    own = own.assign(partners=10, expected=2.0, found=np.repeat([0, 1, 2], 20))
    own["gap"] = (own["found"] - own["expected"]) / own["partners"]
    monkeypatch.setattr(comparison, "compare", lambda panel, choice, large: seen.append(panel) or own)
    people = own[["state", "year"]].assign(tpop=np.repeat([500.0, 1000.0, 5000.0], 20))
    panel = pd.DataFrame({"year": range(1980, 1990)})
    rows = comparison_specifications.one_fit(CHOICE, np.random.default_rng(1), panel, people)
    assert seen[0]["year"].tolist() == [1980, 1982, 1984, 1986, 1988]
    at = rows[rows["years"].eq("1980–2018") & rows["scale"].eq("gap")].set_index(["pool", "state"])
    assert at.loc["all states", "percentile"].to_dict() == {"A": 100, "B": 50, "C": 0}
    assert at.loc["above a million people", "percentile"].to_dict() == {"B": 100, "C": 0}
    assert rows.groupby(["years", "pool", "scale"]).ngroups == 12 and rows["clubs"].eq(CHOICE.clubs).all()
    assert rows.index.is_unique


def test_each_year_belongs_to_one_period_and_the_first_period_has_no_column():
    rows = comparison.chosen(PAIRS, CHOICE)
    periods = rows[list(comparison.BLOCKS["period"])]
    assert periods.sum(axis=1).eq(rows["year"].ge(comparison.PERIODS[1])).all()
    last = rows.loc[rows["from_1968"], "year"].max()
    assert last == rows.loc[rows["year"].lt(1979), "year"].max()


def test_a_period_runs_up_to_the_year_before_the_next():
    panel = pd.concat([PAIRS.head(3).assign(year=year) for year in range(1946, 2019)])
    marks = comparison.chosen(panel, CHOICE).groupby("year")[list(comparison.BLOCKS["period"])].any()
    spans = {name: (of.index[of].min(), of.index[of].max(), of.sum()) for name, of in marks.items()}
    firsts = (1956, 1968, 1979, 1990, 2000, 2010)
    lasts = (1967, 1978, 1989, 1999, 2009, 2018)
    assert spans == {
        f"from_{first}": (first, last, last - first + 1) for first, last in zip(firsts, lasts, strict=True)
    }


def test_a_value_that_a_source_lacks_is_the_median_of_its_year_and_is_marked():
    panel = PAIRS[PAIRS["year"].eq(1974)].head(4).assign(democracy_low=[0.1, 0.2, 0.6, np.nan])
    panel = pd.concat([panel, panel.assign(year=1975, democracy_low=[0.3, np.nan, 0.3, 0.3])])
    rows = comparison.chosen(panel, CHOICE)
    assert rows["democracy_low"].tolist() == [0.1, 0.2, 0.6, 0.2, 0.3, 0.3, 0.3, 0.3]
    assert rows["democracy_unknown"].tolist() == [False, False, False, True, False, True, False, False]
