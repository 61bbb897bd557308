"""The figures that the book rests on, recomputed from the committed tables; and the traps of the raw data."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.measures import agreement, ideal_points

MEASURES = Path(__file__).resolve().parents[2] / "data" / "measures"
PARTNERS = ["RUS", "CHN", "USA", "IND", "TUR", "SYR"]
PERIODS = {
    "1992-2004": (1992, 2004),
    "2005-2010": (2005, 2010),
    "2011-2014": (2011, 2014),
    "2015-2019": (2015, 2019),
    "2020-2023": (2020, 2023),
}


def table(name):
    return pd.read_csv(MEASURES / f"{name}.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def recorded():
    return table("unga_agreement")


@pytest.fixture(scope="module")
def points():
    return table("unga_ideal_points")


@pytest.fixture(scope="module")
def closeness():
    return table("unga_closeness")


@pytest.fixture(scope="module")
def sides():
    return table("war_sides")


# Roll calls shared with Russia, then agreement with RUS, CHN, USA, IND, TUR, SYR.
BY_YEAR = {
    1980: (95, 0.768, 0.952, 0.179, 0.884, 0.798, 0.957),
    1985: (134, 0.836, 0.864, 0.112, 0.873, 0.684, 0.969),
    1992: (72, 0.458, 0.929, 0.151, 0.863, 0.635, 1.000),
    2000: (71, 0.746, 0.901, 0.250, 0.792, 0.681, 0.923),
    2005: (92, 0.641, 0.880, 0.086, 0.660, 0.567, 0.956),
    2010: (80, 0.675, 0.887, 0.150, 0.691, 0.620, 0.948),
    2011: (89, 0.663, 0.747, 0.182, 0.573, 0.537, 0.952),
    2012: (90, 0.611, 0.784, 0.156, 0.700, 0.573, 0.885),
    2013: (59, 0.729, 0.847, 0.068, 0.831, 0.596, 0.949),
    2014: (75, 0.693, 0.878, 0.120, 0.840, 0.613, 0.921),
    2015: (74, 0.649, 0.822, 0.135, 0.757, 0.542, 0.932),
    2016: (104, 0.635, 0.692, 0.148, 0.626, 0.449, 0.914),
    2017: (120, 0.658, 0.737, 0.133, 0.692, 0.555, 0.926),
    2018: (92, 0.696, 0.833, 0.109, 0.772, 0.571, 0.933),
    2019: (83, 0.687, 0.824, 0.105, 0.767, 0.553, 0.939),
    2020: (91, 0.714, 0.844, 0.099, 0.758, 0.611, 0.966),
    2021: (73, 0.671, 0.767, 0.069, 0.671, 0.458, 0.944),
    2022: (77, 0.675, 0.816, 0.156, 0.675, 0.514, 0.907),
    2023: (84, 0.690, 0.807, 0.095, 0.639, None, 0.892),
}


@pytest.mark.parametrize("year", BY_YEAR)
def test_agreement_by_year(recorded, year):
    chosen = recorded.query("year == @year and issue == 'all' and subset == 'all'").set_index("partner")
    n, *shares = BY_YEAR[year]
    assert chosen.loc["RUS", "n"] == n
    for partner, share in zip(PARTNERS, shares, strict=True):
        if share is None:
            assert partner not in chosen.index
        else:
            assert chosen.loc[partner, "agreement"] == pytest.approx(share, abs=0.00051)


CONTESTED = {
    2005: (0.45, 0.87, 0.08, 0.64),
    2010: (0.59, 0.97, 0.09, 0.81),
    2015: (0.50, 0.79, 0.07, 0.74),
    2019: (0.60, 0.81, 0.07, 0.77),
    2021: (0.57, 0.76, 0.06, 0.68),
    2022: (0.65, 0.85, 0.10, 0.68),
    2023: (0.63, 0.81, 0.02, 0.67),
}


@pytest.mark.parametrize("year", CONTESTED)
def test_agreement_on_contested_votes(recorded, year):
    chosen = recorded.query("year == @year and issue == 'all' and subset == 'contested'").set_index("partner")
    for partner, share in zip(PARTNERS, CONTESTED[year], strict=False):
        assert chosen.loc[partner, "agreement"] == pytest.approx(share, abs=0.0051)


# Agreement in the five periods, partner and issue.
BY_ISSUE = {
    ("RUS", "middle_east"): (0.66, 0.81, 0.81, 0.81, 0.86),
    ("RUS", "nuclear"): (0.35, 0.38, 0.33, 0.20, 0.24),
    ("RUS", "arms_control"): (0.50, 0.49, 0.43, 0.44, 0.45),
    ("RUS", "human_rights"): (0.54, 0.80, 0.78, 0.77, 0.75),
    ("CHN", "middle_east"): (0.99, 0.99, 1.00, 1.00, 1.00),
    ("CHN", "nuclear"): (0.82, 0.85, 0.73, 0.53, 0.60),
    ("CHN", "arms_control"): (0.87, 0.80, 0.64, 0.63, 0.77),
    ("CHN", "human_rights"): (0.91, 0.99, 0.94, 0.91, 0.84),
    ("USA", "middle_east"): (0.05, 0.00, 0.00, 0.00, 0.00),
    ("USA", "nuclear"): (0.17, 0.07, 0.17, 0.12, 0.06),
    ("USA", "arms_control"): (0.22, 0.14, 0.20, 0.18, 0.12),
    ("USA", "human_rights"): (0.07, 0.05, 0.09, 0.11, 0.16),
}


@pytest.mark.parametrize(("partner", "issue"), BY_ISSUE)
def test_agreement_by_issue_and_period(recorded, partner, issue):
    rows = recorded.query("partner == @partner and issue == @issue and subset == 'all'")
    pooled = agreement.pool_periods(rows, PERIODS, by=["partner", "issue"])
    assert list(pooled["period"]) == list(PERIODS)
    assert list(pooled["agreement"]) == pytest.approx(BY_ISSUE[partner, issue], abs=0.0051)


@pytest.mark.parametrize(
    ("issue", "shares"), [("colonialism", (0.55, 0.81, 0.85)), ("development", (0.72, 0.86, 0.83))]
)
def test_issues_that_end_early(shares, issue, recorded):
    rows = recorded.query("partner == 'RUS' and issue == @issue and subset == 'all'")
    early = {name: PERIODS[name] for name in list(PERIODS)[:3]}
    assert list(agreement.pool_periods(rows, early)["agreement"]) == pytest.approx(shares, abs=0.0051)
    with pytest.raises(agreement.DataError, match="2015-2019"):
        agreement.pool_periods(rows, PERIODS)


def test_the_syrian_war_did_not_move_agreement(recorded):
    rows = recorded.query("partner == 'RUS' and issue == 'all' and subset == 'all'")
    late = {name: PERIODS[name] for name in list(PERIODS)[1:]}
    assert list(agreement.pool_periods(rows, late)["agreement"]) == pytest.approx(
        (0.70, 0.67, 0.66, 0.69), abs=0.0051
    )


def test_agreement_columns_hold_together(recorded):
    again = agreement.kappa(agreement.agreement(recorded[["year", "partner", *agreement.COUNTS]]))
    assert (again["n"] == recorded["n"]).all()
    assert again["agreement"].to_numpy() == pytest.approx(recorded["agreement"].to_numpy(), rel=1e-5)
    assert again["kappa"].to_numpy() == pytest.approx(recorded["kappa"].to_numpy(), rel=1e-4, nan_ok=True)
    assert recorded["low"].isna().equals(recorded["n"].lt(agreement.SMALLEST))
    bounded = recorded.dropna(subset=["low"])
    assert (
        bounded["low"].le(bounded["agreement"] + 0.0005) & bounded["high"].ge(bounded["agreement"] - 0.0005)
    ).all()


def test_intervals_are_those_of_the_library(recorded):
    some = recorded.query("partner == 'RUS' and year == 2015")
    again = agreement.interval(some.drop(columns=["low", "high"]))
    assert list(again["low"].round(3)) == pytest.approx(list(some["low"]), nan_ok=True)
    assert list(again["high"].round(3)) == pytest.approx(list(some["high"]), nan_ok=True)


def test_chance_explains_most_of_the_agreement_with_china_in_2009(recorded):
    row = recorded.query("year == 2009 and partner == 'CHN' and issue == 'all' and subset == 'all'").iloc[0]
    assert row["agreement"] == pytest.approx(0.825)
    assert row["kappa"] == pytest.approx(0.303, abs=0.001)


# Traps of the roll-call file


def test_no_issue_whose_flag_is_wrong(recorded):
    last = recorded.groupby("issue")["year"].max().to_dict()
    assert last["colonialism"] == 2017
    assert last["development"] == 2018
    assert {last[issue] for issue in ("all", "middle_east", "nuclear", "arms_control", "human_rights")} == {
        2023
    }


def test_no_turkish_votes_after_2022_and_no_half_year(recorded):
    assert recorded.query("partner == 'TUR'")["year"].max() == 2022
    assert recorded["year"].max() == 2023


def test_years_without_a_vote_have_no_row(recorded):
    assert 1964 not in set(recorded["year"])
    assert recorded.query("partner == 'CHN'")["year"].min() == 1971
    assert not set(recorded.query("partner == 'SYR'")["year"]) & {1958, 1959, 1960}
    assert recorded["n"].min() >= 1


def test_reused_roll_call_numbers_stay_in_their_years(recorded):
    n = recorded.query("partner == 'USA' and issue == 'all' and subset == 'all'").set_index("year")["n"]
    assert (n[1955], n[2023]) == (37, 84)


def test_no_table_rests_on_days_before_2003():
    dates = pd.read_csv(MEASURES / "unga_syria_resolutions.csv")["date"]
    assert dates.min() >= "2003", "the file's days and months are unreliable before 2003, its years are not"


def test_votes_on_paragraphs_can_be_left_out(recorded):
    rows = recorded.query("partner == 'USA' and issue == 'all'").set_index(["year", "subset"])["n"]
    assert rows[2005, "whole"] < rows[2005, "all"] - 20, "25 of the roll calls of 2005 are on paragraphs"
    assert rows[2015, "whole"] == rows[2015, "all"], "none is marked in 2015"
    assert recorded.query("subset == 'whole'")["year"].max() == 2017, "nothing is marked after 2017"


def test_contested_votes_are_a_part_of_all_votes(recorded):
    n = recorded.pivot(index=["year", "partner", "issue"], columns="subset", values="n").dropna()
    assert (n["contested"] <= n["all"]).all()


# Ideal points: distance from Iran, final-passage series, RUS CHN USA IND TUR SYR.
DISTANCES = {
    1980: (1.60, 0.30, 2.69, 0.16, 0.82, 0.89),
    1985: (0.92, 0.65, 3.19, 0.00, 1.21, 0.71),
    1992: (2.11, 0.36, 3.89, 0.34, 1.74, 0.10),
    2000: (1.38, 0.47, 3.75, 0.59, 1.82, 0.41),
    2005: (1.54, 0.78, 4.19, 1.25, 2.04, 0.41),
    2010: (2.01, 1.19, 4.41, 1.46, 2.44, 0.21),
    2015: (1.48, 1.08, 3.77, 1.10, 1.88, 0.22),
    2019: (1.59, 1.12, 4.14, 1.33, 2.13, 0.27),
    2020: (1.55, 0.96, 4.05, 1.39, 2.08, 0.01),
    2021: (1.84, 1.48, 4.38, 1.75, 2.54, 0.14),
    2022: (0.72, 0.18, 3.68, 1.14, 2.02, 0.32),
    2023: (0.98, 0.66, 3.61, 1.20, 1.99, 0.19),
    2024: (0.68, 0.42, 3.48, 1.07, 1.80, 0.55),
}


@pytest.mark.parametrize("year", DISTANCES)
def test_distance_between_ideal_points(points, year):
    apart = ideal_points.distance(
        points.query("year == @year and series == 'final_passage'"), "IRN", PARTNERS
    )
    apart = apart.set_index("partner")["distance"]
    assert list(apart[PARTNERS]) == pytest.approx(DISTANCES[year], abs=0.0051)


ALL_VOTES = {
    1980: 1.77,
    1992: 2.27,
    2005: 1.67,
    2010: 2.29,
    2015: 1.74,
    2019: 1.59,
    2021: 1.24,
    2022: 0.42,
    2023: 0.27,
}


@pytest.mark.parametrize("year", ALL_VOTES)
def test_distance_in_the_other_series(points, closeness, year):
    apart = ideal_points.distance(points.query("year == @year and series == 'all_votes'"), "IRN", ["RUS"])
    assert apart["distance"].item() == pytest.approx(ALL_VOTES[year], abs=0.0051)
    stored = closeness.query("year == @year and series == 'all_votes' and partner == 'RUS'")
    assert stored["distance"].item() == pytest.approx(apart["distance"].item(), abs=1e-5)


def test_positions_2010_and_2024(points):
    moved = ideal_points.movement(points.query("series == 'final_passage'"), 2010, 2024).set_index("state")
    assert tuple(moved.loc["IRN", ["before", "after"]]) == pytest.approx((-2.03, -1.28), abs=0.0051)
    assert tuple(moved.loc["RUS", ["before", "after"]]) == pytest.approx((-0.02, -0.60), abs=0.0051)
    assert tuple(moved.loc["USA", ["before", "after"]]) == pytest.approx((2.39, 2.21), abs=0.0051)


def test_the_jump_of_2022_is_more_a_russian_move_than_an_iranian_one(points):
    moved = ideal_points.movement(points.query("series == 'final_passage'"), 2021, 2022).set_index("state")[
        "change"
    ]
    assert moved["RUS"] == pytest.approx(-0.78, abs=0.01)
    assert abs(moved["RUS"]) > 2 * abs(moved["IRN"])


def test_russia_was_not_alone_in_moving_in_2022(points):
    moved = ideal_points.movement(points.query("series == 'final_passage'"), 2021, 2022).set_index("state")[
        "change"
    ]
    assert moved["CHN"] == pytest.approx(-0.97, abs=0.01)
    assert moved["USA"] == pytest.approx(-0.37, abs=0.01)


def test_series_end_where_their_source_ends(points):
    assert points.groupby("series")["year"].max().to_dict() == {"all_votes": 2023, "final_passage": 2024}
    assert (points["low"] <= points["ideal_point"]).all()
    assert (points["ideal_point"] <= points["high"]).all()


# 1980: the two Yemens share one code in the source; counted apart there are 150 other states, not 149.
RANKS = {
    1980: (129, 150),
    1992: (142, 173),
    2005: (126, 190),
    2010: (128, 191),
    2015: (137, 192),
    2019: (124, 192),
    2022: (21, 191),
    2024: (42, 190),
}


@pytest.mark.parametrize("year", RANKS)
def test_rank_of_russia_by_closeness(closeness, year):
    row = closeness.query("year == @year and series == 'final_passage' and partner == 'RUS'").iloc[0]
    assert (row["rank"], row["states"]) == RANKS[year]


def test_ranks_of_the_others_in_2024(closeness):
    ranks = closeness.query("year == 2024 and series == 'final_passage'").set_index("partner")["rank"]
    assert ranks[["CHN", "SYR", "IND", "TUR"]].to_dict() == {"CHN": 12, "SYR": 23, "IND": 103, "TUR": 138}


@pytest.mark.parametrize(("year", "percentile"), [(2018, 89), (2024, 50)])
def test_percentile_of_the_dyad(closeness, year, percentile):
    row = closeness.query("year == @year and series == 'final_passage' and partner == 'RUS'").iloc[0]
    assert round(row["percentile"]) == percentile


# Resolutions on the war in Syria

SYMBOLS = "66/253 67/183 68/182 69/189 70/234 71/130 71/203 71/248 72/191 73/182 74/169"


def test_iran_russia_and_china_vote_as_one_on_syria():
    ballots = table("unga_syria_resolutions").pivot(index="resolution", columns="state", values="vote")
    later = ballots.drop(index="A/RES/66/176")
    assert list(later.index) == [f"A/RES/{symbol}" for symbol in SYMBOLS.split()]
    assert later[["IRN", "RUS", "CHN"]].eq("no").all(axis=None)
    assert later["USA"].eq("yes").all()
    assert later["IND"].eq("abstain").sum() == 10
    assert ballots.loc["A/RES/66/176", ["IRN", "RUS", "CHN"]].tolist() == ["no", "abstain", "abstain"]


def test_no_resolution_on_the_golan():
    assert set(table("unga_syria_resolutions")["title"]) == {
        "Human rights in Syria",
        "Situation in Syria",
        "Mechanism to investigate the most serious crimes (IIIM)",
    }


# War


def test_iran_and_russia_fight_on_one_side_in_syria(sides):
    beside = sides.query(
        "side == 'government' and role == 'secondary' and actor in ['IRN', 'RUS'] and not un_mission"
    )
    syria = beside[beside["conflict"].str.startswith("Syria")]
    both = syria.groupby(["conflict_id", "year"])["actor"].agg(set).eq({"IRN", "RUS"})
    assert both.sum() == len(both) == 20
    assert set(both.index.get_level_values("year")) == set(range(2015, 2025))
    assert set(sides.query("conflict_id == 13604 or conflict_id == 299")["year"]) == set(range(2011, 2025))


def test_no_state_beside_iran_against_israel(sides):
    war = sides.query("conflict == 'Iran-Israel'")
    assert set(war["year"]) == set(range(2018, 2025))
    assert war.query("side == 'side_a'")["actor"].unique().tolist() == ["IRN"]
    assert set(war.query("side == 'side_b' and role == 'secondary'")["actor"]) == {"USA"}


def test_other_wars_in_which_iran_was_second_party(sides):
    second = sides.query("actor == 'IRN' and role == 'secondary' and not un_mission")
    elsewhere = second[~second["conflict"].str.startswith("Syria")]
    assert list(elsewhere[["conflict", "year"]].itertuples(index=False, name=None)) == [
        ("Oman: government", 1973),
        ("Oman: government", 1974),
        ("Oman: government", 1975),
        ("Afghanistan: government", 2001),
    ]


def test_turkey_beside_the_insurgents(sides):
    turkey = sides.query("actor == 'TUR' and not un_mission")
    assert set(turkey["year"]) == set(range(2020, 2025))
    assert set(turkey["side"]) == {"opposition"}


def test_contributors_to_the_mission_in_mali_are_marked(sides):
    mission = sides[sides["un_mission"]]
    assert set(mission["conflict"].str.split(":").str[0]) == {"Mali"}
    assert "RUS" not in set(mission["actor"])
    assert sides.query("actor_kind == 'state'")["actor"].str.fullmatch("[A-Z]{3}").all()
