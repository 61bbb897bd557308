"""What a job makes, held against its committed table byte by byte."""

import pytest

from helpers import tables
from helpers.models import jobs


def test_of(known):
    """Return a test that each of these jobs makes the table that is committed."""

    @pytest.mark.thorough
    @pytest.mark.parametrize("name", known)
    def test(name, tmp_path):
        (tmp_path / "measures").mkdir()
        jobs.make(name, known[name], tmp_path)
        made = (tmp_path / "measures" / f"{name}.csv").read_bytes()
        stored = (tables.data_folder() / tables.describe(name)["path"]).read_bytes()
        assert made == stored, "`make models` makes it anew, and `make tables` shows what differs"

    return test
