"""Who signs, whose treaties end, and who is left with none."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from helpers.models import comparison
from helpers.models import comparison_treaties as treaties

LINKS = [("AAA", "BBB"), ("BBB", "CCC"), ("CCC", "DDD"), ("EEE", "FFF")]
PLAIN = {name: 0.5 for name in treaties.FEATURES}


def pairs(values=None):
    rows = pd.DataFrame(LINKS, columns=["state_a", "state_b"]).assign(year=1970, **PLAIN)
    return rows.assign(log_distance=values if values is not None else [1.0, 2.0, 3.0, 4.0])


def memberships(*rows):
    frame = pd.DataFrame(rows, columns=["atopid", "state", "begin", "end"])
    return frame.assign(begin=pd.to_datetime(frame["begin"]), end=pd.to_datetime(frame["end"]))


def test_a_group_could_have_signed_only_if_relevant_pairs_join_it():
    here = treaties.Neighbourhood(pairs())
    assert here.holds(["AAA", "BBB", "CCC"])
    assert not here.holds(["AAA", "CCC"])
    assert not here.holds(["AAA", "BBB", "EEE"])
    assert not here.holds(["AAA", "ZZZ"])


def test_groups_grow_along_relevant_pairs():
    here = treaties.Neighbourhood(pairs())
    rng = np.random.default_rng(3)
    grown = {tuple(sorted(here.states[here.grown(3, rng)])) for _ in range(60)}
    assert grown == {("AAA", "BBB", "CCC"), ("BBB", "CCC", "DDD")}


def test_a_group_is_described_by_its_relevant_pairs():
    here = treaties.Neighbourhood(pairs())
    words = here.described(here.states.get_indexer(["AAA", "BBB", "CCC"]))
    assert words[0] == 1.5 and words[-1] == pytest.approx(2 / 3)


def test_who_enters_in_the_first_year_has_signed():
    signed = treaties.signings(memberships(
        (1, "TUR", "1955-02-24", "1979-03-16"), (1, "IRN", "1955-11-03", "1979-03-15"),
        (1, "GBR", "1956-04-05", "1979-03-16"), (2, "USA", "1940-01-01", None),
        (2, "CAN", "1940-01-01", None),
    ))  # fmt: skip
    assert signed[["year", "group", "size"]].to_numpy().tolist() == [[1955, ["IRN", "TUR"], 2]]


def test_who_loses_two_treaties_within_two_years_is_left_with_none_unless_it_ended_too():
    held = treaties.in_force(memberships(
        (1, "IRN", "1955-11-03", "1979-03-15"), (2, "IRN", "1959-03-05", "1979-11-05"),
        (1, "TUR", "1955-02-24", "1979-03-16"), (3, "TUR", "1952-02-18", None),
        (4, "DDR", "1960-01-01", "1990-10-03"), (5, "DDR", "1960-01-01", "1990-10-03"),
    ))  # fmt: skip
    assert held.query("state == 'IRN' and year == 1979")["treaties"].item() == 2
    last = pd.Series({"IRN": 2016, "TUR": 2016, "DDR": 1989})
    rows = treaties.emptied(held, last)
    assert rows["state"].tolist() == ["IRN"] and rows["treaties"].tolist() == [2]
    assert rows["year"].item() in (1978, 1979)


def test_states_that_are_near_sign_more_often_where_the_near_have_signed():
    rng = np.random.default_rng(5)
    rows, values = pairs([0.0, 3.0, 3.0, 3.0]), rng.normal(size=(4, len(PLAIN)))
    rows[list(treaties.FEATURES)[1:]] = values[:, 1:]
    places = treaties.neighbourhoods(rows)
    signed = pd.DataFrame({"year": 1970, "group": [["AAA", "BBB"]], "size": 2})
    slope = np.zeros(len(treaties.FEATURES) + 1)
    slope[0] = -2.0
    scales = np.zeros_like(slope), np.ones_like(slope)
    chances = treaties.expected(signed, places, slope, scales, rng).set_index("state")["expected"]
    assert chances.sum() == pytest.approx(2)
    assert chances["AAA"] > 0.9 and chances["EEE"] < 0.05


def test_the_choice_among_groups_is_that_of_a_logistic_regression_on_differences():
    rng = np.random.default_rng(11)
    columns, treaty = rng.normal(size=(800, 2)), np.repeat(np.arange(400), 2)
    odds = (columns[::2] - columns[1::2]) @ [1.0, -0.5]
    first = rng.random(400) < 1 / (1 + np.exp(-odds))
    signs = np.column_stack([first, ~first]).astype(int).ravel()
    ours = treaties.fit_choice(signs, columns, treaty)
    theirs = sm.Logit(first.astype(float), columns[::2] - columns[1::2]).fit(disp=False).params
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_no_coefficient_without_treaties_or_where_groups_do_not_differ():
    with pytest.raises(comparison.ComparisonError, match="no treaty is left"):
        treaties.fit_choice(np.zeros(4), np.ones((4, 1)), np.array([0, 0, 1, 1]))
    with pytest.raises(comparison.ComparisonError, match="column 0 is the same"):
        treaties.fit_choice(np.array([1, 0]), np.ones((2, 1)), np.array([0, 0]))
