"""Pictures as points, for those who can't take a drawing: in the book's own faces, on every machine alike."""

from __future__ import annotations

import hashlib
import re
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import resvg_py
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from ...charts import palette
from .kept import Kept

FONTS = Path(__file__).parents[1] / "pages" / "static" / "fonts"
FACES = {  # as style sheets name them: the weights that drawings use, and the file that has each
    "Sans": {400: "sans", 600: "sans", 700: "sans"},
    "Text": {400: "text"},
    "Display": {500: "display"},
    "Persian": {400: "persian", 600: "persian-strong"},
}
# Words in Persian are set in its face: as a mere stand-in for letters it would be taken in any weight.
IN_PERSIAN = re.compile(r"<(?:text|tspan)\b([^>]*)>(?=[^<]*[\u0621-\u06cc])")
NAMED = re.compile(r"font-family: [^;\"]*")
THEMED = re.compile(r"var\(--[\w-]+, (#\w+)\)")
FAMILY, SUBFAMILY_OF, POSTSCRIPT = 1, 16, 6  # numbers of the names in a font: its families, and itself


def on_paper(svg: str) -> str:
    """Return a drawing as it stands alone: in the light colours, and with a face that other machines have.

    Examples
    --------
    >>> ink = palette.HUES["ink"].light
    >>> on_paper(f'<text style="font-family: Noto; fill: var(--ink, {ink})"/>').replace(ink, "the ink")
    '<text style="font-family: Sans, sans-serif; fill: the ink"/>'
    """
    return NAMED.sub("font-family: Sans, sans-serif", THEMED.sub(r"\1", svg))


def png(svg: str, *, zoom: float = 1, kept: Kept | None = None) -> bytes:
    """Return a drawing as PNG on the paper of the book.

    Parameters
    ----------
    svg
        A drawing, whole.
    zoom
        Points a unit of the drawing.
    kept
        Where what was made of the same drawing before is found again.
    """
    light = IN_PERSIAN.sub(_in_its_face, on_paper(svg))
    if kept is None:
        return _made(light, zoom)
    return kept.or_made("picture.png", _made_from(light, zoom), lambda: _made(light, zoom))


def _in_its_face(tag: re.Match) -> str:
    """Return the tag of Persian words with their face; a style wins over an attribute.

    >>> IN_PERSIAN.sub(_in_its_face, '<text x="1" style="font-weight: 600">جنگ</text>')
    '<text x="1" style="font-family: Persian, Sans; font-weight: 600">جنگ</text>'
    """
    bare = re.sub(r"""\s*font-family(?:="[^"]*"|: [^;"]*;?)""", "", tag[0])
    if 'style="' in bare:
        return bare.replace('style="', 'style="font-family: Persian, Sans; ', 1)
    return bare.replace(">", ' font-family="Persian, Sans">', 1)


def _made(svg: str, zoom: float) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in _fonts().items() if "<text" in svg else ():
            Path(folder, name).write_bytes(content)
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                background=palette.HUES["paper"].light,
                zoom=zoom,
                skip_system_fonts=True,
                font_dirs=[folder],
                font_family="Sans",
                sans_serif_family="Sans",
            )
        )


def _made_from(svg: str, zoom: float) -> list[bytes]:
    return [f"{palette.HUES['paper'].light} {zoom} {svg}".encode(), _drawn_with()]


@cache
def _drawn_with() -> bytes:
    """Return what decides, beside our code, how points are set: who draws, and the digests of the faces."""
    files = sorted({file for face in FACES.values() for file in face.values()})
    faces = [hashlib.sha256((FONTS / f"{file}.woff2").read_bytes()).hexdigest() for file in files]
    return f"{version('resvg-py')} {version('fonttools')} {faces}".encode()


@cache
def _fonts() -> dict[str, bytes]:
    """Return the faces as files of single fonts: what draws reads neither packed nor variable ones."""
    return {
        f"{name}-{weight}.ttf": _font(name, file, weight)
        for name, files in FACES.items()
        for weight, file in files.items()
    }


def _font(name: str, file: str, weight: int) -> bytes:
    font = TTFont(FONTS / f"{file}.woff2", recalcTimestamp=False)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": weight})
    for record in font["name"].names:
        if record.nameID in (FAMILY, SUBFAMILY_OF):
            record.string = name
    font["name"].setName(f"{name}-{weight}", POSTSCRIPT, 3, 1, 0x409)  # who draws passes over a face without
    font["OS/2"].usWeightClass, font.flavor = weight, None
    with tempfile.TemporaryFile() as place:
        font.save(place)
        place.seek(0)
        return place.read()
