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

from ..tables import DataError, items

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


def count_disputes(
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


def both_counts(counts: Mapping[str, object]) -> str:
    """Write a count of each list, the second in brackets where it differs.

    Parameters
    ----------
    counts
        ``cow`` and ``gml``: what each list counts, as it is to be written.

    Examples
    --------
    >>> both_counts({"cow": 9, "gml": 8}), both_counts({"cow": 4, "gml": 4})
    ('9 (8)', '4')
    """
    ours, theirs = (str(counts[name]) for name in LISTS)
    return ours if ours == theirs else f"{ours} ({theirs})"


def with_partner(disputes: pd.DataFrame, partner: str) -> pd.DataFrame:
    """List the disputes with one partner, the two lists side by side.

    Parameters
    ----------
    disputes
        Table ``disputes``: one row a data set, dispute and partner.
    partner
        ISO 3166 alpha-3 code of the partner.

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


def compare_rates(begins: pd.Series, turn: int, first: int, last: int) -> dict[str, float]:
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
        are_rivals(rivalries, "IRN", partner, year)
        for partner, year in zip(pairs["partner"], years, strict=True)
    ]
    columns = ["atopid", "title", "begin", "partner", *LISTS, "rivals", "iran_defends", "partner_defends"]
    return pairs[columns].sort_values(["begin", "atopid", "partner"], ignore_index=True)


def are_rivals(rivalries: pd.DataFrame, state: str, partner: str, year: int) -> bool:
    """Say whether two states are listed as strategic rivals in a year.

    Parameters
    ----------
    rivalries
        Table ``rivalries``: one row a rivalry.
    state
        ISO 3166 alpha-3 code of the state.
    partner
        ISO 3166 alpha-3 code of the partner.
    year
        A calendar year.

    Examples
    --------
    >>> rivalries = pd.DataFrame({"state_a": ["IRN"], "state_b": ["RUS"], "begin": [1816], "end": [1828]})
    >>> are_rivals(rivalries, "RUS", "IRN", 1820), are_rivals(rivalries, "RUS", "IRN", 1920)
    (True, False)
    """
    pair = rivalries[["state_a", "state_b"]].apply(frozenset, axis=1).eq(frozenset((state, partner)))
    spell = rivalries["begin"].le(year) & rivalries["end"].fillna(9999).ge(year)
    return bool((pair & spell).any())


def rivals_of(rivalries: pd.DataFrame, state: str) -> list[str]:
    """Name every state that was ever listed as a strategic rival of one state, in alphabetical order.

    Parameters
    ----------
    rivalries
        Table ``rivalries``: one row a rivalry.
    state
        ISO 3166 alpha-3 code of the state.

    Examples
    --------
    >>> rivalries = pd.DataFrame({"state_a": ["IRN"], "state_b": ["RUS"], "begin": [1816], "end": [1828]})
    >>> rivals_of(rivalries, "RUS")
    ['IRN']
    """
    pairs = rivalries.loc[rivalries[["state_a", "state_b"]].eq(state).any(axis=1), ["state_a", "state_b"]]
    return sorted(set(pairs.to_numpy().ravel()) - {state})


def both_lists(sides: pd.DataFrame) -> pd.DataFrame:
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
            both_counts(dict(zip(LISTS, pair, strict=True)))
            for pair in zip(sides[f"{name}_cow"].fillna("–"), sides[f"{name}_gml"].fillna("–"), strict=True)
        ]
        for name in ("first", "iran", "partner")
    }
    return pd.DataFrame({"years": years} | cells)
