"""How many partners a state placed like another would have: what chapters ask of the comparison.

The tables ``comparison_...`` are made by :mod:`helpers.models`; the rules stand in ``comparison_rules``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from ..measures import placebo

PROMISES = {
    "small": "Promises in small treaties",
    "defence": "Promises of defence, treaties of any size",
    "any": "Any promise, treaties of any size",
}
BEFORE, SINCE, TURN = (1956, 1978), (1980, 2018), 1979
CHOICES = ("promise", "clubs", "universe", "columns", "years", "pool", "scale")


def counted(years: pd.DataFrame, promise: str, *, clubs: bool = False) -> pd.DataFrame:
    """Return one row a state and year for one promise: partners possible, expected and found, and the gap.

    Parameters
    ----------
    years
        The table ``comparison_years``.
    promise
        One of :data:`PROMISES`.
    clubs
        Whether pairs of two members of one club count.

    Raises
    ------
    ValueError
        If the table has no such promise.
    """
    end = "_with_clubs" if clubs else ""
    names = {
        f"partners{end}": "partners",
        f"{promise}_expected{end}": "expected",
        f"{promise}_found{end}": "found",
    }
    if missing := [name for name in names if name not in years]:
        raise ValueError(f"no column {missing[0]!r}; next: name one of the promises {', '.join(PROMISES)}")
    rows = years[["state", "year", *names]].rename(columns=names).dropna(ignore_index=True)
    rows = rows.astype({"partners": "float64", "expected": "float64", "found": "float64"})
    return rows.assign(gap=(rows["found"] - rows["expected"]) / rows["partners"])


def standing(years: pd.DataFrame, state: str) -> pd.DataFrame:
    """Return one row a promise and club rule: what was expected of a state and found, and its ranks.

    Parameters
    ----------
    years
        The table ``comparison_years``.
    state
        Code of the state.

    Returns
    -------
    DataFrame
        ``promise`` and ``clubs`` (whether pairs of two members of one club count). Then, ending in
        ``_before`` (1956-1978) and ``_since`` (1980-2018): ``expected`` and ``found`` (partners, mean of the
        years), ``rank`` (1 is the state that falls furthest short) and ``states`` (how many are ranked).
        ``turn`` is the rank of its turn of 1979 among ``turn_states`` states; ``turns_as_sharp`` how many
        turns of any state in any year were as sharp, itself included, of ``turns``, and
        ``states_as_sharp`` how many states had one.

    Raises
    ------
    PlaceboError
        If the state is outside the comparison.
    """
    rows = []
    for promise in PROMISES:
        for clubs in (False, True):
            own = counted(years, promise, clubs=clubs)
            row: dict[str, object] = {"promise": promise, "clubs": clubs}
            for name, within in (("before", BEFORE), ("since", SINCE)):
                at = placebo.place(placebo.levels(own, within=within), state)
                row |= {f"{key}_{name}": at[key] for key in ("expected", "found", "rank", "states")}
            rows.append(row | _turn(own, state))
    return pd.DataFrame(rows)


def _turn(own: pd.DataFrame, state: str) -> dict[str, object]:
    turns = placebo.turns(own)
    at = placebo.place(turns[turns["year"].eq(TURN)], state)
    sharp = turns[turns["gap_change"].le(at["gap_change"])]
    return {
        "turn": at["rank"], "turn_states": at["states"], "turns_as_sharp": len(sharp), "turns": len(turns),
        "states_as_sharp": sharp["state"].nunique(),
    }  # fmt: skip


def chairs(years: pd.DataFrame, state: str, at: Sequence[int]) -> pd.DataFrame:
    """Return one row a promise and year: chairs taken, expected without clubs, and expected with them.

    Parameters
    ----------
    years
        The table ``comparison_years``.
    state
        Code of the state.
    at
        The years.

    Returns
    -------
    DataFrame
        ``promise`` (in words), ``year`` (as text), ``found`` and ``expected`` (partners, pairs within a club
        left out), ``with_clubs`` (partners expected where such pairs count).

    Raises
    ------
    PlaceboError
        If the state has no row in one of the years.
    """
    rows = []
    for promise, words in PROMISES.items():
        without, within = (counted(years, promise, clubs=clubs) for clubs in (False, True))
        for year in at:
            own, whole = (
                placebo.place(one[one["year"].eq(year)], state) for one in (without, within)
            )  # fmt: skip
            rows.append({
                "promise": words, "year": str(year), "found": int(own["found"]), "expected": own["expected"],
                "with_clubs": whole["expected"],
            })  # fmt: skip
    return pd.DataFrame(rows)


def furthest_turns(years: pd.DataFrame) -> pd.DataFrame:
    """Return one row a state: the sharpest fall of its gap around any year.

    Parameters
    ----------
    years
        The table ``comparison_years``.

    Returns
    -------
    DataFrame
        The columns of :func:`helpers.measures.placebo.turns`, for promises in small treaties without clubs;
        the state with the sharpest fall first.
    """
    turns = placebo.turns(counted(years, "small"))
    return turns.loc[turns.groupby("state")["gap_change"].idxmin()].sort_values(
        ["gap_change", "state"], ignore_index=True
    )


def with_more(
    years: pd.DataFrame, state: str, cases: Iterable[Mapping[int, int]], within: tuple[int, int] = SINCE
) -> pd.DataFrame:
    """Return one row a case of promises that the data may lack: the rank of a state if they are added.

    Parameters
    ----------
    years
        The table ``comparison_years``.
    state
        Code of the state.
    cases
        Each a year -> partners added from that year on; an empty one adds none.
    within
        First and last year over which the rank is taken.

    Returns
    -------
    DataFrame
        ``added`` (the case in words), ``rank`` (1 is the state that falls furthest short), ``states`` (how
        many are ranked) and ``found`` (partners, mean of the years), for promises in small treaties without
        clubs.

    Raises
    ------
    PlaceboError
        If the state is outside the comparison, or would have more partners than are possible.
    """
    own = counted(years, "small")
    rows = []
    for promises in cases:
        more = placebo.with_more(own, state, dict(promises))
        at = placebo.place(placebo.levels(more, within=within), state)
        words = "; ".join(f"{number} from {year}" for year, number in promises.items()) or "none"
        rows.append({"added": words, "rank": at["rank"], "states": at["states"], "found": at["found"]})
    return pd.DataFrame(rows)


def lowest_tenth(specifications: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return in how many specifications a state is in the lowest tenth, for each option of some choices.

    Parameters
    ----------
    specifications
        Table ``comparison_specifications``, or rows of it: one a specification, with ``rank`` and ``states``.
    by
        Columns of the choices, of :data:`CHOICES`; none to count all specifications together.

    Returns
    -------
    DataFrame
        One row a combination of options (or one, with ``whole``): the columns of `by`, ``holds``
        (specifications in which the rank is at most a tenth of the states) and ``specifications`` (of how
        many).

    Examples
    --------
    >>> rows = pd.DataFrame({"clubs": ["none", "all"], "rank": [1, 5], "states": [20, 20]})
    >>> lowest_tenth(rows, ["clubs"])["holds"].tolist(), int(lowest_tenth(rows)["specifications"].item())
    ([0, 1], 2)
    """
    inside = specifications["rank"].le(specifications["states"] / 10)
    groups = specifications.assign(holds=inside, whole="all").groupby(list(by) or "whole")["holds"]
    return groups.agg(holds="sum", specifications="size").reset_index()


