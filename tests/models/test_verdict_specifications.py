"""Claims under every choice: worked out by hand, and as the chapters have them."""

import pandas as pd
import pytest

import helpers
from helpers.models import verdict_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def claim(number, verdict, kind="policy fact", passage="P1", text="article", **cells):
    return {"claim_id": f"C{number}", "verdict": verdict, "kind": kind, "passage_id": passage, "text": text,
            "scored": verdict != "not checkable", "how_known": "read", "verdict_narrow": None,
            "verdict_wide": None} | cells  # fmt: skip


@pytest.fixture(scope="module")
def small():
    """Return ten claims of two texts, and readers of whom the second holds all for confirmed."""
    claims = pd.DataFrame([
        *(claim(n, "confirmed") for n in range(3)), claim(3, "confirmed with correction"),
        claim(4, "contradicted", passage="P2"),
        *(claim(n, "partly", "interpretation", "A1", "commentary") for n in range(5, 8)),
        claim(8, "partly", "definition", "A2", "commentary", verdict_narrow="confirmed",
              verdict_wide="contradicted"),
        claim(9, "not checkable", "interpretation", "A2", "commentary", scored=True, how_known="none"),
        claim(10, "confirmed", "interpretation", "A2", "commentary", how_known="memory"),
        claim(11, "not checkable", "normative", "A2", "commentary"),
    ]).astype({"verdict_narrow": "str", "verdict_wide": "str"})  # fmt: skip
    first = claims[["claim_id", "scored", "verdict", "verdict_narrow", "verdict_wide"]].assign(
        rules=specs.RULES
    )
    second = first.assign(reader="second", verdict="confirmed")
    return claims, pd.concat([first.assign(reader="first"), second], ignore_index=True)


def test_a_share_follows_reader_rule_words_evidence_and_unit(small):
    rows = specs.verdict_specifications(*small)
    whole = {"reader": "settled", "rule": "a detail forgiven", "words": "as printed", "evidence": "all",
             "unit": "claims"}  # fmt: skip

    def found(name="held", **other):
        return row(rows, **(whole | other))[name]

    assert found("graded") == 10 and found() == 0.5
    assert (found("facts"), found("others"), found("article"), found("commentary")) == (0.8, 0.2, 0.8, 0.2)
    assert found(rule="as written") == 0.4 and found(rule="a part is enough") == 0.9
    assert found(words="narrow") == 0.6 and found(words="wide", rule="a part is enough") == 0.8
    assert found("graded", evidence="read alone") == 9
    assert pd.isna(found("others", evidence="read alone")), "four are too few"
    assert found(unit="paragraphs") == pytest.approx((1 + 0 + 0 + 0.5) / 4)
    assert found(reader="second") == 1 and found("graded", reader="second") == 12


def test_evidence_reaches_what_has_a_verdict_or_could_have_one(small):
    rows = specs.reach_specifications(*small)
    whole = {"reader": "settled", "open": "no verdict", "unit": "claims", "text": "both"}
    assert row(rows, **whole)[["facts", "others"]].tolist() == [1, pytest.approx(5 / 7, abs=1e-4)]
    assert row(rows, **(whole | {"open": specs.OPEN[1]}))["others"] == pytest.approx(6 / 7, abs=1e-4)
    assert pd.isna(row(rows, **(whole | {"text": "commentary"}))["facts"]), "it has none"


def test_with_nothing_left_out_the_shares_are_the_chapters():
    claims, read = helpers.load("claims"), helpers.load("claim_readings")
    one = row(specs.verdict_specifications(claims, read), reader="settled", rule="a detail forgiven",
              words="as printed", evidence="all", unit="claims")  # fmt: skip
    stood = helpers.texts.standing(claims).set_index("text")
    assert one["graded"] == stood["graded"].sum()
    for text in stood.index:
        assert one[text] == pytest.approx(stood.at[text, "share_core"], abs=1e-4)


def test_open_claims_are_shared_out_by_topic(small):
    topics = pd.DataFrame({
        "comparison_id": list("abcd"), "topic": list("abcd"),
        "relation": ["differ", "contradict", "article only", "commentary only"],
        "article_claims": ["C0; C1", "C0", "C2", None], "commentary_claims": ["C9", "C11", None, "C5; C9"],
    }).astype("str")  # fmt: skip
    rows = specs.topic_specifications(*small, topics)
    whole = {"reader": "settled", "open": "no verdict", "quarrel": "differ", "twice": True}
    shares = ["disputed", "article", "commentary"]
    assert row(rows, **whole)[shares].tolist() == [pytest.approx(1 / 3, abs=1e-4), 0, 0.5]
    assert row(rows, **(whole | {"open": specs.OPEN[1]}))[shares].tolist() == [0, 0, 0]
    both = whole | {"quarrel": "differ or contradict"}
    assert row(rows, **both)["disputed"] == pytest.approx(2 / 5)
    assert row(rows, **(both | {"twice": False}))["disputed"] == pytest.approx(2 / 4)


def test_agreement_is_the_chapters():
    read = {kind: helpers.load(of.table) for kind, of in helpers.readings.KINDS.items()}
    claims, told = helpers.load("claims"), helpers.load("predictions")
    rows = specs.agreement_specifications(read, claims, told)
    whole = helpers.readings.overview(read, claims, told, draws=1).query("by == 'all units'")
    for _, of in whole.iterrows():
        one = row(
            rows, what=specs.WHAT[of["what"]], rules=of["rules"], units="all units", coefficient="alpha"
        )
        assert one["value"] == pytest.approx(of["alpha"], abs=1e-4)
    assert rows["value"].notna().all()


def test_evidence_is_counted_by_kind_weight_and_what_was_found():
    telling = pd.DataFrame({
        "kind": ["text", "text", "statement", "request", "comparison", "offer"],
        "weight": ["firm", "firm", "firm", "weak", "firm", "weak"],
        "tells_for": ["neither", "neither", "commentary", "article", "neither", "neither"],
        "events": ["e1", "e2", "e3", "e4", None, None],
    }).astype("str")  # fmt: skip
    rows = specs.telling_specifications(telling)
    whole = {"kinds": "all", "weight": "all", "found": "all"}
    counts = ["pieces", "article", "commentary", "neither"]
    assert row(rows, **whole)[counts].tolist() == [6, 1, 1, 4]
    assert row(rows, **(whole | {"found": "something found"}))[counts].tolist() == [5, 1, 1, 3]
    assert row(rows, **(whole | {"kinds": "without statements"}))[counts].tolist() == [5, 1, 0, 4]
    assert row(rows, **(whole | {"weight": "firm"}))[counts].tolist() == [4, 0, 1, 3]
    assert not rows.query("weight == 'firm' and kinds == 'without statements'").size, "three are too few"


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
