"""Syria under every choice: worked out by hand, and as the chapter has it."""

import pandas as pd
import pytest

import helpers
from helpers.models import syria_specifications as specs
from tests.models import committed

pytestmark = pytest.mark.thorough

WHOLE = {"subjects": "all", "texts": "all", "unit": "each text", "start": 2011, "end": 2024}


def row(rows, **choice):
    found = rows[rows[list(choice)].eq(pd.Series(choice)).all(axis=1)]
    assert len(found) == 1, choice
    return found.iloc[0]


def text(name, day, outcome="vetoed", russia="no", china="no", **cells):
    return {
        "vote_id": name, "date": pd.Timestamp(day), "about": "Syria", "document": "draft", "counted": True,
        "outcome": outcome, "russia": russia, "china": china, "sponsor": "France", "routine": False,
        "topic": "Syria: a ceasefire",
    } | cells  # fmt: skip


def test_texts_are_counted_by_subject_kind_unit_and_year():
    votes = pd.DataFrame([
        *(text(f"v{year}", f"{year}-05-01") for year in range(2012, 2018)),
        text("chemical", "2017-05-20", china="abstain", topic="Syria: renews the JIM"),
        text("passed", "2018-01-10", "adopted", "yes", "yes", sponsor="Russian Federation; Turkey"),
        text("aid", "2019-01-10", "adopted", "abstain", topic="Syria: aid renewed", routine=True),
        text("own", "2019-01-11", "not adopted", "yes", "yes", sponsor="Russian Federation"),
        text("late", "2025-05-01"), text("other", "2015-05-02", about="Iran"),
        text("amendment", "2016-05-02", document="amendment"),
    ])  # fmt: skip
    rows = specs.syria_text_specifications(votes)

    def counted(**other):
        found = row(rows, **(WHOLE | other))
        return found[["vetoed", "with_china", "adopted", "own_adopted", "own_failed"]].tolist()

    assert counted() == [7, 6, 2, 1, 1]
    assert counted(subjects="without chemical weapons") == [6, 6, 2, 1, 1]
    assert counted(subjects="without aid")[2] == counted(texts="new alone")[2] == 1
    assert counted(unit="one a month") == [6, 6, 2, 1, 1], "May 2017 counts once, and China joined in it"
    assert counted(start=2017)[0] == 2 and row(rows, **(WHOLE | {"start": 2017})).isna()["with_china"]
    assert row(rows, **WHOLE).isna()["russia_for"], "two adopted texts are too few"


def test_with_nothing_left_out_the_texts_are_the_chapters():
    votes = helpers.load("council_votes")
    stopped = helpers.council.vetoed(helpers.council.contested_syria(votes))
    one = row(specs.syria_text_specifications(votes), **WHOLE)
    assert one["vetoed"] == len(stopped)
    assert one["with_china"] == stopped["camp"].eq("both").sum()
    assert one["own_failed"] == helpers.council.contested_syria(votes)["camp"].eq("counter").sum()


def side(year, name, actor, where="government", role="primary", intensity="war", conflict=1):
    return {"conflict_id": conflict, "conflict": name, "year": year, "side": where, "role": role,
            "actor": actor, "actor_kind": "state", "intensity": intensity}  # fmt: skip


def test_who_stood_with_iran_is_counted_by_conflict_intensity_and_year():
    wars = [side(year, "Iran-Iraq", "IRN") for year in range(1980, 1986)]
    wars += [side(1980, "Iran-Iraq", "IRQ", "opposition"), side(1981, "Iran-Iraq", "SYR", role="secondary")]
    wars += [
        side(year, "Iran: Kurdistan", "IRN", intensity="minor", conflict=2) for year in range(1978, 1983)
    ]
    rows = specs.side_specifications(pd.DataFrame(wars))
    whole = {"conflicts": "all", "intensity": "any", "unit": "conflict", "since": 1946}
    counts = ["own", "with_it", "against_it"]
    assert row(rows, **whole)[counts].tolist() == [11, 1, 1]
    assert row(rows, **(whole | {"unit": "year"}))[counts].tolist() == [8, 1, 1]
    assert row(rows, **(whole | {"intensity": "war"}))[counts].tolist() == [6, 1, 1]
    assert row(rows, **(whole | {"conflicts": "at home"}))[counts].tolist() == [5, 0, 0]
    assert row(rows, **(whole | {"since": 1979}))["own"] == 10
    assert not rows["since"].eq(2000).any(), "nothing is left"


def test_meetings_are_counted_by_kind_length_and_certainty():
    days = ["2017-01-10", "2017-03-10", "2018-01-10", "2021-01-10", "2021-02-10"]
    meetings = pd.DataFrame({
        "kind": ["round", "round", "summit", "round", "ministers"], "start": pd.to_datetime(days),
        "end": pd.to_datetime(["2017-01-12", "2017-03-10", "2018-01-10", "2021-01-11", "2021-02-10"]),
        "how_known": ["read", "partly read", "read", "read", "read"],
    })  # fmt: skip
    rows = specs.meeting_specifications(meetings)
    whole = {"kinds": "envoys, presidents, ministers", "counted": "meetings", "sure": "all"}
    counts = ["first_year", "most_later", "early", "late"]
    assert row(rows, **whole)[counts].tolist() == [2, 2, 3, 2]
    assert row(rows, **(whole | {"kinds": "envoys"}))[counts].tolist() == [2, 1, 2, 1]
    assert row(rows, **(whole | {"counted": "days"}))[counts].tolist() == [4, 3, 5, 3]
    assert row(rows, **(whole | {"sure": "dates read"}))[counts].tolist() == [1, 2, 2, 2]


@pytest.fixture(scope="module")
def assembly():
    return specs.assembly_specifications(
        helpers.load("unga_syria_resolutions"), helpers.load("unga_agreement")
    )


def test_votes_on_syria_are_those_of_the_chapter(assembly):
    whole = {"titles": "all", "score": "own position", "beside": "all", "start": 2011, "end": 2019}
    one = row(assembly, **whole)
    assert one["resolutions"] == 12
    assert one["on_syria"] == pytest.approx(11 / 12, abs=1e-4)
    assert one["with_turkey"] == pytest.approx(1 / 12, abs=1e-4)
    assert row(assembly, **(whole | {"score": "half credit"}))["on_syria"] == pytest.approx(
        11.5 / 12, abs=1e-4
    )
    assert row(assembly, **(whole | {"start": 2012}))["on_syria"] == 1


def test_all_votes_are_those_of_the_same_years(assembly):
    tally = helpers.load("unga_agreement").query("partner == 'RUS' and issue == 'all'")
    for beside in specs.BESIDE:
        pooled = helpers.agreement.pool_periods(tally[tally["subset"].eq(beside)], {"span": (2012, 2017)})
        one = row(assembly, titles="all", score="own position", beside=beside, start=2012, end=2017)
        assert one["on_all"] == pytest.approx(pooled["agreement"].item(), abs=1e-4)


test_each_job_makes_its_committed_table = committed.test_of(specs.JOBS)
