"""From original to table: each converter; originals that are missing, tampered with or changed."""

import gzip
import hashlib
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from helpers.derive import convert, raw
from tests.derive.test_derive import elsewhere, served  # noqa: F401
from tests.derive.test_extracts import extract

pytestmark = pytest.mark.thorough

ORIGINALS = Path(__file__).with_name("originals")
MAJORS = (ORIGINALS / "cow_majors.rda").read_bytes()
CONTIGUITY = (ORIGINALS / "cow_contdir.rda").read_bytes()


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def made(monkeypatch, content, converter="r_data", name="set/table.csv"):
    """Let the manifest name one file, made from one original with this content."""
    part = ("there/original.rda", len(content), hashlib.sha256(content).hexdigest())
    file = raw.RawFile(name, "a/b", "0" * 40, part[0], "a conversion", 1, "0" * 64, converter, (part,))
    monkeypatch.setattr(raw, "manifest", lambda: {name: file})
    return file


# The manifest


def test_only_what_was_compiled_by_hand_has_no_converter():
    by_hand = {name for name, file in raw.manifest().items() if file.conversion and not file.converter}
    assert {name.split("/")[0] for name in by_hand} == {"nags-dangerous-companions"}


def test_every_converter_exists_and_has_originals_with_a_digest():
    for file in raw.manifest().values():
        assert file.converter in {"", "copy", *convert.CONVERTERS}
        assert bool(file.parts) == (file.converter in convert.CONVERTERS)
        for original in file.originals:
            assert len(original.sha256) == 64 and original.bytes > 0
            assert " " not in original.address and re.search(r"/[0-9a-f]{40}/", original.address)
        assert len({original.name for original in file.originals}) == len(file.parts)


def test_the_words_of_a_conversion_name_no_other_digest():
    for file in raw.manifest().values():
        named = [word for word in file.conversion.replace(",", "").split() if len(word) == 64]
        assert all(word in {part[2] for part in file.parts} for word in named)


# Originals: at hand, missing, tampered with, changed


def test_a_table_is_made_from_its_original_without_a_network(elsewhere):  # noqa: F811
    put(elsewhere, "cow-states/cow_majors.rda", MAJORS)
    assert raw.read("cow-states/cow_majors.csv").read() == extract("cow-states/cow_majors.csv").read()


def test_what_was_made_before_is_taken_first(elsewhere):  # noqa: F811
    put(elsewhere, "cow-states/cow_majors.csv", extract("cow-states/cow_majors.csv").read())
    assert raw.read("cow-states/cow_majors.csv").read().startswith(b"ccode,")


def test_a_tampered_original_is_named_with_what_to_do(elsewhere):  # noqa: F811
    put(elsewhere, "cow-states/cow_majors.rda", MAJORS[:-1] + b"x")
    with pytest.raises(raw.RawDataError) as error:
        raw.read("cow-states/cow_majors.csv")
    found = hashlib.sha256(MAJORS[:-1] + b"x").hexdigest()
    for expected in (
        "original file 'cow-states/cow_majors.rda'",
        found,
        "next: replace it",
        "before you change",
    ):
        assert expected in str(error.value)


def test_a_tampered_table_is_named_with_what_to_do(elsewhere):  # noqa: F811
    put(elsewhere, "cow-states/cow_majors.csv", b"ccode\n630\n")
    with pytest.raises(raw.RawDataError, match=r"raw file 'cow-states/cow_majors\.csv'.*(?s:.*)take it away"):
        raw.read("cow-states/cow_majors.csv")


def test_an_original_is_fetched_and_kept(served, monkeypatch):  # noqa: F811
    file = made(monkeypatch, MAJORS)
    address = raw.RawFile.address.fget(file)
    monkeypatch.setattr(raw.RawFile, "_at", lambda file, path: address)
    put(served, "there/file.csv", MAJORS)
    assert raw.read(file.name).read() == extract("cow-states/cow_majors.csv").read()
    assert (served / "here" / "set" / "original.rda").read_bytes() == MAJORS


@pytest.mark.complaint("source-withdrawn")
def test_an_original_that_has_changed_at_its_address_is_refused(served, monkeypatch):  # noqa: F811
    file = made(monkeypatch, MAJORS)
    address = raw.RawFile.address.fget(file)
    monkeypatch.setattr(raw.RawFile, "_at", lambda file, path: address)
    put(served, "there/file.csv", MAJORS + b"newer")
    with pytest.raises(raw.RawDataError, match=r"original file.*address serves another file"):
        raw.read(file.name)
    assert not list((served / "here").rglob("*.rda"))


