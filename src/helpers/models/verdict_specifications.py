"""How the claims of the two texts fared, counted under every reasonable choice.

A choice is crossed with every other. A verdict is a judgement: whose it is, by which reading of a word and by
how generous a rule, are choices too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from .. import tables, texts
from ..subjects import readings
from .jobs import Job

FEWEST = 5
RULES = "2026.3"
READERS = ("settled", "first", "second")
HOLDS = {"as written": 1, "a detail forgiven": 2, "a part is enough": 3}  # of the verdicts, so many
WORDS = {"as printed": None, "narrow": "verdict_narrow", "wide": "verdict_wide"}
EVIDENCE = {"all": None, "read alone": "read"}
UNITS = ("claims", "paragraphs")
OPEN = ("no verdict", "no record could settle it")
QUARRELS = {"differ": ["differ"], "differ or contradict": ["differ", "contradict"]}

COEFFICIENTS = {"kappa": "kappa", "alpha": "alpha", "alpha of ordered codes": "alpha_ordered"}
PARTS = {
    "all units": ("all units", "all"),
    "article": ("text", "article"),
    "commentary": ("text", "commentary"),
}


def verdict_specifications(claims: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Say what share of the graded claims holds, under every choice of reader, rule, words and unit.

    Parameters
    ----------
    claims, read
        Tables ``claims`` and ``claim_readings``.

    Returns
    -------
    DataFrame
        One row a combination of ``reader``, ``rule``, ``words``, ``evidence`` and ``unit``: the number
        ``graded``, and the shares that hold of all (``held``), of reports of fact (``facts``), of all other
        claims (``others``), and of each text (``article``, ``commentary``); missing where fewer than
        :data:`FEWEST` are graded. With paragraphs as the unit each has the same weight.
    """
    rows = []
    for reader, rule, words, evidence, unit in product(READERS, HOLDS, WORDS, EVIDENCE, UNITS):
        own = readings.as_read(claims, read, RULES, reader)
        verdict = own[WORDS[words]].fillna(own["verdict"]) if WORDS[words] else own["verdict"]
        own = own.assign(held=verdict.isin(texts.VERDICTS[: HOLDS[rule]]))[verdict.ne("not checkable")]
        own = own[own["how_known"].eq(EVIDENCE[evidence])] if EVIDENCE[evidence] else own
        named = {"reader": reader, "rule": rule, "words": words, "evidence": evidence, "unit": unit}
        rows.append(named | {"graded": len(own)} | _shares(own, "held", unit))
    return pd.DataFrame(rows).round(4)


def _shares(claims: pd.DataFrame, what: str, unit: str) -> dict[str, float | None]:
    """Return the share of claims of which something is true, of all and by kind and text."""
    facts = claims["kind"].isin(texts.KINDS[:2])
    parts = {"held": claims, "facts": claims[facts], "others": claims[~facts]}
    parts |= {text: claims[claims["text"].eq(text)] for text in texts.NAMES}
    return {name: _share(part, what, unit) for name, part in parts.items()}


def _share(claims: pd.DataFrame, what: str, unit: str) -> float | None:
    if len(claims) < FEWEST:
        return None
    return claims[what].mean() if unit == "claims" else claims.groupby("passage_id")[what].mean().mean()


