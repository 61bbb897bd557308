"""Arms, trade, events, armed groups, vetoes, all dyads: the figures of the book, the traps of the data."""

from pathlib import Path

import pandas as pd
import pytest

import helpers
from helpers.derive import arms, events, raw, vetoes
from helpers.derive import trade as derived_trade
from helpers.measures import concentration
from helpers.subjects import event_counts, trade
from tests.derive.test_derive import needs_raw

MEASURES = Path(__file__).resolve().parents[2] / "data" / "measures"
DECADES = {"1950s": (1950, 1959), "1960s": (1960, 1969), "1970s": (1970, 1979), "1980s": (1980, 1989),
           "1990s": (1990, 1999), "2000s": (2000, 2009), "2010s": (2010, 2019),
           "2020-24": (2020, 2024)}  # fmt: skip
FIVE_YEARS = {"1990-94": (1990, 1994), "1995-99": (1995, 1999), "2000-04": (2000, 2004),
              "2005-09": (2005, 2009), "2010-14": (2010, 2014)}  # fmt: skip


def table(name):
    return pd.read_csv(MEASURES / f"{name}.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def transfers():
    return table("arms_transfers")


@pytest.fixture(scope="module")
def flows():
    return table("trade")


@pytest.fixture(scope="module")
def icews():
    return table("icews")


@pytest.fixture(scope="module")
def support():
    return table("armed_group_support")


# Arms: million TIV by decade, 1950s to 2020-24

SUPPLIERS = {
    "USA": (391, 3324, 21813, 58, 0, 0, 0, 0),
    "RUS": (0, 233, 1506, 396, 2956, 1513, 533, 70),
    "CHN": (0, 0, 0, 2007, 1406, 551, 172, 0),
    "GBR": (2, 125, 3432, 183, 0, 0, 0, 0),
    "PRK": (0, 0, 0, 1017, 272, 256, 0, 0),
    "ITA": (0, 41, 1077, 213, 0, 0, 0, 0),
    "FRA": (0, 20, 553, 191, 1, 0, 0, 0),
    "NLD": (0, 0, 204, 128, 64, 0, 0, 0),
    "CHE": (0, 0, 260, 56, 0, 0, 0, 0),
}
TOTALS = (395, 3744, 29017, 5274, 5107, 2569, 720, 70)


def by_decade(transfers):
    received = transfers.query("to_state == 'IRN'")
    pooled = trade.sum_periods(received, DECADES, ["tiv"], by=["from_state"], coverage=(1950, 2024))
    return pooled.pivot(index="from_state", columns="period", values="tiv").fillna(0)[list(DECADES)]


@pytest.mark.parametrize("supplier", SUPPLIERS)
def test_suppliers_of_iran(transfers, supplier):
    assert tuple(by_decade(transfers).loc[supplier].round()) == SUPPLIERS[supplier]


def test_all_suppliers_of_iran(transfers):
    assert tuple(by_decade(transfers).sum().round()) == TOTALS
    assert round(transfers.query("to_state == 'IRN'")["tiv"].sum()) == 46_895


def test_shares_of_suppliers(transfers):
    long = by_decade(transfers).stack().rename("tiv").reset_index()
    share = (
        concentration.shares_of_total(long, "tiv", by=["period"]).set_index(["from_state", "period"])["share"]
        * 100
    )
    assert list(share["USA"]) == pytest.approx((99.0, 88.8, 75.2, 1.1, 0, 0, 0, 0), abs=0.051)
    assert list(share["RUS"]) == pytest.approx((0, 6.2, 5.2, 7.5, 57.9, 58.9, 74.0, 100), abs=0.051)
    assert list(share["CHN"]) == pytest.approx((0, 0, 0, 38.1, 27.5, 21.4, 23.9, 0), abs=0.051)


def test_the_flow_of_arms_turned_round(transfers):
    rows = trade.both_ways(transfers, "IRN", "RUS", range(2000, 2025), coverage=(1950, 2024)).set_index(
        "year"
    )
    assert rows.loc[2022:, "a_to_b"].sum() == pytest.approx(493, abs=0.01)
    assert rows.loc[2022:, "b_to_a"].sum() == pytest.approx(63, abs=0.01)
    assert rows.loc[:2021, "a_to_b"].sum() == 0


def test_no_zero_outside_the_coverage(transfers):
    with pytest.raises(helpers.DataError, match="2025 is outside the coverage 1950-2024"):
        trade.both_ways(transfers, "IRN", "RUS", range(2020, 2027), coverage=(1950, 2024))


def test_iran_as_supplier(transfers):
    given = transfers.query("from_state == 'IRN'").groupby("to_state")["tiv"].sum()
    expected = {"RUS": 493, "SYR": 419.5, "VEN": 68.7, "IRQ": 42.25, "SDN": 29.35}
    assert given[list(expected)].to_dict() == pytest.approx(expected, abs=0.01)
    groups = table("arms_groups").groupby("recipient")["tiv"].sum()
    assert groups.to_dict() == pytest.approx({"Houthis": 77.2, "Hezbollah": 41.15}, abs=0.01)


SYRIA = {
    "RUS": (715, 3277, 15137, 14715, 810, 369, 2003, 90),
    "IRN": (0, 0, 0, 0, 0, 149, 270, 0),
    "PRK": (0, 0, 0, 30, 192, 170, 0, 0),
}


def test_suppliers_of_syria():
    wide = table("arms_syria").pivot(index="from_state", columns="decade", values="tiv").fillna(0)
    for supplier, values in SYRIA.items():
        assert tuple(wide.loc[supplier]) == pytest.approx(values, abs=0.51)
    assert tuple(wide.sum()) == pytest.approx((1052, 3347, 15875, 15353, 1683, 937, 2297, 90), abs=0.51)
    assert round(wide.sum().sum()) == 40_633


NEIGHBOURS = {  # total, main supplier, its share, Russia, China, United States in per cent
    "SAU": (37450, "USA", 62.3, 0.0, 1.2, 62.3),
    "ARE": (23552, "USA", 52.9, 4.8, 0.7, 52.9),
    "ISR": (12327, "USA", 77.9, 0.0, 0.0, 77.9),
    "IRQ": (9266, "USA", 52.0, 24.8, 1.2, 52.0),
    "IRN": (3358, "RUS", 63.0, 63.0, 21.5, 0.0),
    "SYR": (3323, "RUS", 74.1, 74.1, 2.3, 0.0),
}


@pytest.mark.parametrize("state", NEIGHBOURS)
def test_neighbours(state):
    row = table("arms_neighbours").set_index("recipient").loc[state]
    total, supplier, *shares = NEIGHBOURS[state]
    assert (round(row["tiv"]), row["main_supplier"]) == (total, supplier)
    found = row[["main_share", "russia_share", "china_share", "usa_share"]].astype(float) * 100
    assert list(found) == pytest.approx(shares, abs=0.051)


def test_partners_of_the_united_states_import_more():
    tiv = table("arms_neighbours").set_index("recipient")["tiv"]
    assert list(tiv[["ISR", "ARE", "SAU"]] / tiv["IRN"]) == pytest.approx((3.7, 7.0, 11.2), abs=0.051)
    syria = table("arms_neighbours").set_index("recipient").loc["SYR"]
    assert syria["iran_share"] == pytest.approx(0.126, abs=0.0005)


def test_yearly_totals_by_the_deliveries():
    totals = table("arms_import_totals").set_index("year")
    years = {
        2006: 424,
        2007: 332,
        2008: 63,
        2009: 98,
        2010: 96,
        2011: 93,
        2012: 41,
        2013: 14,
        2016: 413,
        2023: 21,
    }
    assert totals.loc[list(years), "tiv_deliveries"].round().to_dict() == years
    assert totals.loc[list(years), "tiv_sipri"].to_dict() == years
    assert totals.loc[2021:2022, "tiv_deliveries"].tolist() == [0, 0]


def test_the_deals():
    deals = table("arms_deals").set_index("deal_id")
    s300 = deals.loc[["s-300-2015", "s-300-missiles-2015", "s-300-radars-2015"], "tiv_delivered"]
    assert (s300.sum(), s300.tolist()) == (409, [220, 165, 24])
    assert deals.loc["s-300-2007", "outcome"] == "cancelled"
    assert deals.loc["tor-m1-2005", ["ordered", "delivered"]].tolist() == [29, 29]
    assert deals.loc["yak-130-2022", ["ordered", "delivered", "tiv_delivered"]].tolist() == [24, 6, 63]
    assert deals.loc["su-35-2023", ["order_year", "ordered", "delivered"]].tolist() == [2023, 24, 0]
    assert deals.loc["shahed-136-2022", ["delivered", "tiv_delivered"]].tolist() == [4600, 460]
    assert deals.query("from_state == 'IRN'")["tiv_delivered"].sum() == 493
    assert len(deals) <= 15


# Traps of SIPRI's files


def test_a_deal_is_divided_over_its_years_and_not_counted_in_each(transfers):
    """Counting a deal's whole value in each of its years would give Iran many times what it got."""
    totals = table("arms_import_totals").set_index("year")
    assert totals["tiv"].sum() == pytest.approx(46_895, abs=1)
    assert totals["tiv_sipri"].sum() == 46_892
    both = totals.loc[2000:2023]
    assert both["tiv"].sum() == pytest.approx(both["tiv_deliveries"].sum(), rel=0.06)
    again = transfers.query("to_state == 'IRN'").groupby("year")["tiv"].sum()
    assert again.to_dict() == pytest.approx(totals.loc[again.index, "tiv"].to_dict(), rel=1e-4)


@needs_raw
def test_the_naive_sum_is_far_off():
    deals = arms.register().query("recipient == 'Iran'").dropna(subset=["delivery_years"])
    in_each = (deals["tiv_delivered"] * deals["delivery_years"].str.split("; ").str.len()).sum()
    assert in_each > 3 * 46_895
    assert arms.by_year().query("recipient == 'Iran'")["tiv"].sum() == pytest.approx(46_895, abs=1)


def test_an_order_that_brought_nothing_has_no_value():
    deals = table("arms_deals").set_index("deal_id")
    assert deals.loc["su-35-2023", ["tiv_ordered", "tiv_delivered"]].tolist() == [1440, 0]
    assert deals.loc["fath-360-2023", ["ordered", "tiv_ordered"]].isna().all(), "0 there is an unknown"


def test_no_year_outside_the_coverage_of_the_deliveries(transfers):
    inside = transfers["year"].between(2000, 2023)
    assert transfers.loc[~inside, "tiv_deliveries"].isna().all()
    assert transfers.loc[inside, "tiv_deliveries"].notna().all()
    totals = table("arms_import_totals").set_index("year")
    assert totals.index[totals["tiv_sipri"].isna()].tolist() == [2021, 2022, 2024]


def test_the_soviet_union_and_russia_are_one_supplier(transfers):
    years = transfers.query("from_state == 'RUS' and to_state == 'IRN'")["year"]
    assert years.min() < 1991 < years.max()


def test_no_armed_group_passes_for_a_state(transfers):
    states = set(helpers.load("states")["iso3"])
    assert set(transfers["to_state"]) | set(transfers["from_state"]) <= states
    assert set(table("arms_groups")["recipient"]) == {"Hezbollah", "Houthis"}


def test_iran_gives_syria_the_same_by_year_and_by_decade(transfers):
    by_year = transfers.query("from_state == 'IRN' and to_state == 'SYR'")["tiv"].sum()
    assert table("arms_syria").query("from_state == 'IRN'")["tiv"].sum() == pytest.approx(by_year, abs=0.01)


def test_far_below_what_may_be_reproduced():
    """SIPRI allows less than a tenth of a data set: 29,507 entries in the register, 20,480 deliveries."""
    deals = table("arms_deals")
    assert deals["basis"].eq("register entry").sum() / 29_507 < 0.001
    names = ["arms_transfers", "arms_import_totals", "arms_syria", "arms_groups", "arms_neighbours"]
    assert sum(len(table(name)) for name in names) / 29_507 < 0.02
    assert table("arms_transfers")["tiv_deliveries"].notna().sum() / 20_480 < 0.005
    assert not {"weapon", "comments", "designation"} & set(table("arms_transfers").columns)


# Trade: per cent of Iran's imports, exports and all trade in five periods

TRADE = {
    "CHN": (1.0, 3.0, 8.2, 13.4, 23.6),
    "ARE": (3.5, 3.9, 6.1, 9.4, 17.3),
    "TUR": (2.8, 2.9, 3.4, 5.4, 9.2),
    "IND": (1.7, 3.1, 2.0, 7.5, 8.6),
    "KOR": (4.0, 6.4, 6.3, 6.8, 7.3),
    "JPN": (13.4, 12.6, 14.2, 11.0, 5.7),
    "DEU": (13.8, 7.8, 6.3, 4.7, 2.5),
    "RUS": (1.1, 2.0, 2.0, 1.0, 1.3),
    "SYR": (0.1, 0.1, 0.3, 0.8, 0.9),
    "USA": (1.4, 0.4, 0.5, 0.3, 0.2),
}
IMPORTS = {
    "CHN": (1.2, 3.2, 5.0, 8.2, 18.3),
    "ARE": (5.3, 4.4, 12.0, 23.7, 33.9),
    "RUS": (1.3, 4.1, 4.3, 2.2, 2.2),
}
EXPORTS = {
    "CHN": (0.8, 2.8, 10.8, 16.5, 28.8),
    "JPN": (16.3, 17.6, 22.5, 15.9, 10.2),
    "RUS": (0.7, 0.3, 0.2, 0.3, 0.4),
}


def shares_by_period(flows, value):
    known = flows.assign(total=flows["imports"].fillna(0) + flows["exports"].fillna(0))
    pooled = trade.sum_periods(known, FIVE_YEARS, [value], coverage=(1990, 2014))
    share = concentration.shares_of_total(pooled, value, by=["period"])
    return 100 * share.pivot(index="partner", columns="period", values="share")[list(FIVE_YEARS)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("total", TRADE), ("imports", IMPORTS), ("exports", EXPORTS)],
    ids=["all", "in", "out"],
)
def test_shares_of_trade_in_five_year_periods(flows, value, expected):
    found = shares_by_period(flows, value)
    for partner, shares in expected.items():
        assert list(found.loc[partner]) == pytest.approx(shares, abs=0.051), partner


