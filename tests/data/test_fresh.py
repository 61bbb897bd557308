"""What the newest tables hold, and the traps of their sources: a break of level, thin years, one price."""

import pandas as pd
import pytest

import helpers
from helpers import tables
from helpers.derive import assembly, raw


@pytest.fixture(scope="module")
def russia():
    return helpers.load("unga_similarity").query("partner == 'RUS'").set_index("year")


# Year: rank of Iran by closeness to Russia, states ranked.
RANKS = {
    2008: (46, 191), 2010: (112, 191), 2012: (120, 192), 2014: (53, 192), 2016: (10, 192), 2022: (13, 191),
    2023: (7, 191), 2024: (6, 189), 2025: (6, 189),
}  # fmt: skip


@pytest.mark.parametrize("year", RANKS)
def test_rank_of_iran_by_closeness_to_russia(russia, year):
    assert tuple(russia.loc[year, ["rank", "states"]]) == RANKS[year]


def test_the_others_moved_away_and_iran_did_not(russia):
    assert russia.loc[2004:2023, "agreement"].between(0.61, 0.77).all()
    assert russia.loc[2010, "median"] == pytest.approx(0.725, abs=0.001)
    assert russia.loc[2023, "median"] == pytest.approx(0.189, abs=0.001)


def test_agreement_is_the_one_that_the_other_table_counts(russia):
    other = helpers.load("unga_agreement").query("partner == 'RUS' and issue == 'all' and subset == 'all'")
    other = other.set_index("year")["agreement"]
    shared = russia["agreement"].dropna()
    assert shared.astype(float).to_numpy() == pytest.approx(
        other[shared.index].astype(float).to_numpy(), abs=1e-5
    )


def test_no_share_of_equal_votes_follows_from_totals():
    rows = helpers.load("unga_similarity")
    totals = rows["basis"].eq("totals")
    assert totals.tolist() == rows["year"].gt(2023).tolist()
    assert (
        rows.loc[totals, ["shared", "agreement", "agreement_rank", "agreement_states"]].isna().all(axis=None)
    )


def test_the_points_of_2025_rest_on_enough_votes():
    rows = helpers.load("unga_ideal_points_2025").set_index("state")
    assert rows["votes"].ge(assembly.FEWEST_VOTES).all() and rows["year"].eq(2025).all()
    assert "TUR" not in rows.index
    assert rows["low"].lt(rows["ideal_point"]).all() and rows["ideal_point"].lt(rows["high"]).all()
    apart = (rows["ideal_point"] - rows.at["IRN", "ideal_point"]).abs().drop("IRN")
    assert apart.to_numpy(float) == pytest.approx(rows["distance"].drop("IRN").to_numpy(float), abs=1e-5)


def test_a_year_with_eight_votes_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "points.tab"
    columns = ["iso3c", "year", "IdealPointFP", "Q5%FP", "Q95%FP", "NVotesFP"]
    rows = [("IRN", 2025, -0.6, -1, -0.3, 150), ("RUS", 2025, 0.4, 0.3, 0.6, 8)]
    pd.DataFrame(rows, columns=columns).to_csv(path, sep="\t", index=False)
    monkeypatch.setattr(raw, "read", lambda name: path)
    with pytest.raises(raw.RawDataError, match="RUS in 2025 rests on 8 votes"):
        assembly.unga_ideal_points_2025()


def test_the_factbook_has_two_series_and_never_russia():
    rows = helpers.load("factbook_partners")
    assert rows["series"].eq("to 2017").tolist() == rows["year"].le(2017).tolist()
    assert "RUS" not in set(rows["partner"])
    china = rows.query("partner == 'CHN' and flow == 'exports'").set_index("year")["share"]
    assert china.to_dict() == {2014: 0.29, 2015: 0.222, 2017: 0.275, 2019: 0.48, 2022: 0.36, 2023: 0.35}
    assert rows.groupby(["year", "flow"])["share"].sum().lt(1).all()
    lists = rows.groupby(["year", "flow"])
    assert lists.size().tolist() == lists["listed"].first().tolist()


IRAN_ON_UKRAINE = {
    "68-262": "absent", "es-11-1": "abstain", "es-11-3": "no", "es-11-5": "no", "es-11-6": "abstain",
    "es-11-7": "abstain", "es-11-9": "no", "peace-2026-02-24": "no",
}  # fmt: skip


def test_iran_on_ukraine():
    rows = helpers.load("assembly_ukraine").set_index("vote_id")
    assert rows.loc[list(IRAN_ON_UKRAINE), "irn"].to_dict() == IRAN_ON_UKRAINE
    assert len(rows) == 25
    assert not rows["irn"].eq("yes").any() and rows["rus"].dropna().eq("no").all()
    assert rows.loc[["es-11-2", "es-11-4"], "irn"].tolist() == ["not against", "not against, not abstaining"]
    assert pd.isna(rows.at["es-11-8", "irn"])


def test_an_emergency_session_is_no_vote_of_the_roll_call_file():
    """The file that agreement is counted from lacks it, so its votes stand in a table of their own."""
    dates = helpers.load("assembly_ukraine").query("group == 'emergency session'")["date"]
    assert dates.dt.strftime("%Y-%m-%d").min() == "2022-03-02"
    assert len(dates) == 10


def test_headlines_are_joined_to_nothing():
    rows = helpers.load("arms_headlines").set_index("headline_id")
    assert rows["kind"].eq("change").tolist() == rows["compared_with"].notna().tolist()
    assert rows.loc[rows["kind"].eq("share"), "value"].between(0, 1).all()
    assert tables.describe("arms_transfers")["coverage"]["to"] == 2024


def test_what_china_takes_is_not_what_iran_sells():
    rows = helpers.load("oil_exports")
    assert rows["estimate_id"].str.endswith("-chn").tolist() == rows["scope"].eq("China only").tolist()


def test_no_level_of_russian_trade_is_made_of_a_rate_of_growth():
    rows = helpers.load("trade_reports").query("partner == 'RUS' and year == 2025")
    assert rows.empty
