"""The rules of alliance: one function says what every tie is called, and it agrees with the chapters."""

import itertools

import numpy as np
import pytest

import helpers
from helpers.derive import store
from helpers.subjects import alliances, rules_of_alliance, treaties


@pytest.fixture(scope="module")
def known():
    return rules_of_alliance.record()


@pytest.fixture(scope="module")
def every(known):
    return rules_of_alliance.every_state(known)


# The widest rule: every choice takes what makes most allies.
WIDE = {
    "promise": "any",
    "consultation": "lenient",
    "nonaggression": "lenient",
    "old": "handbook",
    "unpublished": "yes",
    "groups": "yes",
    "evidence": "deeds",
}


def changed(**choices):
    return rules_of_alliance.default() | choices


def test_each_choice_has_one_default_and_one_question():
    table = helpers.load("rule_choices")
    assert table.groupby("choice")["default"].sum().eq(1).all()
    assert table.groupby("choice")["question"].nunique().eq(1).all()


def test_what_nobody_has_read_promises_nothing(known):
    codes = helpers.load("treaty_codes")
    open_ = codes[codes["code"].isna() & codes["provision"].isin(treaties.PROVISIONS)]
    keys = zip(open_["treaty_id"], open_["provision"], open_["reading"], strict=True)
    assert len(open_)
    assert not any(known.made[key] for key in keys if key[:2] not in rules_of_alliance.READ)


def test_by_default_iran_and_russia_are_what_chapter_two_says(known):
    found = rules_of_alliance.classify(rules_of_alliance.default(), known)
    assert found["russia-2001"] == "coalition"  # in Syria, 2015 to 2024
    assert found["russia-2025"] == "alignment"


@pytest.mark.parametrize("claim", ["P2.16", "P5.4", "P6.1", "A3.3"])
@pytest.mark.parametrize("width", ["narrow", "wide"])
def test_definitional_claims_have_the_verdicts_of_the_ledger(known, claim, width):
    state = changed(**(WIDE if width == "wide" else {}))
    said = {"confirmed": "stands", "partly": "stands in half", "contradicted": "falls"}
    row = helpers.load("claims").set_index("claim_id").loc[claim]
    assert rules_of_alliance.judge(state, known)[claim] == said[row[f"verdict_{width}"]]


@pytest.mark.parametrize(
    ("option", "rule"), [("fight", "to fight"), ("outsiders", "about outsiders"), ("any", "any promise")]
)
@pytest.mark.parametrize("reading", ["strict", "lenient"])
def test_texts_make_the_allies_that_chapter_two_finds(known, option, rule, reading):
    ruled = alliances.alliance_by_rule(helpers.load("treaty_codes"))
    ruled = ruled[ruled["rule"].eq(rule) & ruled["reading"].eq(reading)].set_index("treaty_id")["alliance"]
    state = changed(promise=option, unpublished="yes" if reading == "lenient" else "no")
    if reading == "lenient":
        state |= {"consultation": "lenient", "nonaggression": "lenient", "old": "handbook"}
    found = rules_of_alliance.classify(state, known)
    coded = {
        key: [text for text in tie.texts if text in ruled] for key, tie in rules_of_alliance.TIES.items()
    }
    ours = {key: texts for key, texts in coded.items() if texts and not rules_of_alliance.TIES[key].held}
    assert len(ours) == 11
    for key, texts in ours.items():
        assert (found[key] == "alliance") == ruled[texts].fillna(False).any(), key


def test_those_who_fought_on_one_side_are_a_coalition_unless_deeds_decide(known):
    for evidence, called in {"promises": "coalition", "deeds": "alliance", "points": "coalition"}.items():
        found = rules_of_alliance.classify(changed(evidence=evidence), known)
        assert (found["syria-2006"], found["russia-2001"]) == (called, called)


def test_two_measures_of_votes_tell_two_stories_of_russia(known):
    alike, points = (changed(evidence=evidence) for evidence in ("alike", "points"))
    assert rules_of_alliance.classify(alike, known)["russia-2025"] == "alignment"
    assert rules_of_alliance.classify(points, known)["russia-2025"] == "friendship"


def test_what_no_source_covers_is_never_a_class(known):
    found = rules_of_alliance.classify(changed(evidence="deeds"), known)
    assert found["turkey-1926"] == "cannot be said"  # wars are recorded since 1946
    assert rules_of_alliance.classify(changed(evidence="alike"), known)["india-2003"] == "cannot be said"


def test_what_the_rule_does_not_count_is_left_out(known):
    found = rules_of_alliance.classify(changed(clubs="no"), known)
    assert {found[key] for key in ("cento-1955", "sco-2023", "hezbollah")} == {"left out"}


def test_a_wider_promise_never_unmakes_an_alliance(every, known):
    called = every[0]
    order = list(known.options).index("promise")
    allied = called == "alliance"
    for wider, narrower in itertools.pairwise(reversed(range(called.shape[order]))):
        assert (allied.take(wider, order) >= allied.take(narrower, order)).all()


def test_every_choice_changes_something(every):
    called, told = every
    for axis in range(called.ndim - 1):
        same = all((one == one.take([0], axis)).all() for one in (called, told))
        assert not same, f"choice {axis} changes nothing"


def test_the_stored_tables_are_what_the_function_gives():
    for made in (rules_of_alliance.classifications, rules_of_alliance.sentence_counts):
        name = {"classifications": "tie_classifications"}.get(made.__name__, made.__name__)
        assert store.as_csv(made()) == store.as_csv(helpers.load(name))


def test_the_stored_rows_of_a_tie_say_every_state(every, known):
    stored = helpers.load("tie_classifications")
    for place, key in enumerate(rules_of_alliance.TIES):
        rows = stored[stored["tie"].eq(key)]
        sizes = [
            len(options) if rows[choice].notna().all() else 1 for choice, options in known.options.items()
        ]
        small = rows["called"].to_numpy(dtype="str").reshape(sizes)
        assert (np.broadcast_to(small, every[0].shape[:-1]) == every[0][..., place]).all(), key


def test_the_most_different_state_differs_and_says_something(known):
    own, other = rules_of_alliance.default(), rules_of_alliance.most_different(known)
    words = [
        rules_of_alliance.classify(state, known) | rules_of_alliance.judge(state, known)
        for state in (own, other)
    ]
    apart = [name for name in words[0] if words[0][name] != words[1][name]]
    assert len(apart) > len(words[0]) / 2


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"promise": "love"}, "promise has no option 'love'; next: take fight or outsiders or attack or any"),
        ({"colour": "red"}, "no choice is called 'colour'; next: use promise,"),
    ],
)
def test_an_unknown_rule_gives_a_statement_and_no_result(known, state, said):
    with pytest.raises(helpers.DataError, match=said):
        rules_of_alliance.classify(rules_of_alliance.default() | state, known)


def test_a_rule_with_a_choice_left_open_gives_no_result(known):
    with pytest.raises(helpers.DataError, match="choice 'promise' is not made"):
        rules_of_alliance.judge({}, known)


def test_years_of_ties_are_those_of_their_texts():
    signed = helpers.load("treaties").set_index("treaty_id")["signed"].dt.year
    for tie in rules_of_alliance.TIES.values():
        own = [signed[text] for text in tie.texts if text in signed]
        if own and not tie.held:
            assert tie.first in own or tie.name.startswith("China")  # declared in 2016, planned in 2021


def test_provisions_stand_from_the_most_to_the_least_binding():
    assert rules_of_alliance.PROMISES["fight"] == ("defense", "offense")
    assert rules_of_alliance.PROMISES["any"] == treaties.PROVISIONS