def test_value_of_trade(flows):
    yearly = table("trade_concentration").rename(columns={"total": "value"})
    pooled = trade.sum_periods(yearly, FIVE_YEARS, ["value"], by=["flow"], coverage=(1990, 2014))
    value = pooled.pivot(index="flow", columns="period", values="value") / 5000
    assert list(value.loc["total"]) == pytest.approx((38.8, 30.9, 49.2, 122.7, 174.4), abs=0.051)
    assert list(value.loc["imports"]) == pytest.approx((21.6, 13.6, 21.8, 45.3, 85.5), abs=0.051)
    assert list(value.loc["exports"]) == pytest.approx((17.2, 17.3, 27.4, 77.4, 88.8), abs=0.051)
    assert value.loc["total"].sum() == pytest.approx(flows[["imports", "exports"]].sum().sum() / 5000)


BY_YEAR = {  # Russia, China, India, Türkiye, United Arab Emirates in per cent; concentration
    1990: (1.2, 0.6, 1.6, 3.3, 3.1, 0.061),
    1994: (1.1, 1.2, 2.5, 3.5, 3.4, 0.053),
    1996: (2.0, 1.8, 3.0, 3.2, 2.3, 0.046),
    2000: (2.4, 5.9, 1.8, 2.6, 3.6, 0.053),
    2004: (1.3, 8.8, 2.1, 3.7, 8.3, 0.057),
    2008: (1.1, 15.2, 8.3, 5.9, 9.6, 0.071),
    2010: (0.9, 15.6, 8.2, 7.3, 14.9, 0.078),
    2012: (1.4, 21.2, 9.1, 12.7, 17.8, 0.114),
    2014: (1.1, 33.1, 9.7, 8.5, 20.2, 0.173),
}


