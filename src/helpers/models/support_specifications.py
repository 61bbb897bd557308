"""What Iran's friends did for it, counted under every reasonable choice: votes, arms, and reports of help.

A choice is crossed with every other. Where fewer than :data:`FEWEST` cases are left there is no row: a share
of three or four says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from .. import tables
from ..subjects import council, trade
from .jobs import Job

FEWEST = 5
MEMBERS = ("russia", "china")
FIRST, LAST = range(2006, 2023), (2024, 2025, 2026)
DID = {"veto": council.STANCES[0], "abstained": council.STANCES[2], "for": council.STANCES[3]}

WAR_FROM, WAR_TO = (2022, 2023), (2023, 2024)
SERIES = {"register": ("tiv", 2024), "deliveries": ("tiv_deliveries", 2023)}
DRONE = "shahed-136-2022"
MADE_IN_IRAN = (1.0, 0.5, 0.0)  # of the drones, since the entry includes those built in Russia

KINDS = {
    "all": None,
    "military": ("arms", "parts", "chemical precursor", "intelligence"),
    "arms": ("arms",),
}
GIVERS = {"either": "RUS|CHN", "Russia": "RUS", "China": "CHN"}
SINCE = ("2024-04", "2025-06", "2026-03")  # the first report; the war of 2025; the first week of that of 2026
RELIED_ON = ("any", "not low")


def council_specifications(votes: pd.DataFrame) -> pd.DataFrame:
    """Count what Russia and China did with texts against Iran, under every choice of what counts.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.

    Returns
    -------
    DataFrame
        One row a combination of ``subjects``, ``texts``, ``sure``, ``start`` and ``end`` that leaves
        :data:`FEWEST` texts: ``counted`` of them, what each of the two did (``russia_veto``,
        ``russia_abstained``, ``russia_for``, ``china_veto`` ...), and of the texts on Syria against Damascus
        that the same choice takes ``syria`` and ``syria_veto``, Russia's; missing where there are too few.
    """
    iran, syria = _stances(council.against_iran(votes)), _against_damascus(votes)
    of_iran, of_syria = _options(iran), _options(syria)
    rows = []
    for options in product(*of_iran.values()):
        choice = dict(zip(of_iran, options, strict=True))
        counted = iran[_kept(of_iran, choice)]
        if len(counted) >= FEWEST:
            rows.append(choice | _decided(counted) | _stopped(syria["russia"][_kept(of_syria, choice)]))
    return pd.DataFrame(rows).astype(dict.fromkeys(["syria", "syria_veto"], "Int64"))


def _stances(texts: pd.DataFrame) -> pd.DataFrame:
    """Add what each of the two did with a text."""
    return texts.assign(**{one: council.stances(texts, [one])["stance"].array for one in MEMBERS})


def _against_damascus(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the texts against Syria's government, or that ask something of it, that a veto could stop."""
    against = votes["direction"].isin(["against Damascus", "demands on Damascus"])
    return votes[against & votes["nine_votes"] & votes["document"].isin(council.TEXTS) & votes["counted"]]


def _options(texts: pd.DataFrame) -> dict[str, dict[object, np.ndarray]]:
    """Return by choice and option which texts count; one on Iran's conduct is about Yemen as well."""
    year, houthis = texts["date"].dt.year, texts["about"].eq("Houthis")
    every, yemen = texts["about"].notna(), houthis | texts["topic"].str.startswith("Yemen")
    options: dict[str, dict] = {
        "subjects": {"all": every, "without the Houthis": ~houthis, "without Yemen": ~yemen},
        "texts": {"all": every, "new alone": ~texts["routine"]},
        "sure": {"all": every, "high alone": texts["confidence"].eq("high")},
        "start": {first: year.ge(first) for first in FIRST},
        "end": {last: year.le(last) for last in LAST},
    }
    return {
        choice: {option: mask.to_numpy(dtype=bool) for option, mask in masks.items()}
        for choice, masks in options.items()
    }


def _kept(options: dict[str, dict[object, np.ndarray]], choice: dict[str, object]) -> np.ndarray:
    return np.logical_and.reduce([options[name][option] for name, option in choice.items()])


def _decided(texts: pd.DataFrame) -> dict[str, int]:
    """Count the vetoes, abstentions and votes for of both members."""
    did = {
        f"{member}_{what}": int(texts[member].eq(stance).sum())
        for member in MEMBERS
        for what, stance in DID.items()
    }
    return {"counted": len(texts)} | did


