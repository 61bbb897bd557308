"""On what the record rests: the tier of every source that a row names, and what rests on weak ones alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import pandas as pd

from ..parts import columns
from ..tables import LISTED, describe, names
from ..tiers import CARRIES, TIERS, Lines, addresses, place

SAYS = re.compile(r"evidence|reference|(?:\w+_)?sources?")  # columns that name what a row rests on
WEAK = "weak"


def named() -> pd.DataFrame:
    """Return every source that a row of a table made by hand names, with its tier.

    Returns
    -------
    DataFrame
        One row a table, row and source: ``table``, ``title`` (of the table), ``row`` (its key), ``source``
        (an address, or the words of a citation), ``prefix`` (the row of table ``sources`` under which it
        falls) and ``tier``; the last two are missing for words that fall under none.
    """
    known = columns("sources", ["prefix", "kind", "tier"]).set_index("prefix")
    read = Reader(list(known.index), list(known.index[known["kind"].eq("citation")]))
    rows = [
        {"table": name, "row": row, "source": source, "prefix": line}
        for name, chosen in naming().items()
        for row, source, line in _sources(name, chosen, read)
    ]
    found = pd.DataFrame(rows).drop_duplicates(["table", "row", "source"], ignore_index=True)
    titles = {name: describe(name)["title"] for name in found["table"].unique()}
    found.insert(1, "title", found["table"].map(titles))
    return found.assign(tier=found["prefix"].map(known["tier"]))


def naming() -> dict[str, list[str]]:
    """Return the columns on which :func:`named` rests, table by table: the key, and what names sources.

    Returns
    -------
    dict
        Name of a table made by hand -> its columns; empty where it names no source.

    Examples
    --------
    >>> naming()["glossary"]
    ['term_id', 'reference']
    """
    found = {name: describe(name) for name in names() if name != "sources"}
    return {name: _naming(about) for name, about in found.items() if about["made_by"] == "by hand"}


def _naming(about: dict) -> list[str]:
    says = [field["name"] for field in about["schema"]["fields"] if SAYS.fullmatch(field["name"])]
    return list(dict.fromkeys([*about["schema"]["primaryKey"], *says])) if says else []


class Reader:
    """Reads which sources a cell names, and under which row of table ``sources`` each falls.

    Parameters
    ----------
    prefixes, citations
        All rows of that table by their prefix, and those of them that begin a citation.
    """

    def __init__(self, prefixes: Collection[str], citations: Collection[str]):
        self.prefixes, self.citations, self.lines = prefixes, citations, Lines(prefixes)

    def item(self, said: str) -> list[tuple[str, str | None]]:
        """Read an item of a list. A citation speaks for the address in its brackets, at which it was read."""
        if begun := [one for one in self.prefixes if said.startswith(one)]:
            return [(said, max(begun, key=len))]
        return self._addresses(said) or [(said, None)]

    def text(self, said: str) -> list[tuple[str, str | None]]:
        """Read words that may name several sources, or none."""
        return [(one, one) for one in self.citations if one in said] + self._addresses(said)

    def _addresses(self, said: str) -> list[tuple[str, str | None]]:
        return [(address, self.lines.longest(address)) for address in addresses(said)]


def _sources(name: str, chosen: list[str], read: Reader) -> Iterator[tuple[str, str, str | None]]:
    if not chosen:
        return
    frame, schema = columns(name, chosen), describe(name)["schema"]
    keys = frame[schema["primaryKey"]].astype("str").agg(", ".join, axis=1)
    for field in schema["fields"]:
        if SAYS.fullmatch(field["name"]):
            listed = field["type"] == "list"
            cells = frame[field["name"]].dropna()
            parts = (cells.str.split(LISTED) if listed else cells).explode()
            for row, part in zip(keys[parts.index], parts, strict=True):
                for source, line in read.item(part) if listed else read.text(part):
                    yield row, source, line


def alone(sources: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that carry a claim or a code and name no source that is better than weak.

    Parameters
    ----------
    sources
        As :func:`named` gives it.

    Returns
    -------
    DataFrame
        One row a table and thing: ``table``, ``title``, ``thing`` (a claim, an event, a treaty: how a row's
        key begins), ``rows`` and ``sources`` (sites, or the words of citations).
    """
    rows = _weak_alone(sources[sources["table"].isin(CARRIES)])
    rows = rows.assign(site=rows["source"].map(site), thing=rows["row"].str.partition(", ")[0])
    found = rows.groupby(["table", "title", "thing"], sort=False).agg(
        rows=("row", "nunique"), sources=("site", lambda sites: LISTED.join(dict.fromkeys(sites)))
    )
    return found.reset_index()


def _weak_alone(sources: pd.DataFrame) -> pd.DataFrame:
    all_weak = sources["tier"].eq(WEAK).groupby([sources["table"], sources["row"]]).transform("all")
    return sources[all_weak]


def site(source: str) -> str:
    """Return the site of an address; the words of a citation as they are.

    Parameters
    ----------
    source
        A web address, or the words of a citation.

    Examples
    --------
    >>> site("https://www.tass.com/world/1"), site("General knowledge")
    ('tass.com', 'General knowledge')
    """
    return place(source)[0] if "://" in source[:8] else source


def by_tier(sources: pd.DataFrame) -> pd.DataFrame:
    """Count what is named by tier.

    Returns
    -------
    DataFrame
        One row a tier, in their order: ``tier``, ``lines`` (rows of table ``sources`` that are named),
        ``sources`` (different addresses and citations) and ``rows`` (of tables that name one).
    """
    told = sources.assign(at=sources["table"] + " " + sources["row"]).groupby("tier")
    counts = told.agg(lines=("prefix", "nunique"), sources=("source", "nunique"), rows=("at", "nunique"))
    return counts.reindex(list(TIERS), fill_value=0).rename_axis("tier").reset_index()


def weak_by_table(sources: pd.DataFrame) -> pd.DataFrame:
    """Count the weak sources of each table.

    Parameters
    ----------
    sources
        One row a source that a row names, as :func:`named` gives it.

    Returns
    -------
    DataFrame
        One row a table that names a weak source, the most first: ``table``, ``title``, ``rows`` (that name
        any source), ``naming`` (that name a weak one), ``alone`` (that name no other) and ``sites``
        (different weak sites and citations).
    """
    weak = sources[sources["tier"].eq(WEAK)].assign(site=lambda rows: rows["source"].map(site))
    lone = _weak_alone(sources)
    counted = {
        "rows": sources.groupby("table")["row"].nunique(),
        "naming": weak.groupby("table")["row"].nunique(),
        "alone": lone.groupby("table")["row"].nunique(),
        "sites": weak.groupby("table")["site"].nunique(),
    }
    found = pd.DataFrame(counted).query("naming > 0").fillna(0).astype("int64").reset_index()
    found.insert(1, "title", found["table"].map(sources.groupby("table")["title"].first()))
    return found.sort_values(["alone", "naming", "table"], ascending=[False, False, True], ignore_index=True)
