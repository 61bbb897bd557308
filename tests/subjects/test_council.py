"""Votes of the Security Council: the counts the book rests on, and the rules that make them."""

import pandas as pd
import pytest

import helpers
from helpers import tables
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


# The table: what its cells have to say together


def expected_outcome(votes):
    """Return the outcome that follows from the counts and the votes of the permanent members."""
    against = votes[["russia", "china", "usa", "uk", "france"]].eq("no").any(axis=1)
    outcome = votes["nine_votes"].map({True: "adopted", False: "not adopted"})
    outcome = outcome.mask(votes["nine_votes"] & against, "vetoed")
    return outcome.mask(votes["document"].eq("procedural") & votes["nine_votes"], "overruled")


def all_named(names, count):
    """Return the rule that a list of names, where there is one, has as many as were counted."""
    return lambda votes: tables.items(votes[names]).str.len().fillna(votes[count]).eq(votes[count])


SIDES = {"Syria": "Damascus", "Houthis": "Houthis", "nuclear file": "Iran", "conduct": "Iran"}
SUBJECTS = {"syria": {"Syria"}, "iran nuclear": {"nuclear file"}, "iran regional": {"Houthis", "conduct"}}
RULES = {
    "the votes sum to fifteen": lambda v: v[["yes", "no", "abstain"]].sum(axis=1).eq(council.MEMBERS),
    "nine votes are nine votes": lambda v: v["nine_votes"].eq(v["yes"].ge(council.NEEDED)),
    "the outcome follows from the votes": lambda v: v["outcome"].eq(expected_outcome(v)),
    "what was adopted is a resolution": lambda v: (
        v["outcome"].eq("adopted").eq(v["document"].eq("resolution"))
    ),
    "an amendment is an amendment": lambda v: v["document"].eq("amendment").eq(v["type"].eq("amendment")),
    "procedure is procedure": lambda v: v["document"].eq("procedural").eq(v["type"].eq("procedural")),
    "the direction fits the subject": lambda v: (
        v["direction"].str.split().str[-1].eq(v["about"].map(SIDES)) | v["direction"].eq("neutral")
    ),
    "subject and what it was about agree": lambda v: pd.Series(
        [about in SUBJECTS[subject] for subject, about in zip(v["subject"], v["about"], strict=True)], v.index
    ),
    "those named against are all": all_named("against", "no"),
    "those named abstaining are all": all_named("abstaining", "abstain"),
    "those named in favour are all": all_named("in_favour", "yes"),
    "a symbol names how it is known": lambda v: v["symbol"].isna().eq(v["symbol_how_known"].isna()),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_every_row_agrees_with_itself(votes, rule):
    assert votes.loc[~RULES[rule](votes).fillna(True), "vote_id"].tolist() == []


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("yes", 14, "the votes sum to fifteen"),
        ("nine_votes", False, "nine votes are nine votes"),
        ("russia", "no", "the outcome follows from the votes"),
        ("document", "draft", "what was adopted is a resolution"),
        ("type", "amendment", "an amendment is an amendment"),
        ("type", "procedural", "procedure is procedure"),
        ("direction", "against Iran", "the direction fits the subject"),
        ("about", "Syria", "subject and what it was about agree"),
        ("against", "Yemen", "those named against are all"),
        ("abstaining", "China", "those named abstaining are all"),
        ("in_favour", "China", "those named in favour are all"),
        ("symbol_how_known", None, "a symbol names how it is known"),
    ],
)
def test_a_row_that_contradicts_itself_is_named(votes, column, value, rule):
    spoilt = votes.copy()
    spoilt.loc[spoilt["vote_id"].eq("s-res-2201-2015"), column] = value
    assert spoilt.loc[~RULES[rule](spoilt).fillna(True), "vote_id"].tolist() == ["s-res-2201-2015"]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",against Houthis,", ",hostile,", "direction"),
        (",Houthis,iran_regional,", ",Hizbollah,iran_regional,", "about"),
        (",false,against Iran,", ",perhaps,against Iran,", "routine"),
        (",ARG yes; QAT no,", ",ARG yes; QAT perhaps,", "others_of_note"),
        (",2026-06-09,", ",2026-12-09,", "date"),
        (
            ",China; Russian Federation,Colombia; Pakistan,",
            ",China; Pakistan,Colombia; Pakistan,",
            "abstaining",
        ),
        (",S/RES/2801 (2025),", ",,", "symbol"),
    ],
)
def test_a_wrong_cell_is_refused_by_row_and_column(old, new, column):
    path = tables.data_folder() / tables.describe("council_votes")["path"]
    text = path.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(tables.DataError, match=rf"'council_votes', row \d+ \(.+\), column '{column}'"):
        tables.parse("council_votes", text.replace(old, new, 1))


