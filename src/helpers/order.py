"""The order in which a reader expects values: by what they are, not by how they are printed.

Dates of any precision go by time, numbers by size with their signs, votes such as 9–2–4 from left to right,
text without regard to case and accents, Persian by its own alphabet. The same on every machine: no locale.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from numbers import Real

import pandas as pd

MISSING = ("", "–")
SCALES = (("none", "low", "medium", "high"),)  # words that are steps, where a column has no others
ALPHABET = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_LETTERS = {ord(letter): 0xE000 + place for place, letter in enumerate(ALPHABET)}
_LETTERS |= {ord("ك"): _LETTERS[ord("ک")], ord("ي"): _LETTERS[ord("ی")], ord("ى"): _LETTERS[ord("ی")]}
_HIDDEN = dict.fromkeys(map(ord, "\u200c\u200d\u2060\u00ad"))
# A sign belongs to a number that nothing precedes; a point, where the number is no part of a code: P4.10.
_NUMBER = re.compile(r"((?<![\w.,])[+−-]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\d+)")


def ranks(values: Iterable[object]) -> list[int | None]:
    """Return the place of each value among them, equal ones having the same; none for what is missing.

    Examples
    --------
    >>> ranks(["2016-02-11", "2016-02", "–", "2007"])
    [2, 1, None, 0]
    >>> ranks(["9–2–4", "10–1–4", "9–1–5"])
    [1, 2, 0]
    >>> ranks(["high", "low", "medium"])
    [2, 0, 1]
    """
    values = _steps(list(values))
    keys = [key(value) for value in values]
    places = {one: place for place, one in enumerate(sorted({one for one in keys if one is not None}))}
    return [None if one is None else places[one] for one in keys]


def _steps(values: list[object]) -> list[object]:
    """Return in place of the words of a scale their places on it."""
    known = {value if isinstance(value, str) else None for value in values if key(value) is not None}
    scale = next((scale for scale in SCALES if known and known <= set(scale)), ())
    return [scale.index(value) if isinstance(value, str) and value in scale else value for value in values]


def written(columns: Iterable[Iterable[object]]) -> str:
    """Return the ranks of all columns as a page carries them.

    Examples
    --------
    >>> written([[0.5, None, -1.5], ["b", "A", "a"]])
    '1,,0;1,0,0'
    """
    said = (["" if rank is None else str(rank) for rank in ranks(column)] for column in columns)
    return ";".join(",".join(column) for column in said)


def key(value: object) -> tuple | None:
    """Return that by which a value is compared with others of its column; none if it is missing.

    Examples
    --------
    >>> key("−3.5%"), key("P4.10") > key("P4.9"), key(None)
    (((0, -3.5),), True, None)
    """
    if isinstance(value, str):
        return None if value.strip() in MISSING else natural(value)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, Real):
        return ((0, float(value)),)
    return natural(value.isoformat()[:10] if isinstance(value, date) else str(value))


def natural(text: str) -> tuple:
    """Return text as its numbers and words, in their order; signs between them are not compared.

    Examples
    --------
    >>> natural("Çelik, 12 of 1,370")
    ((1, 'celik'), (0, 12.0), (1, 'of'), (0, 1370.0))
    """
    pieces = _NUMBER.split(unicodedata.normalize("NFKC", text.translate(_HIDDEN)))
    return tuple(piece for piece in map(_piece, pieces) if piece)


def _piece(text: str) -> tuple | None:
    if text[-1:].isdigit():
        return 0, float(text.replace(",", "").replace("−", "-"))
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = " ".join(re.findall(r"[\w\ue000-\ue0ff]+", bare.casefold().translate(_LETTERS)))
    return (1, words) if words else None
