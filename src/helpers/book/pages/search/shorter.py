"""The words of the index in fewer bytes: what is said often has a short sign, and `words.js` says it again.

A word that occurs often is a letter or two. Another is written out, between exclamation marks if it has
letters, which would be signs. A space is understood between two words, and after a comma or a full stop;
where none follows, a tilde stands before these.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from string import ascii_letters
from typing import Any

ONE, FIRST = ascii_letters[:20], ascii_letters[20:]  # signs of one letter, and how those of two begin
SIGNS = [*ONE, *(first + second for first in FIRST for second in ascii_letters)]
OFTEN = 3  # times that a word occurs that gets a sign: it also stands in the list
MARKS = r"\u0300-\u036f\u064b-\u065f\u0670\u200c"  # within words
WORD = rf"(?:[^\W_]|[{MARKS}])+"
PIECE = re.compile(rf"(?P<word>{WORD})|(?P<stop>[,.])(?P<space> |$)?|(?P<other>.)", re.DOTALL)
SAID = re.compile(
    rf"(?P<sign>[{ONE}]|[{FIRST}][{ascii_letters}])|!(?P<out>[^!]+)!|(?P<plain>(?:[^\W_A-Za-z]|[{MARKS}])+)"
    r"|(?P<stop>[,.])|(?:~(?=[~,.])|!(?=!))?(?P<other>.)",
    re.DOTALL,
)
WORDS = frozenset({"sign", "out", "plain"})
NAME = "window.bookIndex = "
SHORT = 4  # the first field of an entry that is shortened: its title; then comes its text


def vocabulary(texts: Iterable[str]) -> list[str]:
    """Return the words that get a sign, those first that fill most of the texts.

    Examples
    --------
    >>> vocabulary(["the veto, the war", "the war, a war of the year"])
    ['the', 'war']
    """
    said = Counter(word for text in texts for word in re.findall(WORD, text) if not re.fullmatch(r"\d", word))
    often = [word for word in said if said[word] >= OFTEN]
    return sorted(often, key=lambda word: (-said[word] * len(word.encode()), word))[: len(SIGNS)]


def shortened(text: str, words: Sequence[str]) -> str:
    """Return a text with signs in place of words.

    Examples
    --------
    >>> shortened("Iran, the 2231 of the veto.", ["the", "of"])
    '!Iran!,a2231ba!veto!.'
    """
    signs = dict(zip(words, SIGNS, strict=False))
    said: list[tuple[str, str]] = [("", ""), ("", "")]
    for piece in PIECE.finditer(text):
        kind, written = _written(piece, signs)
        between = {kind, said[-2][0]}
        if between <= WORDS and between != {"plain"} and said[-1] == ("other", " "):
            said.pop()  # it is understood
        said.append((kind, written))
    return "".join(written for _, written in said)


def _written(piece: re.Match[str], signs: dict[str, str]) -> tuple[str, str]:
    """Return what a piece of text is, and how it is written."""
    if word := piece["word"]:
        if word in signs:
            return "sign", signs[word]
        return ("out", f"!{word}!") if re.search("[A-Za-z]", word) else ("plain", word)
    if stop := piece["stop"]:
        return "stop", stop if piece["space"] is not None else f"~{stop}"
    other = piece["other"]
    return "other", other * 2 if other in "~!" else other


def whole(short: str, words: Sequence[str]) -> str:
    """Return the text that was shortened.

    Examples
    --------
    >>> whole("!Iran!,a2231ba!veto!.", ["the", "of"])
    'Iran, the 2231 of the veto.'
    """
    known = dict(zip(SIGNS, words, strict=False))
    said, before = [], ""
    for piece in SAID.finditer(short):
        kind = str(piece.lastgroup)
        space = " " if {kind, before} <= WORDS or before == "stop" else ""
        said.append(space + (known[piece[kind]] if kind == "sign" else piece[kind]))
        before = kind
    return "".join(said)


def packed(index: dict[str, Any]) -> str:
    """Return an index as the script that a page fetches."""
    words = vocabulary(field for entry in index["entries"] for field in entry[SHORT:])
    short = {"words": " ".join(words), **index, "entries": _each(index["entries"], shortened, words)}
    return f"{NAME}{json.dumps(short, ensure_ascii=False, separators=(',', ':'))};\n"


def unpacked(script: str) -> dict[str, Any]:
    """Return the index that was packed.

    Examples
    --------
    >>> entry = [0, "section", "b", "", "A veto!", "It is 3.5 ~, not 3"]
    >>> index = {"pages": [["a.html", "A", 1]], "entries": [entry]}
    >>> unpacked(packed(index)) == index
    True
    """
    short = json.loads(script.removeprefix(NAME).rstrip(";\n"))
    words = short.pop("words").split(" ")
    return {**short, "entries": _each(short["entries"], whole, words)}


def _each(
    entries: list[list], change: Callable[[str, Sequence[str]], str], words: Sequence[str]
) -> list[list]:
    return [[*entry[:SHORT], *(change(field, words) for field in entry[SHORT:])] for entry in entries]
