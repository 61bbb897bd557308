"""Alliances, power, conflict and other ties: the figures the book rests on, and the traps of the raw data."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.derive import capabilities as derived
from helpers.derive import raw, states

DATA = Path(__file__).resolve().parents[2] / "data"
MEASURES = DATA / "measures"
OBLIGATIONS = ["defence", "offence", "neutrality", "nonaggression", "consultation"]


def table(name):
    return pd.read_csv(MEASURES / f"{name}.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def obligations():
    return table("alliance_obligations")


@pytest.fixture(scope="module")
def treaties():
    return table("treaty_class_2001")


@pytest.fixture(scope="module")
def cinc():
    return table("capabilities").pivot(index="year", columns="state", values="cinc")


@pytest.fixture(scope="module")
def dyads():
    return table("dyad_years")


@pytest.fixture(scope="module")
def disputes():
    return table("disputes")


def letters(row, prefix=""):
    marks = dict(zip(OBLIGATIONS, "DONGC", strict=True))
    return "".join(mark for name, mark in marks.items() if row[prefix + name])


# Alliances with Iran as a member

IRAN = [
    (2090, 0, "1921-06-22", "1937-07-08", "AFG", "N"),
    (2155, 1, "1926-04-22", "1928-06-15", "TUR", "NG"),
    (2155, 2, "1928-06-15", "1937-07-08", "TUR", "NGC"),
    (2195, 0, "1927-10-01", "1941-08-25", "RUS", "NG"),
    (2210, 1, "1927-11-27", "1928-06-15", "AFG", "NG"),
    (2210, 2, "1928-06-15", "1937-07-08", "AFG", "NGC"),
    (2410, 0, "1937-07-08", "1955-02-24", "AFG; IRQ; TUR", "GC"),
    (2550, 0, "1943-09-10", "1945-09-02", None, "DO"),
    (2555, 0, "1942-01-29", "1946-03-02", "GBR; RUS", "C"),
    (3275, 0, "1955-11-03", "1979-03-12", "GBR; IRQ; PAK; TUR", "GC"),
    (3365, 0, "1959-03-05", "1979-02-11", "USA", "C"),
    (4968, 0, "2001-03-12", None, "RUS", "NGC"),
]


def test_the_ten_alliances_of_iran():
    rows = table("iran_alliances")
    assert rows["atopid"].nunique() == 10
    for (number, phase, begin, end, partners, promised), (_, row) in zip(IRAN, rows.iterrows(), strict=True):
        assert (row["atopid"], row["phase"], row["begin"], letters(row)) == (number, phase, begin, promised)
        assert pd.isna(row["end"]) if end is None else row["end"] == end
        assert partners is None or row["partners"] == partners
    members = rows.set_index("atopid").loc[2550, "partners"].split("; ")
    assert len(members) == 42


def test_promises_have_a_direction():
    rows = table("iran_alliances").set_index("atopid")
    assert letters(rows.loc[3365], "partner_") == "DC"
    assert letters(rows.loc[2555], "partner_") == "DC"
    assert [letters(row, "partner_") for _, row in rows.loc[2155].iterrows()] == ["NG", "NGC"]
    assert not rows["defence"].drop(2550).any(), "Iran has promised nobody else defence"


def test_provisions_of_the_treaty_of_2001():
    row = table("iran_alliances").set_index("atopid").loc[4968]
    assert row[["military_contact", "military_aid", "integrated_command", "bases"]].tolist() == [0, 0, 0, 0]
    assert row[["term_months", "renewal_months", "conditional"]].tolist() == [120, 60, True]


IRAN_RUSSIA = {
    **dict.fromkeys(range(1927, 1942), "NG"),
    1942: "C",
    **dict.fromkeys((1943, 1944, 1945), "DOC"),
    1946: "C",
    **dict.fromkeys(range(2001, 2019), "NGC"),
}


def test_iran_and_russia_year_by_year(obligations):
    rows = obligations.query("state == 'IRN' and partner == 'RUS'").set_index("year")
    assert {year: letters(row) for year, row in rows.iterrows()} == IRAN_RUSSIA


def test_russia_is_iran_s_only_commitment_in_2018(obligations):
    assert obligations.query("state == 'IRN' and year == 2018")["partner"].tolist() == ["RUS"]
    since_1946 = obligations.query("state == 'IRN' and year > 1946")
    assert not set(since_1946["partner"]) & {"SYR", "CHN"}


def test_russia_s_defence_commitments_in_2018(obligations):
    rows = obligations.query("state == 'RUS' and year == 2018 and defence")
    assert rows["partner"].tolist() == ["ARM", "AZE", "BLR", "KAZ", "KGZ", "TJK", "UZB"]
    syria = obligations.query("state == 'RUS' and partner == 'SYR' and year == 2018").iloc[0]
    assert letters(syria) == "GC"


@pytest.mark.complaint("one-way-dyads")
def test_the_same_dyad_reads_the_same_from_both_sides(obligations):
    ours = obligations.query("state == 'IRN' and partner == 'RUS'").set_index("year")
    theirs = obligations.query("state == 'RUS' and partner == 'IRN'").set_index("year")
    for name in OBLIGATIONS:
        assert ours[name].equals(theirs[f"partner_{name}"])


@pytest.mark.complaint("zero-for-missing")
def test_commitments_end_where_the_lists_end(obligations):
    assert obligations["year"].max() == 2018
    late = obligations[obligations["year"].gt(2016)]
    assert late[["treaties", *(f"bilateral_{name}" for name in OBLIGATIONS)]].isna().all(axis=None)
    assert table("iran_alliances")["begin"].max() < "2016"


def test_multilateral_treaties_inflate_nonaggression(obligations):
    rows = obligations.query("state == 'RUS' and year == 2016 and nonaggression")
    counts = rows["bilateral_nonaggression"].value_counts(dropna=False)
    assert (len(rows), counts[True], counts[False]) == (93, 37, 54)
    with_iran = obligations.query("state == 'IRN' and partner == 'RUS' and year == 2016").iloc[0]
    assert letters(with_iran, "bilateral_") == "NGC"


def test_what_the_treaties_cannot_explain_is_left_open(obligations):
    unknown = obligations[obligations["bilateral_defence"].isna() & obligations["year"].le(2016)]
    found = unknown.groupby(["state", "partner"])["year"].agg(["min", "max", "size"])
    assert found.to_dict("index") == {
        ("RUS", "ECU"): {"min": 1997, "max": 2016, "size": 20},
        ("RUS", "KAZ"): {"min": 2013, "max": 2016, "size": 4},
    }


def test_bilateral_is_a_part_of_all(obligations):
    for name in OBLIGATIONS:
        assert not (obligations[f"bilateral_{name}"].eq(True) & ~obligations[name]).any()


# The class of the treaty of 2001


def test_the_class_and_what_became_of_it(treaties):
    others = treaties[treaties["in_class"] & treaties["atopid"].ne(4968)]
    assert len(others) == 36
    assert others["outcome"].value_counts().to_dict() == {
        "none": 26,
        "multilateral_defence": 9,
        "bilateral_defence": 1,
    }
    upgraded = others.query("outcome == 'bilateral_defence'").iloc[0]
    assert (upgraded["state_a"], upgraded["state_b"]) == ("BLR", "RUS")
    assert (upgraded["begin"], upgraded["bilateral_defence_from"]) == ("1992-07-20", 1997)
    # The figure "one bilateral pact" is not the first tie: the pact of many (Tashkent) came first.
    assert upgraded["multilateral_defence_from"] == 1993


def test_defence_by_way_of_nato(treaties):
    rows = treaties.query("in_class and outcome == 'multilateral_defence'")
    assert set(rows["state_a"] + rows["state_b"]) == {
        "ROUTUR", "BGRGRC", "BGRROU", "BGRTUR", "ALBTUR", "LVAPOL", "ESTPOL", "LTUPOL", "HRVTUR",
    }  # fmt: skip
    assert set(rows["multilateral_defence_from"]) == {2003, 2008}, "the protocols, a year before membership"


def test_russia_s_treaties_of_the_type(treaties):
    rows = treaties[treaties["in_class"] & (treaties["state_a"].eq("RUS") | treaties["state_b"].eq("RUS"))]
    partners = [b if a == "RUS" else a for a, b in zip(rows["state_a"], rows["state_b"], strict=True)]
    assert " ".join(partners) == "IND MLT DEU ITA FIN POL TUR BLR BGR GRC IRN"
    contact = rows.set_index("atopid")["military_contact"]
    assert (contact[4240], contact[4968]) == (2, 0), "with Turkey military contact, with Iran none"


def test_variants_of_the_class(treaties):
    neutral = treaties[treaties["neutrality"]]
    assert len(neutral) == 55
    assert len(treaties.query("in_class and nonaggression")) == 33
    assert len(treaties.query("consultation and (neutrality or nonaggression)")) == 126
    assert treaties.query("in_class and great_power_regional")[
        ["state_a", "state_b"]
    ].to_numpy().tolist() == [
        ["IND", "RUS"],
        ["RUS", "TUR"],
        ["IRN", "RUS"],
    ]
    assert treaties.query("great_power_regional and not great_power").empty


def test_nothing_is_watched_past_the_data_or_a_state_s_end(treaties):
    assert treaties["observed_to"].max() == 2016
    gone = treaties[treaties["state_a"].eq("CSK") | treaties["state_b"].eq("CSK")]
    assert gone["observed_to"].max() == 1992
    assert treaties.query("state_a == 'RUS' and state_b == 'YMD'")["observed_to"].tolist() == [1989]
    assert treaties.query("state_a == 'DEU' and state_b == 'RUS'")["observed_to"].max() == 2016
    assert treaties["years_observed"].ge(0).all()
    event = treaties["outcome"].isin(["bilateral_defence", "multilateral_defence"])
    assert treaties["years_to_defence"].notna().equals(event)


def test_some_of_the_class_replaced_a_defence_pact(treaties):
    rows = treaties[treaties["in_class"] & treaties["earlier_defence_until"].ge(1991)]
    assert set(rows["state_a"] + rows["state_b"]) == {"FINRUS", "BGRROU", "POLRUS", "BGRRUS"}
    assert treaties.set_index("atopid").loc[4968, "earlier_defence_until"] == 1946


def test_a_day_that_is_not_known_is_not_made_up(treaties):
    assert treaties.set_index("atopid").loc[3910, "end"] == "1987-05"


def test_wide_base_rate_counts_entries_only():
    """Of the 218 dyads in this state at some time in 1992-2008, 48 had entered it before."""
    entered = table("consultation_dyads").query("1992 <= entry <= 2008")
    assert len(entered) == 170
    assert entered["years_to_defence"].le(10).sum() == 29


# Closeness of allies


@pytest.mark.parametrize(("year", "percentile"), [(2010, 98), (2015, 96.5), (2018, 97)])
def test_iran_and_russia_among_dyads_with_a_defence_pact(year, percentile):
    row = table("closeness_of_allies").query("year == @year and tie == 'defence'").iloc[0]
    assert row["iran_russia_percentile"] == pytest.approx(percentile, abs=0.5)


def test_mean_distance_by_tie():
    rows = table("closeness_of_allies").query("1992 <= year <= 2018")
    means = {
        tie: (of_tie["mean_distance"] * of_tie["dyads"]).sum() / of_tie["dyads"].sum()
        for tie, of_tie in rows.groupby("tie")
    }
    assert means["defence"] == pytest.approx(0.40, abs=0.005)
    assert means["consultation"] == pytest.approx(0.605, abs=0.006)


# Power

# Iran, Russia, the United States, China, in per cent. 1990: the file has 14.1448 for the United States.
CINC = {
    1860: (0.39, 8.89, 7.74, 17.43), 1870: (0.41, 8.13, 9.90, 17.07), 1880: (0.45, 10.45, 12.55, 16.28),
    1890: (0.42, 9.51, 16.54, 15.56), 1900: (0.39, 10.92, 18.80, 12.00), 1910: (0.38, 11.84, 22.65, 13.64),
    1920: (0.35, 10.32, 28.96, 12.75), 1930: (0.36, 14.92, 22.81, 12.59), 1939: (0.32, 13.81, 18.20, 9.71),
    1950: (0.62, 18.06, 28.44, 11.85), 1960: (0.63, 17.18, 21.54, 11.93), 1970: (0.61, 17.14, 18.10, 11.27),
    1980: (0.78, 16.87, 13.31, 11.95), 1990: (0.92, 12.95, 14.14, 11.18), 2000: (1.29, 5.14, 14.29, 16.22),
    2010: (1.38, 3.91, 14.79, 20.92), 2020: (1.75, 3.41, 12.44, 23.80), 2022: (1.64, 3.82, 12.36, 23.41),
}  # fmt: skip


@pytest.mark.parametrize("year", CINC)
def test_capabilities_by_year(cinc, year):
    found = 100 * cinc.loc[year, ["IRN", "RUS", "USA", "CHN"]]
    assert found.tolist() == pytest.approx(CINC[year], abs=0.0051)


def test_iran_and_russia_together(cinc):
    together = 100 * (cinc["IRN"] + cinc["RUS"])
    assert together[[1980, 1990, 2000, 2010, 2022]].tolist() == pytest.approx(
        (17.7, 13.9, 6.4, 5.3, 5.5), abs=0.051
    )
    ratio = cinc["RUS"] / cinc["IRN"]
    assert ratio[[1980, 2000, 2022]].tolist() == pytest.approx((21.6, 4.0, 2.3), abs=0.051)


def test_capabilities_end_in_2022_and_begin_with_the_state(cinc):
    assert cinc.index.max() == 2022
    assert cinc["IRN"].first_valid_index() == 1855
    assert cinc["CHN"].first_valid_index() == 1860
    assert table("power_concentration")["year"].max() == 2022


def test_missing_parts_are_missing_not_zero():
    rows = table("capabilities").query("state == 'IRN'").set_index("year")
    assert pd.isna(rows.loc[2015, "military_expenditure"])
    assert rows.loc[2015, "parts"] == 5
    assert rows["parts"].lt(6).sum() == rows["military_expenditure"].isna().sum() == 60


def test_capabilities_break_in_2017():
    """Urban population is counted in another way from 2017, and the index breaks with it."""
    measures = ["urban_population", "cinc", "cinc_five"]
    rows = table("capabilities").pivot(index="year", columns="state", values=measures)
    growth = rows.loc[2017] / rows.loc[2016]
    assert growth["urban_population", "USA"] < 0.6
    assert growth["urban_population", "IND"] > 2
    assert growth["cinc", "USA"] < 0.92
    assert growth["cinc_five", "USA"] > 0.97


def test_shares_are_made_to_add_up_before_they_are_squared():
    rows = table("power_concentration").set_index("year")
    assert (rows["herfindahl"] > 1 / rows["states"]).all()
    share = (rows["herfindahl"] - 1 / rows["states"]) / (1 - 1 / rows["states"])
    assert rows["concentration"].to_numpy() == pytest.approx((share**0.5).to_numpy(), rel=1e-4)
    equal = pd.DataFrame({"year": 1, "cinc": [0.3, 0.3, 0.3]})
    assert derived._concentration(equal)["concentration"].iloc[0] == pytest.approx(0, abs=1e-7)
    one = pd.DataFrame({"year": 1, "cinc": [0.7, 0.0, 0.0]})
    assert derived._concentration(one)["concentration"].iloc[0] == pytest.approx(1)


def test_number_of_majors():
    majors = table("power_concentration").set_index("year")["majors"]
    known = {1820: 5, 1913: 8, 1920: 5, 1939: 7, 1946: 4, 1950: 5, 1990: 5, 1991: 7, 2022: 7}
    assert majors[list(known)].to_dict() == known


@pytest.mark.parametrize(
    ("year", "iran", "russia"), [(2010, 487, 1525), (2015, 408, 1363), (2022, 413, 2266), (2023, 402, 2021)]
)
def test_product(year, iran, russia):
    rows = table("gdp").query("year == @year").set_index("state")["gdp_current"]
    assert rows[["IRN", "RUS"]].tolist() == pytest.approx((iran, russia), abs=0.51)


def test_product_keeps_its_gaps():
    rows = table("gdp").set_index(["state", "year"])
    assert rows.loc["IRN"].loc[[1991, 1992], "gdp_current"].isna().all()
    assert rows.loc["RUS", "gdp_current"].first_valid_index() == 1988
    assert rows["gdp_real"].dropna().index.get_level_values("year").max() == 2019
    assert rows["gdp_current"].dropna().index.get_level_values("year").max() == 2023


SPENDERS = ["IRN", "ISR", "SAU", "TUR", "IND", "RUS", "CHN", "USA"]
SPENDING = {
    1970: (1717, 9503, 3417, 2300, 7844, None, None, 673818),
    1976: (10562, 16079, None, 6050, 10452, None, None, 522016),
    1980: (3801, 14063, 35224, 4905, 11484, None, None, 547007),
    1990: (2315, 13400, 31821, 7802, 21862, None, 21640, 780581),
    2000: (3521, 13712, 35335, 12234, 32145, 23737, 41860, 583087),
    2010: (8533, 16912, 61413, 10697, 57330, 50157, 131536, 1061674),
    2015: (6546, 19246, 101481, 11766, 60982, 75133, 196088, 838865),
    2020: (6538, 22282, 70946, 16981, 80210, 67166, 255895, 943447),
    2022: (8357, 22216, 73795, 18512, 83218, 88679, 274158, 922553),
    2023: (8829, 27692, 79078, 22060, 85233, 108960, 292221, 943033),
    2024: (7892, 45921, 80331, 25012, 85597, 149402, 311900, 1004901),
    2025: (7450, 43664, 81471, 26813, 93255, 158236, 335018, 929163),
}


@pytest.mark.parametrize("year", SPENDING)
def test_military_spending(year):
    rows = table("military_spending").query("year == @year").set_index("state")["spending"]
    for state, value in zip(SPENDERS, SPENDING[year], strict=True):
        if value is None:
            assert state not in rows.index
        else:
            assert rows[state] == pytest.approx(value, rel=5e-6, abs=0.51)


SHARES = {
    1976: (11.2, 29.2, None, 4.9, 3.5, None, None, 5.2),
    1990: (2.9, 12.4, 14.0, 3.5, 3.1, None, 2.5, 5.6),
    2000: (2.3, 6.0, 10.5, 3.6, 2.9, 3.3, 1.8, 3.1),
    2010: (2.8, 5.7, 8.6, 2.3, 2.9, 3.6, 1.7, 4.9),
    2015: (2.6, 5.3, 12.6, 1.8, 2.5, 4.9, 1.7, 3.5),
    2020: (2.2, 5.1, 8.4, 2.2, 2.8, 4.1, 1.7, 3.6),
    2024: (2.2, 8.5, 6.4, 1.8, 2.2, 6.9, 1.7, 3.4),
    2025: (2.1, 7.8, 6.5, 1.9, 2.3, 7.5, 1.7, 3.1),
}


@pytest.mark.parametrize("year", SHARES)
def test_share_of_product(year):
    rows = table("military_spending").query("year == @year").set_index("state")["share_of_gdp"]
    for state, value in zip(SPENDERS, SHARES[year], strict=True):
        assert (state in rows.index) == (value is not None)
        assert value is None or 100 * rows[state] == pytest.approx(value, abs=0.0501)


def test_spending_is_in_the_dollars_of_one_year():
    assert table("military_spending")["prices"].unique().tolist() == [2024]


def test_sipri_is_quoted_within_its_limit():
    values = table("military_spending")[["spending", "share_of_gdp"]].count()
    assert values.sum() / 53204 < 0.02
    assert values["spending"] / 8329 < 0.06
    assert values["share_of_gdp"] / 8245 < 0.06


def test_regimes_have_converged():
    rows = table("regime").pivot(index="year", columns="state", values="polyarchy")
    assert rows.loc[[2010, 2020, 2025], "IRN"].tolist() == [0.144, 0.165, 0.159]
    assert rows.loc[[2010, 2020, 2025], "RUS"].tolist() == [0.306, 0.255, 0.170]
    gap = (rows["RUS"] - rows["IRN"]).round(2)
    assert (gap[2010], gap[2025]) == (0.16, 0.01)


def test_polity_is_not_carried_on():
    rows = table("regime").dropna(subset=["polity"])
    assert rows.query("state != 'USA'")["year"].max() == 2018


# Conflict

YEARS = "1908 1909-10 1911-12 1918 1920-21 1933 1941-42 1945-46 1951 1959 1963 1978 1980 1983 1986 1987 1993"


def test_disputes_of_iran_and_russia(disputes):
    rows = disputes.query("data_set == 'cow' and partner == 'RUS'").sort_values("begin")
    spans = [
        f"{begin}" if begin == end else f"{begin}-{end % 100:02d}"
        for begin, end in zip(rows["begin"], rows["end"], strict=True)
    ]
    assert spans == YEARS.split()
    assert (rows["end"] - rows["begin"] + 1).sum() == 22
    gml = disputes.query("data_set == 'gml' and partner == 'RUS'")
    assert (len(gml), gml["begin"].max()) == (17, 1993)


def test_the_deaths_of_1993_were_those_of_others(disputes):
    row = disputes.query("data_set == 'cow' and partner == 'RUS' and begin == 1993").iloc[0]
    assert row[["dispute_fatality", "iran_fatality", "partner_fatality"]].tolist() == [6, 0, 1]
    assert not row["iran_original_party"] and not row["partner_original_party"]


def test_disputes_end_where_their_lists_end(disputes):
    assert disputes.groupby("data_set")["end"].max().to_dict() == {"cow": 2014, "gml": 2010}
    assert disputes["begin"].min() >= 1855


def test_unknown_deaths_are_empty(disputes):
    fatalities = disputes[["iran_fatality", "partner_fatality", "dispute_fatality"]]
    assert fatalities.min().min() == 0
    assert fatalities.isna().any().all()


def test_the_wars_with_russia_are_before_the_list():
    wars = table("wars")
    assert wars[["partner", "begin", "end"]].to_numpy().tolist() == [["GBR", 1856, 1857], ["IRQ", 1980, 1988]]
    assert "RUS" not in set(wars["partner"])


def test_rivalries_of_iran():
    rows = table("rivalries")
    iran = rows[rows["state_a"].eq("IRN") | rows["state_b"].eq("IRN")]
    active = iran[iran["end"].isna()]
    partners = [b if a == "IRN" else a for a, b in zip(active["state_a"], active["state_b"], strict=True)]
    assert sorted(partners) == ["ARE", "EGY", "ISR", "SAU", "TUR", "USA", "YEM"]
    assert rows.query("state_a == 'IRN' and state_b == 'RUS'")[["begin", "end"]].to_numpy().tolist() == [
        [1816, 1828]
    ]
    assert active.set_index("state_b").loc["TUR", "begin"] == 2011


# Other ties


def test_the_border_with_russia_ends_in_1991():
    rows = table("contiguity").query("partner == 'RUS'")
    assert rows[["begin", "contiguity"]].to_numpy().tolist() == [["1855-01", "land"], ["1992-01", "none"]]
    assert rows["end"].tolist()[0] == "1991-12"
    assert pd.isna(rows["end"].tolist()[1])


def test_shared_memberships():
    rows = table("shared_memberships").set_index(["year", "partner"])["organisations"]
    found = rows[2014][["IND", "TUR", "CHN", "RUS", "SYR", "USA"]].tolist()
    assert found == [54, 46, 45, 39, 37, 36]
    assert (rows[1990, "RUS"], rows[2000, "RUS"]) == (26, 33)
    assert rows.index.get_level_values("year").max() == 2014


def test_nuclear_agreements():
    rows = table("nuclear_agreements")
    assert rows.query("from_state == 'RUS' and to_state == 'IRN'")["year"].tolist() == [1989, 1990, 1995]
    assert rows.query("from_state == 'CHN' and to_state == 'IRN'")["year"].tolist() == [1990]
    assert not rows["from_state"].eq("IRN").any()
    mirrored = rows.query("from_state == 'IND' and to_state == 'RUS'")
    assert set(mirrored["year"]) <= set(rows.query("from_state == 'RUS' and to_state == 'IND'")["year"])
    assert rows["year"].max() <= 2003


# Dyad-years


def test_dyad_years_hold_one_row_a_dyad_and_year(dyads):
    assert not dyads.duplicated(["great_power", "regional_state", "year"]).any()
    assert len(dyads) == 12197
    assert dyads["year"].agg(["min", "max"]).tolist() == [1946, 2018]
    begin = dyads.groupby("great_power")["year"].min()
    assert begin[["CHN", "DEU", "JPN", "USA"]].tolist() == [1950, 1991, 1991, 1946]


def test_no_state_stands_beside_its_successor(dyads):
    yemen = dyads.query("great_power == 'RUS' and regional_state in ['YEM', 'YMD']")
    assert yemen.query("regional_state == 'YMD'")["year"].agg(["min", "max"]).tolist() == [1967, 1989]
    assert set(yemen.query("regional_state == 'YEM'")["year"]) == set(range(1946, 2019))
    syria = dyads.query("great_power == 'RUS' and regional_state == 'SYR'")
    assert not set(syria["year"]) & {1958, 1959, 1960}


def test_dyad_years_agree_with_the_other_tables(dyads, obligations, cinc):
    pair = dyads.query("great_power == 'RUS' and regional_state == 'IRN'").set_index("year")
    promised = obligations.query("state == 'RUS' and partner == 'IRN' and year >= 1946").set_index("year")
    assert set(pair.index[pair["consultation"]]) == set(promised.index)
    assert pair["cinc_ratio"][[1980, 2000]].tolist() == pytest.approx((21.6, 4.0), abs=0.051)
    points = table("unga_closeness").query("series == 'final_passage' and partner == 'RUS'").set_index("year")
    both = pair.index.intersection(points.index)
    assert pair.loc[both, "ideal_point_distance"].tolist() == pytest.approx(
        points.loc[both, "distance"].tolist(), rel=1e-4
    )
    assert pair["distance_km"][[1991, 2018]].tolist() == [0, 165.5]
    assert pair["contiguity"][[1991, 1992]].tolist() == ["land", "none"]
    assert pair["polyarchy_gap"][2010] == pytest.approx(0.162)


def test_dyad_years_fill_nothing(dyads):
    late = dyads["year"].gt(2016)
    assert dyads["bilateral_defence"].isna().equals(late)
    assert dyads["contiguity"].isna().equals(late)
    assert dyads.query("great_power == 'CHN' and year < 1971")["ideal_point_distance"].isna().all()


def test_defence_of_regional_states(dyads):
    rows = (
        dyads.query("defence and year == 2016").groupby("great_power")["regional_state"].agg(list).to_dict()
    )
    assert rows == {
        "DEU": ["TUR"],
        "FRA": ["TUR"],
        "GBR": ["TUR"],
        "RUS": ["ARM", "AZE", "KAZ", "KGZ", "TJK", "UZB"],
        "USA": ["PAK", "TUR"],
    }
    assert not (dyads["great_power_defends"] & ~dyads["defence"]).any()
    assert not (dyads["bilateral_defence"].eq(True) & ~dyads["defence"]).any()
    turkey = dyads.query("regional_state == 'TUR'").groupby("great_power")["bilateral_defence"].any()
    assert turkey[turkey].index.tolist() == ["USA"], "NATO is no bilateral pact; the agreement of 1959 is"


def test_common_enemies_of_iran_and_russia(dyads):
    shared = dyads.query("great_power == 'RUS' and regional_state == 'IRN'").set_index("year")[
        "shared_rivals"
    ]
    assert shared.loc[1982:1989].eq(1).all(), "the United States"
    assert shared.loc[1990:2006].eq(0).all()
    assert shared.loc[2007:2018].eq(1).all()


# States


def test_every_state_of_the_measures_is_in_the_record():
    known = set(pd.read_csv(DATA / "record" / "states.csv")["iso3"])
    assert set(states.BOOK) <= known
    assert set(states.REGION) <= set(states.BOOK)


def test_a_state_without_a_code_is_named(monkeypatch):
    monkeypatch.setattr(states, "codes", lambda: {630: "IRN"})
    with pytest.raises(raw.RawDataError, match=r"no ISO code for state number 300 [\s\S]*CODES"):
        states.iso3(pd.Series([630, 300], name="ccode1"))


def test_a_tenure_counts_in_the_years_at_whose_end_it_runs(monkeypatch):
    tenures = pd.DataFrame({
        "ccode": [678, 679, 315], "styear": [1988, 1990, 1990], "endyear": [1990, 2016, 1992],
        "endmonth": [5, 12, 12], "endday": [21, 31, 31],
    })  # fmt: skip
    monkeypatch.setattr(raw, "read", lambda name: None)
    monkeypatch.setattr(pd, "read_csv", lambda file: tenures)
    years = states.members(2018).groupby("number")["year"].agg(["min", "max"])
    assert years.loc[[678, 679, 315]].to_numpy().tolist() == [[1988, 1989], [1990, 2018], [1990, 1992]]
