"""The lines that a page shows for a value, run alone, give it."""

import csv
import os
import shutil
import sys

import pytest

from helpers import code, tables
from tests.book.trail import slices

pytestmark = pytest.mark.thorough

BOOKS = slices.listed()
ALL = os.environ.get("TRAIL") == "all"  # with other tables, every notebook and not only some
PERTURBED = [
    ("chapters/07-options", "decimals"),
    ("chapters/05-syria", "rows"),
    ("chapters/08-friends", "rows"),
]
if ALL:
    PERTURBED = [(name, rule) for name in BOOKS for rule in ("decimals", "rows")]


@pytest.mark.parametrize("name", BOOKS)
def test_every_published_value_has_its_lines(name):
    assert set(slices.kept(name)) == set(slices.notebook(name).of)


def run(before, ends, folder=None):
    return slices.run([part.text for part in before], folder, [part.text for part in ends])


@pytest.mark.parametrize("name", BOOKS)
def test_lines_run_alone_give_the_stored_value_from_the_tables_that_the_trail_names(name):
    stored = slices.kept(name)
    for before, ends, units in slices.distinct(name):
        given, loaded = run(before, ends)
        for unit in units:
            assert given[unit] == stored[unit], f"{name}: {unit}"
        named = tables_of([*before, *ends])
        assert loaded == named or (code.ALL in named and loaded), f"{name}: {units}"


def tables_of(parts):
    used = code.closure({one for part in parts for one in part.helpers}, slices.FOLDER)
    return set().union(*(part.tables for part in parts)) | code.tables(used.values())


@pytest.mark.parametrize(("name", "rule"), PERTURBED)
def test_other_tables_change_lines_and_notebook_alike(name, rule, tmp_path):
    perturb(tmp_path / "data", rule)
    try:
        whole, _ = slices.run(slices.cells(name), tmp_path / "data")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        if not ALL:
            raise
        pytest.skip(f"the notebook itself cannot be run with such tables: {error!r}")
    moved = [unit for unit in whole if whole[unit] != slices.kept(name)[unit]]
    assert moved or ALL, "the tables are as they were"
    for before, ends, units in slices.distinct(name):
        given, _ = run(before, ends, tmp_path / "data")
        assert {unit: given[unit] for unit in units} == {unit: whole[unit] for unit in units}


def perturb(folder, rule):
    """Copy the tables with every 33rd row dropped, or with decimals moved; keys and years stay."""
    shutil.copytree(slices.ROOT / "data", folder)
    package = tables.package(folder)
    keys = [key for about in package["resources"] for key in about["schema"].get("foreignKeys", [])]
    referred = {key["reference"]["resource"] for key in keys}
    for about in package["resources"]:
        path = folder / about["path"]
        with path.open(newline="", encoding="utf-8") as file:
            head, *rows = csv.reader(file)
        if rule == "rows" and about["name"] not in referred:
            rows = [row for number, row in enumerate(rows, start=1) if number % 33]
        if rule == "decimals":
            key = about["schema"].get("primaryKey", [])
            fields = [one for one in about["schema"]["fields"] if one["type"] == "number"]
            fields = [one for one in fields if one["name"] not in key]
            for field in fields:
                column = head.index(field["name"])
                for number, row in enumerate(rows):
                    row[column] = moved(row[column], field.get("constraints", {}), number)
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])


def moved(text, limits, number):
    if not text:
        return text
    value = float(text) * (1 + 0.02 * (number % 5 - 2))
    value = min(value, limits.get("maximum", value))
    return repr(max(value, limits.get("minimum", value)))


@pytest.mark.parametrize("name", ["chapters/08-friends", "chapters/10-home"])
def test_every_helper_that_runs_is_within_the_closure(name):
    for before, ends, units in slices.distinct(name):
        known = code.closure({one for part in [*before, *ends] for one in part.helpers}, slices.FOLDER)
        assert not (ran([*before, *ends]) - set(known)), units


def ran(parts):
    """Return the functions of the helpers that run, by the definition at the top of their module."""
    found = set()

    def note(frame, event, _):
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.split(".")[0] == code.PACKAGE and frame.f_code.co_name != "<module>":
            found.add(f"{module}.{frame.f_code.co_qualname.partition('.')[0]}")

    space = {"__name__": "__main__"}
    compiled = compile("\n".join(part.text for part in parts), "<slice>", "exec")
    with slices.caught():
        sys.setprofile(note)
        try:
            exec(compiled, space)
        finally:
            sys.setprofile(None)
    return found
