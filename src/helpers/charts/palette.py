"""Every colour, dash and symbol of the book, named by what it means: nothing else in the house types one.

A hue has a value on light and one on dark paper. Meanings (countries, outcomes, votes, ...) name hues.
Charts, style sheet and scripts take their colours from here: another palette is a change of this file alone.
Figures are stored in the light values; where the dark one differs, a page asks its style sheet for the hue.

Countries and judgements have hues of their own, and no hue is both. Iran is ink; Russia, China, the United
States and India have a hue each; all other states are grey and a name. Red says "look here" or "together".
Within each family eyes that do not tell red from green still tell the hues apart; no colour carries a meaning
alone: a label, a dash, a symbol or a letter says it too.
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
    # Countries: Iran is ink, four powers have hues, all others are dust and a name.
    "sapphire": Hue("#0072b0", "#3aaef2"),
    "clay": Hue("#a15b3f", "#f0803a"),
    "moss": Hue("#14580b", "#a5dc6e"),
    "orchid": Hue("#b1327e", "#d78fc8"),
    "dust": Hue("#766e61", "#968d7d"),
    # Whatever else is told apart.
    "amber": Hue("#8f5f00", "#d99f2e"),
    "brick": Hue("#b8433f", "#ee8683"),
    "bronze": Hue("#856631", "#c09f63"),
    "forest": Hue("#3a7854", "#74b892"),
    "ochre": Hue("#8a6300", "#cf9f38"),
    "olive": Hue("#58763a", "#93b06f"),
    "steel": Hue("#456db0", "#7fa6e6"),
    "violet": Hue("#6a63b8", "#a29bee"),
    # Ink on a coloured tile, and tiles that are the same on every paper.
    "black": _same("#101418"),
    "white": _same("#fefefe"),
    "mint": _same("#7fbfa9"),
    "silver": _same("#a9b0b8"),
    "slate": _same("#737a83"),
    "stone": _same("#8a8f98"),
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
        "IRN": "ink",
        "RUS": "sapphire",
        "CHN": "clay",
        "USA": "moss",
        "IND": "orchid",
        "TUR": "dust",
        "SYR": "dust",
        "ISR": "dust",
        "GBR": "dust",
        "FRA": "dust",
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
    "votes": {"yes": "petrol", "abstain": "silver", "no": "plum"},
    "moves": {"nearer": "petrol", "open": "silver", "apart": "plum"},
    "places": {"tenth": "ink", "lower": "stone", "upper": "dust"},
    "stances": {
        "veto": "petrol",
        "sided with Iran": "mint",
        "abstained": "silver",
        "opposed Iran's side": "plum",
    },
    "directions": {
        "against": "plum",
        "mixed": "taupe",
        "supports": "petrol",
        "neutral": "silver",
        "not coded": "grid",
    },
    "weighed": {"For": "petrol", "Mixed": "taupe", "Against": "plum"},
    "balances": {"more for": "petrol", "more against": "plum", "even": "silver", "no event": "grid"},
    "grounds": {
        "Read": "petrol",
        "Read in part": "lagoon",
        "Excerpt": "indigo",
        "From memory": "umber",
        "None offered": "taupe",
    },
    "opinions": {
        "for Russia": "petrol",
        "neutral": "taupe",
        "against": "plum",
    },
    # What binds two states to fight together is red; the weaker a promise, the paler.
    "promises": {"to fight": "rubric", "to stay out or not to attack": "ink", "to consult": "dust"},
    "relations": {
        "agree": "petrol",
        "differ": "indigo",
        "contradict": "plum",
        "article only": "taupe",
        "commentary only": "taupe",
    },
    "answers": {"yes": "petrol", "no": "muted", "not known": "muted"},
    "spells": {"Rivalry": "dust", "War": "ink", "Written promise": "rubric"},
    "sides": {
        "beside the government": "steel",
        "beside the insurgents": "brick",
        "beside Israel": "bronze",
        "a party itself": "dust",
        "no regular troops coded": "grid",
    },
    "groups": {
        "none coded": "grid",
        "one group": "blue 1",
        "two groups": "blue 2",
        "three groups": "blue 3",
        "four groups": "blue 4",
    },
    "suppliers": {
        "USSR, Russia": "sapphire",
        "China": "clay",
        "others": "dust",
        "Western Europe": "violet",
        "United States": "moss",
        "North Korea": "forest",
    },
    "vetoes": {"Russia alone": "sapphire", "with China": "clay"},
    "arms": {"a_to_b": "sapphire", "b_to_a": "ink"},
    "kinds of table": {"texts": "violet", "record": "ochre", "measures": "steel"},
}

# What is told apart -> line -> hue and dash.
_STROKES = {
    "powers": {"four": ("dust", "longdash")},
    "obligations": {
        "any promise": ("dust", "dot"),
        "about outsiders": ("ink", "dash"),
        "to fight": ("rubric", "solid"),
    },
    "roll calls": {
        "all": ("muted", "dot"),
        "contested": ("sapphire", "solid"),
        "final_passage": ("violet", "solid"),
        "all_votes": ("ink", "dash"),
    },
    "buyers": {
        "ARE": ("olive", "longdash"),
        "JPN": ("violet", "dot"),
        "DEU": ("dust", "dash"),
        "without China": ("clay", "dash"),
        "without both": ("olive", "dot"),
    },
    "supported": {"all": ("dust", "solid"), "one": ("ink", "solid")},
    "sanctioned": {"IRN": ("ink", "solid"), "RUS": ("sapphire", "dash")},
}

# What is told apart -> kind of point -> hue and symbol.
_MARKS = {
    "drafts": {
        "both": ("ink", "circle"),
        "russia": ("ink", "circle-open"),
        "counter": ("sapphire", "diamond"),
    },
    "meetings": {
        "round": ("steel", "circle"),
        "round, partly read": ("steel", "circle-open"),
        "summit": ("amber", "diamond"),
        "summit, partly read": ("amber", "diamond-open"),
        "ministers": ("forest", "square"),
        "ministers, partly read": ("forest", "square-open"),
        "ministers with Syria": ("forest", "triangle-up"),
        "end": ("rubric", "x"),
    },
    # Fire that others confirm is full, a claim alone hollow; at another enemy it has another colour.
    "days": {
        "confirmed": ("rubric", "square"),
        "claimed": ("rubric", "square-open"),
        "elsewhere": ("taupe", "diamond"),
        "elsewhere, claimed": ("taupe", "diamond-open"),
        "threat": ("ink", "triangle-up-open"),
        "stop": ("petrol", "x"),
        "no fire": ("muted", "line-ew"),
    },
    "debate": {
        "sceptical": ("plum", "x"),
        "in favour": ("petrol", "circle"),
        "official": ("muted", "diamond-open"),
    },
    "fates": {
        "none": ("dust", "circle-open"),
        "multilateral_defence": ("dust", "square"),
        "bilateral_defence": ("ink", "diamond"),
    },
    "first": {
        "none": ("dust", "circle-open"),
        "many_pact": ("dust", "square"),
        "treaty_end": ("amber", "x"),
        "own_pact": ("rubric", "diamond"),
        "state_end": ("ink", "triangle-down"),
    },
    "pacts": {"own": ("ink", "circle"), "any": ("dust", "square-open")},
    "foretold": {
        "firth": ("ink", "circle"),
        "ridge": ("steel", "diamond"),
        "base_rate": ("dust", "square-open"),
    },
    "expected": {"expected": ("dust", "square-open"), "came": ("ink", "circle")},
    "votes": {"yes": ("petrol", "circle"), "abstain": ("slate", "circle-open"), "no": ("plum", "x")},
    "directions": {
        "against": ("plum", "square"),
        "supports": ("petrol", "circle"),
        "mixed": ("taupe", "diamond"),
    },
    "reports": {
        "confirmed": ("petrol", "circle"),
        "disputed": ("umber", "diamond"),
        "unconfirmed": ("taupe", "circle-open"),
    },
    "tie": {
        "better": ("petrol", "circle"),
        "worse": ("plum", "square"),
        "neutral": ("taupe", "diamond"),
    },
    "quality": {
        "firm": ("ink", "circle"),
        "middling": ("ink", "circle-open"),
        "weak": ("rubric", "x-thin-open"),
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
    {'yes': '#0a6173', 'abstain': '#a9b0b8', 'no': '#5f0d44'}
    """
    if not isinstance(name, str):
        return dict(name)
    return {category: HUES[hue].light for category, hue in _set(_COLOURS, name, "colours").items()}


