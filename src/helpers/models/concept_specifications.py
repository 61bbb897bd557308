"""Are Iran and Russia allies, under every reasonable choice: of rule, reader, clause, year and kind of pact.

A choice is crossed with every other.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from .. import tables
from ..subjects import alliances, treaties
from .jobs import Job

TREATIES = {"2001": "ir-ru-2001", "2025": "ir-ru-2025"}
READERS = ("settled", "first", "second")
CLAUSES = ("neutrality", "no aid to the enemy")

YEARS, PACTS = range(1992, 2019), {"all": "", "bilateral": "bilateral_"}
PEACE = "nonaggression"

BY_US = "coded by us alone"
OF, READINGS, MEASURES = ("all", BY_US), ("both", "strict", "lenient"), ("kappa", "alpha")
PROVISIONS = ("all", "about war")


def clause_specifications(codes: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Say whether the two treaties of Iran and Russia make an alliance, under every choice of coding.

    Parameters
    ----------
    codes, second
        Tables ``treaty_codes`` and ``treaty_codes_second``: one row a treaty, provision and reading.

    Returns
    -------
    DataFrame
        One row a ``treaty``, ``rule``, ``reader``, ``reading`` and ``clause`` (as what the ban on help to an
        attacker counts): ``alliance``, how many of five ``promises`` about war are made, and how many that of
        2001 makes by the same choice (``promises_2001``); missing where a provision was not seen.
    """
    rows = pd.concat([_read(codes, second, *chosen) for chosen in product(READERS, CLAUSES)])
    same = ["rule", "reader", "reading", "clause"]
    older = rows[rows["treaty"].eq("2001")].set_index(same)["promises"].rename("promises_2001")
    order = ["treaty", *same, "alliance", "promises", "promises_2001"]
    return rows.join(older, on=same)[order].sort_values(order[:5], ignore_index=True)


def _read(codes: pd.DataFrame, second: pd.DataFrame, reader: str, clause: str) -> pd.DataFrame:
    """Return by treaty, reading and rule what one reader's codes make of it."""
    if reader == "second":
        chosen = second
    else:
        chosen = codes if reader == "settled" else codes.assign(code=codes["first_code"])
    chosen = chosen[chosen["treaty_id"].isin(TREATIES.values())]
    if clause == CLAUSES[1]:
        chosen = chosen.assign(code=chosen["code"].mask(chosen["provision"].eq("neutral"), 0))
    war = chosen[chosen["provision"].isin(treaties.PROVISIONS)]
    wide = war.pivot(index=["treaty_id", "reading"], columns="provision", values="code")
    made = wide.gt(0).sum(axis=1).astype("Int64").mask(wide.isna().any(axis=1)).rename("promises")
    found = alliances.alliance_by_rule(chosen).join(made, on=["treaty_id", "reading"])
    names = {treaty: year for year, treaty in TREATIES.items()}
    return found.assign(treaty=found["treaty_id"].map(names), reader=reader, clause=clause)


def ally_specifications(promises: pd.DataFrame) -> pd.DataFrame:
    """Count Russia's allies by three rules in every year, by all pacts and by those of two states alone.

    Parameters
    ----------
    promises
        Table ``alliance_obligations``: one row a state, partner and year.

    Returns
    -------
    DataFrame
        One row a ``year`` and ``pacts``: allies by ``any`` promise, by those ``about_outsiders`` and
        ``to_fight``, by non-aggression alone (``only_peace``), and whether the ``usa`` and ``ukraine`` are
        among those of any. A year in which the source does not tell pacts of two states apart has one row.
    """
    kinds, rows = list(alliances.OBLIGATIONS), []
    for year, (pacts, prefix) in product(YEARS, PACTS.items()):
        then = promises[promises["state"].eq("RUS") & promises["year"].eq(year)].set_index("partner")
        made = pd.DataFrame({
            kind: then[f"{prefix}{kind}"] | (then[f"partner_{kind}"] & (not prefix)) for kind in kinds
        })  # fmt: skip
        if not made.any(axis=None):  # pacts of two states are told apart to 2016
            continue
        by = {rule: made[list(asked)].any(axis=1) for rule, asked in alliances.RULES.items()}
        rows.append({
            "year": year, "pacts": pacts, "any": int(by["any promise"].sum()),
            "about_outsiders": int(by["about outsiders"].sum()), "to_fight": int(by["to fight"].sum()),
            "only_peace": int((made[PEACE] & ~made.drop(columns=PEACE).any(axis=1)).sum()),
            "usa": bool(by["any promise"].get("USA", False)),
            "ukraine": bool(by["any promise"].get("UKR", False)),
        })  # fmt: skip
    return pd.DataFrame(rows)


def coder_specifications(codes: pd.DataFrame, second: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Say how far two readers agree beyond chance, under every choice of codes and of measure.

    Parameters
    ----------
    codes, second, coded
        Tables ``treaty_codes``, ``treaty_codes_second`` and ``treaties``.

    Returns
    -------
    DataFrame
        One row a combination of ``treaties``, ``provisions``, ``readings`` and ``measure``: how many codes
        both gave (``pairs``), and their ``agreement``, 1 if perfect and 0 by chance.
    """
    pairs = treaties.compare_codings(codes, second)
    ours = pairs["treaty_id"].isin(coded.loc[coded["coded_by"].ne("ATOP 4.01"), "treaty_id"])
    war = pairs["provision"].isin(treaties.PROVISIONS)
    rows = []
    for of, provisions, readings in product(OF, PROVISIONS, READINGS):
        kept = (ours | (of == "all")) & (war | (provisions == "all"))
        kept &= pairs["reading"].eq(readings) | (readings == "both")
        agreed = treaties.coders_agree(pairs[kept].assign(of=of), "of").iloc[0]
        named = {"treaties": of, "provisions": provisions, "readings": readings, "pairs": agreed["pairs"]}
        rows += [named | {"measure": measure, "agreement": agreed[measure]} for measure in MEASURES]
    order = ["treaties", "provisions", "readings", "measure", "pairs", "agreement"]
    return pd.DataFrame(rows)[order].round(3)


def _pacts() -> pd.DataFrame:
    return clause_specifications(tables.load("treaty_codes"), tables.load("treaty_codes_second"))


def _allies() -> pd.DataFrame:
    return ally_specifications(tables.load("alliance_obligations"))


def _coders() -> pd.DataFrame:
    return coder_specifications(*map(tables.load, CODED))


CODED = ("treaty_codes", "treaty_codes_second", "treaties")
JOBS = {
    "clause_specifications": Job(_pacts, tables=CODED[:2]),
    "ally_specifications": Job(_allies, tables=["alliance_obligations"]),
    "coder_specifications": Job(_coders, tables=CODED),
}