def places(specifications: pd.DataFrame) -> pd.Series:
    """Say of each specification where a state stands among all, from the one that falls furthest short.

    Parameters
    ----------
    specifications
        Table ``comparison_specifications``, or rows of it: one a specification, with ``rank`` and ``states``.

    Returns
    -------
    Series
        ``tenth`` (at most a tenth of the states falls further short), ``lower`` half, or ``upper``.

    Examples
    --------
    >>> places(pd.DataFrame({"rank": [2, 3, 11], "states": 20})).tolist()
    ['tenth', 'lower', 'upper']
    """
    share = specifications["rank"] / specifications["states"]
    place = (
        pd.Series("upper", index=share.index).mask(share.le(1 / 2), "lower").mask(share.le(1 / 10), "tenth")
    )
    return place.rename("place")


def variance_by_choice(specifications: pd.DataFrame) -> pd.DataFrame:
    """Return one row a choice: the share of the variance of the percentile that lies between its options.

    Parameters
    ----------
    specifications
        Table ``comparison_specifications``, or rows of it: one a specification, with the columns of
        :data:`CHOICES` and ``percentile`` (per cent).

    Returns
    -------
    DataFrame
        ``choice``, in the order of :data:`CHOICES`, and ``share`` (0 to 1).

    Raises
    ------
    ValueError
        If the percentile is the same in all specifications: nothing moves it.

    Examples
    --------
    >>> rows = pd.DataFrame({name: ["a", "b"] for name in CHOICES} | {"percentile": [0.0, 10.0]})
    >>> variance_by_choice(rows)["share"].unique().tolist()
    [1.0]
    """
    whole = specifications["percentile"].var(ddof=0)
    if not whole > 0:
        raise ValueError(
            "all specifications give one percentile, so that no choice moves it; next: take more of them"
        )
    shares = {
        name: specifications.groupby(name)["percentile"].transform("mean").var(ddof=0) / whole
        for name in CHOICES
    }
    return pd.DataFrame({"choice": list(shares), "share": list(shares.values())})
