"""What a state gives to armed groups that fight its opponents.

The source codes, year by year, which groups a state supported on purpose and what they received. It counts
groups, so that a year in which one group received arms weighs as much as a year in which three did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd


def years_by_kind(support: pd.DataFrame, kinds: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count the years in which a state gave each kind of support to the groups fighting each target.

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
        One row a kind and target with any support, kinds in the order given: ``target``, ``kind``,
        ``received`` (years in which at least one group received that kind) and ``years`` (years in which at
        least one group was supported at all). A year without a row is unknown, and counts for neither.

    Examples
    --------
    >>> rows = pd.DataFrame({"target": "IRQ", "year": [1974, 1975], "groups": [2, 1], "money": [1, 0]})
    >>> years_by_kind(rows, {"Money": ["money"]})
      target   kind  received  years
    0    IRQ  Money         1      2
    """
    given = support[support["groups"].gt(0)]
    had = pd.DataFrame({kind: given[list(forms)].gt(0).any(axis=1) for kind, forms in kinds.items()})
    received = had.groupby(given["target"]).sum()
    found = received.melt(ignore_index=False, var_name="kind", value_name="received").reset_index()
    return found.assign(years=found["target"].map(given.groupby("target").size()))
