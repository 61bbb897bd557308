"""An edition is frozen whole or not at all."""

import pytest

from helpers.book.build import run
from helpers.book.citing import CitingError, edition, publication
from tests import small


def test_a_freeze_that_stops_leaves_all_that_is_kept_of_editions_as_it_was(tmp_path, monkeypatch):
    root = small.make(tmp_path / "book")
    record = publication.read(root)
    path = publication.manifest(root, record.version)
    path.parent.mkdir()
    path.with_name("ids.csv").write_bytes(b"edition,id,kind,event,title,address,digest,goal,why\n")
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    sheet = path.with_name("forecasts.csv")
    monkeypatch.setattr(edition, "keep_printed", lambda root, version: sheet.write_text("forecast_id\nA\n"))
    monkeypatch.setattr(run, "main", lambda root: None)  # nothing is built: there is nothing to freeze
    with pytest.raises(CitingError, match="it has no unit"):
        edition.freeze(root, path, record)
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before
