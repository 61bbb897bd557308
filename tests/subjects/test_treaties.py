"""Two codings of the same treaties: what a sheet may hold, how far two readers agree, and on which words."""

import pandas as pd
import pytest

import helpers
from helpers.subjects import treaties
from helpers.tables import data_folder

SHEET = data_folder() / "record" / "treaty_codes_second.csv"


@pytest.fixture(scope="module")
def pairs():
    return treaties.compare_codings(*map(helpers.load, ["treaty_codes", "treaty_codes_second"]))


@pytest.fixture
def sheet(tmp_path):
    """Return a function that changes one cell of the sheet of the second reader, and reads it."""

    def changed(row, **cells):
        frame = pd.read_csv(SHEET, dtype="str", keep_default_na=False)
        frame.loc[row, list(cells)] = list(cells.values())
        path = tmp_path / "sheet.csv"
        frame.to_csv(path, index=False, lineterminator="\n")
        return treaties.read_sheet(path)

    return changed


def test_the_sheet_of_the_second_reader_reads_as_the_table(sheet):
    read, table = sheet(0), helpers.load("treaty_codes_second")
    assert list(read) == list(table)
    assert read["code"].equals(table["code"])


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"treaty_id": "ir-ru-2052"}, "table 'treaties' .*did you mean ir-ru-2025?"),
        ({"provision": "defence"}, "table 'provisions' .*did you mean defense?"),
        ({"why": ""}, "column 'why': must be given"),
        ({"code": "9"}, "column 'code': must be at most 4"),
        ({"code": "2"}, r"column 'code': must be one of 0, 1 \(found 2\)"),
        ({"reading": "mild"}, "column 'reading': must be one of strict, lenient"),
    ],
)
def test_a_sheet_is_refused_by_row_and_column(sheet, cells, wrong):
    with pytest.raises(helpers.DataError, match=wrong) as refused:
        sheet(0, **cells)
    assert str(refused.value).startswith("sheet sheet.csv: ")
    assert "row 1 (" in str(refused.value)
    assert "next: " in str(refused.value)


def test_a_row_that_stands_twice_is_refused(sheet):
    row = pd.read_csv(SHEET, dtype="str", keep_default_na=False).iloc[1]
    with pytest.raises(helpers.DataError, match="treaty_id, provision, reading occurs twice"):
        sheet(0, **row)


@pytest.mark.parametrize(("table", "column"), [("treaty_codes", "code"), ("treaty_codes", "first_code")])
def test_our_own_codes_are_on_their_scales(table, column):
    codes = (
        helpers.load(table).drop(columns="code" if column != "code" else []).rename(columns={column: "code"})
    )
    assert treaties.check_codes(codes, helpers.load("provisions")) is codes


def test_agreement_is_that_of_the_codes_before_they_were_compared(pairs):
    both = pairs[pairs["kind"].isin(["equal", "differ"])]
    assert (len(both), both["kind"].eq("equal").sum()) == (287, 267)
    assert pairs["kind"].value_counts().to_dict() == {
        "equal": 267, "second alone": 110, "first alone": 35, "neither": 22, "differ": 20,
    }  # fmt: skip


def test_every_code_that_differs_or_was_changed_says_why(pairs):
    moved = pairs["used"].fillna(-1).ne(pairs["first"].fillna(-1))
    assert pairs.loc[moved | pairs["kind"].eq("differ"), "note"].str.len().gt(20).all()
    assert pairs.loc[moved, "note"].str.contains("first coding").all()
    assert moved.sum() == 10


def test_coders_agree_as_the_textbooks_have_it():
    # Hayes and Krippendorff compute alpha from coincidences; kappa from each coder's own shares.
    pairs = pd.DataFrame({"t": "x", "first": [0] * 6 + [1] * 4, "second": [0] * 5 + [1] * 5})
    row = treaties.coders_agree(pairs, "t").iloc[0]
    assert (row["pairs"], row["equal"], row["share"]) == (10, 9, 0.9)
    assert row["kappa"] == pytest.approx((0.9 - 0.5) / 0.5)
    assert row["alpha"] == pytest.approx(1 - 19 * 2 / (2 * 11 * 9))


