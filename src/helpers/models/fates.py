"""The fate of treaties short of defence: what came first to each, by years since it was signed.

Two rules are kept apart. By ``first`` whatever comes first is a treaty's fate. By ``own`` a pair that joins a
pact of many first is followed on, where it is known to have made a pact of its own later.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..subjects import defence_pacts
from ..tables import load
from . import incidence
from .jobs import Job

CAUSES = ("own_pact", "many_pact", "treaty_end", "state_end")
# Which promises a treaty of the class makes, at least. Readings of the treaty of 2025 lead to one of these.
CLASSES = (
    ("neutrality", "consultation"),
    ("neutrality", "nonaggression", "consultation"),
    ("nonaggression", "consultation"),
    ("neutrality",),
    ("consultation",),
)
YEARS = range(26)
PAIR = ("IRN", "RUS")


def treaty_incidence() -> pd.DataFrame:
    """One row a class, rule, cause and year since signing: to what share of the treaties it has come."""
    treaties = load("treaty_outcomes")
    return pd.concat([of_class(treaties, promises) for promises in CLASSES], ignore_index=True)


def of_class(treaties: pd.DataFrame, promises: Sequence[str]) -> pd.DataFrame:
    """Return the rows of one class; the treaty of Iran and Russia is left out.

    Parameters
    ----------
    treaties
        Table ``treaty_outcomes``.
    promises
        What a treaty of the class promises at least.
    """
    ours = treaties["state_a"].eq(PAIR[0]) & treaties["state_b"].eq(PAIR[1])
    chosen, found = treaties[~ours & treaties[list(promises)].all(axis=1)], []
    for rule in defence_pacts.RULES:
        rows = defence_pacts.fates(chosen, rule)
        curve = incidence.incidence(rows["years"], rows["fate"], CAUSES, at=YEARS)
        found.append(curve.assign(promises="; ".join(promises), rule=rule, treaties=len(rows)))
    columns = ["promises", "rule", "cause", "time", "treaties", "at_risk", "events", "share", "low", "high"]
    return pd.concat(found, ignore_index=True)[columns].rename(columns={"time": "years"})


JOBS = {"treaty_incidence": Job(treaty_incidence, tables=["treaty_outcomes"])}
