"""What the cells of one column may hold: the rules of a field, each with the words that refuse a cell.

A field is described as the Data Package standard has it (version 2, with ``list``). Three properties are
ours:

``itemConstraints``
    ``enum`` or ``pattern`` of the items of a list.
``reference``
    Where the items of a list must exist: a column of a table (``resource``, ``fields``), a bibliography
    (``bibliography``) or named here (``values``), with what such an item is ``called``; or a list of these,
    of which one must have the item.
``language``
    ``fa`` for a column in Persian.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from .cells import SPREADSHEET

DTYPES = {
    "string": "str",
    "list": "str",
    "integer": "Int64",
    "year": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}
# Letters, digits and signs of ASCII only: \d would take the digits of any script.
FORMS = {
    "integer": r"-?[0-9]{1,18}",
    "year": r"-?[0-9]{1,4}",
    "number": r"-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?",
    "date": r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
# Controls, spaces but the plain one, marks of direction, line separators, private and broken characters.
# The half-space (U+200C) is at home between two letters of Persian, and nowhere else.
UNWELCOME = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200b\u200d-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    "\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff]"
    "|(?<![\u0620-\u06ff])\u200c|\u200c(?![\u0620-\u06ff])"
)
ARABIC = re.compile("[\u0643\u0649\u064a\u0660-\u0669]")
PERSIAN = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9]")  # what Arabic does not have
# What a spreadsheet takes for a formula at the start of a cell, or after a semicolon, where that parts cells.
FORMULA = re.compile(
    r"(?:^|;)\s*(?:[=@\uff1d\uff20]|[+\uff0b\uff0d-](?![0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\s*(?:;|$)))"
)
ADDRESS = re.compile(r"https?://\S+")  # in the letters of whoever named the page

Known = Mapping[str, Collection[str]]


class Fault(NamedTuple):
    """The first cell that breaks a rule: the index of its row, what is wrong, and the cure if it is known."""

    row: int
    wrong: str
    cure: str | None = None


def convert(text: pd.Series, kind: str) -> pd.Series:
    """Convert a column of text to a type of the standard; a cell that is not of the type becomes missing.

    Examples
    --------
    >>> convert(pd.Series(["5", "inf", "۵"]), "number").isna().tolist()
    [False, True, True]
    """
    if kind == "boolean":
        return text.map({"true": True, "false": False}).astype("boolean")
    if kind not in FORMS:
        return text
    wrong = _unlike(_values(text), FORMS[kind])
    formed = text.mask(text.isin(wrong)) if wrong else text
    if kind == "date":
        return pd.to_datetime(formed, format="%Y-%m-%d", errors="coerce").astype(DTYPES[kind])
    if kind == "number":
        return formed.astype("float64").replace([np.inf, -np.inf], np.nan).astype(DTYPES[kind])
    return pd.to_numeric(formed).astype(DTYPES[kind])


def fault(text: pd.Series, typed: pd.Series, field: dict, known: Known) -> Fault | None:
    """Return the first cell of a column that breaks a rule of its field, or None.

    Parameters
    ----------
    text, typed
        The column as text, empty cells missing, and as :func:`convert` returns it.
    field
        Its description.
    known
        For a list with a ``reference``: what an item may be called -> the items that exist.
    """
    values = _values(text)
    for rule, broken in _broken(text, typed, values, field):
        index = int(broken.idxmax())
        cell = "" if pd.isna(text[index]) else text[index]
        rule, cure = (rule, None) if rule else _not_of(field["type"], cell)
        return Fault(index, f"must be {rule}" + (f" (found {cell!r})" if cell else ""), cure)
    if field["type"] in ("string", "list"):
        listed = field["type"] == "list"
        for cell in values:
            if wrong := text_fault(cell, field) or (list_fault(cell, field, known) if listed else None):
                return Fault(int(text.eq(cell).idxmax()), wrong)
    return None


def text_fault(cell: str, field: dict) -> str | None:
    """Say what is wrong with a cell of text, whatever it says and in whatever column it stands.

    No spaces around it, no characters that nobody sees or that turn its direction, nothing that a spreadsheet
    would calculate or run, and no Arabic ye, kaf or digits in Persian: in a column in Persian, and in any
    text with a letter that only Persian has.

    Examples
    --------
    >>> text_fault(" of the first paragraph", {})
    "must begin and end without a space (found ' of the first paragraph')"
    >>> text_fault("=HYPERLINK(A1)", {})
    "must not read as a formula in a spreadsheet, by '=' (found '=HYPERLINK(A1)')"
    """
    if not cell.strip():
        return "must be empty or say something; it holds only spaces"
    if found := UNWELCOME.search(cell):
        return f"must be plain text, without {_named(found[0])} (found {cell!r})"
    if cell != cell.strip():
        return f"must begin and end without a space (found {cell!r})"
    if found := FORMULA.search(ADDRESS.sub("x", cell)):
        return f"must not read as a formula in a spreadsheet, by {found[0].strip('; ')!r} (found {cell!r})"
    if (found := ARABIC.search(ADDRESS.sub("", cell))) and _persian(cell, field):
        return f"must be in Persian letters and digits, without {_named(found[0])} (found {cell!r})"
    return None


def _persian(cell: str, field: dict) -> bool:
    return field.get("language") == "fa" or bool(PERSIAN.search(ADDRESS.sub("", cell)))


def list_fault(cell: str, field: dict, known: Known) -> str | None:
    """Say what is wrong with a list in a cell: an item that is empty, twice there, misspelt or not known.

    Examples
    --------
    >>> list_fault("A9.9; A99.9", {"delimiter": "; ", "itemType": "string"}, {"claim": ["A9.9", "A9.10"]})
    "'A99.9' is no claim; did you mean A9.9?"
    """
    items = cell.split(field["delimiter"])
    for place, item in enumerate(items):
        if item != item.strip() or item.strip(field["delimiter"]) != item or not item:
            return f"must be items with {field['delimiter']!r} between them (found {cell!r})"
        if item in items[:place]:
            return f"{item!r} stands twice in the list"
        if wrong := _item_fault(item, field) or unknown(item, known):
            return wrong
    return None


def _item_fault(item: str, field: dict) -> str | None:
    kind, limits = field["itemType"], field.get("itemConstraints", {})
    if kind in FORMS and not re.fullmatch(FORMS[kind], item):
        return f"each item must be {_not_of(kind, item)[0]} (found {item!r})"
    if "enum" in limits and item not in limits["enum"]:
        return f"each item must be one of {', '.join(limits['enum'])} (found {item!r})"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], item, re.ASCII):
        return f"each item must be of the form {limits['pattern']} (found {item!r})"
    return None


def unknown(item: str, known: Known) -> str | None:
    """Say that an item exists nowhere, and which is meant; None where it exists, or where any may stand."""
    if not known or any(item in items for items in known.values()):
        return None
    close = difflib.get_close_matches(item, [one for items in known.values() for one in items], n=1)
    return f"{item!r} is no {' and no '.join(known)}" + (f"; did you mean {close[0]}?" if close else "")


def _broken(
    text: pd.Series, typed: pd.Series, values: list[str], field: dict
) -> Iterator[tuple[str, pd.Series]]:
    """Yield each broken rule in words, with the rows that break it; that of the type has no words yet."""
    limits = field.get("constraints", {})
    if typed is not text and typed.count() < text.count():
        yield "", typed.isna() & text.notna()
    if limits.get("required") and text.hasnans:
        yield "given", text.isna()
    if "enum" in limits:
        allowed = [str(value) for value in limits["enum"]]
        if wrong := set(values).difference(allowed):
            yield f"one of {', '.join(allowed)}", text.isin(wrong)
    if unlike := _unlike(values, limits["pattern"]) if "pattern" in limits else []:
        foreign = " with the digits 0-9" if _foreign_digits("".join(unlike)) else ""
        yield f"of the form {limits['pattern']}{foreign}", text.isin(unlike)
    if "minimum" in limits and (low := typed.lt(_bound(limits["minimum"], field)).fillna(False)).any():
        yield f"at least {limits['minimum']}", low
    if "maximum" in limits and (high := typed.gt(_bound(limits["maximum"], field)).fillna(False)).any():
        yield f"at most {limits['maximum']}", high
    if limits.get("unique") and len(values) < text.count():
        yield "unique", text.notna() & text.duplicated()


def _values(text: pd.Series) -> list[str]:
    """Return what the cells say, each once, in the order of the rows: it is looked at once, however often."""
    return [value for value in dict.fromkeys(text.tolist()) if isinstance(value, str)]


def _unlike(values: list[str], form: str) -> list[str]:
    whole = re.compile(form, re.ASCII).fullmatch
    return [value for value in values if not whole(value)]


def _not_of(kind: str, cell: str) -> tuple[str, str | None]:
    """Say what a cell should be and is not, as closely as it can be told, and the cure."""
    if _foreign_digits(cell):
        return f"of type {kind}: digits must be 0-9", None
    if cell != cell.strip():
        return f"of type {kind}, without a space around it", None
    if kind == "number" and re.fullmatch(r"-?[0-9]+,[0-9]+", cell):
        return "of type number, with a point and not a comma before the decimals", SPREADSHEET
    if kind == "number" and re.fullmatch(f"{FORMS['number']}|[+-]?(inf|infinity|nan)", cell, re.IGNORECASE):
        return "of type number: finite, or empty where it is not known", None
    if kind == "date":
        return "of type date, a day of the calendar as 2024-01-31", None
    if kind == "boolean":
        return "of type boolean: true or false, in small letters", None
    return f"of type {kind}", None


def _foreign_digits(cell: str) -> bool:
    return any(sign.isdecimal() and not sign.isascii() for sign in cell)


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '(a control character)')}"


def _bound(value, field: dict):
    return pd.Timestamp(value) if field["type"] == "date" else value
