"""Turn an original data file into the one that the measures read, so that anybody can start from it.

One function a kind of original, named in ``raw.json``; each takes the originals, open, and returns a frame,
or GeoJSON where something is drawn.
The digest of an original is the contract: what comes out of it follows from it and from the lines here.
"""

from __future__ import annotations

import gzip
import json
import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO, StringIO
from zipfile import ZipFile

import numpy as np
import pandas as pd

from . import natural_earth

IRAN, SYRIA = 630, 652
EXTRACTS = {"IRN", "SYR"}
DAY_ZERO = "1970-01-01"
# Two lines of the file end in the middle (China, 2008): no actor, no intensity.
WHOLE_CONFLICT = ["conflict_id", "location", "side_a", "year", "intensity_level", "type_of_conflict"]
REGISTER = {
    "Recipient": "recipient", "Supplier": "supplier", "Year of order": "order_year",
    "Number ordered": "number_ordered", "Weapon designation": "weapon_designation",
    "Weapon description": "weapon_description", "Number delivered": "number_delivered",
    "Year(s) of delivery": "delivery_years", "status": "status", "Comments": "comments",
    "SIPRI TIV per unit": "tiv_per_unit", "SIPRI TIV for total order": "tiv_total_order",
    "SIPRI TIV of delivered weapons": "tiv_delivered",
}  # fmt: skip
UNCERTAIN = {3: "order_year_uncertain", 5: "number_ordered_uncertain", 9: "number_delivered_uncertain"}
# States whose imports or exports of arms the book follows; with a star, groups that are no state.
RECIPIENTS = (
    "Iran", "Syria", "Iraq", "Saudi Arabia", "Israel", "UAE", "Russia", "Hezbollah (Lebanon)*",
    "Houthi rebels (Yemen)*", "Hamas (Palestine)*", "Amal (Lebanon)*", "Syria rebels*", "PKK (Turkiye)*",
    "Palestinian Islamic Jihad (Israel/Palestine)*",
)  # fmt: skip
SUPPLIERS = ("Iran", "Syria", "Hezbollah (Lebanon)*")
SHEETS = {"Constant (2024) US$": "constant_2024_usd_millions", "Share of GDP": "share_of_gdp"}
HEAD = 5  # rows above the names of the columns
FLOWS = {"exports_from_iran": "Exports - partners", "imports_to_iran": "Imports - partners"}
SHARE = re.compile(r"([A-Z][A-Za-z ]+) ([0-9.]+)%")
PARTNERS = {
    "Algeria": "DZA", "Armenia": "ARM", "Brazil": "BRA", "China": "CHN", "Germany": "DEU", "India": "IND",
    "Italy": "ITA", "Japan": "JPN", "Kuwait": "KWT", "Pakistan": "PAK", "South Korea": "KOR",
    "Turkey": "TUR", "UAE": "ARE", "United Arab Emirates": "ARE",
}  # fmt: skip
# When the repository first had the figures of a year: the days of the commits that raw.json names.
SEEN = {
    2014: "2015-10-26", 2015: "2016-11-06", 2017: "2020-11-24", 2019: "2021-05-23", 2022: "2024-05-09",
    2023: "2025-03-13",
}  # fmt: skip
DYADS = {
    "IRN": "RUS CHN USA ISR SAU TUR IND SYR IRQ PAK ARE QAT AFG AZE ARM GBR FRA DEU VEN LBN YEM OMN JPN KOR "
    "UKR",
    "RUS": "SYR CHN USA ISR TUR SAU IND UKR PRK BLR",
    "SYR": "TUR ISR USA CHN",
    "USA": "ISR SAU TUR CHN",
}  # fmt: skip


def r_data(original: BytesIO) -> pd.DataFrame:
    """Return the first frame of a file of R (``.rda`` or ``.rds``), whole numbers as such, dates as ISO.

    Columns of text are read one by one: a file of half a million names takes minutes.
    """
    import rdata

    with warnings.catch_warnings():  # of classes of R that say nothing of the values (a tibble, a parser's)
        warnings.simplefilter("ignore", UserWarning)
        parsed = rdata.parser.parse_data(original.read())
        classes = {**rdata.conversion.DEFAULT_CLASS_MAP, "Date": _dates}
        found = rdata.conversion.convert(parsed, constructor_dict=classes)
    frame = next(iter(found.values())) if isinstance(found, dict) else found
    return _whole(frame.rename(columns=str).reset_index(drop=True))


