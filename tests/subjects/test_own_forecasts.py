"""Our own forecasts: counts from the tables, rules that hold, and scores of a copy that is decided."""

import csv
import io

import pandas as pd
import pytest

import helpers
from helpers import printed, score, tables
from helpers.book.citing import edition
from helpers.subjects import own_forecasts
from tests import small

COUNTED = ["treaty_class_2001", "council_votes", "arms_deals", "assistance_reports", "war_sides"]
COUNTED = [*COUNTED, "assembly_ukraine"]
NAMES = ["own_forecasts", "claims", "events_after"]
SOURCE = "https://press.un.org/en/2027/sc1.doc.htm"


def rows():
    text = (tables.SOURCE_TREE / "data" / "record" / "own_forecasts.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def written(changed):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(changed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(changed)
    return out.getvalue()


def changed(name, **cells):
    return written([row | cells if row["forecast_id"] == name else row for row in rows()])


@pytest.fixture
def later(tmp_path, monkeypatch):
    """Return the writer of a copy of the table, in a book whose record closes at the end of 2031."""
    data = tmp_path / "data"
    small.carry(NAMES, data)
    described = data / "record" / "events_after.schema.json"
    text = described.read_text(encoding="utf-8")
    for day, then in (("2026-08-22", "2031-12-31"), ("2026-09-09", "2031-12-31")):
        text = text.replace(day, then)
    described.write_text(text, encoding="utf-8")
    monkeypatch.setenv("BOOK_DATA", str(data))
    return lambda text: (data / "record" / "own_forecasts.csv").write_text(text, encoding="utf-8")


DECIDED = {
    "next-veto": {"outcome": "happened", "resolved_on": "2027-03-01", "resolving_source": SOURCE},
    "chabahar": {"outcome": "did not happen", "resolved_on": "2028-01-15", "resolving_source": SOURCE},
}


def decided():
    return written([row | DECIDED.get(row["forecast_id"], {}) for row in rows()])


def test_the_counts_of_earlier_cases_are_those_of_the_tables():
    told = helpers.load("own_forecasts").set_index("forecast_id")
    # What an edition has printed stays as it was counted then, whatever the tables say since.
    resource = tables.describe("own_forecasts")
    kept = printed.read(tables.data_folder().parent, resource["schema"]["printed"])["forecast_id"]
    told = told[~told.index.isin(kept) & told["base_unit"].notna()]
    found = own_forecasts.recount({name: helpers.load(name) for name in COUNTED}, helpers.closing().day)
    assert set(found.index) >= set(told.index)
    for name, row in told.iterrows():
        assert tuple(found.loc[name]) == (row["base_events"], row["base_of"]), name


@pytest.mark.parametrize(("first", "came"), [(2004, 1), (2005, 1), (2006, 0), (None, 0)])
def test_arms_that_came_within_five_years_of_their_order_came_in_time(first, came):
    tables = {name: helpers.load(name) for name in COUNTED}
    deals = tables["arms_deals"]
    one = deals[deals["from_state"].eq("RUS")].head(1).assign(order_year=2000, first_delivery=first)
    one = one.assign(weapon="Some tank").astype(deals.dtypes)
    until = helpers.closing().day
    more = own_forecasts.recount(tables | {"arms_deals": pd.concat([deals, one])}, until)
    assert (more - own_forecasts.recount(tables, until)).loc["su-35"].tolist() == [came, 1]


def test_at_least_ten_forecasts_have_a_rule_a_day_and_a_future():
    told, ends = own_forecasts.checked(helpers.load("own_forecasts")), helpers.closing()
    assert len(told) >= 10
    assert told["counts_from"].gt(pd.Timestamp(ends.day)).all()
    assert own_forecasts.standing(told, ends.day).eq("open").all()
    assert set(tables.items(told["base_tables"].dropna()).explode()) <= set(COUNTED)


def test_a_probability_that_is_not_its_base_rate_is_refused():
    told = helpers.load("own_forecasts")
    told.loc[told["forecast_id"].eq("next-veto"), "probability"] = 0.4
    with pytest.raises(helpers.DataError, match=r"row next-veto, .* its base rate is 0\.25"):
        own_forecasts.checked(told)


def test_the_model_that_a_pact_is_not_foretold_by_is_told_of_as_it_is():
    told = helpers.load("own_forecasts").set_index("forecast_id").loc["defence-clause", "computed"]
    chances = helpers.load("pact_onset_chances").query(
        "panel == 'relevant' and model == 'firth' and pact == 'own' and years == 10"
    )
    both = chances.set_index("case")["chance"][["forecast-2024", "north-korea-2024"]]
    assert "less than one per cent within ten years" in told
    assert "as little for North Korea" in told
    assert both.lt(0.01).all()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"counts": ""}, "column 'counts': must be given"),
        ({"decided_by": ""}, "column 'decided_by': must be given"),
        ({"resolves_by": ""}, "column 'resolves_by': must be given"),
        ({"probability": "0"}, "column 'probability': must be at least 0.01"),
        ({"probability": "1"}, "column 'probability': must be at most 0.99"),
        ({"resolves_by": "2026-08-01"}, "column 'resolves_by': must not be before 'counts_from'"),
        (DECIDED["next-veto"], "column 'resolved_on': must not be after 2026-09-09"),
        ({"outcome": "happened", "resolved_on": "2026-08-22"}, "column 'resolved_on': must not be before"),
        ({"outcome": "happened"}, "column 'resolved_on': resolved_on must be given where outcome is"),
        ({"resolving_source": SOURCE}, "resolving_source must be given only where outcome is"),
        ({"base_events": ""}, "column 'base_events': base_events must be given where base_unit is"),
        (
            {"basis": "base rate", **dict.fromkeys(["base_class", "base_tables", "base_events"], "")}
            | {"base_of": "", "base_unit": ""},
            "base_class must be given where basis is base rate",
        ),
        ({"claims": "P99.1"}, "'P99.1' is no claim"),
    ],
)
def test_a_forecast_that_cannot_be_decided_or_scored_is_refused(cells, said):
    with pytest.raises(helpers.DataError) as refused:
        tables.parse("own_forecasts", changed("next-veto", **cells))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"outcome": "happened", "resolved_on": "2027-03-01"}, "resolving_source must be given where"),
        (
            DECIDED["next-veto"] | {"outcome": "did not happen"},
            "must not be before 'resolves_by' where outcome is did not happen (found 2027-03-01)",
        ),
        (
            DECIDED["next-veto"] | {"resolved_on": "2029-02-01"},
            "'resolves_by': must not be before 'resolved_on' where outcome is happened",
        ),
    ],
)
def test_a_resolution_without_source_or_on_the_wrong_day_is_refused(later, cells, said):
    later(changed("next-veto", **cells))
    with pytest.raises(helpers.DataError) as refused:
        helpers.load("own_forecasts")
    assert said in str(refused.value)


