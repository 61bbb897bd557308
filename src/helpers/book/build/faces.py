"""Make the faces of the book from their originals, which `static/fonts/SOURCES.txt` names.

    python -m helpers.book.build.faces FOLDER

writes them anew. They hold the letters that a page of this book may come to need; `lighten` leaves of these,
in each finished book, the letters that do occur.
"""

from __future__ import annotations

import math
import string
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[1] / "pages" / "static" / "fonts"
SERIF, ITALIC = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"
SANS, NASKH = "Vazirmatn[wght].ttf", "MarkaziText[wght].ttf"
FEATURES = ["fina", "init", "kern", "liga", "lnum", "locl", "mark", "medi", "rlig"]
NAMES = [1, 2]  # family and style; whose a face is stands in `OFL.txt`
UNREAD = [*subset.Options().drop_tables, "BASE", "STAT"]  # no browser needs them

HYPHEN, UNBROKEN = 0x2D, 0x2011  # the second looks like the first, and few faces have it
LATIN = frozenset(
    string.printable + "ḌḍḤḥḪḫṢṣṬṭẒẓ–—‑‘’‚“”„†‡•…′″‹›←↑→↓−≈≠≤≥◆◇" + "".join(map(chr, range(0xA0, 0x180)))
)
# Headings and questions get along with fewer: what else stands in them is set in the face of the text.
HEADS = frozenset(string.ascii_letters + string.digits + " !\"#$%&'()*+,-./:;<=>?éü–—‘’“”…‑")
CYRILLIC = frozenset(map(chr, range(0x400, 0x460)))
PERSIAN = frozenset(" «»().:–…،؛؟ءآأؤإئابتثجحخدذرزسشصضطظعغفقکگلمنهوپچژیًٌٍَُِّٔ٪٫٬۰۱۲۳۴۵۶۷۸۹")
ARABIC = frozenset("ةكىي")  # what Arabic writes otherwise; in the Persian face, which stands on every page
PERCENT = {"٪": (SANS, 0.78)}  # the Persian face has none

Outline = tuple[Glyph, int]  # a glyph and its width


@dataclass(frozen=True)
class Face:
    """A file of ours: where on the axes of an original it lies, and its letters."""

    original: str
    letters: frozenset[str]
    axes: dict[str, float | tuple[float, float]]
    drawn: frozenset[str] = frozenset()  # signs that the original lacks and we draw
    lent: dict[str, tuple[str, float]] = field(default_factory=dict)  # letters of another original, how large
    loose: frozenset[str] = frozenset()  # letters that join others as they are: their joint signs are many


FACES = {
    "text": Face(SERIF, LATIN, {"opsz": 15, "wght": (400, 600)}),
    "regular": Face(SERIF, LATIN, {"opsz": 15, "wght": 400}),
    "display": Face(SERIF, HEADS, {"opsz": 44, "wght": 500}),
    "italic": Face(ITALIC, HEADS | frozenset("@[\\]^_"), {"opsz": 15, "wght": 400}),
    "cyrillic": Face(SERIF, CYRILLIC, {"opsz": 15, "wght": 400}),
    "sans": Face(SANS, LATIN, {"wght": (400, 700)}, drawn=frozenset("●○")),
    "persian": Face(NASKH, PERSIAN | ARABIC, {"wght": 400}, lent=PERCENT, loose=ARABIC),
    "persian-strong": Face(NASKH, PERSIAN | ARABIC, {"wght": 600}, lent=PERCENT, loose=ARABIC),
}


def made(face: Face, originals: Path) -> bytes:
    """Return a face as WOFF2, the same bytes each time.

    Parameters
    ----------
    face
        What it is.
    originals
        The folder with the files that it names.
    """
    font = TTFont(originals / face.original, recalcTimestamp=False)
    _loosen(font, face.loose)
    cutter = subset.Subsetter(
        subset.Options(layout_features=FEATURES, name_IDs=NAMES, drop_tables=UNREAD, hinting=False)
    )
    cutter.populate(text="".join(face.letters))
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, face.axes)
    for sign in sorted(face.drawn):
        _add(font, sign, _round(font["head"].unitsPerEm, hollow=sign == "○"))
    for letter, (other, size) in face.lent.items():
        _add(font, letter, _lent(originals / other, letter, size))
    for table in font["cmap"].tables:
        if table.isUnicode() and HYPHEN in table.cmap:
            table.cmap.setdefault(UNBROKEN, table.cmap[HYPHEN])
    written = BytesIO()
    font.flavor = "woff2"
    font.save(written)
    return written.getvalue()


def _loosen(font: TTFont, letters: frozenset[str]) -> None:
    """Take from a font the signs that stand for two letters, one of them among these."""
    tables = [one for lookup in _lookups(font) for one in lookup.SubTable] if letters else []
    forms = {font.getBestCmap()[ord(letter)] for letter in letters}
    for mapping in [one.mapping for one in tables if hasattr(one, "mapping")]:
        forms |= {form for letter, form in mapping.items() if letter in forms}
    for table in [one for one in tables if hasattr(one, "ligatures")]:
        table.ligatures = {
            first: kept
            for first, joint in table.ligatures.items()
            if (kept := [one for one in joint if not forms.intersection([first, *one.Component])])
        }


def _lookups(font: TTFont) -> list:
    return font["GSUB"].table.LookupList.Lookup if "GSUB" in font else []


def _add(font: TTFont, letter: str, outline: Outline) -> None:
    """Add a letter that looks alike in every weight."""
    name, (glyph, width) = f"uni{ord(letter):04X}", outline
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name], font["hmtx"][name] = glyph, (width, glyph.xMin)
    if "gvar" in font:
        font["gvar"].variations[name] = []
    if "HVAR" in font:
        del font["HVAR"]  # it counts the letters that were there; widths follow from gvar as well
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name


def _round(em: int, *, hollow: bool) -> Outline:
    """Return a circle, full or hollow, that stands in a line like a letter."""
    pen, middle, radius = TTGlyphPen(None), (0.36 * em, 0.36 * em), 0.29 * em
    for size, way in [(radius, 1), *([(radius - 0.06 * em, -1)] if hollow else [])]:
        far = size / math.cos(math.pi / 8)  # where the curve's handles lie
        turns = [way * (one + 0.5) * math.pi / 4 for one in range(8)]
        handles = [
            (round(middle[0] + far * math.cos(turn)), round(middle[1] + far * math.sin(turn)))
            for turn in turns
        ]
        pen.qCurveTo(*handles, None)
        pen.closePath()
    return _finished(pen), round(0.72 * em)


def _lent(original: Path, letter: str, size: float) -> Outline:
    font = TTFont(original)
    name, glyphs = font.getBestCmap()[ord(letter)], font.getGlyphSet()
    pen = TTGlyphPen(None)
    glyphs[name].draw(TransformPen(pen, (size, 0, 0, size, 0, 0)))
    return _finished(pen), round(glyphs[name].width * size)


def _finished(pen: TTGlyphPen) -> Glyph:
    glyph = pen.glyph()
    glyph.recalcBounds(None)
    return glyph


def write(originals: Path, folder: Path = FONTS) -> None:
    """Write every face into a folder, and print its size and digest as `SOURCES.txt` has them."""
    for name, face in FACES.items():
        content = made(face, originals)
        (folder / f"{name}.woff2").write_bytes(content)
        print(f"{name}.woff2  {len(content)}  {sha256(content).hexdigest()}")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
