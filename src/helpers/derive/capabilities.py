"""Measures of power and of regimes: capabilities, their concentration, product, arms spending, democracy.

Sources: Correlates of War National Material Capabilities v7.0; the World Bank; the long series of Fariss and
others; the SIPRI Military Expenditure Database; V-Dem and Polity5.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import raw, states

PARTS = {
    "milex": "military_expenditure",
    "milper": "military_personnel",
    "irst": "iron_steel",
    "pec": "energy",
    "tpop": "population",
    "upop": "urban_population",
}
FOLLOWED = {2: "usa", 710: "china", states.RUSSIA: "russia", states.IRAN: "iran"}
LAST_YEAR_OF_CAPABILITIES = 2022
# Ten states and two of seven measures are 894 of the 53,204 values in SIPRI's file of April 2025 (1.7 per
# cent; 5.1 and 5.7 per cent of the two sheets). SIPRI permits about a tenth; count again before adding any.
SPENDERS = {
    "China": "CHN", "India": "IND", "Iran": "IRN", "Iraq": "IRQ", "Israel": "ISR", "Russia": "RUS",
    "Saudi Arabia": "SAU", "Syria": "SYR", "Türkiye": "TUR", "United States of America": "USA",
}  # fmt: skip
SPENDING = {"constant_2024_usd_millions": "spending", "share_of_gdp": "share_of_gdp"}
# Dollars of one year only: every release counts in those of another, and none may be joined to the next.
PRICES = 2024
REGIMES = ("CHN", "IND", "IRN", "ISR", "RUS", "SAU", "SYR", "TUR", "USA")


def material_capabilities() -> pd.DataFrame:
    """Return one row a state and year, by number: the index (``cinc``), its six parts, and ``cinc_five``.

    In 2017 the file begins to count urban population in another way: the world's grows by 42 per cent within
    the year, the United States' falls by 44. The index breaks there; ``cinc_five``, the mean of the shares in
    the other five parts, does not.
    """
    rows = pd.read_csv(raw.read("cow-nmc/cow_nmc_v7.0.csv"))
    five = [part for part in PARTS if part != "upop"]
    shares = rows[five] / rows.groupby("year")[five].transform("sum")
    return rows.assign(cinc_five=shares.mean(axis=1))


def capabilities() -> pd.DataFrame:
    """One row a state and year: its share of the world's material capabilities, and the six parts."""
    rows = states.book(material_capabilities())
    rows = rows.assign(parts=rows[list(PARTS)].notna().sum(axis=1)).rename(columns=PARTS)
    counts = dict.fromkeys(PARTS.values(), "Int64")
    rows = rows.round(dict.fromkeys(PARTS.values(), 0)).astype(counts)
    columns = ["state", "year", "cinc", "cinc_five", "parts", *PARTS.values()]
    return rows.sort_values(["state", "year"], ignore_index=True)[columns]


def power_concentration() -> pd.DataFrame:
    """One row a year: how concentrated capabilities are, among all states and among the major powers.

    Notes
    -----
    For the shares s of N states, which add up to one, concentration is
    sqrt((sum of s squared - 1/N) / (1 - 1/N)) [1]_: 0 when all are equal, 1 when one has everything. The
    Herfindahl index is the sum of s squared. CINC itself adds up to between 1 and 1.07: where a part is not
    known, the index is the mean of the others. The shares here are therefore divided by their sum; the four
    states' are not.

    References
    ----------
    .. [1] Ray, J. L., & Singer, J. D. (1973). Measuring the concentration of power in the international
       system. Sociological Methods and Research 1(4), 403-437.
    """
    rows = material_capabilities().rename(columns={"ccode": "number"})
    members = rows.merge(states.members(LAST_YEAR_OF_CAPABILITIES), on=["number", "year"])
    majors = rows.merge(states.majors(LAST_YEAR_OF_CAPABILITIES), on=["number", "year"])
    followed = rows[rows["number"].isin(list(FOLLOWED))].assign(name=lambda r: r["number"].map(FOLLOWED))
    shares = followed.pivot(index="year", columns="name", values="cinc")[list(FOLLOWED.values())]
    table = pd.concat(
        [
            _concentration(members).rename(columns={"number": "states"}),
            _concentration(members, "cinc_five")["concentration"].rename("concentration_five"),
            _concentration(majors).add_suffix("_majors").rename(columns={"number_majors": "majors"}),
            _concentration(majors, "cinc_five")["concentration"].rename("concentration_majors_five"),
            shares,
        ],
        axis=1,
    )
    table["share_of_majors"] = majors.groupby("year")["cinc"].sum() / members.groupby("year")["cinc"].sum()
    return table.reset_index()


