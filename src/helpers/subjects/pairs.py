"""The chapters' measures for any two states: what the tables know of a pair, and in words what they don't.

Table ``pair_years`` holds 24 states with one another; trade, arms and rivalries are at hand for Iran alone
(rivalries also for Russia). What lies outside is refused: no value stands in for another pair's.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

import pandas as pd

from ..tables import DataError, coverage, load
from ..words import number

YEARLY = {
    "agreement": ("Votes alike in the General Assembly", ".0%"),
    "kappa": ("Alike beyond chance (kappa)", ".2f"),
    "place": ("Place of {b} beside {a}, by votes alike", ".0f"),
    "place_back": ("Place of {a} beside {b}, by votes alike", ".0f"),
    "distance": ("Distance of ideal points", ".2f"),
    "organisations": ("Organisations shared", ".0f"),
}
PROMISES = {
    "defence": "defence",
    "neutrality": "neutrality",
    "nonaggression": "non-aggression",
    "consultation": "consultation",
}
Pair = Sequence[str]
Years = tuple[int, int]


def names(pair: Pair) -> list[str]:
    """Return the names of states by their codes.

    Parameters
    ----------
    pair
        ISO codes of states: two of a pair, or any number.

    Returns
    -------
    list
        Their names in table ``states``, in the order of the codes.

    Raises
    ------
    DataError
        If there is no such code; a close one is suggested, or that of the name given in its place.

    Examples
    --------
    >>> names(["IRN", "IND"])
    ['Iran', 'India']
    """
    known = load("states").set_index("iso3")["name"]
    for code in pair:
        if code not in known.index:
            raise DataError(
                f"table 'states': no state has the code {code!r}{_meant(code, known)}\n"
                "  next: use an ISO 3166 alpha-3 code of table 'states'"
            )
    return [str(known[code]) for code in pair]


def _meant(code: str, known: pd.Series) -> str:
    by_name = dict(zip(known.str.lower(), known.index, strict=True))
    named = difflib.get_close_matches(code.lower(), by_name, n=1, cutoff=0.8)
    close = [by_name[name] for name in named] or difflib.get_close_matches(code.upper(), known.index)
    return f"; did you mean {' or '.join(f'{one} ({known[one]})' for one in close)}?" if close else ""


def between(rows: pd.DataFrame, pair: Pair, years: Years | None = None) -> pd.DataFrame:
    """Return the years of a pair, as seen from its first state.

    Parameters
    ----------
    rows
        Table ``pair_years``.
    pair
        ISO codes of two states, in the order in which they are to be told.
    years
        First and last year; all if none are given.

    Returns
    -------
    DataFrame
        One row a year: ``votes``, ``agreement``, ``kappa``; ``place`` of the second state among ``places``
        beside the first by agreement, and ``place_back``, ``places_back`` of the first beside the second;
        ``distance`` of ideal points, with ``distance_place`` and its kin; the promises; ``organisations``,
        ``disputes``. Missing is not known, as the table says.

    Raises
    ------
    DataError
        If a code is unknown, the two are one, or the table does not hold the pair or the years.
    """
    _check(rows, pair, years)
    low, high = sorted(pair)
    own = rows[rows["state_a"].eq(low) & rows["state_b"].eq(high)]
    there, back = ("b", "a") if pair[0] == low else ("a", "b")
    turned: dict[str, str] = {}
    for column, prefix in (("agreement", ""), ("distance", "distance_")):
        turned |= {f"{column}_place_{there}": f"{prefix}place", f"{column}_of_{there}": f"{prefix}places"}
        turned |= {
            f"{column}_place_{back}": f"{prefix}place_back",
            f"{column}_of_{back}": f"{prefix}places_back",
        }
    told = own.rename(columns=turned).drop(columns=["state_a", "state_b"])
    chosen = told if years is None else told[told["year"].between(*years)]
    return chosen.reset_index(drop=True)


def _check(rows: pd.DataFrame, pair: Pair, years: Years | None) -> None:
    names(pair)
    held = sorted({*rows["state_a"], *rows["state_b"]})
    first, last = int(rows["year"].min()), int(rows["year"].max())
    where = f"table 'pair_years', pair {'–'.join(pair)}"
    if pair[0] == pair[1]:
        raise DataError(f"{where}: a pair is two states\n  next: choose another second state")
    if outside := [code for code in pair if code not in held]:
        raise DataError(
            f"{where}: it covers {len(held)} states with one another, {first} to {last}, and {outside[0]} is "
            f"none of them ({', '.join(held)})\n"
            "  next: choose two of these, or add the state to helpers.derive.two_states and run `make data`"
        )
    if years is not None and not first <= years[0] <= years[1] <= last:
        raise DataError(
            f"{where}, years {years[0]} to {years[1]}: it covers {first} to {last}\n"
            "  next: choose years within these, the first before the last"
        )


def trade_between(trade: pd.DataFrame, pair: Pair, years: Years) -> pd.DataFrame:
    """Return the trade of a pair of which Iran is one.

    Parameters
    ----------
    trade
        Table ``trade``, in which ``imports`` and ``exports`` are Iran's, in million US dollars.
    pair
        ISO codes of two states, in either order.
    years
        First and last year.

    Returns
    -------
    DataFrame
        One row a year: ``imports``, ``exports`` of Iran, and ``both``, in million US dollars; ``both`` is
        missing where either is.

    Raises
    ------
    DataError
        If Iran is none of the two, or the table has no row of the pair in these years.
    """
    partner = _beside("trade", pair, ["IRN"])
    own = trade[trade["partner"].eq(partner) & trade["year"].between(*years)]
    if own.empty:
        raise _refused("trade", pair, "it has no row of the pair in these years")
    return own.assign(both=own["imports"] + own["exports"])[["year", "imports", "exports", "both"]]


def arms_between(transfers: pd.DataFrame, pair: Pair, years: Years) -> pd.DataFrame:
    """Return the arms that two states gave each other, where Iran is one of them.

    Parameters
    ----------
    transfers
        Table ``arms_transfers``, in million TIV.
    pair
        ISO codes of two states, in either order.
    years
        First and last year.

    Returns
    -------
    DataFrame
        One row a year and direction (``from_state``, ``to_state``) with deliveries: ``tiv``, in million
        TIV. No row: none.

    Raises
    ------
    DataError
        If Iran is none of the two.
    """
    _beside("arms_transfers", pair, ["IRN"])
    both = transfers["from_state"].isin(pair) & transfers["to_state"].isin(pair)
    return transfers[both & transfers["year"].between(*years)][["year", "from_state", "to_state", "tiv"]]


def rivalry_between(rivalries: pd.DataFrame, pair: Pair, years: Years) -> pd.DataFrame:
    """Return the strategic rivalries of a pair of which Iran or Russia is one; no row: none.

    Parameters
    ----------
    rivalries
        Table ``rivalries``.
    pair
        ISO codes of two states, in either order.
    years
        First and last year.

    Returns
    -------
    DataFrame
        One row a rivalry that falls within these years in part: ``begin`` and ``end`` (years; the end is
        missing where it goes on).

    Raises
    ------
    DataError
        If neither Iran nor Russia is one of the two.
    """
    _beside("rivalries", pair, ["IRN", "RUS"])
    both = rivalries["state_a"].isin(pair) & rivalries["state_b"].isin(pair)
    open_end = rivalries["end"].fillna(coverage("rivalries")["to"])
    during = rivalries["begin"].le(years[1]) & open_end.ge(years[0])
    return rivalries[both & during][["begin", "end"]]


def _beside(table: str, pair: Pair, held: Sequence[str]) -> str:
    """Return whom the table pairs with the state that it is about, and refuse a pair without that state."""
    names(pair)
    of = [code for code in pair if code in held]
    if not of:
        raise _refused(table, pair, f"it holds {' and '.join(names(held))} with other states alone")
    return next((code for code in pair if code != of[0]), of[0])


def _refused(table: str, pair: Pair, why: str) -> DataError:
    span = coverage(table)
    return DataError(
        f"table {table!r}, pair {'–'.join(pair)}, {span['from']} to {span['to']}: {why}\n"
        "  next: choose another pair, or add its rows to the raw files and run `make data`"
    )


def portrait(
    rows: pd.DataFrame,
    trade: pd.DataFrame,
    transfers: pd.DataFrame,
    rivalries: pd.DataFrame,
    pair: Pair,
    years: Years,
) -> pd.DataFrame:
    """Tell a pair measure by measure: where it began, where it stands, and what can't be said.

    Parameters
    ----------
    rows, trade, transfers, rivalries
        Tables ``pair_years``, ``trade``, ``arms_transfers``, ``rivalries``.
    pair, years
        Two states, in the order in which they are to be told; first and last year.

    Returns
    -------
    DataFrame
        One row a ``measure``, in words: ``earliest`` and ``latest``, year and value; ``known``, which years
        the table covers of those asked for, or why it says nothing of the pair.

    Raises
    ------
    DataError
        As :func:`between`: without that table there is no portrait.
    """
    seen, (a, b) = between(rows, pair, years).set_index("year"), names(pair)
    told = [
        _told(label.format(a=a, b=b), seen[column].dropna(), form) for column, (label, form) in YEARLY.items()
    ]
    promised = seen[list(PROMISES)].dropna().apply(_promises, axis=1)
    told.append(_told("Written promises", promised, "") | {"known": _span(promised)})
    known = seen["disputes"].dropna()
    told.append(_told("Militarised disputes", known[known.gt(0)], ".0f") | {"known": _span(known)})
    asked: list[tuple[str, str, Callable[[], pd.Series], str]] = [
        ("Trade, million US dollars", "trade", lambda: _trade(trade, pair, years), ",.0f"),
        ("Arms, million TIV", "arms_transfers", lambda: _arms(transfers, pair, years), ",.0f"),
        ("Strategic rivalry", "rivalries", lambda: _rivalry(rivalries, pair, years), ""),
    ]
    told += [_or_why(label, table, find, form, years) for label, table, find, form in asked]
    return pd.DataFrame(told)


def _told(label: str, values: pd.Series, form: str) -> dict[str, str | None]:
    ends = values.iloc[[0, -1]] if len(values) else values
    said = [f"{year}: {number(value, form) if form else value}" for year, value in ends.items()]
    earliest, latest = said or ["none"] * 2
    return {"measure": label, "earliest": earliest, "latest": latest, "known": _span(values)}


def _span(values: pd.Series) -> str:
    return f"{values.index.min()}–{values.index.max()}" if len(values) else "in no year"


def _or_why(
    label: str, table: str, find: Callable[[], pd.Series], form: str, years: Years
) -> dict[str, str | None]:
    """Tell a measure that the book has for some pairs alone, or say why not."""
    span = coverage(table)
    within = max(span["from"], years[0]), min(span["to"], years[1])
    try:
        return _told(label, find(), form) | {"known": f"{within[0]}–{within[1]}"}
    except DataError as error:
        return {"measure": label, "earliest": None, "latest": None, "known": str(error).splitlines()[0]}


def _trade(trade: pd.DataFrame, pair: Pair, years: Years) -> pd.Series:
    return trade_between(trade, pair, years).set_index("year")["both"].dropna()


def _arms(transfers: pd.DataFrame, pair: Pair, years: Years) -> pd.Series:
    return arms_between(transfers, pair, years).groupby("year")["tiv"].sum()


def _rivalry(rivalries: pd.DataFrame, pair: Pair, years: Years) -> pd.Series:
    found = rivalry_between(rivalries, pair, years).set_index("begin")
    return found["end"].astype("str").replace("<NA>", f"not ended by {coverage('rivalries')['to']}")


def _promises(flags: pd.Series) -> str:
    return ", ".join(word for name, word in PROMISES.items() if flags[name]) or "none"


def nearness(seen: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """Return what part of all states is further from a state than its partner, from either side.

    Parameters
    ----------
    seen
        What :func:`between` returns for the pair.
    pair
        ISO codes of its two states, in the order given to :func:`between`.

    Returns
    -------
    DataFrame
        One row a year and ``state`` (whose place it is): ``nearer``, share of the other states that vote less
        like the state beside it; 1 is the nearest of all. Missing where no place is known.
    """
    first, second = pair
    sides = {second: ("place", "places"), first: ("place_back", "places_back")}
    return pd.concat(
        [
            pd.DataFrame(
                {"year": seen["year"], "state": state, "nearer": 1 - (seen[place] - 1) / seen[places]}
            )
            for state, (place, places) in sides.items()
        ],
        ignore_index=True,
    )


def beside(rows: pd.DataFrame, state: str, year: int) -> pd.DataFrame:
    """Return one state beside each of the others in a year, the nearest first.

    Parameters
    ----------
    rows
        Table ``pair_years``.
    state
        ISO code of the state.
    year
        The year.

    Returns
    -------
    DataFrame
        One row a ``partner`` with a place: ``name``, ``agreement``, ``kappa``, ``place`` among ``places``,
        ``place_back`` among ``places_back`` (the state's own beside the partner), ``distance``.

    Raises
    ------
    DataError
        As :func:`between`; or if the year has no place for anyone.
    """
    names([state])
    others = sorted({*rows["state_a"], *rows["state_b"]} - {state})
    parts = [between(rows, (state, one), (year, year)).assign(partner=one) for one in others]
    ranked = pd.concat(parts, ignore_index=True).dropna(subset=["place"]).sort_values(["place", "partner"])
    if ranked.empty:
        raise DataError(
            f"table 'pair_years', state {state}, year {year}: no vote is measured\n"
            "  next: choose another year"
        )
    ranked["name"] = names(ranked["partner"].tolist())
    columns = ["partner", "name", "agreement", "kappa", "place", "places", "place_back", "places_back"]
    return ranked[[*columns, "distance"]].reset_index(drop=True)
