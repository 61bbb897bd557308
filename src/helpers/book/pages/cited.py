"""Sources both ways: which chapters, tables, claims and rows rest on a reference, and the other way round.

A row names its sources in words. It rests on a reference when it gives the reference's address or DOI, or its
first author and year, as long as no other reference has the same.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pybtex.database import Entry

from ... import cells, tables
from ...subjects import source_tiers
from ..citing.bibliography import read

TITLE = "source_title"  # of what `source` gives the addresses of
WORD = re.compile(r"\w+")


@dataclass
class Uses:
    """What rests on one reference: whole tables, and rows by table."""

    tables: list[str] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)


@cache
def uses(bibliography: str) -> dict[str, Uses]:
    """Return for every key of a bibliography what of the data rests on it."""
    entries = read(Path(bibliography)).entries
    found, known = {key: Uses() for key in entries}, signs(entries)
    by_word = _by_word(known)
    for resource in tables.package()["resources"]:
        for source in resource["sources"]:
            if (key := source.get("key")) in found and resource["name"] not in found[key].tables:
                found[key].tables.append(resource["name"])
        for name, said in rows(resource):
            meant = {key for word in set(WORD.findall(said)) for key in by_word.get(word, ())}
            for other in named(said, {key: known[key] for key in known if key in meant}):
                found[other].rows.setdefault(resource["name"], []).append(name)
    return found


def _by_word(known: dict) -> dict[str, list[str]]:
    """Return for a word the references that a text with it may name: most rows name none."""
    found: dict[str, list[str]] = {}
    for key, (exact, who) in known.items():
        for words in [*exact, *(who[:1] if who else ())]:
            found.setdefault(max(WORD.findall(words), key=len), []).append(key)
    return found


def bibliography(app) -> str:
    """Return the path of the book's bibliography."""
    return str(Path(app.srcdir) / app.config.bibtex_bibfiles[0])


def references_of(table: str, row: str, bibliography: str) -> list[str]:
    """Return the keys on which one row rests, in the order of the bibliography."""
    return [key for key, use in uses(bibliography).items() if row in use.rows.get(table, ())]


def signs(entries: dict[str, Entry]) -> dict[str, tuple[list[str], tuple[str, str] | None]]:
    """Return for each reference by which words a text names it: addresses and key, or author and year."""
    shared = Counter(_author_year(entry) for entry in entries.values())
    found = {}
    for key, entry in entries.items():
        exact = [_bare(entry.fields[name]) for name in ("url", "doi") if entry.fields.get(name)]
        who = _author_year(entry)
        found[key] = ([*exact, key], who if shared[who] == 1 else None)
    return found


@cache
def _whole(words: str) -> re.Pattern:
    return re.compile(rf"(?<![\w-]){re.escape(words)}/?(?![\w/-])")


def named(said: str, known: dict) -> list[str]:
    """Return the keys of the references that a text names.

    Examples
    --------
    >>> named("See Walt 1987, chapter 2.", {"walt1987": (["walt1987"], ("Walt", "1987"))})
    ['walt1987']
    """
    found = []
    for key, (exact, who) in known.items():
        by_words = any(words in said and _whole(words).search(said) for words in exact)
        if by_words or (who and who[0] in said and re.search(_near(*who), said)):
            found.append(key)
    return found


def _near(name: str, year: str) -> str:
    return rf"\b{re.escape(name)}\b[^;.\d]{{0,60}}\b{re.escape(year)}(?!\w)"


def rows(resource: dict):
    """Yield the name of every row of a table, its key, and what it says of its sources."""
    columns = [one["name"] for one in resource["schema"]["fields"] if _says(one)]
    if not columns:
        return
    heading, *found = cells.split(_text(resource), columns)
    key, told = ([heading.index(one) for one in some] for some in (resource["schema"]["primaryKey"], columns))
    for row in found:
        yield ", ".join(row[place] for place in key), "; ".join(row[place] for place in told)


def _says(field: dict) -> bool:
    """Whether a column names sources, by words and addresses or by keys of the bibliography."""
    by_words = field["name"] == TITLE or source_tiers.SAYS.fullmatch(field["name"])
    return bool(by_words) or "bibliography" in field.get("reference", {})


def _text(resource: dict) -> str:
    """Return a table as it is written: it has been checked before any page is made."""
    return cells.decode((tables.data_folder() / resource["path"]).read_bytes())


def _author_year(entry: Entry) -> tuple[str, str] | None:
    """Return first author and year, for works whose author is a person."""
    people, year = entry.persons.get("author", []), entry.fields.get("year")
    if not people or not year or not people[0].first_names:
        return None
    return " ".join(people[0].last_names), year


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?|/$", "", address)
