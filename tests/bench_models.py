"""Measure what two workers are worth to a run of many tasks: ``make bench``."""

import contextlib
import io
import tempfile
import time
from pathlib import Path

import distributed
import numpy as np
import threadpoolctl

from helpers.models import runs
from tests.models import tasks

TASKS, WORKERS, BEST = 12, (1, 2), 2


def seconds(address: str, turn: int) -> float:
    """Return how long a run on a cluster takes; each turn has its own seed, and nothing is kept."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        start = time.perf_counter()
        runs.over(tasks.bootstrap, list(range(TASKS)), cluster=address, seed=turn, folder=Path(folder))
        return time.perf_counter() - start


def on(workers: int) -> float:
    """Return the best time on so many workers, once they have imported what they need."""
    size = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**size) as cluster:
        seconds(cluster.scheduler_address, 0)
        return min(seconds(cluster.scheduler_address, turn) for turn in range(1, BEST + 1))


def alone() -> float:
    """Return the time of the bare function, one task after another, in one thread of this process."""
    start = time.perf_counter()
    with threadpoolctl.threadpool_limits(1):
        for place, seed in enumerate(runs.spawned(1, TASKS)):
            tasks.bootstrap(place, np.random.default_rng(seed))
    return time.perf_counter() - start


def main() -> None:
    """Print each time and its ratio to one worker."""
    bare, (one, two) = alone(), map(on, WORKERS)
    print(f"{TASKS} tasks of {bare / TASKS:.2f} s, one after another, in this process {bare:6.1f} s")
    print(f"on one worker of a cluster {one:6.1f} s")
    print(f"on two workers {two:6.1f} s   {one / two:.2f} times as fast as on one")


if __name__ == "__main__":
    main()
