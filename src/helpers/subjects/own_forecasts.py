"""Our own forecasts: what earlier cases make of them, and how they score once they are decided.

A forecast has a day, a rule and a probability (table ``own_forecasts``). Beside it stand two that cost
nothing: that nothing changes, and what earlier cases in the tables of the book would give. All three are
scored by Brier's rule on the forecasts that are decided, and on the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import DataError
from ..words import spelled
from . import conflicts, council, defence_pacts

HALF = 0.5  # a case added on each side of a count, so that what never happened is not held to be impossible
LIMITS = (0.01, 0.99)
YEAR = pd.Timedelta(days=365.25)
WITHIN = 6  # years from the signing of the treaty of January 2025 to the end of 2030
WAITED = 5  # years from the order of the Su-35 to the end of 2028
SINCE = "2021-04-01"  # texts put to the vote since the two texts were written
ATTACK = "2026-02-28"
PARTS = "missile for|radar for"  # what the register of arms lists apart from the weapon that it belongs to


class Counted(NamedTuple):
    """Earlier cases: how many came true, of how many cases or years."""

    events: int
    of: float


def recount(tables: Mapping[str, pd.DataFrame], until: str) -> pd.DataFrame:
    """Count the earlier cases of every forecast that has some, from the tables.

    Parameters
    ----------
    tables
        Name of a table -> the table: ``treaty_class_2001``, ``council_votes``, ``arms_deals``,
        ``assistance_reports``, ``war_sides`` and ``assembly_ukraine``.
    until
        Day on which the record closes.

    Returns
    -------
    DataFrame
        One row a forecast, by its id: ``events`` and ``of``.
    """
    votes, reports = tables["council_votes"], tables["assistance_reports"]
    counted = {
        "defence-clause": _pacts(tables["treaty_class_2001"]),
        "treaty-stands": _lasting(tables["treaty_class_2001"]),
        "next-veto": Counted(int(council.against_iran(votes)["russia"].eq("no").sum()), _years(votes, until)),
        "next-abstention": _abstentions(votes),
        "sanctions-lifted": _relief(votes, until),
        "su-35": _deliveries(tables["arms_deals"]),
        "s-400": _confirmed(reports),
        "arms-owned-up": _confirmed(reports[reports["date"].ge(ATTACK)]),
        "fights-beside": _beside(tables["war_sides"]),
        "crimea-vote": _on_crimea(tables["assembly_ukraine"]),
    }
    return pd.DataFrame.from_dict(counted, orient="index").astype({"of": "float64"})


def base_rate(forecasts: pd.DataFrame) -> pd.Series:
    """Return the probability that the earlier cases of each forecast give.

    Parameters
    ----------
    forecasts
        Table ``own_forecasts``, or rows of it.

    Returns
    -------
    Series
        Probability, missing where the tables hold no earlier cases. A share is taken with half a case added
        on each side; from a rate, with half a case added, follows the chance of one case or more within the
        days that count.

    Notes
    -----
    Half a case is Jeffreys' prior for a share and for a rate [1]_.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial proportion.
       Statistical Science 16, 101-133.

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-01")
    >>> base_rate(pd.DataFrame({
    ...     "base_events": [1, 0], "base_of": [3, 50], "base_unit": ["cases", "years"],
    ...     "counts_from": day, "resolves_by": day + pd.Timedelta(days=1461),
    ... })).round(3).tolist()
    [0.375, 0.039]
    """
    events, of = (forecasts[column].astype("float64") for column in ("base_events", "base_of"))
    years = (forecasts["resolves_by"] - forecasts["counts_from"]) / YEAR
    rate = 1 - np.exp(-(events + HALF) / of * years)
    return rate.where(forecasts["base_unit"].eq("years"), (events + HALF) / (of + 2 * HALF)).rename(
        "base_rate"
    )


def checked(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Return the forecasts, once each that says its probability is the base rate has that probability.

    Parameters
    ----------
    forecasts
        Table ``own_forecasts``, or rows of it.

    Returns
    -------
    DataFrame
        `forecasts`, unchanged.

    Raises
    ------
    DataError
        Naming the first that has another.
    """
    said = base_rate(forecasts).round(2).clip(*LIMITS)
    wrong = forecasts["basis"].eq("base rate") & ~np.isclose(forecasts["probability"].astype("float64"), said)
    if wrong.any():
        row = forecasts[wrong].iloc[0]
        raise DataError(
            f"table 'own_forecasts', row {row['forecast_id']}, column 'probability': its base rate is "
            f"{said[wrong].iloc[0]:g} (found {row['probability']:g})\n"
            "  next: write that, or call it a judgement and say why it departs"
        )
    return forecasts


