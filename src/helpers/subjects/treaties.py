"""What a treaty promises, and under which rule that makes an alliance.

A treaty is coded provision by provision, in the terms of the ATOP project [1]_, once in a strict reading of
its words and once in a lenient one. Whether the parties are allies then depends on the rule: any obligation
about conduct in war (the wide sense of ATOP), or only the promise to fight (defence or offence).

Two readers have coded the same texts. :func:`compare_codings` lays their codes beside each other,
:func:`coders_agree` says how far they agree, and :func:`clause_by_clause` what each article says and decides.

References
----------
.. [1] Leeds, B. A., Ritter, J. M., Mitchell, S. McL., & Long, A. G. (2002). Alliance Treaty Obligations and
   Provisions, 1815-1944. International Interactions 28(3), 237-260.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from ..measures.reliability import alpha, kappa
from ..tables import DataError, items, load, parse

PROVISIONS = ("defense", "offense", "neutral", "nonagg", "consul")
KEY = ["treaty_id", "provision", "reading"]
WIDE_AND_NARROW = {"any obligation": PROVISIONS, "defence or offence": ("defense", "offense")}


def under_rule(
    codes: pd.DataFrame, rule: str, rules: Mapping[str, tuple[str, ...]] = WIDE_AND_NARROW
) -> pd.DataFrame:
    """Say for each treaty and reading whether it is an alliance under a rule.

    Parameters
    ----------
    codes
        One row a treaty, provision and reading, as in table ``treaty_codes``: ``treaty_id``, ``provision``,
        ``reading``, ``code`` (0 for no promise, 1 and more for one, missing where the text was not seen).
    rule
        A name of `rules`.
    rules
        Rule -> the obligations that make an alliance.

    Returns
    -------
    DataFrame
        One row a treaty and reading: ``treaty_id``, ``reading``, ``rule``, ``alliance`` (True, False, or
        missing where nothing is promised in what was seen and some obligation was not seen).

    Raises
    ------
    DataError
        If no rule has that name, or an obligation of the rule has no row, or more than one, for some treaty
        and reading.
    """
    if rule not in rules:
        raise DataError(f"no rule is called {rule!r}; next: use one of {', '.join(rules)}")
    promises = _promises(codes, rules[rule])
    promised = promises.fillna(False).any(axis=1).astype("boolean")
    unknown = promises.isna().any(axis=1)
    alliance = promised.mask(~promised & unknown).rename("alliance").reset_index()
    return alliance.assign(rule=rule)[["treaty_id", "reading", "rule", "alliance"]]


def _promises(codes: pd.DataFrame, provisions: tuple[str, ...]) -> pd.DataFrame:
    """Return one row a treaty and reading, one column an obligation: promised, not promised, or missing."""
    key = ["treaty_id", "reading"]
    chosen = codes[codes["provision"].isin(provisions)]
    sizes = codes.groupby([*key, "provision"]).size().unstack("provision")
    rows = sizes.reindex(columns=list(provisions)).fillna(0).stack()
    if rows.ne(1).any():
        treaty, reading, provision = rows.ne(1).idxmax()
        raise DataError(
            f"treaty_codes: treaty {treaty}, {reading} reading, has {rows[rows.ne(1)].iloc[0]:.0f} rows for "
            f"{provision!r}; next: give it one row, its code empty where the text was not seen"
        )
    wide = chosen.assign(promised=chosen["code"].gt(0).astype("boolean"))
    return wide.pivot(index=key, columns="provision", values="promised")


def read_sheet(path: Path) -> pd.DataFrame:
    """Read the codes of one more reader from a sheet with the columns of table ``treaty_codes_second``.

    Parameters
    ----------
    path
        A CSV file in UTF-8.

    Returns
    -------
    DataFrame
        One row a treaty, provision and reading, as the table has it.

    Raises
    ------
    DataError
        If the sheet breaks a rule of the table (a treaty or provision that does not exist, a code without its
        reason, a row twice) or has a code that the scale of its provision does not know.
    """
    try:
        codes = parse("treaty_codes_second", path.read_text(encoding="utf-8"))
        return check_codes(codes, load("provisions"))
    except DataError as error:
        raise DataError(f"sheet {path.name}: {error}") from None


def check_codes(codes: pd.DataFrame, provisions: pd.DataFrame) -> pd.DataFrame:
    """Refuse a code that is not on the scale of its provision.

    Parameters
    ----------
    codes
        One row a treaty, provision and reading, with ``code``.
    provisions
        Table ``provisions``.

    Returns
    -------
    DataFrame
        The codes, as they were given.

    Raises
    ------
    DataError
        Naming the row, the code, and the codes of the scale.
    """
    scales = items(provisions.set_index("provision")["codes"])
    for place, row in enumerate(codes[[*KEY, "code"]].itertuples(index=False), start=1):
        scale = scales[row.provision]
        if pd.notna(row.code) and str(row.code) not in scale:
            raise DataError(
                f"codes of treaties, row {place} ({row.treaty_id}, {row.provision}, {row.reading}), column "
                f"'code': must be one of {', '.join(scale)} (found {row.code})\n  next: look up the scale in "
                "table 'provisions' and correct the row; leave it empty where the text does not decide"
            )
    return codes


def compare_codings(codes: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Lay the codes of two readers beside each other.

    Parameters
    ----------
    codes
        Table ``treaty_codes``: what the first reader had (``first_code``), and what the book uses (``code``).
    second
        Table ``treaty_codes_second``, or a sheet of the same form.

    Returns
    -------
    DataFrame
        One row a treaty, provision and reading that both tables have: these three, ``first``, ``second``,
        ``used``, the ``article`` and reason of each (``article_first``, ``note``; ``article_second``,
        ``why``), and ``kind``: equal, differ, first alone, second alone (the other left it open) or neither.
    """
    ours = codes.rename(columns={"code": "used", "first_code": "first", "article": "article_first"})
    theirs = second.rename(columns={"code": "second", "article": "article_second"})
    columns = [*KEY, "first", "used", "article_first", "note"]
    both = ours[columns].merge(theirs[[*KEY, "second", "article_second", "why"]], on=KEY)
    seen = both["first"].notna().astype("int") + 2 * both["second"].notna().astype("int")
    both["kind"] = seen.map({0: "neither", 1: "first alone", 2: "second alone", 3: "differ"})
    both["kind"] = both["kind"].mask(both["first"].eq(both["second"]).fillna(False), "equal")
    return both


