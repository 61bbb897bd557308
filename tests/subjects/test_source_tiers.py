"""On what the record rests: citations and addresses under their tiers, and rows on weak sources alone."""

import pandas as pd
import pytest

import helpers
from helpers import tables
from helpers.subjects import source_tiers
from helpers.tiers import CARRIES, TIERS

READ = source_tiers.Reader(
    ["General knowledge", "Gibler 2009", "issuhub.com", "news.by", "tass.com"],
    ["General knowledge", "Gibler 2009"],
)


@pytest.fixture(scope="module")
def named():
    return source_tiers.named()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("https://tass.com/world/1", [("https://tass.com/world/1", "tass.com")]),
        ("https://tass.com/1 (in Russian)", [("https://tass.com/1", "tass.com")]),
        ("Gibler 2009 (page read at https://issuhub.com/9)", "Gibler 2009"),
        ("news.by (names)", "news.by"),
        ("Snyder 1984", None),
    ],
)
def test_a_citation_speaks_for_the_site_on_which_it_was_read(said, found):
    assert READ.item(said) == (found if isinstance(found, list) else [(said, found)])


def test_words_may_name_several_sources_or_none():
    said = "TASS (https://tass.com/1), and Gibler 2009 on the words; a blog, https://example.org/2."
    expected = [("Gibler 2009", "Gibler 2009"), ("https://tass.com/1", "tass.com")]
    assert READ.text(said) == [*expected, ("https://example.org/2", None)]
    assert READ.text("The text itself leaves it open.") == []


def sources(*rows):
    columns = ["table", "title", "row", "source", "prefix", "tier"]
    return pd.DataFrame(
        [(table, table, row, one, one, tier) for table, row, one, tier in rows], columns=columns
    )


GIVEN = sources(
    ("claims", "A1.1", "https://a.org/1", "weak"),
    ("claims", "A1.1", "https://www.a.org/2", "weak"),
    ("claims", "A1.2", "https://a.org/1", "weak"),
    ("claims", "A1.2", "https://tass.com/1", "agency or major paper"),
    ("treaty_codes", "t-1, defense, strict", "General knowledge", "weak"),
    ("treaty_codes", "t-1, defense, lenient", "General knowledge", "weak"),
    ("opinion", "o1", "https://a.org/3", "weak"),
    ("opinion", "o2", "Words", None),
)


def test_only_what_carries_a_claim_or_a_code_is_listed_thing_by_thing():
    found = source_tiers.alone(GIVEN)
    assert list(found) == ["table", "title", "thing", "rows", "sources"]
    assert found[["table", "thing", "rows", "sources"]].to_numpy().tolist() == [
        ["claims", "A1.1", 1, "a.org"],
        ["treaty_codes", "t-1", 2, "General knowledge"],
    ]


def test_weak_sources_are_counted_by_table_once_a_site():
    found = source_tiers.weak_by_table(GIVEN).set_index("table")
    assert found.index.tolist() == ["treaty_codes", "claims", "opinion"]
    assert found.loc["claims", ["rows", "naming", "alone", "sites"]].tolist() == [2, 2, 1, 1]
    assert found.loc["opinion", ["rows", "naming", "alone", "sites"]].tolist() == [2, 1, 1, 1]
    assert list(found) == ["title", "rows", "naming", "alone", "sites"]


def test_a_table_without_a_row_on_weak_sources_alone_has_none_of_them():
    better = sources(("wars", "w1", "https://a.org/1", "weak"), ("wars", "w1", "Treaty", "primary document"))
    (row,) = source_tiers.weak_by_table(pd.concat([GIVEN, better])).query("table == 'wars'").itertuples()
    assert (row.rows, row.naming, row.alone, row.sites) == (1, 1, 0, 1)


def test_what_rests_on_weak_sources_is_listed_in_the_order_of_the_rows():
    assert source_tiers.alone(GIVEN[::-1])["thing"].tolist() == ["t-1", "A1.1"]


def test_a_tier_that_nothing_has_is_counted_as_none():
    found = source_tiers.by_tier(GIVEN).set_index("tier")
    assert found.index.tolist() == list(TIERS)
    assert found.loc["weak"].tolist() == [4, 4, 5] and found.loc["scholarly"].tolist() == [0, 0, 0]


def test_every_address_of_the_record_has_a_tier_and_every_item_of_a_list_of_sources(named):
    assert named.loc[named["source"].str.contains("://"), "tier"].notna().all()
    assert set(named.loc[named["tier"].isna(), "table"]) <= {"glossary"}
    assert set(CARRIES) <= set(named["table"])
    assert named.index.equals(pd.RangeIndex(len(named)))


def test_no_row_of_the_record_is_lost_on_the_way(named):
    for name in ("events_after", "treaty_codes", "opinion"):
        key = tables.describe(name)["schema"]["primaryKey"]
        keys = helpers.load(name)[key].astype("str").agg(", ".join, axis=1)
        assert set(keys) == set(named.loc[named["table"].eq(name), "row"])


def test_a_better_source_takes_a_row_off_the_list(named):
    listed = source_tiers.alone(named)
    row = named[named["table"].eq("claims") & named["tier"].eq("weak")].iloc[0]
    better = named.assign(tier=named["tier"].mask(named["row"].eq(row["row"]), "primary document"))
    assert len(source_tiers.alone(better)) < len(listed) or row["row"] not in set(listed["thing"])
