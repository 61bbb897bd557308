"""Every measure, rebuilt in every clone from small extracts of the raw files, and held against the tables."""

import gzip
from io import BytesIO

import pandas as pd
import pytest

from helpers import derive, tables
from helpers.derive import __main__ as command
from helpers.derive import alliances, pairs, raw, returning, states, store, ties
from tests.derive.extract import EXTRACTS, YEAR

pytestmark = pytest.mark.thorough

# What an extract holds only in part: which rows of a rebuilt table it can give.
IN_PART = {
    "alliance_obligations": "year >= 1920",
    "capabilities": "year == @YEAR",
    "closeness_of_allies": "year == @YEAR",
    "consultation_dyads": "state_a in ['IRN', 'RUS'] or state_b in ['IRN', 'RUS']",
    "dyad_years": "year == @YEAR and great_power == 'RUS'",
    "gdp": "year == @YEAR",
    "pair_years": "year == @YEAR",
    "power_concentration": "year == @YEAR",
    "regime": "year == @YEAR",
    "treaty_class_2001": "state_a in ['IRN', 'RUS'] or state_b in ['IRN', 'RUS']",
    "treaty_outcomes": "state_a in ['IRN', 'RUS'] or state_b in ['IRN', 'RUS']",
    "unga_agreement": "year == @YEAR",
    "unga_closeness": "year == @YEAR",
    "unga_cuts": "year == @YEAR",
    "unga_dyad_rank": "year == @YEAR",
    "unga_ideal_points": "year == @YEAR",
    "unga_near_russia": "year == @YEAR or year == 2024",
    "unga_similarity": "year == @YEAR or (year > 2023 and partner == 'RUS')",
    "arms_neighbours": "recipient in ['IRN', 'IRQ', 'SYR']",
}
# Tables of which the extracts hold only some rows; all others they give whole.
SOME = {
    *IN_PART,
    "gdelt_daily_mean",
    "icews",
    "military_spending",
    "nuclear_agreements",
    "shared_memberships",
    "unga_syria_resolutions",
}
CACHED = (
    alliances.dyad_years, alliances.treaty_members, pairs.names, pairs.panel, states.codes, ties.ideal_points
)  # fmt: skip


