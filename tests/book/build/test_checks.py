"""What held is not checked again, and what a table's rules look at is checked with it."""

import pickle
import shutil

import pytest

from helpers import inventory, tables
from helpers.book.build import basis, checks, contents, rereading
from helpers.book.citing import CitingError
from helpers.subjects import catalogue
from tests.small import ROOT, change

pytestmark = pytest.mark.thorough


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A folder with the tables and the bibliography."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns(inventory.NAME))
    for name in ("references.bib", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setenv("BOOK_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def clone(copied):
    """The same folder, in which all has been found to hold."""
    assert checks.run(copied) == len(tables.names())
    return copied


@pytest.fixture(scope="module")
def environment():
    """What Sphinx knows of the built book."""
    return pickle.loads((ROOT / "_build/work/_build/.doctrees/environment.pickle").read_bytes())


@pytest.fixture
def loaded(monkeypatch):
    """The names of the tables that are loaded from here on."""
    names, load = [], tables.load
    monkeypatch.setattr(tables, "load", lambda name: names.append(name) or load(name))
    return names


def test_what_held_is_not_checked_again_and_what_changed_is(clone, loaded):
    checks.run(clone)
    assert loaded == []
    change(clone / "data" / "record" / "elite_debate.csv", "marriage of convenience", "marriage")
    checks.run(clone)
    assert loaded == ["elite_debate"]


def test_other_rules_or_packages_check_all_again(clone, loaded, monkeypatch):
    monkeypatch.setattr(checks, "RULES", checks.RULES[:1])
    checks.run(clone)
    assert len(loaded) == len(tables.names())
    loaded.clear()
    change(clone / "uv.lock", "version", "Version")
    checks.run(clone)
    assert len(loaded) == len(tables.names())


def test_a_fault_stays_a_fault_until_it_is_mended(clone):
    votes = clone / "data" / "record" / "council_votes.csv"
    change(votes, ",13,2,0,", ",13,x,0,")
    for _ in range(2):
        with pytest.raises(tables.DataError, match="council_votes"):
            checks.run(clone)
    change(votes, ",13,x,0,", ",13,2,0,")
    checks.run(clone)


def test_a_row_that_another_table_names_is_missed_there(clone):
    path, named = clone / "data" / "texts" / "claims.csv", tables.load("events_before")["claims"].dropna()
    claim = next(item for item in tables.items(named).explode() if "." in item)
    change(path, f"\n{claim},", f"\n{claim}9,")
    with pytest.raises(tables.DataError, match=rf"'{claim}'"):
        checks.run(clone)


def test_an_entry_that_is_gone_is_missed_by_the_table_that_names_it(clone):
    key = next(source["key"] for source in tables.describe("unga_agreement")["sources"] if "key" in source)
    change(clone / "references.bib", f"{{{key},", "{renamed,")
    with pytest.raises(tables.DataError, match=key):
        checks.run(clone)


def test_a_bibliography_that_cannot_be_printed_is_refused_each_time(clone):
    change(clone / "references.bib", "title", "headline")
    for _ in range(2):
        with pytest.raises(CitingError):
            checks.run(clone)


def test_extent_is_moved_by_rows_and_years_and_by_nothing_else(copied):
    path, before = copied / "data" / "record" / "elite_debate.csv", basis.extent("elite_debate")
    change(path, "marriage of convenience", "marriage")
    assert basis.extent("elite_debate") == before
    change(path, "2016-kozhanov,2016,", "2016-kozhanov,2015,")
    assert basis.extent("elite_debate") != before


def test_a_column_is_moved_by_its_cells_and_their_order_and_by_nothing_else(copied):
    path, before = copied / "data" / "record" / "elite_debate.csv", basis.column("elite_debate.date")
    change(path, "marriage of convenience", "marriage")
    assert basis.column("elite_debate.date") == before
    head, first, second, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert first.split(",")[1] != second.split(",")[1]
    path.write_text("".join([head, second, first, *rest]), encoding="utf-8")
    assert basis.column("elite_debate.date") != before
    assert basis.column("elite_debate.none") == basis.column("no_table.year") == basis.GONE


# A cell of another column, of one that names sources, and of one whose numbers are held against others.
SAID = [
    ("record/elite_debate.csv", "marriage of convenience", "marriage", True),
    ("record/elite_debate.csv", "https://", "https://www.", False),
    ("measures/council_vetoes.csv", ",Syria,", ",Iraq,", False),
    ("record/sources.csv", ",data set,", ",weak,", False),
]


@pytest.mark.parametrize(("table", "old", "new", "fresh"), SAID)
def test_the_page_of_data_is_run_again_for_what_it_tells_and_for_nothing_else(copied, table, old, new, fresh):
    path = copied / "data.ipynb"
    for name in ("data.ipynb", "data.yml", "data.made-from"):
        shutil.copy(ROOT / "chapters" / name, copied)
    shutil.copy(ROOT / "uv.lock", copied)
    assert basis.Basis(copied).fresh(path, contents.read(path, copied))
    change(copied / "data" / table, old, new)
    assert basis.Basis(copied).fresh(path, contents.read(path, copied)) is fresh


@pytest.mark.parametrize(("table", "old", "new", "same"), SAID)
def test_the_page_of_sources_is_read_again_for_what_it_tells_and_for_nothing_else(
    copied, environment, table, old, new, same
):
    def state():
        rereading._state.cache_clear()
        return rereading._page(environment, "chapters/sources", lambda path: "")

    before = state()
    change(copied / "data" / table, old, new)
    whole = any(path.endswith(table) for path in environment.dependencies["chapters/sources"])
    assert (state() == before) is (same or whole or "vetoes" in table)


@pytest.mark.parametrize("name", tables.names())
def test_extent_rests_on_columns_that_are_there(name):
    assert basis.extent(name) != basis.GONE
    assert all(catalogue.columns_of_extent(name).values())
