"""Any two states: the chapters' numbers for Iran and Russia, the same for others, refusals in words."""

import pandas as pd
import pytest

from helpers import DataError, load, pairs

IRAN_RUSSIA = ("IRN", "RUS")
ASIDE = ["trade", "arms_transfers", "rivalries"]
EVER = (1946, 2023)


@pytest.fixture(scope="module")
def rows():
    return load("pair_years")


@pytest.fixture(scope="module")
def seen(rows):
    return pairs.between(rows, IRAN_RUSSIA).set_index("year")


def portrait(rows, pair):
    return pairs.portrait(rows, *map(load, ASIDE), pair, EVER).set_index("measure")


def test_iran_and_russia_vote_as_the_chapters_say(seen):
    known, years = load("unga_dyad_rank").set_index("year"), seen["agreement"].dropna().index
    assert years.equals(known.index)
    for measure in ("agreement", "kappa"):
        assert seen.loc[years, measure].eq(known[measure]).all()
    told = load("unga_agreement").query("partner == 'RUS' and issue == 'all' and subset == 'all'")
    both = seen.join(told.set_index("year")[["n", "agreement"]], suffixes=("", "_told"), how="inner")
    both = both.dropna(subset=["agreement"])
    assert len(both) > 70
    assert both["votes"].eq(both["n"]).all() and both["agreement"].eq(both["agreement_told"]).all()


def test_their_places_and_distances_are_those_of_the_chapters(seen):
    near = load("unga_closeness").query("series == 'final_passage' and partner == 'RUS'").set_index("year")
    both = seen.join(near, suffixes=("", "_told"), how="inner").dropna(subset=["distance"])
    assert len(both) > 70
    assert both["distance"].eq(both["distance_told"]).all()
    assert both["distance_place"].eq(both["rank"]).all() and both["distance_places"].eq(both["states"]).all()
    alike = load("unga_similarity").query("partner == 'RUS'").set_index("year")
    rank = seen["place_back"].dropna()
    assert (rank - alike.loc[rank.index, "agreement_rank"]).abs().le(1).all()


def test_their_promises_organisations_and_disputes_are_those_of_the_chapters(seen):
    dyads = load("dyad_years").query("great_power == 'RUS' and regional_state == 'IRN'").set_index("year")
    for promise in pairs.PROMISES:
        assert seen[promise].dropna().eq(dyads[promise]).all()
    shared = load("shared_memberships").query("partner == 'RUS' and year >= 1946").set_index("year")
    assert seen["organisations"].dropna().eq(shared["organisations"]).all()
    listed = load("disputes").query("data_set == 'cow' and partner == 'RUS' and end >= 1946")
    years = listed.apply(lambda row: range(row["begin"], row["end"] + 1), axis=1).explode()
    counted = years[years.ge(1946)].value_counts()
    disputed = seen["disputes"].dropna()
    assert disputed[disputed.gt(0)].to_dict() == counted.to_dict()


def test_a_pair_told_from_the_other_side_is_the_same_pair(rows, seen):
    turned = pairs.between(rows, IRAN_RUSSIA[::-1]).set_index("year")
    assert turned["agreement"].equals(seen["agreement"])
    assert turned["place"].equals(seen["place_back"]) and turned["places_back"].equals(seen["places"])


def test_every_pair_has_the_places_that_a_count_gives(rows):
    beside = pairs.beside(rows, "TUR", 2010)
    assert beside["place"].is_monotonic_increasing and beside["agreement"].is_monotonic_decreasing
    iran = beside.set_index("partner").loc["IRN"]
    back = pairs.between(rows, ("IRN", "TUR"), (2010, 2010)).iloc[0]
    assert (iran["place"], iran["place_back"]) == (back["place_back"], back["place"])


def test_nearness_counts_from_the_nearest():
    seen = pd.DataFrame({"year": [1], "place": [1], "places": [4], "place_back": [4], "places_back": [4]})
    near = pairs.nearness(seen, ("IRN", "IND")).set_index("state")["nearer"]
    assert near.to_dict() == {"IND": 1, "IRN": 0.25}