def standing(forecasts: pd.DataFrame, until: str) -> pd.Series:
    """Say how each forecast stands: its outcome, ``open``, or ``overdue`` where its day has passed.

    Parameters
    ----------
    forecasts
        Table ``own_forecasts``, or rows of it.
    until
        Day on which the record closes.

    Returns
    -------
    Series
        One word a forecast, in the order of `forecasts`.

    Examples
    --------
    >>> days = pd.to_datetime(["2027-12-31", "2025-12-31"])
    >>> standing(pd.DataFrame({"outcome": "open", "resolves_by": days}), "2026-08-22").tolist()
    ['open', 'overdue']
    """
    late = forecasts["outcome"].eq("open") & forecasts["resolves_by"].lt(pd.Timestamp(until))
    return forecasts["outcome"].mask(late, "overdue").rename("stands")


def listed(forecasts: pd.DataFrame, until: str) -> pd.DataFrame:
    """Lay the forecasts out for a table, the first to be decided first.

    Parameters
    ----------
    until
        Day on which the record closes.

    Returns
    -------
    DataFrame
        `forecasts`, with ``by`` (the last day that counts, in one piece), ``base_rate``, ``unchanged`` (1 or
        0: the probability of a forecast of no change), ``cases`` (events and cases, or years, in words) and
        ``stands``, see :func:`standing`.
    """
    events, of = forecasts["base_events"].astype("str"), forecasts["base_of"].map("{:g}".format)
    years = events + " in " + of + " years"
    laid = forecasts.assign(
        by=forecasts["resolves_by"].dt.strftime("%Y\u2011%m\u2011%d"),
        base_rate=base_rate(forecasts),
        unchanged=forecasts["if_unchanged"].astype("float64"),
        cases=years.where(forecasts["base_unit"].eq("years"), events + " of " + of).where(
            forecasts["base_unit"].notna()
        ),
        stands=standing(forecasts, until),
    )
    return laid.sort_values("resolves_by", kind="stable", ignore_index=True)


def in_words(scores: pd.DataFrame, said: str) -> str:
    """Say what the decided forecasts have earned, as a sentence of the book.

    Parameters
    ----------
    scores
        What :func:`brier` returns.
    said
        Day on which the record closes, as it is read.

    Examples
    --------
    >>> in_words(pd.DataFrame({"n": [0, 0]}), "22 August 2026")
    'No forecast is decided by 22 August 2026, so there is nothing to score yet'
    >>> in_words(pd.DataFrame({"n": [2], "ours": [0.1], "unchanged": [0.5]}), "1 May 2028")
    'By 1 May 2028 two are decided, on which ours score 0.10 and no change 0.50'
    """
    every = scores.iloc[0]
    if not every["n"]:
        return f"No forecast is decided by {said}, so there is nothing to score yet"
    are = "one is" if every["n"] == 1 else f"{spelled(int(every['n']))} are"
    scored = f"ours score {every['ours']:.2f} and no change {every['unchanged']:.2f}"
    return f"By {said} {are} decided, on which {scored}"


