"""Every colour, dash and symbol of the book, named by what it means: nothing else in the house types one.

A hue has a value on light and one on dark paper. Meanings (countries, outcomes, votes, ...) name hues.
Charts, style sheet and scripts take their colours from here: another palette is a change of this file alone.
Figures are stored in the light values; where the dark one differs, a page asks its style sheet for the hue.

Countries have Wong's colour-blind safe palette (Nature Methods 2011), darkened to 3:1 on both papers. The
hues of judgement stay apart for eyes that do not tell red from green. No colour carries a meaning alone: a
label, a dash, a symbol or a letter says it too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd


class Hue(NamedTuple):
    """One colour on light paper and on dark."""

    light: str
    dark: str


def _same(hue: str) -> Hue:
    return Hue(hue, hue)


HUES = {
    # Paper, ink, and one rubric red, which says "look here": never a verdict, never a country.
    "ink": Hue("#1c1b19", "#ebe6da"),
    "muted": Hue("#5f5a50", "#aaa292"),
    "line": Hue("#ddd5c5", "#3d3930"),
    "hair": Hue("#ebe5d8", "#2a2721"),
    "grid": Hue("#e2dacb", "#38342b"),
    "paper": Hue("#fbf8f1", "#171613"),
    "raised": Hue("#f3eee2", "#211f1a"),
    "rubric": Hue("#a3271d", "#f28f79"),
    "rubric soft": Hue("#f4dfd8", "#45231c"),
    "focus": Hue("#1f4e9c", "#8ab4f8"),
    # Judgement has hues of its own; each verdict has a shape as well.
    "petrol": Hue("#0a6173", "#4fc4d8"),
    "lagoon": Hue("#276f7e", "#3a9fb2"),
    "umber": Hue("#7f5b00", "#c9992f"),
    "plum": Hue("#5f0d44", "#f568ae"),
    "indigo": Hue("#565fae", "#7f93f2"),
    "taupe": Hue("#6f6859", "#958d7c"),
    # Ink on a coloured tile, which is the same on every paper.
    "black": _same("#101418"),
    "white": _same("#fefefe"),
    "amber": _same("#b87a00"),
    "azure": _same("#3d94c4"),
    "blue": _same("#2477b3"),
    "brick": _same("#c0504d"),
    "bronze": _same("#8a6d3b"),
    "brown": _same("#8a6d5c"),
    "forest": _same("#3f7d5a"),
    "green": _same("#00805e"),
    "grey": _same("#7a7a7a"),
    "jade": _same("#00906a"),
    "mauve": _same("#b85c94"),
    "mint": _same("#7fbfa9"),
    "ochre": _same("#a87900"),
    "olive": _same("#5c7a3d"),
    "orange": _same("#d55e00"),
    "rust": _same("#c14b00"),
    "silver": _same("#a9b0b8"),
    "sky": _same("#2e8fc4"),
    "slate": _same("#737a83"),
    "steel": _same("#4a74b8"),
    "stone": _same("#8a8f98"),
    "violet": _same("#6a63b8"),
    "water": _same("#6aa6cf"),
    "blue 1": _same("#9cc3e0"),
    "blue 2": _same("#4f97c8"),
    "blue 3": _same("#2167a0"),
    "blue 4": _same("#0b3a66"),
}
CLEAR = "rgba(0,0,0,0)"
BRIGHT = 0.192  # of a tile on which black and white are read equally well

# What is told apart -> category -> hue, in the order of a legend.
_COLOURS = {
    "countries": {
        "IRN": "jade",
        "RUS": "orange",
        "CHN": "mauve",
        "USA": "blue",
        "IND": "ochre",
        "TUR": "azure",
        "SYR": "grey",
        "ISR": "violet",
        "GBR": "brown",
        "FRA": "olive",
    },
    "powers": {
        "RUS": "orange",
        "USA": "blue",
        "CHN": "mauve",
        "IND": "ochre",
        "four": "brown",
        "rest": "grey",
    },
    "verdicts": {
        "confirmed": "petrol",
        "confirmed with correction": "lagoon",
        "partly": "umber",
        "contradicted": "plum",
        "not checkable": "taupe",
    },
    "outcomes": {
        "confirmed": "petrol",
        "confirmed with correction": "lagoon",
        "partly": "umber",
        "contradicted": "plum",
        "nothing found": "indigo",
        "theory or judgement": "taupe",
    },
    "weights": {
        "reverses the sense": "plum",
        "wrong fact": "umber",
        "wrong date or name": "petrol",
        "wording": "indigo",
        "printing": "taupe",
        "unverified": "taupe",
    },
    "votes": {"yes": "blue", "abstain": "silver", "no": "rust"},
    "stances": {
        "veto": "green",
        "sided with Iran": "mint",
        "abstained": "silver",
        "opposed Iran's side": "rust",
    },
    "directions": {
        "against": "rust",
        "mixed": "grey",
        "supports": "blue",
        "neutral": "silver",
        "not coded": "grid",
    },
    "weighed": {"For": "blue", "Mixed": "grey", "Against": "rust"},
    "balances": {"more for": "blue", "more against": "rust", "even": "silver", "no event": "grid"},
    "grounds": {"Read": "blue", "Read in part": "water", "From memory": "amber", "None offered": "stone"},
    "opinions": {
        "for Russia": "orange",
        "neutral": "violet",
        "against": "blue",
        "other or not read": "slate",
    },
    "promises": {"to fight": "rust", "to stay out or not to attack": "blue", "to consult": "grey"},
    "provisions": {
        "promised": "blue",
        "only if read leniently": "amber",
        "not promised": "silver",
        "not seen": "grid",
    },
    "answers": {"yes": "green", "no": "silver", "not known": "grid"},
    "spells": {"Rivalry": "ochre", "War": "rust", "Written promise": "blue"},
    "regimes": {"Qajars": "ochre", "Pahlavis": "olive", "Islamic Republic": "jade"},
    "sides": {
        "beside the government": "steel",
        "beside the insurgents": "brick",
        "beside Israel": "bronze",
        "a party itself": "grey",
        "on neither side": "grid",
    },
    "groups": {
        "none coded": "grid",
        "one group": "blue 1",
        "two groups": "blue 2",
        "three groups": "blue 3",
        "four groups": "blue 4",
    },
    "support": {"with this kind": "blue", "without it": "slate"},
    "suppliers": {
        "USSR, Russia": "orange",
        "China": "mauve",
        "others": "silver",
        "Western Europe": "violet",
        "United States": "blue",
        "North Korea": "forest",
    },
    "vetoes": {"Russia alone": "orange", "with China": "mauve"},
    "arms": {"a_to_b": "orange", "b_to_a": "jade"},
    "kinds of table": {"texts": "violet", "record": "ochre", "measures": "blue"},
}

# What is told apart -> line -> hue and dash.
_STROKES = {
    "obligations": {
        "any promise": ("grey", "dot"),
        "about outsiders": ("blue", "dash"),
        "to fight": ("rust", "solid"),
    },
    "power": {
        "CINC": ("ink", "solid"),
        "GDP, purchasing power": ("blue", "dash"),
        "GDP, market rates": ("amber", "dot"),
        "Military spending": ("rust", "dashdot"),
    },
    "concentration": {
        "concentration_five": ("ink", "solid"),
        "concentration": ("amber", "dot"),
        "concentration_majors_five": ("ink", "solid"),
        "concentration_majors": ("amber", "dot"),
    },
    "roll calls": {
        "all": ("muted", "dot"),
        "contested": ("orange", "solid"),
        "final_passage": ("violet", "solid"),
        "all_votes": ("blue", "dash"),
    },
    "buyers": {
        "ARE": ("olive", "longdash"),
        "JPN": ("violet", "dot"),
        "DEU": ("grey", "dash"),
        "without China": ("mauve", "dash"),
        "without both": ("olive", "dot"),
    },
    "pacts": {"any": ("blue", "dash"), "own": ("orange", "solid")},
    "relations": {
        "agree": ("green", "solid"),
        "differ": ("blue", "solid"),
        "contradict": ("rust", "solid"),
        "article only": ("grey", "dot"),
        "commentary only": ("grey", "dot"),
    },
}

# What is told apart -> kind of point -> hue and symbol.
_MARKS = {
    "turns": {
        "loss": ("rust", "circle"),
        "break": ("violet", "square"),
        "promise": ("blue", "diamond"),
        "promise added": ("blue", "diamond-open"),
    },
    "drafts": {
        "both": ("orange", "circle"),
        "russia": ("orange", "circle-open"),
        "counter": ("grey", "diamond"),
    },
    "meetings": {
        "round": ("steel", "circle"),
        "round, partly read": ("steel", "circle-open"),
        "summit": ("amber", "diamond"),
        "summit, partly read": ("amber", "diamond-open"),
        "end": ("rust", "x"),
    },
    "leaders": {"russia": ("orange", "circle"), "other": ("muted", "circle-open")},
    "debate": {
        "sceptical": ("rust", "x"),
        "in favour": ("green", "circle"),
        "official": ("muted", "diamond-open"),
    },
    "fates": {
        "none": ("grey", "circle-open"),
        "multilateral_defence": ("blue", "square"),
        "bilateral_defence": ("orange", "diamond"),
    },
    "pacts": {"own": ("orange", "circle"), "any": ("blue", "square-open")},
    "directions": {
        "against": ("rust", "square"),
        "supports": ("blue", "circle"),
        "mixed": ("grey", "diamond"),
    },
    "quality": {
        "firm": ("blue", "circle"),
        "middling": ("blue", "circle-open"),
        "weak": ("rust", "x-thin-open"),
    },
}


def colours(name: str | Mapping[str, str]) -> dict[str, str]:
    """Return a set of colours of the palette: category -> colour, in the order of a legend.

    Parameters
    ----------
    name
        What is told apart: ``"votes"``, ``"outcomes"``, ... A mapping of one's own is given back.

    Raises
    ------
    ValueError
        If there is no such set; the message lists those there are.

    Examples
    --------
    >>> colours("votes")
    {'yes': '#2477b3', 'abstain': '#a9b0b8', 'no': '#c14b00'}
    """
    if not isinstance(name, str):
        return dict(name)
    return {category: HUES[hue].light for category, hue in _set(_COLOURS, name, "colours").items()}


def strokes(name: str | Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return a set of lines of the palette: line -> colour and dash; see :func:`colours`.

    Parameters
    ----------
    name
        Of the set, or the set itself.

    Examples
    --------
    >>> strokes("pacts")["any"]
    ('#2477b3', 'dash')
    """
    if not isinstance(name, str):
        return dict(name)
    return {line: (HUES[hue].light, dash) for line, (hue, dash) in _set(_STROKES, name, "lines").items()}


