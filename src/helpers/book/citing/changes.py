"""What has become of a unit since each edition: the difference of its words, kept from build to build."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from ..build.kept import Kept
from . import difference, marking, said
from .register import Life
from .units import Unit

SAME = "Its words are the same; how it is set or drawn is not."
ROWS = "Its words are the same; the rows of its file are not."
LOST = "What it said then was not kept."


@dataclass(frozen=True)
class Change:
    """How a unit differs from what some editions, which said the same, had under its id."""

    editions: tuple[str, ...]
    shown: Markup

    @property
    def since(self) -> str:
        """The editions in words."""
        return f"edition{'s' if self.editions[1:] else ''} {' and '.join(self.editions)}"


class Changes:
    """The changes of all units since the editions that had them."""

    def __init__(
        self,
        root: Path,
        lives: Mapping[str, Life],
        units: Mapping[str, Unit],
        editions: list[str],
        kept: Kept,
    ):
        self.lives, self.units, self.editions, self.kept = lives, units, editions, kept
        self.said = said.read(root, editions, {life.id: life.kind for life in lives.values()}, kept)

    def of(self, name: str) -> list[Change]:
        """Return the changes of a unit, or of what went on under another id, the oldest edition first."""
        return [
            Change(self._then[name, digest], Markup(self._shown[name, digest]))
            for digest in self._digests.get(name, ())
        ]

    @cached_property
    def _then(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The editions that had something else than the book has now, by id and digest."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for name, life in self.lives.items():
            now = self._now.get(name)
            for edition in self.editions:
                then = life.in_edition(edition)
                if then and now and then["digest"] != now.digest:
                    key = name, then["digest"]
                    found[key] = (*found.get(key, ()), edition)
        return found

    @cached_property
    def _digests(self) -> dict[str, list[str]]:
        """What each id that changed had before, the oldest first."""
        found: dict[str, list[str]] = {}
        for name, digest in self._then:
            found.setdefault(name, []).append(digest)
        return found

    @cached_property
    def _now(self) -> dict[str, Unit]:
        """What each id is now, or what it became."""
        found = {name: self._end(name) for name in self.lives}
        return {name: self.units[end] for name, end in found.items() if end in self.units}

    def _end(self, name: str) -> str:
        """Return where the goals of an id lead in the end."""
        seen: set[str] = set()
        while name not in self.units and name in self.lives and name not in seen:
            seen.add(name)
            name = self.lives[name].events[-1]["goal"]
        return name

    @cached_property
    def _shown(self) -> dict[tuple[str, str], str]:
        """Each difference as HTML; those of a page are kept together."""
        pages: dict[str, list[tuple[str, str]]] = {}
        for name, digest in self._then:
            pages.setdefault(self._now[name].page, []).append((name, digest))
        return {key: text for keys in pages.values() for key, text in self._page(keys).items()}

    def _page(self, keys: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
        code = f"{inspect.getsource(difference)}{inspect.getsource(marking)}{SAME}{ROWS}{LOST}"
        there = repr(
            (keys, sorted(self.said.days))
        )  # what an edition said is final: its digest stands for it
        texts = [self._now[name].text for name, _ in keys]
        made = self.kept.or_made(
            "differences.json",
            [code.encode(), there.encode(), *(text.encode() for text in texts)],
            lambda: json.dumps([self._told(*key) for key in keys]).encode(),
        )
        return dict(zip(keys, json.loads(made), strict=True))

    def _told(self, name: str, digest: str) -> str:
        then, now = self.said.texts.get((name, digest)), self._now[name]
        if then is None:
            return Markup("<p>{}</p>").format(LOST)
        return difference.shown(then, now.text) or Markup("<p>{}</p>").format(
            ROWS if now.kind == "dataset" else SAME
        )


def missing(root: Path, editions: Iterable[str]) -> list[str]:
    """Return what is lost of editions, each with what to do; what they said can then not be shown."""
    lost = []
    for edition in editions:
        for name, command in (
            (f"editions/{edition}.sha256", f"git checkout {edition} -- editions"),
            (said.NAME.format(edition=edition), f"python -m helpers.book.citing.said {edition} CLONE"),
        ):
            if not (root / name).is_file():
                lost.append(f"{name} is not there, though edition {edition} was published: {command}")
    return lost