def brier(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Score the decided forecasts beside that of no change and the base rate.

    Parameters
    ----------
    forecasts
        Table ``own_forecasts``.

    Returns
    -------
    DataFrame
        One row a group, ``all`` decided forecasts and those with a base rate (``with a base rate``): ``n``,
        and the mean squared distance of probability and outcome [1]_ for ``ours``, ``unchanged`` and
        ``base_rate``. 0 is perfect, 0.25 a coin; missing where nothing is decided, or not every forecast of
        the group has a base rate.

    References
    ----------
    .. [1] Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly Weather
       Review 78, 1-3.

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-01")
    >>> told = pd.DataFrame({
    ...     "probability": [0.8, 0.1], "if_unchanged": [False, False], "outcome": ["happened", "open"],
    ...     "base_events": [1, 1], "base_of": [3, 3], "base_unit": "cases", "counts_from": day,
    ...     "resolves_by": day,
    ... })
    >>> brier(told).round(2)
                  group  n  ours  unchanged  base_rate
    0               all  1  0.04        1.0       0.39
    1  with a base rate  1  0.04        1.0       0.39
    """
    decided = forecasts[forecasts["outcome"].ne("open")]
    came, rate = decided["outcome"].eq("happened").astype("float64"), base_rate(decided)
    squares = pd.DataFrame(
        {
            "ours": (decided["probability"].astype("float64") - came) ** 2,
            "unchanged": (decided["if_unchanged"].astype("float64") - came) ** 2,
            "base_rate": (rate - came) ** 2,
        }
    )
    groups = {"all": squares, "with a base rate": squares[rate.notna()]}
    rows = [
        {"group": name, "n": len(part)} | part.mean(skipna=False).to_dict() for name, part in groups.items()
    ]
    return pd.DataFrame(rows, columns=["group", "n", *squares])


def _pacts(treaties: pd.DataFrame) -> Counted:
    rows = _others(treaties)
    seen = rows["happened"] | rows["years"].ge(WITHIN)
    return Counted(int((rows["happened"] & rows["years"].le(WITHIN)).sum()), int(seen.sum()))


def _lasting(treaties: pd.DataFrame) -> Counted:
    rows = _others(treaties)
    ended = pd.to_datetime(rows["end"], format="ISO8601")
    lasted = ended.isna() | ended.ge(rows["begin"] + pd.DateOffset(years=WITHIN))
    return Counted(int(lasted.sum()), len(rows))


def _others(treaties: pd.DataFrame) -> pd.DataFrame:
    ours = treaties["state_a"].eq("IRN") & treaties["state_b"].eq("RUS")
    return defence_pacts.treaties_at_risk(treaties[~ours], "own").query("in_class")


def _years(votes: pd.DataFrame, until: str) -> float:
    """Return the years from the first vote against Iran to the day on which the record closes."""
    return round((pd.Timestamp(until) - council.against_iran(votes)["date"].min()) / YEAR, 1)


def _abstentions(votes: pd.DataFrame) -> Counted:
    late = council.against_iran(votes[votes["date"].ge(SINCE)])
    return Counted(int(late["russia"].eq("abstain").sum()), len(late))


def _relief(votes: pd.DataFrame, until: str) -> Counted:
    nuclear = council.on_iran(votes).query("about == 'nuclear file' and bearing == 'eases'")
    return Counted(int(nuclear["outcome"].eq("adopted").sum()), _years(votes, until))


def _deliveries(deals: pd.DataFrame) -> Counted:
    weapons = deals[deals["from_state"].eq("RUS") & ~deals["weapon"].str.contains(PARTS)]
    earlier = weapons[~weapons["weapon"].str.contains("Su-35")]
    came = (earlier["first_delivery"] - earlier["order_year"]).le(WAITED).fillna(False)
    return Counted(int(came.sum()), len(earlier))


def _confirmed(reports: pd.DataFrame) -> Counted:
    arms = reports[reports["kind"].eq("arms") & reports["from_state"].str.contains("RUS", na=False)]
    return Counted(int(arms["status"].eq("confirmed").sum()), len(arms))


def _beside(sides: pd.DataFrame) -> Counted:
    own = conflicts.own_conflicts(sides, "IRN")
    return Counted(int(own["with_it"].gt(0).sum()), len(own))


def _on_crimea(votes: pd.DataFrame) -> Counted:
    known = votes.loc[votes["topic"].str.startswith("Human rights in Crimea"), "irn"].dropna()
    return Counted(int(known.eq("no").sum()), len(known))
