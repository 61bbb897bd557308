"""What others published beside what our tables give: as they print it, and as our rows add up."""

import pytest

import helpers
from helpers.subjects import published_figures


@pytest.fixture(scope="module")
def compared():
    return published_figures.compare().set_index("quantity")


def test_published_figures_are_near_ours_except_where_the_chapter_says_so(compared):
    revised = compared["basis"].eq(published_figures.REVISED)
    assert compared.loc[~revised, "off"].abs().lt(0.01).sum() == (~revised).sum() - 4
    assert revised.sum() == 5 and compared.loc[revised, "off"].abs().lt(0.065).all()
    counts = compared[compared["basis"].eq(published_figures.OTHER)]
    assert counts["off"].eq(0).all()
    assert not compared["source"].eq("").any()


def test_values_are_worded_with_their_unit():
    assert published_figures.worded(-0.1, "share") == "−10%"
    assert published_figures.worded(-0.001, "share", "+") == "0 points"
    assert published_figures.worded(0.0712, "share, one decimal") == "7.1%"
    assert published_figures.worded(1023.2, "number", "+") == "+1,023"
    assert published_figures.worded(17, "number") == "17"


def test_published_figures_are_those_that_the_sources_print(compared):
    # Typed a second time from the sources, since nothing else could show a slip of the first.
    printed = compared["published"].to_dict()
    assert list(printed.values()) == [
        *("46,892", "1,135", "804", "316", "more than 70%", "−10%", "38%", "65%", "7.1%", "8.8%"),
        *("7", "14", "22", "17"),
    ]
    own = helpers.load("arms_import_totals")["tiv_sipri"].sum()
    assert printed["Iran's imports of arms, all years that SIPRI prints"] == f"{own:,.0f}"


def test_our_own_side_is_the_sum_of_the_years_named(compared):
    arms = helpers.load("arms_transfers").query("to_state == 'IRN'")
    by = arms[arms["year"].between(2007, 2016)].groupby("from_state")["tiv"].sum()
    ours = compared["ours"]
    assert ours["Iran's imports of arms, 2007–2016"] == f"{by.sum():,.0f}"
    assert ours[["the same, from Russia", "the same, from China"]].tolist() == [
        f"{by['RUS']:.0f}", f"{by['CHN']:.0f}",
    ]  # fmt: skip
    early = arms[arms["year"].between(1995, 2005)].groupby("from_state")["tiv"].sum()
    assert ours["Russia's share of Iran's imports of arms, 1995–2005"] == f"{early['RUS'] / early.sum():.0%}"


def test_differences_are_ours_less_theirs(compared):
    row = compared.loc["the same, from China"]
    assert row["difference"] == f"−{316 - int(row['ours'])}"
    assert row["off"] == pytest.approx(int(row["ours"]) / 316 - 1, abs=0.002)
