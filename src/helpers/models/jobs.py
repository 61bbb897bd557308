"""The jobs of this package: which tables they make, from what, and whether a table is still what they make.

What a table was made from stands in ``data/models.json``, a table a line and an empty one after it: git
unites what branches make.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pandas as pd

from .. import tables, trace
from ..derive import raw, store
from . import runs

NAME = "models.json"
MEASURES = "measures"


class JobError(RuntimeError):
    """A job is not what it says: it opens what it does not name, or makes what another makes."""


@dataclass(frozen=True)
class Job:
    """How one table of ``data/measures`` is made.

    ``compute`` stands at the top level of a module and takes nothing; ``raw`` names the raw files that it
    reads (:mod:`helpers.derive.raw`), ``tables`` the tables that it loads, of the record or of another job.
    """

    compute: Callable[[], pd.DataFrame]
    raw: Sequence[str] = ()
    tables: Sequence[str] = ()


@dataclass(frozen=True)
class Made:
    """What a table was made from: digests of its code, of what that reads, and of the table itself."""

    code: str
    inputs: str
    sha256: str


def registered() -> dict[str, Job]:
    """Return the jobs of all modules of this package by the names of their tables, each after what it loads.

    Raises
    ------
    JobError
        If two modules make the same table.
    """
    package = importlib.import_module(__package__)
    found: dict[str, Job] = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            jobs = getattr(importlib.import_module(module.name), "JOBS", {})
            if twice := found.keys() & jobs:
                raise JobError(f"two modules make table {min(twice)!r}; the second is {module.name}")
            found |= jobs
    return ordered(found)


def ordered(jobs: Mapping[str, Job]) -> dict[str, Job]:
    """Return jobs so that each comes after those whose tables it loads.

    Examples
    --------
    >>> list(ordered({"a": Job(pd.DataFrame, tables=["b"]), "b": Job(pd.DataFrame)}))
    ['b', 'a']
    """
    after = {name: sorted(set(job.tables) & jobs.keys()) for name, job in sorted(jobs.items())}
    return {name: jobs[name] for name in TopologicalSorter(after).static_order()}


def read(folder: Path) -> dict[str, Made]:
    """Return from what the tables of a data folder are known to be made."""
    path = folder / NAME
    listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: Made(**made) for name, made in listed.items()}


def fault(name: str, job: Job, folder: Path) -> str | None:
    """Say why a table is not what its job would make now; None if it is.

    Nothing is computed and no raw file is opened: of these the digest is known (``derive/raw.json``).
    """
    known, path = read(folder).get(name), folder / MEASURES / f"{name}.csv"
    if known is None or not path.is_file():
        return "was never computed"
    if known.sha256 != _sha256(path):
        return "holds other cells than were computed"
    if known.code != runs.digest(job.compute):
        return "was computed by other code"
    return None if known.inputs == _inputs(job, folder) else "was computed from other inputs"


def make(name: str, job: Job, folder: Path) -> None:
    """Compute a table, check it, and keep it with what it was made from.

    Raises
    ------
    JobError
        If the job opens what it does not name.
    RawDataError, DataError
        If a raw file is not at hand; if the table is not as its schema says.
    """
    made = runs.digest(job.compute), _inputs(job, folder)
    with trace.noted_within() as opened:
        text = store.as_csv(job.compute())
        _check_opened(name, job, opened)
    if name in tables.names():
        tables.parse(name, text)
    store.write({name: text}, folder / MEASURES)
    _keep(folder, name, Made(*made, _sha256(folder / MEASURES / f"{name}.csv")))


def _check_opened(name: str, job: Job, opened: set[tuple[str, str]]) -> None:
    named = {("table", one) for one in job.tables} | {("raw", one) for one in job.raw}
    for kind, one in sorted(opened - named):
        if kind in ("table", "raw"):
            raise JobError(
                f"job {name!r} opens {kind} {one!r} and does not name it.\n"
                f"  next: add it to the job's {'tables' if kind == 'table' else 'raw'}"
            )


def _inputs(job: Job, folder: Path) -> str:
    held = [f"raw {one} {raw.manifest()[one].sha256}" for one in sorted(job.raw)]
    for one in sorted(job.tables):
        path = tables.data_folder() / tables.describe(one)["path"]
        held.append(f"table {one} {_sha256(path) if path.is_file() else 'gone'}")
    return hashlib.sha256("\n".join(held).encode()).hexdigest()[:16]


def _keep(folder: Path, name: str, made: Made) -> None:
    kept = {**read(folder), name: made}
    lines = (f"{json.dumps(one)}: {json.dumps(asdict(kept[one]))}" for one in sorted(kept))
    waiting = folder / f".{NAME}.new"
    waiting.write_text("{\n" + ",\n\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
    os.replace(waiting, folder / NAME)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
