"""What a page looks like where its address is shared: its title beside its first picture."""

from __future__ import annotations

import re
import textwrap
from html import escape

from ...charts import palette
from ..build import raster
from ..build.kept import Kept
from .publication import Publication
from .units import Unit

WIDTH, HEIGHT = 1200, 630  # as the Open Graph protocol is read by those who show it
EDGE = 64
LONG = 2.2  # a picture that is so many times wider than high lies below its title, not beside it
SIDE = 420  # of a title beside its picture
MANY = 4  # lines of a title that is set smaller
VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
SIGN = (
    '<path d="M0 1h6v6H0z"/><path d="M8.75 1.75h4.5v4.5h-4.5z" fill="none" stroke="{0}" stroke-width="1.5"/>'
)


def of(unit: Unit, picture: str, record: Publication, kept: Kept | None = None) -> bytes:
    """Return the picture of a page as PNG.

    Parameters
    ----------
    unit
        The chapter, or the book.
    picture
        A drawing that stands on the page, as SVG.
    record
        The book.
    kept
        As in :func:`helpers.book.build.raster.png`.
    """
    named = f"{record.title.partition('?')[0]}?"
    if unit.kind == "book":
        return raster.png(drawn(record.title, f"Edition {record.said}", picture), kept=kept)
    above = f"{named} Chapter {unit.number}" if unit.number else named
    return raster.png(drawn(unit.title, above, picture), kept=kept)


def drawn(title: str, above: str, picture: str) -> str:
    """Return the picture of a page as a drawing: its title, what stands over it, and a picture of it."""
    found = VIEW.search(picture)
    across, down = map(float, found.groups()) if found else (1.0, 1.0)
    stacked = across > LONG * down
    lines = textwrap.wrap(title, 40 if stacked else 18)
    size = 60 if stacked else 52 if len(lines) < MANY else 42
    top = EDGE + 94 + len(lines) * size * 1.1
    box = (EDGE, top, WIDTH - 2 * EDGE) if stacked else (2 * EDGE + SIDE, EDGE, WIDTH - SIDE - 3 * EDGE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{_brand(above)}'
        f"{_title(lines, size)}{_placed(picture, *box)}</svg>"
    )


def _brand(words: str) -> str:
    red, muted = palette.HUES["rubric"].light, palette.HUES["muted"].light
    sign = SIGN.format(red)
    return (
        f'<g transform="translate({EDGE} {EDGE}) scale(2)" fill="{red}">{sign}</g><text x="{EDGE + 44}" '
        f'y="{EDGE + 16}" font-family="Sans" font-size="22" fill="{muted}">{escape(words)}</text>'
    )


def _title(lines: list[str], size: int) -> str:
    said = "".join(
        f'<text x="{EDGE}" y="{EDGE + 70 + (place + 0.75) * size * 1.1:.0f}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    ink = palette.HUES["ink"].light
    return f'<g font-family="Display" font-weight="500" font-size="{size}" fill="{ink}">{said}</g>'


def _placed(picture: str, left: float, top: float, width: float) -> str:
    """Return a drawing in its box, as large as the box allows."""
    box = f'x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{HEIGHT - top - EDGE:.0f}"'
    plain = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", picture, count=1)
    return plain.replace("<svg ", f"<svg {box} ", 1)