@pytest.mark.parametrize("when", BY_YEAR)
def test_shares_and_concentration_by_year(flows, when):
    share = flows.query("year == @when").set_index("partner")["share"] * 100
    *shares, hhi = BY_YEAR[when]
    assert list(share[["RUS", "CHN", "IND", "TUR", "ARE"]]) == pytest.approx(shares, abs=0.051)
    row = table("trade_concentration").query("year == @when and flow == 'total'").iloc[0]
    assert row["hhi"] == pytest.approx(hhi, abs=0.0005)


def test_russia_never_had_more_than_a_fortieth_of_iran_s_trade(flows):
    russia = flows.query("partner == 'RUS'").set_index("year")["share"]
    assert (russia.idxmax(), round(100 * russia.max(), 1)) == (2001, 2.5)
    assert flows.query("partner == 'RUS' and year == 2014")[["imports", "exports"]].values.tolist() == [
        [1460, 352]
    ]
    hhi = table("trade_concentration").query("flow == 'total'").set_index("year")["hhi"]
    assert (hhi.idxmin(), hhi.idxmax()) == (1996, 2014)


def test_concentration_is_that_of_the_table_of_trade(flows):
    for flow in ("imports", "exports"):
        again = concentration.hirschman(flows.dropna(subset=[flow]), flow)
        stored = table("trade_concentration").query("flow == @flow")
        assert again["hhi"].tolist() == pytest.approx(stored["hhi"].tolist(), rel=1e-4)
        assert again["top_3"].tolist() == pytest.approx(stored["top_3"].tolist(), rel=1e-4)


