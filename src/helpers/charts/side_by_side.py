"""What two states promised each other, over what they fought: on one side, or one without the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from .labels import word
from .palette import CLEAR, HUES, INK
from .spans import years
from .style import house

ACROSS = 1080  # pixels the picture is drawn across: its page gives it the whole width
BIG = 24  # letters of what the picture says first
HEIGHT, TALL = 315, 345  # pixels on a page and on a phone
LANE, BAR = 2.6, 0.8  # rows from one treaty to the next below it, and the height of its bar
AXIS, GAP, BAND = 9.4, 2.9, 5.4  # row of the axis of time; rows over the band of common years, and of it
SQUARE = 0.82  # of a year, and of a row
SQUARES = AXIS + 1.2  # row at which the squares begin
DEEP = 2  # conflicts in one year from which a stack is a wall, and words stand before it
NEAR = 0.5  # of its size, that a letter is wide at the mean
AXIS_OF_TIME = {
    "anchor": "free",
    "side": "top",
    "showgrid": False,
    "showline": True,
    "tickcolor": INK["muted"],
    "ticks": "inside",
    "automargin": False,
}
WORDS = ("promised", "fought", "before", "gap", "alone", "against", "together", "attacks")


class Scale(NamedTuple):
    """One of the two pictures: pixels across, size of letters, column of labels, years between ticks."""

    across: int
    letters: int
    label: str
    step: int

    @property
    def narrow(self) -> bool:
        """Whether it is the picture of a phone."""
        return self.across < ACROSS

    @property
    def small(self) -> int:
        """Size of the letters of names and years: none is under eleven pixels where it is read."""
        return 11 if self.narrow else 12


class Parts(NamedTuple):
    """What is drawn: treaties and squares in their places, and the years on one side."""

    treaties: pd.DataFrame
    squares: pd.DataFrame
    common: list[int]

    @property
    def ends(self) -> tuple[float, float]:
        """First and last year of the axis."""
        return float(self.treaties["_from"].min()), float(self.treaties["_to"].max()) + 0.9

    @property
    def foot(self) -> float:
        """Row at which the squares end."""
        return SQUARES + self.squares["_level"].max() + SQUARE

    @property
    def band(self) -> float:
        """Row at which the band of common years begins."""
        return self.foot + GAP

    @property
    def silence(self) -> tuple[float, float, float]:
        """Years from the end of the last sure promise to fight to the next treaty, and their row."""
        fought = self.treaties[self.treaties["kind"].eq("to fight") & self.treaties["sure"]]
        last, begun = fought["_to"].max(), self.treaties["_from"]
        return float(last), float(begun[begun.gt(last)].min()), float(self.treaties["_y"].min())


PAGE, PHONE = Scale(ACROSS, 13, "label", 10), Scale(360, 11, "short", 20)


def side_by_side(
    promises: pd.DataFrame,
    stood: pd.DataFrame,
    attacks: pd.DataFrame,
    *,
    since: int,
    until: pd.Timestamp,
    words: Mapping[str, str],
) -> go.Figure:
    """Draw treaties over an axis of time, and under it one square for each conflict in each year.

    A treaty that promises to fight is filled; one that does so on a lenient reading alone is an outline.
    Squares are conflicts of the state's own: open where no state stood beside it, grey where one did, struck
    through where the partner stood against it. The years on one side are a band apart.

    Parameters
    ----------
    promises
        One row a treaty: ``name``, ``start``, ``end`` (missing if in force), ``kind``, ``sure``, as
        :func:`helpers.subjects.alliances.treaties_between` gives them; ``label`` and ``short``, the words
        over its bar on a page and on a phone.
    stood
        One row a conflict and year, as :func:`helpers.subjects.conflicts.stood_together` gives them.
    attacks
        One row an attack on the state after the data: ``date``, ``title``.
    since
        First year of the data on conflicts.
    until
        Day on which the record closes.
    words
        What the parts are called: a text for each of :data:`WORDS`.

    Raises
    ------
    ValueError
        If a part or a treaty has no words, or the two states were never on one side.
    """
    if missing := [name for name in WORDS if not words.get(name)]:
        raise ValueError(f"words: no text for {missing[0]!r}")
    if unnamed := promises[promises[["label", "short"]].isna().any(axis=1)]["name"].tolist():
        raise ValueError(f"promises: no label for the treaty {unnamed[0]!r}")
    parts = _parts(promises, stood, until)
    fig = go.Figure([*_treaties(parts.treaties), _unknown(parts.ends[0], since), *_squares(parts.squares)])
    fig.add_traces([_common(parts), _attacks(attacks)])
    fig.update_layout(shapes=_dots(parts, words["gap"]))
    return _finished(fig, {scale: list(_notes(scale, words, parts)) for scale in (PAGE, PHONE)}, parts)


def _parts(promises: pd.DataFrame, stood: pd.DataFrame, until: pd.Timestamp) -> Parts:
    common = sorted(set(stood.loc[stood["together"], "year"]))
    if not common:
        raise ValueError("the two states were never on one side: there is no band to draw")
    return Parts(_laid(promises, until), _stacked(stood), common)


def _laid(promises: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Give each treaty its years, and the highest lane that is free when it begins."""
    frame = promises.assign(_from=years(promises["start"]), _to=years(promises["end"].fillna(until)))
    free: list[float] = []
    lanes = []
    for begin, end in zip(frame["_from"], frame["_to"], strict=True):
        lane = next((place for place, after in enumerate(free) if after <= begin), len(free))
        free[lane : lane + 1] = [end]
        lanes.append(lane)
    return frame.assign(_y=[3.2 + LANE * lane for lane in lanes])


