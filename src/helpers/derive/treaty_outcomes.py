"""What came first to each treaty short of defence: a pact, its own end, or that of a state.

Sources: the treaties and members of ATOP v4.01, and the state system of the Correlates of War. The treaties
are those of :func:`helpers.derive.alliances.treaty_class_2001` whose members had no defence pact in force.
"""

from __future__ import annotations

import pandas as pd

from . import alliances, raw, states

# The last day of ATOP v4.01.
LAST_DAY = pd.Timestamp(alliances.LAST_YEAR_OF_TREATIES, 12, 31)
ENDS = ("own_pact", "many_pact", "treaty_end", "state_end")


def treaty_outcomes() -> pd.DataFrame:
    """One row a treaty of neutrality, non-aggression or consultation: the day of each thing that may end it.

    ``first`` is the earliest of the four by the same rule for all. ``own_after_many`` marks the pairs that
    joined a pact of many first and made one of their own later.
    """
    rows = alliances.treaty_class_2001().query("outcome != 'defence_before'").set_index("atopid")
    rows = rows.assign(
        **_pacts(rows), treaty_end=pd.to_datetime(rows["end"], format="ISO8601"), state_end=_state_ends(rows)
    )
    days = rows[list(ENDS)]
    rows[list(ENDS)] = days.where(days.le(LAST_DAY))
    first = rows[list(ENDS)].min(axis=1)
    rows["first"] = rows[list(ENDS)].eq(first, axis=0).idxmax(axis=1).where(first.notna(), "none")
    rows["last_day"] = first.fillna(LAST_DAY)
    rows["own_after_many"] = rows["first"].eq("many_pact") & rows["own_pact"].notna()
    promises = alliances.NAMES[2:]
    key = ["state_a", "state_b", "begin", *promises, "in_class", *ENDS, "ended_by", "first", "last_day"]
    return rows.join(_ended_by()).reset_index()[["atopid", *key, "own_after_many"]]


def _pacts(treaties: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the day of the first later pact of each kind, by treaty."""
    pacts = alliances.defence_pacts().rename(columns={"begin": "pact"}).drop(columns="end")
    both = treaties[["state_a", "state_b", "begin"]].reset_index().merge(pacts, on=["state_a", "state_b"])
    later = both[both["pact"].gt(both["begin"])]
    kinds = {"own_pact": later["bilateral"], "many_pact": ~later["bilateral"]}
    return {name: later[kind].groupby("atopid")["pact"].min() for name, kind in kinds.items()}


def _state_ends(treaties: pd.DataFrame) -> pd.Series:
    """Return the day on which the first of the two states left the system; none if both are in it."""
    tenures = pd.read_csv(raw.read("cow-states/cow_states.csv"))
    parts = {part: tenures[f"end{part}"] for part in ("year", "month", "day")}
    end = pd.to_datetime(pd.DataFrame(parts)).groupby(tenures["ccode"].map(states.codes())).max()
    return treaties[["state_a", "state_b"]].apply(lambda state: state.map(end)).min(axis=1).where(_gone)


def _gone(days: pd.Series) -> pd.Series:
    """The list closes every tenure that still runs on its own last day."""
    return days.dt.year.lt(states.LIST_ENDS)


def _ended_by() -> pd.Series:
    rows = alliances.treaty_members().drop_duplicates("atopid", keep="last").set_index("atopid")
    return rows["term"].map(alliances.ENDINGS).rename("ended_by")


TABLES = {"treaty_outcomes": treaty_outcomes}
