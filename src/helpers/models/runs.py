"""Run a function over many tasks, on the cores at hand or on a Dask cluster; the results are the same.

Each task draws from a generator of its own, so that neither order nor place changes a result. A finished task
is kept at once: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import threadpoolctl

from .. import code, tables

SEED = 1979
CLUSTER = "DASK_SCHEDULER"  # the environment may name the address of a cluster
# How tables and raw files are read does not count as code of a result: what they hold counts, by its digest.
PLUMBING = {"cells", "code", "ending", "inventory", "row_rules", "rules", "tables", "tiers", "trace", "words"}
PLUMBING |= {"derive.convert", "derive.natural_earth", "derive.raw", "models.jobs", "models.runs"}
PACKAGES = ("firthmodels", "lifelines", "numpy", "pandas", "scikit-learn", "scipy", "statsmodels")


class RunError(RuntimeError):
    """A run can't be made: no cluster answers, or its workers hold other code."""


def over(
    function: Callable[..., Any],
    tasks: Sequence[Any],
    *inputs: Any,
    seed: int = SEED,
    cluster: str | None = None,
    folder: Path | None = None,
) -> list[Any]:
    """Return what a function gives for each of many tasks, in their order.

    Parameters
    ----------
    function
        Called as ``function(task, rng, *inputs)``. It stands at the top level of a module, and draws from
        `rng` alone: a `numpy.random.Generator` that depends on `seed` and the task's place, and nothing else.
    tasks
        What each call is about: a year, a specification. One that takes a tenth of a second or more; what is
        quicker is better put together by hundreds.
    inputs
        What all calls need: frames and arrays, sent to a worker once.
    seed
        From which the generators of all tasks come.
    cluster
        Address of a Dask scheduler, ``tcp://host:8786``; that of ``$DASK_SCHEDULER`` if none is given;
        without either, the cores at hand.
    folder
        Where finished tasks are kept; ``_build/models`` beside the data if none is given.

    Returns
    -------
    list
        One result a task: the same in whatever order, and wherever, the tasks were run.

    Raises
    ------
    RunError
        If the cluster does not answer, or its workers hold another version of the function.

    Notes
    -----
    Progress goes to the standard error. What is kept is found again by the digest of the function with all
    that it uses, of the packages it may use, of inputs, seed and task; half a file is not taken for a result.
    """
    address = cluster or os.environ.get(CLUSTER)
    kept = _Kept(folder or tables.data_folder().parent / "_build" / "models", function, inputs, seed)
    paths = [kept.path(place, task) for place, task in enumerate(tasks)]
    found = {place: result for place, path in enumerate(paths) for result in _read(path)}
    left = [place for place in range(len(tasks)) if place not in found]
    progress = _Progress(function.__name__, len(tasks), len(found))
    seeds = spawned(seed, len(tasks))
    with _somewhere(address, function) as parallel:
        calls = (joblib.delayed(_one)(function, place, tasks[place], seeds[place], *inputs) for place in left)
        for place, result in parallel(calls) if left else ():
            _write(paths[place], result)
            found[place] = result
            progress.show(len(found))
    return [found[place] for place in range(len(tasks))]


def spawned(seed: int, number: int) -> list[np.random.SeedSequence]:
    """Return a seed for each task, of which none overlaps another; those of the first tasks never change."""
    return np.random.SeedSequence(seed).spawn(number)


def digest(function: Callable[..., Any]) -> str:
    """Return the digest of a function with all of this package that it uses, and of how tasks are seeded.

    Parameters
    ----------
    function
        One at the top level of a module. Of one outside of this package its whole file is read.

    Examples
    --------
    >>> from helpers.measures import exact_interval
    >>> digest(exact_interval.beta_cdf) == digest(exact_interval.clopper_pearson)
    False
    """
    name = f"{function.__module__}.{function.__qualname__}"
    drawn = str(np.random.default_rng(spawned(SEED, 1)[0]).random())
    if name.partition(".")[0] != code.PACKAGE:
        return _sha(name, drawn, Path(function.__code__.co_filename).read_bytes())
    plumbing = {f"{code.PACKAGE}.{module}" for module in PLUMBING}
    closed = code.running().closure([name]).values()
    counted = [one for one in closed if one.name.rpartition(".")[0] not in plumbing]
    return _sha(name, drawn, *(f"{one.name} {one.digest}" for one in counted))


