"""Tables as spreadsheets leave them: dates rewritten, numbers shortened, names taken for what is missing."""

import pytest

from helpers import tables
from helpers.tables import DataError
from tests.built import HTML
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
    found = [path for path in (HTML / "data").rglob("*.csv") if not path.read_bytes().isascii()]
    assert len(found) > 5
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in found)
