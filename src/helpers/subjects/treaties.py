"""What a treaty promises, and under which rule that makes an alliance.

A treaty is coded provision by provision, in the terms of the ATOP project [1]_, once in a strict reading of
its words and once in a lenient one. Whether the parties are allies then depends on the rule: any obligation
about conduct in war (the wide sense of ATOP), or only the promise to fight (defence or offence).

References
----------
.. [1] Leeds, B. A., Ritter, J. M., Mitchell, S. McL., & Long, A. G. (2002). Alliance Treaty Obligations and
   Provisions, 1815-1944. International Interactions 28(3), 237-260.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..tables import DataError

PROVISIONS = ("defense", "offense", "neutral", "nonagg", "consul")
WIDE_AND_NARROW = {"any obligation": PROVISIONS, "defence or offence": ("defense", "offense")}


def under_rule(
    codes: pd.DataFrame, rule: str, rules: Mapping[str, tuple[str, ...]] = WIDE_AND_NARROW
) -> pd.DataFrame:
    """Say for each treaty and reading whether it is an alliance under a rule.

    Parameters
    ----------
    codes
        One row a treaty, provision and reading, as in table ``treaty_codes``: ``treaty_id``, ``provision``,
        ``reading``, ``code`` (0 for no promise, 1 and more for one, missing where the text was not seen).
    rule
        A name of `rules`.
    rules
        Rule -> the obligations that make an alliance.

    Returns
    -------
    DataFrame
        One row a treaty and reading: ``treaty_id``, ``reading``, ``rule``, ``alliance`` (True, False, or
        missing where nothing is promised in what was seen and some obligation was not seen).

    Raises
    ------
    DataError
        If no rule has that name, or an obligation of the rule has no row, or more than one, for some treaty
        and reading.
    """
    if rule not in rules:
        raise DataError(f"no rule is called {rule!r}; next: use one of {', '.join(rules)}")
    promises = _promises(codes, rules[rule])
    promised = promises.fillna(False).any(axis=1).astype("boolean")
    unknown = promises.isna().any(axis=1)
    alliance = promised.mask(~promised & unknown).rename("alliance").reset_index()
    return alliance.assign(rule=rule)[["treaty_id", "reading", "rule", "alliance"]]


def _promises(codes: pd.DataFrame, provisions: tuple[str, ...]) -> pd.DataFrame:
    """Return one row a treaty and reading, one column an obligation: promised, not promised, or missing."""
    key = ["treaty_id", "reading"]
    chosen = codes[codes["provision"].isin(provisions)]
    sizes = codes.groupby([*key, "provision"]).size().unstack("provision")
    rows = sizes.reindex(columns=list(provisions)).fillna(0).stack()
    if rows.ne(1).any():
        treaty, reading, provision = rows.ne(1).idxmax()
        raise DataError(
            f"treaty_codes: treaty {treaty}, {reading} reading, has {rows[rows.ne(1)].iloc[0]:.0f} rows for "
            f"{provision!r}; next: give it one row, its code empty where the text was not seen"
        )
    wide = chosen.assign(promised=chosen["code"].gt(0).astype("boolean"))
    return wide.pivot(index=key, columns="provision", values="promised")