def test_what_was_compiled_by_hand_must_be_at_hand(elsewhere):  # noqa: F811
    with pytest.raises(raw.RawDataError, match="compiled by hand and cannot be made again"):
        raw.read("nags-dangerous-companions/nags_dyadic_active_support_iran_1946_2010_four_targets.csv")


def test_a_copy_under_another_name_is_fetched(served, monkeypatch):  # noqa: F811
    content = b"year\n2001\n"
    file = raw.RawFile(
        "set/other.csv", "a/b", "0" * 40, "file.csv", "a verbatim copy under another name", len(content),
        hashlib.sha256(content).hexdigest(), "copy",
    )  # fmt: skip
    monkeypatch.setattr(raw, "manifest", lambda: {file.name: file})
    put(served, "there/file.csv", content)
    assert raw.read(file.name).read() == content


# Each converter


def table(converter, *originals, name="x.csv"):
    return pd.read_csv(BytesIO(convert.convert(name, converter, *originals)))


def test_dates_of_r_are_written_as_days():
    rows = table("r_data", CONTIGUITY)
    assert rows.loc[0, ["ccode1", "ccode2", "stdate", "enddate"]].tolist() == [
        2,
        20,
        "1920-01-01",
        "2016-12-01",
    ]
    iran = rows.query("ccode1 == 630 and ccode2 == 365")
    assert iran["conttype"].tolist() == [1, 0]


def test_whole_numbers_are_integers_and_others_stay():
    frame = convert._whole(pd.DataFrame({"a": [1.0, None], "b": [0.5, 1.0]}))
    assert frame.to_csv(index=False) == "a,b\n1,0.5\n,1.0\n"


def test_distances_are_rounded_and_packed(monkeypatch):
    monkeypatch.setattr(convert, "r_data", lambda original: pd.DataFrame({"mindist": [0.0, 165.4567]}))
    packed = convert.convert("x.csv.gz", "distances", b"")
    assert gzip.decompress(packed) == b"mindist\n0.0\n165.5\n"
    assert packed == gzip.compress(b"mindist\n0.0\n165.5\n", mtime=0)


def test_stata():
    file = BytesIO()
    pd.DataFrame({"ccode1": [630.0], "nca": [1.0]}).to_stata(file, write_index=False)
    assert table("stata", file.getvalue()).to_dict("list") == {"ccode1": [630], "nca": [1]}


def test_a_broken_line_of_conflicts_is_left_out():
    head = "conflict_id;location;side_a;year;intensity_level;type_of_conflict"
    whole, broken = "1;Iran, Iraq;Government of Iran;1980;2;2", "2;China;;2008;;"
    text = "\n".join(["\ufeff" + head, whole, broken]).encode()
    assert table("conflicts", text)["location"].tolist() == ["Iran, Iraq"]


def test_trade_is_that_of_iran_and_syria(monkeypatch):
    rows = pd.DataFrame({"ccode1": [652, 2, 630], "ccode2": 365, "year": 2000, "flow1": 1, "flow2": 2})
    monkeypatch.setattr(convert, "r_data", lambda original: rows)
    found = table("bilateral_trade", b"trade")
    assert found["ccode1"].tolist() == [630, 652]
    assert list(found.columns[-2:]) == ["flow1_imports_of_1_from_2_musd", "flow2_imports_of_2_from_1_musd"]


def test_events_have_iran_or_syria(monkeypatch):
    rows = pd.DataFrame({"i_iso3c": ["IRN", "USA", "USA"], "j_iso3c": ["USA", "SYR", "CHN"]})
    monkeypatch.setattr(convert, "r_data", lambda original: rows)
    assert len(table("events", b"events")) == 2


REGISTER = (
    "\ufeffRecipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
    "Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,"
    "SIPRI TIV of delivered weapons\n"
    "Iran,Russia,2023,?,24,?,Su-35S,fighter aircraft,0,,,New,,75,1800,0\n"
    "Iran,of which 12 from a second,,,,,,,,,,,,,,\n"
    "Chile,France,2001,,1,,x,y,1,,2002,New,,1,1,1\n"
)


def test_the_register_keeps_deals_marks_and_no_broken_line():
    rows = table("register", REGISTER.encode())
    assert rows["weapon_designation"].tolist() == ["Su-35S"]
    assert rows.loc[0, ["order_year_uncertain", "number_ordered_uncertain"]].tolist() == ["?", "?"]


