"""No row is lost or changed unseen: tables are held against their rows and digests."""

import shutil

import pytest

from helpers import inventory, tables
from helpers.book.build import renew
from helpers.tables import DataError
from tests.small import change, git

ROOT = tables.data_folder().parent


@pytest.fixture
def committed(tmp_path, monkeypatch):
    """A copy of the data folder in a clone of its own, with all tables committed as they were counted."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "references.bib", tmp_path)
    monkeypatch.setenv("BOOK_DATA", str(tmp_path / "data"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Tables")
    return tmp_path / "data"


def rounds(data):
    return data / "record" / "astana_rounds.csv"


def drop(path, beginning):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(beginning)]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8", newline="")


def first_key(path):
    return path.read_text(encoding="utf-8").splitlines()[1].split(",")[0]


def refused(name):
    with pytest.raises(DataError) as error:
        tables.check([name])
    wrong, file, following = str(error.value).splitlines()
    assert wrong.startswith(f"table {name!r}, file: ") and file.endswith(f"{name}.csv")
    assert "run `make tables`" in following
    return wrong


def test_every_table_is_counted_as_it_lies_here():
    assert list(inventory.read(ROOT / "data")) == tables.names()
    package = {one["name"]: one for one in tables.package()["resources"]}
    for name, about in package.items():
        assert about["rowCount"] == len(tables.load(name)), name


def test_a_lost_row_is_refused(data):
    whole = len(tables.load("astana_rounds"))
    drop(rounds(data), f"{first_key(rounds(data))},")
    assert f"holds {whole - 1} rows, and {whole} by data/inventory.json" in refused("astana_rounds")


def test_a_changed_cell_is_refused(data):
    change(rounds(data), "Sochi", "Sotchi")
    assert "holds other cells than when data/inventory.json was made" in refused("astana_rounds")


def test_a_table_that_was_never_counted_or_is_gone_is_refused(data):
    held = inventory.read(data)
    inventory.write(data, {name: one for name, one in held.items() if name != "states"})
    assert refused("states").endswith("is not in data/inventory.json")
    inventory.write(data, held | {"lost_table": held["states"]})
    with pytest.raises(DataError, match=r"table 'lost_table' is gone from data/datapackage\.json"):
        tables.check(["states"])


@pytest.mark.thorough
def test_one_command_shows_each_row_and_keeps_what_is_there(committed, capsys):
    key = first_key(rounds(committed))
    drop(rounds(committed), f"{key},")
    change(rounds(committed), "Sochi", "Sotchi")
    git(committed.parent, "commit", "-qam", "A branch that was merged before it was counted")
    assert renew.main([]) == 0
    said = capsys.readouterr().out
    assert f"  lost     {key}\n" in said and "'Sochi" in said and "is now 'Sotchi" in said
    assert "differ from before: 1\n" in said and tables.check(["astana_rounds"])
    assert renew.main([]) == 0
    assert capsys.readouterr().out == "tables that differ from before: 0\n"


def test_of_a_long_cell_it_shows_the_place_that_differs():
    long = (
        "Reports name the ministers of three states, in the order of protocol, and the day before the fall."
    )
    other = long.replace("the day before", "two days before")
    (line,) = inventory.differences(f'id,a\n1,"{long}"\n', f'id,a\n1,"{other}"\n', ["id"])
    assert line.startswith("changed  1, a: '…r of protocol, and the day before")
    assert line.endswith("' is now '…r of protocol, and two days before the fall.'")


@pytest.mark.thorough
def test_without_a_committed_version_it_says_that_rows_cannot_be_compared(committed, capsys):
    shutil.rmtree(committed.parent / ".git")
    change(rounds(committed), "Sochi", "Sotchi")
    assert renew.main([]) == 0
    assert "rows cannot be compared" in capsys.readouterr().out


def test_a_table_that_breaks_a_rule_is_not_counted(data, capsys):
    before = (data / inventory.NAME).read_bytes()
    change(data / "record" / "sources.csv", ",address,weak,", ",address,poor,")
    assert renew.main([]) == 1
    assert "table 'sources', row " in capsys.readouterr().err
    assert (data / inventory.NAME).read_bytes() == before


@pytest.mark.thorough
def test_branches_that_change_neighbouring_tables_merge_without_a_conflict(committed):
    known = inventory.read(committed)
    one, other = list(known)[3:5]
    for name in one, other:
        git(committed.parent, "checkout", "-q", "-b", name, "HEAD" if name == one else "HEAD~1")
        inventory.write(committed, known | {name: inventory.Holding(1, name)})
        git(committed.parent, "commit", "-qam", name)
    git(committed.parent, "merge", "-q", "--no-edit", one)
    assert inventory.read(committed) == known | {name: inventory.Holding(1, name) for name in (one, other)}


@pytest.mark.thorough
def test_branches_that_mend_rows_of_one_table_merge_and_that_table_is_to_be_counted_anew(committed):
    shutil.copy(ROOT / ".gitattributes", committed.parent)
    git(committed.parent, "add", ".gitattributes")
    git(committed.parent, "commit", "-qm", "How git unites")
    known, first = inventory.read(committed), git(committed.parent, "rev-parse", "HEAD").strip()
    for branch, said, mended in (
        ("one", "-16,Astana,", "-16,Astana (one),"),
        ("other", ",Doha,", ",Doha (other),"),
    ):
        git(committed.parent, "checkout", "-q", "-b", branch, first)
        change(rounds(committed), said, mended)
        # The last line of the inventory has no comma: two of these are no JSON.
        new = inventory.of(rounds(committed).read_bytes())
        inventory.write(committed, known | {"astana_rounds": new, list(known)[-1]: new})
        git(committed.parent, "commit", "-qam", branch)
    git(committed.parent, "merge", "-q", "--no-edit", "one")
    mended = rounds(committed).read_text(encoding="utf-8")
    assert "Doha (other)" in mended and "Astana (one)" in mended
    assert "holds other cells" in refused("astana_rounds")
    assert inventory.read(committed).keys() == known.keys()
