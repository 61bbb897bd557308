"""The tier of a source: the longest line wins, and no row rests on an address that has none."""

import pytest

from helpers import tables, tiers
from helpers.tables import DataError

ROOT = tables.data_folder().parent


def change(data, old, new):
    path = data / "record" / "sources.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("https://tass.com/world/1", "tass.com"),
        ("http://www.tass.com", "tass.com"),
        ("https://en.tass.com:443/a", "tass.com"),
        ("https://nottass.com/world/1", None),
        ("https://docslib.org/doc/9", "docslib.org"),
        ("https://docslib.org//doc/1965857/x", "docslib.org/doc/1965857"),
        ("https://fr.mehrnews.com/doc/1", "fr.mehrnews.com"),
        ("https://en.mehrnews.com/doc/1", "mehrnews.com"),
        ("http://194.99.22.205/fa/1", "194.99.22.205"),
    ],
)
def test_the_closest_site_wins_and_there_the_longest_path(address, line):
    sites = ["docslib.org", "docslib.org/doc/1965857", "fr.mehrnews.com", "mehrnews.com", "tass.com"]
    known = tiers.Lines([*sites, "194.99.22.205"])
    assert known.longest(address) == line


def test_every_tier_of_the_table_has_its_words_and_no_other():
    field = next(one for one in tables.describe("sources")["schema"]["fields"] if one["name"] == "tier")
    assert set(field["constraints"]["enum"]) == set(tiers.TIERS)
    assert all(f"{tier}: " in field["description"] for tier in tiers.TIERS)


def test_an_address_without_a_tier_is_refused_by_table_row_column_and_next_step(data):
    change(data, "\ntass.com,", "\ntass.example,")
    with pytest.raises(DataError) as error:
        tables.check(["events_after"])
    wrong, file, following = str(error.value).splitlines()
    assert wrong.startswith("table 'events_after', row ") and ", column 'source': https://tass.com/" in wrong
    assert wrong.endswith(" has no tier") and file.endswith("events_after.csv")
    assert "give its site, tass.com, a tier in data/record/sources.csv" in following


def test_an_address_in_a_note_needs_a_tier_too(data):
    change(data, "\nifpnews.com,", "\nifpnews.example,")
    with pytest.raises(DataError, match=r"table 'elite_debate'.*ifpnews.com/.* has no tier"):
        tables.check(["elite_debate"])


def test_what_carries_a_claim_or_a_code_rests_on_no_unjudged_site(data):
    judged = "levada.ru,address,data set,"
    change(data, judged, judged.replace("data set", "not judged"))
    assert tables.check(["opinion"]) == ["opinion"]
    judged = "tass.com,address,agency or major paper,"
    change(data, f"\n{judged}", f"\n{judged.replace('agency or major paper', 'not judged')}")
    with pytest.raises(DataError, match="is not judged, and the row carries a claim or a code"):
        tables.check(["claims"])


def test_sites_stand_below_no_scheme_and_under_one_line_only():
    sites = tables.load("sources").query("kind == 'address'")["prefix"]
    places = sites.map(tiers.place)
    assert places.map("/".join).str.rstrip("/").eq(sites).all()
    assert not places.duplicated().any()