# Traps of the trade data


def test_no_share_before_1990_without_west_germany(flows):
    assert (flows["year"].min(), flows["year"].max()) == (1990, 2014)
    with pytest.raises(helpers.DataError, match="leaves the coverage 1990-2014"):
        trade.sum_periods(flows, {"1985-1994": (1985, 1994)}, ["imports"], coverage=(1990, 2014))


@needs_raw
def test_the_file_has_no_west_germany_when_it_mattered():
    rows = pd.read_csv(raw.read(derived_trade.FILE)).query("ccode1 == 630 and 1960 <= year <= 1989")
    assert not rows["ccode2"].isin([255, 260]).any()


def test_iraq_reports_nothing_and_is_marked(flows):
    iraq = flows.query("partner == 'IRQ'")
    assert iraq["exports"].eq(0).all()
    assert iraq["caution"].eq("no exports reported in any year").all()
    assert iraq["share"].max() < 0.002, "near zero is not zero, and not what went over the border"


def test_every_zero_carries_its_caution(flows):
    zero = flows[["imports", "exports"]].eq(0).any(axis=1)
    assert flows.loc[zero, "caution"].notna().all()
    assert flows.loc[~zero & flows[["imports", "exports"]].notna().all(axis=1), "caution"].dropna().empty


def test_a_missing_flow_is_neither_zero_nor_a_share(flows):
    missing = flows[["imports", "exports"]].isna().any(axis=1)
    assert missing.sum() == 273
    assert flows.loc[missing, "share"].isna().all()
    assert flows.loc[missing, "caution"].eq("a flow is missing").all()
    assert flows.loc[~missing].groupby("year")["share"].sum().between(0.999, 1.00001).all()


