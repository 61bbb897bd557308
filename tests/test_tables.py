"""Loading a table: what it gives, and how it refuses a table that breaks its schema."""

import json

import pandas as pd
import pytest
from frictionless import Package, system

from helpers import tables
from helpers.book.build import archive
from helpers.tables import DataError
from tests.small import change

ROOT = tables.data_folder().parent


def spoil(data, name, change):
    path = data / tables.describe(name)["path"]
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return path


def refused(name):
    with pytest.raises(DataError) as error:
        tables.load(name)
    return str(error.value)


def test_every_table_keeps_its_schema():
    assert tables.check() == tables.names()


def published(folder):
    """Return the data package as the book carries it."""
    archive.carry(folder)
    return Package(str(folder / "datapackage.json"))


@pytest.mark.thorough
def test_frictionless_agrees_that_the_package_is_valid(tmp_path):
    with system.use_context(trusted=True):
        report = published(tmp_path).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]


def test_each_resource_says_what_a_reader_needs():
    for resource in tables.package()["resources"]:
        assert resource["description"].startswith("One row a"), resource["name"]
        assert resource["schema"]["primaryKey"], resource["name"]
        assert {"from", "to", "states", "missing"} <= resource["coverage"].keys(), resource["name"]
        assert resource["coverage"]["missing"] and resource["sources"] and resource["licenses"], resource[
            "name"
        ]
        assert (ROOT / "data" / resource["path"]).is_file()
        for field in resource["schema"]["fields"]:
            assert field["title"] and field["description"], (resource["name"], field["name"])


def test_no_table_lies_in_the_folder_undescribed():
    described = {resource["path"] for resource in tables.package()["resources"]}
    assert {
        path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*.csv")
    } == described


def test_every_source_key_is_in_the_bibliography():
    from pybtex.database import parse_file

    keys = set(parse_file(ROOT / "references.bib").entries)
    used = {
        source["key"]
        for resource in tables.package()["resources"]
        for source in resource["sources"]
        if "key" in source
    }
    assert used <= keys


def test_types_and_missing_values():
    votes = tables.load("council_votes")
    assert votes["yes"].dtype == "Int64"
    assert votes["date"].dtype.kind == "M"
    assert votes["symbol"].isna().any(), "an unknown symbol is missing, not an empty string"
    assert not votes["symbol"].eq("").any()
    assert tables.load("claims")["scored"].dtype == "boolean"


def test_unknown_table_suggests_a_name():
    with pytest.raises(DataError, match=r"did you mean.*council_votes"):
        tables.load("council_vote")


def test_missing_column(data):
    spoil(data, "council_votes", lambda text: text.replace(",abstain,", ",", 1))
    assert "table 'council_votes', column 'abstain': is missing" in refused("council_votes")


def test_renamed_column(data):
    spoil(data, "council_votes", lambda text: text.replace("abstain", "abstained", 1))
    assert "column 'abstain': is missing; renamed to 'abstained'?" in refused("council_votes")


def test_wrong_type(data):
    path = spoil(data, "unga_closeness", lambda text: text.replace("\n1946,", "\n1946x,", 1))
    message = refused("unga_closeness")
    assert "row 1 (year 1946x" in message
    assert "column 'year'" in message
    assert "found '1946x'" in message
    assert str(path) in message


def test_duplicate_key(data):
    spoil(data, "claims", lambda text: text + text.rstrip("\n").rsplit("\n", 1)[1] + "\n")
    message = refused("claims")
    assert "row 128 (A15.7)" in message
    assert "must be unique" in message


def test_value_out_of_range(data):
    spoil(data, "unga_closeness", lambda text: text.replace("\n1946,", "\n2046,", 1))
    message = refused("unga_closeness")
    assert "row 1 (year 2046" in message
    assert "must be at most" in message
    assert "make data" in message


