"""Whom Iran trades with, buys arms from and talks to, measured under every reasonable choice.

A choice is crossed with every other: what is counted, how it is measured, and which years are compared.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from .. import tables
from ..measures import concentration
from ..subjects import trade as flows_of
from .jobs import Job

FLOWS = {"total": ["imports", "exports"], "imports": ["imports"], "exports": ["exports"]}
MEASURES = ("hhi", "top_1", "top_3")
WITHOUT = {"nobody": [], "China": ["CHN"], "China and the Emirates": ["CHN", "ARE"]}
COLUMNS = [f"{name}_{end}" for name in ("value", "whole", "china", "west") for end in ("start", "end")]
COLUMNS += ["russia_most"]
FIRST, LAST, SHORTEST = range(1990, 2012), range(2010, 2015), 3
WEST = ("DEU", "ITA", "FRA", "GBR", "NLD", "ESP", "GRC", "JPN")

SUPPLIERS = ("any", "a twentieth", "equal")  # with a delivery; with so much of all; as if all were equal
SPANS = {10: ((1980,), (1990, 2000, 2010)), 5: ((1980, 1985), (1990, 1995, 2000, 2005, 2010, 2015, 2020))}
PART = 0.05

DIRECTIONS = {"both ways": "", "from Iran": "from_iran_", "to Iran": "to_iran_"}
COOPERATION = {"words and deeds": ("verbal", "material"), "words": ("verbal",), "deeds": ("material",)}
TALK_FROM, TALK_TO = range(2002, 2011), 2014


def trade_specifications(trade: pd.DataFrame) -> pd.DataFrame:
    """Compare how Iran's trade was divided in two years, under every choice of flow, measure and partners.

    Parameters
    ----------
    trade
        Table ``trade``: one row a partner and year.

    Returns
    -------
    DataFrame
        One row a ``flow``, ``measure``, ``without`` (partners left out), ``start`` and ``end``: the measure
        in both years (``value_start``, ``value_end``; more is fewer partners), the same with nobody left out
        (``whole_start``, ``whole_end``), and of the whole flow China's share in both years, trade with the
        larger European states and Japan in billion dollars, and Russia's largest share of any year between.
    """
    crossed = [one for one in product(MEASURES, WITHOUT, FIRST, LAST) if one[3] - one[2] >= SHORTEST]
    choices = pd.DataFrame(crossed, columns=["measure", "without", "start", "end"])
    rows = pd.concat([_divided(trade, flow, choices) for flow in FLOWS], ignore_index=True)
    return rows.round(4)


def _divided(trade: pd.DataFrame, flow: str, choices: pd.DataFrame) -> pd.DataFrame:
    """Say of one flow how it was divided in both years of each choice, and what some partners had."""
    flows = trade.assign(value=trade[FLOWS[flow]].sum(axis=1, min_count=1).astype("Float64"))
    values = concentration.hirschman_without(flows, "value", WITHOUT).set_index(["variant", "year"])
    values = values[list(MEASURES)].stack().astype("float64")
    sides = _partners(flows)
    found = {}
    for end in ("start", "end"):
        for name, without in (("value", choices["without"]), ("whole", ["nobody"] * len(choices))):
            keys = list(zip(without, choices[end], choices["measure"], strict=True))
            found[f"{name}_{end}"] = values.reindex(keys).to_numpy()
        for name in ("china", "west"):
            found[f"{name}_{end}"] = sides[name].reindex(choices[end]).to_numpy()
    most = {
        span: sides["russia"].loc[slice(*span)].max()
        for span in zip(choices["start"], choices["end"], strict=True)
    }
    found["russia_most"] = [most[span] for span in zip(choices["start"], choices["end"], strict=True)]
    return choices.assign(**found).assign(flow=flow)[["flow", *choices, *COLUMNS]]


def _partners(flows: pd.DataFrame) -> pd.DataFrame:
    """Return by year China's and Russia's share, and what the west has in billions."""
    shares = concentration.shares_of_total(flows, "value")
    shares = shares.pivot(index="year", columns="partner", values="share")
    west = flows[flows["partner"].isin(WEST)].groupby("year")["value"].sum() / 1000
    sides = pd.DataFrame({"china": shares["CHN"], "russia": shares["RUS"], "west": west})
    return sides.astype("float64")


def supplier_specifications(transfers: pd.DataFrame) -> pd.DataFrame:
    """Count Iran's suppliers of arms in two spans of years, under every choice of span and of who counts.

    Parameters
    ----------
    transfers
        Table ``arms_transfers``: one row a supplier, recipient and year.

    Returns
    -------
    DataFrame
        One row a ``counted`` (which suppliers), ``years`` (length of a span), ``before`` and ``after`` (first
        year of each): ``suppliers_before`` and ``suppliers_after``, and in the later span the part of all
        that came from ``russia`` and from the largest ``other``.
    """
    arms, rows = transfers.query("to_state == 'IRN'"), []
    for years, (before, after) in SPANS.items():
        spans = flows_of.sum_spans(arms, "tiv", years=years, by=["from_state"])
        shares = concentration.shares_of_total(spans, "tiv", by=["start"])
        shares = shares.pivot(index="start", columns="from_state", values="share").fillna(0.0)
        for counted, first, second in product(SUPPLIERS, before, after):
            named = {"counted": counted, "years": years, "before": first, "after": second}
            sums = {"suppliers_before": _suppliers(shares.loc[first], counted),
                    "suppliers_after": _suppliers(shares.loc[second], counted)}  # fmt: skip
            other = shares.loc[second].drop("RUS").max()
            rows.append(named | sums | {"russia": shares.at[second, "RUS"], "other": other})
    return pd.DataFrame(rows).round(3)


def _suppliers(shares: pd.Series, counted: str) -> float:
    if counted == "equal":
        return float(1 / (shares**2).sum())
    return float(shares.gt(0).sum() if counted == "any" else shares.ge(PART).sum())


def talk_specifications(events: pd.DataFrame, trade: pd.DataFrame) -> pd.DataFrame:
    """Set what Iran and three states say and do to one another beside their trade, under every choice.

    Parameters
    ----------
    events
        Table ``icews``: one row a partner and year, with counts of events.
    trade
        Table ``trade``: one row a partner and year.

    Returns
    -------
    DataFrame
        One row a ``direction`` (who acts), ``cooperation`` (which events), ``flow`` and ``start``, to 2014:
        Russia's and China's part of such events and of such trade (``russia_talk``, ``russia_trade``,
        ``china_talk``, ``china_trade``), and of all events with the United States the part that is such
        cooperation (``usa_cooperative``); conflict of the same kind, words or deeds, is the rest.
    """
    counts = [column for column in events if column.endswith(("_cooperation", "_conflict"))]
    rows = []
    for start in TALK_FROM:
        span = {"all": (start, TALK_TO)}
        talk = flows_of.sum_periods(events, span, counts, coverage=(TALK_FROM[0], TALK_TO))
        traded = flows_of.sum_periods(trade, span, FLOWS["total"], coverage=(FIRST[0], LAST[-1]))
        talk, traded = (one.set_index("partner").drop(columns="period") for one in (talk, traded))
        for direction, cooperation, flow in product(DIRECTIONS, COOPERATION, FLOWS):
            named = {"direction": direction, "cooperation": cooperation, "flow": flow, "start": start}
            kinds = [f"{DIRECTIONS[direction]}{kind}_" for kind in COOPERATION[cooperation]]
            rows.append(named | _beside(talk, kinds, traded[FLOWS[flow]].sum(axis=1)))
    return pd.DataFrame(rows).round(4)


def _beside(talk: pd.DataFrame, kinds: list[str], traded: pd.Series) -> dict[str, float]:
    """Set the parts that states have of Iran's cooperation beside those that they have of its trade."""
    friendly = talk[[f"{kind}cooperation" for kind in kinds]].sum(axis=1)
    hostile = talk[[f"{kind}conflict" for kind in kinds]].sum(axis=1)
    parts = {
        f"{name}_{what}": of[state] / of.sum()
        for name, state in (("russia", "RUS"), ("china", "CHN"))
        for what, of in (("talk", friendly), ("trade", traded))
    }
    return parts | {"usa_cooperative": friendly["USA"] / (friendly["USA"] + hostile["USA"])}


def _trade() -> pd.DataFrame:
    return trade_specifications(tables.load("trade"))


def _suppliers_of_arms() -> pd.DataFrame:
    return supplier_specifications(tables.load("arms_transfers"))


def _talk() -> pd.DataFrame:
    return talk_specifications(tables.load("icews"), tables.load("trade"))


JOBS = {
    "trade_specifications": Job(_trade, tables=["trade"]),
    "supplier_specifications": Job(_suppliers_of_arms, tables=["arms_transfers"]),
    "talk_specifications": Job(_talk, tables=["icews", "trade"]),
}