def hue_names(name: str) -> dict[str, str]:
    """Return a set of colours by the names of their hues: category -> name in :data:`HUES`.

    Parameters
    ----------
    name
        What is told apart; see :func:`colours`.

    Examples
    --------
    >>> hue_names("votes")["yes"]
    'petrol'
    """
    return dict(_set(_COLOURS, name, "colours"))


def strokes(name: str | Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return a set of lines of the palette: line -> colour and dash; see :func:`colours`.

    Parameters
    ----------
    name
        Of the set, or the set itself.

    Examples
    --------
    >>> strokes("supported")["one"]
    ('#1c1b19', 'solid')
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
    {'own': {'name': 'pact of their own', 'colour': '#1c1b19', 'symbol': 'circle'}}
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
COUNTRIES, OUTCOMES = map(colours, ("countries", "outcomes"))
OTHERS = HUES["dust"].light  # of all countries without a colour of their own
DASHES = {"SYR": "longdash", "TUR": "dot"}  # of states that share a hue
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
    >>> pale("#456db0")
    'rgba(69,109,176,0.2)'
    """
    return f"rgba({','.join(map(str, _rgb(hue)))},{alpha})"


def ink_on(hue: str) -> str:
    """Return the ink that can be read on a tile of this colour.

    Examples
    --------
    >>> ink_on("#a9b0b8"), ink_on("#0b3a66")
    ('#101418', '#fefefe')
    """
    weighed = zip((0.2126, 0.7152, 0.0722), _rgb(hue), strict=True)
    bright = sum(weight * (part / 255) ** 2.2 for weight, part in weighed) > BRIGHT
    # A tile that is the same on every paper needs inks that are; one that changes, inks that change with it.
    changes = any(hue == one.light != one.dark for one in HUES.values())
    dark, light = ("ink", "paper") if changes else ("black", "white")
    return HUES[dark if bright else light].light


def hue_of(colour: str) -> str:
    """Return the name of the hue with this light value.

    Examples
    --------
    >>> hue_of("#1c1b19")
    'ink'
    """
    return next(name for name, hue in HUES.items() if hue.light == colour)


def themed(text: str) -> str:
    """Let a picture or a specification take the hues that differ on dark paper from its page's style sheet.

    A file that stands alone, without a style sheet, keeps the light values.

    Examples
    --------
    >>> themed('fill: rgb(28, 27, 25); stroke: #a9b0b8')
    'fill: var(--ink, #1c1b19); stroke: #a9b0b8'
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
