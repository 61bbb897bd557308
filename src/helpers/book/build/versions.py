"""The locked versions of the packages that run a notebook: only these can change its outputs."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

# What chapters and the helpers they call import, and what runs them. A test holds this against the imports.
RUNNING = ("ipykernel", "krippendorff", "nbclient", "numpy", "pandas", "plotly")


def running(lock: Path) -> dict[str, str]:
    """Return name and locked version of each package that runs notebooks, with all that it needs in turn.

    Where the lock holds several versions of one, for different machines, all of them count.
    """
    return _running(lock.read_text(encoding="utf-8"))


@cache
def _running(text: str) -> dict[str, str]:
    packages: dict[str, list[dict]] = {}
    for package in tomllib.loads(text)["package"]:
        packages.setdefault(package["name"], []).append(package)
    found, waiting = {}, list(RUNNING)
    while waiting:
        name = waiting.pop()
        if name not in found:
            locked = packages.get(name, [])
            found[name] = ",".join(sorted(package.get("version", "") for package in locked)) or "unlocked"
            waiting += [one["name"] for package in locked for one in package.get("dependencies", ())]
    return dict(sorted(found.items()))
