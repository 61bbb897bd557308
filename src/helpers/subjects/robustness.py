"""How firm a finding is: under how many of all reasonable choices it holds, and how strongly it may be said.

A finding names a table with one row a specification, which of its rows are reasonable ways to ask, and when
a row counts as holding. All counts follow from the tables; none is written down.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from .. import tables

TABLE = "robustness"
STRENGTHS = ("never", "rarely", "as often as not", "mostly", "always")
"""From the weakest: none of the specifications, fewer than a third, up to two thirds, more, all of them."""

WORDS = {
    "always": ("always", "never", "whichever", "whatever", "in every", "by every", "under every",
               "by any", "under any", "without exception", "no doubt", "certainly", "proves"),
    "mostly": ("mostly", "usually", "as a rule", "by most", "in most", "under most", "clearly", "generally"),
    "as often as not": ("often", "in many", "by many", "half the"),
}  # fmt: skip
"""What a sentence may only say of a finding that is at least as strong."""


class Count(NamedTuple):
    """In how many specifications a finding holds.

    Examples
    --------
    >>> Count(18, 24).strength, Count(18, 24).said
    ('mostly', 'holds in 18 of 24')
    """

    holds: int
    of: int

    @property
    def strength(self) -> str:
        """One of :data:`STRENGTHS`."""
        if self.holds in (0, self.of):
            return STRENGTHS[-1 if self.holds else 0]
        share = self.holds / self.of
        return "rarely" if share < 1 / 3 else "mostly" if share > 2 / 3 else "as often as not"

    @property
    def said(self) -> str:
        """The few words beside a sentence."""
        return f"holds in {self.holds:,} of {self.of:,}"


def finding(name: str) -> pd.Series:
    """Return the row of a finding in table ``robustness``.

    Parameters
    ----------
    name
        Key of the finding, as in column ``finding`` of table ``robustness``.

    Returns
    -------
    Series
        Its row: the claim, the ``table`` of specifications, and which of them count and hold.

    Raises
    ------
    KeyError
        If there is none; the message says what to do.
    """
    rows = tables.load(TABLE).set_index("finding", drop=False)
    if name not in rows.index:
        raise KeyError(f"no finding is called {name!r}; next: add it to data/record/{TABLE}.csv")
    return rows.loc[name]


def specifications(row: pd.Series) -> pd.DataFrame:
    """Return the specifications of a finding that have an answer, with ``holds``.

    Parameters
    ----------
    row
        Of table ``robustness``.

    Raises
    ------
    DataError
        If the row asks for a column that its table lacks, or no specification has an answer.

    Examples
    --------
    >>> rows = specifications(finding("votes-no-nearer"))
    >>> bool(rows["holds"].mean() > 0.5)
    True
    """
    every = tables.load(row["table"])
    try:
        found = every.query(row["among"]).dropna(subset=[row["known"]])
        holds = found.eval(row["holds_if"]).fillna(False).astype(bool)
    except (pd.errors.UndefinedVariableError, KeyError, SyntaxError) as error:
        raise tables.DataError(
            f"table {TABLE!r}, row {row['finding']}: {row['table']} cannot answer it: {error}; "
            "next: correct 'among', 'known' or 'holds_if'"
        ) from error
    if found.empty:
        raise tables.DataError(
            f"table {TABLE!r}, row {row['finding']}: no specification has an answer; next: correct 'among'"
        )
    return found.assign(holds=holds)


def count(name: str) -> Count:
    """Return in how many specifications a finding holds.

    Parameters
    ----------
    name
        Key of the finding, as in column ``finding`` of table ``robustness``.

    Returns
    -------
    Count
        ``holds``, and ``of`` how many that have an answer.

    Examples
    --------
    >>> found = count("votes-no-nearer")
    >>> 0 < found.holds <= found.of
    True
    """
    holds = specifications(finding(name))["holds"]
    return Count(int(holds.sum()), len(holds))


def by_option(name: str) -> pd.DataFrame:
    """Divide the count of a finding by each option of each of its choices.

    Parameters
    ----------
    name
        Key of the finding, as in column ``finding`` of table ``robustness``.

    Returns
    -------
    DataFrame
        One row a ``choice`` and ``option``: ``holds`` and ``of``; the choice in the words of the table's
        description. A choice that leaves one option is left out.
    """
    row = finding(name)
    rows = specifications(row)
    titles = {field["name"]: field["title"] for field in tables.describe(row["table"])["schema"]["fields"]}
    parts = [
        rows.groupby(choice)["holds"].agg(holds="sum", of="size").rename_axis("option").reset_index()
        .assign(choice=titles[choice])
        for choice in row["choices"].split(tables.LISTED)
        if rows[choice].nunique() > 1
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)[["choice", "option", "holds", "of"]]


def too_strong(sentence: str, strength: str) -> str | None:
    """Return the first word of a sentence that claims more than a finding's strength, or None.

    Parameters
    ----------
    sentence
        A sentence of the book.
    strength
        One of :data:`STRENGTHS`: how often the finding holds.

    Returns
    -------
    str or None
        The word or words, as in :data:`WORDS`.

    Examples
    --------
    >>> too_strong("Whichever cut one takes, they parted.", "mostly")
    'whichever'
    >>> too_strong("By most ways of counting they parted.", "mostly")
    """
    held = STRENGTHS.index(strength)
    for needed, words in WORDS.items():
        if STRENGTHS.index(needed) > held:
            for word in words:
                if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
                    return word
    return None
