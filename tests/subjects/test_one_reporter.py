"""What a partner's own office says, and what each reporter says first and last."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import one_reporter
from helpers.tables import DataError


def report(reporter, partner, period, value, flow="total"):
    start = pd.Timestamp(f"{int(period[:4]) + 621 * (period < '1500')}-01-01")
    row = {"reporter": reporter, "partner": partner, "period": period, "start": start}
    return row | {"value": value, "flow": flow}


def test_an_office_speaks_for_its_own_country_alone():
    customs, statistics = one_reporter.OWN_OFFICE["CHN"], one_reporter.OWN_OFFICE["TUR"]
    reports = pd.DataFrame(
        [
            report(customs, "CHN", "2018", 35.0),
            report(statistics, "CHN", "2018", 1.0),
            report("AP", None, "2018", 2.0),
        ]
    )
    assert one_reporter.by_own_office(reports)["value"].tolist() == [35.0]


def test_each_own_office_is_a_reporter_of_the_table():
    reports = helpers.load("trade_reports")
    assert set(one_reporter.by_own_office(reports)["partner"]) == set(one_reporter.OWN_OFFICE)


def test_first_and_last_follow_time_and_not_the_order_of_rows():
    rows = [("A", "IND", "2019-20", 4.77), ("A", "IND", "2016-17", 12.9), ("A", "IND", "2018-19", 17.0)]
    found = one_reporter.first_and_last(pd.DataFrame([report(*row) for row in rows]))
    assert found[["first", "last"]].iloc[0].tolist() == ["2016/17: 12.9", "2019/20: 4.8"]


def test_one_year_alone_is_a_first_and_no_last():
    found = one_reporter.first_and_last(pd.DataFrame([report("IRICA", "IRQ", "1401", 10.5)]))
    assert found["first"].tolist() == ["2022/23: 10.5"]
    assert found["last"].isna().all()


def test_the_persian_year_that_ends_a_century_is_written_in_two_digits():
    found = one_reporter.first_and_last(pd.DataFrame([report("IRICA", "IRQ", "1478", 1.0)]))
    assert found["first"].tolist() == ["2099/00: 1.0"]


def test_imports_are_not_told_as_the_last_value_of_a_total():
    rows = [report("A", "IND", "2018", 3.0), report("A", "IND", "2019", 1.0, "imports")]
    with pytest.raises(DataError, match="column 'flow' differs"):
        one_reporter.first_and_last(pd.DataFrame(rows))