@pytest.fixture(scope="module")
def extracts():
    """Read extracts in place of raw files, with nothing kept from a reading of the whole ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw, "read", extract)
        for kept in CACHED:
            kept.cache_clear()
        yield
    for kept in CACHED:
        kept.cache_clear()


def extract(name):
    content = gzip.decompress((EXTRACTS / f"{name.removesuffix('.gz')}.gz").read_bytes())
    return BytesIO(gzip.compress(content) if name.endswith(".gz") else content)


def lines(frame):
    return store.as_csv(frame).splitlines()


def committed(name):
    return (command.MEASURES / f"{name}.csv").read_text(encoding="utf-8").splitlines()


def test_every_raw_file_has_an_extract():
    there = {str(path.relative_to(EXTRACTS)) for path in EXTRACTS.rglob("*.gz")}
    assert there == {f"{name.removesuffix('.gz')}.gz" for name in raw.manifest()}


def test_extracts_are_small():
    *others, largest = sorted(path.stat().st_size for path in EXTRACTS.rglob("*.gz"))
    # The land of the map is whole: without the states that it does not show, two islands end 100 m elsewhere.
    assert largest < 170_000 and others[-1] < 50_000 and sum(others) < 330_000


@pytest.mark.parametrize("name", derive.TABLES)
@pytest.mark.complaint("papers-stop-running")
def test_a_measure_is_what_its_extract_gives(extracts, name):
    rebuilt = derive.TABLES[name]()
    chosen = rebuilt.query(IN_PART[name]) if name in IN_PART else rebuilt
    head, *found = lines(chosen)
    known_head, *known = committed(name)
    assert head == known_head
    assert found, "an extract without a row proves nothing"
    assert not (strange := set(found) - set(known)), sorted(strange)[:3]
    if name not in SOME:
        assert found == known


@pytest.mark.parametrize("name", sorted(set(derive.TABLES) - {"dyad_years", "closeness_of_allies"}))
def test_a_rebuilt_measure_keeps_its_schema(extracts, name):
    rebuilt = derive.TABLES[name]()
    chosen = rebuilt.query(IN_PART[name]) if name in IN_PART else rebuilt
    tables.parse(name, store.as_csv(chosen))


@pytest.fixture
def of_one_year(extracts, monkeypatch):
    """Return the pairs of states of one year, by number."""
    monkeypatch.setattr(pairs, "FIRST_YEAR", YEAR)
    monkeypatch.setattr(pairs, "LAST_YEAR", YEAR)
    return pairs.panel().set_index(["number_a", "number_b"])


def test_a_pair_of_states_has_its_promises_and_its_place(of_one_year):
    iran = of_one_year.loc[(365, 630)]
    assert iran[["any", "bilateral", "small", "relevant"]].all() and not iran[["defence", "rivals"]].any()
    assert (iran["distance_km"], iran["contiguity"], iran["majors"]) == (165.5, 0, 1)
    assert (iran["in_europe"], iran["in_middle_east"], iran["same_region"]) == (1, 1, False)
    assert of_one_year.loc[(2, 630), "contiguity"] == 0
    neighbour = of_one_year.loc[(630, 640)]
    assert neighbour["contiguity"] == 1 and neighbour["rivals"] and not neighbour["any"]
    assert iran["ratio"] > neighbour["ratio"] > 0


def test_a_club_joins_each_two_of_its_members(of_one_year):
    clubs = of_one_year.filter(like="club_")
    assert clubs.loc[(2, 200)].to_dict() == {
        "club_arab": False, "club_americas": False, "club_nato": True, "club_soviet": False
    }  # fmt: skip
    assert clubs.loc[[(651, 663), (630, 645)], "club_arab"].tolist() == [True, False]
    assert clubs.loc[(365, 369), "club_soviet"] and clubs.loc[(2, 70), "club_americas"]


def test_every_state_of_a_pair_has_a_code_a_name_and_a_region(of_one_year):
    numbers = pd.Series(of_one_year.index.get_level_values(1))
    assert pairs.code(numbers).notna().all() and numbers.isin(pairs.names().index).all()
    assert set(pairs.region(numbers)) <= set(pairs.REGIONS)
    assert pairs.population().query("number == 630")["tpop"].between(70_000, 90_000).all()


def test_votes_on_what_returns_are_those_of_the_roll_calls(extracts, monkeypatch):
    monkeypatch.setattr(returning, "BEFORE", (YEAR, YEAR))
    monkeypatch.setattr(returning, "AFTER", (YEAR, YEAR))
    votes = ["date", "resolution", *map(str.lower, returning.SHOWN)]
    found, known = returning.recurring_votes(), tables.load("recurring_votes")
    known = known[known["date"].dt.year.eq(YEAR)].assign(
        date=lambda rows: rows["date"].dt.strftime("%Y-%m-%d")
    )
    assert len(known) > 50
    assert set(known[votes].itertuples(index=False)) <= set(found[votes].itertuples(index=False))
    texts = returning.recurring_resolutions()
    assert texts["text"].is_unique and texts[["before", "after"]].sum().eq(len(found)).all()
    subjects = tables.load("recurring_resolutions").set_index("title")["subject"]
    shared = texts[texts["title"].isin(subjects.index)]
    assert shared["subject"].eq(shared["title"].map(subjects)).mean() > 0.9


def test_a_state_that_has_no_code_stops_its_table(extracts):
    with pytest.raises(raw.RawDataError, match="no ISO code for state number 9999"):
        states.iso3(pd.Series([630, 9999], name="ccode"))


def test_united_germany_has_one_row_in_the_year_of_its_union(extracts):
    rows = pd.DataFrame({"ccode": [255, 260, 630], "year": 1990, "value": [1, 2, 3]})
    assert states.book(rows)[["state", "value"]].to_numpy().tolist() == [["DEU", 1], ["IRN", 3]]


def test_a_supplier_without_a_code_stops_its_table(extracts):
    from helpers.derive import arms

    with pytest.raises(raw.RawDataError, match="no code for 'Atlantis'"):
        arms._codes(pd.Series(["Iran", "Atlantis"]))
    assert YEAR == 2015
