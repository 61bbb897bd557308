"""Trade in goods: the Correlates of War trade data set, version 4.0 (1870-2014), and the World Factbook."""

from __future__ import annotations

import pandas as pd

from ..measures import concentration
from . import raw, states

FILE = "cow-trade/cow_trade_v4_iran_syria_selected_1870_2014.csv"
# The file has no row for West Germany in 1960-1989, one of Iran's largest partners: no total, and so no
# share, is right before 1990.
FIRST, LAST = 1990, 2014
# North Yemen has one row, of 1990, beside that of united Yemen: no value in it is above 0.
SECOND_NAME = 678
FACTBOOK = "cia-factbook/iran_partner_shares_2014_2023.csv"
FLOWS = {"exports_from_iran": "exports", "imports_to_iran": "imports"}
# Between these years the Factbook seems to change where it takes its shares from: two series, never one line.
LAST_OF_FIRST_SERIES = 2017


def trade() -> pd.DataFrame:
    """One row a partner and year: what Iran imported from and exported to it, and its share of all trade."""
    flows = _flows()
    known = flows.assign(total=flows[["imports", "exports"]].sum(axis=1))
    share = concentration.shares_of_total(known, "total")["share"].where(
        flows[["imports", "exports"]].notna().all(axis=1)
    )
    return flows.assign(share=share, caution=_caution(flows))


def trade_concentration() -> pd.DataFrame:
    """One row a year and flow (all trade, imports, exports): how much of it few partners had."""
    flows = _flows()
    known = flows.assign(total=flows[["imports", "exports"]].sum(axis=1))
    parts = [
        concentration.hirschman(known, flow).assign(flow=flow) for flow in ("total", "imports", "exports")
    ]
    rows = pd.concat(parts, ignore_index=True).sort_values(["year", "flow"], ignore_index=True)
    return rows[["year", "flow", "total", "partners", "hhi", "top_1", "top_3", "top_5"]]


def _flows() -> pd.DataFrame:
    """Return one row a partner and year, in million current US dollars; unknown stays empty."""
    rows = pd.read_csv(raw.read(FILE)).query(
        "ccode1 == @states.IRAN and @FIRST <= year <= @LAST and ccode2 != @SECOND_NAME"
    )
    flows = pd.DataFrame({
        "partner": states.iso3(rows["ccode2"]),
        "year": rows["year"],
        "imports": rows["flow1_imports_of_1_from_2_musd"].astype("Int64"),
        "exports": rows["flow2_imports_of_2_from_1_musd"].astype("Int64"),
    })  # fmt: skip
    return flows.sort_values(["partner", "year"], ignore_index=True)


def _caution(flows: pd.DataFrame) -> pd.Series:
    """Say why a row may tell less than it seems to; missing where nothing is to be said."""
    # Exports are what the partner reports as its imports. Iraq, which buys much, reports nothing.
    silent = flows.groupby("partner")["exports"].transform("sum").eq(0)
    zero = flows[["imports", "exports"]].eq(0).any(axis=1)
    caution = pd.Series(None, index=flows.index, dtype="str")
    caution = caution.mask(zero, "zero may mean not reported").mask(silent, "no exports reported in any year")
    return caution.mask(flows[["imports", "exports"]].isna().any(axis=1), "a flow is missing")


def factbook_partners() -> pd.DataFrame:
    """One row a year, flow and partner that the World Factbook lists: its share and its place."""
    rows = pd.read_csv(raw.read(FACTBOOK)).assign(flow=lambda r: r["flow"].map(FLOWS))
    rows["series"] = rows["year"].le(LAST_OF_FIRST_SERIES).map({True: "to 2017", False: "from 2019"})
    groups = rows.groupby(["year", "flow"])["share_percent"]
    rows = rows.assign(
        share=rows["share_percent"] / 100, place=groups.rank(ascending=False, method="min").astype("int64"),
        listed=groups.transform("size"),
    )  # fmt: skip
    rows = rows.drop(columns="partner").rename(
        columns={"iso3": "partner", "first_seen_in_repository": "seen"}
    )
    key = ["year", "flow", "partner"]
    return rows.sort_values(key, ignore_index=True)[[*key, "share", "place", "listed", "series", "seen"]]


TABLES = {"trade": trade, "trade_concentration": trade_concentration, "factbook_partners": factbook_partners}
