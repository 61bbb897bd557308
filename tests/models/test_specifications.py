"""The vote measures under every choice: scored by hand, and held against other estimators."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from helpers import tables
from helpers.models import specifications as specs

pytestmark = pytest.mark.thorough

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


# One agenda from end to end, by hand: twelve roll calls in each period, two and four of them a year

ALIKE = specs.Choice("all", 1.0, specs.BASES[0], "all", "2005–2010", "2015–2017")
TRUE, TURNED = np.arange(24.0), -np.arange(24.0)  # the order of the years as it was, and backwards


def small_calls(early=2, late=4):
    """Return roll calls on which Iran says yes, and Russia too but for one a year, on which it says no.

    China votes as Russia does; India and Syria abstain. A year has `early` of them, in the campaign `late`.
    """
    years = np.repeat([*range(2005, 2011), 2015, 2016, 2017], [early] * 6 + [late] * 3)
    iran = np.zeros(len(years), int)
    russia = np.where(np.r_[True, years[1:] != years[:-1]], 2, 0)
    votes = np.column_stack([iran, russia, russia, iran + 1, iran + 1])
    about = pd.DataFrame({"year": years, specs.BASES[0]: 0.5, specs.BASES[1]: 0.5})
    marks = dict.fromkeys(("all", "whole", "is all", "is nuclear", "is human_rights"), True)
    names = ("IRN", "RUS", "CHN", "IND", "SYR")
    return specs.RollCalls(votes, names, about.assign(**marks, returning=False))


def answered(choice=ALIKE, calls=None, orders=None):
    orders = np.tile([TRUE, TURNED], (400, 1)) if orders is None else orders
    rows, drawn = specs.specified([choice], np.random.default_rng(3), calls or small_calls(), orders)
    return rows.set_index(["score", "correction"]), drawn


def test_an_agenda_by_hand():
    rows, drawn = answered()
    assert rows.index.tolist() == [(s, c) for s in specs.SCORES for c in specs.CORRECTIONS]
    row = rows.loc[("own position", "none")]
    assert row[["n_before", "n_after"]].tolist() == [12, 12]
    assert row[["value_before", "value_after", "change"]].tolist() == [0.5, 0.75, 0.25]
    assert row[["opposed_before", "opposed_after"]].tolist() == [0.5, 0.25]
    # Backwards, three late years and three early ones come first, and three early ones after them.
    assert drawn[0][:2] == pytest.approx([0.25, 3 / 6 - (9 + 3) / (12 + 6)])
    assert row["p"] == pytest.approx(401 / 801)
    # Iran never says no: what Russia says tells nothing of it, so that kappa finds no more than chance.
    assert rows.loc[("own position", "kappa"), ["value_before", "value_after"]].tolist() == [0, 0]
    # Both together say no on a quarter, then on an eighth.
    pi = [(0.5 - 10 / 16) / (6 / 16), (0.75 - 50 / 64) / (14 / 64)]
    assert rows.loc[("own position", "pi"), ["value_before", "value_after"]].tolist() == pytest.approx(pi)


def test_an_interval_over_roll_calls_is_that_of_two_shares_and_years_that_are_alike_leave_none():
    row = answered()[0].loc[("own position", "none")]
    half = 1.96 * np.sqrt(0.5 * 0.5 / 12 + 0.75 * 0.25 / 12)
    assert row[["low", "high"]].tolist() == pytest.approx([0.25 - half, 0.25 + half], abs=0.05)
    assert row[["low_years", "high_years"]].tolist() == [0.25, 0.25]


def test_who_is_nearer_to_russia_stands_before_iran():
    row = answered()[0].loc[("half credit", "none")]
    # To Russia: China 1; India and Syria half a vote, always; Iran a half, then three quarters.
    assert row[["rank_before", "rank_after", "states_before"]].tolist() == [2, 2, 4]
    assert row[["middle_before", "middle_after"]].tolist() == [0.5, 0.5 + 0.25 / 2]
    # Ten pairs: of those after, India and Syria with each of the three others are further apart.
    assert row[["place_before", "place_after"]].tolist() == [0, 0.6]
    assert row[["chn_after", "ind_after", "syr_after"]].tolist() == [0.75, 0.5, 0.5]


def test_where_nothing_or_little_is_counted_there_is_no_value():
    nothing, drawn = answered(ALIKE._replace(texts="returning"))
    assert nothing["n_before"].eq(0).all() and np.isnan(drawn).all()
    assert nothing[["change", "low", "high_years", "p", "rank_after", "place_after"]].isna().all(axis=None)
    few, enough = (answered(ALIKE, small_calls(late=late))[0] for late in (3, 4))
    assert few["n_after"].eq(9).all() and few[["change", "rank_after", "chn_after"]].isna().all(axis=None)
    assert enough.loc[("own position", "none"), ["change", "rank_after"]].notna().all()
