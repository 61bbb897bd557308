"""A bad datum never reaches a page: in every column of every table, and in files as programs save them."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cells, rules, tables
from helpers.tables import DataError

ROOT = tables.data_folder().parent
NAMES = tables.names()
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
INVISIBLE = (
    "\0\x07\n\t\x0b\x0c\x85\xa0\xad\u061c\u2003\u200b\u200c\u200e\u200f\u2028\u2029\u202a\u202e\u202f"
    "\u2066\u2069\ufeff\ufffd"
)
NUMBERS = [
    "inf",
    "-inf",
    "1e400",
    "NaN",
    " 5",
    "5 ",
    "1,5",
    "1_000",
    "0x1F",
    "1e",
    "--5",
    "۵",
    "٥",
    "５",
    "½",
    "9" * 400,
]
WHOLE = [*NUMBERS, "5.0", "1e3", "9" * 20]
DATES = [
    "2024-1-5",
    "2024-02-30",
    "05.01.2024",
    "2024-01-05T00:00",
    "20240105",
    " 2024-01-05",
    "۲۰۲۴-۰۱-۰۵",
    "0000-01-01",
]
FLAGS = ["TRUE", "1", "yes", " true"]
GOOD = {
    "number": ["5", "-0.5", "1e-05", "2E+3"],
    "integer": ["0", "-17"],
    "year": ["1804", "2026"],
    "date": ["2024-02-29"],
    "boolean": ["true", "false"],
}
BAD = {"number": NUMBERS, "integer": WHOLE, "year": WHOLE, "date": DATES, "boolean": FLAGS}


def path_of(data, name):
    return data / tables.describe(name)["path"]


@cache
def rows(name):
    with path_of(ROOT / "data", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(lines):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def fields(name, *kinds):
    return [field for field in tables.describe(name)["schema"]["fields"] if field["type"] in kinds]


def one_of_each_type(name):
    """Return the last field of each type that is no text: all of a type are converted by one rule."""
    return {field["type"]: field for field in fields(name, *BAD)}.values()


def sample(name, column):
    """Return a row of the table that has a value in this column; one that none has yet is filled in."""
    kinds = {field["name"]: field["type"] for field in tables.describe(name)["schema"]["fields"]}
    filled = rows(name)[0] | {column: {"date": tables.closing().day}.get(kinds[column], "1")}
    return next((row for row in rows(name) if row[column]), filled)


def refused(name, row, column, cell):
    """Return why a table of this one row is refused when a cell of it is another."""
    with pytest.raises(DataError) as error:
        tables.parse(name, written([row | {column: cell}]))
    message = str(error.value)
    assert message.startswith(f"table {name!r}, row 1"), message
    assert f"column {column!r}" in message.splitlines()[0], message
    assert len(message.splitlines()) == 3 and "  next: " in message
    return message


@pytest.mark.parametrize("name", NAMES)
def test_each_type_of_each_table_refuses_numbers_dates_and_flags_of_another_form(name):
    for place, field in enumerate(one_of_each_type(name)):
        row, bad = sample(name, field["name"]), BAD[field["type"]]
        foreign = row[field["name"]].translate(PERSIAN)
        if place % 2 or foreign == row[field["name"]]:
            refused(name, row, field["name"], bad[place % len(bad)])
        else:
            assert "digits must be 0-9" in refused(name, row, field["name"], foreign)


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_each_column_refuses_numbers_dates_and_flags_of_another_form(name):
    for field in fields(name, *BAD):
        row = sample(name, field["name"])
        for cell in BAD[field["type"]][:4]:
            refused(name, row, field["name"], cell)
        if field["type"] != "boolean":
            message = refused(name, row, field["name"], row[field["name"]].translate(PERSIAN))
            assert "digits must be 0-9" in message


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.complaint("numbers-of-odd-form")
def test_type_refuses_what_only_looks_like_it(kind):
    bad = BAD[kind] + [good.translate(digits) for digits in (PERSIAN, FULL_WIDTH) for good in GOOD[kind]]
    text = pd.Series([*bad, *GOOD[kind]], dtype="str")
    refused = rules.convert(text, kind).isna()
    looks_foreign = [cell not in GOOD[kind] for cell in text]
    assert refused.tolist() == looks_foreign, text[refused != pd.Series(looks_foreign)].tolist()


def unseen(text, sign):
    """Return cells with something that nobody sees, and what is said of each where any text may stand."""
    return [
        ("   ", "only spaces"),
        (f"x{sign}{text}", f"U+{ord(sign):04X}"),
        (f"{text} ", "without a space"),
    ]


@pytest.mark.parametrize(
    "all_three", [False, pytest.param(True, marks=pytest.mark.thorough)], ids=["one", "all"]
)
@pytest.mark.parametrize("name", NAMES)
def test_each_column_of_text_refuses_what_nobody_sees(name, all_three):
    for place, field in enumerate(fields(name, "string", "list")):
        row, sign = sample(name, field["name"]), INVISIBLE[place % len(INVISIBLE)]
        free = not {"enum", "pattern"} & set(field.get("constraints", {}))
        cells_of = unseen(row[field["name"]], sign)
        for cell, why in cells_of if all_three else cells_of[place % 3 : place % 3 + 1]:
            message = refused(name, row, field["name"], cell)
            assert not free or why in message


@pytest.mark.parametrize("sign", INVISIBLE)
def test_text_refuses_each_character_that_nobody_sees_by_its_name(sign):
    for cell in (f"a{sign}b", f"{sign}b", f"a{sign}", f"ا{sign}b"):
        assert f"U+{ord(sign):04X}" in rules.text_fault(cell, {}) or not cell.strip()
    assert rules.text_fault("می\u200cشود", {"language": "fa"}) is None


FORMULAS = (
    "=1+1",
    "@SUM(A1)",
    "+1 or more",
    "-2+3",
    "\uff1dA1",
    "\uff0b1+1",
    '=HYPERLINK("http://a.example")',
)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_refuses_what_a_spreadsheet_would_calculate_or_run(text):
    for cell in (text, f"words; {text}", f"words;{text}"):
        assert "formula in a spreadsheet" in rules.text_fault(cell, {})
    (field,) = (one for one in fields("council_votes", "string") if one["name"] == "topic")
    row = sample("council_votes", field["name"])
    assert "formula in a spreadsheet" in refused("council_votes", row, "topic", text)


@pytest.mark.parametrize("cell", ["-5", "+5.5", "-1e-05", "-3; -4", "a - b", "a=b", "x; y-z"])
def test_text_may_be_a_number_or_hold_such_a_sign(cell):
    assert rules.text_fault(cell, {}) is None


@pytest.mark.parametrize("name", NAMES)
def test_dates_that_are_text_refuse_the_digits_of_other_scripts(name):
    for field in fields(name, "string"):
        row = next((row for row in rows(name) if re.search("[0-9]", row[field["name"]])), None)
        if row and r"\d" in field.get("constraints", {}).get("pattern", ""):
            message = refused(name, row, field["name"], row[field["name"]].translate(PERSIAN))
            assert "with the digits 0-9" in message


def lists():
    return [(name, field["name"]) for name in NAMES for field in fields(name, "list")]


@pytest.mark.parametrize(("name", "column"), lists())
def test_each_list_refuses_what_is_no_list(name, column):
    row = sample(name, column)
    first, *_ = items = row[column].split("; ")
    assert "stands twice" in refused(name, row, column, "; ".join([*items, first]))
    for cell in (
        f"{row[column]}; ",
        f"; {row[column]}",
        f"{first}; ; {first}",
        f"{row[column]};",
        f"{first};  {first}",
    ):
        assert "column" in refused(name, row, column, cell)


@pytest.mark.parametrize(("name", "column"), lists())
def test_each_list_with_a_reference_refuses_an_item_that_does_not_exist(name, column):
    (field,) = [field for field in fields(name, "list") if field["name"] == column]
    row = sample(name, column)
    if {"reference", "itemConstraints"} & set(field):
        form = field.get("itemConstraints", {}).get("pattern", "")
        nobody = " ".join(["nobody1999"] * 9) if form and re.fullmatch(form, "nobody1999") else "nobody1999"
        assert f"'{nobody}'" in refused(name, row, column, f"{row[column]}; {nobody}")
    elif field["itemType"] == "integer":
        assert "each item must be of type integer" in refused(name, row, column, f"{row[column]}; ۲۲۱۰")
    else:
        assert not re.search(r"claim|correction|key|ISO|alpha-3", field["description"]), (
            "these can be checked"
        )


def test_every_list_has_the_same_delimiter_and_no_pattern_hides_another():
    for name in NAMES:
        for field in tables.describe(name)["schema"]["fields"]:
            if field["type"] == "list":
                assert field["delimiter"] == tables.LISTED and field["itemType"] in ("string", "integer")
            elif field["type"] == "string":
                assert "; " not in field.get("constraints", {}).get("pattern", ""), (name, field["name"])
                assert "separated by" not in field["description"], (name, field["name"])


def test_no_item_of_a_list_is_half_of_a_remark_in_brackets():
    for name, column in lists():
        for item in tables.items(tables.load(name)[column]).explode().dropna():
            assert item.count("(") == item.count(")"), (name, column, item)


def test_items_of_a_list_and_what_is_not_known():
    found = tables.items(pd.Series(["A1.1; P2.3", None, "A1.1"], dtype="str"))
    assert found[0] == ("A1.1", "P2.3") and found[2] == ("A1.1",)
    assert pd.isna(found[1]), "an empty cell is no empty list"
    assert tables.holds(pd.Series(["A1.10; P2.3", None], dtype="str"), "A1.1").tolist() == [False, False]


def test_unknown_claim_of_an_event_is_named_with_the_one_that_is_meant(data):
    path = path_of(data, "events_before")
    text = path.read_text(encoding="utf-8")
    number = next(i for i, row in enumerate(rows("events_before"), 1) if row["event_id"] == "akhal-1881")
    path.write_text(text.replace(",A7.9,", ",A99.9,", 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        tables.load("events_before")
    first, file, after = str(error.value).splitlines()
    where = f"table 'events_before', row {number} (akhal-1881), column 'claims'"
    assert re.fullmatch(re.escape(where) + r": 'A99\.9' is no claim; did you mean A\d+\.\d+\?", first)
    assert file == f"  file: {path}"
    assert after == "  next: correct the row, then run the command again"


@pytest.mark.thorough
def test_book_is_not_built_with_an_unknown_claim_in_a_list(data):
    path = path_of(data, "predictions")
    path.write_text(path.read_text(encoding="utf-8").replace(",P7.2,", ",P7.99,"), encoding="utf-8")
    for name in ("CITATION.cff", "_config.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, data.parent)
    done = subprocess.run(
        [sys.executable, "-m", "helpers.book"],
        cwd=data.parent,
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    assert done.returncode == 1
    assert "column 'claim_ids': 'P7.99' is no claim; did you mean P7" in done.stderr
    assert "The book was not built" in done.stderr and "Traceback" not in done.stderr


def test_a_key_that_leaves_the_bibliography_is_missed_by_glossary_and_sources(data):
    bibliography = data.parent / "references.bib"
    text = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(text.replace("{snyder1984,", "{snyder1948,"), encoding="utf-8")
    with pytest.raises(DataError, match=r"'snyder1984' is no key of references\.bib; did you mean snyder19"):
        tables.load("glossary")
    bibliography.write_text(text.replace("{jcep83524,", "{jcep1,"), encoding="utf-8")
    with pytest.raises(DataError, match=r"source '.*': 'jcep83524' is no key of references\.bib"):
        tables.check()


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (name, field["name"])
        for name in NAMES
        for field in fields(name, "string", "list")
        if field.get("language") == "fa"
    ],
)
@pytest.mark.complaint("arabic-keyboard")
def test_persian_is_written_with_persian_letters(name, column):
    row = next(row for row in rows(name) if "ی" in row[column] and "ک" in row[column])
    for persian, arabic in (("ی", "ي"), ("ی", "ى"), ("ک", "ك")):
        assert "ARABIC LETTER" in refused(name, row, column, row[column].replace(persian, arabic))
    assert "ARABIC-INDIC DIGIT" in refused(name, row, column, f"{row[column]}٤")
    half_space = tables.load(name)[column].str.contains("\u200c")
    assert half_space.any(), "the half-space is right in Persian"


@pytest.mark.parametrize("cell", ["گفت‌وگوي ایران", "كتاب پهلوی", "سال ۱۴۰۰ و ١٤٠١", "Turkmenchay, تركمانچاي"])
@pytest.mark.complaint("arabic-keyboard")
def test_persian_words_in_a_column_of_any_language_have_persian_letters(cell):
    row = sample("elite_debate", "note")
    assert "must be in Persian letters and digits" in refused("elite_debate", row, "note", cell)


@pytest.mark.parametrize("cell", ["مناورات عسكرية مشتركة", "چند خبر (https://samanews.ps/ar/لوفيغارو)"])
def test_arabic_and_the_address_of_a_page_keep_their_letters(cell):
    row = sample("elite_debate", "note")
    assert not tables.parse("elite_debate", written([row | {"note": cell}])).empty


def test_every_column_in_persian_says_so():
    for name in NAMES:
        frame = tables.load(name)
        for field in fields(name, "string", "list"):
            persian = frame[field["name"]].str.contains("^[\u0600-\u06ff]").eq(True)
            assert persian.mean() < 0.5 or field.get("language") == "fa", (name, field["name"])


# Files as spreadsheets save them: a table coded by hand, and one that is computed

EXCEL = {
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "BOM and semicolons": lambda text: b"\xef\xbb\xbf" + text.replace(",", ";").encode(),
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "sep": lambda text: b"sep=,\r\n" + text.encode(),
    "sep and semicolons": lambda text: b"sep=;\r\n" + text.replace(",", ";").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
}
WORDS = {
    "BOM": "a byte order mark at its start",
    "semicolons": "';' between the cells",
    "BOM and semicolons": "a byte order mark at its start and ';' between the cells",
    "tabs": "tabs between the cells",
    "sep": "a line 'sep=,' above the header",
    "sep and semicolons": "a line 'sep=;' above the header and ';' between the cells",
    "UTF-16": "UTF-16",
    "UTF-16 without a mark": "UTF-16",
}


@pytest.mark.parametrize("name", ["military_spending", "states"])
@pytest.mark.parametrize("saved", EXCEL)
@pytest.mark.complaint("spreadsheet-save")
def test_spreadsheet_is_named_for_what_it_did_with_the_cure(data, name, saved):
    path = path_of(data, name)
    path.write_bytes(EXCEL[saved](path.read_text(encoding="utf-8")))
    with pytest.raises(DataError) as error:
        tables.load(name)
    assert WORDS[saved] in str(error.value)
    assert f"next: {cells.SPREADSHEET}" in str(error.value)
    assert "make data" not in str(error.value)


@pytest.mark.complaint("decimal-comma")
def test_decimal_comma_is_named_with_the_cure():
    row = sample("military_spending", "spending")
    message = refused("military_spending", row, "spending", "100,5")
    assert "with a point and not a comma" in message
    assert f"next: {cells.SPREADSHEET}" in message


@pytest.mark.complaint("spreadsheet-save")
def test_windows_line_ends_are_read(data):
    path = path_of(data, "states")
    before = tables.load("states")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(tables.load("states"), before)


# Files torn or cut


@pytest.mark.parametrize("name", NAMES)
def test_quotation_mark_that_is_not_closed_is_named_with_its_row(name):
    table = rows(name)[:3]
    text = written(table)
    head, body = text.split("\n", 1)
    with pytest.raises(DataError, match=rf"table '{name}', row 1, from line 2 on: .*quotation mark"):
        tables.parse(name, f'{head}\n"{body}')


def test_cell_longer_than_any_reader_takes_is_refused():
    row = sample("passages", "comment")
    with pytest.raises(DataError, match=r"row 1, from line 2 on: a cell has more than 131,072 characters"):
        tables.parse("passages", written([row | {"comment": "x" * 200_000}]))


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0c", "\x1e"])
@pytest.mark.complaint("line-in-a-cell")
def test_line_separator_in_a_cell_is_no_new_row(sign):
    """The standard reader and pandas have one row there, and so have we: what is refused is the sign."""
    row = sample("passages", "comment")
    spoilt = written([row | {"comment": f"two{sign}lines"}])
    assert len(pd.read_csv(io.StringIO(spoilt))) == 1
    assert f"U+{ord(sign):04X}" in refused("passages", row, "comment", f"two{sign}lines")


def test_table_without_a_row_is_refused():
    with pytest.raises(DataError, match="table 'wars', file: has a header and no row"):
        tables.parse("wars", written(rows("wars")).split("\n")[0] + "\n")


@given(st.text())
def test_any_text_is_kept_as_it_is_or_refused(text):
    row = sample("passages", "comment")
    try:
        found = tables.parse("passages", written([row | {"comment": text}]))
    except DataError as error:
        assert "column 'comment'" in str(error) or "row 1" in str(error)
    else:
        assert found["comment"].tolist() == [text]
        kinds = {unicodedata.category(sign) for sign in text if sign != " "}
        assert text == text.strip() and not kinds & {"Cc", "Cs", "Zl", "Zp", "Zs"}


@given(st.text("0123456789.,eE+-_ infa۵٥５", max_size=8) | st.floats().map(str))
@pytest.mark.complaint("numbers-of-odd-form")
def test_any_number_is_finite_and_the_one_written_or_refused(text):
    number = rules.convert(pd.Series([text], dtype="str"), "number")
    if not number.isna().any():
        assert text.isascii() and text == text.strip()
        assert number[0] == float(text) and abs(number[0]) < float("inf")


@given(st.binary(max_size=200))
def test_any_file_loads_or_is_refused_by_name(content):
    try:
        found = cells.split(cells.decode(content), ["state", "year"])
    except cells.NotATable as error:
        assert error.where and error.wrong
    else:
        assert all(isinstance(cell, str) for row in found for cell in row)


# Descriptions


DATED = [name for name in NAMES if "dated" in tables.coverage(name)]


@pytest.mark.parametrize("name", DATED)
def test_a_row_past_the_closing_date_is_refused_by_name(name):
    column, ends = tables.coverage(name)["dated"], tables.closing()
    row = sample(name, column)
    beyond = f"{ends.tail[:4]}-12-31" if row[column][4:] else f"{int(ends.tail[:4]) + 1}"
    assert f"must not be after {ends.tail}" in refused(name, row, column, beyond)
    soon = ends.tail[: len(row[column])]
    if soon > ends.day:
        assert f"must not be after {ends.day}, on which the record closes" in refused(name, row, column, soon)


def test_the_tail_is_what_is_past_the_closing_date_and_nothing_else():
    first = rows("events_after")[0]
    assert "in_tail is true" in refused("events_after", first | {"in_tail": "true"}, "date", "2026-08-22")
    late = first | {"in_tail": "true", "date": "2026-08-23"}
    assert tables.parse("events_after", written([late]))["in_tail"].tolist() == [True]


def test_a_closing_date_moved_back_names_the_first_row_that_is_now_past_it(data):
    described = data / "record" / "events_after.schema.json"
    text = described.read_text(encoding="utf-8")
    described.write_text(text.replace('"closes": "2026-08-22"', '"closes": "2026-07-01"'))
    with pytest.raises(DataError, match=r"row 87 \(e87\), column 'date': must not be after 2026-07-01"):
        tables.load("events_after")


def test_description_is_the_callers_own():
    tables.describe("claims")["schema"]["fields"].clear()
    tables.package()["resources"].clear()
    assert tables.describe("claims")["schema"]["fields"] and tables.package()["resources"]


def test_every_description_lies_beside_its_table_and_is_listed():
    described = {tables.description(name) for name in NAMES}
    assert described == set((ROOT / "data").rglob("*.schema.json"))
    for name in NAMES:
        own = json.loads(tables.description(name).read_text(encoding="utf-8"))
        assert own["name"] == name and (tables.description(name).parent / own["path"]).is_file()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), r"trade\.schema\.json: the file does not exist"),
        (
            lambda path: path.write_text('{"name": "trade",\n'),
            r"trade\.schema\.json: it is not JSON \(.*line 2",
        ),
    ],
)
def test_description_that_cannot_be_read_is_named(data, spoil, message):
    spoil(data / "measures" / "trade.schema.json")
    with pytest.raises(DataError, match=message):
        tables.load("trade")
    assert tables.load("claims").size, "no other table is touched"


# All that a number may be has an end on either side, and not far from what it ever was.

FAR = 12  # times the largest number that a column holds
SMALL = 250  # such as the roll calls of a year


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_bounds_that_a_slip_would_pass(name):
    frame = tables.load(name)
    for field in fields(name, "integer", "number", "year"):
        limits = field.get("constraints", {})
        if "enum" not in limits:
            assert {"minimum", "maximum"} <= limits.keys(), f"{field['name']}: between which numbers?"
            most = frame[field["name"]].abs().max()
            widest = max(abs(limits["minimum"]), abs(limits["maximum"]))
            assert pd.isna(most) or widest <= max(FAR * most, 1) or widest <= SMALL, field["name"]


PAIRS = (("start", "end"), ("begin", "end"), ("signed", "in_force"), ("in_force", "ended"))


def _days_in_order():
    for name in tables.names():
        fields = [field["name"] for field in tables.describe(name)["schema"]["fields"]]
        for before, after in PAIRS:
            if before in fields and after in fields:
                yield name, before, after


@pytest.mark.parametrize(("name", "before", "after"), [*_days_in_order()])
def test_no_day_may_come_before_the_one_that_it_follows(name, before, after):
    found = [dict(row) for row in rows(name)]
    number = next(i for i, row in enumerate(found) if row[before] and len(row[before]) >= 4)
    if not found[number][after]:
        number = next(i for i, row in enumerate(found) if row[before] and row[after])
    found[number][after] = f"1500{found[number][before][4:]}"
    with pytest.raises(DataError, match=r"column '\w+': must (not be before|be at least|be of)"):
        tables.parse(name, written(found))
