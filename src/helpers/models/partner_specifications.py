"""What Iran's armed partners got and did, counted under every reasonable choice of what counts.

A choice is crossed with every other. A year that was not read for a target counts in no sum of targets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pandas as pd

from .. import tables
from ..derive import arms
from ..subjects import alliances, armed_groups, conflicts
from .jobs import Job

STATES = {"Israel": "ISR", "Iraq": "IRQ", "Afghanistan": "AFG", "Türkiye": "TUR"}
TARGETS = {
    "all four": [*STATES.values()],
    **{f"without {out}": [code for name, code in STATES.items() if name != out] for out in STATES},
    "Israel alone": ["ISR"],
}
KINDS = {
    "any": ("groups",),
    "shelter": ("haven_members", "haven_leaders", "headquarters"),
    "training": ("training_camps", "training"),
    "weapons": ("weapons", "transport"),
    "money": ("money",),
}
SYRIA = "Syria for Russia"  # what the other list of alliances has after the revolution, from 2006
TURNS = {"any promise": 2001, "about outsiders": 2001, SYRIA: 2006}
REVOLUTION, LAST, SINCE = 1979, 2010, (1970, 1980, 1989)
SHAH_FROM, SHAH_TO = (1946, 1951, 1956, 1960), (1974, 1978)  # the accord of 1975 gave up the Iraqi Kurds

THROUGH_SYRIA = {"not counted": 0.0, "half": 0.5, "counted": 1.0}
ARMS_FROM, ARMS_TO = (1980, 2000, 2010), (2019, 2024)
SAID_IRANIAN = "delivered by Iran via Syria"

CONDUCT = ("partners", "standing", "relied_on", "fired_at", "first_war", "second_war")
WAR = ("2025", "2026")
PARTNERS = {"three": 3, "with those of Gaza": 4}
STANDING = ("any report", "confirmed by others", "confirmed by a government")
GOVERNMENTS = ("Israel", "Iraqi officials", "Saudi Arabia", "United States")
RELIED_ON = ("any", "high alone")
FIRED_AT = {"Israel or the United States": ("ISR", "USA"), "anybody": ("ISR", "USA", "SAU")}
FIRST_WAR = {"to the ceasefire": 12, "and four days after": 16}
SECOND_WAR = {"to Iran's truce": 39, "to Lebanon's truce": 48, "to the close of the record": 999}
JULY = 130  # the day of the second war on which American strikes began again
THREE = {"iraq": "Militias in Iraq", "hezbollah": "Hezbollah", "houthis": "Houthis"}

CLAIMS = {
    "all three": ("P5.4", "A3.1", "A3.2"),
    "the article's": ("P5.4",),
    "the commentary's": ("A3.1", "A3.2"),
}
EVENTS_FROM = ("2021-07", "2025-06", "2026-02-28")
DIRECTIONS = ("supports", "mixed", "against", "neutral")
COUNTED, FEWEST = ("judgement", "event"), 5

WARS = {"with Iraq and Israel": ("Iran-Iraq", "Iran-Israel"), "all its own": None}
WARS_FROM, WAR_YEARS = (1946, 1979), {"25 deaths": ("minor", "war"), "1,000 deaths": ("war",)}


def group_specifications(support: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    """Set the groups that Iran supported in years with a state bound to it beside those without one.

    Parameters
    ----------
    support
        Table ``armed_group_support``: one row a target and year.
    promises
        Table ``alliance_obligations``: one row a state, partner and year.

    Returns
    -------
    DataFrame
        One row a ``rule`` (what binds a state), ``targets``, ``kind`` of support and ``since`` that the
        source reaches: years with and without a state bound (``years_bound``, ``years_unbound``), groups a
        year in each (``bound``, ``unbound``), and groups in the year of the tie of 2001 or 2006
        (``at_turn``) and in the last year (``at_end``).
    """
    tied = _tied(promises)
    given = armed_groups.received(support, KINDS).pivot(
        index=["kind", "year"], columns="target", values="groups"
    )
    rows = []
    for rule, targets, kind, since in product(TURNS, TARGETS, KINDS, SINCE):
        groups = given.loc[kind][TARGETS[targets]].dropna().loc[since:].sum(axis=1)
        if groups.index[0] <= since + 1:
            named = {"rule": rule, "targets": targets, "kind": kind, "since": since}
            rows.append(named | _by_ties(groups, tied[rule]) | _turned(groups, TURNS[rule]))
    return pd.DataFrame(rows).round(3)


def _tied(promises: pd.DataFrame) -> pd.DataFrame:
    """Say of every year whether a state was bound to Iran, by each rule."""
    counted = alliances.allies(promises[promises["state"].eq("IRN")])
    wide = counted.pivot(index="year", columns="rule", values="allies").gt(0)
    syria = wide["any promise"].where(wide.index <= REVOLUTION, wide.index >= TURNS[SYRIA])
    return wide.assign(**{SYRIA: syria})


def _by_ties(groups: pd.Series, tied: pd.Series) -> dict[str, float]:
    bound = tied.reindex(groups.index)
    return {
        "years_bound": int(bound.sum()),
        "years_unbound": int((~bound).sum()),
        "bound": groups[bound].mean(),
        "unbound": groups[~bound].mean(),
    }


def _turned(groups: pd.Series, turn: int) -> dict[str, int]:
    return {"at_turn": int(groups[turn]), "at_end": int(groups[LAST])}


def shah_specifications(support: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    """Count the Shah's years of support for groups fighting Iraq, and those with a state bound to Iran.

    Parameters
    ----------
    support, promises
        As :func:`group_specifications` takes them.

    Returns
    -------
    DataFrame
        One row a ``rule``, ``since`` and ``until``: ``years`` of support, and how many of them are ``bound``;
        by the third rule a tie with Iraq itself binds nobody.
    """
    own = promises[promises["state"].eq("IRN")]
    rules = {rule: _tied(own)[rule] for rule in ("any promise", "about outsiders")}
    rules["any promise, but Iraq's"] = _tied(own[own["partner"].ne("IRQ")])["any promise"]
    given = support[support["target"].eq("IRQ") & support["groups"].gt(0)]["year"]
    rows = []
    for rule, since, until in product(rules, SHAH_FROM, SHAH_TO):
        years = given[given.between(since, until)]
        bound = int(rules[rule].reindex(years, fill_value=False).sum())
        rows.append({"rule": rule, "since": since, "until": until, "years": len(years), "bound": bound})
    return pd.DataFrame(rows)


def group_arms_specifications(register: pd.DataFrame) -> pd.DataFrame:
    """Add up the major arms that two armed groups had from Iran, under every choice of what counts.

    Parameters
    ----------
    register
        SIPRI's register as :func:`helpers.derive.arms.register` gives it: one row a deal.

    Returns
    -------
    DataFrame
        One row a ``through_syria`` (what is counted of the missiles that Hezbollah had from Syria and that,
        by the register, Iran may have delivered), ``since`` and ``until``: ``hezbollah`` and ``houthis``, in
        million TIV.
    """
    ours = register["supplier"].eq("Iran")
    through = register["supplier"].eq("Syria") & register["comments"].str.contains(SAID_IRANIAN, na=False)
    deals = register[register["recipient"].isin(arms.GROUPS) & (ours | through)]
    years = deals["delivery_years"].str.split("; ")
    each = deals.assign(year=years, tiv=deals["tiv_delivered"] / years.str.len(), through=through)
    each = each.explode("year", ignore_index=True).astype({"year": "int64"})
    group = each["recipient"].map(arms.GROUPS).str.lower()
    rows = []
    for (how, part), since, until in product(THROUGH_SYRIA.items(), ARMS_FROM, ARMS_TO):
        value = each["tiv"].mul(part).where(each["through"], each["tiv"])
        sums = value[each["year"].between(since, until)].groupby(group).sum()
        sums = sums.reindex(["hezbollah", "houthis"], fill_value=0.0)
        rows.append({"through_syria": how, "since": since, "until": until} | sums.to_dict())
    return pd.DataFrame(rows).round(1)


def conduct_specifications(days: pd.DataFrame) -> pd.DataFrame:
    """Count which partners fired in the two wars on Iran, under every choice of what counts as fire.

    Parameters
    ----------
    days
        Table ``war_days``: one row an act.

    Returns
    -------
    DataFrame
        One row a combination of ``partners`` (who is one), ``standing`` (what is believed), ``relied_on``
        (confidence of a row), ``fired_at``, ``first_war`` and ``second_war`` (up to which day): how many
        partners there are (``of``) and how many fired in each war and from July 2026 on (``fired_first``,
        ``fired_second``, ``fired_july``), the ``reports`` of fire in the second war and how many of them are
        ``believed``, and the first day of each of the three in it (``iraq``, ``hezbollah``, ``houthis``).
    """
    options = (PARTNERS, STANDING, RELIED_ON, FIRED_AT, FIRST_WAR, SECOND_WAR)
    choices = pd.MultiIndex.from_product(options, names=CONDUCT).to_frame(index=False)
    told = {at: _told(days, codes) for at, codes in FIRED_AT.items()}
    found = [_fired(told[choice["fired_at"]], **choice) for choice in choices.to_dict("records")]
    return choices.join(pd.DataFrame(found).astype(dict.fromkeys(THREE, "Int64")))


def _told(days: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Return the partners' reports of fire at some states, with a column for each way to believe them."""
    told = armed_groups.fire(days, at=codes).query("actor != 'Iran'")
    ruled = pd.concat([tables.holds(told["confirmed_by"], one) for one in GOVERNMENTS], axis=1).any(axis=1)
    return told.assign(**dict(zip(STANDING, (True, told["confirmed_by"].notna(), ruled), strict=True)))