def _one(
    function: Callable[..., Any], place: int, task: Any, seed: np.random.SeedSequence, *inputs: Any
) -> tuple[int, Any]:
    """Return place and result of one task. Several threads would share out a sum in other ways elsewhere."""
    try:
        with threadpoolctl.threadpool_limits(1):
            return place, function(task, np.random.default_rng(seed), *inputs)
    except Exception as error:
        error.add_note(f"in task {place} of {function.__name__}: {task!r}")
        raise


@contextmanager
def _somewhere(address: str | None, function: Callable[..., Any]) -> Iterator[joblib.Parallel]:
    """Give what runs calls, on a cluster or on the cores at hand, and hands on each result as it is there."""
    if address is None:
        with joblib.Parallel(n_jobs=-1, return_as="generator_unordered") as parallel:
            yield parallel
        return
    with _connected(address) as client:
        _check_code(client, function)
        with joblib.parallel_config("dask", client=client):
            yield joblib.Parallel(return_as="generator_unordered")


def _connected(address: str) -> Any:
    import distributed  # a second to import, and few runs need it

    try:
        return distributed.Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RunError(
            f"no Dask scheduler answers at {address!r} ({error}).\n"
            f"  next: start one (`dask scheduler`, then `dask worker {address}`), or unset {CLUSTER}"
        ) from None


def _check_code(client: Any, function: Callable[..., Any]) -> None:
    here = digest(function)
    for worker, there in client.run(digest, function).items():
        if there != here:
            raise RunError(
                f"worker {worker} holds another version of {function.__module__}.{function.__name__}.\n"
                "  next: give the workers the commit that stands here, then run the command again"
            )


class _Kept:
    """The folder of a run's finished tasks: another one for other code, packages, inputs or another seed."""

    def __init__(self, folder: Path, function: Callable[..., Any], inputs: Sequence[Any], seed: int):
        packages = [f"{name} {version(name)}" for name in PACKAGES]
        name = _sha(digest(function), *packages, content(inputs), str(seed))
        self.folder = folder / f"{function.__name__}-{name}"

    def path(self, place: int, task: Any) -> Path:
        return self.folder / f"{place}-{content(task)}.pickle"


def content(value: Any) -> str:
    """Return the digest of what frames, arrays and plain values hold, the same in every process.

    Examples
    --------
    >>> content({"a": [1, 2]}) == content({"a": [1, 2]}), content([1]) == content([2])
    (True, False)
    """
    return joblib.hash(_plain(value), hash_name="sha1")[:16]


def _plain(value: Any) -> Any:
    """Return a value in pieces whose pickles say no more than what they hold; those of a frame say more."""
    if isinstance(value, pd.DataFrame):
        return [_plain(value[name]) for name in value]
    if isinstance(value, pd.Series):
        rows = pd.util.hash_pandas_object(value, index=True).to_numpy()
        return [str(value.name), str(value.dtype), rows]
    if isinstance(value, dict):
        return [[_plain(name), _plain(one)] for name, one in value.items()]
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _read(path: Path) -> list[Any]:
    """Return the result that a file keeps, alone in a list; nothing where there is none, or half of one."""
    if not path.is_file():
        return []
    written = path.read_bytes()
    whole = hashlib.sha256(written[32:]).digest() == written[:32]
    return [pickle.loads(written[32:])] if whole else []


def _write(path: Path, result: Any) -> None:
    """Keep a result; a reader sees all of it or nothing."""
    content = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(f".{os.getpid()}.new")
    waiting.write_bytes(hashlib.sha256(content).digest() + content)
    os.replace(waiting, path)


class _Progress:
    """A line on how far a run is and how long it will take: rewritten on a screen, each tenth in a file."""

    def __init__(self, name: str, total: int, kept: int):
        self.name, self.total, self.kept = name, total, kept
        self.start = self.said = time.monotonic()
        if kept:
            print(f"{name}: {kept:,} of {total:,} kept from before", file=sys.stderr, flush=True)

    def show(self, done: int) -> None:
        """Show that so many tasks are done."""
        now, screen = time.monotonic(), sys.stderr.isatty()
        tenth = done * 10 // self.total > (done - 1) * 10 // self.total
        if done < self.total and (now - self.said < 1 if screen else not tenth):
            return
        self.said = now
        left = (now - self.start) / (done - self.kept) * (self.total - done)
        line = f"{self.name}: {done:,} of {self.total:,}, {left:,.0f} seconds left"
        end = "\n" if not screen or done == self.total else ""
        print(f"\r{line}" if screen else line, end=end, file=sys.stderr, flush=True)


def _sha(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update((part.encode() if isinstance(part, str) else part) + b"\0")
    return total.hexdigest()[:16]
