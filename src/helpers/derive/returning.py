"""The resolutions of the General Assembly that return year after year, known by their titles.

Sources: the titles of roll calls in the unvotes package (to 2019) and the roll-call matrix, as in
:mod:`helpers.derive.unga`. After 2019 the matrix has no titles, so that no return can be told there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

import pandas as pd

from . import raw, unga

FIRST, LAST = 2000, 2019
BEFORE, AFTER = (2005, 2010), (2015, 2019)
ALIKE = 0.93  # of two titles: above it they differ by slips of spelling ("poliferation"), below by a word
SMALL_WORDS = re.compile(r"\b(the|of|on|and|a|an|for|in|to)\b|[^a-z ]")
AGENDA = re.compile(r"A/\d+/251 ")  # in 2016 to 2018 the columns of title and agenda item are exchanged
ENDING = re.compile(r"\s*:? ?resolution\s*/? adopted.*$|\s*:\s*report of .*$", re.IGNORECASE)
SHOWN = ("IRN", "RUS", "CHN", "TUR")
SUBJECTS = {  # of a text, the first that any of its roll calls is flagged with; sound to 2017
    "middle_east": "Palestine and the Middle East",
    "nuclear": "Nuclear weapons and material",
    "arms_control": "Other arms",
    "human_rights": "Human rights",
    "colonialism": "Decolonisation",
}
OTHER = "Other questions"


def titled() -> pd.DataFrame:
    """Return one row a titled roll call on a whole text: ``rcid``, ``date``, ``resolution``, its ``title``.

    Two titles are one ``text``, the last column, where they differ by slips of spelling and small words.
    """
    calls = pd.read_csv(raw.read("unga-votes/un_roll_calls.csv"))
    calls = calls[calls["date"].str[:4].astype("int64").between(FIRST, LAST)]
    calls = calls[~(calls["amend"].eq(1) | calls["para"].eq(1))]
    swapped = calls["descr"].fillna("").str.match(AGENDA)
    title = calls["descr"].mask(swapped | calls["descr"].isna(), calls["short"]).fillna("")
    title = title.str.replace(ENDING, "", regex=True).str.strip()
    keys = title.map(_key)
    symbol = "A/RES/" + calls["unres"].str.removeprefix("A/RES/").str.removeprefix("R/")
    return calls[["rcid", "date"]].assign(resolution=symbol, text=keys.map(same_texts(keys)), title=title)


def _key(title: str) -> str:
    return " ".join(SMALL_WORDS.sub(" ", title.lower().replace("-", " ")).split())


def same_texts(keys: Iterable[str]) -> dict[str, str]:
    """Return for each key the commonest that is the same but for slips of spelling.

    Examples
    --------
    >>> same_texts(["nuclear proliferation", "nuclear proliferation", "nuclear poliferation"]).values()
    dict_values(['nuclear proliferation', 'nuclear proliferation'])
    """
    counted = pd.Series(list(keys)).value_counts().sort_index().sort_values(ascending=False, kind="stable")
    found: dict[str, str] = {}
    for key in counted.index:
        found[key] = next((known for known in found.values() if _slip(key, known)), key)
    return found


def _slip(one: str, other: str) -> bool:
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def returning() -> pd.DataFrame:
    """Return the rows of :func:`titled` whose text was voted on in both periods, with votes and flags."""
    calls = titled()
    years = calls["date"].str[:4].astype("int64")
    both = set(calls.loc[years.between(*BEFORE), "text"]) & set(calls.loc[years.between(*AFTER), "text"])
    calls = calls[calls["text"].isin(both - {""})]
    return calls.merge(unga.matrix(), on=["rcid", "date"], validate="1:1")


def recurring_votes() -> pd.DataFrame:
    """One row a roll call on a resolution that returns: how Iran, Russia, China and Türkiye voted."""
    calls = _since_2005(returning())
    votes = {state.lower(): calls[state].map(unga.CODES) for state in SHOWN}
    rows = calls[["date", "resolution"]].assign(text=_slugs(calls["text"]), **votes)
    return rows.sort_values(["text", "date", "resolution"], ignore_index=True)[
        ["text", "date", "resolution", *votes]
    ]


def recurring_resolutions() -> pd.DataFrame:
    """One row a resolution that returns: title, subject, and roll calls in each of the two periods."""
    calls = _since_2005(returning()).sort_values("date")
    calls["text"] = _slugs(calls["text"])
    groups = calls.groupby("text")
    years = calls["date"].str[:4].astype("int64")
    sound = calls[years.le(unga.LAST_YEAR_OF_ISSUE["colonialism"])]
    rows = pd.DataFrame({
        "title": groups["title"].last(),
        "subject": sound.groupby("text")[list(SUBJECTS)].max().apply(_subject, axis=1),
        "before": calls[years.between(*BEFORE)].groupby("text").size(),
        "after": calls[years.between(*AFTER)].groupby("text").size(),
    })  # fmt: skip
    return rows.rename_axis("text").sort_index().reset_index()


def _since_2005(calls: pd.DataFrame) -> pd.DataFrame:
    return calls[calls["date"].ge(str(BEFORE[0]))].copy()


def _subject(flags: pd.Series) -> str:
    return next((SUBJECTS[flag] for flag in SUBJECTS if flags[flag]), OTHER)


def _slugs(texts: pd.Series) -> pd.Series:
    """Return short ids of texts: as many words as tell them apart."""
    known = sorted(set(texts))
    short: dict[str, str] = {}
    for text in known:
        words = text.split()
        sizes = (size for size in range(4, len(words) + 4) if _alone(words[:size], known))
        short[text] = "-".join(words[: next(sizes, len(words))])
    return texts.map(short)


def _alone(words: list[str], known: list[str]) -> bool:
    return sum(other.split()[: len(words)] == words for other in known) == 1
