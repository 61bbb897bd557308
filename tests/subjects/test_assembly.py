"""The General Assembly: levels across a break are refused, ranks are not, and open votes are not counted."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import assembly


@pytest.fixture(scope="module")
def similarity():
    return helpers.load("unga_similarity")


@pytest.mark.parametrize(("before", "after"), [(2010, 2025), (2024, 2025)])
def test_levels_are_not_compared_across_the_break(similarity, before, after):
    with pytest.raises(helpers.DataError, match=rf"{before} and {after} cannot be compared.*compare ranks"):
        assembly.level_change(similarity, "RUS", before, after)
    with pytest.raises(helpers.DataError):
        assembly.levels(similarity, "RUS", before, after)


def test_the_others_moved_further(similarity):
    change = assembly.level_change(similarity, "RUS", 2010, 2023)
    assert change["IRN"] == pytest.approx(-0.10, abs=0.005)
    assert change["all"] == pytest.approx(-0.54, abs=0.005)


def test_levels_have_two_lines_a_year(similarity):
    rows = assembly.levels(similarity, "RUS", 2020, 2024)
    assert rows.groupby("year")["line"].agg(list).map(sorted).tolist() == [["IRN", "all"]] * 5
    assert rows.index.is_unique


def test_ranks_cross_the_break(similarity):
    found = assembly.typical_rank(similarity, "RUS", {"before": (2005, 2010), "late": (2022, 2025)})
    assert found.loc["before", ["best", "worst"]].tolist() == [46, 112]
    assert found.loc["late", ["best", "worst"]].tolist() == [6, 13]


def test_a_vote_that_the_lists_leave_open_is_not_counted():
    votes = pd.DataFrame({"irn": ["no", "abstain", "not against", "not against, not abstaining", None]})
    counted = assembly.votes_cast(votes, ["irn"]).loc["irn"]
    assert counted.to_dict() == {"yes": 0, "abstain": 1, "no": 1, "absent": 0, "found": 2}


def test_iran_never_voted_for_a_text_on_ukraine():
    counted = assembly.votes_cast(helpers.load("assembly_ukraine"), ["irn", "chn", "tur", "rus"])
    assert counted.loc["irn", "yes"] == counted.loc["chn", "yes"] == 0
    assert counted.loc["tur", "yes"] == counted.loc["tur", "found"] > 10


NEARER, APART = "They came nearer", "They moved apart"


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (("yes", "no"), ("yes", "abstain"), NEARER),
        (("yes", "no"), ("abstain", "no"), NEARER),
        (("abstain", "yes"), ("no", "no"), NEARER),
        (("yes", "yes"), ("no", "yes"), APART),
        (("yes", "abstain"), ("yes", "no"), APART),
        (("yes", "yes"), ("no", "no"), "Together before and after"),
        (("yes", "no"), ("no", "yes"), "Apart before and after"),
        (("abstain", "yes"), ("no", "abstain"), "Apart before and after"),
        (("absent", "yes"), ("yes", "yes"), None),
    ],
)
def test_a_text_that_returns_shows_two_states_nearer_or_apart(before, after, move):
    votes = dict(zip(("irn_before", "rus_before", "irn_after", "rus_after"), before + after, strict=True))
    (found,) = assembly.moves(pd.DataFrame([votes]))
    assert found == move or (move is None and pd.isna(found))


def test_texts_that_return_stand_by_what_became_of_them_and_only_where_both_voted():
    texts = pd.DataFrame({"text": ["a", "b", "c"], "subject": "Arms", "title": ["A", "B", "C"]})
    days = pd.to_datetime(["2006-12-01", "2016-12-01"] * 3)
    votes = pd.DataFrame({"text": ["a", "a", "b", "b", "c", "c"], "date": days, "rus": "yes"})
    votes["irn"] = ["yes", "no", "no", "yes", None, "yes"]
    found = assembly.returning_rows(texts, votes, ["irn", "rus"])
    assert found[["text", "move"]].to_numpy().tolist() == [["b", NEARER], ["a", APART]]
    assert found.index.tolist() == [0, 1]


def test_a_specification_that_ends_at_zero_leaves_it_open():
    rows = pd.DataFrame({"low": [0.0, -0.4, 0.1, None], "high": [0.4, 0.0, 0.2, 0.3]})
    found = assembly.ends(rows.assign(low_years=rows["low"], high_years=rows["high"]))
    assert found[:3].tolist() == ["open", "open", "nearer"] and pd.isna(found[3])
    below = rows.assign(low=-0.4, high=-0.1, low_years=-0.5, high_years=-0.01)
    assert set(assembly.ends(below)) == {"apart"}