def test_no_state_is_counted_twice_under_two_numbers(flows):
    assert not flows.duplicated(["partner", "year"]).any()
    assert flows.query("partner == 'YUG'")["year"].max() == 1992


# Events

QUADS = {  # verbal and material cooperation, verbal and material conflict, 2002-2014
    "USA": (43308, 893, 25637, 7342, 57.3, 2.0),
    "RUS": (35560, 414, 1637, 575, 94.2, 1.2),
    "IRQ": (33717, 1055, 2223, 3710, 85.4, 3.0),
    "SYR": (21248, 669, 670, 731, 94.0, 3.1),
    "LBN": (16950, 961, 332, 272, 96.7, 5.4),
    "AFG": (16938, 736, 673, 1419, 89.4, 4.2),
    "GBR": (15338, 438, 3422, 2266, 73.5, 2.8),
    "CHN": (12817, 255, 388, 203, 95.7, 2.0),
    "ISR": (8076, 83, 8683, 3080, 41.0, 1.0),
}


@pytest.mark.parametrize("partner", QUADS)
def test_events_in_four_classes(icews, partner):
    sums = icews.groupby("partner")[list(event_counts.QUADS)].sum().reset_index()
    row = event_counts.talk_and_deeds(sums).set_index("partner").loc[partner]
    *counts, cooperative, material = QUADS[partner]
    assert row[list(event_counts.QUADS)].tolist() == counts
    assert (100 * row["cooperative"], 100 * row["material"]) == pytest.approx(
        (cooperative, material), abs=0.051
    )


