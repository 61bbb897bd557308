"""Cut the extracts that tests rebuild measures from: ``python -m tests.derive.extract`` with RAW_DATA set.

An extract has the rows of a raw file that a few tables need whole, or those of one year. It is packed, and
unpacked by the fixture of ``test_extracts.py``.
"""

import gzip
from io import BytesIO
from pathlib import Path

import pandas as pd

from helpers.derive import pairs, raw, states

EXTRACTS = Path(__file__).with_name("extracts")
YEAR = 2015
IRAN, RUSSIA, SYRIA = states.IRAN, states.RUSSIA, 652
TREATIES = "atop/atop_v4.01_alliance_level.csv"
MEMBERS = "atop/atop_v4.01_member_level.csv"
POINTS = "unga-idealpoints/IdealpointsJuly2025.dta"
ROLL_CALLS = "unga-votes/ungaVoting_003.csv"
TITLES = "unga-votes/un_roll_calls.csv"
WHOLE = (
    "cia-factbook/iran_partner_shares_2014_2023.csv",
    "cow-states/cow_states.csv",
    "cow-states/cow_majors.csv",
    "nags-dangerous-companions/nags_dyadic_active_support_iran_1946_2010_four_targets.csv",
    "natural-earth/admin1_iran_caucasus_neighbours.geojson",
    "natural-earth/ne_50m_boundary_lines_region.geojson",
    "rivalries/tss_rivalries.csv",
    "unsc-compiled/unsc_vetoes_1946_sept2022_yordan.csv",
)


def of_year(rows, column="year"):
    return rows[rows[column].astype(int).eq(YEAR)]


def of_iran(rows):
    return rows[rows["ccode1"].eq(IRAN)]


def promises(rows):
    ours = rows[["ccode1", "ccode2"]].isin([IRAN, RUSSIA]).any(axis=1)
    return rows[ours | rows["year"].eq(YEAR)]


def conflicts(rows):
    parties = rows[["side_a", "side_a_2nd", "side_b", "side_b_2nd"]].astype("str")
    iran = parties.apply(lambda column: column.str.contains("Government of Iran")).any(axis=1)
    return rows[iran | rows["location"].str.contains("Syria")]


def contiguity(rows):
    in_year = rows["stdate"].str[:4].astype(int).le(YEAR) & rows["enddate"].str[:4].astype(int).ge(YEAR)
    return rows[rows["ccode1"].eq(IRAN) | in_year & rows["ccode1"].lt(rows["ccode2"])]


def memberships(rows):
    return rows[rows[["ccode1", "ccode2"]].eq(IRAN).any(axis=1) & rows["year"].ge(2010)]


def distances(rows):
    majors = {2, 200, 220, 255, 365, 710, 740}
    return of_year(rows)[of_year(rows)[["ccode1", "ccode2"]].isin(majors).any(axis=1)]


def spending(rows):
    wanted = rows["country"].isin(["Iran", "Israel", "Russia", "Syria"]) & rows["year"].ge(2009)
    return rows[wanted & rows["indicator"].isin(["constant_2024_usd_millions", "share_of_gdp"])]


def arms(rows):
    names = rows.columns.str.lower()
    recipient, supplier = rows.columns[names.get_loc("recipient")], rows.columns[names.get_loc("supplier")]
    ours = ["Iran", "Syria", "Iraq", "Hezbollah (Lebanon)*", "Houthi rebels (Yemen)*"]
    return rows[rows[recipient].isin(ours) | rows[supplier].eq("Iran")]


def daily(rows):
    pairs = {frozenset(pair) for pair in (("IRN", "RUS"), ("IRN", "ISR"))}
    named = rows[["country1", "country2"]].agg(frozenset, axis=1).isin(pairs)
    return rows[named & rows["date"].str[:4].isin(["2019", "2023"])]


