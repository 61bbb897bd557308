"""Compute the tables of the models that are not fresh, or say which they are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import ending, tables
from ..derive import raw
from . import jobs, runs

REFUSED = (raw.RawDataError, tables.DataError, jobs.JobError, runs.RunError)


def main(
    arguments: Sequence[str] | None = None,
    known: Mapping[str, jobs.Job] | None = None,
    folder: Path | None = None,
) -> int:
    """Compute tables, or say which are not fresh; return 0, or 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m helpers.models", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="table", help="which; all if none is named")
    parser.add_argument("--check", action="store_true", help="compute nothing; fail if a table is not fresh")
    chosen = parser.parse_args(arguments)
    known = jobs.registered() if known is None else known
    folder = folder or tables.data_folder()
    if unknown := [name for name in chosen.tables if name not in known]:
        parser.error(f"no job makes table {unknown[0]!r}; there are {', '.join(sorted(known))}")
    wanted = {name: job for name, job in known.items() if name in (chosen.tables or known)}
    one = _check if chosen.check else _made
    return max([one(name, job, folder) for name, job in wanted.items()], default=0)


def _check(name: str, job: jobs.Job, folder: Path) -> int:
    wrong = jobs.fault(name, job, folder)
    print(f"{name}: {wrong or 'fresh'}")
    return 1 if wrong else 0


def _made(name: str, job: jobs.Job, folder: Path) -> int:
    wrong = jobs.fault(name, job, folder)
    if wrong is None:
        print(f"{name}: fresh")
        return 0
    try:
        jobs.make(name, job, folder)
    except raw.RawDataError as error:
        print(f"{name}: {wrong}, and {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    except REFUSED as error:
        print(f"{name}: {wrong}, and can't be: {error}", file=sys.stderr)
        return 1
    print(f"{name}: computed; run `make tables`, and commit the table with data/{jobs.NAME}")
    return 0


if __name__ == "__main__":
    with ending.told(after="What was finished is kept, and the same command goes on from there."):
        sys.exit(main())
