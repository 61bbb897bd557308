"""Who signs, whose treaties end, and who is left with none."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from helpers.models import comparison
from helpers.models import comparison_treaties as treaties

pytestmark = pytest.mark.thorough

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


# Of two states that grow together in LINKS: any first, then any beside it, all as likely.
GROWN = {"AAA": 1 / 4, "BBB": 5 / 12, "CCC": 5 / 12, "DDD": 1 / 4, "EEE": 1 / 3, "FFF": 1 / 3}


def test_small_treaties_are_those_of_two_to_six_states_from_1946_to_2016():
    signed = treaties.signings(memberships(*(
        (f"{year} {size}", f"S{number}", f"{year}-05-01", None)
        for year, size in [(1945, 2), (1946, 2), (2016, 6), (2017, 2), (1950, 1), (1950, 7)]
        for number in range(size)
    )))  # fmt: skip
    assert signed[["atopid", "year", "size"]].to_numpy().tolist() == [
        ["1946 2", 1946, 2],
        ["2016 6", 2016, 6],
    ]


def test_a_treaty_is_in_force_from_the_year_after_it_begins_through_the_year_it_ends_in():
    held = treaties.in_force(memberships(
        (1, "IRN", "1946-01-01", "1947-12-31"), (2, "IRN", "1946-06-01", "1949-01-01"),
        (3, "TUR", "2014-03-01", None), (3, "TUR", "2015-03-01", None), (4, "TUR", "2015-01-01", None),
    ))  # fmt: skip
    assert held.query("state == 'IRN'")[["year", "treaties"]].to_numpy().tolist() == [
        [1947, 2],
        [1948, 1],
        [1949, 1],
    ]
    assert held.query("state == 'TUR'")[["year", "treaties"]].to_numpy().tolist() == [[2015, 1], [2016, 2]]


def test_only_a_fall_to_none_within_two_years_counts_and_of_several_the_last():
    treaties_held = {1950: 2, 1951: 3, 1952: 0, 1953: 0, 1960: 2, 1961: 1, 1962: 1, 1963: 0, 1970: 4}
    held = pd.DataFrame({"state": "AAA", "year": range(1950, 1973)})
    held["treaties"] = held["year"].map(treaties_held).fillna(0).astype(int)
    last = pd.Series({"AAA": 1973})
    assert treaties.emptied(held, last).to_numpy().tolist() == [["AAA", 1970, 4]]
    assert treaties.emptied(held, last - 1).to_numpy().tolist() == [["AAA", 1951, 3]]


def test_beside_a_group_that_signed_stand_groups_as_large_that_did_not():
    signed = pd.DataFrame(
        {"year": [1970, 1970], "group": [["CCC", "DDD"], ["AAA", "BBB", "CCC"]], "size": [2, 3]}
    )
    places = treaties.neighbourhoods(pairs())
    signs, columns, treaty = treaties.choice_rows(signed, places, np.random.default_rng(2), beside=40)
    assert signs.tolist() == 2 * [1, *40 * [0]] and treaty.tolist() == 41 * [0] + 41 * [1]
    # The distances of LINKS are 1, 2, 3, 4; of three states in a row two pairs of three are relevant.
    assert columns[[0, 41], 0].tolist() == [3.0, 1.5]
    assert set(columns[1:41, 0]) == {1.0, 2.0, 3.0, 4.0} and set(columns[1:41, -1]) == {1.0}
    assert set(columns[42:, 0]) == {1.5, 2.5} and columns[42:, -1] == pytest.approx(2 / 3)


def test_the_chance_of_a_group_is_its_share_of_all_weights():
    signed = pd.DataFrame({"year": 1970, "group": [["AAA", "BBB"], ["CCC", "DDD"]], "size": 2})
    slope = np.eye(1, len(treaties.FEATURES) + 1).ravel()
    scales = np.full_like(slope, 7.0), np.full_like(slope, 2.0)
    rows = treaties.expected(
        signed, treaties.neighbourhoods(pairs()), slope, scales, np.random.default_rng(1)
    )
    grown, distance = np.array([1 / 4, 1 / 6, 1 / 4, 1 / 3]), np.array([1.0, 2.0, 3.0, 4.0])
    ab, bc, cd, ef = 2 * grown * np.exp(distance / 2) / (grown @ np.exp(distance / 2))
    assert rows["year"].eq(1970).all()
    assert rows["expected"].tolist() == pytest.approx([ab, ab + bc, bc + cd, cd, ef, ef], abs=0.12)


def test_what_a_state_signed_and_lost_stands_beside_what_was_to_be_expected(monkeypatch):
    """Where no column matters, groups are as likely as they grow; one that cannot grow is not counted."""
    years = range(1946, 2017)
    panel = pd.concat([pairs().assign(year=year) for year in years], ignore_index=True)
    panel[list(treaties.FEATURES)] = np.random.default_rng(8).normal(size=(len(panel), len(PLAIN)))
    brief = panel.iloc[[0]].assign(state_a="GGG", state_b="HHH", year=1979)
    spans = {"AAA BBB": (1950, 1970), "BBB CCC": (1955, 1975), "AAA CCC": (1960, 1971)}
    spans |= {"EEE FFF": (1990, None), "CCC DDD": (2016, None)}
    held = memberships(*(
        (group, state, f"{first}-03-01", last and f"{last}-03-01")
        for group, (first, last) in spans.items() for state in group.split()
    ))  # fmt: skip
    taught = []

    def fit(signs, columns, treaty):
        taught.append((signs.sum(), len(signs), columns))
        return np.zeros(columns.shape[1])

    monkeypatch.setattr(treaties, "fit_choice", fit)
    # Of all their pairs the share that is relevant is 1 in groups of two, so that this column never differs.
    monkeypatch.setattr(
        treaties.Neighbourhood, "described", lambda here, group: here.values[group[0], group[1]]
    )
    rows = treaties.by_state(pd.concat([panel, brief]), held, "AAA", np.random.default_rng(6)).set_index(
        "state"
    )
    assert taught[0][:2] == (3, 3 * (1 + treaties.BESIDE))
    np.testing.assert_allclose(taught[0][2].mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(taught[0][2].std(axis=0), 1)
    lasting = rows.loc[list(GROWN)]
    for period in treaties.PERIODS:
        assert lasting[f"expected_{period}"].tolist() == pytest.approx(
            [2 * p for p in GROWN.values()], abs=0.12
        )
    assert lasting["signed_before"].tolist() == [1, 2, 1, 0, 0, 0]
    assert lasting["signed_since"].tolist() == [0, 0, 1, 1, 1, 1]
    assert lasting["rank_before"].tolist() == [5, 6, 4, 3, 1, 1]
    assert rows.loc[["GGG", "HHH"]].drop(columns="most_held").isna().all(axis=None)
    assert rows["most_held"].tolist() == [2, 2, 2, 0, 1, 1, 0, 0]
    assert rows.loc["AAA", ["emptied_after", "lost"]].tolist() == [1970, 2]
    assert rows["lost"].notna().sum() == 1
