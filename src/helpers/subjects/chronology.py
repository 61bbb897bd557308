"""Events that bear on claims of the texts, before and after these were written, in one order of time.

The record keeps events in two tables, because only the later ones can test a text; a reader who follows one
matter, such as the channels between two states, needs them on one list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from ..tables import DataError, items

COLUMNS = ["event_id", "date", "title", "description", "claims", "after", "marked"]


def events_on_claims(
    before: pd.DataFrame, after: pd.DataFrame, links: pd.DataFrame, claims: Collection[str]
) -> pd.DataFrame:
    """Put the events that bear on some claims in the order of time.

    Parameters
    ----------
    before
        Rows of table ``events_before``; ``claims`` is a list in a cell, separated by semicolons.
    after
        Rows of table ``events_after``; what is in the tail of the record is left out.
    links
        Rows of table ``event_claims``: ``event_id``, ``claim_id``; the claims of the later events.
    claims
        Locators of the claims, such as ``A12.1``.

    Returns
    -------
    DataFrame
        One row an event that bears on at least one of `claims`: ``event_id``, ``date`` (day, month or year,
        as exactly as it is known; the first day of what lasted), ``title``, ``description``, ``claims``
        (those of `claims` it bears on, separated by semicolons), ``after`` (True for events after the texts)
        and ``marked`` (True where the row is unverified, only partly read, or of low confidence).

    Raises
    ------
    DataError
        If no event bears on any of the claims, which is more often a wrong locator than a fact.
    """
    early = before.rename(columns={"start": "date"}).assign(claim=items(before["claims"]), after=False)
    recorded = after[~after["in_tail"].astype("bool")]
    late = recorded.merge(links.rename(columns={"claim_id": "claim"}), on="event_id").assign(after=True)
    rows = pd.concat([early.explode("claim"), late], ignore_index=True)
    if (rows := rows[rows["claim"].isin(claims)]).empty:
        raise DataError(f"events: none bears on {', '.join(claims)}; next: use locators of table claims")
    doubt = ~rows["how_known"].isin(["read", "excerpt"]) | rows["confidence"].eq("low")
    rows = rows.assign(marked=doubt | rows["status"].eq("unverified"))
    listed = rows.groupby("event_id", sort=False)["claim"].agg(
        lambda found: "; ".join(sorted(found, key=_order))
    )
    rows = rows.drop_duplicates("event_id").assign(claims=lambda row: row["event_id"].map(listed))
    return rows.sort_values(["date", "event_id"], ignore_index=True)[COLUMNS]


def _order(locator: str) -> tuple:
    passage, claim = locator[1:].split(".")
    return locator[0] != "P", int(passage), int(claim)


def earlier_events(events: pd.DataFrame, claims: Sequence[str]) -> pd.DataFrame:
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
    kept = kept.assign(at=kept["start"].map(decimal_year), when=when, corrected=kept["corrections"].notna())
    return kept.sort_values(["at", "event_id"], ignore_index=True)


def decimal_year(date: str) -> float:
    """Return a partial date, such as 1912, 1991-12 or 1912-03-29, as years and fractions of a year.

    Parameters
    ----------
    date
        A date, or one known to the month or year only.

    Examples
    --------
    >>> decimal_year("1991-07")
    1991.5
    """
    year, month, day = (int(part) for part in [*date.split("-"), "1", "1"][:3])
    return year + (month - 1) / 12 + (day - 1) / 365


def ties_as_spans(
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
