"""Support, arms, fire and events under every choice: worked out by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import partner_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough

FORMS = sorted({form for forms in specs.KINDS.values() for form in forms})


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def supported(target, first, last, groups, **forms):
    cells = dict.fromkeys(FORMS, 0) | {"groups": groups} | forms
    return [{"target": target, "year": year} | cells for year in range(first, last + 1)]


def bound(partner, first, last, *promises):
    kinds = dict.fromkeys(("defence", "offence", "neutrality", "nonaggression", "consultation"), False)
    kinds |= dict.fromkeys(promises, True)
    own = kinds | {f"partner_{kind}": given for kind, given in kinds.items()}
    return [{"state": "IRN", "partner": partner, "year": year} | own for year in range(first, last + 1)]


@pytest.fixture(scope="module")
def support():
    return pd.DataFrame([
        *supported("IRQ", 1970, 1978, 1), *supported("IRQ", 1979, 1989, 2), *supported("IRQ", 2001, 2010, 0),
        *supported("ISR", 1970, 2010, 2, weapons=1, transport=2),
        *supported("AFG", 1970, 2005, 3), *supported("AFG", 2006, 2010, 0),
        *supported("TUR", 1981, 2010, 1),
    ])  # fmt: skip


@pytest.fixture(scope="module")
def promises():
    return pd.DataFrame([
        *bound("IRQ", 1970, 1974, "consultation"), *bound("USA", 1960, 1978, "consultation"),
        *bound("PAK", 1979, 2000), *bound("RUS", 2001, 2010, "neutrality"),
    ])  # fmt: skip


def test_a_year_counts_where_all_targets_were_read(support, promises):
    rows = specs.group_specifications(support, promises)
    every = row(rows, rule="any promise", targets="all four", kind="any", since=1980)
    assert every[["years_bound", "years_unbound"]].tolist() == [10, 9], "Iraq was not read from 1990 to 2000"
    assert every["unbound"] == 2 + 2 + 3 + 1
    assert every["bound"] == pytest.approx((5 * 6 + 5 * 3) / 10)
    assert every[["at_turn", "at_end"]].tolist() == [6, 3]
    assert set(rows.query("targets == 'all four'")["since"]) == {1980, 1989}, "Türkiye was read from 1981 on"
    assert row(rows, rule="any promise", targets="Israel alone", kind="weapons", since=1970)["bound"] == 2
    assert row(rows, rule="any promise", targets="Israel alone", kind="money", since=1970)["bound"] == 0


def test_each_rule_binds_other_years(support, promises):
    rows = specs.group_specifications(support, promises)

    def years(rule):
        return row(rows, rule=rule, targets="without Türkiye", kind="any", since=1970)["years_bound"]

    assert [years(rule) for rule in specs.TURNS] == [9 + 10, 10, 9 + 5]
    syria = row(rows, rule=specs.SYRIA, targets="without Iraq", kind="any", since=1980)
    assert syria["at_turn"] == syria["at_end"] == 3


def test_a_tie_that_outlasts_the_revolution_gives_way_to_that_with_syria(support):
    rows = specs.group_specifications(support, pd.DataFrame(bound("USA", 1960, 2010, "consultation")))
    syria = row(rows, rule=specs.SYRIA, targets="Israel alone", kind="any", since=1970)
    assert syria["years_bound"] == len(range(1970, 1980)) + len(range(2006, 2011))


def test_a_year_without_a_group_is_no_year_of_support(promises):
    given = pd.DataFrame(supported("IRQ", 1956, 1970, 0) + supported("IRQ", 1971, 1979, 1))
    rows = specs.shah_specifications(given, promises)
    assert row(rows, rule="any promise", since=1956, until=1974)[["years", "bound"]].tolist() == [4, 4]


def test_the_shahs_ties_are_counted_with_and_without_iraq(promises):
    given = pd.DataFrame(supported("IRQ", 1956, 1979, 1))
    rows = specs.shah_specifications(given, promises)
    assert row(rows, rule="any promise", since=1956, until=1978)[["years", "bound"]].tolist() == [23, 19]
    assert row(rows, rule="any promise", since=1960, until=1974)[["years", "bound"]].tolist() == [15, 15]
    assert row(rows, rule="about outsiders", since=1960, until=1974)["bound"] == 0
    alone = specs.shah_specifications(
        given,
        pd.DataFrame(bound("IRQ", 1960, 1978, "consultation") + bound("USA", 1959, 1959, "consultation")),
    )
    assert row(alone, rule="any promise", since=1960, until=1978)["bound"] == 19
    assert row(alone, rule="any promise, but Iraq's", since=1960, until=1978)["bound"] == 0


def test_missiles_through_syria_are_counted_in_part():
    deals = pd.DataFrame(
        [("Hezbollah (Lebanon)*", "Iran", "1999; 2000", 8.0, None),
         ("Hezbollah (Lebanon)*", "Syria", "2009; 2010", 60.0, f"possibly {specs.SAID_IRANIAN}"),
         ("Hezbollah (Lebanon)*", "Syria", "2006", 5.0, "aid"),
         ("Houthi rebels (Yemen)*", "Iran", "2015; 2022", 30.0, None),
         ("Iraq", "Iran", "2015", 99.0, None)],
        columns=["recipient", "supplier", "delivery_years", "tiv_delivered", "comments"],
    )  # fmt: skip
    rows = specs.group_arms_specifications(deals)

    def sums(how, since, until):
        return row(rows, through_syria=how, since=since, until=until)[["hezbollah", "houthis"]].tolist()

    assert sums("not counted", 1980, 2024) == [8, 30]
    assert sums("half", 2000, 2024) == [4 + 30, 30]
    assert sums("counted", 2010, 2019) == [30, 15]


def act(name, war, day, actor="Hezbollah", at="ISR", by=None, confidence="medium", **cells):
    return {
        "act_id": name, "war": war, "day": day, "actor": actor, "kind": "fire", "fired_at": at,
        "confirmed_by": by, "confidence": confidence, "in_tail": False,
    } | cells  # fmt: skip


def test_fire_is_counted_by_what_is_believed_and_until_when():
    days = pd.DataFrame([
        act("late", "2025", 16, "Houthis", by="Israel", confidence="high"),
        act("iraq", "2026", 1, "Militias in Iraq", at="USA", by="local press", confidence="high"),
        act("iraq-2", "2026", 9, "Militias in Iraq", at="USA", by="Iraqi officials"),
        act("first", "2026", 3, by="Israel", confidence="high"),
        act("again", "2026", 45),
        act("houthis", "2026", 20, "Houthis"),
        act("gaza", "2026", 21, "Hamas and Islamic Jihad", kind="no fire", at=None),
        act("iran", "2026", 100, "Iran"),
        act("saudi", "2026", 136, "Houthis", at="SAU", by="Saudi Arabia"),
        act("tail", "2026", 150, in_tail=True),
    ])  # fmt: skip
    rows = specs.conduct_specifications(days)
    whole = dict(zip(specs.CONDUCT, [
        "three", "any report", "any", "Israel or the United States", "to the ceasefire", "to Iran's truce"
    ], strict=True))  # fmt: skip
    counts = ["of", "fired_first", "fired_second", "fired_july", "reports", "believed"]
    entered = ["iraq", "hezbollah", "houthis"]

    def under(**other):
        return row(rows, **(whole | other))

    assert under()[counts].tolist() == [3, 0, 3, 0, 4, 4]
    assert under()[entered].tolist() == [1, 3, 20]
    assert under(partners="with those of Gaza")["of"] == 4
    assert under(first_war="and four days after")["fired_first"] == 1
    assert under(second_war="to Lebanon's truce")["reports"] == 5
    assert under(fired_at="anybody", second_war="to the close of the record")[counts[3:]].tolist() == [
        1,
        6,
        6,
    ]
    assert under(standing="confirmed by others")[counts[2:]].tolist() == [2, 0, 4, 3]
    assert under(standing="confirmed by a government")["iraq"] == 9
    assert under(relied_on="high alone")[counts[2:]].tolist() == [2, 0, 2, 2]
    assert under(relied_on="high alone")[entered].isna().tolist() == [False, False, True]


def test_an_event_is_counted_once_by_what_is_not_neutral_in_it():
    coded = pd.DataFrame(
        [("e1", "P5.4", "supports"), ("e1", "A3.1", "neutral"), ("e2", "P5.4", "neutral"),
         *((f"e{n}", "A3.2", "neutral") for n in range(3, 7)), ("e7", "P5.4", "against"),
         ("e1", "P9.9", "against")],
        columns=["event_id", "claim_id", "direction"],
    )  # fmt: skip
    events = pd.DataFrame({
        "event_id": [f"e{n}" for n in range(1, 8)], "in_tail": [False] * 6 + [True],
        "date": ["2021-08-01"] + ["2026-03-01"] * 6, "confidence": ["high"] * 7,
    })  # fmt: skip
    rows = specs.event_specifications(coded, events)
    whole = {"claims": "all three", "since": "2021-07", "relied_on": "any"}
    assert row(rows, **whole, counted="judgement")[["of", "supports", "neutral", "against"]].tolist() == [
        7,
        1,
        6,
        0,
    ]
    assert row(rows, **whole, counted="event")[["of", "supports", "neutral"]].tolist() == [6, 1, 5]
    later = row(rows, **(whole | {"since": "2026-02-28"}), counted="event")
    assert later[["of", "supports"]].tolist() == [5, 0]
    assert rows["of"].min() == specs.FEWEST, "of the article's claim there are too few"


def test_states_beside_iran_are_counted_in_its_own_wars():
    def side(number, conflict, year, actor, side, role="primary", intensity="war"):
        return {"conflict_id": number, "conflict": conflict, "year": year, "actor": actor, "side": side,
                "role": role, "intensity": intensity, "actor_kind": "state"}  # fmt: skip

    sides = pd.DataFrame([
        side(1, "Iran-Iraq", 1980, "IRN", "side_a"), side(1, "Iran-Iraq", 1980, "IRQ", "side_b"),
        side(1, "Iran-Iraq", 1980, "SYR", "side_a", "secondary"),
        side(2, "Iran: Kurdistan", 1966, "IRN", "government", intensity="minor"),
        side(3, "Syria: government", 2016, "IRN", "government", "secondary"),
    ])  # fmt: skip
    rows = specs.own_war_specifications(sides)

    def found(wars, since, deadly):
        return row(rows, wars=wars, since=since, deadly=deadly)[["years", "beside"]].tolist()

    assert found("with Iraq and Israel", 1946, "25 deaths") == [1, 1]
    assert found("all its own", 1946, "25 deaths") == [2, 1]
    assert found("all its own", 1946, "1,000 deaths") == [1, 1]
    assert found("all its own", 1979, "25 deaths") == [1, 1]


def test_with_nothing_left_out_the_numbers_are_the_chapters():
    conduct = row(helpers.load("conduct_specifications"), partners="three", standing="confirmed by others",
                  relied_on="any", fired_at="Israel or the United States", first_war="to the ceasefire",
                  second_war="to Iran's truce")  # fmt: skip
    told = helpers.armed_groups.fire(helpers.load("war_days")).query("war == '2026' and actor != 'Iran'")
    before = told[told["day"].lt(40)]
    assert conduct[["reports", "believed"]].tolist() == [
        len(before),
        before["standing"].eq("confirmed").sum(),
    ]
    arms = helpers.load("arms_groups").groupby("recipient")["tiv"].sum().round(1)
    whole = row(
        helpers.load("group_arms_specifications"), through_syria="not counted", since=1980, until=2024
    )
    assert whole[["hezbollah", "houthis"]].tolist() == arms[["Hezbollah", "Houthis"]].tolist()


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
