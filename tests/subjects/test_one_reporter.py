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


def counted(*starts, days=9):
    start = pd.to_datetime(pd.Series(starts))
    rows = pd.DataFrame({"start": start, "end": start + pd.Timedelta(days=days), "count": range(len(starts))})
    return rows.assign(counted_by="SOHR", unit="strikes")


def test_counts_are_ordered_and_numbered_by_time():
    found = one_reporter.order_counts(counted("2021-01-01", "2019-01-01", "2020-01-01"))
    assert found["count"].to_dict() == {0: 1, 1: 2, 2: 0}


def test_of_periods_that_overlap_the_first_is_named():
    with pytest.raises(DataError, match="period from 2019-01-05 to 2019-01-14 begins before"):
        one_reporter.order_counts(counted("2019-01-09", "2019-01-01", "2019-01-05"))


def test_a_period_may_not_begin_on_the_day_the_one_before_it_ends():
    with pytest.raises(DataError, match="from 2019-01-10 to"):
        one_reporter.order_counts(counted("2019-01-01", "2019-01-10"))
    assert len(one_reporter.order_counts(counted("2019-01-01", "2019-01-11"))) == 2


def test_a_group_may_not_be_added_to_its_members_but_years_of_a_group_may():
    group = counted("2019-01-01", "2020-01-01").assign(
        reporter="AP", basis="calendar year", goods="all", flow="total", partner=None, value=1.5
    )
    group["partner_group"] = "European Union"
    assert one_reporter.sum_reports(group) == 3
    with pytest.raises(DataError, match="DEU, European Union contain one another"):
        one_reporter.sum_reports(group.assign(partner=[None, "DEU"]))
    states = group.assign(partner=["FRA", "DEU"], partner_group=None)
    assert one_reporter.sum_reports(states) == 3