RULES = {
    ROLL_CALLS: lambda rows: rows[rows["date"].str[:4].eq(str(YEAR))],
    "unga-idealpoints-2026/Idealpointestimates1946-2025.tab": lambda rows: rows[rows["year"].eq(2025)],
    "unga-2024-2025/unga_cosine_with_usa_china_russia_2024_2025.csv": lambda rows: rows[
        rows["with"].eq("RUS")
    ],
    "ucdp-prio-acd/ucdp_prio_acd_v25_1.csv": conflicts,
    "atop/atop_v5.1_directed_dyad_year.csv": promises,
    "cow-nmc/cow_nmc_v7.0.csv": of_year,
    "cow-mid-war/cow_mid_ddydisps.csv": of_iran,
    "cow-mid-war/gml_mid_ddydisps.csv": of_iran,
    "cow-mid-war/cow_war_inter.csv": of_iran,
    "cow-geography/cow_contdir.csv": contiguity,
    "cow-geography/cow_mindist.csv.gz": distances,
    "cow-igo/cow_igo_ndy.csv.gz": memberships,
    "democracy-gdp/cw_democracy.csv": of_year,
    "democracy-gdp/cw_gdppop.csv": of_year,
    "worldbank-gdp/gdp.csv": lambda rows: of_year(rows, "Year"),
    "nuclear-cooperation/nca_dataset.csv": lambda rows: rows[
        rows[["ccode1", "ccode2"]].isin([IRAN, RUSSIA]).any(axis=1)
    ],
    "sipri-milex-2026/sipri_milex_selected_1949_2025.csv": spending,
    "sipri-arms-transfers/sipri_trade_register_selected_1950_2024.csv": arms,
    "sipri-arms-transfers/sipri_deliveries_by_year_selected_2000_2023.csv": arms,
    "sipri-arms-transfers/sipri_tiv_import_totals_selected_1950_2024.csv": lambda rows: rows[
        rows["Recipient"].eq("Iran")
    ],
    "cow-trade/cow_trade_v4_iran_syria_selected_1870_2014.csv": lambda rows: rows[
        rows["ccode1"].eq(IRAN) & rows["year"].ge(1990)
    ],
    "icews-dyad-year/icews_directed_dyad_year_2002_2014_selected.csv": lambda rows: rows[
        rows[["i_iso3c", "j_iso3c"]].eq("IRN").any(axis=1) & rows["year"].eq(2010)
    ],
    "gdelt-composite-daily/gdelt_composite_daily_selected_dyads_2018_2024.csv": daily,
}


def main():
    for name, rule in RULES.items():
        keep(name, _text(rule(_rows(name)), "\t" if name.endswith(".tab") else ","))
    for name in WHOLE:
        keep(name, raw.read(name).read())
    numbers = RULES[ROLL_CALLS](_rows(ROLL_CALLS))["rcid"]
    titles = _rows(TITLES)
    keep(TITLES, _text(titles[titles["rcid"].isin(numbers)]))
    _treaties()
    _points()


def _rows(name):
    packed = "gzip" if name.endswith(".gz") else None
    separator = "\t" if name.endswith(".tab") else ","
    code = "latin-1" if name == MEMBERS else "utf-8"
    return pd.read_csv(raw.read(name), sep=separator, compression=packed, dtype="str", encoding=code).pipe(
        _numbers
    )


def _numbers(rows):
    """Give numbers back their type where they are compared; as text a cell is kept as it stands."""
    compared = [name for name in ("ccode1", "ccode2", "year", "rcid", "Year") if name in rows]
    return rows.astype(dict.fromkeys(compared, "int64"))


def _treaties():
    """Keep the treaties with Iran or Russia, and those that make a club of their members."""
    members, treaties = _rows(MEMBERS), _rows(TREATIES)
    clubs = members["atopid"].isin(map(str, [*pairs.ARAB_LEAGUE, *pairs.NORTH_ATLANTIC]))
    ours = members.loc[members["member"].isin([str(IRAN), str(RUSSIA)]) | clubs, "atopid"]
    keep(MEMBERS, _text(members[members["atopid"].isin(ours)]).decode().encode("latin-1"))
    keep(TREATIES, _text(treaties[treaties["atopid"].isin(ours)]))


def _points():
    """Keep one year, and of every state its newest row, from which its code is read."""
    points = pd.read_stata(raw.read(POINTS))
    newest = points.sort_values("year").drop_duplicates("ccode", keep="last")
    chosen = pd.concat([points[points["year"].eq(YEAR)], newest]).drop_duplicates(["ccode", "year"])
    file = BytesIO()
    chosen.to_stata(file, write_index=False)
    keep(POINTS, file.getvalue())


def _text(rows, separator=","):
    return rows.to_csv(index=False, lineterminator="\n", sep=separator).encode()


def keep(name, content):
    path = EXTRACTS / f"{name.removesuffix('.gz')}.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    main()
