"""Figure and table numbers that begin with the chapter's own: Figure 5.2 is the second one of chapter 5.

The number comes from the file name (``chapters/05-...``), so that a figure keeps it when other chapters are
added or left out of a build.
"""

from __future__ import annotations

from copy import deepcopy


def chapter(page: str) -> int | None:
    """Return the number of a chapter, and None for any other page.

    Examples
    --------
    >>> chapter("chapters/05-syria"), chapter("chapters/data")
    (5, None)
    """
    first = page.rpartition("/")[2].split("-")[0]
    return int(first) if first.isdigit() else None


def give_back(app, env) -> list[str]:
    """Give Sphinx the running numbers it had: against ours it would find every page changed."""
    env.toc_fignumbers = getattr(env, "running_numbers", env.toc_fignumbers)
    return []


def number_by_chapter(app, env) -> list[str]:
    """Replace Sphinx's running numbers by chapter and place in the chapter."""
    env.running_numbers = deepcopy(env.toc_fignumbers)
    for docname, kinds in env.toc_fignumbers.items():
        own = chapter(docname)
        for numbers in kinds.values():
            for place, name in enumerate(numbers, start=1):
                numbers[name] = (own, place) if own else (place,)
    return []


def setup(app) -> None:
    """Run before and after Sphinx numbers everything."""
    app.connect("env-get-updated", give_back, priority=100)
    app.connect("env-get-updated", number_by_chapter, priority=900)
