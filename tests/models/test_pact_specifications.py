"""Pacts, the turn, foretelling and distance under every choice: by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import pact_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


@pytest.fixture(scope="module")
def pacts():
    return specs.pact_specifications(helpers.load("treaty_class_2001"))


def test_with_nothing_left_out_the_pacts_are_the_chapters(pacts):
    whole = helpers.load("treaty_class_2001")
    whole = whole[~(whole["state_a"].eq("IRN") & whole["state_b"].eq("RUS"))]
    choice = {"signers": "all", "start": "all", "followed": "to 2016"}
    for pact in ("own", "any"):
        watched = helpers.defence_pacts.treaties_at_risk(whole, pact)
        shares = helpers.defence_pacts.pact_shares(watched, {"neutrality and consultation": "in_class",
                                                            "any of the three": ""})  # fmt: skip
        for _, of in shares.iterrows():
            one = row(pacts, promised=of["choice"], pact=pact, **choice)
            assert one[["treaties", "pacts"]].tolist() == of[["n", "events"]].tolist()


def test_a_class_of_few_treaties_has_no_row_and_a_shorter_watch_finds_no_more(pacts):
    assert pacts["treaties"].min() == specs.FEWEST
    keys = ["promised", "signers", "start", "pact"]
    wide = pacts.pivot(index=keys, columns="followed", values="pacts")
    assert (wide["fifteen years"] <= wide["to 2016"]).all() and wide["to 2016"].gt(
        wide["fifteen years"]
    ).any()


def side(state, before, after, found=(1, 1)):
    """Return ten years of a state before 1979 and ten from then on, with expected partners of four."""
    eras = ((range(1968, 1979), before, found[0]), (range(1979, 1991), after, found[1]))
    return [
        {"state": state, "year": year, "partners": 4.0, "small_expected": expected, "small_found": number}
        for years, expected, number in eras for year in years
    ]  # fmt: skip


@pytest.mark.thorough
def test_the_turn_is_that_of_iran_among_all():
    years = pd.DataFrame(
        [*side("IRN", 1.0, 2.0, (3, 0)), *side("AAA", 1.0, 2.0, (4, 0)), *side("BBB", 1.0, 1.0)]
    )
    years = years.assign(**{f"{one}{end}": years["small_expected" if "expected" in one else "small_found"]
                            for one in ("small_expected", "small_found", "defence_expected", "defence_found",
                                        "any_expected", "any_found") for end in ("", "_with_clubs")},
                         partners_with_clubs=8.0)  # fmt: skip
    rows = specs.turn_specifications(years)
    one = row(rows, promise="small", clubs=False, year=1979, span=10, scale="gap")
    assert one[["expected_before", "found_before", "expected_after", "found_after"]].tolist() == [1, 3, 2, 0]
    assert one[["above", "fell", "states"]].tolist() == [1, 1, 3]
    assert row(rows, promise="any", clubs=True, year=1980, span=10, scale="partners")["fell"] == 1


@pytest.mark.thorough
def test_the_turn_of_1979_is_the_chapters():
    years = helpers.load("comparison_years")
    one = row(specs.turn_specifications(years), promise="small", clubs=False, year=1979, span=12, scale="gap")
    stands = helpers.comparison.standing(years, "IRN").set_index(["promise", "clubs"]).loc[("small", False)]
    assert one["fell"] == stands["turn"] - 1 and one["states"] == stands["turn_states"]


def test_scores_stand_beside_those_of_the_same_test():
    cells = {"panel": "relevant", "test": "origin", "part": "1960", "years": 5, "pact": "own"}
    scores = pd.DataFrame([
        cells | {"model": model, "log_score": 0.1 * n, "brier": 0.01 * n}
        for n, model in enumerate(["firth", "ridge", "base_rate", "distance", "contiguity"])
    ])  # fmt: skip
    rows = specs.foretelling_specifications(scores)
    one = row(rows, by="with effects of states", score="brier")
    assert one[["value", "base_rate", "distance", "contiguity"]].tolist() == [0.01, 0.02, 0.03, 0.04]
    assert row(rows, by="model", score="log_score")["value"] == 0 and len(rows) == 4


def test_distance_is_set_beside_pairs_with_a_pact_and_without():
    pairs = pd.DataFrame({
        "great_power": ["RUS", "RUS", "RUS", "JPN", "USA", "USA"],
        "defence": [False, True, False, False, True, False],
        "regional_state": ["IRN", "ARM", "SYR", "IRN", "TUR", "IRQ"],
        "ideal_point_distance": [2.0, 0.4, 1.0, 3.0, 0.8, None],
    })  # fmt: skip
    every = pd.concat([pairs.assign(year=year) for year in specs.YEARS], ignore_index=True)
    rows = specs.distance_specifications(every)
    counts = ["own", "with_pact", "without"]
    assert row(rows, year=2018, powers="all", middle="mean")[counts].tolist() == [2.0, 0.6, 2.0]
    assert row(rows, year=2009, powers="Russia alone", middle="median")[counts].tolist() == [2.0, 0.4, 1.0]
    assert row(rows, year=2009, powers="the five of the Council", middle="median")["without"] == 1.0


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