def _dates(days, _attributes) -> np.ndarray:
    """Return R's dates, which count the days since 1970, in ISO form."""
    dates = pd.Timestamp(DAY_ZERO) + pd.to_timedelta(pd.Series(days), unit="D")
    return dates.dt.strftime("%Y-%m-%d").to_numpy(dtype="object")


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Write whole numbers as integers: R keeps most of its numbers as floats."""
    floats = [name for name in frame.select_dtypes("float") if frame[name].dropna().mod(1).eq(0).all()]
    return frame.astype(dict.fromkeys(floats, "Int64"))


def distances(original: BytesIO) -> pd.DataFrame:
    """Return least distances to a tenth of a kilometre."""
    return r_data(original).round({"mindist": 1})


def stata(original: BytesIO) -> pd.DataFrame:
    """Return the frame of a Stata file."""
    return _whole(pd.read_stata(original))


def conflicts(original: BytesIO) -> pd.DataFrame:
    """Return the conflict-years of UCDP from a file with semicolons, without its two broken lines."""
    rows = pd.read_csv(original, sep=";", dtype="str", encoding="utf-8-sig")
    return rows.dropna(subset=WHOLE_CONFLICT)


def bilateral_trade(original: BytesIO) -> pd.DataFrame:
    """Return the directed dyad-years of trade of Iran and of Syria."""
    rows = r_data(original).query("ccode1 in (@IRAN, @SYRIA)")
    names = {"flow1": "flow1_imports_of_1_from_2_musd", "flow2": "flow2_imports_of_2_from_1_musd"}
    return rows.rename(columns=names).sort_values(["ccode1", "ccode2", "year"])


def events(original: BytesIO) -> pd.DataFrame:
    """Return the ICEWS dyad-years in which Iran or Syria is one of the two."""
    rows = r_data(original)
    return rows[rows[["i_iso3c", "j_iso3c"]].isin(EXTRACTS).any(axis=1)]


def register(original: BytesIO) -> pd.DataFrame:
    """Return the deals of SIPRI's register that the book follows, each with its marks of uncertainty."""
    rows = pd.read_csv(original, encoding="utf-8-sig", dtype="str")
    marks = {rows.columns[place]: name for place, name in UNCERTAIN.items()}
    rows = rows.rename(columns={**REGISTER, **marks})
    chosen = rows["recipient"].isin(RECIPIENTS) | rows["supplier"].isin(SUPPLIERS)
    # A comment that runs over its line leaves a second line, without a number in the column of orders.
    deals = rows[chosen & pd.to_numeric(rows["order_year"], errors="coerce").notna()]
    # A sum of values is the same to its last digit only in the same order.
    return deals.sort_values(["recipient", "supplier", "order_year"], kind="stable")


def deliveries(original: BytesIO) -> pd.DataFrame:
    """Return SIPRI's deliveries by year between the same states and groups, but for the Emirates."""
    rows = pd.read_csv(_below_head(original, "SIPRI AT Database ID,"))
    recipients = [name for name in RECIPIENTS if name != "UAE"]
    return rows[rows["Recipient"].isin(recipients) | rows["Supplier"].isin(SUPPLIERS)]


def import_totals(original: BytesIO) -> pd.DataFrame:
    """Return SIPRI's yearly totals of Iran's imports of arms."""
    wide = pd.read_csv(_below_head(original, "Recipient,"))
    years = [name for name in wide.columns if name.isdigit()]
    long = wide[wide["Recipient"].eq("Iran")].melt("Recipient", years, "year", "tiv_imports_millions")
    return long.dropna(subset="tiv_imports_millions")


def _below_head(original: BytesIO, columns: str) -> StringIO:
    """Return a table of SIPRI from the names of its columns on, without the lines of words above."""
    lines = original.read().decode("utf-8-sig", errors="replace").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(columns))
    return StringIO("\n".join(lines[start:]))


