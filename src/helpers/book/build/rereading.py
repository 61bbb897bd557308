"""Let contents decide what Sphinx reads again, not dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ... import tables
from ...subjects import catalogue
from . import archive, basis


def outdated(app, env, added, changed, removed) -> list[str]:
    """Return the pages that were made from something else than what lies here now, whatever the dates say."""
    before, content = getattr(env, "made_from", {}), cache(_content)
    _state.cache_clear()
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
    held = sorted(parts(env).get(name, ()))
    return [(file, content(root / file)) for file in files] + [(str(one), _part(env, *one)) for one in held]


def _letters(table: str) -> str:
    return str(archive.garbled(table))


# What of a table a page may rest on without the rest of it.
PARTS = {"extent": basis.extent, "column": basis.column, "letters": _letters}


def _part(env, kind: str, name: str) -> str:
    """Return the digest of a part of a table; its cells are read only when a file changed that holds them."""
    known = env.digests_of_parts = getattr(env, "digests_of_parts", {})
    state = _state(kind, name)
    if known.get((kind, name), (None, ""))[0] != state:
        known[kind, name] = state, PARTS[kind](name)
    return known[kind, name][1]


@cache
def _state(kind: str, name: str) -> list[str]:
    """Return the digests of the tables that hold a part, once a build."""
    try:
        held = catalogue.columns_of_extent(name) if kind == "extent" else [name.partition(".")[0]]
    except tables.DataError:
        return [basis.GONE]
    return [basis.table(one) for one in held]


def parts(env) -> dict[str, set[tuple[str, str]]]:
    """Return for each page, by kind and name, the parts of tables on which it rests, not on all of them."""
    env.parts_of_tables = getattr(env, "parts_of_tables", {})
    return env.parts_of_tables


def rests_on_extent(env, table: str) -> None:
    """Note that the page being read tells how many rows a table has, and for which years."""
    parts(env).setdefault(env.docname, set()).add(("extent", table))


def rests_on_columns(env, table: str, columns: Iterable[str]) -> None:
    """Note that the page being read tells what stands in some columns of a table."""
    parts(env).setdefault(env.docname, set()).update(("column", f"{table}.{one}") for one in columns)


def rests_on_letters(env, table: str) -> None:
    """Note that the page being read tells whether a table has letters beyond ASCII."""
    parts(env).setdefault(env.docname, set()).add(("letters", table))


def forget(app, env, name: str) -> None:
    """Forget what a page told that is read again or gone."""
    parts(env).pop(name, None)


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def setup(app) -> None:
    """Let contents decide what is read again."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", remember)
    app.connect("env-get-updated", everywhere, priority=950)  # when all is numbered