def test_a_decided_copy_is_scored_beside_no_change_and_base_rate(later, capsys):
    later(decided())
    scores = own_forecasts.brier(helpers.load("own_forecasts")).set_index("group")
    assert scores["n"].to_dict() == {"all": 2, "with a base rate": 1}
    assert scores.at["all", "ours"] == pytest.approx((0.75**2 + 0.45**2) / 2)
    assert scores.at["all", "unchanged"] == 1, "no veto and an Indian terminal: no change is wrong on both"
    assert pd.isna(scores.at["all", "base_rate"]), "one of the two has no earlier cases"
    assert scores.at["with a base rate", "base_rate"] == pytest.approx(0.75**2, abs=0.01)
    assert score.main() == 0
    told = capsys.readouterr().out
    assert "Brier score" in told
    assert "0.382" in told
    assert told.count("overdue") == 14


def test_without_a_decided_forecast_nothing_is_scored(capsys):
    assert own_forecasts.brier(helpers.load("own_forecasts"))["ours"].isna().all()
    assert score.main() == 0
    assert "no forecast is decided by" in capsys.readouterr().out


def test_a_table_that_cannot_be_used_is_said_and_not_scored(later, capsys):
    later(changed("next-veto", probability="1"))
    assert score.main() == 1
    assert "next-veto" in capsys.readouterr().err


def frozen(folder):
    edition.keep_printed(folder, "2026.3")
    return folder / "editions" / "forecasts.csv"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"probability": "0.9"},
            "column 'probability': must stay 0.05, as edition 2026.3 has it (found 0.9)",
        ),
        ({"counts": "A rumour."}, "column 'counts': must stay"),
        ({"resolves_by": "2040-12-31"}, "column 'resolves_by': must stay 2028-12-31"),
        ({"base_of": "90"}, "column 'base_of': must stay 9"),
    ],
)
def test_what_an_edition_has_printed_is_not_changed(later, tmp_path, cells, said):
    (tmp_path / "editions").mkdir()
    sheet = frozen(tmp_path)
    assert len(sheet.read_text(encoding="utf-8").splitlines()) == len(rows()) + 1
    later(decided())
    assert len(helpers.load("own_forecasts")) == len(rows()), "a resolution changes nothing that was printed"
    later(changed("s-400", **cells))
    with pytest.raises(helpers.DataError) as refused:
        helpers.load("own_forecasts")
    assert said in str(refused.value)


def test_a_printed_forecast_does_not_vanish_and_a_new_one_is_entered_once(later, tmp_path):
    (tmp_path / "editions").mkdir()
    sheet = frozen(tmp_path)
    later(written(rows()[:-1]))
    with pytest.raises(helpers.DataError, match=r"row request-known: is gone, and edition 2026\.3"):
        helpers.load("own_forecasts")
    later(written([*rows(), rows()[0] | {"forecast_id": "one-more", "edition": "2027.1"}]))
    edition.keep_printed(tmp_path, "2027.1")
    edition.keep_printed(tmp_path, "2027.1")
    assert sheet.read_text(encoding="utf-8").count("one-more") == 1


def test_a_new_forecast_of_another_edition_is_not_entered(later, tmp_path):
    (tmp_path / "editions").mkdir()
    with pytest.raises(edition.CitingError, match=r"defence-clause says edition 2026\.3; this is 2027\.1"):
        edition.keep_printed(tmp_path, "2027.1")
