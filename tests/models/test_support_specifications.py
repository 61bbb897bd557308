"""Votes, arms and reports of help under every choice: counted by hand, and as the chapter has them."""

import pandas as pd
import pytest

import helpers
from helpers.models import support_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough

WHOLE = {"subjects": "all", "texts": "all", "sure": "all", "start": 2006, "end": 2026}


@pytest.fixture(scope="module")
def council():
    return specs.council_specifications(helpers.load("council_votes"))


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def vote(name, year, about="nuclear file", russia="yes", **cells):
    direction = "against Damascus" if about == "Syria" else "against Iran"
    return {
        "vote_id": name, "date": pd.Timestamp(f"{year}-05-01"), "about": about, "direction": direction,
        "document": "resolution", "nine_votes": True, "counted": True, "routine": False,
        "confidence": "high", "topic": "Iran", "russia": russia, "china": "abstain",
        "outcome": "vetoed" if russia == "no" else "adopted",
    } | cells  # fmt: skip


def test_what_one_choice_leaves_out_is_not_counted():
    votes = pd.DataFrame([
        *(vote(f"n{year}", year) for year in range(2010, 2015)),
        vote("old", 2007, routine=True),
        vote("unsure", 2012, confidence="medium"),
        vote("late", 2026, "conduct", "no", topic="Yemen sanctions: a draft that names Iran"),
        vote("houthis", 2015, "Houthis", "abstain", direction="against Houthis"),
        vote("weak", 2011, russia="no", nine_votes=False, outcome="not adopted"),
        vote("neutral", 2011, direction="neutral"),
    ])  # fmt: skip
    rows = specs.council_specifications(votes)

    def counted(**other):
        return row(rows, **(WHOLE | other))[["counted", "russia_veto", "russia_abstained", "russia_for"]]

    assert counted().tolist() == [9, 1, 1, 7]
    assert counted(texts="new alone").tolist() == [8, 1, 1, 6]
    assert counted(sure="high alone").tolist() == [8, 1, 1, 6]
    assert counted(subjects="without the Houthis").tolist() == [8, 1, 0, 7]
    assert counted(subjects="without Yemen").tolist() == [7, 0, 0, 7]
    assert counted(start=2010).tolist() == [8, 1, 1, 6]
    assert counted(end=2025).tolist() == [8, 0, 1, 7]
    assert row(rows, **WHOLE)[["china_veto", "china_abstained", "china_for"]].tolist() == [0, 9, 0]
    assert rows["start"].max() == 2012, "later on fewer than five texts are left"


def test_the_same_choice_takes_the_texts_on_syria():
    nuclear = [vote(f"n{year}", year) for year in range(2006, 2024)]
    on_syria = [vote(f"s{n}", 2012 + n, "Syria", "no" if n < 2 else "yes") for n in range(6)]
    eases = vote("counter", 2013, "Syria", direction="eases Damascus")
    rows = specs.council_specifications(pd.DataFrame([*nuclear, *on_syria, eases]))
    assert row(rows, **WHOLE)[["syria", "syria_veto"]].tolist() == [6, 2]
    assert row(rows, **(WHOLE | {"start": 2013}))[["syria", "syria_veto"]].tolist() == [5, 1]
    assert row(rows, **(WHOLE | {"start": 2014}))[["syria", "syria_veto"]].isna().all()


def test_with_nothing_left_out_the_counts_are_the_chapters(council):
    whole = row(council, **WHOLE)
    chapter = helpers.council.count_decisions(
        helpers.council.stances(helpers.council.against_iran(helpers.load("council_votes")), ["russia"])
    )
    assert whole["counted"] == chapter["total"].sum()
    assert whole["russia_veto"] == chapter["veto"].sum()
    done = council[["russia_veto", "russia_abstained", "russia_for"]].sum(axis=1)
    assert done.eq(council["counted"]).all()
    assert council["counted"].ge(specs.FEWEST).all()


def arms(year, given, got, listed=(0.0, 0.0)):
    ways = (("IRN", "RUS", given, listed[0]), ("RUS", "IRN", got, listed[1]))
    return [
        {"from_state": one, "to_state": two, "year": year, "tiv": tiv, "tiv_deliveries": other}
        for one, two, tiv, other in ways
    ]


def test_drones_made_in_russia_are_not_given_by_iran():
    transfers = pd.DataFrame([*arms(2022, 40.0, 5.0, (30.0, 4.0)), *arms(2023, 30.0, 10.0, (20.0, 6.0)),
                              *arms(2024, 60.0, 15.0, (99.0, 99.0))])  # fmt: skip
    deals = pd.DataFrame({"deal_id": [specs.DRONE], "first_delivery": 2022, "last_delivery": 2024,
                          "tiv_delivered": 90.0})  # fmt: skip
    rows = specs.arms_specifications(transfers, deals)

    def given(series, start, end, made):
        return row(rows, series=series, start=start, end=end, made_in_iran=made)["to_russia"]

    assert given("register", 2022, 2024, 1.0) == 130
    assert given("register", 2022, 2024, 0.0) == 130 - 90
    assert given("register", 2023, 2024, 0.5) == 90 - 30
    assert given("deliveries", 2022, 2023, 0.0) == 7.5, "three quarters of 2022, and all of 2023, were drones"
    assert row(rows, series="register", start=2023, end=2024, made_in_iran=0.0)["to_iran"] == 25
    assert not rows.query("series == 'deliveries'")["end"].eq(2024).any(), "that list ends before"


def test_reports_are_counted_by_kind_giver_month_and_certainty():
    told = pd.DataFrame(
        [("2024-04-15", "arms", "RUS", "low", "unconfirmed")] * 2
        + [("2025-09", "parts", "RUS; CHN", "medium", "disputed")] * 3
        + [("2026-03-08", "humanitarian", "RUS", "high", "confirmed"),
           ("2026-04-01", "intelligence", None, "high", "confirmed")],
        columns=["date", "kind", "from_state", "confidence", "status"],
    )  # fmt: skip
    rows = specs.report_specifications(told)
    whole = {"kinds": "all", "giver": "either", "since": "2024-04", "relied_on": "any"}
    counts = ["reports", "confirmed", "disputed", "unconfirmed"]
    assert row(rows, **whole)[counts].tolist() == [7, 2, 3, 2]
    assert row(rows, **(whole | {"kinds": "military"}))[counts].tolist() == [6, 1, 3, 2]
    assert row(rows, **(whole | {"giver": "Russia"}))[counts].tolist() == [6, 1, 3, 2]
    assert row(rows, **(whole | {"since": "2025-06"}))[counts].tolist() == [5, 2, 3, 0]
    assert row(rows, **(whole | {"relied_on": "not low"}))[counts].tolist() == [5, 2, 3, 0]
    assert rows["reports"].ge(specs.FEWEST).all()
    assert set(rows["giver"]) == {"either", "Russia"}, "of China three reports are too few"


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
