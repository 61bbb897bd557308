"""What a state gives to armed groups that fight its opponents, and what they do when it is attacked.

For what it gives, the source codes year by year which groups a state supported on purpose and what they
received. It counts groups, so that a year in which one group received arms weighs as much as a year in which
three did. A row that does not change for decades is one judgement, however many years it fills.

For what they do, table ``war_days`` has one row an act in the two wars on Iran. A claim alone is no fact: an
act of fire is *confirmed* when somebody other than the one who claims it says so from knowledge of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..tables import holds

FIRE = ("fire", "joint fire")
# Name of a stretch -> war, first and last day.
Stretches = Mapping[str, tuple[str, int, int]]
LANES = ("Iran", "Hezbollah", "Militias in Iraq", "Houthis", "Hamas and Islamic Jihad")


def received(support: pd.DataFrame, kinds: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Say for every year how many groups fighting each target received each kind of support.

    Parameters
    ----------
    support
        Table ``armed_group_support``, or some years of it: one row a target and year, with the number of
        ``groups`` supported and one column a form of support, the number of groups that received it.
    kinds
        Kind of support -> the forms that count as it.

    Returns
    -------
    DataFrame
        One row a target, kind and year, kinds in the order given: ``target``, ``kind``, ``year``, ``groups``
        (that received the form of the kind which most received: the forms overlap, and a sum would count a
        group twice). A year without a row is unknown and has none here.

    Examples
    --------
    >>> rows = pd.DataFrame({"target": "IRQ", "year": [1974], "groups": 2, "camps": 1, "training": 2})
    >>> received(rows, {"Training": ["camps", "training"]})
      target      kind  year  groups
    0    IRQ  Training  1974       2
    """
    most = pd.DataFrame({kind: support[list(forms)].max(axis=1) for kind, forms in kinds.items()})
    found = (
        support[["target", "year"]].join(most).melt(["target", "year"], var_name="kind", value_name="groups")
    )
    order = found["kind"].map({kind: place for place, kind in enumerate(kinds)})
    laid = found.assign(order=order).sort_values(["target", "order", "year"], ignore_index=True)
    return laid[["target", "kind", "year", "groups"]]


def judgements(support: pd.DataFrame) -> pd.DataFrame:
    """Count the years of support coded for each target, and the judgements that they rest on.

    Parameters
    ----------
    support
        Table ``armed_group_support``: one row a target and year, ``groups`` and one column a form of support.

    Returns
    -------
    DataFrame
        One row a target: ``years`` (with at least one group supported) and ``judgements`` (runs of such years
        in which no cell changes; a change or a year without a row begins a new one).

    Examples
    --------
    >>> rows = pd.DataFrame({"target": "ISR", "year": [1982, 1983, 1984], "groups": [1, 1, 2]})
    >>> judgements(rows).loc["ISR"].to_dict()
    {'years': 3, 'judgements': 2}
    """
    given = support[support["groups"].gt(0)].sort_values(["target", "year"])
    coded = given.drop(columns=["year"])
    same = coded.eq(coded.shift()).all(axis=1) & given["year"].diff().eq(1)
    return pd.DataFrame({"years": 1, "judgements": ~same}).groupby(given["target"]).sum()


def standing(days: pd.DataFrame) -> pd.Series:
    """Say of each act whether others confirm it.

    Parameters
    ----------
    days
        Table ``war_days``, or some rows of it.

    Returns
    -------
    Series
        ``confirmed``: by somebody who does not claim it; ``claimed``: by the one who claims it alone, whether
        or not another denies it; missing where nothing is said to have happened.

    Examples
    --------
    >>> acts = {"kind": ["fire", "fire", "no fire"], "confirmed_by": ["Israel", None, None]}
    >>> standing(pd.DataFrame(acts)).tolist()
    ['confirmed', 'claimed', nan]
    """
    found = days["confirmed_by"].notna().map({True: "confirmed", False: "claimed"})
    return found.where(days["kind"].ne("no fire"))


def fire(days: pd.DataFrame, *, at: Sequence[str] = ("ISR", "USA")) -> pd.DataFrame:
    """Return the acts of fire at some states, without the tail of the record.

    Parameters
    ----------
    days
        Table ``war_days``.
    at
        Codes of the states.

    Returns
    -------
    DataFrame
        The rows, by war and day, with ``standing`` as :func:`standing` gives it.
    """
    hit = pd.concat([holds(days["fired_at"], state) for state in at], axis=1).any(axis=1)
    acts = days[days["kind"].isin(FIRE) & hit & ~days["in_tail"]]
    return acts.assign(standing=standing(acts)).sort_values(["war", "day"], kind="stable", ignore_index=True)


