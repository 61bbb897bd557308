"""What the cells of one row must be to one another, each rule with the words that refuse a row.

A description states such rules as ``rowRules`` of its schema, which the Data Package standard does not have:

``order``
    ``columns``: none of these days is before the one ahead of it, as far as both are known; ``where`` says
    for which rows, if not for all.
``day``
    ``column`` is the day, counted from one, on which ``of`` falls since the ``first`` day of what ``by`` is.
``given``
    ``columns``: where the row says what ``where`` says, at least one of these is given; with ``only``, none
    of them is given anywhere else.
``apart``
    ``columns``: two lists that have no item in common.
``least``
    ``column``: a list of at least ``items`` items, where the row says what ``where`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

Rule = Mapping
Broken = tuple[pd.Series, str, str]


def fault(frame: pd.DataFrame, rule: Rule) -> tuple[int, str, str] | None:
    """Return the first row that breaks a rule of its table, the column that is wrong and why, or None.

    Parameters
    ----------
    frame
        A table whose cells keep the rules of their columns.
    rule
        A rule as the module lists them.

    Examples
    --------
    >>> days = pd.DataFrame({"start": ["2026-03-02"], "end": ["2026-03-01"]}, dtype="datetime64[s]")
    >>> fault(days, {"rule": "order", "columns": ["start", "end"]})
    (0, 'end', "must not be before 'start' (found 2026-03-01)")
    """
    broken, column, wrong = _RULES[rule["rule"]](frame, rule)
    if not broken.any():
        return None
    index = int(broken.idxmax())
    found = frame.at[index, column]
    shown = f"{found:%Y-%m-%d}" if isinstance(found, pd.Timestamp) else found
    return index, column, wrong if pd.isna(found) else f"{wrong} (found {shown})"


def _order(frame: pd.DataFrame, rule: Rule) -> Broken:
    for before, after in zip(rule["columns"], rule["columns"][1:], strict=False):
        broken = _before(frame[after], frame[before])
        if "where" in rule:
            broken &= _where(frame, rule)
        if broken.any():
            break
    return broken, after, f"must not be before {before!r}" + (_said(rule) if "where" in rule else "")


def _before(after: pd.Series, before: pd.Series) -> pd.Series:
    """Return where a day is before another; a month or a year is compared as far as it goes."""
    pairs = zip(*(day.astype("str").where(day.notna(), "") for day in (after, before)), strict=True)
    return pd.Series([a[: len(b)] < b[: len(a)] for a, b in pairs], index=after.index)


def _day(frame: pd.DataFrame, rule: Rule) -> Broken:
    first = pd.to_datetime(frame[rule["by"]].map(rule["first"]))
    counted = (frame[rule["of"]] - first).dt.days + 1
    return frame[rule["column"]].ne(counted), rule["column"], f"must be the day on which {rule['of']!r} falls"


def _given(frame: pd.DataFrame, rule: Rule) -> Broken:
    named = " or ".join(rule["columns"])
    here, missing = _where(frame, rule), frame[rule["columns"]].isna().all(axis=1)
    if rule.get("only") and (needless := ~here & ~missing).any():
        return needless, rule["columns"][0], f"{named} must be given only{_said(rule)}"
    return here & missing, rule["columns"][0], f"{named} must be given{_said(rule)}"


def _apart(frame: pd.DataFrame, rule: Rule) -> Broken:
    one, other = (frame[column].astype("object").map(_items) for column in rule["columns"])
    both = pd.Series([bool(a & b) for a, b in zip(one, other, strict=True)], index=frame.index)
    return both, rule["columns"][1], f"must name none that {rule['columns'][0]!r} names"


def _least(frame: pd.DataFrame, rule: Rule) -> Broken:
    few = frame[rule["column"]].astype("object").map(_items).map(len).lt(rule["items"])
    return few & _where(frame, rule), rule["column"], f"must hold {rule['items']} or more{_said(rule)}"


def _where(frame: pd.DataFrame, rule: Rule) -> pd.Series:
    return pd.DataFrame({key: frame[key].isin(values) for key, values in rule["where"].items()}).all(axis=1)


def _said(rule: Rule) -> str:
    return " where " + " and ".join(f"{key} is {' or '.join(v)}" for key, v in rule["where"].items())


def _items(cell: object) -> frozenset[str]:
    return frozenset(str(cell).split("; ")) if pd.notna(cell) else frozenset()


_RULES: dict[str, Callable[[pd.DataFrame, Rule], Broken]] = {
    "order": _order,
    "day": _day,
    "given": _given,
    "apart": _apart,
    "least": _least,
}
