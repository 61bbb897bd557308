"""What the cells of a row must be to one another: each rule refuses a row that breaks it, by name."""

import csv
import io

import pandas as pd
import pytest

from helpers import row_rules, tables
from helpers.tables import DataError


def war_days():
    text = (tables.data_folder() / "record" / "war_days.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def parsed(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return tables.parse("war_days", out.getvalue())


def test_the_table_itself_breaks_none():
    rows = war_days()
    assert len(parsed(rows)) == len(rows)
    assert {rule["rule"] for rule in tables.describe("war_days")["schema"]["rowRules"]} == set(
        row_rules._RULES
    )


@pytest.mark.parametrize(
    ("act", "change", "said"),
    [
        (
            "2026-houthis-29",
            {"end": "2026-03-27"},
            "column 'end': must not be before 'start' (found 2026-03-27)",
        ),
        ("2026-houthis-29", {"day": "28"}, "column 'day': must be the day on which 'start' falls (found 28)"),
        ("2025-houthis-3", {"war": "2026"}, "column 'day': must be the day on which 'start' falls (found 3)"),
        (
            "2026-houthis-34",
            {"claimed_by": ""},
            "column 'claimed_by': claimed_by or confirmed_by must be given",
        ),
        (
            "2026-houthis-29",
            {"fired_at": ""},
            "column 'fired_at': fired_at must be given where kind is fire or",
        ),
        (
            "2026-houthis-29",
            {"confirmed_by": "Houthis"},
            "'confirmed_by': must name none that 'claimed_by' names",
        ),
        (
            "2025-houthis-3",
            {"confirmed_by": "Israel"},
            "'denied_by': must name none that 'confirmed_by' names",
        ),
        ("2026-houthis-34", {"confidence": "high"}, "'source': must hold 2 or more where confidence is high"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_by_name(act, change, said):
    rows = [row | (change if row["act_id"] == act else {}) for row in war_days()]
    with pytest.raises(DataError) as error:
        parsed(rows)
    message = str(error.value)
    assert message.startswith("table 'war_days', row ") and f"({act})" in message
    assert said in message.splitlines()[0]
    assert message.splitlines()[2].startswith("  next: correct the row")


def test_days_may_be_equal_and_missing_days_break_no_order():
    days = pd.DataFrame({"start": ["2026-03-01", None], "end": ["2026-03-01", "2026-03-01"]})
    order = {"rule": "order", "columns": ["start", "end"]}
    assert row_rules.fault(days.astype("datetime64[s]"), order) is None


def test_the_first_of_several_faults_in_a_chain_of_days_is_named():
    days = pd.DataFrame(
        {"a": ["2026-03-01"], "b": ["2026-03-03"], "c": ["2026-03-02"]}, dtype="datetime64[s]"
    )
    found = row_rules.fault(days, {"rule": "order", "columns": ["a", "b", "c"]})
    assert found == (0, "c", "must not be before 'b' (found 2026-03-02)")