def coders_agree(pairs: pd.DataFrame, by: str) -> pd.DataFrame:
    """Say how far two readers agree, where both gave a code.

    Parameters
    ----------
    pairs
        As :func:`compare_codings` gives them.
    by
        Column to group by, such as ``treaty_id``.

    Returns
    -------
    DataFrame
        One row a group: that column, ``pairs`` (codes given by both), ``equal``, ``share`` (of the pairs that
        are equal), ``kappa`` (Cohen [1]_) and ``alpha`` (Krippendorff [2]_, nominal), both 1 where all pairs
        are equal and 0 where no more are than by chance; missing where every code is the same.

    Notes
    -----
    Codes are taken as names and not as a scale, since 2 is not twice 1 on any of them. Most codes are 0, so
    that the share flatters. The readings of one provision stand for two pairs and are not independent.

    References
    ----------
    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
       Measurement 20(1), 37-46.
    .. [2] Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for
       coding data. Communication Methods and Measures 1(1), 77-89.

    Examples
    --------
    >>> pairs = pd.DataFrame({"t": "x", "first": [0, 0, 1, 1], "second": [0, 0, 1, 0], "kind": "equal"})
    >>> coders_agree(pairs, "t").round(2)
       t  pairs  equal  share  kappa  alpha
    0  x      4      3   0.75    0.5   0.53
    """
    given = pairs.dropna(subset=["first", "second"])
    rows = []
    for name, part in given.groupby(by, sort=False):
        codes = part[["first", "second"]].astype("int64")
        equal = int(codes["first"].eq(codes["second"]).sum())
        rows.append((name, len(codes), equal, equal / len(codes), kappa(codes), alpha(codes)))
    return pd.DataFrame(rows, columns=[by, "pairs", "equal", "share", "kappa", "alpha"])


