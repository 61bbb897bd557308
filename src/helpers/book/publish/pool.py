"""A folder in which the same content is stored once, under however many names."""

from __future__ import annotations

import os
from pathlib import Path

from .manifests import digest


class Pool:
    """Writes files into a folder; one whose content is there already becomes a hard link to it."""

    def __init__(self, folder: Path):
        self.folder, self.served, self.stored, self.files = folder, 0, 0, 0
        self.links = True
        self._first: dict[str, Path] = {}

    def put(self, name: str, content: bytes) -> None:
        """Write one file.

        Raises
        ------
        FileExistsError
            When the name is taken: nothing that is published is overwritten.
        """
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        self.files, self.served = self.files + 1, self.served + len(content)
        first = self._first.setdefault(digest(content), target)
        if first is not target and self._linked(first, target):
            return
        with target.open("xb") as file:
            file.write(content)
        self.stored += len(content)

    def _linked(self, first: Path, target: Path) -> bool:
        """Link a name to what is there; a disk that has no such links gets a copy."""
        if self.links:
            try:
                os.link(first, target)
            except FileExistsError:
                raise
            except OSError:
                self.links = False
        return self.links

    def __str__(self) -> str:
        once = "unchanged files once" if self.links else "this disk has no hard links: every copy apart"
        return (
            f"{self.files:,} files, {self.served / 1e6:.1f} MB as served,"
            f" {self.stored / 1e6:.1f} MB as stored ({once})"
        )