def spending(original: BytesIO) -> pd.DataFrame:
    """Return military spending at constant prices and as a share of product, one row a country and year."""
    parts = [
        _sheet(original, sheet).assign(indicator=name, sipri_mark=pd.NA) for sheet, name in SHEETS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _sheet(original: BytesIO, sheet: str) -> pd.DataFrame:
    wide = pd.read_excel(original, sheet_name=sheet, header=HEAD)
    years = [name for name in wide.columns if isinstance(name, int)]
    long = wide.melt("Country", years, "year", "value").rename(columns={"Country": "country"})
    return long.assign(value=pd.to_numeric(long["value"], errors="coerce")).dropna()


def cosines(similarities: BytesIO, totals: BytesIO) -> pd.DataFrame:
    """Return the similarity of every state with China, Russia and America in 2024 and 2025, and its rank."""
    wide = pd.read_csv(similarities)
    names = {"CHN": "sim_CHN_{}", "RUS": "sim_RUS_{}", "USA": "sim_{}"}
    parts = [
        wide[["partner", column.format(year)]]
        .set_axis(["iso3", "cosine"], axis=1)
        .dropna()
        .assign(**{"with": partner, "year": year})
        for partner, column in names.items()
        for year in (2024, 2025)
    ]
    rows = pd.concat(parts, ignore_index=True).query("iso3 != `with`")
    cast = pd.read_csv(totals).rename(
        columns={"Country name": "iso3", "Year": "year", "Total Votes in Year": "votes_cast_of_state"}
    )
    rows = rows.merge(cast[["iso3", "year", "votes_cast_of_state"]], on=["iso3", "year"], how="left")
    groups = rows.groupby(["year", "with"])["cosine"]
    return rows.assign(
        rank_among_states=groups.rank(ascending=False, method="min").astype("int64"),
        states=groups.transform("size"),
    )


def partner_shares(*versions: BytesIO) -> pd.DataFrame:
    """Return the shares of partners in Iran's trade that versions of the World Factbook name, by year."""
    return pd.concat([_shares(json.load(version)["Economy"]) for version in versions], ignore_index=True)


def _shares(economy: dict) -> pd.DataFrame:
    rows = []
    for flow, heading in FLOWS.items():
        text = economy[heading]["text"]
        year = int(text[-5:-1])  # as in "China 48%, India 12% (2019)"
        rows += [(year, flow, PARTNERS[name], name, float(share)) for name, share in SHARE.findall(text)]
    shares = pd.DataFrame(rows, columns=["year", "flow", "iso3", "partner", "share_percent"])
    return shares.assign(first_seen_in_repository=shares["year"].map(SEEN))


def daily_scores(countries: BytesIO, *days: BytesIO) -> pd.DataFrame:
    """Return the daily score of the dyads that the book follows, from one matrix of all states a day."""
    codes = pd.read_csv(countries, sep="\t")["Alpha3_code"].str.strip().tolist()
    pairs = [(one, other) for one, others in DYADS.items() for other in others.split()]
    rows, columns = ([codes.index(pair[side]) for pair in pairs] for side in (0, 1))
    named = pd.DataFrame(pairs, columns=["country1", "country2"])
    parts = []
    for day in days:
        date, scores = _matrix(day)
        found = [round(score, 3) for score in scores[rows, columns].tolist()]
        parts.append(named.assign(date=date, composite_score=found))
    return pd.concat(parts, ignore_index=True)[["date", "country1", "country2", "composite_score"]]


def _matrix(day: BytesIO) -> tuple[str, np.ndarray]:
    """Return the day, and the matrix, of an archive that holds one file, as 20180101_network.npy."""
    with ZipFile(day) as packed:
        (name,) = packed.namelist()
        return f"{name[:4]}-{name[4:6]}-{name[6:8]}", np.load(BytesIO(packed.read(name)))


CONVERTERS: dict[str, Callable[..., pd.DataFrame | dict]] = {
    one.__name__: one
    for one in (
        r_data, distances, stata, conflicts, bilateral_trade, events, register, deliveries, import_totals,
        spending, cosines, partner_shares, daily_scores, natural_earth.units, natural_earth.borders,
    )
}  # fmt: skip


@lru_cache(maxsize=8)  # a table asks for some files more than once
def convert(name: str, converter: str, *originals: bytes) -> bytes:
    """Return the bytes of the raw file `name`: CSV, packed where the name says so, or GeoJSON.

    Parameters
    ----------
    name
        Name of the raw file.
    converter
        Name of a function of :data:`CONVERTERS`.
    originals
        Content of the files it starts from.
    """
    frame = CONVERTERS[converter](*map(BytesIO, originals))
    if isinstance(frame, dict):
        return json.dumps(frame, separators=(",", ":"), ensure_ascii=False).encode()
    text = frame.to_csv(index=False, lineterminator="\n").encode()
    return gzip.compress(text, mtime=0) if name.endswith(".gz") else text
