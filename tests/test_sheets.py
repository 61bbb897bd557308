"""Blank sheets give nothing away; filled ones are read, or refused by row and column."""

import csv
import subprocess
import sys

import pandas as pd
import pytest

from helpers import sheets, tables
from helpers.subjects import readings
from helpers.tables import DataError

ROOT = tables.data_folder().parent
CLAIMS = tables.load("claims")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("blind")
    sheets.write(target)
    return target


def fill(folder, target, name, rows):
    """Fill in some units of a blank sheet, as a spreadsheet would save it; return the file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        sheet = list(csv.DictReader(file))
    for row in sheet:
        row.update(rows.get(row["unit"], {}))
    path = target / f"{name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(sheet[0]))
        writer.writeheader()
        writer.writerows(sheet)
    return path


def refused(path):
    with pytest.raises(DataError) as caught:
        sheets.read(path)
    return str(caught.value)


# -- blank


@pytest.mark.parametrize("kind", list(sheets.FILL))
def test_a_blank_sheet_has_every_unit_once_in_another_order_and_nothing_filled_in(folder, kind):
    sheet = pd.read_csv(folder / f"{kind}.csv", dtype="str", keep_default_na=False)
    units = sheets.blank_units(kind)
    assert sorted(sheet["unit"]) == sorted(units) and sheet["unit"].tolist() != units
    assert sheet[list(sheets.FILL[kind])].eq("").all(axis=None)
    again = sheets.blank()[kind]
    assert again["unit"].tolist() == sheet["unit"].tolist()


def test_a_blank_sheet_gives_no_verdict_evidence_correction_or_date_of_ours(folder):
    text = (folder / "claims.csv").read_text(encoding="utf-8")
    assert set(pd.read_csv(folder / "claims.csv")) == {"unit", "claim", *sheets.FILL["claims"]}
    for column in ("evidence", "correction", "would_be_false_if"):
        assert not [cell for cell in CLAIMS[column].dropna() if cell in text], column
    pairs = (folder / "pairs.csv").read_text(encoding="utf-8")
    notes = pd.concat([tables.load(name)["note"] for name in ("event_claims", "event_claims_before")])
    assert not [note for note in notes if len(note) > 20 and note in pairs]


def test_descriptions_of_events_do_not_speak_of_the_texts(folder):
    events = pd.read_csv(folder / "pairs.csv")["event"]
    told = events[events.str.contains("commentary|the article (?!6)|two texts", regex=True)]
    assert set(told.str.split(".").str[0]) <= {"Secret talks in Frankfurt, as the commentary has it"}


def test_the_instructions_print_every_rule_and_every_code(folder):
    words = (folder / "READ-ME-FIRST.md").read_text(encoding="utf-8")
    assert all(rule in words for rule in tables.load("reading_rules")["says"])
    for columns in sheets.FILL.values():
        assert all(code in words for allowed in columns.values() for code in allowed)


# -- filled

GOOD = {"verdict": "partly", "would_be_false_if": "a treaty", "confidence": "low", "note": "two halves"}


def test_a_filled_sheet_is_read_and_empty_rows_are_left_out(folder, tmp_path):
    path = fill(folder, tmp_path, "claims", {"P5.4": GOOD, "A1.1": GOOD | {"verdict": "confirmed"}})
    kind, sheet = sheets.read(path)
    assert kind == "claims" and set(sheet["unit"]) == {"P5.4", "A1.1"}
    rows = sheets.as_readings(kind, sheet, "second")
    assert list(rows) == list(tables.load("claim_readings"))
    assert rows.set_index("claim_id").at["A1.1", "verdict"] == "confirmed"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "unclear"}, "column 'verdict': 'unclear' is none of confirmed"),
        ({"note": " "}, "column 'note': must be given"),
        ({"verdict": ""}, "column 'verdict': must be given"),
        ({"confidence": "sure"}, "column 'confidence': 'sure' is none of high"),
        ({"verdict_narrow": "partly"}, "give both or neither"),
        ({"would_be_false_if": ""}, "column 'would_be_false_if': must be given where there is a verdict"),
        ({"unit": "P9.9"}, "'P9.9' is no claim of the book"),
        ({"unit": "P1.1"}, "'P1.1' stands twice"),
    ],
)
def test_a_bad_row_is_refused_by_its_number_and_column(folder, tmp_path, change, words):
    path = fill(folder, tmp_path, "claims", {"P1.1": GOOD, "P5.4": GOOD | change})
    units = pd.read_csv(folder / "claims.csv")["unit"].tolist()
    message = refused(path)
    assert words in message and "sheet 'claims.csv'" in message and "next: correct the row" in message
    assert f"row {units.index('P5.4') + 1} (" in message or change.get("unit") == "P1.1"


def test_an_unknown_pair_and_a_pair_without_note_are_refused(folder, tmp_path):
    unit = pd.read_csv(folder / "pairs.csv")["unit"][0]
    bad = fill(folder, tmp_path, "pairs", {unit: {"direction": "supports"}})
    assert f"row 1 ({unit}), column 'note': must be given" in refused(bad)
    bad = fill(folder, tmp_path, "pairs", {unit: {"unit": "e999 P1.1", "direction": "neutral", "note": "x"}})
    assert "'e999 P1.1' is no pair of the book" in refused(bad)


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "lacks columns of every sheet (it has a, b)" in refused(path)
    path.write_text("", encoding="utf-8")
    assert "it has none" in refused(path)


# -- compared


def ours(kind):
    of = readings.KINDS[kind]
    table = tables.load(of.table).query("rules == '2026.3' and reader == 'first'")
    return table.assign(unit=table[list(of.unit)].agg(" ".join, axis=1)).set_index("unit")


def test_a_reader_who_says_what_we_say_agrees_wholly_and_one_who_turns_a_code_less(folder, tmp_path):
    codes = ours("forecasts")["outcome"]
    same = {unit: {"outcome": code, "note": "read"} for unit, code in codes.items()}
    kind, sheet = sheets.read(fill(folder, tmp_path, "forecasts", same))
    whole = sheets.compare(kind, sheet).query("by == 'all units'").iloc[0]
    assert (whole["n"], whole["agree"], whole["kappa"], whole["alpha"]) == (12, 1, 1, 1)
    assert sheets.contested(kind, sheet).empty
    turned = same | {"veto-serves-iran-at-times": {"outcome": "open", "note": "wait"}}
    kind, sheet = sheets.read(fill(folder, tmp_path, "forecasts", turned))
    less = sheets.compare(kind, sheet).query("by == 'all units'").iloc[0]
    assert less["agree"] == pytest.approx(11 / 12) and less["kappa"] < 1
    apart = sheets.contested(kind, sheet)
    assert apart["unit"].tolist() == ["veto-serves-iran-at-times"]
    assert set(apart[["one", "other"]].iloc[0]) == {"open", codes["veto-serves-iran-at-times"]}


@pytest.mark.thorough
def test_the_command_writes_reads_and_refuses(folder, tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "helpers.sheets", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert run("--to", tmp_path / "blind").returncode == 0 and (tmp_path / "blind" / "pairs.csv").exists()
    codes = ours("claims")
    rows = {
        unit: {"verdict": row["verdict"], "note": "read", "would_be_false_if": "x" if row["scored"] else ""}
        for unit, row in codes.head(20).iterrows()
    }
    path = fill(folder, tmp_path, "claims", rows)
    done = run(path, "--to", tmp_path / "kept")
    assert done.returncode == 0 and f"20 of {len(CLAIMS)} claims read" in done.stdout
    kept = pd.read_csv(tmp_path / "kept" / "claims.csv")
    assert {"all units", "text", "kind", "family"} == set(kept["by"])
    assert kept.loc[kept["by"].eq("text"), "n"].sum() == 20
    bad = run(fill(folder, tmp_path, "claims", {"P1.1": GOOD | {"verdict": "maybe"}}))
    assert bad.returncode == 1 and "DataError: sheet 'claims.csv'" in bad.stderr


# -- what the book prints is what the readings settle on


@pytest.mark.parametrize(
    ("kind", "printed"), [("claims", ["claims"]), ("pairs", ["event_claims_before", "event_claims"]),
                          ("forecasts", ["predictions"])],
)  # fmt: skip
def test_the_book_prints_what_the_readings_settle_on(kind, printed):
    of = readings.KINDS[kind]
    codes = readings.beside(tables.load(of.table), kind, "2026.3", ["first", "second", "third"])
    frames = [tables.load(name).set_index(list(of.unit))[of.code] for name in printed]
    told, settled = pd.concat(frames), readings.settled(codes)
    assert told.sort_index().to_dict() == settled[told.index].sort_index().to_dict()
    # A claim that turned out to be beyond refutation takes no events any more.
    gone = settled.index.difference(told.index)
    scored = CLAIMS.set_index("claim_id")["scored"]
    assert kind == "pairs" or gone.empty
    assert not scored[[claim for _, claim in gone]].any()
