"""The vote measures under every choice: scored by hand, and held against other estimators."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from helpers import tables
from helpers.models import specifications as specs

CELLS = np.array([[20, 3, 5], [2, 7, 4], [1, 6, 12]])


def votes(cells):
    """Return the two votes of each roll call that a table of nine cells counts."""
    places = [(i, j) for i in range(3) for j in range(3) for _ in range(cells[i, j])]
    return np.array(places).T


@pytest.mark.parametrize(("score", "weights"), [("own position", None), ("half credit", "linear")])
def test_kappa_is_that_of_another_library(score, weights):
    theirs = cohen_kappa_score(*votes(CELLS), weights=weights)
    assert specs.alike(CELLS, score, "kappa") == pytest.approx(theirs)


def test_half_credit_is_half_of_a_vote_for_one_step():
    one_step = CELLS[0, 1] + CELLS[1, 0] + CELLS[1, 2] + CELLS[2, 1]
    seen = (np.trace(CELLS) + one_step / 2) / CELLS.sum()
    assert specs.alike(CELLS, "half credit", "none") == pytest.approx(seen)


def test_votes_left_out_leave_no_trace():
    without = CELLS * np.outer([1, 0, 1], [1, 0, 1])
    first, second = votes(without)
    assert specs.alike(CELLS, "left out", "none") == pytest.approx((first == second).mean())
    assert specs.alike(CELLS, "left out", "kappa") == pytest.approx(cohen_kappa_score(first, second))


def test_scotts_pi_gives_both_states_one_baseline():
    shares = (CELLS.sum(axis=0) + CELLS.sum(axis=1)) / (2 * CELLS.sum())
    chance = (shares**2).sum()
    seen = np.trace(CELLS) / CELLS.sum()
    assert specs.alike(CELLS, "own position", "pi") == pytest.approx((seen - chance) / (1 - chance))


def test_what_chance_alone_explains_has_no_value():
    same = np.array([[9, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert np.isnan(specs.alike(same, "own position", "kappa"))
    assert specs.alike(same, "own position", "none") == 1
    assert np.isnan(specs.alike(np.zeros((3, 3)), "own position", "none"))


def test_no_choice_reaches_beyond_what_the_file_can_bear():
    grid = specs.grid()
    assert len(set(grid)) == len(grid)
    for choice in grid:
        assert specs.PERIODS[choice.after][1] <= specs.LAST_YEAR[choice.texts]
        assert choice.cut < 1 or choice.base == specs.BASES[0]
    asked = [one for one in grid if one.issue == "all" and one.after in specs.CAMPAIGN]
    assert len(asked) * len(specs.SCORES) * len(specs.CORRECTIONS) >= 1000


def test_the_years_of_both_periods_are_dealt_out_once_each():
    years = range(specs.FIRST_YEAR, specs.LAST_YEAR["all"] + 1)
    yearly = pd.DataFrame(1.0, index=years, columns=range(9))
    choice = specs.Choice("all", 1.0, specs.BASES[0], "all", "2005–2010", "2015–2021")
    moved = specs._shuffled(yearly, choice, lambda cells: cells.sum(axis=-1), specs.random_orders(50, 1))
    assert (moved == 9 * (7 - 6)).all()  # as many years in each period as there were
    rising = yearly.mul(pd.Series(range(len(years)), years), axis=0)
    dealt = specs._shuffled(rising, choice, lambda cells: cells.mean(axis=-1), specs.random_orders(400, 1))
    old, new = specs._years(rising, choice)
    assert np.abs(dealt).max() < (new.sum() - old.sum()) / 9  # the true order is the extreme of a drift


def test_the_joint_test_knows_a_change_from_none():
    rng = np.random.default_rng(1)
    shuffled = rng.normal(0, 0.1, (40, 200))
    rows = pd.DataFrame({"change": np.full(40, -0.5)})
    true, dealt = specs.joint(rows, shuffled).iloc[0], specs.joint(rows, shuffled).iloc[1:]
    assert true["beyond"] == 1 and true["below"] == 1
    assert dealt["beyond"].mean() == pytest.approx(0.05, abs=0.02)
    nothing = specs.joint(rows.assign(change=0.0), shuffled).iloc[0]
    assert nothing["beyond"] == 0


def test_the_table_holds_what_it_says():
    rows = tables.load("vote_specifications")
    known = rows.dropna(subset=["change"])
    assert (known["change"] - (known["value_after"] - known["value_before"])).abs().max() < 2e-4
    plain = rows.query("score == 'own position' and correction == 'none' and cut == 1 and texts == 'all'")
    row = plain.query("issue == 'all' and before == '2005–2010' and after == '2015–2021'").iloc[0]
    cuts = tables.load("unga_cuts").query("cut == 1 and partner == 'RUS'")
    same = cuts[["yes_yes", "abstain_abstain", "no_no"]].sum(axis=1)
    every = cuts.filter(regex="^(yes|abstain|no)_").sum(axis=1)
    share = [same[span].sum() / every[span].sum()
             for span in (cuts["year"].between(2005, 2010), cuts["year"].between(2015, 2021))]  # fmt: skip
    assert row["value_before"] == pytest.approx(share[0], abs=1e-4)
    assert row["value_after"] == pytest.approx(share[1], abs=1e-4)
