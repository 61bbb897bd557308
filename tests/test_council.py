"""Votes of the Security Council: the counts the book rests on, and the rules that make them."""

import pandas as pd
import pytest

import helpers
from helpers import council


@pytest.fixture(scope="module")
def votes():
    return helpers.load("council_votes")


@pytest.fixture(scope="module")
def failed(votes):
    return council.contested_syria(votes)


def test_camps_of_the_failed_drafts(failed):
    assert failed["camp"].value_counts().to_dict() == {"counter": 11, "both": 10, "russia": 8}
    assert failed["date"].is_monotonic_increasing


def test_russia_voted_no_on_every_vetoed_draft_and_china_followed_or_abstained(failed):
    stopped = council.vetoed(failed)
    assert len(stopped) == 18
    assert stopped["russia"].eq("no").all()
    assert stopped["china"].value_counts().to_dict() == {"no": 10, "abstain": 8}
    assert float(stopped["yes"].mean()) == pytest.approx(11.667, abs=0.001)
    assert (stopped["yes"].min(), stopped["yes"].max()) == (council.NEEDED, 13)


def test_no_counter_draft_came_near_nine_votes(failed):
    counter = failed[failed["camp"].eq("counter")]
    assert counter["russia"].eq("yes").all()
    assert (counter["yes"].min(), counter["yes"].max()) == (2, 6)


def test_every_vote_sums_to_the_members(votes):
    assert votes[["yes", "no", "abstain"]].sum(axis=1).eq(council.MEMBERS).all()


def test_answers_pair_a_counter_draft_with_the_veto_of_its_day_or_the_day_before(failed):
    pairs = council.answers(failed).set_index("vote_id")
    assert pairs["vote_id_answered"].notna().sum() == 10
    assert pairs.at["s-2020-658", "vote_id_answered"] == "s-2020-654"
    assert pairs.at["s-2018-322", "vote_id_answered"] == "s-2018-321"
    # The draft on the strikes of April 2018 answered no draft.
    assert pd.isna(pairs.at["s-2018-355", "vote_id_answered"])


def test_side_by_side_gives_a_pair_one_place_and_a_new_year_a_gap(failed):
    laid = council.side_by_side(failed, gap=0.5)
    assert laid.groupby("pair")["place"].nunique().eq(1).all()
    assert laid["pair"].nunique() == 19
    places = laid.drop_duplicates("pair").sort_values("place")
    steps = places["place"].diff().dropna()
    assert steps.eq(1 + 0.5 * places["year"].diff().dropna().ne(0)).all()


def test_shown_marks_what_was_not_fully_read(failed):
    shown = council.shown(failed).set_index("vote_id")
    assert shown.at["s-2023-506", "day"] == "2023\u201107\u201111 †"
    assert shown.loc["s-2011-612", ["day", "draft", "about", "count", "stopped_by"]].tolist() == [
        "2011\u201110\u201104",
        "S/2011/612",
        "Condemns crackdown",
        "9–\u20602–\u20604",
        "Russia and China",
    ]
    assert shown.at["2023-07-11-syria-russian-draft", "draft"] == "not found"


def test_cast_counts_votes_and_vetoes_only_what_a_veto_stopped(votes):
    counts = council.cast(votes, "russia").set_index("subject")
    assert counts.at["syria", "no"] == 18
    assert council.vetoes(votes, "russia").to_dict() == {"iran nuclear": 0, "iran regional": 2, "syria": 18}
    # Against the draft on the arms embargo of 2020 Russia voted no, but it failed for want of votes.
    assert counts.at["iran nuclear", "no"] > 0
