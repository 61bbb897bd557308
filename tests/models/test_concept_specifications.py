"""Rules, readers and pacts under every choice: worked out by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import concept_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough

PROVISIONS = helpers.treaties.PROVISIONS


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def coded(treaty, reading, **promised):
    """Return a code for each promise about war; 0 where none is given."""
    cells = dict.fromkeys(PROVISIONS, 0) | promised
    return [{"treaty_id": treaty, "provision": one, "reading": reading, "code": code, "first_code": code,
             "article": "3", "note": "", "why": ""} for one, code in cells.items()]  # fmt: skip


def coding(**new):
    rows = [*coded("ir-ru-2001", "strict", neutral=1, nonagg=1), *coded("ir-ru-2025", "strict", **new)]
    return pd.DataFrame(rows).astype({"code": "Int64", "first_code": "Int64"})


def test_a_clause_is_neutrality_or_no_promise():
    rows = specs.clause_specifications(coding(neutral=1), coding(neutral=1, consul=1))

    def found(reader, clause, rule="any promise", treaty="2025"):
        chosen = row(rows, treaty=treaty, rule=rule, reader=reader, reading="strict", clause=clause)
        return chosen[["alliance", "promises", "promises_2001"]].tolist()

    assert found("settled", "neutrality") == [True, 1, 2]
    assert found("settled", "no aid to the enemy") == [False, 0, 1]
    assert found("second", "no aid to the enemy") == [True, 1, 1]
    assert not found("second", "no aid to the enemy", "about outsiders")[0]
    assert not found("first", "neutrality", "to fight")[0]


def test_each_reader_is_counted_by_codes_of_their_own():
    codes = coding(neutral=1)
    doubted = codes["treaty_id"].eq("ir-ru-2025") & codes["provision"].eq("consul")
    codes["first_code"] = codes["first_code"].mask(doubted, 1)
    rows = specs.clause_specifications(codes, coding())
    chosen = rows.query("treaty == '2025' and rule == 'any promise' and clause == 'neutrality'")
    assert chosen.set_index("reader")["promises"].to_dict() == {"settled": 1, "first": 2, "second": 0}


def test_a_provision_that_was_not_seen_leaves_the_count_open():
    second = coding(neutral=1)
    gap = second["treaty_id"].eq("ir-ru-2001") & second["provision"].eq("consul")
    second["code"] = second["code"].mask(gap)
    rows = specs.clause_specifications(coding(neutral=1), second)
    open_one = row(
        rows, treaty="2025", rule="to fight", reader="second", reading="strict", clause="neutrality"
    )
    assert open_one["promises"] == 1 and pd.isna(open_one["promises_2001"])


def bound(partner, year, *kinds, bilateral=False):
    every = helpers.alliances.OBLIGATIONS
    return {"state": "RUS", "partner": partner, "year": year} | {
        f"{side}{kind}": kind in kinds and (bilateral or side != "bilateral_")
        for kind in every for side in ("", "partner_", "bilateral_")
    }  # fmt: skip


def test_allies_are_counted_by_rule_and_kind_of_pact():
    rows = specs.ally_specifications(pd.DataFrame([
        bound("USA", 2000, "nonaggression"),
        bound("UKR", 2000, "nonaggression", "neutrality", bilateral=True),
        bound("BLR", 2000, "defence", bilateral=True), bound("IRN", 1999, "neutrality"),
    ]))  # fmt: skip
    counts = ["any", "about_outsiders", "to_fight", "only_peace", "usa", "ukraine"]
    assert row(rows, year=2000, pacts="all")[counts].tolist() == [3, 2, 1, 1, True, True]
    assert row(rows, year=2000, pacts="bilateral")[counts].tolist() == [2, 2, 1, 0, False, True]
    assert set(rows.query("year == 1999")["pacts"]) == {"all"}


def test_agreement_is_measured_of_the_codes_that_count():
    first, second = (
        pd.concat([one, one.assign(reading="lenient")])
        for one in (coding(neutral=1), coding(neutral=1, consul=1))
    )
    listed = pd.DataFrame({"treaty_id": ["ir-ru-2001", "ir-ru-2025"], "coded_by": ["ATOP 4.01", "us"]})
    rows = specs.coder_specifications(first, second, listed)

    def found(of="all", readings="strict"):
        return row(rows, treaties=of, provisions="all", readings=readings, measure="kappa")

    assert found()["pairs"] == 10 and found(specs.BY_US)["pairs"] == 5
    assert found(readings="both")["pairs"] == 20
    assert found(specs.BY_US)["agreement"] == pytest.approx(6 / 11, abs=1e-3)


def test_with_nothing_left_out_the_numbers_are_the_chapters():
    now = row(helpers.load("ally_specifications"), year=2018, pacts="all")
    counts = helpers.alliances.allies(helpers.load("alliance_obligations"))
    russia = counts.query("state == 'RUS' and year == 2018").set_index("rule")["allies"]
    assert (
        now[["any", "about_outsiders", "to_fight"]].tolist() == russia[list(helpers.alliances.RULES)].tolist()
    )
    pairs = helpers.treaties.compare_codings(
        helpers.load("treaty_codes"), helpers.load("treaty_codes_second")
    )
    whole = row(helpers.load("coder_specifications"), treaties="all", provisions="all", readings="both",
                measure="kappa")  # fmt: skip
    assert whole["pairs"] == pairs["kind"].isin(["equal", "differ"]).sum()


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
