"""Measures of alliance commitments, from Alliance Treaty Obligations and Provisions (ATOP).

Two versions are at hand. The dyad-years of v5.1 (to 2018) say what one state had promised another, but not
in which treaty: a regional pact of forty states weighs there as much as a treaty of two. The treaties and
members of v4.01 (to 2016) say which treaty; from them comes every statement about bilateral treaties.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from . import raw, states

OBLIGATIONS = {
    "defence": "defense",
    "offence": "offense",
    "neutrality": "neutral",
    "nonaggression": "nonagg",
    "consultation": "consul",
}
NAMES = list(OBLIGATIONS)
KEY = ["state", "partner", "year"]
FIRST_YEAR, LAST_YEAR, LAST_YEAR_OF_TREATIES = 1920, 2018, 2016
# ATOP names no treaty; these are the titles in use for the ten that Iran was a member of.
TITLES = {
    2090: "Treaty of Friendship",
    2155: "Treaty of Friendship and Security",
    2195: "Treaty of Guarantee and Neutrality",
    2210: "Treaty of Friendship and Security",
    2410: "Treaty of Non-Aggression (Saadabad Pact)",
    2550: "Declaration by United Nations",
    2555: "Treaty of Alliance (Tripartite Treaty)",
    3275: "Pact of Mutual Cooperation (Baghdad Pact, CENTO)",
    3365: "Agreement of Cooperation",
    4968: "Treaty on the Basis of Mutual Relations and Principles of Cooperation",
}
ENDINGS = {1: "fulfilled", 2: "violated", 3: "replaced"}
COLLATERAL = {
    "military_contact": "milcon",
    "military_aid": "milaid",
    "integrated_command": "intcom",
    "bases": "base",
    "organisation": "organ1",
}

TERMS = ["conditio", "length", "renewlgt", "term"]
TREATY = ["atopid", "bilat", *TERMS, *OBLIGATIONS.values(), *COLLATERAL.values()]
PARTS = {"year": "yr", "month": "mo", "day": "day"}


@cache
def dyad_years() -> pd.DataFrame:
    """Return one row a promising state, its partner and a year, by state number, from v5.1."""
    wide = pd.read_csv(raw.read("atop/atop_v5.1_directed_dyad_year.csv"))
    wide = wide.rename(columns={"atop_" + source: name for name, source in OBLIGATIONS.items()})
    wide = wide.rename(columns={"atop_defense": "defence", "ccode1": "number", "ccode2": "partner_number"})
    return wide.astype(dict.fromkeys(NAMES, "bool"))


@cache
def treaty_members() -> pd.DataFrame:
    """Return one row a treaty, member and phase of membership, from v4.01.

    ``begin`` and ``end`` are dates, ``end`` missing for a treaty in force at the end of the data; a day or
    month that ATOP leaves open counts as the first.
    """
    dates = [f"{part}{edge}" for edge in ("ent", "exit") for part in PARTS.values()]
    file = raw.read("atop/atop_v4.01_member_level.csv")
    rows = pd.read_csv(file, encoding="latin-1", usecols=[*TREATY, "member", "phase", *dates])
    rows = rows.rename(columns={source: name for name, source in OBLIGATIONS.items()})
    rows = rows.assign(
        begin=_date(rows, "{}ent"),
        end=_date(rows, "{}exit"),
        bilateral=rows["bilat"].eq(1),
    )
    return rows.astype(dict.fromkeys(NAMES, "bool"))


def _date(rows: pd.DataFrame, column: str) -> pd.Series:
    """Join the three columns of a date; the year 0 is no date."""
    parts = pd.DataFrame({part: rows[column.format(name)] for part, name in PARTS.items()})
    return pd.to_datetime(parts.fillna({"month": 1, "day": 1}).where(parts["year"].gt(0)))


def _partial(date: pd.Series, day: pd.Series) -> pd.Series:
    """Write dates as text, those without a day as a month."""
    return date.dt.strftime("%Y-%m-%d").where(day.notna(), date.dt.strftime("%Y-%m"))


def alliance_obligations() -> pd.DataFrame:
    """One row a year, state (Iran or Russia) and partner with any obligation: who promised what."""
    years = dyad_years().query("@FIRST_YEAR <= year <= @LAST_YEAR")
    ours = _coded(years[years["number"].isin([states.IRAN, states.RUSSIA])], NAMES)
    theirs = _coded(years[years["partner_number"].isin([states.IRAN, states.RUSSIA])], NAMES)
    theirs = theirs.rename(columns={"state": "partner", "partner": "state"})
    theirs = theirs.rename(columns={name: f"partner_{name}" for name in NAMES})
    both = ours.merge(theirs, on=KEY, validate="1:1")
    rows = _without_unexplained(both.merge(_by_treaty(), on=KEY, how="left", validate="1:1"))
    bilateral, partner = [f"bilateral_{name}" for name in NAMES], [f"partner_{name}" for name in NAMES]
    return rows.sort_values(KEY, ignore_index=True)[[*KEY, *NAMES, *bilateral, *partner, "treaties"]]


def _coded(rows: pd.DataFrame, flags: list[str]) -> pd.DataFrame:
    """Name the states; what West Germany (260) had promised in 1990, Germany (255) had promised."""
    rows = rows.assign(state=states.iso3(rows["number"]), partner=states.iso3(rows["partner_number"]))
    return rows.groupby(KEY)[flags].any().reset_index()


def _by_treaty() -> pd.DataFrame:
    """Return one row a year, state and partner: what v4.01 knows of, in any treaty and in bilateral ones."""
    ours = treaty_members().query("member in [@states.IRAN, @states.RUSSIA]")
    rows = in_years(together(ours)).query("year >= @FIRST_YEAR")
    flags = {f"bilateral_{name}": rows[name] & rows["bilateral"] for name in NAMES}
    rows = rows.assign(**flags).rename(columns={name: f"known_{name}" for name in NAMES})
    rows = rows.rename(columns={"member": "number", "partner": "partner_number"})
    known = _coded(rows, [*(f"known_{name}" for name in NAMES), *flags])
    named = rows.assign(state=states.iso3(rows["number"]), partner=states.iso3(rows["partner_number"]))
    treaties = named.groupby(KEY)["atopid"].agg(lambda ids: "; ".join(map(str, sorted(set(ids)))))
    return known.merge(treaties.rename("treaties").reset_index(), on=KEY)


def together(rows: pd.DataFrame) -> pd.DataFrame:
    """Pair the given memberships with all others of the same treaty, for the time both were members.

    Pairs that shared a year and no day are kept, as v5.1 counts whole years; :func:`overlapping` drops them.
    """
    others = treaty_members()[["atopid", "member", "begin", "end", *NAMES]]
    others = others.rename(columns={name: f"partner_{name}" for name in NAMES})
    others = others.rename(columns={"member": "partner", "begin": "partner_begin", "end": "partner_end"})
    pairs = rows.merge(others, on="atopid").query("member != partner")
    begin = pairs[["begin", "partner_begin"]].max(axis=1)
    end = pairs[["end", "partner_end"]].min(axis=1)
    pairs = pairs.assign(begin=begin, end=end).drop(columns=["partner_begin", "partner_end"])
    return pairs[end.isna() | begin.dt.year.le(end.dt.year)].reset_index(drop=True)


def overlapping(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep the pairs that were members at one time: one's last phase does not meet the other's next."""
    return pairs[pairs["end"].isna() | pairs["begin"].lt(pairs["end"])]


