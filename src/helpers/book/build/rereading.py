"""Let contents decide what Sphinx reads again, not dates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .basis import extent


def outdated(app, env, added, changed, removed) -> list[str]:
    """Return the pages that were made from something else than what lies here now, whatever the dates say."""
    before, content = getattr(env, "made_from", {}), cache(_content)
    _extent.cache_clear()
    known = [name for name in env.found_docs - added - changed if name in env.all_docs]
    return [name for name in known if before.get(name) != _page(env, name, content)]


def remember(app, env) -> None:
    """Keep with what was read the digest of what it was read from."""
    content = cache(_content)
    env.made_from = {name: _page(env, name, content) for name in env.found_docs}


def everywhere(app, env) -> list[str]:
    """Return all pages where something changed that one page shows of others, such as a title or a number."""
    labels = env.get_domain("std").labels, env.get_domain("std").anonlabels
    titles = {name: title.astext() for name, title in [*env.titles.items(), *env.longtitles.items()]}
    said = repr(
        [sorted(part.items()) for part in (titles, *labels, env.toc_fignumbers, env.toctree_includes)]
    )
    before, env.said_of_each_other = getattr(env, "said_of_each_other", said), said
    return [] if before == said else sorted(env.found_docs)


def changed(env, kind: str, said: Mapping[str, object]) -> list[str]:
    """Return the pages that show of others what they did not show when they were last written.

    Parameters
    ----------
    env
        Of Sphinx, which keeps what was said until the next build.
    kind
        What is shown of others, such as ``"places of claims"``.
    said
        Page -> what it shows.
    """
    env.said = getattr(env, "said", {})
    before, now = env.said.get(kind, {}), {page: repr(shown) for page, shown in said.items()}
    env.said[kind] = now
    return [page for page in now if before.get(page) != now[page]]


def _page(env, name: str, content) -> list[tuple[str, str]]:
    root = Path(env.srcdir)
    files = sorted({env.doc2path(name), *map(str, env.dependencies[name])})
    held = sorted(extents(env).get(name, ()))
    return [(file, content(root / file)) for file in files] + [(table, _extent(table)) for table in held]


@cache
def _extent(table: str) -> str:
    """Return the digest of a table's extent, once a build: it is the same when the pages have been read."""
    return extent(table)


def extents(env) -> dict[str, set[str]]:
    """Return for each page the tables of which it tells the extent, and nothing else."""
    env.extents = getattr(env, "extents", {})
    return env.extents


def rests_on_extent(env, table: str) -> None:
    """Note that the page being read tells how many rows a table has, and for which years."""
    extents(env).setdefault(env.docname, set()).add(table)


def forget(app, env, name: str) -> None:
    """Forget what a page told that is read again or gone."""
    extents(env).pop(name, None)


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def setup(app) -> None:
    """Let contents decide what is read again."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", remember)
    app.connect("env-get-updated", everywhere, priority=950)  # when all is numbered