@pytest.mark.parametrize(
    ("when", "shares"), [(2002, (8.0, 4.0)), (2006, (15.5, 5.2)), (2012, (5.5, 4.1)), (2014, (9.1, 3.6))]
)
def test_share_of_all_cooperative_events(icews, when, shares):
    events_of_year = icews.query("year == @when")
    cooperation = events_of_year.assign(
        cooperation=events_of_year["verbal_cooperation"] + events_of_year["material_cooperation"]
    )
    share = 100 * concentration.shares_of_total(cooperation, "cooperation").set_index("partner")["share"]
    assert list(share[["RUS", "CHN"]]) == pytest.approx(shares, abs=0.051)


def test_both_directions_add_up(icews):
    for quad in event_counts.QUADS:
        assert (icews[f"from_iran_{quad}"] + icews[f"to_iran_{quad}"]).equals(icews[quad])


def test_no_row_for_a_state_that_was_not_watched(icews):
    assert "TUR" not in set(icews["partner"]), "Türkiye is absent, not silent"
    assert icews["partner"].nunique() == 151
    assert icews.groupby("partner").size().eq(13).all()
    assert "TUR" in set(table("gdelt_daily_mean")["state_b"])


SCORES = {  # mean of a day, 2018 to 2023
    ("IRN", "RUS"): (252.9, 159.1, 64.7, 102.2, 136.3, 126.3),
    ("CHN", "IRN"): (129.6, 93.9, 96.5, 105.5, 71.4, 129.9),
    ("IRN", "TUR"): (134.4, 57.2, 23.8, 14.2, 13.1, 27.3),
    ("IND", "IRN"): (15.0, 5.0, 5.2, 3.3, 1.3, 2.4),
    ("IRN", "SAU"): (-64.4, -99.8, -17.7, 23.4, 8.3, 158.9),
    ("IRN", "SYR"): (-52.5, 25.1, -3.5, -8.5, 3.3, -2.9),
    ("IRN", "USA"): (165.0, -56.5, -338.7, 80.2, 12.6, -10.9),
    ("IRN", "ISR"): (-284.1, -157.7, -102.3, -115.0, -78.2, -173.0),
    ("IRN", "UKR"): (2.6, 0.5, -73.7, -10.9, -32.3, -36.7),
}


@pytest.mark.parametrize("pair", SCORES)
def test_daily_scores(pair):
    means = table("gdelt_daily_mean").set_index(["state_a", "state_b"]).loc[pair]
    assert list(means["year"]) == [2018, 2019, 2020, 2021, 2022, 2023]
    assert list(means["score"]) == pytest.approx(SCORES[pair], abs=0.051)


