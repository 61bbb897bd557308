"""What readers said, side by side, and what the book prints of it."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import readings

CLAIMS, PREDICTIONS = helpers.load("claims"), helpers.load("predictions")
TABLES = {kind: helpers.load(of.table) for kind, of in readings.KINDS.items()}


def read(rows):
    return pd.DataFrame(rows, columns=["claim_id", "rules", "reader", "verdict", "why"])


SOME = read([
    ("P1.1", "2026.3", "first", "partly", "a"),
    ("P1.1", "2026.3", "second", "confirmed", "b"),
    ("P1.2", "2026.3", "first", "partly", None),
    ("P1.2", "2026.3", "second", "partly", None),
    ("P1.3", "2026.3", "first", "partly", "alone"),
    ("P1.1", "2026.2", "first", "contradicted", "old"),
])  # fmt: skip


def test_beside_keeps_rules_apart_and_leaves_gaps():
    found = readings.beside(SOME, "claims", "2026.3", ["first", "second", "third"])
    assert found["first"].tolist() == ["partly"] * 3
    assert found["second"].isna().tolist() == [False, False, True]
    assert found["third"].isna().all()


def test_claims_can_be_taken_as_one_reader_read_them():
    read = TABLES["claims"]
    found = readings.as_read(CLAIMS, read, "2026.3", "first").set_index("claim_id")
    own = read.query("rules == '2026.3' and reader == 'first'").set_index("claim_id")
    assert found["verdict"].to_dict() == own["verdict"].to_dict()
    assert found["evidence"].tolist() == CLAIMS["evidence"].tolist()
    assert readings.as_read(CLAIMS, read, "2026.3", "settled") is CLAIMS
    with pytest.raises(ValueError, match="the third reader did not read"):
        readings.as_read(CLAIMS, read, "2026.3", "third")


def test_disagreements_name_both_reasons_and_what_is_printed():
    found = readings.disagreements(SOME, "claims", "2026.3", {"P1.1": "confirmed", "P1.2": "partly"})
    row = found.iloc[0]
    assert len(found) == 1
    assert row[["claim_id", "first", "second", "why_first", "why_second", "settled"]].tolist() == [
        "P1.1", "partly", "confirmed", "a", "b", "confirmed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("three", "code"),
    [
        (("partly", None, None), "partly"),
        (("partly", "partly", "confirmed"), "partly"),
        (("partly", "confirmed", None), "partly"),
        (("partly", "confirmed", "confirmed"), "confirmed"),
        (("partly", "confirmed", "contradicted"), "contradicted"),
    ],
)
def test_two_who_agree_settle_a_code_and_else_the_third(three, code):
    assert readings.settled(pd.DataFrame([three], columns=["first", "second", "third"]))[0] == code


def test_the_first_readings_of_an_edition_agreed_as_far_as_was_reported():
    found = readings.overview(TABLES, CLAIMS, PREDICTIONS, draws=20)
    old = found[found["rules"].eq("2026.2") & found["by"].eq("all units")].set_index("what")
    assert old["n"].to_dict() == {"claims": 95, "pairs": 157, "forecasts": 12}
    assert old["kappa"].round(2).to_dict() == {"claims": 0.54, "pairs": 0.49, "forecasts": 0.63}
    assert old["alpha"].round(2).to_dict() == {"claims": 0.54, "pairs": 0.47, "forecasts": 0.65}
    three = found[found["rules"].eq("2026.2") & found["by"].eq("three ways")].iloc[0]
    assert (round(three["kappa"], 2), round(three["alpha_ordered"], 2)) == (0.61, 0.78)
    assert round(old.at["claims", "alpha_ordered"], 2) == 0.61


def test_groups_share_out_the_units_of_each_kind():
    found = readings.overview(TABLES, CLAIMS, PREDICTIONS, draws=20)
    assert found.index.equals(pd.RangeIndex(len(found)))
    for (_, _), part in found.groupby(["what", "rules"]):
        whole = part.loc[part["by"].eq("all units"), "n"].item()
        for by in ("text", "kind", "family"):
            counted = part.loc[part["by"].eq(by), "n"]
            assert counted.empty or counted.sum() == whole


def test_every_claim_of_today_was_read_under_todays_rules():
    table = TABLES["claims"]
    now = table[table["rules"].eq("2026.3") & table["reader"].eq("first")]
    assert sorted(now["claim_id"]) == sorted(CLAIMS["claim_id"])
    assert table.loc[table["verdict"].ne("not checkable"), "scored"].all()


def test_rules_under_which_nobody_read_again_are_passed_over():
    alone = TABLES["claims"].query("reader == 'first' and rules == '2026.2'").assign(rules="2000.1")
    every = {"claims": pd.concat([alone, TABLES["claims"]])}
    told = readings.overview({"claims": TABLES["claims"]}, CLAIMS, PREDICTIONS, draws=5)
    pd.testing.assert_frame_equal(readings.overview(every, CLAIMS, PREDICTIONS, draws=5), told)


def test_conclusions_are_carried_from_the_alpha_that_krippendorff_asks_for():
    assert readings.ASKED == 0.8