def test_deliveries_and_totals_begin_below_the_words():
    text = "Transfers of arms\n\nSIPRI AT Database ID,Supplier,Recipient\n1,Russia,Iran\n2,X,UAE\n"
    assert table("deliveries", text.encode())["Recipient"].tolist() == ["Iran"]
    text = "Volume\n\nRecipient,1999,2000,%\nIran,12,,1\nIraq,3,4,1\n"
    rows = table("import_totals", text.encode())
    assert rows.to_dict("list") == {"Recipient": ["Iran"], "year": [1999], "tiv_imports_millions": [12]}


def test_spending_has_no_value_where_the_workbook_has_words():
    book = openpyxl.Workbook()
    for sheet in convert.SHEETS:
        page = book.create_sheet(sheet)
        for _ in range(convert.HEAD):
            page.append(["words"])
        page.append(["Country", "Notes", 1991, 1992])
        page.append(["Russia", None, "xxx", 5.5])
    file = BytesIO()
    book.save(file)
    rows = table("spending", file.getvalue())
    assert rows[["country", "year", "value"]].to_numpy().tolist() == [["Russia", 1992, 5.5]] * 2
    assert set(rows["indicator"]) == set(convert.SHEETS.values())


def test_cosines_are_ranked_without_the_partner_itself():
    wide = pd.DataFrame({"partner": ["IRN", "BLR", "RUS"]})
    for column in ("sim_", "sim_CHN_", "sim_RUS_"):
        for year in (2024, 2025):
            wide[f"{column}{year}"] = [0.5, 0.9, 1.0]
    totals = pd.DataFrame({"Country name": ["IRN", "BLR"], "Year": 2025, "Total Votes in Year": [190, 192]})
    rows = table("cosines", wide.to_csv(index=False).encode(), totals.to_csv(index=False).encode())
    russia = rows.query("`with` == 'RUS' and year == 2025").set_index("iso3")
    assert russia["rank_among_states"].to_dict() == {"IRN": 2, "BLR": 1}
    assert russia["states"].eq(2).all() and russia["votes_cast_of_state"].tolist() == [190, 192]


def test_each_version_of_the_factbook_gives_the_shares_of_its_year():
    def version(exports, imports):
        partners = {"Exports - partners": {"text": exports}, "Imports - partners": {"text": imports}}
        return json.dumps({"Economy": partners}).encode()

    rows = table(
        "partner_shares",
        version("China 29%, South Korea 4.8% (2014)", "UAE 30.6% (2014)"),
        version("China 48% (2019)", "United Arab Emirates 20% (2019)"),
    )
    assert rows["year"].tolist() == [2014, 2014, 2014, 2019, 2019]
    assert rows["iso3"].tolist() == ["CHN", "KOR", "ARE", "CHN", "ARE"]
    assert rows["share_percent"].tolist() == [29, 4.8, 30.6, 48, 20]
    assert rows["first_seen_in_repository"].unique().tolist() == ["2015-10-26", "2021-05-23"]


def test_a_version_of_a_file_has_its_own_commit_and_name():
    old = "1" * 40
    file = raw.RawFile(
        "set/x.csv", "a/b", "0" * 40, "c d/x.json", "", 1, "", "r_data", ((f"{old}:c d/x.json", 1, ""),)
    )
    (original,) = file.originals
    assert original.name == "set/x-11111111.json"
    assert original.address == f"https://raw.githubusercontent.com/a/b/{old}/c%20d/x.json"


def test_scores_of_a_day_are_found_where_the_codes_stand():
    codes = sorted({state for one, others in convert.DYADS.items() for state in (one, *others.split())})
    listed = pd.DataFrame({"Country_name": "x", "Alpha3_code": [f"{code} " for code in codes]})
    scores = np.zeros((len(codes), len(codes)))
    scores[codes.index("IRN"), codes.index("RUS")] = 58.0793
    day, held = BytesIO(), BytesIO()
    np.save(held, scores)
    with zipfile.ZipFile(day, "w") as packed:
        packed.writestr("20180103_network.npy", held.getvalue())
    rows = table("daily_scores", listed.to_csv(index=False, sep="\t").encode(), day.getvalue())
    assert rows.loc[0].tolist() == ["2018-01-03", "IRN", "RUS", 58.079]
    assert rows["composite_score"].ne(0).sum() == 1 and len(rows) == 43


def test_the_manifest_is_written_as_it_is_read():
    text = raw.MANIFEST.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