def _fired(told: pd.DataFrame, **choice: str) -> dict[str, int | None]:
    """Count the partners that fired, and the reports of it, under one choice."""
    if choice["relied_on"] == "high alone":
        told = told[told["confidence"].eq("high")]
    until = FIRST_WAR[choice["first_war"]], SECOND_WAR[choice["second_war"]]
    wars = [told["war"].eq(war) & told["day"].le(last) for war, last in zip(WAR, until, strict=True)]
    july = told["war"].eq(WAR[1]) & told["day"].ge(JULY)
    first, second, later = (told[told[choice["standing"]] & days] for days in (*wars, july))
    return {
        "of": PARTNERS[choice["partners"]],
        "fired_first": first["actor"].nunique(),
        "fired_second": second["actor"].nunique(),
        "fired_july": later["actor"].nunique(),
        "reports": int(wars[1].sum()),
        "believed": len(second),
    } | {one: second.loc[second["actor"].eq(actor), "day"].min() for one, actor in THREE.items()}


def event_specifications(coded: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Count what later events say of the texts' words for these ties, under every choice of what counts.

    Parameters
    ----------
    coded
        Table ``event_claims``: one row an event and a claim.
    events
        Table ``events_after``: one row an event.

    Returns
    -------
    DataFrame
        One row a combination of ``claims``, ``since``, ``relied_on`` and ``counted`` (each judgement, or each
        event once, by what is not neutral in it) that leaves :data:`FEWEST`: ``of`` them, and how many
        ``supports``, ``mixed``, ``against`` and ``neutral``.
    """
    firm = events.loc[~events["in_tail"], ["event_id", "date", "confidence"]]
    judged = coded.merge(firm, on="event_id")
    return pd.DataFrame(_judged(judged))


def _judged(judged: pd.DataFrame) -> Iterator[dict]:
    for claims, since, relied_on, counted in product(CLAIMS, EVENTS_FROM, RELIED_ON, COUNTED):
        kept = judged["claim_id"].isin(CLAIMS[claims]) & judged["date"].ge(since)
        if relied_on == "high alone":
            kept &= judged["confidence"].eq("high")
        said = judged[kept]
        if counted == "event":
            order = said["direction"].map({one: place for place, one in enumerate(DIRECTIONS)})
            said = said.assign(order=order).sort_values("order").drop_duplicates("event_id")
        if len(said) >= FEWEST:
            tally = {one: int(said["direction"].eq(one).sum()) for one in DIRECTIONS}
            named = {"claims": claims, "since": since, "relied_on": relied_on, "counted": counted}
            yield named | {"of": len(said)} | tally


def own_war_specifications(sides: pd.DataFrame) -> pd.DataFrame:
    """Count the years of Iran's own wars and the states that stood beside it, under every choice of war.

    Parameters
    ----------
    sides
        Table ``war_sides``: one row a conflict, year, side and actor.

    Returns
    -------
    DataFrame
        One row a combination of ``wars``, ``since`` and ``deadly`` (how many died in the year): ``years``,
        and how many states stood ``beside`` Iran in all of them.
    """
    rows = []
    for wars, since, deadly in product(WARS, WARS_FROM, WAR_YEARS):
        kept = sides[sides["intensity"].isin(WAR_YEARS[deadly]) & sides["year"].ge(since)]
        own = conflicts.own_conflicts(kept, "IRN")
        if WARS[wars]:
            own = own[own["conflict"].isin(WARS[wars])]
        named = {"wars": wars, "since": since, "deadly": deadly}
        rows.append(named | {"years": len(own), "beside": int(own["with_it"].sum())})
    return pd.DataFrame(rows)


def _groups() -> pd.DataFrame:
    return group_specifications(tables.load("armed_group_support"), tables.load("alliance_obligations"))


def _shah() -> pd.DataFrame:
    return shah_specifications(tables.load("armed_group_support"), tables.load("alliance_obligations"))


def _arms() -> pd.DataFrame:
    return group_arms_specifications(arms.register())


def _conduct() -> pd.DataFrame:
    return conduct_specifications(tables.load("war_days"))


def _events() -> pd.DataFrame:
    return event_specifications(tables.load("event_claims"), tables.load("events_after"))


def _own_wars() -> pd.DataFrame:
    return own_war_specifications(tables.load("war_sides"))


TIES = ("armed_group_support", "alliance_obligations")
JOBS = {
    "group_specifications": Job(_groups, tables=TIES),
    "shah_specifications": Job(_shah, tables=TIES),
    "group_arms_specifications": Job(_arms, raw=[arms.REGISTER]),
    "conduct_specifications": Job(_conduct, tables=["war_days"]),
    "event_specifications": Job(_events, tables=["event_claims", "events_after"]),
    "own_war_specifications": Job(_own_wars, tables=["war_sides"]),
}
