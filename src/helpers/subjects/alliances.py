"""Who is whose ally, and under which rule.

The field does not agree on what an alliance is. ATOP [1]_ counts every written promise about conduct in war,
five kinds of them; Snyder [2]_ asks for a promise about the use or non-use of force against outsiders; the
narrowest rule asks for a promise to fight. Each rule is here a set of obligations, so that one treaty or one
year can be held against all of them.

References
----------
.. [1] Leeds, B. A., Ritter, J. M., Mitchell, S. McL., & Long, A. G. (2002). Alliance Treaty Obligations and
   Provisions, 1815-1944. International Interactions 28(3), 237-260.
.. [2] Snyder, G. H. (1997). Alliance Politics. Cornell University Press.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping

import pandas as pd

from ..tables import DataError, holds
from . import treaties

# Columns of the tables of alliances, the most binding first, each with its letter.
OBLIGATIONS = {
    "defence": "D",
    "offence": "O",
    "neutrality": "N",
    "nonaggression": "G",
    "consultation": "C",
}
# Rule -> the promises that make an alliance.
RULES = {
    "any promise": ("defence", "offence", "neutrality", "nonaggression", "consultation"),
    "about outsiders": ("defence", "offence", "neutrality"),
    "to fight": ("defence", "offence"),
}
KINDS = {
    "to fight": ("defence", "offence"),
    "to stay out or not to attack": ("neutrality", "nonaggression"),
    "to consult": ("consultation",),
}
WORDS = {True: "yes", False: "no"}
# Iran's treaties -> our names, in the order to show; a number is ATOP's, a word the id of table ``treaties``.
IRANIAN: dict[str, dict[Hashable, str]] = {
    "With Moscow": {
        "ru-ir-1921": "1921 Friendship, Soviet Russia",
        2195: "1927 Guarantee and neutrality, USSR",
        2555: "1942 Tripartite Treaty, Britain and USSR",
        4968: "2001 Basis of relations, Russia",
        "ir-ru-2025": "2025 Strategic partnership, Russia",
    },
    "With others": {
        2090: "1921 Friendship, Afghanistan",
        2155: "1926 Friendship and security, Turkey",
        2210: "1927 Friendship and security, Afghanistan",
        2410: "1937 Saadabad Pact",
        2550: "1943 Declaration by United Nations, USSR too",
        3275: "1955 Baghdad Pact (CENTO)",
        3365: "1959 Cooperation, United States",
        "ir-sy-2006": "2006 Defence memorandum, Syria",
    },
}
READ = {
    (True, True): "promised",
    (False, True): "only if read leniently",
    (False, False): "not promised",
}


def allies(obligations: pd.DataFrame, rules: dict[str, tuple[str, ...]] = RULES) -> pd.DataFrame:
    """Count a state's allies in every year, under every rule.

    Parameters
    ----------
    obligations
        Table ``alliance_obligations``: one row a state, partner and year with a promise of either.
    rules
        Rule -> the obligations that make an alliance, in whichever direction.

    Returns
    -------
    DataFrame
        One row a rule, state and year: ``rule``, ``state``, ``year``, ``allies``. A year of the table's
        coverage without a promise has 0, since the source covers all states.
    """
    every = pd.MultiIndex.from_product(
        [
            sorted(obligations["state"].unique()),
            range(obligations["year"].min(), obligations["year"].max() + 1),
        ],
        names=["state", "year"],
    )
    counts = {}
    for rule, promises in rules.items():
        bound = obligations[bound_by(obligations, promises)]
        counts[rule] = bound.groupby(["state", "year"]).size().reindex(every, fill_value=0)
    return pd.concat(counts, names=["rule"]).rename("allies").reset_index()


def bound_by(obligations: pd.DataFrame, promises: tuple[str, ...]) -> pd.Series:
    """Say for each row whether the state or its partner has made one of the promises.

    Parameters
    ----------
    obligations
        One row a pair of states, with a column for each promise of either side.
    promises
        Kinds of promise, such as ``defence``.
    """
    columns = [prefix + promise for prefix in ("", "partner_") for promise in promises]
    return obligations[columns].any(axis=1)


def alliance_by_rule(codes: pd.DataFrame) -> pd.DataFrame:
    """Say for each coded treaty whether it makes allies, under every rule and reading.

    Parameters
    ----------
    codes
        Table ``treaty_codes``: one row a treaty, provision and reading.

    Returns
    -------
    DataFrame
        One row a treaty, reading and rule, as :func:`helpers.subjects.treaties.under_rule` gives them.
    """
    called = dict(zip(OBLIGATIONS, treaties.PROVISIONS, strict=True))
    rules = {rule: tuple(called[promise] for promise in promises) for rule, promises in RULES.items()}
    return pd.concat([treaties.under_rule(codes, rule, rules) for rule in rules], ignore_index=True)


def compare_readings(codes: pd.DataFrame) -> pd.DataFrame:
    """Lay the two readings of each provision on each other.

    Parameters
    ----------
    codes
        Table ``treaty_codes``: one row a treaty, provision and reading.

    Returns
    -------
    DataFrame
        One row a treaty and provision: ``treaty_id``, ``provision``, ``value`` (promised, only if read
        leniently, not promised, or not seen where a reading has no code and the other no promise).
    """
    wide = codes.pivot(index=["treaty_id", "provision"], columns="reading", values="code")
    promised = wide.gt(0).fillna(False)
    pairs = zip(promised["strict"], promised["lenient"], strict=True)
    unseen = wide.isna().any(axis=1) & ~promised["lenient"]
    wide["value"] = pd.Series([READ[pair] for pair in pairs], wide.index, dtype="str").mask(
        unseen, "not seen"
    )
    return wide["value"].reset_index()


def strongest(frame: pd.DataFrame) -> pd.Series:
    """Name the strongest kind of promise of each row, made by the state or to it (a name of `KINDS`).

    Parameters
    ----------
    frame
        One row a pair of states, with a column for each promise of either side.
    """
    found = pd.Series(pd.NA, index=frame.index, dtype="str")
    for kind, promises in reversed(KINDS.items()):
        found = found.mask(bound_by(frame, promises), kind)
    return found


def letters(frame: pd.DataFrame, prefix: str = "") -> pd.Series:
    """Write the promises of each row as letters: D defence, O offence, N neutrality, G non-aggression, C.

    Parameters
    ----------
    frame
        One row a treaty or pair, with a column for each promise.
    prefix
        What stands before the names of these columns.
    """
    rows = frame[[prefix + promise for promise in OBLIGATIONS]].to_numpy()
    signs = list(OBLIGATIONS.values())
    return pd.Series(
        [" ".join(s for s, made in zip(signs, row, strict=True) if made) for row in rows], frame.index
    )


def promises_made(members: pd.DataFrame) -> pd.Series:
    """Write the promises of each phase of a treaty: once if both sides made them, else each side's own.

    Parameters
    ----------
    members
        One row a phase of a treaty, with the promises of either side.
    """
    own, other = letters(members), letters(members, "partner_")
    apart = "Iran " + own + ", the others " + other
    return own.where(own.eq(other), apart)


def treaty_phases(
    members: pd.DataFrame, coded: pd.DataFrame, codes: pd.DataFrame, last: str, followed: dict[int, str]
) -> pd.DataFrame:
    """Put the phases that ATOP records beside the treaties that it leaves out or that came too late for it.

    Parameters
    ----------
    members
        Table ``iran_alliances``.
    coded
        Rows of table ``treaties``, of treaties outside ATOP.
    codes
        Table ``treaty_codes``.
    last
        Last day of ATOP's data: a phase that is open there is followed on our own account.
    followed
        ATOP's number of such a treaty -> the treaty that took its place, and so ends it.

    Returns
    -------
    DataFrame
        One row a phase: ``key`` (ATOP's number or our name of the treaty), ``start``, ``end`` (missing if in
        force), ``kind`` (strongest promise, leniently read), ``promises`` (letters, with a question mark
        where only the lenient reading has the promise), ``outside`` (True for what ATOP does not record).
    """
    begun = pd.to_datetime(coded.set_index("treaty_id")["in_force"])
    kinds = {OBLIGATIONS[promise]: kind for kind, made in KINDS.items() for promise in made}
    atop = members.assign(kind=strongest(members), promises=promises_made(members), outside=False)
    atop = atop.rename(columns={"atopid": "key", "begin": "start"}).sort_values(["key", "start"])
    # A treaty stands on one line, under the promises of its last phase.
    atop["promises"] = atop.groupby("key")["promises"].transform("last")
    open_end = atop[atop["end"].isna()]
    after = open_end.assign(start=pd.Timestamp(last), outside=True)
    after["end"] = after["key"].map({number: begun[name] for number, name in followed.items()})
    own = coded.assign(
        start=pd.to_datetime(coded["in_force"]), end=pd.to_datetime(coded["ended"]), outside=True
    )
    own = own.rename(columns={"treaty_id": "key"}).assign(
        promises=own["treaty_id"].map(promise_letters(codes))
    )
    own["kind"] = own["promises"].str[0].map(kinds)
    atop = atop.assign(end=atop["end"].fillna(pd.Timestamp(last)))
    columns = ["key", "start", "end", "kind", "promises", "outside"]
    return pd.concat(
        [part[columns].astype({"key": object}) for part in (atop, after, own)], ignore_index=True
    )


def held_on(
    phases: pd.DataFrame, afterlife: pd.DataFrame, holder: str, called: Mapping[str, Hashable]
) -> pd.DataFrame:
    """Add to the phases of treaties the time in which one side still held them to be in force.

    Parameters
    ----------
    phases
        As :func:`treaty_phases` gives them.
    afterlife
        Table ``treaty_afterlife``: what was said about a treaty, by whom, and when.
    holder
        The actor whose word is followed: to the last time that it held the treaty to be in force.
    called
        Treaty, as in `afterlife` -> its key in `phases`.

    Returns
    -------
    DataFrame
        The phases, with ``held`` (True for what is added: from the end of the last phase of the treaty).

    Raises
    ------
    DataError
        If the holder has no later word on a treaty.
    """
    said = afterlife[afterlife["actor"].eq(holder) & afterlife["holds"].eq("in force")]
    tails = []
    for treaty, key in called.items():
        last = phases[phases["key"].eq(key)].sort_values("end").iloc[-1]
        words = said.loc[holds(said["treaties"], treaty), "date"]
        until = pd.to_datetime(words, format="ISO8601").max()
        if not until > last["end"]:
            raise DataError(
                f"{holder} says nothing of {treaty} after {last['end']:%Y-%m-%d}; next: leave it out"
            )
        tails.append(last.to_dict() | {"start": last["end"], "end": until, "held": True})
    return pd.concat([phases.assign(held=False), pd.DataFrame(tails)], ignore_index=True)


def treaties_between(coded: pd.DataFrame, codes: pd.DataFrame, state: str, partner: str) -> pd.DataFrame:
    """List the treaties of two states that promise something about conduct in war, and what at most.

    Parameters
    ----------
    coded, codes
        Tables ``treaties`` and ``treaty_codes``.
    state, partner
        ISO 3166 alpha-3 codes of the two states; others may be parties as well.

    Returns
    -------
    DataFrame
        One row a treaty, by the day on which it was signed: ``treaty_id``, ``name``, ``start`` (that day),
        ``end`` (missing if in force; of one that was replaced on a day not found, the day on which the next
        one came into force), ``kind`` (its strongest promise, leniently read: a name of :data:`KINDS`),
        ``sure`` (True if a strict reading has a promise of that kind too).
    """
    parties = coded["parties"].str.split("; ")
    ours = coded[[{state, partner} <= set(names) for names in parties]].sort_values("signed")
    kind, strict = (_strongest_read(codes, reading) for reading in ("lenient", "strict"))
    ours = ours[ours["treaty_id"].isin(kind.index)]
    dates = {name: pd.to_datetime(ours[name]) for name in ("signed", "in_force", "ended")}
    follows = dates["in_force"].shift(-1).where(ours["status"].eq("replaced"))
    found = ours[["treaty_id", "name"]].assign(
        start=dates["signed"], end=dates["ended"].fillna(follows), kind=ours["treaty_id"].map(kind)
    )
    sure = found["kind"].eq(found["treaty_id"].map(strict))
    return found.assign(sure=sure).reset_index(drop=True)


def _strongest_read(codes: pd.DataFrame, reading: str) -> pd.Series:
    """Return the strongest kind of promise of each treaty in one reading; one without any is left out."""
    called = dict(zip(treaties.PROVISIONS, OBLIGATIONS, strict=True))
    kinds = {promise: kind for kind, promises in KINDS.items() for promise in promises}
    made = codes[codes["reading"].eq(reading) & codes["code"].gt(0) & codes["provision"].isin(called)]
    found = made.assign(
        kind=pd.Categorical(made["provision"].map(called).map(kinds), list(KINDS), ordered=True)
    )
    return found.sort_values("kind").groupby("treaty_id")["kind"].first().astype("str")


def promise_letters(codes: pd.DataFrame) -> pd.Series:
    """Write the promises of each coded treaty as letters, with a question mark if only read in.

    Parameters
    ----------
    codes
        Table ``treaty_codes``: one row a treaty, provision and reading.

    Returns
    -------
    Series
        Treaty -> letters; a treaty without a promise that was seen is left out.
    """
    signs = dict(zip(treaties.PROVISIONS, OBLIGATIONS.values(), strict=True))
    marks = {"promised": "", "only if read leniently": "?"}
    found = compare_readings(codes)
    found = found[found["provision"].isin(signs) & found["value"].isin(marks)]
    found = found.sort_values("provision", key=lambda names: names.map(list(signs).index), kind="stable")
    words = found["provision"].map(signs) + found["value"].map(marks)
    return words.groupby(found["treaty_id"]).agg(" ".join)


def answers_by_rule(codes: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Say in words what each rule and reading makes of each treaty, and whether a second list holds it.

    Parameters
    ----------
    codes, coded
        Tables ``treaty_codes`` and ``treaties``.

    Returns
    -------
    DataFrame
        One row a treaty and test: ``treaty_id``, ``test`` (rule and reading, or "COW list"), ``answer`` (yes,
        no, not known). A treaty later than the Correlates of War list has no row for it.
    """
    ruled = alliance_by_rule(codes)
    ruled["test"] = ruled["rule"] + ", " + ruled["reading"]
    listed = coded[coded["cow_class"].ne("not covered")].assign(test="COW list")
    listed["alliance"] = listed["cow_class"].ne("not listed").astype("boolean")
    both = pd.concat([part[["treaty_id", "test", "alliance"]] for part in (ruled, listed)], ignore_index=True)
    both["answer"] = [WORDS.get(answer, "not known") for answer in both["alliance"]]
    return both.drop(columns="alliance")