def reach_specifications(claims: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Say what share of the claims a record could settle, or did, by what kind of claim they are.

    Parameters
    ----------
    claims, read
        Tables ``claims`` and ``claim_readings``.

    Returns
    -------
    DataFrame
        One row a combination of ``reader``, ``open`` (what keeps a claim from being reached), ``unit`` and
        ``text``: the shares of reports of fact and of all other claims that are reached (``facts``,
        ``others``).
    """
    rows = []
    for reader, left, unit, text in product(READERS, OPEN, UNITS, ("both", *texts.NAMES)):
        own = _reached(readings.as_read(claims, read, RULES, reader), left)
        shares = _shares(own if text == "both" else own[own["text"].eq(text)], "reached", unit)
        named = {"reader": reader, "open": left, "unit": unit, "text": text}
        rows.append(named | {name: shares[name] for name in ("facts", "others")})
    return pd.DataFrame(rows).round(4)


def _reached(claims: pd.DataFrame, left: str) -> pd.DataFrame:
    graded = claims["verdict"].ne("not checkable")
    return claims.assign(reached=graded if left == OPEN[0] else graded | claims["scored"])


def topic_specifications(claims: pd.DataFrame, read: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
    """Say what share of the claims is left open, by what the two texts say on their topic.

    Parameters
    ----------
    claims, read, comparisons
        Tables ``claims``, ``claim_readings`` and ``comparisons``.

    Returns
    -------
    DataFrame
        One row a combination of ``reader``, ``open``, ``quarrel`` (which topics are in dispute) and
        ``twice`` (whether a claim counts once for every topic): the shares that are open of the claims on
        topics in dispute (``disputed``), and of those that only one text treats (``article``,
        ``commentary``).
    """
    met = texts.meetings(comparisons)[["relation", "claim_id"]]
    rows = []
    for reader, left, quarrel, twice in product(READERS, OPEN, QUARRELS, (True, False)):
        own = _reached(readings.as_read(claims, read, RULES, reader), left).set_index("claim_id")
        kinds = {"disputed": QUARRELS[quarrel], **{one: [f"{one} only"] for one in texts.NAMES}}
        shares = {}
        for name, relations in kinds.items():
            ids = met.loc[met["relation"].isin(relations), "claim_id"]
            shares[name] = 1 - own.loc[ids if twice else ids.unique(), "reached"].mean()
        rows.append({"reader": reader, "open": left, "quarrel": quarrel, "twice": twice} | shares)
    return pd.DataFrame(rows).round(4)


def agreement_specifications(
    read: dict[str, pd.DataFrame], claims: pd.DataFrame, predictions: pd.DataFrame
) -> pd.DataFrame:
    """Say how far two readers agree, under every choice of rules, units and coefficient.

    Parameters
    ----------
    read
        Kind of unit, as :data:`helpers.readings.KINDS` names it -> its table of readings.
    claims, predictions
        The tables of these names.

    Returns
    -------
    DataFrame
        One row a ``what`` (verdicts, directions, outcomes), ``rules``, ``units`` and ``coefficient`` that is
        defined: ``value``, from none beyond chance (0) to full (1), and ``n``, units that both read.
    """
    every = readings.overview(read, claims, predictions, draws=1)
    rows = [
        {"what": WHAT[row["what"]], "rules": row["rules"], "units": units, "coefficient": coefficient,
         "n": row["n"], "value": row[column]}
        for _, row in every.iterrows()
        for units, place in PARTS.items() if (row["by"], row["group"]) == place
        for coefficient, column in COEFFICIENTS.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).dropna().round(4).reset_index(drop=True)


WHAT = {"claims": "verdicts", "pairs": "directions", "forecasts": "outcomes"}


def telling_specifications(telling: pd.DataFrame) -> pd.DataFrame:
    """Count for which text the evidence tells, under every choice of what counts as evidence.

    Parameters
    ----------
    telling
        Table ``telling_evidence``: one row a piece of evidence.

    Returns
    -------
    DataFrame
        One row a combination of ``kinds``, ``weight`` and ``found`` that leaves four pieces or more:
        ``pieces``, and how many tell for the ``article``, for the ``commentary`` and for ``neither``.
    """
    return pd.DataFrame(_told(telling))


def _told(telling: pd.DataFrame) -> Iterator[dict]:
    words, sought = telling["kind"].eq("statement"), telling["kind"].eq("comparison")
    kinds = {"all": ~telling["kind"].eq(""), "without statements": ~words, "without the comparison": ~sought}
    for kind, weight, found in product(kinds, ("all", "firm"), ("all", "something found")):
        kept = kinds[kind] & (telling["weight"].eq("firm") | (weight == "all"))
        kept &= telling["events"].notna() | sought | (found == "all")
        counts = telling.loc[kept, "tells_for"].value_counts()
        if kept.sum() >= FEWEST - 1:
            named = {"kinds": kind, "weight": weight, "found": found, "pieces": int(kept.sum())}
            yield named | {side: int(counts.get(side, 0)) for side in ("article", "commentary", "neither")}


def _verdicts() -> pd.DataFrame:
    return verdict_specifications(tables.load("claims"), tables.load("claim_readings"))


def _reach() -> pd.DataFrame:
    return reach_specifications(tables.load("claims"), tables.load("claim_readings"))


def _topics() -> pd.DataFrame:
    return topic_specifications(*(tables.load(name) for name in ("claims", "claim_readings", "comparisons")))


def _agreed() -> pd.DataFrame:
    read = {kind: tables.load(of.table) for kind, of in readings.KINDS.items()}
    return agreement_specifications(read, tables.load("claims"), tables.load("predictions"))


def _telling() -> pd.DataFrame:
    return telling_specifications(tables.load("telling_evidence"))


READ = [of.table for of in readings.KINDS.values()]
JOBS = {
    "verdict_specifications": Job(_verdicts, tables=["claims", "claim_readings"]),
    "reach_specifications": Job(_reach, tables=["claims", "claim_readings"]),
    "topic_specifications": Job(_topics, tables=["claims", "claim_readings", "comparisons"]),
    "agreement_specifications": Job(_agreed, tables=[*READ, "claims", "predictions"]),
    "telling_specifications": Job(_telling, tables=["telling_evidence"]),
}
