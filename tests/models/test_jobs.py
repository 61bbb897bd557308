"""Jobs: a table is what its job would make, or it is said why not."""

import json

import pandas as pd
import pytest

from helpers import tables
from helpers.derive import raw
from helpers.models import __main__ as command
from helpers.models import jobs, runs

pytestmark = pytest.mark.thorough

JOBS = jobs.registered()


@pytest.mark.parametrize("name", JOBS)
def test_every_job_makes_a_table_that_is_described(name):
    assert tables.describe(name)["made_by"].startswith("helpers.models")


def test_every_line_of_what_was_made_has_a_job():
    assert set(jobs.read(tables.data_folder())) <= set(JOBS)


def counted():
    return pd.DataFrame({"passages": [len(tables.load("passages"))]})


def gone():
    raw.read("atop/none.csv")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "measures").mkdir()
    return tmp_path


def test_a_table_is_computed_once_and_again_when_something_changes(folder, capsys, monkeypatch):
    known = {"counted": jobs.Job(counted, tables=["passages"])}
    assert command.main(["--check"], known, folder) == 1
    assert command.main([], known, folder) == 0
    assert command.main(["--check"], known, folder) == 0
    said = capsys.readouterr().out
    assert "counted: was never computed" in said and said.endswith("counted: fresh\n")

    other = jobs.Job(counted, tables=["passages", "claims"])
    assert jobs.fault("counted", other, folder) == "was computed from other inputs"
    with monkeypatch.context() as patch:
        patch.setattr(runs, "digest", lambda function: "other")
        assert jobs.fault("counted", known["counted"], folder) == "was computed by other code"
    table = folder / "measures" / "counted.csv"
    table.write_text(table.read_text() + "0\n")
    assert jobs.fault("counted", known["counted"], folder) == "holds other cells than were computed"


def test_a_job_names_what_it_opens(folder, capsys):
    assert command.main([], {"counted": jobs.Job(counted)}, folder) == 1
    assert "job 'counted' opens table 'passages' and does not name it" in capsys.readouterr().err
    assert not (folder / "measures" / "counted.csv").exists()


def test_without_its_raw_file_a_job_says_so_in_a_line(folder, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("RAW_DATA", str(tmp_path))
    missing = raw.RawFile("atop/none.csv", "a/b", "c", "d", "compiled", 1, "0")
    monkeypatch.setattr(raw, "manifest", lambda: {"atop/none.csv": missing})
    assert command.main([], {"turns": jobs.Job(gone, raw=["atop/none.csv"])}, folder) == 1
    said = capsys.readouterr().err
    assert said.startswith("turns: was never computed, and raw file 'atop/none.csv' is not in ")
    assert said.count("\n") == 1


def test_tables_stand_in_lines_that_branches_can_unite(folder):
    for name in ("b", "a"):
        jobs.make(name, jobs.Job(counted, tables=["passages"]), folder)
    lines = (folder / jobs.NAME).read_text().splitlines()
    assert [line[:4].strip() for line in lines] == ["{", '"a":', "", '"b":', "}"]
    assert list(json.loads((folder / jobs.NAME).read_text())) == ["a", "b"]


def test_nothing_here_knows_the_book():
    from helpers import code

    modules = code.running().modules
    for name in [one for one in modules if one.startswith("helpers.models")]:
        sources = {source for source, _ in modules[name].imports.values()}
        assert not [one for one in sources if one.startswith("helpers.book")]
