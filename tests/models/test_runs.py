"""Runs of many tasks: the same on any backend, kept task by task, and gone on with after a stop."""

import distributed
import numpy as np
import pandas as pd
import pytest

from helpers.models import runs
from tests.models import tasks

pytestmark = pytest.mark.thorough

SHIFT = pd.DataFrame({"by": [1.0, 2.0], "state": ["IRN", "RUS"]})


def draws(folder, places=range(12), **how):
    return np.array(runs.over(tasks.draw, list(places), SHIFT, folder=folder, **how))


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    return folder, draws(folder)


def test_a_scheduler_and_two_workers_give_what_the_cores_at_hand_give(here, tmp_path, monkeypatch):
    size = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**size) as cluster:
        there = draws(tmp_path, cluster=cluster.scheduler_address)
        assert np.array_equal(there, here[1])
        monkeypatch.setenv("DASK_SCHEDULER", cluster.scheduler_address)
        assert runs.over(tasks.worker, [1], folder=tmp_path) == ["distributed"]
        monkeypatch.setattr(runs, "SEED", 1)
        with pytest.raises(runs.RunError, match="holds another version of tests"):
            draws(tmp_path / "none", cluster=cluster.scheduler_address)


def test_no_two_tasks_draw_the_same_and_later_tasks_change_nothing(here, tmp_path):
    found = here[1]
    assert len(np.unique(found - 3 - np.arange(12)[:, None])) == found.size
    assert np.array_equal(draws(tmp_path, range(20))[:12], found)
    assert not np.array_equal(draws(tmp_path, seed=1), found)


def test_what_is_finished_is_kept_and_half_a_file_is_not(here, tmp_path):
    folder, found = here
    kept = sorted(folder.rglob("*.pickle"))
    assert len(kept) == 12
    times = {path: path.stat().st_mtime_ns for path in kept}
    kept[0].write_bytes(kept[0].read_bytes()[:-4])
    assert np.array_equal(draws(folder), found)
    assert [path for path in kept if path.stat().st_mtime_ns != times[path]] == [kept[0]]


def test_a_run_that_fails_goes_on_where_it_was(tmp_path, capsys):
    flags = [str(tmp_path / f"{place}.flag") for place in range(30)]
    (tmp_path / "20.flag").touch()
    with pytest.raises(ValueError, match="no such year") as failed:
        runs.over(tasks.fails_at_flag, flags, folder=tmp_path)
    assert "in task 20 of fails_at_flag" in "".join(failed.value.__notes__)
    assert 0 < len(list(tmp_path.rglob("*.pickle"))) < 30
    (tmp_path / "20.flag").unlink()
    assert runs.over(tasks.fails_at_flag, flags, folder=tmp_path) == flags
    assert "of 30 kept from before" in capsys.readouterr().err


def test_other_inputs_or_tasks_are_other_results(here):
    folder, found = here
    other = runs.over(tasks.draw, [7], SHIFT.assign(by=[5.0, 2.0]), folder=folder)
    assert not np.array_equal(other[0], found[7])
    assert np.allclose(draws(folder, [7, 7])[0] - 7, found[0])


def test_what_frames_hold_is_told_apart_by_cells_types_and_names():
    changed = [
        SHIFT.assign(by=[1.0, 2.5]),
        SHIFT.assign(by=[1, 2]),
        SHIFT.rename(columns={"by": "x"}),
        SHIFT.set_index("state"),
        SHIFT[::-1],
    ]
    assert len({runs.content(one) for one in [SHIFT, *changed]}) == 6
    assert runs.content({"a": [SHIFT.copy()]}) == runs.content({"a": [SHIFT]})


def test_a_task_has_one_thread(tmp_path):
    assert set(runs.over(tasks.threads, [1, 2], folder=tmp_path)) == {1}


def test_where_no_scheduler_answers_it_is_said(tmp_path):
    with pytest.raises(runs.RunError, match="no Dask scheduler answers at 'nowhere'"):
        draws(tmp_path, cluster="nowhere")


def test_a_digest_changes_with_code_that_is_used_and_not_with_how_tables_are_read(monkeypatch):
    from helpers import code
    from helpers.subjects import council

    before = runs.digest(council.vetoed)

    def changed(name):
        found = code.running().definition(name)
        one = type(found)(found.name, found.path, found.line, "other", found.uses, found.tables)
        monkeypatch.setitem(code.running()._read[name.rpartition(".")[0]], name, one)

    used = [name for name in code.running().closure(["helpers.council.vetoed"]) if "council" in name]
    code.running().definition("helpers.tables.load")
    changed("helpers.tables.load")
    assert runs.digest(council.vetoed) == before
    changed(used[0])
    assert runs.digest(council.vetoed) != before
