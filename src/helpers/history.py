"""What the past holds: disputes by partner and period, and what stood in the record when Iran signed.

A militarised dispute is a threat, display or use of force between states. Two lists are read side by side:
that of the Correlates of War [1]_ and its revision by Gibler, Miller and Little [2]_. A strategic rivalry
[3]_ is something else: two states that see each other as competitors, as threats and as enemies. One can be
had without the other.

References
----------
.. [1] Palmer, G., et al. (2022). The MID5 dataset, 2011-2014. Conflict Management and Peace Science 39(4).
.. [2] Gibler, D. M., Miller, S. V., and Little, E. K. (2016). An analysis of the Militarized Interstate
   Dispute dataset, 1816-2001. International Studies Quarterly 60(4).
.. [3] Thompson, W. R., Sakuwa, K., and Suhas, P. H. (2021). Analyzing strategic rivalries. Springer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

import pandas as pd

from .tables import DataError, items

LISTS = ("cow", "gml")
# The source's levels of deaths of one side, and of the highest step that a state took.
DEATHS = {
    0: "none",
    1: "1 to 25",
    2: "26 to 100",
    3: "101 to 250",
    4: "251 to 500",
    5: "501 to 999",
    6: "1,000 or more",
}
STEPS = {1: "none", 2: "threat", 3: "show of force", 4: "use of force", 5: "war"}


def tally(
    disputes: pd.DataFrame, periods: Mapping[str, tuple[int, int]], partners: Sequence[str]
) -> pd.DataFrame:
    """Count disputes by partner and period, in both lists.

    Parameters
    ----------
    disputes
        Table ``disputes``: one row a list, dispute and partner.
    periods
        Name of each period, with its first and last year, both included.
    partners
        States to count one by one.

    Returns
    -------
    DataFrame
        One row a period and partner, in the order given, and one a period for all ``others``: ``period``,
        ``partner``, ``cow``, ``gml`` (disputes that began in the period).

    Raises
    ------
    DataError
        If a period ends before it begins.
    """
    if wrong := [name for name, (first, last) in periods.items() if last < first]:
        raise DataError(f"periods {wrong} end before they begin: give the first year before the last")
    named = disputes.assign(partner=disputes["partner"].where(disputes["partner"].isin(partners), "others"))
    counts = {}
    for name, (first, last) in periods.items():
        part = named[named["begin"].between(first, last)]
        counts[name] = part.groupby(["partner", "data_set"]).size().unstack().reindex([*partners, "others"])
    table = pd.concat(counts, names=["period", "partner"]).reindex(columns=LISTS).fillna(0).astype(int)
    return table.rename_axis(columns=None).reset_index()


def with_partner(disputes: pd.DataFrame, partner: str) -> pd.DataFrame:
    """List the disputes with one partner, the two lists side by side.

    Returns
    -------
    DataFrame
        One row a dispute: ``dispute``, ``begin`` and ``end`` (the earliest and the latest year of either
        list), and for each list ``iran_*`` and ``partner_*`` (highest step, in words) and ``first_*``
        ("Iran" or "partner": whose side took the first step); a list without the dispute has missing values.
    """
    rows = disputes[disputes["partner"].eq(partner)]
    years = rows.groupby("dispute").agg(begin=("begin", "min"), end=("end", "max"))
    sides = []
    for name in LISTS:
        part = rows[rows["data_set"].eq(name)].set_index("dispute")
        first = part["iran_on_initiating_side"].map({True: "Iran", False: "partner"})
        steps = {f"{who}_{name}": part[f"{who}_hostility"].map(STEPS) for who in ("iran", "partner")}
        sides.append(pd.DataFrame(steps | {f"first_{name}": first}))
    return years.join(sides).sort_values(["begin", "dispute"]).reset_index()


def pace(begins: pd.Series, turn: int, first: int, last: int) -> dict[str, float]:
    """Compare how often something began before and after a turn.

    Parameters
    ----------
    begins
        Year in which each event began.
    turn
        First year of the later span.
    first, last
        First year of the earlier span and last of the later one.

    Returns
    -------
    dict
        ``before``, ``after`` (events), ``rate_before``, ``rate_after`` (events a decade), and ``chance``: how
        probable as few events or fewer are in the later span if nothing had changed.

    Notes
    -----
    Given their number, events of an even pace fall into the later span with the probability of its share of
    the years; ``chance`` is the lower tail of that binomial. Events that cluster make it too small.
    """
    inside = begins[begins.between(first, last)]
    total, after = len(inside), int(inside.ge(turn).sum())
    early, late = turn - first, last - turn + 1
    share = late / (early + late)
    chance = sum(comb(total, n) * share**n * (1 - share) ** (total - n) for n in range(after + 1))
    return {
        "before": total - after,
        "after": after,
        "rate_before": 10 * (total - after) / early,
        "rate_after": 10 * after / late,
        "chance": chance,
    }


def at_signing(alliances: pd.DataFrame, disputes: pd.DataFrame, rivalries: pd.DataFrame) -> pd.DataFrame:
    """Say what stood in the record between Iran and each partner when they made a promise.

    Parameters
    ----------
    alliances
        Table ``iran_alliances``; only the first phase of a treaty counts.
    disputes, rivalries
        Tables of these names.

    Returns
    -------
    DataFrame
        One row a treaty and partner: ``atopid``, ``title``, ``begin``, ``partner``, ``cow``, ``gml``
        (disputes begun in an earlier year), ``rivals`` (listed as rivals in that year), ``iran_defends``,
        ``partner_defends`` (the treaty promises it, by at least one partner).
    """
    treaties = alliances[alliances["phase"].le(1)]
    pairs = treaties.assign(partner=items(treaties["partners"])).explode("partner")
    pairs = pairs.rename(columns={"defence": "iran_defends", "partner_defence": "partner_defends"})
    years = pairs["begin"].dt.year
    for name in LISTS:
        rows = disputes[disputes["data_set"].eq(name)]
        pairs[name] = [
            int((rows["partner"].eq(partner) & rows["begin"].lt(year)).sum())
            for partner, year in zip(pairs["partner"], years, strict=True)
        ]
    pairs["rivals"] = [
        rival(rivalries, "IRN", partner, year) for partner, year in zip(pairs["partner"], years, strict=True)
    ]
    columns = ["atopid", "title", "begin", "partner", *LISTS, "rivals", "iran_defends", "partner_defends"]
    return pairs[columns].sort_values(["begin", "atopid", "partner"], ignore_index=True)


def rival(rivalries: pd.DataFrame, state: str, partner: str, year: int) -> bool:
    """Say whether two states are listed as strategic rivals in a year."""
    pair = rivalries[["state_a", "state_b"]].apply(frozenset, axis=1).eq(frozenset((state, partner)))
    spell = rivalries["begin"].le(year) & rivalries["end"].fillna(9999).ge(year)
    return bool((pair & spell).any())


def rivals_of(rivalries: pd.DataFrame, state: str) -> list[str]:
    """Name every state that was ever listed as a strategic rival of one state, in alphabetical order."""
    pairs = rivalries.loc[rivalries[["state_a", "state_b"]].eq(state).any(axis=1), ["state_a", "state_b"]]
    return sorted(set(pairs.to_numpy().ravel()) - {state})


def mentions(events: pd.DataFrame, claims: Sequence[str]) -> pd.DataFrame:
    """Return the events that bear on any of some claims, with the time at which each begins and ends.

    Parameters
    ----------
    events
        Table ``events_before``.
    claims
        Claim ids; an event is kept if one of its own is among them.

    Returns
    -------
    DataFrame
        The rows kept, with ``at`` (begin, in years and fractions), ``when`` (the years in words) and
        ``corrected`` (a text is wrong about it), in the order of time.
    """
    wanted = items(events["claims"]).map(lambda ids: not set(claims).isdisjoint(ids))
    kept = events[wanted]
    first, last = kept["start"].str[:4], kept["end"].str[:4]
    # Where begin and end are a range of doubt within one year, the year is all that is said.
    when = first.where(first.eq(last), first + "–" + last.str[2:].where(first.str[:2].eq(last.str[:2]), last))
    kept = kept.assign(at=kept["start"].map(moment), when=when, corrected=kept["corrections"].notna())
    return kept.sort_values(["at", "event_id"], ignore_index=True)


def moment(date: str) -> float:
    """Return a partial date, such as 1912, 1991-12 or 1912-03-29, as years and fractions of a year.

    >>> moment("1991-07")
    1991.5
    """
    year, month, day = (int(part) for part in [*date.split("-"), "1", "1"][:3])
    return year + (month - 1) / 12 + (day - 1) / 365


def merged(sides: pd.DataFrame) -> pd.DataFrame:
    """Write what the two lists say of each dispute into one cell: once where they agree, else both.

    Parameters
    ----------
    sides
        Result of :func:`with_partner`.

    Returns
    -------
    DataFrame
        One row a dispute: ``years``, ``first``, ``iran``, ``partner``; the second list in brackets.
    """
    years = sides["begin"].astype("str") + ("–" + sides["end"].astype("str")).where(
        sides["begin"].ne(sides["end"]), ""
    )
    cells = {
        name: [
            ours if ours == theirs else f"{ours} ({theirs})"
            for ours, theirs in zip(
                sides[f"{name}_cow"].fillna("–"), sides[f"{name}_gml"].fillna("–"), strict=True
            )
        ]
        for name in ("first", "iran", "partner")
    }
    return pd.DataFrame({"years": years} | cells)


def spells(
    rivalries: pd.DataFrame,
    wars: pd.DataFrame,
    alliances: pd.DataFrame,
    partners: Mapping[str, str],
    left: Mapping[tuple[int, str], str],
) -> pd.DataFrame:
    """List the rivalries, wars and written promises between Iran and some partners as spans of time.

    Parameters
    ----------
    rivalries, wars, alliances
        Tables ``rivalries``, ``wars`` and ``iran_alliances``; of the last, treaties with up to four partners.
    partners
        State -> its name, in the order to show.
    left
        Treaty and partner -> day on which that partner left before the treaty ended.

    Returns
    -------
    DataFrame
        One row a span: ``state``, ``partner`` (name), ``kind`` (rivalry, war, promise), ``what`` (words with
        the years), ``start``, ``end`` (missing if under way when the source ends), in the order of partner
        and time.
    """
    iran = rivalries[rivalries[["state_a", "state_b"]].eq("IRN").any(axis=1)]
    other = iran["state_a"].where(iran["state_a"].ne("IRN"), iran["state_b"])
    rows = [
        _whole_years(iran.assign(state=other, what="Rivals"), "rivalry"),
        _whole_years(wars.rename(columns={"partner": "state", "name": "what"}), "war"),
    ]
    few = alliances[items(alliances["partners"]).str.len().le(4)]
    phases = few.groupby("atopid").agg(
        what=("title", "first"), partners=("partners", "first"), start=("begin", "min"), end=("end", "last")
    )
    open_ended = few.groupby("atopid")["end"].last().isna()
    phases["end"] = phases["end"].mask(open_ended)
    pairs = phases.assign(state=items(phases["partners"])).explode("state").reset_index()
    gone = [left.get(pair) for pair in zip(pairs["atopid"], pairs["state"], strict=True)]
    pairs["end"] = pd.to_datetime(pd.Series(gone, index=pairs.index)).fillna(pairs["end"])
    rows.append(pairs.assign(kind="promise")[["state", "kind", "what", "start", "end"]])
    table = pd.concat(rows, ignore_index=True).query("state in @partners")
    first, last = table["start"].dt.year.astype("str"), table["end"].dt.year.astype("Int64").astype("str")
    years = (first + "–" + last.where(table["end"].notna(), "")).mask(first.eq(last), first)
    table = table.assign(partner=table["state"].map(partners), what=table["what"] + ", " + years)
    order = table["state"].map(list(partners).index)
    return table.assign(order=order).sort_values(["order", "start"], ignore_index=True).drop(columns="order")


def _whole_years(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Give spans that are known by the year their first and last day."""
    start = pd.to_datetime(frame["begin"].astype("str") + "-01-01")
    end = pd.to_datetime(frame["end"].astype("Int64").astype("str").where(frame["end"].notna()) + "-12-31")
    return frame.assign(kind=kind, start=start, end=end)[["state", "kind", "what", "start", "end"]]
