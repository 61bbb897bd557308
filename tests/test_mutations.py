"""What is said of the errors that tests find belongs to the modules as they are, and adds up."""

from collections import Counter
from dataclasses import replace

import pytest

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
    made = {one.mutant.replace(" ", "") for one in mutating.mutants(code)}
    assert {"returnx-1ifx<9elsex", "returnx+2ifx<9elsex", "returnx+1ifx<=9elsex"} <= made
    assert not any("int&None" in one for one in made)
