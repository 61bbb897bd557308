"""How the forecasts of the texts fared, counted under every reasonable choice.

A choice is crossed with every other. Outcomes and directions are judgements: whose they are is a choice too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from .. import tables
from ..subjects import forecasts, readings
from .jobs import Job

FEWEST = 4  # sentences that are settled
RULES = "2026.3"
READERS = ("settled", "first", "second")
TEXTS = {"both": ("article", "commentary"), "article": ("article",), "commentary": ("commentary",)}
SENTENCES = {"all": "weight != ''", "central": "weight == 'central'", "sharp or partly so": "sharp != 'no'",
             "without views and aims": "basis not in ['view reported', 'aim']"}  # fmt: skip
HALVES = (0.0, 0.5, 1.0)  # what a forecast earns that came true in part

SOURCES = ("all", "firm alone")
UNITS = ("each event", "one a theme and year")
SPANS = {"all": ("", "9"), "before the wars": ("", forecasts.WAR), "since June 2025": (forecasts.WAR, "9")}

ALLIANCE, WISH = "no-alliance-with-russia", "iran-wants-no-binding-alliance"
WISHES = {"A1.2 and A1.3": ["A1.2", "A1.3"], "A1.2 alone": ["A1.2"]}
TAKEN = 2  # events that take a side


def score_specifications(predictions: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Score the forecasts of the texts, under every choice of reader, sentences and credit.

    Parameters
    ----------
    predictions
        Table ``predictions``: one row a forecast.
    read
        Table ``forecast_readings``: one row a forecast, a set of rules and a reader.

    Returns
    -------
    DataFrame
        One row a combination of ``reader``, ``text``, ``sentences`` and ``half`` that leaves
        :data:`FEWEST` settled sentences: ``settled``, the points of the texts (``said``) and of the forecast
        that nothing changes (``unchanged``), and the mean points of habits (``habits``) and of all other
        sentences (``others``). Only the outcomes on which readers settled are told of no change, so that
        ``unchanged`` is missing for one reader alone; ``habits`` and ``others`` where there are none.
    """
    return pd.DataFrame(_scored(predictions.set_index("prediction_id"), read))


def _scored(predictions: pd.DataFrame, read: pd.DataFrame) -> Iterator[dict]:
    codes = readings.beside(read, "forecasts", RULES, ["first", "second"])
    for reader, text, sentences, half in product(READERS, TEXTS, SENTENCES, HALVES):
        points = forecasts.POINTS | {"borne out in part": half}
        own = predictions["outcome"] if reader == "settled" else codes[reader].reindex(predictions.index)
        rows = predictions.assign(said=own.map(points), unchanged=predictions["naive_outcome"].map(points))
        rows = rows[rows["text"].isin(TEXTS[text])].query(SENTENCES[sentences]).dropna(subset=["said"])
        if len(rows) >= FEWEST:
            habit = rows["basis"].eq("habit")
            named = {"reader": reader, "text": text, "sentences": sentences, "half": half}
            unchanged = rows["unchanged"].sum() if reader == "settled" else None
            means = {"habits": rows["said"][habit].mean(), "others": rows["said"][~habit].mean()}
            yield named | {"settled": len(rows), "said": rows["said"].sum(), "unchanged": unchanged} | {
                name: round(mean, 4) for name, mean in means.items()
            }  # fmt: skip