def test_no_partial_year_and_no_yearly_sum():
    means = table("gdelt_daily_mean")
    assert means["year"].max() == 2023
    assert list(means.columns) == ["state_a", "state_b", "year", "score", "days", "days_without_event"]
    days = means.groupby("year")["days"].agg(["min", "max"])
    assert days["min"].tolist() == days["max"].tolist() == [365, 362, 355, 364, 352, 297]
    assert (means["state_a"] < means["state_b"]).all()


@needs_raw
def test_a_yearly_sum_would_measure_the_days_in_the_file():
    days = pd.read_csv(raw.read(events.GDELT)).query("country1 == 'IRN' and country2 == 'RUS'")
    sums = days.groupby(days["date"].str[:4])["composite_score"].agg(["sum", "size", "mean"])
    assert sums.loc["2023", "sum"] / sums.loc["2022", "sum"] < 0.79, "a fall of a fifth and more, by the sums"
    assert sums.loc["2023", "mean"] / sums.loc["2022", "mean"] > 0.92, "and of a fourteenth, by the day"
    assert sums.loc["2024", "size"] == 54


# Armed groups

SUPPORT = {  # years with support, first, last, group-years, most at once, with troops, with weapons
    "ISR": (29, 1982, 2010, 53, 2, 24, 29),
    "IRQ": (51, 1946, 1996, 74, 3, 46, 46),
    "AFG": (24, 1978, 2001, 49, 4, 0, 13),
    "TUR": (13, 1992, 2004, 13, 1, 0, 9),
}


@pytest.mark.parametrize("target", SUPPORT)
def test_support_of_armed_groups(support, target):
    rows = support.query("target == @target")
    years = rows.loc[rows["groups"].gt(0), "year"]
    found = (len(years), years.min(), years.max(), rows["groups"].sum(), rows["groups"].max())
    assert (*found, rows["troops"].gt(0).sum(), rows["weapons"].gt(0).sum()) == SUPPORT[target]


