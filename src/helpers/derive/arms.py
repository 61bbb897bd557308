"""Transfers of major arms, from the Arms Transfers Database of SIPRI (deliveries to 2024).

SIPRI's terms, as known, let a small part of its database be reproduced. So no entry of its register is
published here but the few of ``arms_deals``: all else are sums by supplier and year, decade or quarter of a
century.

Values are trend-indicator values (TIV): a measure of military capability, not of price.
"""

from __future__ import annotations

import pandas as pd

from ..measures import concentration
from . import raw

REGISTER = "sipri-arms-transfers/sipri_trade_register_selected_1950_2024.csv"
DELIVERIES = "sipri-arms-transfers/sipri_deliveries_by_year_selected_2000_2023.csv"
TOTALS = "sipri-arms-transfers/sipri_tiv_import_totals_selected_1950_2024.csv"
FIRST, LAST = 1950, 2024
DELIVERIES_COVER = (2000, 2023)
SINCE = 2000
NEIGHBOURS = ("Iran", "Iraq", "Israel", "Saudi Arabia", "Syria", "UAE")
# Suppliers and recipients of Iran and Syria, and the recipients of NEIGHBOURS. The source tells the Soviet
# Union and Russia apart; South Vietnam had the code that Vietnam has now.
ISO3 = {
    "Austria": "AUT",
    "Belarus": "BLR",
    "Bosnia-Herzegovina": "BIH",
    "Brazil": "BRA",
    "Bulgaria": "BGR",
    "Canada": "CAN",
    "China": "CHN",
    "Czechoslovakia": "CSK",
    "DR Congo": "COD",
    "East Germany (GDR)": "DDR",
    "Egypt": "EGY",
    "Ethiopia": "ETH",
    "France": "FRA",
    "Germany": "DEU",
    "Greece": "GRC",
    "Hungary": "HUN",
    "Iran": "IRN",
    "Iraq": "IRQ",
    "Israel": "ISR",
    "Italy": "ITA",
    "Japan": "JPN",
    "Jordan": "JOR",
    "Lebanon": "LBN",
    "Libya": "LBY",
    "Morocco": "MAR",
    "Netherlands": "NLD",
    "North Korea": "PRK",
    "Oman": "OMN",
    "Pakistan": "PAK",
    "Poland": "POL",
    "Romania": "ROU",
    "Russia": "RUS",
    "Saudi Arabia": "SAU",
    "Slovakia": "SVK",
    "South Korea": "KOR",
    "South Vietnam": "VNM",
    "Soviet Union": "RUS",
    "Spain": "ESP",
    "Sudan": "SDN",
    "Sweden": "SWE",
    "Switzerland": "CHE",
    "Syria": "SYR",
    "Tajikistan": "TJK",
    "UAE": "ARE",
    "Ukraine": "UKR",
    "United Kingdom": "GBR",
    "United States": "USA",
    "Venezuela": "VEN",
}
GROUPS = {"Hezbollah (Lebanon)*": "Hezbollah", "Houthi rebels (Yemen)*": "Houthis"}
# Supplier, recipient, year of order and designation identify an entry; the name and the note are ours.
DEALS = {
    "kilo-1991": ("Russia", "Iran", 1991, "Project-877E", "Kilo submarine", ""),
    "t-72-1991": ("Russia", "Iran", 1991, "T-72M1", "T-72 tank",
                  "The order was for 1,000; counted are those that came, most of them assembled in Iran."),
    "kilo-1993": ("Russia", "Iran", 1993, "Project-877E", "Kilo submarine", "The third boat."),
    "tor-m1-2005": ("Russia", "Iran", 2005, "Tor-M1", "Tor-M1 air defence system", ""),
    "tor-m1-missiles-2005": ("Russia", "Iran", 2005, "9M338", "missile for Tor-M1", ""),
    "s-300-2015": ("Russia", "Iran", 2015, "S-300PMU2 Favorit", "S-300PMU-2 air defence system",
                   "Takes the place of the cancelled order of 2007."),
    "s-300-missiles-2015": ("Russia", "Iran", 2015, "48N6", "missile for S-300PMU-2", ""),
    "s-300-radars-2015": ("Russia", "Iran", 2015, "64N6", "radar for S-300PMU-2", ""),
    "yak-130-2022": ("Russia", "Iran", 2022, "Yak-130", "Yak-130 trainer aircraft", ""),
    "su-35-2023": ("Russia", "Iran", 2023, "Su-35S", "Su-35 combat aircraft",
                   "Built for Egypt, which gave up its order in 2021."),
    "shahed-136-2022": ("Iran", "Russia", 2022, "Shahed-136", "Shahed-136 one-way attack drone",
                        "Includes production under licence in Russia."),
    "mohajer-6-2022": ("Iran", "Russia", 2022, "Mohajer-6", "Mohajer-6 armed drone", ""),
    "shahed-131-2022": ("Iran", "Russia", 2022, "Shahed-131", "Shahed-131 one-way attack drone", ""),
    "fath-360-2023": ("Iran", "Russia", 2023, "Fath-360", "Fath-360 ballistic missile",
                      "The number ordered is not known."),
}  # fmt: skip
# The register has no entry for an order that brought nothing; this one stands in the comment on the order
# of 2015.
CANCELLED = {
    "deal_id": "s-300-2007",
    "from_state": "RUS",
    "to_state": "IRN",
    "weapon": "S-300PMU-1 air defence system",
    "order_year": 2007,
    "order_year_estimated": False,
    "ordered_estimated": False,
    "delivered": 0,
    "delivered_estimated": False,
    "tiv_delivered": 0.0,
    "outcome": "cancelled",
    "basis": "comment on a register entry",
    "note": "Cancelled by Russia in 2010 after the United Nations embargo; the number ordered is not known.",
}