def balance_specifications(
    predictions: pd.DataFrame, events: pd.DataFrame, event_claims: pd.DataFrame, read: pd.DataFrame
) -> pd.DataFrame:
    """Count the events for and against each forecast, under every choice of reader, sources, unit and span.

    Parameters
    ----------
    predictions, events, event_claims
        Tables ``predictions``, ``events_after`` and ``event_claims``; the tail of the record stays out.
    read
        Table ``pair_readings``: one row an event, a claim, a set of rules and a reader.

    Returns
    -------
    DataFrame
        One row a ``prediction``, ``reader``, ``sources``, ``unit`` and ``span`` under which :data:`TAKEN`
        events or more take a side: ``supports``, ``against`` and ``mixed``.
    """
    rows = []
    for reader in READERS:
        pairs = forecasts.events_on_predictions(
            predictions, _in_time(events), _read_by(event_claims, read, reader)
        )
        for sources, unit, span in product(SOURCES, UNITS, SPANS):
            kept = pairs[pairs["date"].between(*SPANS[span])]
            kept = kept if sources == "all" else kept[kept["quality"].eq("firm")]
            kept = kept if unit == "each event" else forecasts.episodes(kept)
            counts = pd.crosstab(kept["prediction_id"], kept["direction"])
            counts = counts.reindex(columns=["supports", "against", "mixed"], fill_value=0).reset_index()
            counts = counts.rename_axis(columns=None)
            rows.append(counts.assign(reader=reader, sources=sources, unit=unit, span=span))
    found = pd.concat(rows, ignore_index=True).rename(columns={"prediction_id": "prediction"})
    found = found[found["supports"].add(found["against"]).ge(TAKEN)]
    named = ["prediction", "reader", "sources", "unit", "span"]
    return found[[*named, "supports", "against", "mixed"]].sort_values(named, ignore_index=True)


def _in_time(events: pd.DataFrame) -> pd.DataFrame:
    return events[~events["in_tail"]]


def _read_by(event_claims: pd.DataFrame, read: pd.DataFrame, reader: str) -> pd.DataFrame:
    """Return the pairs with the directions of one reader in place of those on which the readers settled."""
    if reader == "settled":
        return event_claims
    keys = ["event_id", "claim_id"]
    own = read[read["rules"].eq(RULES) & read["reader"].eq(reader)][[*keys, "direction"]]
    return event_claims[keys].merge(own, on=keys, validate="1:1")


def reason_specifications(
    predictions: pd.DataFrame, events: pd.DataFrame, event_claims: pd.DataFrame, read: pd.DataFrame
) -> pd.DataFrame:
    """Count the events that fit *no alliance*, *no wish for one*, or both, under every choice.

    Parameters
    ----------
    predictions, events, event_claims, read
        As for :func:`balance_specifications`.

    Returns
    -------
    DataFrame
        One row a ``reader``, ``sources``, ``wish`` (claims that tell of Iran's will) and ``span`` that
        leaves :data:`FEWEST` events: how many fit ``both``, and one alone (``article``, ``commentary``).
    """
    return pd.DataFrame(_fitting(predictions, _in_time(events), event_claims, read))


def _fitting(predictions, events, event_claims, read) -> Iterator[dict]:
    two = predictions[predictions["prediction_id"].isin([ALLIANCE, WISH])]
    for reader, sources, wish, span in product(READERS, SOURCES, WISHES, SPANS):
        coded = _read_by(event_claims, read, reader)
        coded = coded[~coded["claim_id"].isin(["A1.2", "A1.3"]) | coded["claim_id"].isin(WISHES[wish])]
        kept = events[events["date"].between(*SPANS[span])]
        kept = kept if sources == "all" else kept[forecasts.quality(kept).eq("firm")]
        pairs = forecasts.events_on_predictions(two, kept, coded)
        fits = forecasts.events_in_common(pairs, ALLIANCE, WISH)[["one", "other"]].astype(bool)
        if len(fits) >= FEWEST:
            both = int(fits.all(axis=1).sum())
            yield {
                "reader": reader, "sources": sources, "wish": wish, "span": span, "both": both,
                "article": int(fits["one"].sum()) - both, "commentary": int(fits["other"].sum()) - both,
            }  # fmt: skip


def _scores() -> pd.DataFrame:
    return score_specifications(tables.load("predictions"), tables.load("forecast_readings"))


def _judged() -> list[pd.DataFrame]:
    return [tables.load(name) for name in JUDGED]


def _balances() -> pd.DataFrame:
    return balance_specifications(*_judged())


def _reasons() -> pd.DataFrame:
    return reason_specifications(*_judged())


JUDGED = ("predictions", "events_after", "event_claims", "pair_readings")
JOBS = {
    "score_specifications": Job(_scores, tables=["predictions", "forecast_readings"]),
    "balance_specifications": Job(_balances, tables=JUDGED),
    "reason_specifications": Job(_reasons, tables=JUDGED),
}
