"""Let contents decide what Sphinx reads again, not dates."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


def outdated(app, env, added, changed, removed) -> list[str]:
    """Return the pages that were made from something else than what lies here now, whatever the dates say."""
    before, content = getattr(env, "made_from", {}), cache(_content)
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


def _page(env, name: str, content) -> list[tuple[str, str]]:
    root = Path(env.srcdir)
    files = sorted({env.doc2path(name), *map(str, env.dependencies[name])})
    return [(file, content(root / file)) for file in files]


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def setup(app) -> None:
    """Let contents decide what is read again."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", remember)
    app.connect("env-get-updated", everywhere, priority=950)  # when all is numbered