def _stacked(stood: pd.DataFrame) -> pd.DataFrame:
    """Put the state's own conflicts of a year under each other; those of the common band stand apart."""
    own = stood[stood["own"] & ~stood["together"]]
    return own.assign(_level=own.groupby("year").cumcount())


def _treaties(laid: pd.DataFrame) -> list[go.Bar]:
    """Return the treaties: a promise to fight, one that is only read in, and all lesser ones."""
    fight, rubric = laid["kind"].eq("to fight"), HUES["rubric"].light
    outline = {"color": CLEAR, "line": {"color": INK["muted"], "width": 1}}
    looks: list[tuple[pd.Series, dict]] = [
        (fight & laid["sure"], {"color": rubric}),
        (fight & ~laid["sure"], outline),
        (~fight, {"color": INK["muted"], "opacity": 0.55}),
    ]
    return [_bars(laid[chosen], look) for chosen, look in looks]


def _bars(part: pd.DataFrame, look: dict) -> go.Bar:
    return go.Bar(
        x=part["_to"] - part["_from"],
        base=part["_from"],
        y=part["_y"],
        width=BAR,
        orientation="h",
        marker=look,
        hovertext=part["name"],
        hoverinfo="text",
    )


def _unknown(first: float, known: int) -> go.Bar:
    """Return the years before the data, hatched: no square there is not no conflict."""
    pattern = {"shape": "/", "fgcolor": INK["grid"], "bgcolor": CLEAR, "size": 6, "solidity": 0.25}
    return go.Bar(
        x=[known - first - 1],
        base=[first],
        y=[AXIS + 3],
        width=1.4,
        orientation="h",
        marker={"pattern": pattern, "color": CLEAR},
        hoverinfo="skip",
    )


def _squares(squares: pd.DataFrame) -> list[go.Bar | go.Scatter]:
    """Return the squares: alone, with another state, or struck through against the partner."""
    struck, beside = squares["against"], squares["with_it"].gt(0)
    return [
        _marks(squares[~struck & ~beside], "no state beside it"),
        _marks(squares[~struck & beside], "another state beside it", color=INK["muted"]),
        _marks(squares[struck], "the partner on the other side"),
        _strokes(squares[struck]),
    ]


