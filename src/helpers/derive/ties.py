"""Measures of other ties between states, and the dyad-years that bring all measures together.

Sources: Correlates of War Direct Contiguity v3.2 and Intergovernmental Organizations v3; minimum distances
from CShapes 2.0; nuclear cooperation agreements of Fuhrmann; and those of the other modules.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from . import alliances, capabilities, disputes, raw, states

FIRST_YEAR, LAST_YEAR = 1946, 2018
CONTIGUITY = {0: "none", 1: "land", 2: "water_12", 3: "water_24", 4: "water_150", 5: "water_400"}
# The file closes every spell that still runs in December 2016.
LAST_YEAR_OF_CONTIGUITY = 2016
LAST_MONTH_OF_CONTIGUITY = "2016-12-01"
ROLES = {"great": "great_power", "regional": "regional_state"}


def contiguity() -> pd.DataFrame:
    """One row a neighbour of Iran and spell: by land, or across how much water."""
    spells = pd.read_csv(raw.read("cow-geography/cow_contdir.csv")).query("ccode1 == @states.IRAN")
    rows = pd.DataFrame({
        "partner": states.iso3(spells["ccode2"]),
        "begin": spells["stdate"].str[:7],
        "end": spells["enddate"].where(spells["enddate"].ne(LAST_MONTH_OF_CONTIGUITY)).str[:7],
        "contiguity": spells["conttype"].map(CONTIGUITY),
    })  # fmt: skip
    return rows.sort_values(["partner", "begin"], ignore_index=True)


def shared_memberships() -> pd.DataFrame:
    """One row a year and partner of Iran: in how many intergovernmental organisations both are members."""
    rows = pd.read_csv(raw.read("cow-igo/cow_igo_ndy.csv.gz"), compression="gzip")
    rows = rows[rows[["ccode1", "ccode2"]].eq(states.IRAN).any(axis=1)]
    rows = rows.assign(number=rows["ccode1"] + rows["ccode2"] - states.IRAN)
    named = states.book(rows, "number").rename(columns={"state": "partner", "dyadigos": "organisations"})
    return named.sort_values(["partner", "year"], ignore_index=True)[["partner", "year", "organisations"]]


def nuclear_agreements() -> pd.DataFrame:
    """One row an agreement on civil nuclear cooperation that Iran made, or Russia with a regional state.

    Directed as the source lists them: Iran is always the second state, and some agreements of equals
    (the USSR and India) are listed in both directions. Several of one year are numbered.
    """
    rows = pd.read_csv(raw.read("nuclear-cooperation/nca_dataset.csv"))
    rows = rows.assign(from_state=states.iso3(rows["ccode1"]), to_state=states.iso3(rows["ccode2"]))
    ends = rows[["from_state", "to_state"]]
    regional = ends.isin(list(states.REGION)).any(axis=1)
    rows = rows[ends.eq("IRN").any(axis=1) | (ends.eq("RUS").any(axis=1) & regional)]
    key = ["from_state", "to_state", "year"]
    rows = rows.sort_values([*key, "nca_type"], ignore_index=True)
    rows["number"] = rows.groupby(key).cumcount() + 1
    return rows.rename(columns={"nca_type": "type"})[[*key, "number", "type"]]


@cache
def ideal_points() -> pd.DataFrame:
    """Return one row a state and year, by number: its ideal point in the final-passage series."""
    points = pd.read_stata(
        raw.read("unga-idealpoints/IdealpointsJuly2025.dta"), columns=["ccode", "year", "idealpointfp"]
    )
    points = points.dropna().astype({"ccode": "int64", "year": "int64", "idealpointfp": "float64"})
    return points.rename(columns={"ccode": "number", "idealpointfp": "ideal_point"})


def closeness_of_allies() -> pd.DataFrame:
    """One row a year and kind of tie: how far apart dyads with that tie stand in the General Assembly.

    A dyad has one tie, its strongest obligation of ATOP v5.1: defence; consultation with neutrality or
    non-aggression; any other; none.
    """
    points = ideal_points().query("@FIRST_YEAR <= year <= @LAST_YEAR")
    promised = dict(iter(alliances.dyad_years().groupby("year")))
    rows = [_apart(year, of_year, promised[year]) for year, of_year in points.groupby("year")]
    return pd.concat(rows, ignore_index=True)


def _apart(year: int, points: pd.DataFrame, promised: pd.DataFrame) -> pd.DataFrame:
    place = points.set_index("number")["ideal_point"]
    first, second = np.triu_indices(len(place), k=1)
    distance = np.abs(place.to_numpy()[first] - place.to_numpy()[second])
    own = (
        abs(place[states.IRAN] - place[states.RUSSIA])
        if {states.IRAN, states.RUSSIA} <= set(place.index)
        else np.nan
    )
    dyads = pd.DataFrame({"tie": _ties(promised, place.index)[first, second], "distance": distance})
    groups = dyads.groupby("tie")["distance"]
    rows = pd.DataFrame({
        "dyads": groups.size(),
        "mean_distance": groups.mean(),
        "median_distance": groups.median(),
        "iran_russia_percentile": groups.agg(lambda distances: 100 * distances.lt(own).mean()),
    })  # fmt: skip
    if np.isnan(own):
        rows["iran_russia_percentile"] = np.nan
    rows.insert(0, "year", year)
    return rows.reset_index()[["year", "tie", *rows.columns[1:]]]


def _ties(promised: pd.DataFrame, numbers: pd.Index) -> np.ndarray:
    """Return the tie of each pair of states; a promise of either side makes it."""
    inside = promised[promised["number"].isin(numbers) & promised["partner_number"].isin(numbers)]
    consultation = inside["consultation"] & (inside["neutrality"] | inside["nonaggression"])
    strength = np.select([inside["defence"], consultation], [3, 2], 1)
    ties = np.zeros((len(numbers), len(numbers)), dtype="int64")
    row, column = numbers.get_indexer(inside["number"]), numbers.get_indexer(inside["partner_number"])
    np.maximum.at(ties, (row, column), strength)
    return np.array(["none", "other", "consultation", "defence"])[np.maximum(ties, ties.T)]


def dyad_years() -> pd.DataFrame:
    """One row a year, great power and regional state: what ties the two, and what might.

    Great powers are the major powers of the Correlates of War; regional states are its members in the Middle
    East, North Africa, the South Caucasus, Central and South Asia (:data:`helpers.derive.states.REGIONS`).
    """
    rows = _pairs()
    for add in (_obligations, _distance_in_votes, _power, _geography, _rivals, _regimes):
        rows = add(rows)
    rows["region"] = rows["regional_state"].map(states.REGION)
    key = ["great_power", "regional_state", "year"]
    columns = [
        *key, "region", "defence", "great_power_defends", "bilateral_defence", "neutrality", "nonaggression",
        "consultation", "ideal_point_distance", "cinc_great_power", "cinc_regional_state", "cinc_ratio",
        "distance_km", "contiguity", "rivals", "shared_rivals", "polyarchy_great_power",
        "polyarchy_regional_state", "polyarchy_gap", "polity_great_power", "polity_regional_state",
        "polity_gap",
    ]  # fmt: skip
    return rows.sort_values(key, ignore_index=True)[columns]


def _pairs() -> pd.DataFrame:
    """Pair the major powers with the regional states that were members at the end of the year."""
    great = states.majors(LAST_YEAR).rename(columns={"number": "great"})
    regional = states.members(LAST_YEAR).rename(columns={"number": "regional"})
    in_region = regional["regional"].map(states.codes()).isin(list(states.REGION))
    rows = great.merge(regional[in_region], on="year").query("year >= @FIRST_YEAR")
    named = {role: states.iso3(rows[number]) for number, role in ROLES.items()}
    return rows.assign(**named).reset_index(drop=True)


def _obligations(rows: pd.DataFrame) -> pd.DataFrame:
    """Add what either had promised the other (v5.1), and whether a bilateral treaty promised it (v4.01)."""
    promised = alliances.dyad_years().rename(columns={"number": "great", "partner_number": "regional"})
    returned = promised.rename(columns={"great": "regional", "regional": "great"})
    key = ["great", "regional", "year"]
    given = rows[key].merge(promised, on=key, how="left")[alliances.NAMES].eq(True)
    taken = rows[key].merge(returned, on=key, how="left")[alliances.NAMES].eq(True)
    rows = rows.assign(**(given | taken), great_power_defends=given["defence"])
    bilateral = rows[key].merge(_bilateral_defence(), on=key, how="left")["bilateral"].eq(True)
    inside = rows["year"].le(alliances.LAST_YEAR_OF_TREATIES)
    return rows.assign(bilateral_defence=bilateral.astype("boolean").where(inside))


def _bilateral_defence() -> pd.DataFrame:
    """Return the years in which a bilateral treaty of v4.01 promised defence to either of a pair."""
    pacts = alliances.treaty_members().query("bilateral and defence")
    years = alliances.in_years(alliances.together(pacts))[["member", "partner", "year"]]
    mirrored = years.rename(columns={"member": "partner", "partner": "member"})
    both = pd.concat([years, mirrored]).drop_duplicates()
    return both.rename(columns={"member": "great", "partner": "regional"}).assign(bilateral=True)


def _distance_in_votes(rows: pd.DataFrame) -> pd.DataFrame:
    rows = _of_both(rows, ideal_points())
    apart = (rows["ideal_point_great_power"] - rows["ideal_point_regional_state"]).abs()
    return rows.assign(ideal_point_distance=apart)


def _power(rows: pd.DataFrame) -> pd.DataFrame:
    index = capabilities.material_capabilities().rename(columns={"ccode": "number"})
    rows = _of_both(rows, index[["number", "year", "cinc"]])
    return rows.assign(cinc_ratio=rows["cinc_great_power"] / rows["cinc_regional_state"])


def _regimes(rows: pd.DataFrame) -> pd.DataFrame:
    rows = _of_both(rows, capabilities.democracy().rename(columns={"ccode": "number"}))
    gaps = {
        f"{scale}_gap": (rows[f"{scale}_great_power"] - rows[f"{scale}_regional_state"]).abs()
        for scale in ("polyarchy", "polity")
    }
    return rows.assign(**gaps)


def _of_both(rows: pd.DataFrame, measure: pd.DataFrame) -> pd.DataFrame:
    """Add a measure of states to both sides of each dyad; a state-year that it lacks stays empty."""
    for number, role in ROLES.items():
        named = {column: f"{column}_{role}" for column in measure.columns.drop(["number", "year"])}
        one = measure.rename(columns={"number": number, **named})
        rows = rows.merge(one, on=[number, "year"], how="left", validate="m:1")
    return rows


def _geography(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the least distance between territories, and contiguity at the end of the year to 2016."""
    low, high = rows[["great", "regional"]].min(axis=1), rows[["great", "regional"]].max(axis=1)
    rows = rows.assign(ccode1=low, ccode2=high)
    apart = pd.read_csv(raw.read("cow-geography/cow_mindist.csv.gz"), compression="gzip")
    apart = apart.rename(columns={"mindist": "distance_km"})
    rows = rows.merge(apart, on=["ccode1", "ccode2", "year"], how="left", validate="m:1")
    rows = rows.merge(contiguous(), on=["ccode1", "ccode2", "year"], how="left", validate="m:1")
    known = rows["year"].le(LAST_YEAR_OF_CONTIGUITY)
    return rows.assign(contiguity=rows["contiguity"].fillna("none").where(known))