def both_readings(answers: pd.DataFrame) -> pd.DataFrame:
    """Put the strict and the lenient reading of a rule into one answer.

    Parameters
    ----------
    answers
        As :func:`answers_by_rule` gives them, with whatever else was added to a treaty's rows.

    Returns
    -------
    DataFrame
        One row a treaty and ``test`` (rule, or "COW list"), in the order given: ``answer`` is yes,
        leniently (yes on the lenient reading alone), no, or not known.

    Examples
    --------
    >>> tests = ["to fight, strict", "to fight, lenient", "COW list"]
    >>> both_readings(pd.DataFrame({"treaty_id": "t", "test": tests, "answer": ["no", "yes", "no"]}))
      treaty_id      test     answer
    0         t  to fight  leniently
    1         t  COW list         no
    """
    rule = answers["test"].str.replace(", (?:strict|lenient)$", "", regex=True)
    lenient = answers["test"].str.endswith(", lenient")
    generous = answers.assign(test=rule)[lenient].set_index(["treaty_id", "test"])["answer"]
    found = answers.assign(test=rule)[~lenient].reset_index(drop=True)
    also = found.set_index(["treaty_id", "test"]).index.map(generous.get).to_numpy()
    found["answer"] = found["answer"].mask(found["answer"].ne("yes") & (also == "yes"), "leniently")
    return found