def register() -> pd.DataFrame:
    """Return SIPRI's register as cut for this book: one row a deal, its value given once for all years."""
    return pd.read_csv(raw.read(REGISTER))


def by_year() -> pd.DataFrame:
    """Return one row a deal and delivery year: ``supplier``, ``recipient``, ``year``, ``tiv`` (million).

    The register gives a deal's value once. It is divided evenly over the years of delivery, for want of
    anything better before 2000; a sum of ``tiv_delivered`` by one of those years would put the whole deal
    into it.
    """
    deals = register().dropna(subset=["delivery_years"])
    years = deals["delivery_years"].str.split("; ")
    rows = deals[["supplier", "recipient"]].assign(year=years, tiv=deals["tiv_delivered"] / years.str.len())
    return rows.explode("year").astype({"year": "int64"}).reset_index(drop=True)


def arms_transfers() -> pd.DataFrame:
    """One row a supplier, recipient and year in which arms went between Iran and another state."""
    flows = _dyads(by_year()).groupby(["from_state", "to_state", "year"])["tiv"].sum()
    known = _dyads(_deliveries()).groupby(["from_state", "to_state", "year"])["tiv"].sum()
    both = pd.DataFrame({"tiv": flows, "tiv_deliveries": known}).reset_index()
    counted = both["year"].between(*DELIVERIES_COVER)
    # Within its years each source covers everything: no delivery recorded is 0. Outside them it says
    # nothing.
    both = both.assign(
        tiv=both["tiv"].fillna(0),
        tiv_deliveries=both["tiv_deliveries"].mask(counted, both["tiv_deliveries"].fillna(0)),
    )
    return both.sort_values(["from_state", "to_state", "year"], ignore_index=True)


def arms_import_totals() -> pd.DataFrame:
    """One row a year: what Iran received, by the register, by the deliveries and by SIPRI's own totals."""
    years = pd.RangeIndex(FIRST, LAST + 1, name="year")
    own = pd.read_csv(raw.read(TOTALS)).query("Recipient == 'Iran'").set_index("year")["tiv_imports_millions"]
    flows, known = by_year(), _deliveries()
    totals = pd.DataFrame({
        "tiv": _received(flows, years),
        "tiv_deliveries": _received(known, years).loc[slice(*DELIVERIES_COVER)],
        "tiv_sipri": own.reindex(years),
    })  # fmt: skip
    return totals.reset_index()


