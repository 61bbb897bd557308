"""Votes of the Security Council: the counts the book rests on, and the rules that make them."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import council


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
    pairs = council.pair_counter_drafts(failed).set_index("vote_id")
    assert pairs["vote_id_answered"].notna().sum() == 10
    assert pairs.at["s-2020-658", "vote_id_answered"] == "s-2020-654"
    assert pairs.at["s-2018-322", "vote_id_answered"] == "s-2018-321"
    # The draft on the strikes of April 2018 answered no draft.
    assert pd.isna(pairs.at["s-2018-355", "vote_id_answered"])


def test_a_counter_draft_is_joined_with_the_draft_it_answers_and_any_other_with_none(failed):
    joined = council.joined_drafts(failed).set_index("vote_id")["pair"]
    assert joined.nunique() == 19
    assert joined["s-2020-658"] == joined["s-2020-654"] == "s-2020-654"
    assert joined["s-2018-355"] == "s-2018-355"


def test_shown_marks_what_was_not_fully_read(failed):
    shown = council.draft_rows(failed).set_index("vote_id")
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
    counts = council.count_votes_of(votes, "russia").set_index("subject")
    assert counts.at["syria", "no"] == 18
    assert council.vetoes(votes, "russia").to_dict() == {"iran nuclear": 0, "iran regional": 2, "syria": 18}
    # Against the draft on the arms embargo of 2020 Russia voted no, but it failed for want of votes.
    assert counts.at["iran nuclear", "no"] > 0


# On Iran


@pytest.fixture(scope="module")
def iran(votes):
    return council.on_iran(votes)


def test_votes_on_iran_by_what_they_were_about(iran):
    assert iran["about"].value_counts().to_dict() == {"nuclear file": 11, "Houthis": 7, "conduct": 4}
    assert iran["date"].is_monotonic_increasing
    assert iran["welcome"].sum() == len(council.WELCOME)
    assert set(iran["vote_id"]) == set(council.SHORT)


def test_a_veto_could_stop_only_what_had_nine_votes_and_was_no_procedure(iran):
    rows = iran.set_index("vote_id")
    assert not rows.at["s-2020-797", "stoppable"]
    assert not rows.at["2026-03-12-1737-committee", "stoppable"]
    assert rows.at["2026-04-07-hormuz", "stoppable"]


def test_a_vote_against_a_draft_that_failed_anyway_is_no_veto(iran):
    stood = council.stances(iran, ["russia", "china"]).set_index(["vote_id", "member"])["stance"]
    assert stood["s-2020-797", "russia"] == "sided with Iran"
    assert stood["s-2018-156", "russia"] == "veto"
    assert stood["s-2018-156", "china"] == "abstained"
    assert stood["2025-09-26-iran-snapback", "china"] == "sided with Iran"
    assert stood["s-res-1929-2010", "russia"] == "opposed Iran's side"


def test_decisions_count_each_stoppable_text_once_a_member(iran):
    counts = council.count_decisions(council.stances(iran, ["russia", "china"]))
    stoppable = iran[iran["stoppable"] & ~iran["welcome"]]
    assert counts.groupby("member")["total"].sum().to_dict() == {
        "china": len(stoppable),
        "russia": len(stoppable),
    }
    russia = counts[counts["member"].eq("russia")].set_index("about")
    assert russia["veto"].to_dict() == {"Houthis": 0, "conduct": 2, "nuclear file": 0}


def test_decisions_of_two_members_stand_side_by_side(iran):
    decided = council.count_decisions(council.stances(iran, ["russia", "china"]))
    wide = council.decisions_side_by_side(decided).set_index("about")
    assert wide.index.tolist() == list(council.ABOUT)
    long = decided.set_index(["about", "member"])
    for about, row in wide.iterrows():
        for member in ("russia", "china"):
            told = [row[f"{what}_{member}"] for what in ("veto", "abstained", "for")]
            assert told == long.loc[(about, member), ["veto", "abstained", "opposed Iran's side"]].tolist()
            assert sum(told) == row["total"]


def test_a_dagger_stands_on_what_is_unsure_or_not_read():
    votes = pd.DataFrame(
        {"confidence": ["high", "medium", "high"], "how_known": ["read", "read", "partly read"]}
    )
    assert council.daggers(votes).tolist() == ["", " †", " †"]


def test_by_topic_counts_texts_of_both_sources_from_the_first_year():
    vetoes = pd.DataFrame(
        {
            "date": pd.to_datetime(["1999-01-01", "2011-10-04", "2014-03-15", "2015-01-01"]),
            "topic": ["Syria", "Syria", "Ukraine", "Syria"],
            "vetoed_by": ["RUS", "CHN; RUS", "RUS", "USA"],
        }
    )
    later = pd.DataFrame(
        {
            "date": pd.to_datetime(["2025-02-24", "2023-08-30"]),
            "topic": ["Ukraine: two amendments", "Mali: sanctions"],
            "vetoed_by": ["RUS", "RUS"],
            "texts": [2, 1],
        }
    )
    counts = council.vetoes_by_topic(vetoes, later, {"Syria": "Syria", "Ukraine": "Ukraine"}, 2006)
    assert counts["topic"].tolist() == ["Syria", "Ukraine", "Other"]
    assert counts["alone"].tolist() == [0, 3, 1]
    assert counts["with_china"].tolist() == [1, 0, 0]
