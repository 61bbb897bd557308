"""What became of a chapter's numbers, and of a finding on them, when it was asked something else."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping

import pandas as pd

from ..words import SPELLED

SIGNS = {"<": operator.lt, ">": operator.gt}
AS_NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")


def compared(rule: str) -> list[str]:
    """Return the two numbers that a rule compares.

    Parameters
    ----------
    rule
        Two names with a sign between them, ``<`` or ``>``.

    Examples
    --------
    >>> compared("vetoed < passed")
    ['vetoed', 'passed']
    """
    one, _, other = rule.split()
    return [one, other]


def holds(rule: str, values: Mapping[str, str]) -> bool | None:
    """Return whether a rule holds of numbers as pages write them; None where one of the two is no number.

    Parameters
    ----------
    rule
        Two names with a sign between them, ``<`` or ``>``.
    values
        Name -> text. Of a text with several numbers the first counts.

    Examples
    --------
    >>> holds("a < b", {"a": "54%", "b": "61%"}), holds("a < b", {"a": "1,350", "b": "two"})
    (True, False)
    >>> holds("a < b", {"a": "−0.2", "b": "unknown"})
    """
    one, sign, other = rule.split()
    first, second = number(values[one]), number(values[other])
    return None if first is None or second is None else SIGNS[sign](first, second)


def number(text: str) -> float | None:
    """Return the first number of a text, in figures or as a word to twelve; None if there is none.

    Parameters
    ----------
    text
        A number as it is glued.

    Examples
    --------
    >>> number("1,350"), number("−0.05"), number("23 (20)"), number("no"), number("many")
    (1350.0, -0.05, 23.0, 0.0, None)
    """
    if text.lower() in ("none", *SPELLED):
        return 0.0 if text.lower() == "none" else float(SPELLED.index(text.lower()))
    found = AS_NUMBER.search(text)
    return float(found[0].replace(",", "").replace("−", "-")) if found else None


def filled(words: str, named: Mapping[str, str]) -> str:
    """Return a sentence with what stands for each parameter in it.

    Parameters
    ----------
    words
        A sentence with ``{names}`` of parameters.
    named
        Name -> what stands for it.

    Examples
    --------
    >>> filled("{partner} came nearer", {"partner": "India"})
    'India came nearer'
    """
    return words.format_map(named)


def told(rows: pd.DataFrame, notebook: str) -> pd.DataFrame:
    """Tell the variants of a notebook, each in a row.

    Parameters
    ----------
    rows
        Table ``variants``: one row a variant and number.
    notebook
        The name of the notebook.

    Returns
    -------
    DataFrame
        One row a variant, in the order of the table: ``question``, what was asked; ``numbers``, up to three
        that moved, each with the book's value and its own; ``before`` and ``now``, whether the finding holds
        in the book and here (missing where it can't be said); ``sentence``, what becomes of the finding.
    """
    own = rows[rows["notebook"].eq(notebook)]
    return pd.DataFrame([_one(part) for _, part in own.groupby("variant", sort=False)])


def kept(tellings: pd.DataFrame) -> str:
    """Return in a sentence in how many variants a finding fares as in the book.

    Parameters
    ----------
    tellings
        What :func:`told` returns.

    Examples
    --------
    >>> kept(pd.DataFrame({"before": [True, True], "now": [True, False]}))
    'One of two variants changes what becomes of the finding.'
    >>> kept(pd.DataFrame({"before": [True, True], "now": [True, True]}))
    'None of two variants changes what becomes of the finding.'
    """
    changed = int((tellings["before"] != tellings["now"]).sum())
    count = "none" if not changed else SPELLED[changed]
    changes = "change" if changed > 1 else "changes"
    return f"{count.capitalize()} of {SPELLED[len(tellings)]} variants {changes} what becomes of the finding."


def overturned(rows: pd.DataFrame) -> tuple[int, int]:
    """Return in how many variants a finding of the book no longer holds, and how many there are.

    Parameters
    ----------
    rows
        Table ``variants``.
    """
    every = pd.concat([told(rows, name) for name in rows["notebook"].unique()], ignore_index=True)
    lost = every["before"].eq(True) & every["now"].eq(False)
    return int(lost.sum()), len(every)


def _one(part: pd.DataFrame) -> dict[str, object]:
    first = part.iloc[0]
    named = part[part["label"].notna()]
    moved = named[named["book"].ne(named["here"])]
    before, now = (holds(first["holds"], part.set_index("number")[side]) for side in ("book", "here"))
    return {
        "question": f"{first['asked']}: {first['means']}",
        "numbers": _moves(moved.head(3)),
        "before": before,
        "now": now,
        "sentence": _sentence(part, first["finding"], before, now),
    }


def _moves(moved: pd.DataFrame) -> str:
    steps = [f"{row.label}: {row.book} → {row.here}" for row in moved.itertuples()]
    return "; ".join(steps) or "none of these numbers moves"


def _sentence(part: pd.DataFrame, finding: str, before: bool | None, now: bool | None) -> str:
    """Say what became of a finding, and between which numbers it is judged."""
    one, other = (part.set_index("number").loc[name] for name in compared(part["holds"].iloc[0]))
    pair = f"{one['here']} beside {other['here']}, in the book {one['book']} beside {other['book']}"
    said = finding[:1].upper() + finding[1:]
    if before is None or now is None:
        return f"Whether {finding} can't be said ({pair})."
    if now == before:
        return f"{said}: {'still so' if now else 'not so here either'} ({pair})."
    return f"{said}: {'so here' if now else 'not so here'} ({pair})."
