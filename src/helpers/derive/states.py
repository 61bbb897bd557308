"""States by their Correlates of War numbers: ISO 3166 codes, years of membership, major powers, regions."""

from __future__ import annotations

from functools import cache

import pandas as pd

from . import raw

# Numbers of the Correlates of War and of Gleditsch and Ward are read alike: where the two lists differ
# (Germany, Yemen), both numbers have one code.
IRAN, RUSSIA = 630, 365

# The file of ideal points leaves West Germany and North Yemen without a code and gives South Yemen North
# Yemen's. Both German and both Yemeni numbers that outlived unification keep one code, as Russia's does.
# South Vietnam had VNM, which is Vietnam's today, so it keeps the Correlates of War's own letters.
CODES = {260: "DEU", 678: "YEM", 680: "YMD", 817: "RVN"}
PREDECESSORS = (260, 678)
# The list of 2016 closes every tenure on its own last day. The list of 2024 has the same states and the same
# major powers still in place on 31 December 2024.
LIST_ENDS = 2016

# The states whose measures the book keeps; each has its names in data/record/states.csv.
_BOOK = (
    "AFG ALB ARE ARG ARM AUS AUT AZE BEL BGD BGR BHR BIH BLR BOL BRA BTN CAN CHE CHN COD CUB CYP DEU DNK DZA "
    "EGY ESP EST ETH FIN FRA GBR GEO GRC HRV HUN IDN IND IRN IRQ ISR ITA JOR JPN KAZ KGZ KOR KWT LBN LBY LKA "
    "LTU LVA MAR MDA MDV MLT MNG MYS NIC NLD NOR NPL OMN PAK PAN POL PRK QAT ROU RUS SAU SDN SGP SVK SWE SYR "
    "TJK TKM TUN TUR UKR USA UZB VEN VNM YEM YMD YUG ZAF"
)
BOOK = tuple(_BOOK.split())
REGIONS = {
    "middle_east": "ARE BHR EGY IRN IRQ ISR JOR KWT LBN OMN QAT SAU SYR TUR YEM YMD",
    "north_africa": "DZA LBY MAR SDN TUN",
    "south_caucasus": "ARM AZE GEO",
    "central_asia": "AFG KAZ KGZ TJK TKM UZB",
    "south_asia": "BGD BTN IND LKA MDV NPL PAK",
}
REGION = {code: region for region, codes in REGIONS.items() for code in codes.split()}


@cache
def codes() -> dict[int, str]:
    """Return ISO 3166 alpha-3 codes by Correlates of War number.

    States that are no more keep the code that ISO has withdrawn (DDR, CSK, YMD); 345 is YUG throughout.
    """
    points = pd.read_stata(
        raw.read("unga-idealpoints/IdealpointsJuly2025.dta"), columns=["ccode", "iso3c", "year"]
    )
    newest = points.sort_values("year").drop_duplicates("ccode", keep="last")
    return dict(zip(newest["ccode"].astype("int64"), newest["iso3c"].astype("str"), strict=True)) | CODES


def iso3(numbers: pd.Series) -> pd.Series:
    """Return the ISO codes of a column of Correlates of War numbers.

    Raises
    ------
    RawDataError
        If a number has no code; a row must not vanish because its state cannot be named.
    """
    named = numbers.map(codes())
    if (unknown := named.isna() | named.eq("")).any():
        raise raw.RawDataError(
            f"no ISO code for state number {numbers[unknown].iloc[0]} (column {numbers.name!r}).\n"
            "  next: add it to CODES in helpers/derive/states.py"
        )
    return named


def book(frame: pd.DataFrame, number: str = "ccode") -> pd.DataFrame:
    """Keep the rows of the book's states, one row a state and year, with the column ``state`` first.

    In 1990 united Germany and united Yemen have a row beside their predecessors'; the united state stays.
    """
    named = frame.assign(state=frame[number].map(codes()))
    chosen = named[named["state"].isin(BOOK)]
    twins = chosen.duplicated(["state", "year"], keep=False) & chosen[number].isin(PREDECESSORS)
    return chosen[~twins].drop(columns=number)


def members(last: int) -> pd.DataFrame:
    """Return one row a member of the state system and year, by number, to the year `last`."""
    return _on_new_years_eve("cow-states/cow_states.csv", last)


def majors(last: int) -> pd.DataFrame:
    """Return one row a major power and year, by number, to the year `last`."""
    return _on_new_years_eve("cow-states/cow_majors.csv", last)


def _on_new_years_eve(name: str, last: int) -> pd.DataFrame:
    """Count a tenure in each year at whose end it runs, so that no year has a state and its successor."""
    tenures = pd.read_csv(raw.read(name))
    through = tenures["endmonth"].eq(12) & tenures["endday"].eq(31)
    end = tenures["endyear"].where(through, tenures["endyear"] - 1)
    open_end = tenures["endyear"].ge(LIST_ENDS)
    years = in_years(tenures, tenures["styear"], end.mask(open_end, last))
    return years.rename(columns={"ccode": "number"})[["number", "year"]].query("year <= @last")


def in_years(rows: pd.DataFrame, begin: pd.Series, end: pd.Series) -> pd.DataFrame:
    """Repeat each row for every year from `begin` to `end`, both included, in the column ``year``."""
    spans = [range(int(first), int(last) + 1) for first, last in zip(begin, end, strict=True)]
    years = rows.assign(year=spans).explode("year", ignore_index=True).dropna(subset="year")
    return years.astype({"year": "int64"})