def _strokes(part: pd.DataFrame) -> go.Scatter:
    """Return a line across each square."""
    x, y = [], []
    for year, level in zip(part["year"], part["_level"], strict=True):
        x += [year + 0.5 - SQUARE / 2, year + 0.5 + SQUARE / 2, None]
        y += [SQUARES + level + SQUARE, SQUARES + level, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": INK["ink"], "width": 1}, hoverinfo="skip")


def _marks(part: pd.DataFrame, said: str, **look) -> go.Bar:
    return go.Bar(
        x=part["year"] + 0.5,
        base=SQUARES + part["_level"],
        y=[SQUARE] * len(part),
        width=SQUARE,
        marker={"color": CLEAR, "line": {"color": INK["ink"], "width": 1}} | look,
        hovertext=part["conflict"] + ", " + part["year"].astype("str") + ": " + said,
        hoverinfo="text",
    )


def _common(parts: Parts) -> go.Bar:
    return go.Bar(
        x=[year + 0.5 for year in parts.common],
        base=[parts.band] * len(parts.common),
        y=[BAND] * len(parts.common),
        width=0.92,
        marker={"color": HUES["rubric"].light},
        hovertext=[f"{year}: on one side" for year in parts.common],
        hoverinfo="text",
    )


def _attacks(attacks: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=years(attacks["date"]),
        y=[SQUARES + SQUARE / 2] * len(attacks),
        mode="markers",
        marker={"symbol": "circle-open", "size": 7, "color": INK["ink"], "line": {"width": 1}},
        hovertext=attacks["title"],
        hoverinfo="text",
        cliponaxis=False,
    )


def _room(text: str, scale: Scale, parts: Parts) -> float:
    """Return the years over which words reach, about."""
    first, last = parts.ends
    return len(text) * scale.letters * NEAR / scale.across * (last - first)


def _dots(parts: Parts, text: str) -> list[dict]:
    """Return the dotted line on both sides of the words that stand on it; on a phone they fill its place."""
    begin, after, row = parts.silence
    middle, half = (begin + after) / 2, _room(text, PAGE, parts) / 2 + 1
    line = {"color": INK["muted"], "width": 1, "dash": "dot"}
    pieces = [(begin + 0.4, middle - half), (middle + half, after - 0.2)]
    return [
        {"type": "line", "x0": a, "x1": b, "y0": row, "y1": row, "line": line} for a, b in pieces if a < b
    ]


def _notes(scale: Scale, words: Mapping[str, str], parts: Parts) -> Iterator[dict]:
    """Yield the words of one picture."""
    start, end = parts.ends
    begin, after, row = parts.silence
    for y, name in ((0.5, "promised"), (SQUARES + SQUARE / 2, "fought")):
        yield _note(scale, (start, y), f"<b>{words[name].upper()}</b>", size=scale.small)
    yield _note(scale, (start + 0.6, AXIS + 3), words["before"], bgcolor=INK["paper"], borderpad=1)
    yield from _over_treaties(scale, parts)
    yield _note(scale, ((begin + after) / 2, row), f"<i>{words['gap']}</i>", "center")
    yield from _by_squares(scale, words, parts)
    row = parts.band + BAND + 2.6 if scale.narrow else parts.band - 1.3
    yield _note(scale, (end, row), words["attacks"], "right")
    yield from _by_band(scale, words["together"], parts)


def _note(
    scale: Scale,
    place: tuple[float, float],
    text: str,
    side: str = "left",
    hue: str = "muted",
    size: int = 0,
    **more,
) -> dict:
    """Return words that begin or end at a place, at its height."""
    font = {"size": size or scale.letters, "color": HUES[hue].light}
    return word(*place, text, xanchor=side, align=side, yanchor="middle", font=font, **more)


def _over_treaties(scale: Scale, parts: Parts) -> Iterator[dict]:
    """Yield the words over the treaties; those that would leave the picture end with it."""
    end = parts.ends[1]
    for treaty in parts.treaties.to_dict("records"):
        text, row = treaty[scale.label], treaty["_y"] - 1.1
        fits = treaty["_from"] + _room(text, scale, parts) < end
        place = (treaty["_from"], row) if fits else (end, row)
        sure = treaty["kind"] == "to fight" and treaty["sure"]
        shown, hue = (f"<b>{text}</b>", "ink") if sure else (text, "muted")
        yield _note(scale, place, shown, "left" if fits else "right", hue)


def _by_squares(scale: Scale, words: Mapping[str, str], parts: Parts) -> Iterator[dict]:
    """Yield the words on the state's own conflicts: before their wall on a page, under it on a phone."""
    squares, (start, end) = parts.squares, parts.ends
    wall = squares.loc[squares["_level"].ge(DEEP), "year"].min()
    before = not scale.narrow and pd.notna(wall)
    place = (wall - 0.8, SQUARES + SQUARE / 2 + 3) if before else (end, parts.foot + GAP / 2)
    yield _note(scale, place, f"<b>{words['alone']}</b>", "right", "ink")
    against = squares.loc[squares["against"], "year"].max()
    if pd.notna(against):
        place = (start, AXIS + 4.8) if scale.narrow else (against + 1.6, SQUARES + SQUARE / 2)
        yield _note(scale, place, words["against"])


def _by_band(scale: Scale, text: str, parts: Parts) -> Iterator[dict]:
    """Yield what the band is called, before it, and its first and last year, under it."""
    first, last = parts.common[0], parts.common[-1]
    gap, size = (4.5, 18) if scale.narrow else (1.5, BIG)
    yield _note(scale, (first - gap, parts.band + BAND / 2), text, "right", "rubric", size)
    yield _note(scale, (last + 1, parts.band + BAND + 1), f"<b>{first}–{last}</b>", "right", "rubric")


def _finished(fig: go.Figure, notes: Mapping[Scale, list[dict]], parts: Parts) -> go.Figure:
    """Set the axes and the words, once for a page and once for a phone."""
    rows = {scale: parts.band + BAND + 1.9 + 1.7 * scale.narrow for scale in notes}
    axes = {
        scale: {
            "dtick": scale.step,
            "tickfont": {"size": scale.small},
            "position": 1 - AXIS / rows[scale],
        }
        for scale in notes
    }
    narrow = {"annotations": notes[PHONE], "shapes": [], "height": TALL, "font": {"size": PHONE.letters}}
    narrow |= {"xaxis": axes[PHONE], "yaxis": {"range": [rows[PHONE], 0]}}
    house(fig, height=HEIGHT, narrow=narrow)
    margin, meta = dict.fromkeys("lrtb", 2), fig.layout.meta | {"across": ACROSS}
    fig.update_layout(annotations=notes[PAGE], barmode="overlay", showlegend=False, margin=margin, meta=meta)
    fig.update_yaxes(visible=False, range=[rows[PAGE], 0], automargin=False)
    fig.update_xaxes(range=list(parts.ends), **AXIS_OF_TIME, **axes[PAGE])
    return fig