def _concentration(rows: pd.DataFrame, index: str = "cinc") -> pd.DataFrame:
    share = rows[index] / rows.groupby("year")[index].transform("sum")
    groups = share.pow(2).groupby(rows["year"])
    number, herfindahl = groups.size(), groups.sum()
    ratio = ((herfindahl - 1 / number) / (1 - 1 / number)).clip(lower=0)
    return pd.DataFrame({"number": number, "concentration": np.sqrt(ratio), "herfindahl": herfindahl})


def gdp() -> pd.DataFrame:
    """One row a state and year: gross domestic product at current prices, and the modelled long series."""
    bank = pd.read_csv(raw.read("worldbank-gdp/gdp.csv"))
    bank = bank[bank["Country Code"].isin(states.BOOK)]
    current = pd.DataFrame({
        "state": bank["Country Code"], "year": bank["Year"], "gdp_current": bank["Value"] / 1e9
    })  # fmt: skip
    long = states.book(pd.read_csv(raw.read("democracy-gdp/cw_gdppop.csv"))).dropna(subset=["pwtrgdp"])
    modelled = pd.DataFrame({
        "state": long["state"], "year": long["year"],
        "gdp_real": long["pwtrgdp"] / 1e3, "gdp_real_sd": long["sd_pwtrgdp"] / 1e3,
        "gdp_real_per_head": long["mrgdppc"], "gdp_real_per_head_sd": long["sd_mrgdppc"],
    })  # fmt: skip
    both = current.merge(modelled, on=["state", "year"], how="outer", validate="1:1")
    return both.sort_values(["state", "year"], ignore_index=True)


def military_spending() -> pd.DataFrame:
    """One row a state and year: military expenditure at constant prices, and as a share of product."""
    long = pd.read_csv(raw.read("sipri-milex-2026/sipri_milex_selected_1949_2025.csv"))
    chosen = long[long["indicator"].isin(list(SPENDING)) & long["year"].ge(1970)]
    chosen = chosen.assign(state=chosen["country"].map(SPENDERS)).dropna(subset=["state"])
    wide = chosen.pivot(index=["state", "year"], columns="indicator", values="value").rename(columns=SPENDING)
    rows = wide.assign(prices=PRICES).sort_index().reset_index()
    return rows[["state", "year", *SPENDING.values(), "prices"]]


def democracy() -> pd.DataFrame:
    """Return one row a state and year, by number: V-Dem polyarchy and the Polity score."""
    rows = pd.read_csv(raw.read("democracy-gdp/cw_democracy.csv"))
    rows = rows.rename(columns={"v2x_polyarchy": "polyarchy", "polity2": "polity"})
    return rows[["ccode", "year", "polyarchy", "polity"]].astype({"polity": "Int64"})


def regime() -> pd.DataFrame:
    """One row a state and year since 1900: how democratic it is, on two scales."""
    rows = states.book(democracy()).query("state in @REGIMES and year >= 1900")
    rows = rows.dropna(subset=["polyarchy", "polity"], how="all")
    return rows.sort_values(["state", "year"], ignore_index=True)[["state", "year", "polyarchy", "polity"]]


TABLES = {
    "capabilities": capabilities,
    "power_concentration": power_concentration,
    "gdp": gdp,
    "military_spending": military_spending,
    "regime": regime,
}
