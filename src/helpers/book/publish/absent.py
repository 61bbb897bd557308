"""What stands at the addresses of a frozen edition whose files could not be had: no address is dead.

Of every edition its own texts are kept (:mod:`..citing.said`). So a page that cannot be shown says so, and
shows the words of each of its units as that edition had them, each under its own id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Template

from ..citing import marking, register, said
from .manifests import Manifest

Kept = list[tuple[str, str, list[str]]]  # of each unit its id, its title, and the lines that it had


def pages(root: Path, manifest: Manifest, template: Template, known: Mapping) -> Iterator[tuple[str, str]]:
    """Yield each page of an edition, by its name within the edition, with what is kept of it."""
    kept = words(root, manifest.version)
    for name in sorted(manifest.files):
        if name.endswith(".html"):
            up = "../" * (name.count("/") + 1)
            yield name, template.render(name=name, up=up, units=kept.get(name, ()), **known)


def words(root: Path, version: str) -> dict[str, Kept]:
    """Return the units of each page of an edition; a chapter as a whole holds them all, and is left out."""
    lives = register.read(root / register.NAME)
    there = register.editions(lives, root / register.NAME)
    texts = said.read(root, there, {life.id: life.kind for life in lives.values()})
    found: dict[str, Kept] = {}
    for life in lives.values():
        then = life.in_edition(version)
        text = texts.of(then) if then else None
        if then and text and life.kind not in ("book", "chapter"):
            page = then["address"].partition("#")[0]
            found.setdefault(page, []).append((life.id, then["title"], marking.lines(text)))
    return found
