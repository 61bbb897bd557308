"""Disputes, promises and approval under every choice: worked out by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import memory_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def dispute(begin, partner="RUS", end=None, data_set="cow", **cells):
    return {
        "data_set": data_set, "dispute": begin, "partner": partner, "begin": begin, "end": end or begin,
        "iran_on_initiating_side": False, "iran_original_party": True, "partner_original_party": True,
        "iran_hostility": 1, "partner_hostility": 4,
    } | cells  # fmt: skip


@pytest.fixture(scope="module")
def disputes():
    return pd.DataFrame([
        dispute(1856, "GBR"), dispute(1911, end=1913), dispute(1912),
        dispute(1946, iran_on_initiating_side=True), dispute(1950, "IRQ"), dispute(1960, "IRQ"),
        dispute(1993, partner_original_party=False),
        dispute(1978, partner_hostility=2), dispute(1984, "USA", partner_hostility=3),
        dispute(1985, "USA"), dispute(2012, "USA"), dispute(1980, "IRQ", 1988),
        dispute(1911, data_set="gml"), dispute(1956, "USA", data_set="gml"),
    ])  # fmt: skip


def test_disputes_are_counted_under_each_choice(disputes):
    rows = specs.dispute_specifications(disputes)
    whole = {
        "list": "cow",
        "until": 2014,
        "step": "any",
        "parties": "all",
        "counted": "disputes",
        "since": 1855,
    }
    early, late = ["russia_early", "other_early", "power_early"], ["russia_late", "usa_late", "iraq_late"]

    def under(**other):
        return row(rows, **(whole | other))

    assert under()[early].tolist() == [4, 2, 1]
    assert under()[late].tolist() == [1, 3, 1]
    assert under()[["russia", "usa", "moscow_first"]].tolist() == [5, 3, 4]
    assert under(until=2010)["usa_late"] == 2
    assert under(step="show of force")[["russia_early", "usa_late"]].tolist() == [3, 3]
    assert under(step="use of force")[["russia_early", "usa_late"]].tolist() == [3, 2]
    assert under(parties="both from the first day")["russia_late"] == 0
    assert under(since=1919)[early].tolist() == [2, 2, 0]
    assert under(counted="years")[["russia_early", "iraq_late"]].tolist() == [5, 9], "1912 is one year"
    assert under(list="gml", until=2010)[early].tolist() == [1, 1, 1]
    assert under()["rate_before"] == pytest.approx(10 * 4 / (1992 - 1855), abs=1e-3)
    assert under()["rate_after"] == pytest.approx(10 / 23, abs=1e-3)
    assert set(rows.query("list == 'gml'")["until"]) == {2010}


def treaty(number, year, partners):
    return {"atopid": number, "phase": 0, "title": str(number), "partners": partners, "defence": False,
            "begin": pd.Timestamp(f"{year}-01-01"), "partner_defence": False}  # fmt: skip


def test_a_promise_is_burdened_by_what_counts_as_a_quarrel(disputes):
    alliances = pd.DataFrame([
        treaty(1, 1927, "RUS"), treaty(2, 1928, "TUR"), treaty(specs.OCCUPIED, 1942, "GBR; RUS"),
        treaty(specs.DECLARATION, 1943, "GBR; MEX"), treaty(3, 1979, "USA; RUS"),
    ])  # fmt: skip
    rivalries = pd.DataFrame({"state_a": ["IRN"], "state_b": ["TUR"], "begin": [1920], "end": [1930]})
    rows = specs.signing_specifications(alliances, disputes, rivalries)

    def under(burden="dispute", treaties="all", counted="partner"):
        found = row(rows, burden=burden, treaties=treaties, counted=counted)
        return found[["signed", "burdened", "russia", "great_powers"]].tolist()

    assert under() == [6, 4, 3, 1]
    assert under("dispute or rivalry") == [6, 6, 3, 1], "the revised list burdens the United States"
    assert under("dispute, revised list") == [6, 4, 3, 1]
    assert under("rivalry") == [6, 1, 3, 1]
    assert under(counted="treaty") == [4, 3, 3, 1]
    assert under(treaties="without that of 1942") == [4, 2, 2, 1]
    assert under(treaties="with the declaration of 1943") == [8, 5, 3, 2]
    assert under(treaties="since 1946") == [2, 1, 1, 1]
    rows = specs.signing_specifications(alliances[alliances["begin"].dt.year.lt(1940)], disputes, rivalries)
    assert under() == [2, 1, 1, 0], "no other great power signed"


def test_approval_that_falls_with_the_record_follows_it():
    liked = {
        "Germany": 50,
        "United Kingdom": 40,
        "United States": 10,
        "Russia": 20,
        "China": 60,
        "Türkiye": 55,
    }
    answers = [{"question": specs.QUESTION, "item": item, "start": specs.IN_2011, "value": value}
               for item, value in liked.items()]  # fmt: skip
    answers.append(answers[3] | {"start": "2021", "value": 90})
    many = {"USA": 5, "RUS": 4, "GBR": 3, "DEU": 2, "TUR": 1}
    disputes = pd.DataFrame([
        dispute(1950 + n, state, data_set=name)
        for name in specs.ENDS for state, times in many.items() for n in range(times)
    ])  # fmt: skip
    rivalries = pd.DataFrame({"state_a": ["IRN"], "state_b": ["USA"], "begin": [1979], "end": [1980]})
    rows = specs.approval_specifications(pd.DataFrame(answers), disputes, rivalries)
    whole = {"record": "cow", "since": 1855, "asked_of": "all six", "russia_in": "2011"}
    assert row(rows, **whole)["follows"] == -1
    assert row(rows, **(whole | {"russia_in": "2021"}))["follows"] == pytest.approx(-0.429)
    assert row(rows, **(whole | {"asked_of": "great powers", "russia_in": "2021"}))["follows"] == -0.4
    assert row(rows, **(whole | {"record": "years of rivalry"}))["follows"] == pytest.approx(-0.655)


def test_with_nothing_left_out_the_counts_are_the_chapters():
    found = row(helpers.load("dispute_specifications"), list="cow", until=2014, step="any", parties="all",
                counted="disputes", since=1855)  # fmt: skip
    ours = helpers.load("disputes").query("data_set == 'cow' and partner == 'RUS'")
    assert found["russia_early"] == ours["begin"].lt(1979).sum()
    assert found["moscow_first"] == (~ours["iran_on_initiating_side"]).sum()


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
