"""Figures that different people report: add or join only what one of them counted in one way.

Customs services, ministries and newspapers give Iran's trade for different years, goods and partners, and
watchers of the war in Syria count strikes each in their own manner. A sum or a line across reporters looks
like a fact and is none; these functions refuse to make one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from ..tables import DataError

# Whose office gives a partner's trade with Iran.
OWN_OFFICE = {
    "CHN": "General Administration of Customs of China",
    "IND": "Indian Ministry of Commerce",
    "TUR": "TurkStat",
}


def by_own_office(reports: pd.DataFrame) -> pd.DataFrame:
    """Return the reports that a partner's own statistical office or ministry gives.

    Parameters
    ----------
    reports
        Rows of table ``trade_reports``.

    Returns
    -------
    DataFrame
        The rows in which ``reporter`` is the partner's office of :data:`OWN_OFFICE`.
    """
    return reports[reports["reporter"].eq(reports["partner"].map(OWN_OFFICE))]


def first_and_last(reports: pd.DataFrame) -> pd.DataFrame:
    """Tell the first and the last value that each reporter gives for a partner.

    Parameters
    ----------
    reports
        Rows of table ``trade_reports``, one flow of whole years: ``reporter``, ``partner``, ``period`` (as
        the reporter names it: ``2014``, ``2018-19``, or a Persian year), ``start`` (date), ``value``.

    Returns
    -------
    DataFrame
        One row a reporter and partner: ``first`` and ``last``, year and value in words (``2014: 52.0``);
        ``last`` is missing where there is but one.

    Raises
    ------
    DataError
        If there is no row, or the rows are of more than one flow.
    """
    _same(reports, "trade_reports", ("flow",))
    told = reports.assign(
        told=reports["period"].map(_common_era) + ": " + reports["value"].map("{:.1f}".format)
    ).sort_values("start")
    ends = told.groupby(["reporter", "partner"])["told"].agg(["first", "last", "size"]).reset_index()
    return ends.assign(last=ends["last"].where(ends["size"].gt(1))).drop(columns="size")


def sum_reports(reports: pd.DataFrame) -> float:
    """Add up trade reports of one reporter.

    Parameters
    ----------
    reports
        Rows of table ``trade_reports``: ``reporter``, ``basis``, ``goods``, ``flow``, ``partner``,
        ``partner_group``, ``start``, ``end`` (dates), ``value`` (thousand million US dollars).

    Returns
    -------
    float
        Thousand million US dollars.

    Raises
    ------
    DataError
        If there is no row; if reporter, definition of the year, goods or flow differ between rows; if a group
        of partners stands beside other partners; or if two rows of one partner overlap in time.
    """
    _same(reports, "trade_reports", ("reporter", "basis", "goods", "flow"))
    partners = reports["partner"].fillna(reports["partner_group"])
    if reports["partner_group"].notna().any() and partners.nunique() > 1:
        raise DataError(
            f"trade_reports: {', '.join(sorted(partners.unique()))} contain one another; "
            "next: add either the group or the states"
        )
    for partner, rows in reports.groupby(partners):
        _apart(rows, f"trade_reports, partner {partner}")
    return float(reports["value"].sum())


def order_counts(counts: pd.DataFrame) -> pd.DataFrame:
    """Put counts of strikes in the order of time, when they may be drawn as one line.

    Parameters
    ----------
    counts
        Rows of table ``israeli_strikes``: ``counted_by``, ``unit``, ``start``, ``end`` (dates), ``count``.

    Returns
    -------
    DataFrame
        The same rows, by ``start``.

    Raises
    ------
    DataError
        If there is no row, if counter or unit differ between rows, or if two periods overlap.
    """
    _same(counts, "israeli_strikes", ("counted_by", "unit"))
    _apart(counts, "israeli_strikes")
    return counts.sort_values("start", ignore_index=True)


def _common_era(period: str) -> str:
    """Return a year of a reporter in one spelling: of the Persian 1401, which began in March, 2022/23."""
    if re.fullmatch(r"1[34]\d\d", period):
        first = int(period) + 621
        return f"{first}/{(first + 1) % 100:02d}"
    return period.replace("-", "/")


def _same(rows: pd.DataFrame, table: str, columns: Sequence[str]) -> None:
    if rows.empty:
        raise DataError(f"{table}: no row to use; next: check the selection")
    for column in columns:
        if len(found := sorted(rows[column].dropna().unique())) > 1:
            raise DataError(
                f"{table}: column {column!r} differs ({', '.join(found)}): not one series; "
                f"next: choose one {column.replace('_', ' ')}"
            )


def _apart(rows: pd.DataFrame, where: str) -> None:
    ordered = rows.sort_values(["start", "end"])
    overlap = ordered["start"].le(ordered["end"].shift()).fillna(False)
    if overlap.any():
        row = ordered[overlap].iloc[0]
        raise DataError(
            f"{where}: the period from {row['start']:%Y-%m-%d} to {row['end']:%Y-%m-%d} begins before the "
            "one ahead of it ends; next: keep one of the two"
        )
