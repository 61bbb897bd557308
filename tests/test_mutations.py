"""What is said of the errors that tests find belongs to the modules as they are, and adds up."""

from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from docutils import nodes

from helpers.book.pages import mutations as printed
from tests import mutations
from tests.mutations import Result, Survivor

RESULTS = mutations.read(mutations.RESULTS, Result)
SURVIVORS = mutations.read(mutations.SURVIVORS, Survivor)
WANTED = 0.9  # of the errors that change anything, found


def test_results_and_survivors_are_of_modules_that_exist_each_once():
    names = [one.module for one in RESULTS]
    assert names == sorted(set(names))
    assert set(names) <= mutations.modules().keys()
    assert {one.module for one in SURVIVORS} <= set(names)


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.module)
def test_a_result_adds_up(result):
    left = [one for one in SURVIVORS if one.module == result.module]
    assert result.tried == result.killed + result.timeouts + result.survived
    assert result.tried <= result.mutants
    assert (result.survived, result.equivalent) == (len(left), sum(bool(one.why) for one in left))


def test_who_survives_in_code_that_has_not_changed_stands_there():
    stale = mutations.stale(RESULTS)
    for one in SURVIVORS:
        if one.module not in stale:
            code = mutations.modules()[one.module].read_text(encoding="utf-8")
            assert one.was in [line.strip() for line in code.splitlines()], one
            assert one.why, one


def test_nine_in_ten_are_found():
    total = Counter()
    for one in RESULTS:
        total.update(found=one.killed + one.timeouts, real=one.tried - one.equivalent)
    assert total["found"] >= WANTED * total["real"]


def test_the_page_says_what_the_tables_say_and_which_modules_changed_since():
    shown = printed.read(mutations.ROOT)
    stale = mutations.stale(RESULTS)
    assert set(shown.loc[shown["changed"], "module"]) == set(stale) & {one.module for one in RESULTS}
    assert shown["found"].sum() == sum(one.tried - one.survived for one in RESULTS)
    assert shown["missed"].sum() == sum(not one.why for one in SURVIVORS)
    said = printed.told(shown.assign(day=pd.to_datetime(["2026-11-29", *["2026-12-01"] * (len(shown) - 1)])))
    assert f"into {len(RESULTS)} modules, one at a time (29 November 2026 to 1 December 2026, cosmic" in said
    assert "changed since" not in printed.told(shown.assign(changed=False))
    assert ", none were missed. " in printed.told(shown.assign(missed=0))
    assert ", one was missed. " in printed.told(shown.assign(missed=(shown.index == 0).astype(int)))
    assert "one of the modules changed since." in printed.told(shown.assign(changed=shown.index == 0))


def test_the_page_lists_every_module_and_every_error_that_no_test_finds():
    noted = set()
    env = SimpleNamespace(srcdir=str(mutations.ROOT), note_dependency=noted.add)
    state = SimpleNamespace(document=SimpleNamespace(settings=SimpleNamespace(env=env)))
    said, modules, left = printed.Mutations.run(SimpleNamespace(state=state))
    assert said.astext() == printed.told(printed.read(mutations.ROOT))
    rows = [row.astext().split("\n\n")[0] for row in modules.findall(nodes.row)]
    assert rows == ["Module", *(one.module for one in RESULTS)]
    entries = [entry.astext() for entry in left.findall(nodes.list_item)]
    assert len(entries) == len(SURVIVORS)
    assert all(one.mutant in entry for one, entry in zip(SURVIVORS, entries, strict=True))
    assert {path.rpartition("/")[2] for path in noted} >= {"mutations.csv", "survivors.csv", "council.py"}


def test_a_module_that_changed_or_was_never_tried_is_stale():
    fresh = [one for one in RESULTS if one.module not in mutations.stale(RESULTS)]
    assert fresh, "no result holds any more; next: make mutants"
    changed = [replace(fresh[0], digest="0"), *fresh[1:]]
    assert set(mutations.stale(changed)) - set(mutations.stale(fresh)) == {fresh[0].module}
    assert set(mutations.stale([])) == mutations.modules().keys()


def test_every_module_has_a_test_near_it():
    assert {
        name: len(mutations.near(name)) for name in mutations.modules() if len(mutations.near(name)) < 2
    } == {}
    assert [path.name for path in mutations.near("subjects.council")] == ["council.py", "test_council.py"]
    assert "test_powers.py" in [path.name for path in mutations.near("measures.concentration")]


def test_errors_are_put_where_something_happens():
    pytest.importorskip("cosmic_ray", reason="Cosmic Ray comes with `make mutants`")
    from tests import mutating

    code = "def more(x: int | None = 3) -> int | None:\n    return x + 1 if x < 9 else x\n"
    made = {one.mutant.replace(" ", "") for one in mutating.mutants(code, mutating.places(code))}
    assert {"returnx-1ifx<9elsex", "returnx+2ifx<9elsex", "returnx+1ifx<=9elsex"} <= made
    assert not any("int&None" in one for one in made)
