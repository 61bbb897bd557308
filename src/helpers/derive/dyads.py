"""Where the dyad of Iran and Russia stands among all dyads of the General Assembly.

Source: the roll-call matrix of Voeten, Strezhnev and Bailey, as in :mod:`helpers.derive.unga`, here with
every state.
"""

from __future__ import annotations

import pandas as pd

from ..measures import every_dyad
from . import raw, unga

DYAD = ("IRN", "RUS")
# Below this a share is mostly noise. The rule leaves out 1951 (7 roll calls) and 2024 (6) altogether and, in
# 2023, Türkiye (9 of 88: the state was renamed and its votes not matched); in every other year Iran and
# Russia share 26 or more.
MINIMUM = 20


def ballots() -> tuple[pd.DataFrame, pd.Series]:
    """Return the votes of all states, one row a roll call (by number *and* date), and the year of each."""
    wide = pd.read_csv(raw.read("unga-votes/ungaVoting_003.csv")).drop_duplicates(["rcid", "date"])
    years = wide["date"].str[:4].astype("int64")
    votes = wide.drop(columns=["rcid", "date", *unga.FLAGS.values()])
    return votes.where(votes.isin(list(every_dyad.CODES)), 0).astype("int8").copy(), years


def unga_dyad_rank() -> pd.DataFrame:
    """One row a year: how alike Iran and Russia vote, and how many of all dyads vote more alike."""
    return every_dyad.rank_of_dyad(every_dyad.similarity(*ballots()), *DYAD, minimum=MINIMUM)


TABLES = {"unga_dyad_rank": unga_dyad_rank}
