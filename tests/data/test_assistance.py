"""Reports of arms, parts and intelligence for Iran: what a status means, and what a report is not."""

import pytest

import helpers
from helpers import tables

PATH = tables.data_folder() / tables.describe("assistance_reports")["path"]


@pytest.fixture(scope="module")
def reports():
    return helpers.load("assistance_reports")


def test_reports_by_status(reports):
    assert reports["status"].value_counts().to_dict() == {"unconfirmed": 11, "disputed": 8, "confirmed": 3}
    confirmed = reports.query("status == 'confirmed'").set_index("report_id")["kind"]
    assert confirmed.to_dict() == {"a09": "arms", "a13": "not said", "a15": "humanitarian"}


def broken(reports):
    """Return the reports whose status does not follow from who denied them."""
    denied = reports["denied_by"].notna()
    return reports.loc[denied.ne(reports["status"].eq("disputed")), "report_id"].tolist()


def test_what_is_denied_is_disputed_and_nothing_else_is(reports):
    assert broken(reports) == []
    spoilt = reports.assign(status=reports["status"].mask(reports["report_id"].eq("a18"), "confirmed"))
    assert broken(spoilt) == ["a18"]


def test_no_report_known_from_one_leaked_paper_or_weakly_is_more_than_that(reports):
    assert reports.loc[reports["confidence"].eq("low"), "status"].ne("confirmed").all()
    # A statesman of a party to a war is no confirmation but of his own side's receipt.
    assert reports.loc[reports["claimed_by"].str.contains("Zelensky|Trump"), "status"].ne("confirmed").all()


def test_dates_are_as_long_as_their_precision_says_and_lie_before_the_closing_of_the_record(reports):
    assert reports["date"].str.len().eq(reports["date_precision"].map({"month": 7, "day": 10})).all()
    assert reports["date"].le("2026-08-22").all()


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",disputed,", ",probable,", "status"),
        (",parts,RUS,", ",rumour,RUS,", "kind"),
        (",arms,RUS,", ",arms,Russia,", "from_state"),
        (",e74,", ",e999,", "events"),
        (",Chinese embassy in Israel,", ",,", "denied_by"),
        ("\na22,2026-07-25,", "\na22,2027-07-25,", "date"),
    ],
)
def test_a_wrong_cell_is_refused_by_row_and_column(old, new, column):
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(
        tables.DataError, match=rf"'assistance_reports', row \d+ \(a\d\d\), column '{column}'"
    ):
        tables.parse("assistance_reports", text.replace(old, new, 1))
