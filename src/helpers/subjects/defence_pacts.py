"""Whether treaties short of defence are followed by a pact of defence.

A treaty that promises neutrality, non-aggression or consultation is watched, whatever becomes of the treaty
itself, until its two members have promised each other defence. Two answers are kept apart: a pact of their
own, and a pact of any number of members, which may have been made for other reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import pandas as pd

from ..measures import exact_interval
from ..tables import DataError

RULES = ("first", "own")
DAYS = 365.2425  # in a year
PACTS = {
    "own": ["bilateral_defence_from"],
    "any": ["bilateral_defence_from", "multilateral_defence_from"],
}


def treaties_at_risk(treaties: pd.DataFrame, pact: str) -> pd.DataFrame:
    """Return the treaties whose members had no defence pact yet, with the time to one.

    Parameters
    ----------
    treaties
        Table ``treaty_class_2001``: one row a treaty.
    pact
        ``own``: a pact of the two alone; ``any``: one of any number of members.

    Returns
    -------
    DataFrame
        The rows without ``defence_before``, with ``pact``, ``happened`` and ``years`` (from the year of
        signing to the pact, or to the end of watching); besides ``replaced`` (an earlier defence pact of the
        two ended in the year of signing or the year before), ``military`` (the treaty provides for military
        aid or bases) and ``first`` (no earlier row of the same two). A pact of many ends the watching for one
        of their own, unless one of their own is known to follow.

    Raises
    ------
    DataError
        If `pact` is neither of the two.
    """
    if pact not in PACTS:
        raise DataError(f"no kind of pact is called {pact!r}; next: use one of {', '.join(PACTS)}")
    rows = treaties[treaties["outcome"].ne("defence_before")]
    first = rows[PACTS[pact]].min(axis=1)
    # Watching goes on to the pact of their own where the two had joined a pact of many before it.
    happened = first.notna() & first.le(rows["observed_to"]).fillna(False)
    years = first.where(happened, rows["observed_to"]) - rows["begin"].dt.year
    replaced = rows["earlier_defence_until"].ge(rows["begin"].dt.year - 1).fillna(False)
    military = (rows["military_aid"].gt(0) | rows["bases"].gt(0)).fillna(False)
    later = rows.sort_values("begin").duplicated(["state_a", "state_b"])
    return rows.assign(
        pact=pact, happened=happened, years=years, replaced=replaced, military=military, first=~later
    )


def pairs_at_risk(pairs: pd.DataFrame, within: int) -> pd.DataFrame:
    """Say which pairs had a defence tie soon after they first promised less.

    Parameters
    ----------
    pairs
        Table ``consultation_dyads``, or part of it: one row a pair.
    within
        Years after the first promise in which a tie counts.

    Returns
    -------
    DataFrame
        The rows with ``pact``, which is ``any``, and ``happened``. A pair with no tie, or a later one, stays
        in as one without.
    """
    return pairs.assign(pact="any", happened=pairs["years_to_defence"].le(within).fillna(False))


def pact_shares(rows: pd.DataFrame, choices: Mapping[str, str]) -> pd.DataFrame:
    """Count the pacts among the treaties, or pairs, of every choice of class.

    Parameters
    ----------
    rows
        What :func:`treaties_at_risk` returns, for both kinds of pact one under the other, or
        :func:`pairs_at_risk`.
    choices
        Name of the choice -> a query on the rows; an empty one takes all.

    Returns
    -------
    DataFrame
        One row a choice and pact: ``choice``, ``pact``, ``n`` (treaties or pairs), ``events`` (pacts),
        ``share``, ``low``, ``high`` (exact interval), in the order of the choices.

    Raises
    ------
    DataError
        If a choice leaves no row.
    """
    found = []
    for choice, query in choices.items():
        chosen = rows.query(query) if query else rows
        if chosen.empty:
            raise DataError(f"the choice {choice!r} leaves no treaty or pair; next: widen {query!r}")
        for pact, part in chosen.groupby("pact", sort=False):
            n, events = len(part), int(part["happened"].sum())
            low, high = exact_interval.clopper_pearson(events, n)
            found.append((choice, pact, n, events, events / n, low, high))
    return pd.DataFrame(found, columns=["choice", "pact", "n", "events", "share", "low", "high"])


def promises_read(codes: pd.DataFrame, treaty: str, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Say what one treaty promises, on each reading of a coding.

    Parameters
    ----------
    codes
        Table ``treaty_codes``, or a second coding of the same form.
    treaty
        Its id.
    names
        Provision -> its name as columns of treaties have it, in the order to give.

    Returns
    -------
    dict
        Reading -> the promises made; strict first.

    Raises
    ------
    DataError
        If the coding does not have the treaty.
    """
    rows = codes[codes["treaty_id"].eq(treaty) & codes["provision"].isin(names)]
    if rows.empty:
        raise DataError(f"the coding has no treaty {treaty!r}; next: name one that it has")
    made = rows[rows["code"].gt(0).fillna(False)]
    return {
        reading: tuple(
            name
            for provision, name in names.items()
            if provision in set(made.loc[made["reading"].eq(reading), "provision"])
        )
        for reading in ("strict", "lenient")
    }