def clause_by_clause(
    articles: pd.DataFrame, pairs: pd.DataFrame, titles: Mapping[str, str], treaties: Collection[str]
) -> pd.DataFrame:
    """Put beside each article the codes that rest on it, of both readers.

    Parameters
    ----------
    articles
        Table ``treaty_articles``.
    pairs
        As :func:`compare_codings` gives them.
    titles
        Provision -> its name, in the order to write; the others are left out.
    treaties
        The treaties to show, in order.

    Returns
    -------
    DataFrame
        One row an article on which a code rests, or which nobody has read but a code names: the columns of
        `articles` and ``codes`` in words, such as "neutrality 1; consultation 0/1 (1)": the code used, strict
        before lenient where they differ, and in brackets what the second reader has, where it is another.
    """
    told = _codes_in_words(pairs[pairs["provision"].isin(titles)], titles)
    ranks = {name: place for place, name in enumerate(treaties)}
    rows = articles[articles["treaty_id"].isin(ranks)].reset_index(drop=True)
    rows["codes"] = [
        "; ".join(told.loc[_rests(told, row.treaty_id, row.article), "words"]) for row in rows.itertuples()
    ]
    rows = rows[rows["codes"].ne("")]
    return rows.sort_values("treaty_id", key=lambda names: names.map(ranks), kind="stable", ignore_index=True)


def articles_read(articles: pd.DataFrame) -> pd.DataFrame:
    """Say of each numbered article how much of it anyone has read.

    Parameters
    ----------
    articles
        Table ``treaty_articles``.

    Returns
    -------
    DataFrame
        One row a treaty and article: ``treaty_id``, ``number``, ``seen`` (whole; in part, also where others
        quote it; from memory, which is no evidence; by nobody). Preambles, and rows about a run of articles,
        are left out.

    Examples
    --------
    >>> rows = pd.DataFrame({"treaty_id": "t", "article": ["1", "2(1)", "2(2)", "3-9", "3"]})
    >>> rows["how_known"] = ["read", "read", "memory", "excerpt", "not read"]
    >>> articles_read(rows)["seen"].tolist()
    ['whole', 'in part', 'by nobody']
    """
    number = articles["article"].str.extract(r"^(\d+)(?:\(|$)", expand=False)
    rows = articles[number.notna()].assign(number=number.dropna().astype("int64"))
    known = rows.groupby(["treaty_id", "number"])["how_known"].agg(frozenset)
    return known.map(_seen).rename("seen").reset_index()


def _seen(grades: frozenset[str]) -> str:
    if grades == {"read"}:
        return "whole"
    if grades & {"read", "partly read", "excerpt"}:
        return "in part"
    return "from memory" if "memory" in grades else "by nobody"


def _rests(told: pd.DataFrame, treaty: str, article: str) -> pd.Series:
    named = set(re.split("; |-", article))
    return told["treaty_id"].eq(treaty) & told["articles"].map(lambda others: bool(named & others))


def _codes_in_words(pairs: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a treaty and provision: ``articles`` that a reader names, ``words`` of the codes."""
    found = []
    for (treaty, provision), part in pairs.groupby(["treaty_id", "provision"]):
        rows = part.set_index("reading").loc[["strict", "lenient"]]
        used, second = _slashed(rows["used"]), _slashed(rows["second"])
        named = "; ".join(rows[["article_first", "article_second"]].stack().dropna())
        also = f" ({second})" if second not in (used, "?") else ""
        found.append((treaty, provision, set(re.split("; |-", named)), f"{titles[provision]} {used}{also}"))
    told = pd.DataFrame(found, columns=["treaty_id", "provision", "articles", "words"])
    return told.sort_values("provision", key=lambda names: names.map(list(titles).index), kind="stable")


def _slashed(codes: pd.Series) -> str:
    return "/".join(dict.fromkeys("?" if pd.isna(code) else str(code) for code in codes))