def test_unknown_claim(data):
    spoil(data, "corrections", lambda text: text.replace(",A13.5,", ",A13.9,", 1))
    message = refused("corrections")
    assert "column 'claim_id'" in message
    assert "must be the claim_id of a row of table 'claims' (found 'A13.9')" in message


def test_word_outside_its_list(data):
    spoil(data, "claims", lambda text: text.replace(",not checkable,", ",unclear,", 1))
    assert "must be one of confirmed, " in refused("claims")


def test_broken_encoding(data):
    path = data / tables.describe("states")["path"]
    path.write_bytes(path.read_bytes().replace("ایران".encode(), b"\xff\xfe", 1))
    assert "line " in (message := refused("states"))
    assert "must be UTF-8" in message


def test_truncated_last_row(data):
    path = data / tables.describe("claims")["path"]
    path.write_bytes(path.read_bytes()[:-40])
    assert "row 127" in (message := refused("claims"))
    assert "cells" in message or "ends inside this row" in message


def test_missing_file(data):
    (data / tables.describe("claims")["path"]).unlink()
    assert "the file does not exist" in refused("claims")


def test_both_judges_refuse_the_same_table(data, tmp_path):
    spoil(data, "council_votes", lambda text: text.replace(",true,yes,yes,yes,", ",true,yes,maybe,yes,", 1))
    assert "column 'china'" in refused("council_votes")
    with system.use_context(trusted=True):
        assert not published(tmp_path / "published").get_resource("council_votes").validate().valid


def test_the_description_itself_may_change_under_a_running_kernel(data):
    path = data / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    described["resources"] = described["resources"][:1]
    path.write_text(json.dumps(described), encoding="utf-8")
    assert len(tables.names()) == 1


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "wrong"),
    [
        (
            "glossary",
            "../references.bib",
            "{snyder1984,",
            "{snyder1948,",
            "'snyder1984' is no key of references.bib",
        ),
        ("predictions", "texts/claims.csv", "\nP7.2,", "\nP7.99,", "'P7.2' is no claim"),
    ],
)
def test_a_table_that_was_read_is_refused_when_what_its_lists_name_is_gone(data, name, file, old, new, wrong):
    tables.load(name)
    change(data / file, old, new)
    assert wrong in refused(name)


@pytest.mark.complaint("zero-for-missing")
def test_join_keeps_what_is_missing_missing():
    gdp, regime = tables.load("gdp"), tables.load("regime")
    years = gdp[gdp["year"].between(1990, 2020)]
    years.attrs["table"] = "gdp"
    both = tables.join(years, regime, ["state", "year"])
    assert len(both) == len(years)
    assert both.loc[~both["state"].isin(regime["state"]), "polyarchy"].isna().all()


@pytest.mark.complaint("zero-for-missing")
def test_join_refuses_years_that_a_table_does_not_cover():
    regime, shared = tables.load("regime"), tables.load("shared_memberships")
    with pytest.raises(DataError, match=r"shared_memberships covers .* to 2014, and regime has the year"):
        tables.join(regime, shared, ["year"])


@pytest.mark.complaint("one-way-dyads")
def test_join_refuses_directed_beside_undirected_without_saying_how():
    kinds = {resource["name"]: resource.get("dyads") for resource in tables.package()["resources"]}
    directed = next(name for name, kind in kinds.items() if kind == "directed")
    undirected = next(name for name, kind in kinds.items() if kind == "undirected")
    with pytest.raises(DataError, match="say with dyads="):
        tables.join(tables.load(directed), tables.load(undirected), ["year"])


def test_load_keeps_row_order_and_name():
    frame = tables.load("passages")
    assert frame.attrs["table"] == "passages"
    assert frame["passage_id"].tolist()[0] == "P1"
    assert isinstance(frame, pd.DataFrame)


def test_duplicate_key_of_several_columns(data):
    spoil(data, "unga_closeness", lambda text: text + text.rstrip("\n").rsplit("\n", 1)[1] + "\n")
    assert "the key year, series, partner occurs twice" in refused("unga_closeness")
