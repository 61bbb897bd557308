"""A sheet on which a chart puts words and marks at pixels, once for a page and once for a phone.

For charts that are no axes with data on them: rows of marks, grids of words, small multiples. One unit is one
pixel, and y grows downward. The two pictures share nothing but the function that draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import plotly.graph_objects as go

from .labels import word
from .palette import CLEAR, HUES
from .style import LETTERS, NARROW, SMALL, WIDE, laid_out, merge

Point = tuple[float, float]
LETTER = 0.54  # of its size, that a letter of the face is wide at the most, over a few words


class Canvas:
    """One of the two pictures of a chart, while it is drawn.

    Parameters
    ----------
    narrow
        Whether it is the picture of a phone.
    """

    def __init__(self, *, narrow: bool) -> None:
        self.narrow = narrow
        self.across = NARROW if narrow else WIDE
        self.letters = SMALL if narrow else LETTERS
        self.small = self.letters - 1
        self.height = 0.0
        self.traces: list[dict] = []
        self.words: list[dict] = []

    def say(
        self,
        place: Point,
        text: str,
        hue: str = "ink",
        *,
        anchor: str = "left",
        at: str = "middle",
        size: float | None = None,
    ) -> None:
        """Write words that begin, end or are centred at a place.

        Parameters
        ----------
        place
            Where, in pixels.
        text
            The words; ``<b>`` and ``<br>`` are understood.
        hue
            Name of a hue of the palette.
        anchor, at
            What of the words stands there: their left, center or right; their top, middle or bottom.
        size
            Of the letters; those of the picture if not given.
        """
        font = {"size": size or self.letters, "color": HUES[hue].light}
        self.words.append(
            word(*place, text, xanchor=anchor, yanchor=at, align=anchor, borderpad=0, font=font)
        )

    def fill(self, rings: Iterable[Sequence[Point]], hue: str, *, opacity: float = 1) -> None:
        """Fill areas, each given by its corners, with one hue."""
        self._path(
            [[*ring, ring[0]] for ring in rings],
            fill="toself",
            fillcolor=HUES[hue].light,
            opacity=opacity,
            line={"width": 0},
        )

    def line(
        self, paths: Iterable[Sequence[Point]], hue: str, *, width: float = 1, dash: str = "solid"
    ) -> None:
        """Draw lines of one kind."""
        self._path(list(paths), line={"color": HUES[hue].light, "width": width, "dash": dash})

    def dots(
        self,
        points: Sequence[Point],
        hue: str,
        *,
        size: float = 8,
        hollow: bool = False,
        symbol: str = "circle",
    ) -> None:
        """Draw points of one kind; hollow ones have paper inside."""
        if not points:
            return
        look = {"size": size, "symbol": symbol, "color": HUES["paper" if hollow else hue].light}
        look["line"] = {"width": 1.8 if hollow else 0, "color": HUES[hue].light}
        self._add(points, mode="markers", marker=look, hoverinfo="skip")

    def touch(self, points: Sequence[Point], words: Sequence[str], size: float = 14) -> None:
        """Say what words appear where the interactive chart is touched; a still picture has none of it."""
        look = {"size": size, "color": CLEAR}
        self._add(points, mode="markers", marker=look, hovertext=list(words), hoverinfo="text", touch=True)

    def width(self, text: str, size: float | None = None) -> float:
        """Return about how many pixels words need."""
        return len(text) * LETTER * (size or self.letters)

    def _path(self, paths: Sequence[Sequence[Point]], **look) -> None:
        if paths:
            points = [point for path in paths for point in (*path, (None, None))][:-1]
            look["line"] = {"simplify": False} | look["line"]
            self._add(points, mode="lines", hoverinfo="skip", **look)

    def _add(self, points: Sequence, *, touch: bool = False, **look) -> None:
        own = "phone" if self.narrow else "page"
        xs, ys = zip(*points, strict=True)
        meta = f"{own} touch" if touch else own
        self.traces.append({"type": "scatter", "x": xs, "y": ys, "meta": meta, "cliponaxis": False} | look)


def drawn(draw: Callable[[Canvas], None]) -> go.Figure:
    """Return the figure whose two pictures a function draws.

    Parameters
    ----------
    draw
        Puts words and marks on a canvas, and sets its height.
    """
    page, phone = Canvas(narrow=False), Canvas(narrow=True)
    for canvas in (page, phone):
        draw(canvas)
    layout = merge(laid_out(narrow=_layout(phone)), _layout(page))
    return go.Figure([*page.traces, *phone.traces], merge(layout, _SHEET))


_FIXED = {"visible": False, "automargin": False, "fixedrange": True}
_SHEET = {
    "xaxis": _FIXED,
    "yaxis": _FIXED,
    "margin": dict.fromkeys("lrtb", 0) | {"pad": 0},
    "showlegend": False,
    "dragmode": False,
}


def _layout(canvas: Canvas) -> dict:
    return {
        "height": round(canvas.height),
        "annotations": canvas.words,
        "xaxis": {"range": [0, canvas.across]},
        "yaxis": {"range": [round(canvas.height), 0]},
    }