def fates(treaties: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Return the fate of each treaty and the years to it.

    Parameters
    ----------
    treaties
        Table ``treaty_outcomes``, or part of it: one row a treaty.
    rule
        ``first``: whatever came first is the fate; ``own``: a pair that joined a pact of many first is
        followed on where it made a pact of its own later.

    Returns
    -------
    DataFrame
        The rows with ``fate`` (``own_pact``, ``many_pact``, ``treaty_end``, ``state_end`` or ``none``), its
        ``day``, or the last of the list, and ``years`` from the day of signing to then.

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
    return treaties.assign(fate=fate, day=day, years=(day - treaties["begin"]).dt.days / DAYS)


def classes_by_reading(
    curves: pd.DataFrame, readings: Mapping[str, Sequence[str]], years: int
) -> pd.DataFrame:
    """Find, for each reading of a treaty, the treaties that promise at least as much, and count their fates.

    Parameters
    ----------
    curves
        Table ``treaty_incidence``, by one rule.
    readings
        Name of a reading -> the promises it finds, in the order of the table.
    years
        Years after signing within which a fate counts.

    Returns
    -------
    DataFrame
        One row a reading: ``reading``, ``promises`` (words), ``n`` (treaties), ``own``, ``many``, ``ended``
        (to how many a pact of their own, one of many, the end of the treaty or of a state came first), and
        ``share`` and ``high`` (of the first, with its upper bound). Where nothing is promised the treaty
        belongs to no class, and there is no count.

    Raises
    ------
    DataError
        If the table does not have the class of a reading.
    """
    found = []
    for reading, promises in readings.items():
        words = ", ".join(promise.replace("nonaggr", "non-aggr") for promise in promises)
        row: dict[str, object] = {"reading": reading, "promises": words or "nothing about war"}
        if promises:
            chosen = curves[curves["promises"].eq("; ".join(promises)) & curves["years"].eq(years)]
            if chosen.empty:
                raise DataError(f"no class is known that promises {words}; next: add it to models/fates.py")
            by = chosen.set_index("cause")
            ended = by["events"].reindex(["treaty_end", "state_end"]).sum()
            row |= {"n": by["treaties"].iloc[0], "own": by.at["own_pact", "events"]}
            row |= {"many": by.at["many_pact", "events"], "ended": ended}
            row |= {"share": by.at["own_pact", "share"], "high": by.at["own_pact", "high"]}
        found.append(row)
    counts = dict.fromkeys(["n", "own", "many", "ended"], "Int64")
    return pd.DataFrame(found).astype(counts | {"share": "Float64", "high": "Float64"})


def interval_in_words(shares: pd.DataFrame) -> pd.Series:
    """Write the interval of each share in per cent, with a decimal where the lower bound is below one.

    Parameters
    ----------
    shares
        One row a share, with its bounds ``low`` and ``high`` (0 to 1).

    Examples
    --------
    >>> interval_in_words(pd.DataFrame({"low": [0.0007, 0.14], "high": [0.145, 0.452]})).tolist()
    ['0.1% to 14%', '14% to 45%']
    """
    bounds = zip(shares["low"], shares["high"], strict=True)
    words = [f"{low:.{1 if low < 0.01 else 0}%} to {high:.0%}" for low, high in bounds]
    return pd.Series(words, shares.index)


def name_treaties(treaties: pd.DataFrame, names: pd.Series, beside: str) -> pd.DataFrame:
    """Name treaties of two states by their parties and year, those of one power by its partner alone.

    Parameters
    ----------
    treaties
        Table ``treaty_class_2001``, or part of it: one row a treaty.
    names
        State -> its name.
    beside
        The power that needs no name.

    Returns
    -------
    DataFrame
        The rows with ``year`` (of signing), ``with_power`` (that power is a party) and ``name``; its
        treaties first, then the others, each by date.

    Raises
    ------
    DataError
        If a party has no name.
    """
    a, b = treaties["state_a"], treaties["state_b"]
    if unnamed := sorted({*a, *b} - {*names.index}):
        raise DataError(f"the state {unnamed[0]!r} has no name; next: add it to table 'states'")
    with_power = a.eq(beside) | b.eq(beside)
    partner = a.where(a.ne(beside), b).map(names)
    parties = partner.where(with_power, a.map(names) + "–" + b.map(names))
    year = treaties["begin"].dt.year
    named = treaties.assign(year=year, with_power=with_power, name=parties + " " + year.astype("str"))
    return named.sort_values(["with_power", "begin"], ascending=[False, True])


def cross_choices(*sets: Mapping[str, str]) -> dict[str, str]:
    """Combine every choice of each set with every choice of the others.

    Parameters
    ----------
    *sets
        Each a set of choices: name -> query of the rows it keeps, empty for all.

    Examples
    --------
    >>> cross_choices({"all": "", "great power": "great_power"}, {"new": "not replaced"})
    {'all, new': '(not replaced)', 'great power, new': '(great_power) and (not replaced)'}
    """
    found = {}
    for picks in product(*(choices.items() for choices in sets)):
        found[", ".join(name for name, _ in picks)] = " and ".join(
            f"({query})" for _, query in picks if query
        )
    return found


def compare_promises(
    treaties: pd.DataFrame, codes: pd.DataFrame, pairs: Sequence[tuple[str, str]], names: Mapping[str, str]
) -> pd.DataFrame:
    """Set what two states promised each other beside what they promised in a later treaty.

    Parameters
    ----------
    treaties, codes
        Tables ``treaties`` and ``treaty_codes``; of the codes, the preferred reading.
    pairs
        Earlier and later treaty, by their ids.
    names
        Provision of ``treaty_codes`` -> its name, in the order to write; one that was not seen is left out.

    Returns
    -------
    DataFrame
        One row a pair: ``earlier``, ``later`` (ids), ``signed``, ``signed_later`` (years), ``promised``,
        ``promised_later`` (words) and ``years`` between.
    """
    known = codes[codes["preferred"] & codes["code"].gt(0).fillna(False) & codes["provision"].isin(names)]
    promises = known.drop_duplicates(["treaty_id", "provision"]).groupby("treaty_id")["provision"].agg(set)
    words = {
        treaty: ", ".join(name for code, name in names.items() if code in made)
        for treaty, made in promises.items()
    }
    signed = treaties.set_index("treaty_id")["signed"].dt.year
    table = pd.DataFrame(pairs, columns=["earlier", "later"])
    for old, new in {"earlier": "", "later": "_later"}.items():
        table[f"signed{new}"] = table[old].map(signed)
        table[f"promised{new}"] = table[old].map(words).fillna("nothing")
    return table.assign(years=table["signed_later"] - table["signed"])


def pair_beside_groups(
    pairs: pd.DataFrame, own: pd.Series, measures: Mapping[str, str], pact: str
) -> pd.DataFrame:
    """Set one pair beside the pairs with a pact and those without.

    Parameters
    ----------
    pairs
        One row a pair, such as one year of table ``dyad_years``.
    own
        True for the one pair, which belongs to neither group.
    measures
        Column -> its name.
    pact
        Column that says whether a pair has a pact.

    Returns
    -------
    DataFrame
        One row a measure: ``measure``, ``own`` (value of the pair), ``with_pact``, ``without`` (medians),
        ``lower_with``, ``lower_without`` (share of each group with a lower value), ``n_with``, ``n_without``
        (pairs with a value).
    """
    found = []
    for column, name in measures.items():
        value = pairs.loc[own, column].item()
        row: dict[str, object] = {"measure": name, "own": value}
        for group, flag in {"with_pact": True, "without": False}.items():
            part = pairs.loc[~own & pairs[pact].eq(flag), column].dropna()
            short = group.removesuffix("_pact")
            row |= {group: part.median(), f"lower_{short}": part.lt(value).mean(), f"n_{short}": len(part)}
        found.append(row)
    return pd.DataFrame(found)