def _stopped(votes: pd.Series) -> dict[str, int | None]:
    if len(votes) < FEWEST:
        return {"syria": None, "syria_veto": None}
    return {"syria": len(votes), "syria_veto": int(votes.eq("no").sum())}


def arms_specifications(transfers: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """Add up what Russia and Iran gave each other in Russia's war, under every choice of what counts.

    Parameters
    ----------
    transfers
        Table ``arms_transfers``: one row a supplier, recipient and year.
    deals
        Table ``arms_deals``, with the drones that were also built in Russia.

    Returns
    -------
    DataFrame
        One row a combination of ``series``, ``start``, ``end`` and ``made_in_iran`` (the part of the drones
        that counts as given by Iran): ``to_iran`` and ``to_russia``, in million TIV.

    Notes
    -----
    The part of a year's flow that is drones is that by the register, where a deal is spread evenly over its
    years; the other series is cut in the same proportion.
    """
    drones = _drones(transfers, deals)
    rows = []
    for series, start, end, made in product(SERIES, WAR_FROM, WAR_TO, MADE_IN_IRAN):
        column, last = SERIES[series]
        if end > last:
            continue
        flows = trade.both_ways(transfers, "RUS", "IRN", range(start, end + 1), column, coverage=(1950, last))
        flows = flows.set_index("year")
        kept = 1 - (1 - made) * drones.reindex(flows.index, fill_value=0.0).round(3)
        named = {"series": series, "start": start, "end": end, "made_in_iran": made}
        rows.append(named | {"to_iran": flows["a_to_b"].sum(), "to_russia": (flows["b_to_a"] * kept).sum()})
    return pd.DataFrame(rows).round(1)


def _drones(transfers: pd.DataFrame, deals: pd.DataFrame) -> pd.Series:
    """Return by year which part of what Iran gave Russia is the drones that both build."""
    deal = deals.set_index("deal_id").loc[DRONE]
    years = pd.RangeIndex(deal["first_delivery"], deal["last_delivery"] + 1, name="year")
    given = transfers.query("from_state == 'IRN' and to_state == 'RUS'").set_index("year")["tiv"]
    return (deal["tiv_delivered"] / len(years) / given.reindex(years)).astype("float64")


def report_specifications(reports: pd.DataFrame) -> pd.DataFrame:
    """Count the reports of help for Iran by what became of them, under every choice of what counts.

    Parameters
    ----------
    reports
        Table ``assistance_reports``: one row a report.

    Returns
    -------
    DataFrame
        One row a combination of ``kinds``, ``giver``, ``since`` and ``relied_on`` that leaves
        :data:`FEWEST` reports: ``reports``, and how many are ``confirmed``, ``disputed``, ``unconfirmed``.

    Examples
    --------
    >>> told = pd.DataFrame({
    ...     "date": ["2026-03-04"] * 6, "kind": "arms", "from_state": "RUS", "confidence": "high",
    ...     "status": ["confirmed"] * 2 + ["disputed"] * 4,
    ... })
    >>> report_specifications(told).query("giver == 'either' and since == '2026-03'").iloc[0, 4:].tolist()
    [6, 2, 4, 0]
    """
    return pd.DataFrame(_reported(reports))


def _reported(reports: pd.DataFrame) -> Iterator[dict]:
    for kinds, giver, since, relied_on in product(KINDS, GIVERS, SINCE, RELIED_ON):
        kept = reports["date"].ge(since)
        if KINDS[kinds]:
            kept &= reports["kind"].isin(KINDS[kinds])
        if giver != "either":  # where none is named, it may be either
            kept &= reports["from_state"].str.contains(GIVERS[giver], na=False)
        if relied_on != "any":
            kept &= reports["confidence"].ne("low")
        status = reports.loc[kept, "status"]
        if len(status) >= FEWEST:
            named = {"kinds": kinds, "giver": giver, "since": since, "relied_on": relied_on}
            became = {one: int(status.eq(one).sum()) for one in ("confirmed", "disputed", "unconfirmed")}
            yield named | {"reports": len(status)} | became


def _council() -> pd.DataFrame:
    return council_specifications(tables.load("council_votes"))


def _arms() -> pd.DataFrame:
    return arms_specifications(tables.load("arms_transfers"), tables.load("arms_deals"))


def _reports() -> pd.DataFrame:
    return report_specifications(tables.load("assistance_reports"))


JOBS = {
    "council_specifications": Job(_council, tables=["council_votes"]),
    "arms_specifications": Job(_arms, tables=["arms_transfers", "arms_deals"]),
    "report_specifications": Job(_reports, tables=["assistance_reports"]),
}
