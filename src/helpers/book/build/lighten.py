"""Make a finished book light: files that no page loads go, and a face keeps the letters that occur.

Sphinx and its extensions put their own style sheets and scripts beside every book; this one has its own. The
faces come with letters for other words than ours; which are needed is known when all pages are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TEXTS = (".html", ".js", ".css")
VENDOR = "vendor"  # its scripts hold letters that only they read


def lighten(folder: Path) -> None:
    """Make the book in a folder light, in place."""
    texts = {path: path.read_text(encoding="utf-8") for path in _texts(folder)}
    drop_unused(folder / "_static", texts)
    letters = frozenset().union(*texts.values())
    for face in sorted((folder / "_static" / "fonts").glob("*.woff2")):
        face.write_bytes(fitted(face.read_bytes(), letters))


def _texts(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix in TEXTS and VENDOR not in path.parts:
            yield path


def drop_unused(static: Path, texts: dict[Path, str]) -> None:
    """Remove the files at the top of a folder that neither a page nor a file that stays there names."""
    pages = "\n".join(text for path, text in texts.items() if static not in path.parents)
    used = set(re.findall(r"_static/([\w.-]+)", pages))
    ours = "\n".join(texts[static / name] for name in sorted(used) if static / name in texts)
    for path in static.iterdir():
        if path.is_file() and path.name not in used and path.name not in ours:
            path.unlink()
            texts.pop(path, None)


def fitted(face: bytes, letters: frozenset[str]) -> bytes:
    """Return a face with these letters alone; all that it does with them it still does.

    Parameters
    ----------
    face
        A font file as WOFF2.
    letters
        The letters that occur; those that the face does not have are left to the next one.
    """
    font = TTFont(BytesIO(face), recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(letters))
    cutter.subset(font)
    written = BytesIO()
    font.flavor = "woff2"
    font.save(written)
    return written.getvalue()
