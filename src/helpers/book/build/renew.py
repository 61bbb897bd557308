"""Renew what the tables are known to hold, and show each row that is lost, new or changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ... import ending, inventory, tables
from ...inventory import Holding

MANY = 40  # lines of a table, if not all are asked for
VERSIONS = 50  # committed versions of a table among which the one that was counted is looked for


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the differences and write the inventory; return 0, or 1 where a table cannot be read."""
    everything = "--all" in (sys.argv[1:] if arguments is None else arguments)
    folder = tables.data_folder()
    known = inventory.read(folder)
    try:
        paths = {one["name"]: folder / one["path"] for one in tables.package()["resources"]}
        for name in paths:
            tables.load(name)
    except tables.DataError as error:
        print(f"DataError: {error}", file=sys.stderr)
        return 1
    now = {name: inventory.of(path.read_bytes()) for name, path in paths.items()}
    lines = list(_said(paths, known, now, everything))
    inventory.write(folder, now)  # first: who reads may stop reading
    print("\n".join(lines))
    return 0


def _said(
    paths: Mapping[str, Path], known: Mapping[str, Holding], now: Mapping[str, Holding], everything: bool
) -> Iterator[str]:
    gone = [name for name in known if name not in now]
    changed = [name for name in now if known.get(name) != now[name]]
    yield from (f"{name}: the table is gone, with {known[name].rows:,} rows" for name in gone)
    for name in changed:
        if name in known:
            yield f"{name}: {known[name].rows:,} rows, now {now[name].rows:,}"
            yield from _cut(_rows(name, paths[name], known[name]), everything)
        else:
            yield f"{name}: a new table, {now[name].rows:,} rows"
    yield f"tables that differ from before: {len(changed) + len(gone)}"


def _cut(lines: list[str], everything: bool) -> Iterator[str]:
    shown = lines if everything else lines[:MANY]
    yield from (f"  {line}" for line in shown)
    if len(shown) < len(lines):
        yield f"  and {len(lines) - MANY:,} more; `make tables ALL=1` shows them"


def _rows(name: str, path: Path, known: Holding) -> list[str]:
    before = _counted(path, known)
    if before is None:
        return ["no committed version is the one that was counted, so that rows cannot be compared"]
    key = tables.describe(name)["schema"].get("primaryKey", [])
    return list(inventory.differences(before, path.read_text(encoding="utf-8"), key))


def _counted(path: Path, known: Holding) -> str | None:
    """Return the newest committed version of a table that is the one known, if git has it."""
    commits = (_git(path, "log", f"-{VERSIONS}", "--format=%H", "--", path.name) or b"").decode().split()
    versions = (_git(path, "show", f"{commit}:./{path.name}") for commit in commits)
    return next((one.decode("utf-8") for one in versions if one and inventory.of(one) == known), None)


def _git(path: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=path.parent, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


if __name__ == "__main__":
    with ending.told():
        sys.exit(main())