def contiguous() -> pd.DataFrame:
    """Return one row a listed pair (ccode1 < ccode2) and year; of two spells in a year the later counts.

    A pair that the file does not list is not contiguous.
    """
    spells = pd.read_csv(raw.read("cow-geography/cow_contdir.csv")).query("ccode1 < ccode2")
    years = states.in_years(spells, spells["stdate"].str[:4], spells["enddate"].str[:4])
    key = ["ccode1", "ccode2", "year"]
    newest = years.sort_values("stdate").drop_duplicates(key, keep="last")
    return newest.assign(contiguity=newest["conttype"].map(CONTIGUITY))[[*key, "contiguity"]]


def _rivals(rows: pd.DataFrame) -> pd.DataFrame:
    """Add whether the two were strategic rivals, and how many rivals they had in common."""
    spells = disputes.rivalry_spells()
    years = states.in_years(spells, spells["start"], spells["end"])[["ccode1", "ccode2", "year"]]
    mirrored = years.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1"})
    both = pd.concat([years, mirrored]).drop_duplicates()
    great = both.rename(columns={"ccode1": "great", "ccode2": "rival"})
    regional = both.rename(columns={"ccode1": "regional", "ccode2": "rival"})
    key = ["great", "regional", "year"]
    shared = great.merge(regional, on=["rival", "year"]).groupby(key).size().rename("shared_rivals")
    rows = rows.merge(shared.reset_index(), on=key, how="left", validate="1:1")
    pairs = set(both[["ccode1", "ccode2", "year"]].itertuples(index=False, name=None))
    rivals = [dyad in pairs for dyad in rows[key].itertuples(index=False, name=None)]
    return rows.assign(rivals=rivals, shared_rivals=rows["shared_rivals"].fillna(0).astype("int64"))


TABLES = {
    "contiguity": contiguity,
    "shared_memberships": shared_memberships,
    "nuclear_agreements": nuclear_agreements,
    "closeness_of_allies": closeness_of_allies,
    "dyad_years": dyad_years,
}
