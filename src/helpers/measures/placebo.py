"""How far a state lies from what is expected of it, beside all others: every other state is a placebo.

No distribution is assumed. A rank says how many states, or how many turns of all states, lie as far.
"""

from __future__ import annotations

import pandas as pd

YEARS, SPAN, LEAST = (1980, 2018), 12, 10


class PlaceboError(ValueError):
    """Nothing can be said of a state; the message says why, and what next."""


def levels(
    years: pd.DataFrame, *, within: tuple[int, int] = YEARS, scale: str = "gap", least: int = LEAST
) -> pd.DataFrame:
    """Return one row a state: its mean over some years, and its rank; the first falls furthest short.

    Parameters
    ----------
    years
        What :func:`state_years` gives.
    within
        First and last year.
    scale
        ``gap`` (per possible partner) or ``partners`` (in partners).
    least
        Years that a state must have to be ranked.

    Examples
    --------
    >>> rows = pd.DataFrame({"state": ["A"] * 10 + ["B"] * 10, "year": [*range(1980, 1990)] * 2,
    ...                      "partners": 4, "expected": [2.0] * 10 + [1.0] * 10, "found": 1})
    >>> rows["gap"] = (rows["found"] - rows["expected"]) / rows["partners"]
    >>> levels(rows)[["state", "gap", "rank", "states"]].to_dict("records")[0]
    {'state': 'A', 'gap': -0.25, 'rank': 1, 'states': 2}
    """
    inside = years[years["year"].between(*within)]
    means = inside.groupby("state").agg(
        years=("year", "size"), partners=("partners", "mean"), expected=("expected", "mean"),
        found=("found", "mean"), gap=("gap", "mean"),
    )  # fmt: skip
    ranked = means[means["years"].ge(least)].reset_index()
    measure = ranked["gap"] if scale == "gap" else ranked["found"] - ranked["expected"]
    ranked = ranked.assign(rank=measure.rank(method="min").astype("int64"), states=len(ranked))
    return ranked.sort_values(["rank", "state"], ignore_index=True)


def place(ranked: pd.DataFrame, state: str) -> pd.Series:
    """Return the row of one state.

    Parameters
    ----------
    ranked
        One row a state, in column ``state``: what :func:`levels` gives, or one year of :func:`turns`.
    state
        Code of the state, as in that column.

    Returns
    -------
    Series
        The state's row, by column.

    Raises
    ------
    PlaceboError
        If the state is outside the comparison.
    """
    row = ranked[ranked["state"].eq(state)]
    if row.empty:
        raise PlaceboError(
            f"nothing can be said of {state!r}: it has no pair, or fewer than {LEAST} years, in this choice\n"
            f"  next: choose one of the {len(ranked)} states that are ranked, or other years"
        )
    return row.iloc[0]


def turns(years: pd.DataFrame, *, span: int = SPAN) -> pd.DataFrame:
    """Return one row a state and year: the mean gap of the years from then on, less that of the years before.

    Parameters
    ----------
    years
        One row a state and year: ``gap`` (found less expected, per possible partner), ``found`` and
        ``expected`` (partners).
    span
        How many years count on each side, at most; at least :data:`LEAST` of them must be known.

    Returns
    -------
    DataFrame
        ``state``, ``year`` (the first after the turn), ``gap_change`` (per possible partner),
        ``found_change`` and ``expected_change`` (partners), ``rank`` (1 is the sharpest fall of the gap in
        that year) and ``states`` (how many are ranked in it).
    """
    wide = {
        name: years.pivot(index="year", columns="state", values=name) for name in ("gap", "found", "expected")
    }
    rows = []
    for year in range(wide["gap"].index.min() + LEAST, wide["gap"].index.max() - LEAST + 2):
        sides = {name: (one.loc[year - span : year - 1], one.loc[year : year + span - 1])
                 for name, one in wide.items()}  # fmt: skip
        before, after = sides["gap"]
        known = before.notna().sum().ge(LEAST) & after.notna().sum().ge(LEAST)
        change = pd.DataFrame({
            f"{name}_change": last.mean() - first.mean() for name, (first, last) in sides.items()
        })  # fmt: skip
        rows.append(change[known].assign(year=year).rename_axis("state").reset_index())
    table = pd.concat(rows, ignore_index=True)
    ranks = table.groupby("year")["gap_change"]
    return table.assign(rank=ranks.rank(method="min").astype("int64"), states=ranks.transform("size"))[
        ["state", "year", "gap_change", "found_change", "expected_change", "rank", "states"]
    ]


def with_more(years: pd.DataFrame, state: str, promises: dict[int, int]) -> pd.DataFrame:
    """Return the years with more partners for one state, as if some promises had been left out of the data.

    Parameters
    ----------
    years
        One row a state and year: ``partners``, ``expected``, ``found``.
    state
        Whose promises are added.
    promises
        Year -> partners added from that year on.

    Raises
    ------
    PlaceboError
        If the state would then have more partners than are possible.
    """
    own = years["state"].eq(state)
    added = sum((years["year"].ge(first) & own) * number for first, number in promises.items())
    found = years["found"] + added
    if (found > years["partners"]).any():
        raise PlaceboError(
            f"{state!r} would have more partners than there are\n  next: add fewer promises, or later ones"
        )
    return years.assign(found=found, gap=(found - years["expected"]) / years["partners"])