def test_a_portrait_tells_what_is_known_and_refuses_the_rest(rows):
    told = portrait(rows, ("RUS", "TUR"))
    refused = {"Trade, million US dollars": "trade", "Arms, million TIV": "arms_transfers"}
    for measure, table in refused.items():
        line = told.loc[measure]
        assert line[["earliest", "latest"]].isna().all()
        assert line["known"].startswith(f"table '{table}', pair RUS–TUR, ")
        assert line["known"].endswith("it holds Iran with other states alone")
    assert told.at["Militarised disputes", "known"] == "1946–2014"
    iran = portrait(rows, IRAN_RUSSIA)
    assert iran.loc["Written promises", ["earliest", "latest"]].tolist() == [
        "1946: defence, consultation",
        "2018: neutrality, non-aggression, consultation",
    ]
    trade = load("trade").query("partner == 'RUS' and year == 2014").iloc[0]
    assert (
        iran.at["Trade, million US dollars", "latest"] == f"2014: {trade['imports'] + trade['exports']:,.0f}"
    )


def test_arms_of_both_directions_are_added(rows):
    arms = pairs.arms_between(load("arms_transfers"), IRAN_RUSSIA, EVER)
    assert set(arms["from_state"]) == set(IRAN_RUSSIA)
    last = arms[arms["year"].eq(arms["year"].max())]
    told = portrait(rows, IRAN_RUSSIA).at["Arms, million TIV", "latest"]
    assert told == f"{last['year'].iloc[0]}: {last['tiv'].sum():,.0f}"


def test_a_rivalry_counts_where_it_reaches_into_the_years():
    rivals = load("rivalries")
    assert len(pairs.rivalry_between(rivals, ("IRN", "IRQ"), (1980, 1988))) == 1
    assert pairs.rivalry_between(rivals, ("RUS", "TUR"), EVER).empty
    assert len(pairs.rivalry_between(rivals, ("RUS", "TUR"), (1900, 1918))) == 1


@pytest.mark.parametrize(
    ("begin", "end", "counts"),
    [
        (1900, 1949, False),
        (1900, 1950, True),
        (1900, 1990, True),
        (1955, 1956, True),
        (1960, None, True),
        (1961, 1970, False),
    ],
)
def test_a_rivalry_counts_from_its_first_year_to_its_last(begin, end, counts):
    rivals = pd.DataFrame({"state_a": ["IRN"], "state_b": ["IRQ"], "begin": [begin], "end": [end]})
    found = pairs.rivalry_between(rivals.astype({"end": "Int64"}), ("IRQ", "IRN"), (1950, 1960))
    assert len(found) == counts


def test_a_portrait_tells_disputes_from_the_first_to_the_last_and_years_without_one_are_known(rows):
    told = portrait(rows, IRAN_RUSSIA).loc["Militarised disputes"]
    listed = load("disputes").query("data_set == 'cow' and partner == 'RUS' and end >= 1946")
    assert told["earliest"].startswith(f"{max(listed['begin'].min(), 1946)}: ")
    assert told["latest"].startswith(f"{listed['end'].max()}: ")
    calm = rows.groupby(["state_a", "state_b"])["disputes"].sum().eq(0)
    none = portrait(rows, calm.idxmax()).loc["Militarised disputes"]
    assert none[["earliest", "latest"]].tolist() == ["none", "none"]
    assert none["known"].endswith("–2014")


@pytest.mark.parametrize(
    ("pair", "years", "said"),
    [
        (("IRB", "IND"), None, r"no state has the code 'IRB'; did you mean .*IRN \(Iran\)"),
        (("Iran", "IND"), None, r"no state has the code 'Iran'; did you mean IRN \(Iran\)\?"),
        (("IRN", "IRN"), None, "a pair is two states"),
        (
            ("IRN", "DEU"),
            None,
            r"'pair_years', pair IRN–DEU: it covers 24 states .* 1946 to 2023, and DEU is none",
        ),
        (("IRN", "IND"), (2000, 2030), "pair IRN–IND, years 2000 to 2030: it covers 1946 to 2023"),
        (("IRN", "IND"), (2010, 2000), "years 2010 to 2000"),
    ],
)
def test_what_can_not_be_told_is_refused_with_a_next_step(rows, pair, years, said):
    with pytest.raises(DataError, match=said) as refused:
        pairs.between(rows, pair, years)
    assert "\n  next: " in str(refused.value)


def test_a_year_without_votes_is_refused(rows):
    with pytest.raises(DataError, match="state TUR, year 2023: no vote is measured"):
        pairs.beside(rows, "TUR", 2023)