def test_support_by_decade(support):
    decades = support.groupby(["target", support["year"] // 10 * 10])["groups"].sum()
    # The findings give 11, 20, 20 for Israel and 17, 24, 6 for Afghanistan in the 1980s, 1990s and 2000s.
    assert decades["ISR"][[1980, 1990, 2000]].tolist() == [11, 20, 20]
    assert decades["AFG"][[1980, 1990, 2000]].tolist() == [17, 24, 6]
    assert decades["IRQ"][[1980, 1990]].tolist() == [22, 9]
    assert decades["TUR"][[1980, 1990, 2000]].tolist() == [0, 8, 5]


def test_years_that_were_not_read_have_no_row(support):
    years = support.groupby("target")["year"].agg(["min", "max", "size"])
    assert years.T.to_dict("list") == {
        "AFG": [1970, 2010, 41], "IRQ": [1946, 2010, 61], "ISR": [1968, 2010, 43], "TUR": [1981, 2010, 30],
    }  # fmt: skip
    assert not support.query("target == 'IRQ' and 1997 <= year <= 2000").size, (
        "not in the source: unknown, not 0"
    )
    assert set(support["target"]) == {"AFG", "IRQ", "ISR", "TUR"}, "no target that was not read"


def test_within_the_years_read_no_support_is_zero(support):
    assert support.notna().all(axis=None)
    none = support.query("target == 'ISR' and year < 1982")
    assert len(none) == 14 and none["groups"].eq(0).all()
    kinds = support.columns.drop(["target", "year", "groups"])
    assert support[kinds].le(support["groups"], axis=0).all(axis=None)


def test_kinds_of_support_do_not_add_up(support):
    kinds = support.columns.drop(["target", "year", "groups"])
    assert support[kinds].sum().sum() > 3 * support["groups"].sum(), "one group can get everything"


# Vetoes


def cast_by(state, since="1946-01-01"):
    rows = table("council_vetoes").query("date >= @since")
    return rows[rows["vetoed_by"].str.contains(state)]


def test_vetoes_since_2011():
    russia, china, america = (cast_by(state, "2011-01-01") for state in ("RUS", "CHN", "USA"))
    assert (len(russia), len(china), len(america)) == (25, 12, 4)
    assert (russia["topic"].eq("Syria").sum(), china["topic"].eq("Syria").sum()) == (17, 10)
    assert round(100 * 17 / 25) == 68
    assert china["vetoed_by"].eq("CHN; RUS").all()


def test_vetoes_since_1946():
    assert {state: len(cast_by(state)) for state in ("RUS", "USA", "GBR", "CHN", "FRA")} == {
        "RUS": 121, "USA": 82, "GBR": 29, "CHN": 17, "FRA": 16,
    }  # fmt: skip
    assert len(table("council_vetoes")) == 214


def test_vetoes_on_syria_are_those_of_the_book_s_own_table():
    votes = helpers.load("council_votes").query(
        "subject == 'syria' and outcome == 'vetoed' and date < '2022-09-01'"
    )
    syria = table("council_vetoes").query("topic == 'Syria'")
    assert set(syria["date"]) == set(votes["date"].dt.strftime("%Y-%m-%d"))
    assert len(syria) == len(votes) == 17
    china = votes.set_index("symbol")["china"]
    assert syria["vetoed_by"].eq("CHN; RUS").tolist() == syria["draft"].map(china).eq("no").tolist()
    assert syria["draft"].isin(votes["symbol"]).all()


def test_the_slips_of_the_source_are_corrected_in_the_open():
    rows = table("council_vetoes").set_index("date")
    assert rows.loc["2016-10-08", "vetoed_by"] == "RUS", "Venezuela is no permanent member"
    assert rows.loc["2016-12-05", "vetoed_by"] == "CHN; RUS"
    assert rows.loc[["2016-10-08", "2016-12-05", "2012-07-19"], "note"].notna().all()
    assert rows["note"].notna().sum() == 29


@needs_raw
def test_the_flags_of_the_source_would_lose_vetoes():
    rows = pd.read_csv(raw.read(vetoes.FILE), dtype="str")
    assert rows["USA"].eq("1").sum() == 71 < len(cast_by("USA")) == 82
    assert rows["France"].eq("1").sum() == 7 < len(cast_by("FRA")) == 16


def test_a_list_that_ends_in_july_is_not_called_complete_to_september():
    assert table("council_vetoes")["date"].max() == "2022-07-08"
    assert "30 September 2022" in helpers.tables.describe("council_vetoes")["description"]


def test_a_draft_with_several_vetoes_is_one_row():
    assert table("council_vetoes")["veto_id"].is_unique
    assert table("council_vetoes")["vetoed_by"].str.contains(";").sum() == 38


# All dyads


def test_the_dyad_among_all_dyads_of_the_assembly():
    rank = table("unga_dyad_rank").set_index("year")
    own = (
        table("unga_agreement")
        .query("partner == 'RUS' and issue == 'all' and subset == 'all'")
        .set_index("year")
    )
    for column in ("n", "agreement", "kappa"):
        assert rank[column].tolist() == pytest.approx(own.loc[rank.index, column].tolist(), rel=1e-5)
    assert own.index.difference(rank.index).tolist() == [1951]
    assert rank["n"].min() == 26
    assert (rank["agreement_rank"] <= rank["dyads"]).all() and (rank["kappa_rank"] <= rank["defined"]).all()


def test_alike_by_agreement_is_not_alike_beyond_chance():
    row = table("unga_dyad_rank").set_index("year").loc[2023]
    assert row[["agreement_percentile", "kappa_percentile", "scott_pi_percentile"]].round().tolist() == [
        53,
        18,
        19,
    ]


def test_a_state_with_hardly_a_vote_is_not_ranked():
    """Without a least number of common roll calls, Türkiye's nine of 2023 would rank, and the six of 2024."""
    rank = table("unga_dyad_rank").set_index("year")
    assert rank.index.max() == 2023
    assert rank.loc[2023, "dyads"] < 192 * 191 / 2 - 191
