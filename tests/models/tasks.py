"""Tasks that workers can import."""

import sys
from pathlib import Path

import numpy as np
import threadpoolctl


def draw(task, rng, shift):
    return task + float(shift["by"].sum()) + rng.normal(size=3)


def threads(task, rng):
    np.ones((4, 4)) @ np.ones((4, 4))
    return max(pool["num_threads"] for pool in threadpoolctl.threadpool_info())


def fails_at_flag(task, rng):
    if Path(task).exists():
        raise ValueError("no such year")
    return task


def worker(task, rng):
    """Tell whether a worker of a cluster runs this."""
    from distributed import get_worker

    return get_worker.__module__.partition(".")[0] if get_worker() and "distributed" in sys.modules else ""


def bootstrap(task, rng):
    """Draw as a specification does: regressions on rows drawn again and again."""
    x = rng.normal(size=(4000, 12))
    y = x.sum(axis=1) + rng.normal(size=4000)
    drawn = (rng.integers(4000, size=4000) for _ in range(1_000))
    return np.std([np.linalg.lstsq(x[rows], y[rows], rcond=None)[0][0] for rows in drawn])
