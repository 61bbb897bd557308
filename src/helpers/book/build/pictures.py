"""Draw the still pictures of a notebook's figures: what a page shows first, and all that print shows.

Each figure is drawn twice, at the width of a page and at that of a phone, in ink that follows the page's
theme.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import nbformat

from ... import charts
from ...charts import palette, style
from ...page import FIGURE, digest

WIDE, NARROW = 720, 360
SVG = "image/svg+xml"


def missing(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the figure outputs whose pictures are absent, or were drawn from other data or by other code."""
    return [output for output in figures(notebook) if drawn_from(output) != origin(output.data[FIGURE])]


def figures(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    """Yield the figure outputs of a notebook."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if FIGURE in output.get("data", {}):
                yield output


def drawn_from(output: nbformat.NotebookNode) -> str | None:
    """Return what an output's picture was drawn from, as :func:`origin` names it."""
    found = re.search(r'data-origin="([0-9a-f]+)"', output.data.get(SVG, ""))
    return found.group(1) if found else None


def origin(spec: dict) -> str:
    """Return twelve hexadecimal digits that identify a figure's specification and the code that draws it."""
    return hashlib.sha256(digest(spec).encode() + _hand()).hexdigest()[:12]


@cache
def _hand() -> bytes:
    sources = [Path(__file__), Path(style.__file__)]
    hues = repr(palette.HUES).encode()  # those that differ on dark paper are drawn as the page's own
    return version("plotly").encode() + hues + b"".join(path.read_bytes() for path in sources)


def draw(outputs: list[nbformat.NotebookNode]) -> bool:
    """Draw the pictures of these outputs in place; return False where no browser can be started.

    Without a browser a picture of older data is removed: no picture is better than a wrong one.
    """
    for output in outputs:
        output.data.pop(SVG, None)
        output.metadata.pop("narrow", None)
    if not outputs:
        return True
    try:
        server = _Server()
    except Exception:
        return False
    with server:
        for output in outputs:
            spec = output.data[FIGURE]
            output.data[SVG] = picture(server, spec, WIDE)
            output.metadata["narrow"] = picture(server, spec, NARROW)
    return True


def picture(server: _Server, spec: dict, width: int) -> str:
    """Return one figure as SVG text that is the same on every run."""
    narrow = width == NARROW
    layout = charts.narrowed(spec["layout"]) if narrow else spec["layout"]
    svg = server.draw({"data": spec["data"], "layout": layout}, width, layout.get("height", charts.HEIGHT))
    prefix = f"{spec['layout']['meta']['id']}-{'n' if narrow else 'w'}"
    svg = palette.themed(_tidy(_stable_ids(_unclipped(svg), prefix)))
    return svg.replace("<svg ", f'<svg data-origin="{origin(spec)}" ', 1)


class _Server:
    """A browser that draws, open for as long as the ``with`` block lasts."""

    def __init__(self):
        import logging

        import kaleido

        for name in ("choreographer", "kaleido", "browser_proc"):
            logging.getLogger(name).setLevel(logging.ERROR)
        self._kaleido = kaleido
        kaleido.start_sync_server(n=1, silence_warnings=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._kaleido.stop_sync_server(silence_warnings=True)

    def draw(self, figure: dict, width: int, height: int) -> str:
        options = {"format": "svg", "width": width, "height": height}
        return self._kaleido.calc_fig_sync(figure, opts=options).decode("utf-8")


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
    svg = re.sub(r"<[^>]+>", lambda tag: _rounded(tag[0]), svg)
    svg = svg.replace(' style=""', "")
    while (shorter := re.sub(r"<(g|path)(?: transform=\"[^\"]*\")?/>|<g>\s*</g>", "", svg)) != svg:
        svg = shorter
    return svg


def _rounded(tag: str) -> str:
    """Round the lengths in a tag to tenths of a pixel; the words between tags stay as they are."""
    return re.sub(r"-?\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}", tag)