def in_years(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one row a pair of memberships and year, those included in which they begin and end."""
    return states.in_years(pairs, pairs["begin"].dt.year, pairs["end"].dt.year.fillna(LAST_YEAR_OF_TREATIES))


def _without_unexplained(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave the bilateral flags empty where v4.01 ends, or does not give the obligations that v5.1 gives."""
    promised = rows[NAMES].to_numpy()
    known = rows[[f"known_{name}" for name in NAMES]].eq(True).to_numpy()
    explained = (promised == known).all(axis=1) & rows["year"].le(LAST_YEAR_OF_TREATIES)
    flags = [f"bilateral_{name}" for name in NAMES]
    return rows.assign(**rows[flags].astype("boolean").where(explained))


def iran_alliances() -> pd.DataFrame:
    """One row a treaty and phase of Iran's membership: partners, dates, obligations, provisions."""
    iran = treaty_members().query("member == @states.IRAN")
    partners = overlapping(together(iran)).groupby(["atopid", "phase"])
    rows = iran.set_index(["atopid", "phase"]).sort_index()
    rows = rows.assign(
        title=rows.index.get_level_values("atopid").map(TITLES),
        partners=partners["partner"].agg(lambda numbers: "; ".join(sorted(set(states.iso3(numbers))))),
        ended_by=rows["term"].map(ENDINGS),
        conditional=rows["conditio"].eq(1),
        term_months=rows["length"].where(rows["length"].gt(0)).astype("Int64"),
        renewal_months=rows["renewlgt"].where(rows["renewlgt"].gt(0)).astype("Int64"),
        **{name: rows[source].astype("Int64") for name, source in COLLATERAL.items()},
        **{f"partner_{name}": partners[f"partner_{name}"].any() for name in NAMES},
    ).reset_index()
    # A phase that gives way to the next has not ended the treaty.
    last = ~rows.duplicated("atopid", keep="last")
    rows["ended_by"] = rows["ended_by"].where(last)
    columns = [
        "atopid", "phase", "title", "partners", "begin", "end", "ended_by", "bilateral", *NAMES,
        *(f"partner_{name}" for name in NAMES), "conditional", *COLLATERAL, "term_months", "renewal_months",
    ]  # fmt: skip
    return rows[columns]


def treaty_class_2001() -> pd.DataFrame:
    """One row a bilateral treaty since 1946 that promises neutrality, non-aggression or consultation at most.

    The class of the Iranian-Russian treaty of 2001 (``in_class``: neutrality and consultation, neither
    defence nor offence) is a part of it; the rest serves to widen the class. Each treaty is followed to the
    first later defence pact between its members, to the end of a member, or to 2016.
    """
    treaties = _friendship_treaties().set_index("atopid").sort_index()
    rows = treaties.join(_later_pacts(treaties))
    kinds = ("bilateral_defence", "multilateral_defence")
    event = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    for kind in kinds:
        event = event.mask(rows["outcome"].eq(kind), rows[f"{kind}_from"])
    begin = rows["begin"].dt.year
    rows["years_to_defence"] = event - begin
    rows["observed_to"] = event.fillna(_last_years(rows))
    rows["years_observed"] = rows["observed_to"] - begin
    columns = [
        "atopid", "state_a", "state_b", "begin", "end", *NAMES[2:], "in_class", "great_power",
        "great_power_regional", "military_contact", "military_aid", "bases", "term_months", "renewal_months",
        "earlier_defence_until", "outcome", *(f"{kind}_from" for kind in kinds), "years_to_defence",
        "observed_to", "years_observed",
    ]  # fmt: skip
    return rows.reset_index()[columns]


def _friendship_treaties() -> pd.DataFrame:
    """Return the bilateral treaties since 1946 with a promise, but none of defence or offence."""
    dates = [f"{edge}{part}" for edge in ("beg", "end") for part in PARTS.values()]
    rows = pd.read_csv(raw.read("atop/atop_v4.01_alliance_level.csv"), usecols=[*TREATY, *dates])
    rows = rows.rename(columns={source: name for name, source in OBLIGATIONS.items()})
    rows = rows[rows["bilat"].eq(1) & rows["begyr"].ge(1946)]
    rows = rows[~rows[["defence", "offence"]].any(axis=1) & rows[NAMES].any(axis=1)]
    rows = rows.astype(dict.fromkeys(NAMES, "bool")).reset_index(drop=True)
    # A third or fourth "member" of a bilateral treaty is a state that succeeded one of the two.
    pairs = rows["atopid"].map(_founders())
    rows = rows.assign(
        number_a=pairs.str[0], number_b=pairs.str[1],
        begin=_date(rows, "beg{}"),
        end=_partial(_date(rows, "end{}"), rows["endday"]),
        in_class=rows["neutrality"] & rows["consultation"],
        military_contact=rows["milcon"].astype("Int64"),
        military_aid=rows["milaid"].astype("Int64"),
        bases=rows["base"].astype("Int64"),
        term_months=rows["length"].where(rows["length"].gt(0)).astype("Int64"),
        renewal_months=rows["renewlgt"].where(rows["renewlgt"].gt(0)).astype("Int64"),
    )  # fmt: skip
    rows = rows.assign(**_roles(rows))
    named = np.sort(rows[["number_a", "number_b"]].apply(states.iso3).to_numpy(), axis=1)
    return rows.assign(state_a=named[:, 0], state_b=named[:, 1])


def _founders() -> pd.Series:
    """Return the pair of members, by number, with which each bilateral treaty began."""
    rows = treaty_members().query("bilateral").sort_values(["atopid", "begin", "member"])
    first = rows[rows["begin"].eq(rows.groupby("atopid")["begin"].transform("first"))]
    return first.groupby("atopid")["member"].agg(lambda members: tuple(dict.fromkeys(members)))


def _roles(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Say whether just one member was a major power at the year's end, and whether the other is regional."""
    majors = set(states.majors(LAST_YEAR).itertuples(index=False, name=None))
    year = rows["begin"].dt.year
    is_major = pd.DataFrame({
        side: [pair in majors for pair in zip(rows[f"number_{side}"], year, strict=True)] for side in "ab"
    })  # fmt: skip
    regional = pd.DataFrame(
        {side: states.iso3(rows[f"number_{side}"]).isin(list(states.REGION)) for side in "ab"}
    )
    one = is_major["a"] ^ is_major["b"]
    return {"great_power": one, "great_power_regional": one & regional.any(axis=1)}


def defence_pacts() -> pd.DataFrame:
    """Return one row a dyad (by code, a < b), treaty and time in which one promised the other defence."""
    members = treaty_members()
    pairs = overlapping(together(members[members["defence"]]))
    named = np.sort(pairs[["member", "partner"]].apply(codes_of).to_numpy(), axis=1)
    return pairs.assign(state_a=named[:, 0], state_b=named[:, 1])[
        ["state_a", "state_b", "begin", "end", "bilateral"]
    ]


def codes_of(numbers: pd.Series) -> pd.Series:
    """Return codes where there are any; the small states of the nineteenth century keep their numbers."""
    return numbers.map(states.codes()).fillna(numbers.astype("str"))


def _later_pacts(treaties: pd.DataFrame) -> pd.DataFrame:
    """Say of each treaty whether its members had, or came to have, a defence pact."""
    dyad = ["state_a", "state_b"]
    pacts = defence_pacts().rename(columns={"begin": "pact_begin", "end": "pact_end"})
    both = treaties[[*dyad, "begin"]].reset_index().merge(pacts, on=dyad)
    later = both["pact_begin"].gt(both["begin"])
    standing = both[~later & (both["pact_end"].isna() | both["pact_end"].gt(both["begin"]))]
    ended = both[~later & both["pact_end"].le(both["begin"])]
    years = {
        "earlier_defence_until": ended.groupby("atopid")["pact_end"].max(),
        "bilateral_defence_from": both[later & both["bilateral"]].groupby("atopid")["pact_begin"].min(),
        "multilateral_defence_from": both[later & ~both["bilateral"]].groupby("atopid")["pact_begin"].min(),
    }
    known = pd.DataFrame(
        {name: date.dt.year.reindex(treaties.index).astype("Int64") for name, date in years.items()}
    )
    outcome = pd.Series("none", index=treaties.index)
    outcome[known["multilateral_defence_from"].notna()] = "multilateral_defence"
    outcome[known["bilateral_defence_from"].notna()] = "bilateral_defence"
    outcome[treaties.index.isin(standing["atopid"])] = "defence_before"
    return known.assign(outcome=outcome)


def _last_years(treaties: pd.DataFrame) -> pd.Series:
    """Return the last year in which both members were states, at most the last of the data."""
    rows = states.members(LAST_YEAR_OF_TREATIES)
    last = rows.groupby(rows["number"].map(states.codes()))["year"].max()
    return pd.concat([treaties["state_a"].map(last), treaties["state_b"].map(last)], axis=1).min(axis=1)


def consultation_dyads() -> pd.DataFrame:
    """One row a dyad that has come since 1946 to consult, with neutrality or non-aggression, without defence.

    The wide comparison class: treaties of any number of members (v5.1), followed to 2018. A dyad enters once,
    in the first year in which it is so; a dyad that was so before 1946 does not enter.
    """
    years = _undirected()
    short = years["consultation"] & (years["neutrality"] | years["nonaggression"]) & ~years["defence"]
    entry = years[short].groupby(["state_a", "state_b"])["year"].min().rename("entry")
    entry = entry[entry.ge(1946)].reset_index()
    defence = years[years["defence"]][["state_a", "state_b", "year"]].merge(entry, on=["state_a", "state_b"])
    after, before = defence.query("year > entry"), defence.query("year < entry")
    key = ["state_a", "state_b"]
    rows = entry.set_index(key).sort_index()
    rows["defence_before"] = rows.index.isin(before.set_index(key).index)
    rows["defence_from"] = after.groupby(key)["year"].min().astype("Int64")
    rows["years_to_defence"] = rows["defence_from"] - rows["entry"]
    return rows.reset_index()


def _undirected() -> pd.DataFrame:
    """Return one row a dyad (a < b) and year: an obligation holds when either side has given it."""
    years = dyad_years().query("year >= 1900")
    named = np.sort(
        np.column_stack([codes_of(years[column]) for column in ("number", "partner_number")]), axis=1
    )
    years = years.assign(state_a=named[:, 0], state_b=named[:, 1])
    return years.groupby(["state_a", "state_b", "year"])[NAMES].any().reset_index()


TABLES = {
    "alliance_obligations": alliance_obligations,
    "iran_alliances": iran_alliances,
    "treaty_class_2001": treaty_class_2001,
    "consultation_dyads": consultation_dyads,
}
