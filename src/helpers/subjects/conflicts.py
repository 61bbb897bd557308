"""Who fights beside whom: the sides of armed conflicts, and the meetings about one of them.

The Uppsala Conflict Data Program tells two kinds of parties apart. A *primary* party has the quarrel; a
*secondary* party is a state that actively supports it with regular troops. Arms, money, advisers and militias
make no secondary party, so the sides understate states that help in such ways.

Functions of sides take table ``war_sides``: one row a conflict, year, side, role and actor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from ..tables import DataError, items

# The end of the government in Damascus: claims P5.4 and P6.2 give the reports.
FALL_OF_ASSAD = pd.Timestamp("2024-12-08")
# The source's numbers of the conflicts that test the cooperation of Iran and Russia, and our names for them.
WARS = {
    299: "Syria: government against insurgents",
    13604: "Syria: government against Islamic State",
    14609: "Iran against Israel",
}
# What a reader should know of an event whose status is not that it is recorded.
UNSURE = {"unverified": "Not verified", "disputed": "Disputed"}
KEY = ["conflict_id", "conflict", "year"]
PARTY, ABSENT = "a party itself", "no regular troops coded"


def states_beside(sides: pd.DataFrame, conflict: int) -> pd.DataFrame:
    """Say which states fought beside whom in one conflict.

    Parameters
    ----------
    sides
        Table ``war_sides``.
    conflict
        Number of the conflict.

    Returns
    -------
    DataFrame
        One row a year and supporting state: ``year``, ``state``, ``side``, ``beside`` (the primary parties of
        that side, with semicolons between them). A year without a supporting state has no row.

    Raises
    ------
    DataError
        If the table has no such conflict.
    """
    rows = _conflict(sides, conflict)
    primary = (
        rows[rows["role"].eq("primary")].groupby(["year", "side"])["actor"].agg("; ".join).rename("beside")
    )
    support = rows[rows["role"].eq("secondary")].rename(columns={"actor": "state"})
    found = support[["year", "state", "side"]].join(primary, on=["year", "side"])
    return found.sort_values(["year", "side", "state"], ignore_index=True)


def shared_conflicts(sides: pd.DataFrame, state: str, partner: str) -> pd.DataFrame:
    """List the conflicts and years in which two states are coded at all, and whether on one side.

    Parameters
    ----------
    sides
        Table ``war_sides``: one row a conflict, year, side, role and actor.
    state
        ISO 3166 alpha-3 code of the state.
    partner
        ISO 3166 alpha-3 code of the partner.

    Returns
    -------
    DataFrame
        One row a conflict and year with both states: ``conflict_id``, ``conflict``, ``year``, ``role_a``,
        ``role_b`` (primary or secondary), ``same_side``.

    Notes
    -----
    To be on one side is not to act in concert: the source codes conduct, not agreement. Contributors to one
    United Nations mission are no coalition, so rows marked ``un_mission`` are left out.
    """
    rows = sides[~sides["un_mission"]]
    own, other = (rows[rows["actor"].eq(name)][[*KEY, "side", "role"]] for name in (state, partner))
    both = own.merge(other, on=KEY, suffixes=("_a", "_b"))
    both = both.assign(same_side=both["side_a"].eq(both["side_b"]))
    return both.sort_values(KEY, ignore_index=True)[[*KEY, "role_a", "role_b", "same_side"]]


def own_conflicts(sides: pd.DataFrame, state: str) -> pd.DataFrame:
    """Count the states that stood with and against one state in its own conflicts.

    Parameters
    ----------
    sides
        Table ``war_sides``: one row a conflict, year, side, role and actor.
    state
        ISO 3166 alpha-3 code of the state.

    Returns
    -------
    DataFrame
        One row a conflict and year in which the state is a primary party: ``conflict_id``, ``conflict``,
        ``year``, ``with_it`` (other states on its side) and ``against_it`` (states on the other side).
    """
    own = sides[sides["actor"].eq(state) & sides["role"].eq("primary")][[*KEY, "side"]]
    others = sides[sides["actor_kind"].eq("state") & sides["actor"].ne(state)][
        ["conflict_id", "year", "side"]
    ]
    pairs = own.merge(others, on=["conflict_id", "year"], how="left", suffixes=("", "_other"))
    same = pairs["side"].eq(pairs["side_other"])
    counts = pairs.assign(with_it=same, against_it=pairs["side_other"].notna() & ~same)
    return counts.groupby(KEY)[["with_it", "against_it"]].sum().astype("int64").reset_index()


def stood_together(sides: pd.DataFrame, state: str, partner: str) -> pd.DataFrame:
    """Say where two states fought on one side, and who stood with the first one where it had a quarrel.

    Parameters
    ----------
    sides
        Table ``war_sides``: one row a conflict, year, side, role and actor.
    state
        ISO 3166 alpha-3 code of the state.
    partner
        ISO 3166 alpha-3 code of the partner.

    Returns
    -------
    DataFrame
        One row a conflict and year, by year, in which the state is itself a party or both are on one side:
        ``conflict_id``, ``conflict``, ``year``, ``own`` (the state is itself a party), ``with_it`` (states on
        its side in a conflict of its own; missing in others), ``against`` (the partner is on the other side),
        ``together`` (both are on one side).
    """
    both = shared_conflicts(sides, state, partner)
    own = own_conflicts(sides, state).set_index(KEY)["with_it"].astype("Int64")
    same = both.set_index(KEY)["same_side"]
    every = own.index.union(same.index[same])
    found = pd.DataFrame({"own": every.isin(own.index), "with_it": own.reindex(every)}, every)
    for name, on_one_side in {"against": False, "together": True}.items():
        found[name] = every.isin(same.index[same.eq(on_one_side)])
    return found.reset_index().sort_values(["year", "conflict"], ignore_index=True)


def places_together(stood: pd.DataFrame) -> list[str]:
    """Name the countries in which two states fought on one side, the one with most years first.

    Parameters
    ----------
    stood
        As :func:`stood_together` gives it; the source names a conflict "Syria: government".

    Examples
    --------
    >>> stood = pd.DataFrame({"conflict": ["Syria: government", "Iran-Iraq"], "together": [True, False]})
    >>> places_together(stood)
    ['Syria']
    """
    places = stood.loc[stood["together"], "conflict"].str.partition(":")[0]
    return places.value_counts().index.tolist()


def sides_by_year(
    sides: pd.DataFrame, conflicts: Mapping[int, str], states: Mapping[str, str], parties: Mapping[str, str]
) -> pd.DataFrame:
    """Say where each state stood in each active year of some conflicts.

    Parameters
    ----------
    sides
        Table ``war_sides``.
    conflicts, states
        Number of a conflict, code of a state -> its name; in the order to show.
    parties
        Code or name of a primary party -> its name after "beside".

    Returns
    -------
    DataFrame
        One row a conflict, state and year in which the conflict is active: ``conflict``, ``state`` (names),
        ``year``, ``place``: ``beside`` and the party, "a party itself", or "no regular troops coded", which
        is no finding that the state stood aside: the source does not see advisers, arms, money or militias. A
        year in which the conflict is not active has no row.
    """
    parts = [
        _places(sides, conflict, state, parties).assign(conflict=name, state=label)
        for conflict, name in conflicts.items()
        for state, label in states.items()
    ]
    return pd.concat(parts, ignore_index=True)[["conflict", "state", "year", "place"]]


def meeting_calendar(meetings: pd.DataFrame) -> pd.DataFrame:
    """Lay out meetings by year and month, and end with the fall of the government they were about.

    Parameters
    ----------
    meetings
        Table ``astana_rounds``: one row a meeting, ``kind`` round, summit, ministers or ministers with Syria.

    Returns
    -------
    DataFrame
        One row a meeting and one for the fall: ``year``, ``month`` (0 at the turn of the year, 12 at the
        next), ``mark`` (the kind, with ``, partly read`` where part of the date was not read; or ``end``),
        ``words`` (what, when and where).
    """
    unsure = meetings["how_known"].isin(["partly read", "memory"]) & meetings["kind"].ne(
        "ministers with Syria"
    )
    number = meetings["round"].map(lambda n: f"Round {n}", na_action="ignore")
    words = number.fillna(meetings["kind"].str.capitalize().str.replace("syria", "Syria"))
    words = words + ", " + meetings["start"].dt.strftime("%Y-%m-%d") + ", " + meetings["place"]
    mark = meetings["kind"] + unsure.map({True: ", partly read", False: ""})
    laid = pd.DataFrame({"date": meetings["start"], "mark": mark, "words": words})
    end = pd.DataFrame(
        {"date": [FALL_OF_ASSAD], "mark": ["end"], "words": [f"Fall of Assad, {FALL_OF_ASSAD:%Y-%m-%d}"]}
    )
    laid = pd.concat([laid, end], ignore_index=True).sort_values("date", ignore_index=True)
    turn = (laid["date"].dt.day_of_year - 1) / (365 + laid["date"].dt.is_leap_year)
    return laid.assign(year=laid["date"].dt.year, month=12 * turn)[["year", "month", "mark", "words"]]


def scenes(before: pd.DataFrame, after: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    """Say of chosen events when they happened, what speaks against them, and where that was read.

    Parameters
    ----------
    before, after
        Tables ``events_before`` and ``events_after``.
    chosen
        Ids of events, in the order to show.

    Returns
    -------
    DataFrame
        One row an event: ``day`` (first day, month or year, as far as it is known), ``title``, ``doubt`` (a
        denial, or that it is disputed or not verified; else missing) and ``source`` (the sites, as Markdown
        links).

    Raises
    ------
    DataError
        If an event is in neither table, or in the tail of the record.
    """
    early = before.rename(columns={"start": "date"}).assign(doubt=before["status"].map(UNSURE))
    late = after[~after["in_tail"]].rename(columns={"denial": "doubt"})
    known = pd.concat([early, late]).set_index("event_id")
    if missing := [event for event in chosen if event not in known.index]:
        raise DataError(f"events: none is called {missing[0]!r}; next: take an id of one of the two tables")
    rows = known.loc[list(chosen)]
    source = items(rows["source"]).map(lambda found: ", ".join(map(_linked, found)))
    return rows.assign(day=rows["date"], source=source)[["day", "title", "doubt", "source"]].reset_index(
        drop=True
    )


def _linked(address: str) -> str:
    link = re.match(r"https?://(www\.)?(?P<site>[^/]+)\S*", address)
    return f"[{link['site']}]({link[0]})" if link else address


def _conflict(sides: pd.DataFrame, conflict: int) -> pd.DataFrame:
    rows = sides[sides["conflict_id"].eq(conflict)]
    if rows.empty:
        raise DataError(
            f"table 'war_sides': no conflict has the number {conflict}; "
            "next: take one from its column 'conflict_id'"
        )
    return rows


def _places(sides: pd.DataFrame, conflict: int, state: str, parties: Mapping[str, str]) -> pd.DataFrame:
    rows = _conflict(sides, conflict)
    years = sorted(rows["year"].unique())
    support = states_beside(sides, conflict)
    helped = support[support["state"].eq(state)].set_index("year")["beside"].map(parties)
    own = set(rows.loc[rows["actor"].eq(state) & rows["role"].eq("primary"), "year"])
    place = [
        "beside " + helped[year] if year in helped else PARTY if year in own else ABSENT for year in years
    ]
    return pd.DataFrame({"year": years, "place": place})