def promised(letters: str) -> str:
    """Write the letters of promises out.

    Parameters
    ----------
    letters
        As :func:`treaty_phases` and :func:`promise_letters` give them: a question mark stands where only the
        lenient reading has the promise.

    Examples
    --------
    >>> promised("N G? C?")
    'neutrality; if read leniently also non-aggression, consultation'
    >>> promised("Iran C, the others D C")
    'Iran: consultation; the others: defence, consultation'
    """
    return "; ".join(_promised(part) for part in letters.split(", "))


def _promised(part: str) -> str:
    names = {letter: name.replace("nonaggr", "non-aggr") for name, letter in OBLIGATIONS.items()}
    marks = [mark for mark in part.split() if mark.rstrip("?") in names]
    who = " ".join(word for word in part.split() if word not in marks)
    sure = ", ".join(names[mark] for mark in marks if not mark.endswith("?"))
    open_ = ", ".join(names[mark[:-1]] for mark in marks if mark.endswith("?"))
    more = f"; if read leniently also {open_}" if sure else f"{open_}, if read leniently"
    said = sure + more if open_ else sure
    return f"{who}: {said}" if who else said


def in_blocks(
    rows: pd.DataFrame, treaty: str, blocks: Mapping[str, Mapping[Hashable, str]] = IRANIAN
) -> pd.DataFrame:
    """Give treaties their names, and put them in blocks and in the order to show.

    Parameters
    ----------
    rows
        One row a treaty and phase, or test, or provision.
    treaty
        Column with the treaty, as the blocks call it.
    blocks
        Block -> its treaties -> their names.

    Returns
    -------
    DataFrame
        The rows of the treaties in `blocks`, those of one treaty in the order they had, with ``name``,
        ``block``, and ``place`` (of the treaty among all, from 0).

    Raises
    ------
    DataError
        If a treaty of the blocks has no row: a figure would leave it out without a word.

    Examples
    --------
    >>> in_blocks(pd.DataFrame({"id": ["b", "c", "a"]}), "id", {"Old": {"a": "A"}, "New": {"b": "B"}})
      id name block  place
    0  a    A   Old      0
    1  b    B   New      1
    """
    named = [(block, key, name) for block, names in blocks.items() for key, name in names.items()]
    places = {key: place for place, (_, key, _) in enumerate(named)}
    if missing := [key for key in places if key not in set(rows[treaty])]:
        raise DataError(f"no row of treaty {missing[0]!r}; next: leave it out of the blocks, or code it")
    chosen = rows[rows[treaty].isin(list(places))]
    place = chosen[treaty].map(places)
    found = chosen.assign(
        name=chosen[treaty].map({key: name for _, key, name in named}),
        block=chosen[treaty].map({key: block for block, key, _ in named}),
        place=place.astype("int64"),
    )
    return found.sort_values("place", kind="stable", ignore_index=True)