def marks(name: str, names: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return a set of points of the palette under names of their own, in the order of the names.

    Parameters
    ----------
    name
        What is told apart: ``"drafts"``, ``"pacts"``, ...
    names
        Kind of point -> what a reader sees; ``""`` where a kind needs no name beside another's.

    Returns
    -------
    dict
        Kind -> ``name``, ``colour`` and ``symbol``, as charts of points take them.

    Raises
    ------
    ValueError
        If there is no such set, or no such kind in it.

    Examples
    --------
    >>> marks("pacts", {"own": "pact of their own"})
    {'own': {'name': 'pact of their own', 'colour': '#d55e00', 'symbol': 'circle'}}
    """
    kinds = _set(_MARKS, name, "points")
    if unknown := [kind for kind in names if kind not in kinds]:
        raise ValueError(f"no kind {unknown[0]!r} among the points {name!r}; it has {', '.join(kinds)}")
    return {
        kind: {"name": words, "colour": HUES[kinds[kind][0]].light, "symbol": kinds[kind][1]}
        for kind, words in names.items()
    }


def all_known(column: pd.Series, kinds: Collection[str]) -> None:
    """Refuse values that a chart would leave out for want of a look of their own; missing ones it may.

    Raises
    ------
    ValueError
        That names the column, the value and the kinds there are.
    """
    if unknown := [value for value in column.dropna().unique() if value not in kinds]:
        raise ValueError(f"column {column.name!r}: no colour for {unknown[0]!r}; there is {', '.join(kinds)}")


def _set(sets: Mapping[str, Mapping], name: str, what: str) -> Mapping:
    if name not in sets:
        raise ValueError(f"the palette has no {what} {name!r}; it has {', '.join(sorted(sets))}")
    return sets[name]


INK = {name: HUES[name].light for name in ("ink", "muted", "grid", "paper")}
COUNTRIES, VERDICTS, OUTCOMES, VOTES = map(colours, ("countries", "verdicts", "outcomes", "votes"))
OTHERS = HUES["stone"].light  # of all countries without a colour of their own
DASHES = {
    "RUS": "solid",
    "CHN": "dash",
    "USA": "dot",
    "IND": "dashdot",
    "SYR": "longdash",
    "TUR": "longdashdot",
}
SYMBOLS = {
    "RUS": "circle",
    "CHN": "square",
    "USA": "diamond",
    "IND": "triangle-up",
    "SYR": "cross",
    "TUR": "x",
}


def pale(hue: str, alpha: float = 0.2) -> str:
    """Return a colour as a tint for bands.

    Examples
    --------
    >>> pale("#2477b3")
    'rgba(36,119,179,0.2)'
    """
    return f"rgba({','.join(map(str, _rgb(hue)))},{alpha})"


def ink_on(hue: str) -> str:
    """Return the ink that can be read on a tile of this colour.

    Examples
    --------
    >>> ink_on("#a9b0b8"), ink_on("#c14b00")
    ('#101418', '#fefefe')
    """
    weighed = zip((0.2126, 0.7152, 0.0722), _rgb(hue), strict=True)
    bright = sum(weight * (part / 255) ** 2.2 for weight, part in weighed) > BRIGHT
    # A tile that is the same on every paper needs inks that are; one that changes, inks that change with it.
    changes = any(hue == one.light != one.dark for one in HUES.values())
    dark, light = ("ink", "paper") if changes else ("black", "white")
    return HUES[dark if bright else light].light


def themed(text: str) -> str:
    """Let a picture or a specification take the hues that differ on dark paper from its page's style sheet.

    A file that stands alone, without a style sheet, keeps the light values.

    Examples
    --------
    >>> themed('fill: rgb(28, 27, 25); stroke: #c14b00')
    'fill: var(--ink, #1c1b19); stroke: #c14b00'
    """
    for name, hue in HUES.items():
        if hue.light != hue.dark:
            red, green, blue = _rgb(hue.light)
            written = rf"rgb\({red}, ?{green}, ?{blue}\)|{hue.light}\b"
            text = re.sub(written, f"var({_property(name)}, {hue.light})", text)
    return text


def style_sheet() -> str:
    """Return the palette as a style sheet: a custom property a hue, and one a meaning that pages colour.

    A page says by ``data-theme`` whether it is dark; one that asks for ``data-theme-auto`` follows the
    reader's system until then. Print is light.
    """
    light = {_property(name): hue.light for name, hue in HUES.items()}
    dark = {_property(name): hue.dark for name, hue in HUES.items() if hue.dark != hue.light}
    meant = {
        f"--{one}-{category.replace(' ', '-')}": f"var({_property(hue)})"
        for one, kind in (("outcome", "verdicts"), ("outcome", "outcomes"), ("weight", "weights"))
        for category, hue in _COLOURS[kind].items()
    } | {"--erratum": f"var({_property('rubric')})"}
    told = _rule(':root[data-theme="dark"]', dark)
    asked = _rule(':root[data-theme-auto]:not([data-theme="light"])', dark)
    return (
        "/* Written by helpers.charts.palette: change colours there. */\n"
        + _rule(":root", light | meant)
        + f"@media screen {{\n{told}}}\n"
        + f"@media screen and (prefers-color-scheme: dark) {{\n{asked}}}\n"
    )


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    return f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in properties.items())} }}\n"


def _property(hue: str) -> str:
    return f"--{hue.replace(' ', '-')}"


def _rgb(hue: str) -> tuple[int, int, int]:
    red, green, blue = (int(hue[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