def entries(days: pd.DataFrame) -> pd.DataFrame:
    """Say on which day of each war each armed partner first fired at Iran's enemies, and when it stopped.

    Parameters
    ----------
    days
        Table ``war_days``.

    Returns
    -------
    DataFrame
        One row a war and actor, Iran left out: ``first`` (day of the first fire at Israel or the United
        States that is on record, before Iran's first truce; missing where none is), ``standing`` of that act,
        ``last`` (day of the last such fire before that truce), ``acts`` (how many rows tell of it).
    """
    truce = days[days["kind"].eq("truce") & days["actor"].eq("Iran")].groupby("war")["day"].min()
    acts = fire(days[days["actor"].ne("Iran")])
    acts = acts[acts["day"].lt(acts["war"].map(truce))]
    told = acts.groupby(["war", "actor"]).agg(
        first=("day", "first"), standing=("standing", "first"), last=("day", "last"), acts=("day", "size")
    )
    every = days.loc[days["actor"].ne("Iran"), ["war", "actor"]].drop_duplicates()
    return every.join(told, on=["war", "actor"]).sort_values(["war", "actor"], ignore_index=True)


def by_day(days: pd.DataFrame, stretches: Stretches) -> pd.DataFrame:
    """Lay out what the partners did, and what Iran did for them, in stretches of days.

    Parameters
    ----------
    days
        Table ``war_days``.
    stretches
        Name of a stretch -> the war, and its first and last day.

    Returns
    -------
    DataFrame
        One row an act and stretch: ``stretch``, ``lane`` (who acted), ``start`` and ``end`` (days of the war,
        cut at the ends of the stretch), ``kind`` and ``words``. A kind is ``confirmed`` or ``claimed`` fire
        at Israel or the United States; ``elsewhere`` (``, claimed``), fire at another state; ``threat``,
        ``stop`` (also a truce of its own) or ``no fire``. Attacks on Iran, Iran's truces, mere stances and
        the tail of the record are left out.
    """
    drawn = days[~days["in_tail"] & days["kind"].isin([*FIRE, "no fire", "threat", "stop", "truce"])]
    acts = drawn[drawn["actor"].ne("Iran") | drawn["kind"].isin(FIRE)]
    hit = holds(acts["fired_at"], "ISR") | holds(acts["fired_at"], "USA")
    fired = standing(acts).where(
        hit, standing(acts).map({"confirmed": "", "claimed": ", claimed"}).radd("elsewhere")
    )
    kind = acts["kind"].replace("truce", "stop").where(~acts["kind"].isin(FIRE), fired)
    told = acts["start"].dt.strftime("%Y-%m-%d") + ", day " + acts["day"].astype("str") + ": "
    laid = in_stretches(acts.assign(lane=acts["actor"], kind=kind, words=told + acts["conduct"]), stretches)
    order = {lane: place for place, lane in enumerate(LANES)}
    found = laid.sort_values("lane", key=lambda lanes: lanes.map(order), kind="stable")
    return found[["stretch", "lane", "start", "end", "kind", "words"]].reset_index(drop=True)


def in_stretches(acts: pd.DataFrame, stretches: Stretches) -> pd.DataFrame:
    """Cut acts into stretches of days; one that lasts from one into the next has a row in both.

    Parameters
    ----------
    acts
        Rows of table ``war_days``.
    stretches
        Name of a stretch -> the war, and its first and last day.

    Returns
    -------
    DataFrame
        The rows that fall into a stretch, with ``stretch``, and ``start`` and ``end`` as days of the war.

    Examples
    --------
    >>> act = {"war": ["2026"], "day": [59], "start": ["2026-04-27"], "end": ["2026-04-30"]}
    >>> acts = pd.DataFrame(act).astype({"start": "datetime64[s]", "end": "datetime64[s]"})
    >>> cut = in_stretches(acts, {"first": ("2026", 1, 60), "second": ("2026", 61, 120)})
    >>> cut[["stretch", "start", "end"]].to_dict("list")
    {'stretch': ['first', 'second'], 'start': [59, 61], 'end': [60, 62]}
    """
    last = acts["day"] + (acts["end"] - acts["start"]).dt.days
    laid = acts.assign(start=acts["day"].astype("int64"), end=last.astype("int64"))
    parts = []
    for name, (war, low, high) in stretches.items():
        part = laid[laid["war"].eq(war) & laid["end"].ge(low) & laid["start"].le(high)]
        ends = {"start": part["start"].clip(lower=low), "end": part["end"].clip(upper=high)}
        parts.append(part.assign(stretch=name, **ends))
    return pd.concat(parts, ignore_index=True)


def dated(days: pd.DataFrame, war: str, first: int, last: int, *, step: int = 14) -> dict[float, str]:
    """Name days of a war by their dates, from its first day on in equal steps.

    Parameters
    ----------
    days
        Table ``war_days``, which has the first day of each war.
    war
        Which war.
    first, last
        First and last day that may be named.
    step
        Days from one that is named to the next.

    Returns
    -------
    dict
        Day of the war -> ``28 Feb``.
    """
    begins = days.loc[days["war"].eq(war) & days["day"].eq(1), "start"].min()
    named = [day for day in range(1, last + 1, step) if day >= first]
    return {day: f"{begins + pd.Timedelta(days=day - 1):%-d %b}" for day in named}