def test_the_population(votes):
    assert votes["about"].value_counts().to_dict() == {
        "Syria": 58, "Houthis": 34, "nuclear file": 18, "conduct": 4,
    }  # fmt: skip
    assert votes["document"].value_counts().to_dict() == {
        "resolution": 71, "draft": 35, "amendment": 6, "procedural": 2,
    }  # fmt: skip
    assert votes.loc[~votes["counted"], "vote_id"].tolist() == ["s-res-1887-2009"]


def test_what_the_council_adopted_on_the_war_in_syria_while_assad_ruled(votes):
    adopted = votes.query("about == 'Syria' and outcome == 'adopted' and date < '2024-12-08'")
    assert adopted["russia"].value_counts().to_dict() == {"yes": 21, "abstain": 4}
    assert adopted["china"].eq(adopted["russia"]).all()
    assert adopted.query("russia == 'abstain'")["type"].eq("humanitarian").all()


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
    unsure = council.draft_rows(failed.assign(confidence="medium")).set_index("vote_id")
    assert unsure.at["s-2023-506", "day"] == "2023\u201107\u201111 †"
    assert shown.at["s-2023-506", "day"] == "2023\u201107\u201111"
    assert shown.loc["s-2011-612", ["day", "draft", "about", "count", "stopped_by"]].tolist() == [
        "2011\u201110\u201104",
        "S/2011/612",
        "Condemns crackdown",
        "9–\u20602–\u20604",
        "Russia and China",
    ]
    assert shown.at["2023-07-11-syria-russian-draft", "draft"] == "S/2023/507"
    lost = council.draft_rows(failed.assign(symbol=None))
    assert lost["draft"].eq("not found").all()


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
    assert iran["about"].value_counts().to_dict() == {"Houthis": 34, "nuclear file": 17, "conduct": 4}
    assert iran["date"].is_monotonic_increasing
    assert iran["bearing"].value_counts().to_dict() == {"against": 37, "neutral": 11, "eases": 7}
    assert "s-res-1887-2009" not in set(iran["vote_id"])


def test_a_veto_could_stop_only_a_text_with_nine_votes(iran):
    rows = iran.set_index("vote_id")["stoppable"]
    assert not rows["s-2020-797"]
    assert not rows["2026-03-12-1737-committee"]
    assert not rows["2024-01-10-red-sea-amendment-1"]
    assert rows["2026-04-07-hormuz"]


def test_a_neutral_text_is_against_nobody(votes, iran):
    neutral = iran[iran["bearing"].eq("neutral")]
    assert set(neutral["about"]) == {"Houthis"}
    assert council.stances(neutral, ["russia", "china"])["stance"].isna().all()
    assert not set(council.against_iran(votes)["vote_id"]) & set(neutral["vote_id"])


def test_a_vote_against_a_draft_that_failed_anyway_is_no_veto(iran):
    stood = council.stances(iran, ["russia", "china", "usa"]).set_index(["vote_id", "member"])["stance"]
    assert stood["s-2020-797", "russia"] == "sided with Iran"
    assert stood["s-2018-156", "russia"] == "veto"
    assert stood["s-2018-156", "china"] == "abstained"
    assert stood["2025-09-26-iran-snapback", "china"] == "sided with Iran"
    assert stood["s-res-1929-2010", "russia"] == "opposed Iran's side"
    # How the United States voted on 9 June 2026 was not read: on nobody's side, not on the other one.
    assert pd.isna(stood["2026-06-09-iran-meeting", "usa"])


