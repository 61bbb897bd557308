"""Draw the still pictures of a notebook's figures: what a page shows first, and all that print shows.

Each figure is drawn twice, at the width of a page and at that of a phone, in ink that follows the page's
theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import nbformat

from ... import charts, code
from ...charts import palette, style
from ...page import FIGURE, digest
from . import browser, drawing

WIDE, NARROW = charts.WIDE, charts.NARROW
SVG = "image/svg+xml"
AGAIN = ", then run this again"


class NoPictures(RuntimeError):
    """No picture could be drawn, for want of a browser that works."""


def missing(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the figure outputs whose pictures are absent, or were drawn from other data or by other code."""
    return [output for output in figures(notebook) if drawn_from(output) != origin(output.data[FIGURE])]


def figures(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    """Yield the figure outputs of a notebook."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if FIGURE in output.get("data", {}):
                yield output


def drawn_from(output: dict) -> str | None:
    """Return what an output's picture was drawn from, as :func:`origin` names it."""
    found = re.search(r'data-origin="([0-9a-f]+)"', output["data"].get(SVG, ""))
    return found.group(1) if found else None


def origin(spec: dict) -> str:
    """Return 24 hexadecimal digits: of a figure's specification, and of the code that draws it."""
    return digest(spec) + _hand()


def shown(output: dict) -> tuple[str, str]:
    """Return the wide and the narrow picture of a figure; empty texts where they show other data."""
    found = drawn_from(output) or ""
    if not found.startswith(digest(output["data"][FIGURE])):
        return "", ""
    return output["data"][SVG], output["metadata"]["narrow"]


@cache
def drawn_with() -> bytes:
    """Return what decides, beside our code, how a picture is drawn."""
    return version("plotly").encode() + drawing.FACE.read_bytes()


@cache
def _hand() -> str:
    """Return twelve digits of the code that draws (its comments apart), of plotly's version and the face."""
    helpers = Path(style.__file__).parents[1]
    used = code.closure([f"{__name__}.picture", f"{__name__}.size"], helpers)
    face = sha256(drawing.FACE.read_bytes()).hexdigest()
    hand = [one.digest for name, one in used.items() if not name.startswith(code.__name__)]
    code_and_face = "".join([version("plotly"), face, *hand])
    return sha256(code_and_face.encode()).hexdigest()[:12]


def draw(outputs: list[nbformat.NotebookNode]) -> None:
    """Draw the pictures of these outputs in place; one that can't be drawn keeps what it had.

    Raises
    ------
    NoPictures
        With the reason: no browser, or one that does not start or answer.
    """
    path = browser.find()
    if path is None:
        raise NoPictures(f"there is no Chrome or Chromium here; install one{AGAIN}")
    sizes = [(output.data[FIGURE], width) for output in outputs for width in (WIDE, NARROW)]
    drawn = drawing.draw([size(spec, width) for spec, width in sizes], path)
    try:
        for output, wide, narrow in zip(outputs, drawn, drawn, strict=True):
            spec = output.data[FIGURE]
            output.data[SVG], output.metadata["narrow"] = (
                picture(wide, spec, WIDE),
                picture(narrow, spec, NARROW),
            )
    except drawing.DrawingError as error:
        raise NoPictures(f"{error}; mend it, or name another in BROWSER_PATH{AGAIN}") from None


def size(spec: dict, width: int) -> tuple[dict, int, int]:
    """Return what to draw at a width, with that width and its height; a chart may ask for a wider page."""
    narrow = width == NARROW
    layout = charts.narrowed(spec["layout"]) if narrow else spec["layout"]
    data = charts.traces(spec["data"], narrow=narrow)
    width = layout.get("meta", {}).get("across", width) if width == WIDE else width
    return {"data": data, "layout": layout}, width, layout.get("height", charts.HEIGHT)


def picture(svg: str, spec: dict, width: int) -> str:
    """Return a drawing as SVG text that is the same on every run, and says what it was drawn from."""
    prefix = f"{spec['layout']['meta']['id']}-{'n' if width == NARROW else 'w'}"
    svg = palette.themed(_tidy(_stable_ids(_unclipped(svg), prefix)))
    return svg.replace("<svg ", f'<svg data-origin="{origin(spec)}" ', 1)


def _unclipped(svg: str) -> str:
    """Plotly cuts a legend where its words end in the font it was drawn with; a reader's may be wider."""
    return re.sub(r""" clip-path="url\('?#legend[^"]*\)\"""", "", svg)


def _stable_ids(svg: str, prefix: str) -> str:
    """Plotly draws random ids; two pictures on one page also must not share any."""
    for number, old in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))):
        svg = re.sub(rf'(id="|#){re.escape(old)}(?=["\')])', rf"\g<1>{prefix}-{number}", svg)
    return svg


def _tidy(svg: str) -> str:
    """Leave out what draws nothing: two thirds of the bytes."""
    svg = re.sub(r' (?:class|data-[a-z]+|cursor|xmlns:xlink)="[^"]*"', "", svg)
    svg = re.sub(
        r"(?:(?:fill-|stroke-)?opacity: 1|vector-effect: none|stroke-miterlimit: 2|white-space: pre"
        r"|pointer-events: (?:all|none)|font-(?:style|variant): normal|text-decoration-line: none"
        r"|text-transform: none|text-shadow: none|paint-order: [a-z ]+);? ?",
        "",
        svg,
    )
    # Plotly outlines each area that it fills once more, with nothing.
    svg = re.sub(r"<path [^>]*fill: none;[^>]*stroke-width: 0(?:px)?;[^>]*/>", "", svg)
    svg = re.sub(r"<[^>]+>", lambda tag: _rounded(tag[0]), svg)
    svg = svg.replace(' style=""', "")
    while (shorter := re.sub(r"<(g|path)(?: transform=\"[^\"]*\")?/>|<g>\s*</g>", "", svg)) != svg:
        svg = shorter
    return svg


def _rounded(tag: str) -> str:
    """Round the lengths in a tag to tenths of a pixel; the words between tags stay as they are."""
    return re.sub(r"-?\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}", tag)
