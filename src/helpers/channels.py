"""Events that bear on claims of the texts, before and after these were written, in one order of time.

The record keeps events in two tables, because only the later ones can test a text; a reader who follows one
matter, such as the channels between two states, needs them on one list.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from .tables import DataError, items

COLUMNS = ["event_id", "date", "title", "description", "claims", "after", "marked"]


def chronology(
    before: pd.DataFrame, after: pd.DataFrame, links: pd.DataFrame, claims: Collection[str]
) -> pd.DataFrame:
    """Put the events that bear on some claims in the order of time.

    Parameters
    ----------
    before
        Rows of table ``events_before``; ``claims`` is a list in a cell, separated by semicolons.
    after
        Rows of table ``events_after``.
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
        and ``marked`` (True where the row is unverified, not fully read, or of low confidence).

    Raises
    ------
    DataError
        If no event bears on any of the claims, which is more often a wrong locator than a fact.
    """
    early = before.rename(columns={"start": "date"}).assign(claim=items(before["claims"]), after=False)
    late = after.merge(links.rename(columns={"claim_id": "claim"}), on="event_id").assign(after=True)
    rows = pd.concat([early.explode("claim"), late], ignore_index=True)
    if (rows := rows[rows["claim"].isin(claims)]).empty:
        raise DataError(f"events: none bears on {', '.join(claims)}; next: use locators of table claims")
    doubt = rows["how_known"].ne("read") | rows["confidence"].eq("low")
    rows = rows.assign(marked=doubt | rows["status"].eq("unverified"))
    listed = rows.groupby("event_id", sort=False)["claim"].agg(
        lambda found: "; ".join(sorted(found, key=_order))
    )
    rows = rows.drop_duplicates("event_id").assign(claims=lambda row: row["event_id"].map(listed))
    return rows.sort_values(["date", "event_id"], ignore_index=True)[COLUMNS]


def _order(locator: str) -> tuple:
    passage, claim = locator[1:].split(".")
    return locator[0] != "P", int(passage), int(claim)
