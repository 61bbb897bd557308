"""Tables as spreadsheets leave them: dates rewritten, numbers shortened, names taken for what is missing."""

import csv
from codecs import BOM_UTF8
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from helpers import tables
from helpers.tables import DataError
from tests.built import HTML, read
from tests.test_tables_bad import refused, sample, written


@pytest.mark.complaint("dates-rewritten")
@pytest.mark.parametrize(
    "cell", ["04/02/2012", "2/4/12", "04.02.2012", "4-Feb-12", "40943", "2012-2-4", "2012/02/04"]
)
def test_a_date_that_a_spreadsheet_rewrote_is_refused(cell):
    row = sample("council_votes", "date")
    assert repr(cell) in refused("council_votes", row, "date", cell)


@pytest.mark.complaint("dates-rewritten")
@pytest.mark.parametrize("cell", ["9.45E+12", "1,234", "1 234", "1e400"])
def test_a_number_that_a_spreadsheet_shortened_is_kept_or_refused(cell):
    row = sample("military_spending", "spending")
    try:
        found = tables.parse("military_spending", written([row | {"spending": cell}]))
    except DataError as error:
        assert "column 'spending'" in str(error)
    else:
        assert found["spending"][0] == float(cell)


@pytest.mark.complaint("namibia")
@pytest.mark.parametrize("cell", ["NA", "null", "None", "nan", "N/A"])
def test_a_word_that_looks_like_nothing_is_a_word(cell):
    row = sample("elite_debate", "note")
    assert tables.parse("elite_debate", written([row | {"note": cell}]))["note"].tolist() == [cell]


@pytest.mark.complaint("spreadsheet-open")
def test_a_double_click_shows_every_letter():
    """Without a mark at its start a spreadsheet takes a file for one of the machine's own code page."""
    shown = [path for path in (HTML / "cite").glob("*.csv") if not path.read_bytes().isascii()]
    copies = {path.name: path.read_bytes() for path in (HTML / "spreadsheets").iterdir()}
    assert len(shown) > 20 and all(path.read_bytes().startswith(BOM_UTF8) for path in shown)
    plain = {path.name: path.read_bytes() for path in (HTML / "data").rglob("*.csv")}
    assert copies == {name: BOM_UTF8 + text for name, text in plain.items() if not text.isascii()}
    pages = [read(HTML / "chapters" / f"{name}.html") for name in ("data", "measures")]
    linked = [
        link.get("href") for page in pages for link in page.cssselect("a.download[href*='/spreadsheets/']")
    ]
    assert sorted(Path(one).name for one in linked) == sorted(copies)


@pytest.mark.complaint("spreadsheet-open")
def test_other_readers_find_the_names_that_they_know():
    """What programs read has no mark; where people are offered one, the usual readers overlook it."""
    assert not any(path.read_bytes().startswith(BOM_UTF8) for path in (HTML / "data").rglob("*.csv"))
    path = HTML / "spreadsheets" / "glossary.csv"
    own = list(tables.load("glossary").columns)
    assert pd.read_csv(path).columns.tolist() == own
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert csv.DictReader(file).fieldnames == own
    with frictionless.system.use_context(trusted=True):
        assert frictionless.describe(path.as_posix(), type="resource").schema.field_names == own
