"""Parts of tables: what asks for no more than these rests on no other cell, and is not made again for one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from . import trace
from .tables import load


def columns(name: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Return some columns of the table `name`; what asks for no more than these rests on no other cell.

    Parameters
    ----------
    name
        Of the table; all of it is checked, as by :func:`helpers.tables.load`.
    chosen
        Names of columns.

    Examples
    --------
    >>> list(columns("claims", ["claim_id", "verdict"]))
    ['claim_id', 'verdict']
    """
    with trace.noted_as("column", *(f"{name}.{column}" for column in chosen)):
        return load(name)[list(chosen)]
