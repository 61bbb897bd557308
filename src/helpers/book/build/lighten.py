"""Make a finished book light: files that no page loads go, and a face keeps the letters that occur.

Sphinx and its extensions put their own style sheets and scripts beside every book; this one has its own. The
faces come with letters for other words than ours; which are needed is known when all pages are made.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from html import unescape
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont, scaleUpem
from fontTools.ttLib.tables import otTables
from lxml import html

from .kept import Kept

TEXTS = (".html", ".js", ".css")
VENDOR = "vendor"  # its scripts hold letters that only they read
SEARCH = "search.js"  # spells letters that a reader may type, and shows those of pages
OF_FRONT = ("display", "persian", "regular", "sans")  # faces that the first page has for itself
WORDS = "//svg//*[@font-size = '24' or @font-size = '18']"  # of the picture, which the style sheet sets so
LARGE = f"//h1 | //h2 | //dt | //strong | //*[contains(@class, 'lede')] | {WORDS}"
GRID = 512  # to the size of a letter: of a text at 18 pixels, steps of a thirtieth of a pixel
PLACES = 0x0F  # of what a font says of a pair: where it stands, and not by how much weights differ
NAMED = re.compile(r"&#?\w+;")  # a letter by its name or number
PLAIN = frozenset(string.ascii_lowercase + string.digits)  # what controls made by scripts are named with


def lighten(folder: Path, kept: Kept) -> None:
    """Make the book in a folder light, in place; a face that was cut for the same letters before is kept."""
    texts = {path: path.read_text(encoding="utf-8") for path in _texts(folder)}
    drop_unused(folder / "_static", texts)
    fonts = folder / "_static" / "fonts"
    front, letters = texts[folder / "index.html"], written(_read(texts))
    for name in OF_FRONT:
        own = OWN.get(name, shown)(front)
        (fonts / f"front-{name}.woff2").write_bytes(_cut(fonts / f"{name}.woff2", own, kept))
    (fonts / "regular.woff2").unlink()
    for face in sorted(fonts.glob("*.woff2")):
        face.write_bytes(_cut(face, letters, kept))


def _cut(path: Path, letters: frozenset[str], kept: Kept) -> bytes:
    face = path.read_bytes()
    of = [version("fonttools").encode(), "".join(sorted(letters)).encode(), face]
    return kept.or_made("face.woff2", of, lambda: fitted(face, letters))


def written(texts: Iterable[str]) -> frozenset[str]:
    """Return the letters of texts, those included that pages write as names or numbers.

    Examples
    --------
    >>> sorted(written(["a", "&rarr; b"]) - set("&;rarr"))
    [' ', 'b', '→']
    """
    found = frozenset[str]()
    for text in texts:
        found |= set(text).union(*map(unescape, set(NAMED.findall(text))))
    return found


def shown(page: str) -> frozenset[str]:
    """Return the letters of a page that its reader sees at first: not its code, which has a face of its own.

    Examples
    --------
    >>> sorted(shown("<p>An &eacute;</p><details>Q</details><script>X</script>") - PLAIN)
    [' ', 'A', 'é']
    """
    seen = re.sub(r"<(script|details).*?</\1>", "", page, flags=re.DOTALL)
    return frozenset(unescape(re.sub(r"<[^>]+>", " ", seen))) | PLAIN


def large(page: str) -> frozenset[str]:
    """Return the letters of a page that are set large: in its headings, its answer, its picture.

    Examples
    --------
    >>> sorted(large("<h1>Is it?</h1><p>No.</p>"))
    [' ', '?', 'I', 'i', 's', 't']
    """
    return frozenset("".join(html.document_fromstring(page).xpath(f"({LARGE})//text()")))


def persian(page: str) -> frozenset[str]:
    """Return the letters of a page that stand in Persian.

    Examples
    --------
    >>> sorted(persian('<p>Iran <b lang="fa">نه</b></p>'))
    ['ن', 'ه']
    """
    return frozenset("".join(html.document_fromstring(page).xpath("//*[@lang='fa']//text()")))


OWN = {"display": large, "persian": persian}  # what of the first page a face is for, if not all


def _read(texts: dict[Path, str]) -> Iterator[str]:
    return (text for path, text in texts.items() if path.name != SEARCH)


def _texts(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix in TEXTS and VENDOR not in path.parts:
            yield path


def drop_unused(static: Path, texts: dict[Path, str]) -> None:
    """Remove the files at the top of a folder that neither a page nor a file that stays there names."""
    pages = "\n".join(text for path, text in texts.items() if static not in path.parents)
    files = {path.name for path in static.iterdir() if path.is_file()}
    used: set[str] = set()
    named = set(re.findall(r"_static/([\w.-]+)", pages))
    while named:  # a script may fetch another
        used |= named
        ours = "\n".join(texts[static / name] for name in sorted(named) if static / name in texts)
        named = {name for name in files - used if name in ours}
    for path in static.iterdir():
        if path.name in files - used:
            path.unlink()
            texts.pop(path, None)


def fitted(face: bytes, letters: frozenset[str]) -> bytes:
    """Return a face with these letters alone; all that it does with them it still does in its first weight.

    Its other weights are kerned as the first, and it is drawn on a grid of :data:`GRID` lines: by how much
    this differs nobody sees, and it is heavy.

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
    for pairs in _pairs(font):
        _kern_alike(pairs)
    scaleUpem.scale_upem(font, GRID)
    written = BytesIO()
    font.flavor = "woff2"
    font.save(written)
    return written.getvalue()


def _pairs(font: TTFont) -> Iterator[Any]:
    """Yield the tables of letters that stand nearer or farther, of a face of several weights."""
    for lookup in font["GPOS"].table.LookupList.Lookup if "fvar" in font and "GPOS" in font else ():
        for one in lookup.SubTable:
            found = getattr(one, "ExtSubTable", one)
            if isinstance(found, otTables.PairPos):
                yield found


def _kern_alike(pairs: Any) -> None:
    """Take from each pair by how much it differs from weight to weight."""
    by_letter = [record for one in getattr(pairs, "PairSet", ()) for record in one.PairValueRecord]
    by_kind = [record for one in getattr(pairs, "Class1Record", ()) for record in one.Class2Record]
    for record in by_letter + by_kind:
        for value in filter(None, (record.Value1, record.Value2)):
            for name in [name for name in vars(value) if name.endswith("Device")]:
                delattr(value, name)
    pairs.ValueFormat1 &= PLACES
    pairs.ValueFormat2 &= PLACES