def arms_syria() -> pd.DataFrame:
    """One row a supplier of Syria and decade."""
    flows = by_year().query("recipient == 'Syria'")
    rows = flows.assign(from_state=_codes(flows["supplier"]), to_state="SYR", decade=flows["year"] // 10 * 10)
    key = ["from_state", "to_state", "decade"]
    return rows.groupby(key)["tiv"].sum().reset_index().sort_values(key, ignore_index=True)


def arms_groups() -> pd.DataFrame:
    """One row an armed group that Iran supplied and decade."""
    flows = by_year().query("supplier == 'Iran'")
    rows = flows.assign(recipient=flows["recipient"].map(GROUPS), decade=flows["year"] // 10 * 10)
    key = ["recipient", "decade"]
    return rows.groupby(key)["tiv"].sum().reset_index().sort_values(key, ignore_index=True)


def arms_neighbours() -> pd.DataFrame:
    """One row a state of the region: what it received since 2000, and from whom most of it."""
    flows = by_year().query("year >= @SINCE and recipient in @NEIGHBOURS")
    # Suppliers without a code here (small ones of the neighbours) keep their own names: they only fill the
    # total.
    supplier = flows["supplier"].map(ISO3).fillna(flows["supplier"])
    sums = flows.assign(recipient=_codes(flows["recipient"]), supplier=supplier)
    measured = concentration.shares_of_total(
        sums.groupby(["recipient", "supplier"])["tiv"].sum().reset_index(), "tiv", by=["recipient"]
    )
    wide = measured.pivot(index="recipient", columns="supplier", values="share").fillna(0)
    return pd.DataFrame({
        "tiv": measured.groupby("recipient")["tiv"].sum(),
        "main_supplier": wide.idxmax(axis=1),
        "main_share": wide.max(axis=1),
        "russia_share": wide["RUS"],
        "china_share": wide["CHN"],
        "usa_share": wide["USA"],
        "iran_share": wide["IRN"],
    }).reset_index().sort_values("recipient", ignore_index=True)  # fmt: skip


def arms_deals() -> pd.DataFrame:
    """One row a deal that the argument turns on: 14 entries of the register and one cancelled order."""
    entries = register().fillna({"delivery_years": ""})
    entries = entries.set_index(["supplier", "recipient", "order_year", "weapon_designation"]).sort_index()
    rows = [_deal(deal_id, entries.loc[key[:4]], key) for deal_id, key in DEALS.items()]
    whole = ["order_year", "ordered", "delivered", "first_delivery", "last_delivery"]
    deals = pd.DataFrame([*rows, CANCELLED]).astype(dict.fromkeys(whole, "Int64"))
    return deals.sort_values("deal_id", ignore_index=True)


def _deal(deal_id: str, entry: pd.Series, key: tuple) -> dict:
    supplier, recipient, ordered_in, _, name, note = key
    years = [int(year) for year in entry["delivery_years"].split("; ") if year]
    ordered, delivered = entry["number_ordered"], entry["number_delivered"]
    return {
        "deal_id": deal_id,
        "from_state": ISO3[supplier],
        "to_state": ISO3[recipient],
        "weapon": name,
        "order_year": ordered_in,
        "order_year_estimated": entry["order_year_uncertain"] == "?",
        "ordered": ordered,
        "ordered_estimated": entry["number_ordered_uncertain"] == "?",
        "delivered": delivered,
        "delivered_estimated": entry["number_delivered_uncertain"] == "?",
        "first_delivery": min(years, default=None),
        "last_delivery": max(years, default=None),
        # The source prints 0 for the value of an order whose size is not known.
        "tiv_ordered": entry["tiv_total_order"] if pd.notna(ordered) else None,
        "tiv_delivered": entry["tiv_delivered"],
        "outcome": _outcome(ordered, delivered),
        "basis": "register entry",
        "note": note or None,
    }


def _outcome(ordered: float, delivered: float) -> str:
    if delivered == 0:
        return "not delivered"
    if pd.isna(ordered):
        return "delivered, order unknown"
    return "delivered" if delivered >= ordered else "partly delivered"


def _deliveries() -> pd.DataFrame:
    """Return SIPRI's deliveries 2000-2023: one row a deal and delivery year, each with its own value."""
    names = {
        "Supplier": "supplier",
        "Recipient": "recipient",
        "Delivery year": "year",
        "TIV delivery values": "tiv",
    }
    return pd.read_csv(raw.read(DELIVERIES)).rename(columns=names)[list(names.values())]


def _dyads(flows: pd.DataFrame) -> pd.DataFrame:
    """Keep what went between Iran and another state; groups and unknown recipients have no code."""
    with_iran = flows[
        flows["recipient"].eq("Iran") | (flows["supplier"].eq("Iran") & flows["recipient"].isin(ISO3))
    ]
    return with_iran.assign(from_state=_codes(with_iran["supplier"]), to_state=_codes(with_iran["recipient"]))


def _received(flows: pd.DataFrame, years: pd.Index) -> pd.Series:
    """Return what Iran received in each year; 0 where no delivery is recorded."""
    return flows[flows["recipient"].eq("Iran")].groupby("year")["tiv"].sum().reindex(years, fill_value=0)


def _codes(names: pd.Series) -> pd.Series:
    """Return ISO codes; a name without one stops the table."""
    codes = names.map(ISO3)
    if codes.isna().any():
        raise raw.RawDataError(
            f"raw file {REGISTER!r}: no code for {names[codes.isna()].iloc[0]!r}; next: add it to ISO3"
        )
    return codes


TABLES = {
    "arms_transfers": arms_transfers,
    "arms_import_totals": arms_import_totals,
    "arms_syria": arms_syria,
    "arms_groups": arms_groups,
    "arms_neighbours": arms_neighbours,
    "arms_deals": arms_deals,
}