def test_agreement_without_any_difference_in_codes_has_no_measure():
    row = treaties.coders_agree(pd.DataFrame({"t": "x", "first": [0, 0], "second": [0, 0]}), "t").iloc[0]
    assert row["share"] == 1
    assert pd.isna(row["kappa"]) and pd.isna(row["alpha"])


def test_a_code_that_one_reader_left_open_is_no_disagreement():
    pairs = pd.DataFrame({"t": "x", "first": [0, 1, None], "second": [0, None, 1]})
    assert treaties.coders_agree(pairs, "t")["pairs"].tolist() == [1]


def test_each_article_has_the_codes_that_rest_on_it(pairs):
    titles = {"neutral": "neutrality", "consul": "consultation", "defense": "defence"}
    found = treaties.clause_by_clause(
        helpers.load("treaty_articles"), pairs, titles, ["ir-ru-2025", "ru-kp-2024"]
    )
    codes = found.set_index(["treaty_id", "article"])["codes"]
    assert codes["ir-ru-2025", "3(3)"] == "neutrality 1; defence 0"
    assert codes["ir-ru-2025", "5(4)"] == "consultation 0/1 (1)"
    assert codes["ru-kp-2024", "4"] == "defence 1"
    assert list(dict.fromkeys(found["treaty_id"])) == ["ir-ru-2025", "ru-kp-2024"]
    assert found["codes"].ne("").all()
    assert found.index.equals(pd.RangeIndex(len(found)))


def test_of_the_treaty_of_2025_most_articles_were_read_by_nobody():
    read = treaties.articles_read(helpers.load("treaty_articles")).query("treaty_id == 'ir-ru-2025'")
    assert read["number"].tolist() == list(range(1, 48))
    assert read["seen"].value_counts().to_dict() == {
        "by nobody": 27, "in part": 13, "from memory": 5, "whole": 2,
    }  # fmt: skip


def coded(*codes, treaty="t"):
    names = treaties.PROVISIONS[: len(codes)]
    rows = pd.DataFrame({"treaty_id": treaty, "reading": "strict", "provision": names, "code": codes})
    return rows.astype({"code": "Int64"})


@pytest.mark.parametrize(
    ("codes", "wide", "narrow"),
    [
        ((0, 0, 0, 0, 0), False, False),
        ((0, 0, 0, 0, 1), True, False),
        ((None, 0, 0, 0, 1), True, None),
        ((None, 0, 0, 0, 0), None, None),
        ((0, 0, None, 0, 0), None, False),
        ((2, None, None, None, None), True, True),
    ],
)
def test_what_was_not_seen_leaves_an_alliance_open_unless_something_else_makes_it(codes, wide, narrow):
    both = pd.concat([coded(*codes), coded(0, 0, 0, 0, 0, treaty="u")])
    for rule, is_one in zip(treaties.WIDE_AND_NARROW, (wide, narrow), strict=True):
        found = treaties.under_rule(both, rule).set_index("treaty_id")["alliance"]
        assert (None if pd.isna(found["t"]) else bool(found["t"])) is is_one, rule
        assert not found["u"]


def test_an_obligation_without_its_row_or_with_two_is_refused():
    with pytest.raises(helpers.DataError, match="treaty t, strict reading, has 0 rows for 'consul'"):
        treaties.under_rule(coded(0, 0, 0, 0), "any obligation")
    twice = pd.concat([coded(0, 0, 0, 0, 0), coded(1)])
    with pytest.raises(helpers.DataError, match="has 2 rows for 'defense'"):
        treaties.under_rule(twice, "defence or offence")
