"""Whatever spoils a table is refused; here of some tables, and of all with `make mutants`."""

import pytest

from helpers import inventory
from tests import mutants

pytestmark = pytest.mark.thorough

FAULTS = {mutants.SILENT, mutants.TRACEBACK}


@pytest.mark.parametrize("name", ["predictions", "opinion", "wars", "russian_vetoes"])
def test_nothing_that_spoils_a_table_is_accepted_in_silence(name):
    told = []
    found = mutants.count([name], told.append)
    assert not told
    assert sum(n for (_, became), n in found.items() if became == mutants.BY_RULE) > found.total() / 2
    assert {became for way, became in found if "formula" in way} == {mutants.BY_RULE}


def test_without_the_inventory_a_lost_row_would_pass(monkeypatch):
    monkeypatch.setattr(inventory, "fault", lambda known, now: None)
    found = mutants.count(["wars"], lambda _: None)
    assert found["a row: lost", mutants.SILENT] == 1