def provision_grid(
    codes: pd.DataFrame,
    provisions: pd.DataFrame,
    shown: Mapping[str, str],
    groups: Mapping[str, str],
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Lay what some treaties provide beside each other, provision by provision.

    Parameters
    ----------
    codes, provisions
        Tables ``treaty_codes`` and ``provisions``.
    shown, groups
        Treaty, group of provisions -> its name; in the order to show.
    without
        Provisions to leave out.

    Returns
    -------
    DataFrame
        One row a provision and treaty, in that order: ``treaty_id``, ``provision``, ``title``,
        ``value`` (as :func:`compare_readings` has it), ``treaty`` and ``block`` (names).
    """
    about = provisions[["provision", "position", "title", "group"]]
    grid = compare_readings(codes).merge(about, on="provision")
    grid = grid[
        grid["treaty_id"].isin(shown) & grid["group"].isin(groups) & ~grid["provision"].isin(list(without))
    ]
    ranks = {"group": list(groups).index, "treaty_id": list(shown).index}
    grid = grid.sort_values(
        ["group", "position", "treaty_id"],
        key=lambda column: column.map(ranks[column.name]) if column.name in ranks else column,
        ignore_index=True,
    )
    grid["treaty"], grid["block"] = grid["treaty_id"].map(shown), grid["group"].map(groups)
    return grid[["treaty_id", "provision", "title", "value", "treaty", "block"]]
