"""The fate of treaties short of defence: what came first to each, by years since it was signed.

Two rules are kept apart. By ``first`` whatever comes first is a treaty's fate. By ``own`` a pair that joins a
pact of many first is followed on, where it is known to have made a pact of its own later.
"""

from __future__ import annotations

import pandas as pd

from ..tables import DataError, load
from . import incidence

CAUSES = ("own_pact", "many_pact", "treaty_end", "state_end")
PROMISES = ("neutrality", "nonaggression", "consultation")
# Which promises a treaty of the class makes, at least. Readings of the treaty of 2025 lead to one of these.
CLASSES = (
    ("neutrality", "consultation"),
    ("neutrality", "nonaggression", "consultation"),
    ("nonaggression", "consultation"),
    ("neutrality",),
    ("consultation",),
)
RULES = ("first", "own")
YEARS = range(26)
PAIR = ("IRN", "RUS")
DAYS = 365.2425


def fates(treaties: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Return the fate of each treaty and the years to it.

    Parameters
    ----------
    treaties
        Table ``treaty_outcomes``, or part of it: one row a treaty.
    rule
        ``first`` or ``own``.

    Returns
    -------
    DataFrame
        The rows with ``fate`` (one of :data:`CAUSES`, or ``none``) and ``years`` from the day of signing to
        it, or to the last day of the list.

    Raises
    ------
    DataError
        If `rule` is neither of the two.
    """
    if rule not in RULES:
        raise DataError(f"no rule is called {rule!r}; next: use one of {', '.join(RULES)}")
    bent = treaties["own_after_many"] & (rule == "own")
    fate = treaties["first"].mask(bent, "own_pact")
    day = treaties["last_day"].mask(bent, treaties["own_pact"])
    return treaties.assign(fate=fate, years=(day - treaties["begin"]).dt.days / DAYS)


def treaty_incidence() -> pd.DataFrame:
    """One row a class, rule, cause and year since signing: to what share of the treaties it has come.

    The treaty of Iran and Russia is left out.
    """
    treaties = load("treaty_outcomes")
    others = treaties[~(treaties["state_a"].eq(PAIR[0]) & treaties["state_b"].eq(PAIR[1]))]
    found = []
    for promises in CLASSES:
        chosen = others[others[list(promises)].all(axis=1)]
        for rule in RULES:
            rows = fates(chosen, rule)
            curve = incidence.incidence(rows["years"], rows["fate"], CAUSES, at=YEARS)
            found.append(curve.assign(promises="; ".join(promises), rule=rule, treaties=len(rows)))
    columns = ["promises", "rule", "cause", "time", "treaties", "at_risk", "events", "share", "low", "high"]
    return pd.concat(found, ignore_index=True)[columns].rename(columns={"time": "years"})


TABLES = {"treaty_incidence": treaty_incidence}
