"""Score our own forecasts: ``make score`` prints how each stands and what the decided ones have earned.

A resolution is entered by hand: ``outcome``, ``resolved_on`` and ``resolving_source`` of a row of
``data/record/own_forecasts.csv``, and then ``make tables``.
"""

from __future__ import annotations

import sys

import pandas as pd

from . import ending, tables
from .subjects import own_forecasts


def told(until: str) -> str:
    """Return how each forecast stands, and the scores, as the command prints them.

    Parameters
    ----------
    until
        Day on which the record closes.
    """
    forecasts = own_forecasts.checked(tables.load("own_forecasts"))
    listed = forecasts.assign(
        stands=own_forecasts.standing(forecasts, until),
        base_rate=own_forecasts.base_rate(forecasts).round(2),
        unchanged=forecasts["if_unchanged"].map({True: 1, False: 0}),
    )
    columns = ["forecast_id", "resolves_by", "probability", "base_rate", "unchanged", "stands"]
    shown = listed[columns].to_string(index=False, na_rep="–")
    return f"{shown}\n\n{_scores(own_forecasts.brier(forecasts), until)}\n"


def _scores(scores: pd.DataFrame, until: str) -> str:
    if not scores["n"].max():
        return f"Nothing to score: no forecast is decided by {until}, where the record closes."
    table = scores.round(3).to_string(index=False, na_rep="–")
    return f"Brier score, 0 is perfect and 0.25 a coin:\n{table}"


def main() -> int:
    """Print the forecasts and their scores; say which row is wrong if the table cannot be used."""
    try:
        if ends := tables.closing():
            print(told(ends.day), end="")
    except tables.DataError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    with ending.told():
        sys.exit(main())