@pytest.fixture(scope="module")
def decided(votes):
    return council.stances(council.against_iran(votes), ["russia", "china"])


# Subject or other group -> texts; for, abstained, veto of Russia; the same of China.
RECOUNT = {
    "about": {
        "nuclear file": (11, (11, 0, 0), (11, 0, 0)),
        "Houthis": (20, (11, 9, 0), (13, 7, 0)),
        "conduct": (3, (0, 1, 2), (0, 2, 1)),
    },
    "type": {
        "demand or condemnation": (8, (3, 4, 1), (3, 4, 1)),
        "mandate renewed": (7, (5, 2, 0), (5, 2, 0)),
        "sanctions imposed": (2, (2, 0, 0), (2, 0, 0)),
        "sanctions renewed": (10, (8, 1, 1), (8, 2, 0)),
        "sanctions tightened": (7, (4, 3, 0), (6, 1, 0)),
    },
    "routine": {False: (19, (9, 8, 2), (11, 7, 1)), True: (15, (13, 2, 0), (13, 2, 0))},
    "period": {
        "2006–2015": (11, (11, 0, 0), (11, 0, 0)),
        "2014–2019": (8, (7, 1, 0), (8, 0, 0)),
        "2018–2026": (3, (0, 1, 2), (0, 2, 1)),
        "2020–2021": (2, (0, 2, 0), (1, 1, 0)),
        "2022–2023": (3, (3, 0, 0), (3, 0, 0)),
        "2024–2026": (7, (1, 6, 0), (1, 6, 0)),
    },
}


@pytest.mark.parametrize("by", RECOUNT)
def test_the_recount_of_texts_against_iran(decided, by):
    wide = council.decisions_side_by_side(council.count_decisions(decided, [by])).set_index(by)
    columns = [f"{what}_{member}" for member in ("russia", "china") for what in ("for", "abstained", "veto")]
    found = {
        group: (row["total"], tuple(row[columns[:3]]), tuple(row[columns[3:]]))
        for group, row in wide.iterrows()
    }
    assert found == RECOUNT[by]


def test_since_the_texts_were_written(votes):
    since = council.against_iran(votes[votes["date"].ge("2021-04-01")])
    assert since["about"].ne("nuclear file").all()
    assert since["russia"].value_counts().to_dict() == {"abstain": 7, "yes": 4, "no": 1}


def test_what_no_veto_decides_is_not_counted_as_a_decision(iran):
    everything = council.stances(iran, ["russia"])
    with pytest.raises(ValueError, match="no text against Iran that a veto could stop"):
        council.count_decisions(everything)


def test_where_nobody_cast_a_veto_none_is_counted(decided):
    counts = council.count_decisions(decided[decided["about"].eq("nuclear file")])
    assert counts[["veto", "abstained", "for"]].values.tolist() == [[0, 0, 11], [0, 0, 11]]


def test_a_text_before_the_first_period_of_its_subject_is_put_into_none(votes):
    text = votes[votes["about"].eq("conduct") & votes["direction"].eq("against Iran")].iloc[:1]
    early = text.assign(date=pd.Timestamp("2017-12-31"))
    assert len(council.on_iran(early)) == 1
    with pytest.raises(ValueError, match="empty"):
        council.against_iran(early)


def test_subjects_stand_in_their_order_whatever_else_is_counted(decided):
    wide = council.decisions_side_by_side(council.count_decisions(decided, ["about", "period"]))
    assert list(dict.fromkeys(wide["about"])) == list(council.ABOUT)
    assert wide.loc[wide["about"].eq("Houthis"), "period"].is_monotonic_increasing
    assert wide["total"].sum() == 34


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
