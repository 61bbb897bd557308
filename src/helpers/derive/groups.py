"""Support of armed groups, from the NAGs data set (Dangerous Companions), Iran as the supporter."""

from __future__ import annotations

import pandas as pd

from . import raw

FILE = "nags-dangerous-companions/nags_dyadic_active_support_iran_1946_2010_four_targets.csv"
TARGETS = {"Afghanistan": "AFG", "Iraq": "IRQ", "Israel": "ISR", "Turkey": "TUR"}
KINDS = {
    "NumNAG_S": "groups",
    "Num_S_SafeMem": "haven_members",
    "Num_S_SafeLead": "haven_leaders",
    "Num_S_HeadQuar": "headquarters",
    "Num_S_TrainCamp": "training_camps",
    "Num_S_Training": "training",
    "Num_S_WeaponLog": "weapons",
    "Num_S_FinAid": "money",
    "Num_S_Transport": "transport",
    "Num_S_Troop": "troops",
    "Num_S_Other": "other",
}


def armed_group_support() -> pd.DataFrame:
    """One row a target and year that was read: how many groups fighting the target Iran supported, and how.

    A year without a row was not read, or is not in the source (Iraq 1997-2000): nothing is known about it.
    Only a row with a 0 says that no support was coded.
    """
    rows = pd.read_csv(raw.read(FILE)).rename(columns={"Year": "year", **KINDS})
    coded = rows.assign(target=rows["Target"].map(TARGETS))
    return coded.sort_values(["target", "year"], ignore_index=True)[["target", "year", *KINDS.values()]]


TABLES = {"armed_group_support": armed_group_support}
