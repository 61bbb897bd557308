"""Who read the claims, the events and the forecasts, with which result, and how far the readers agree.

A reading is one code that one reader gave to one unit under one set of rules. What the book prints is what
the readings settle on: the code that two of them share, or else that of a third who saw where they part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..measures import reliability

CODES = ("scored", "verdict", "verdict_narrow", "verdict_wide")  # what a reader says of a claim
ASKED = 0.8  # the alpha from which Krippendorff (2019) lets readings carry conclusions


@dataclass(frozen=True)
class Kind:
    """A kind of unit that is read: its table, what names a unit, its code, and the order of codes."""

    table: str
    unit: tuple[str, ...]
    code: str
    order: tuple[str, ...]


KINDS = {
    "claims": Kind(
        "claim_readings",
        ("claim_id",),
        "verdict",
        ("contradicted", "partly", "confirmed with correction", "confirmed"),
    ),
    "pairs": Kind("pair_readings", ("event_id", "claim_id"), "direction", ("against", "neutral", "supports")),
    "forecasts": Kind(
        "forecast_readings",
        ("prediction_id",),
        "outcome",
        ("not borne out", "borne out in part", "borne out"),
    ),
}


def beside(readings: pd.DataFrame, kind: str, rules: str, readers: Sequence[str]) -> pd.DataFrame:
    """Put the codes of some readers side by side.

    Parameters
    ----------
    readings
        Table ``claim_readings``, ``pair_readings`` or ``forecast_readings``: one row a unit, a set of rules
        and a reader.
    kind
        One of :data:`KINDS`.
    rules, readers
        Which rules, and whose codes, in this order.

    Returns
    -------
    DataFrame
        One row a unit that any of them read, by its name; a column a reader, missing where one did not.

    Examples
    --------
    >>> read = [("P1.1", "2026.3", "first", "partly"), ("P1.1", "2026.3", "second", "confirmed")]
    >>> frame = pd.DataFrame(read, columns=["claim_id", "rules", "reader", "verdict"])
    >>> beside(frame, "claims", "2026.3", ["first", "second"]).to_dict("list")
    {'first': ['partly'], 'second': ['confirmed']}
    """
    of = KINDS[kind]
    mine = readings[readings["rules"].eq(rules) & readings["reader"].isin(readers)]
    wide = mine.pivot(index=list(of.unit), columns="reader", values=of.code)
    return wide.reindex(columns=list(readers)).rename_axis(columns=None).astype("str")


def settled(codes: pd.DataFrame) -> pd.Series:
    """Return the code on which readers settle: what two share, else the third's, else the first's.

    Parameters
    ----------
    codes
        One row a unit; columns ``first``, ``second`` and ``third``, missing where one did not read.

    Examples
    --------
    >>> rows = [("partly", "partly", None), ("partly", "confirmed", "confirmed"), ("partly", None, None)]
    >>> settled(pd.DataFrame(rows, columns=["first", "second", "third"])).tolist()
    ['partly', 'confirmed', 'partly']
    """
    alone = codes["second"].isna() | codes["second"].eq(codes["first"])
    return codes["first"].where(alone, codes["third"].fillna(codes["first"]))


def as_read(claims: pd.DataFrame, readings: pd.DataFrame, rules: str, reader: str) -> pd.DataFrame:
    """Return the claims with the codes of one reader in place of those on which the readers settled.

    Parameters
    ----------
    claims, readings
        Tables ``claims`` and ``claim_readings``.
    rules, reader
        Under which rules the reader read, and who; of ``settled`` the claims stay as they are.

    Returns
    -------
    DataFrame
        The claims in their order, with ``scored`` and the three verdicts as that reader gave them; evidence
        and corrections stay the book's.

    Raises
    ------
    ValueError
        If that reader did not read every claim.
    """
    if reader == "settled":
        return claims
    own = readings[readings["rules"].eq(rules) & readings["reader"].eq(reader)].set_index("claim_id")
    if lacking := sorted(set(claims["claim_id"]) - set(own.index)):
        raise ValueError(f"the {reader} reader did not read {', '.join(lacking)} under the rules of {rules}")
    given = own.loc[claims["claim_id"], list(CODES)].reset_index(drop=True)
    return claims.reset_index(drop=True).assign(**given)


def disagreements(
    readings: pd.DataFrame, kind: str, rules: str, printed: Mapping[object, str] | pd.Series
) -> pd.DataFrame:
    """Return the units that the first and the second reader coded otherwise, with what became of them.

    Parameters
    ----------
    readings
        Table ``claim_readings``, ``pair_readings`` or ``forecast_readings``.
    kind, rules
        One of :data:`KINDS`, and which rules.
    printed
        By unit, the code that the book prints today.

    Returns
    -------
    DataFrame
        One row a unit on which they part: its name, ``first`` and ``second`` with ``why_first`` and
        ``why_second``, ``third`` (missing where there was none), and ``settled`` (missing where the unit is
        no longer read).
    """
    of = KINDS[kind]
    codes = beside(readings, kind, rules, ["first", "second", "third"])
    codes = codes[codes["second"].notna() & codes["first"].ne(codes["second"])]
    words = readings[readings["rules"].eq(rules)].pivot(index=list(of.unit), columns="reader", values="why")
    codes = codes.assign(why_first=words["first"], why_second=words["second"])
    codes["settled"] = pd.Series(codes.index.map(dict(printed)), index=codes.index, dtype="str")
    return codes.reset_index()


def three_ways(directions: pd.DataFrame) -> pd.DataFrame:
    """Count a mixed direction as one that decides nothing, so that the three that are left have an order.

    Parameters
    ----------
    directions
        One row a pair, one column a reader.

    Examples
    --------
    >>> three_ways(pd.DataFrame({"first": ["mixed", "supports"]}))["first"].tolist()
    ['neutral', 'supports']
    """
    return directions.replace("mixed", "neutral")


def groups(
    kind: str, units: pd.Index, claims: pd.DataFrame, predictions: pd.DataFrame
) -> dict[str, pd.Series]:
    """Return to which text, kind and family of topics each unit belongs.

    Parameters
    ----------
    kind
        One of :data:`KINDS`; forecasts belong to a text only.
    units
        Their names, as :func:`beside` has them.
    claims, predictions
        The tables of these names.
    """
    if kind == "forecasts":
        about, names = predictions.set_index("prediction_id")[["text"]], units
    else:
        about = claims.set_index("claim_id")[["text", "kind", "family"]]
        names = units.get_level_values("claim_id")
    return {column: pd.Series(about[column].reindex(names).to_numpy(), units) for column in about}


def overview(
    tables: Mapping[str, pd.DataFrame], claims: pd.DataFrame, predictions: pd.DataFrame, *, draws: int = 200
) -> pd.DataFrame:
    """Return how far the first two readers agree, under every set of rules under which both read.

    Parameters
    ----------
    tables
        Kind of unit, one of :data:`KINDS` -> its table of readings.
    claims, predictions
        The tables of these names.
    draws
        How often the units are drawn anew for an interval.

    Returns
    -------
    DataFrame
        One row a kind of unit (``what``), a set of ``rules`` and a group: what :func:`agreement` gives. For
        pairs, ``three ways`` under ``by`` counts mixed directions with the neutral ones.
    """
    parts = []
    for kind, table in tables.items():
        for rules in sorted(table["rules"].unique()):
            codes = beside(table, kind, rules, ["first", "second"]).dropna()
            if codes.empty:
                continue
            order = KINDS[kind].order
            found = [agreement(codes, groups(kind, codes.index, claims, predictions), order, draws=draws)]
            if kind == "pairs":
                three = agreement(three_ways(codes), {}, order, draws=draws)
                found.append(three.assign(by="three ways"))
            parts.append(pd.concat(found).assign(what=kind, rules=rules))
    frame = pd.concat(parts, ignore_index=True)
    return frame[["what", "rules", *frame.columns.drop(["what", "rules"])]]


def with_interval(rows: pd.DataFrame, name: str) -> pd.Series:
    """Write a coefficient with its interval, as ``0.54 (0.42 to 0.66)``; a dash where there is none.

    Parameters
    ----------
    rows
        One row a group, as :func:`agreement` gives it.
    name
        ``kappa`` or ``alpha``.

    Examples
    --------
    >>> rows = pd.DataFrame({"kappa": [0.542, None], "kappa_low": [0.42, None], "kappa_high": [0.66, None]})
    >>> with_interval(rows, "kappa").tolist()
    ['0.54 (0.42 to 0.66)', '–']
    """
    found = []
    for value, low, high in rows[[name, f"{name}_low", f"{name}_high"]].itertuples(index=False):
        bounds = "" if pd.isna(low) else f" ({low:.2f} to {high:.2f})"
        found.append("–" if pd.isna(value) else f"{value:.2f}{bounds}")
    return pd.Series(found, rows.index, dtype="str")


def agreement(
    codes: pd.DataFrame,
    groups: Mapping[str, pd.Series],
    order: Sequence[str],
    *,
    draws: int = reliability.DRAWS,
) -> pd.DataFrame:
    """Return how far two readers agree, over all units and by each way of grouping them.

    Parameters
    ----------
    codes
        One row a unit, one column a reader.
    groups
        What the units are grouped by -> the group of each unit, by the same index.
    order
        Those of the codes that have an order.
    draws
        How often the units are drawn anew for an interval.

    Returns
    -------
    DataFrame
        One row a group: ``by``, ``group`` and what :func:`helpers.measures.reliability.coefficients` gives;
        first all units, then the groups in the order of `groups`.
    """
    whole = {"all units": pd.Series("all", index=codes.index)}
    parts = [
        reliability.by_group(codes, of, order, draws=draws).assign(by=by)
        for by, of in (whole | dict(groups)).items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame[["by", *frame.columns.drop("by")]]
