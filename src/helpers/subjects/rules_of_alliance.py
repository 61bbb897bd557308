"""What each of Iran's ties is called under every defensible rule, and which sentences stand under it.

A rule is made of choices: which promise makes an alliance, how each contested clause is read, what counts as
evidence. Table ``rule_choices`` has their options, each with someone in the literature or the texts who reads
it so. One option of every choice is a *state*: a dict, choice -> option. :func:`classify` names each tie in
one state, :func:`judge` says which sentences stand in it, and :func:`every_state` does both for all states.
The page "Choose your rule" looks its answers up in what these functions gave beforehand.

The words are those of the glossary [1]_ [2]_. *Alliance*: a text that counts makes a promise for which the
rule asks (or, if deeds decide, the two fought on one side). *Coalition*: no alliance, and they fought on one
side of a war. *Alignment*: neither, and a lesser promise about conduct in war, confirmed help in war, or
nearness of votes, as the rule has it. *Friendship*: none of these, and a text in force.

References
----------
.. [1] Snyder, G. H. (1997). Alliance Politics. Cornell University Press.
.. [2] Wilkins, T. S. (2012). 'Alignment', not 'alliance'. Review of International Studies 38(1), 53-76.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import DataError, load
from . import armed_groups, conflicts
from .treaties import PROVISIONS

State = Mapping[str, str]
# The classes, the loosest first; then what is said where none of them can be.
CLASSES = ("none", "friendship", "alignment", "coalition", "alliance")
APART = ("left out", "cannot be said")
VERDICTS = ("stands", "stands in half", "falls", "cannot be said")
# Option of ``promise`` -> the promises that make an alliance.
PROMISES = {"fight": PROVISIONS[:2], "outsiders": PROVISIONS[:3], "attack": PROVISIONS[:4], "any": PROVISIONS}
# Treaty and provision -> the choice that decides the reading, and what is promised under each option.
# A provision that is not named here is read strictly.
CONTESTED = {
    ("ir-ru-2025", "consul"): ("consultation", {"strict": "strict", "lenient": "lenient"}),
    ("ir-ru-2025", "nonagg"): ("nonaggression", {"strict": "strict", "lenient": "lenient"}),
    ("ir-ru-2025", "neutral"): ("neutrality", {"habit": "strict", "words": "unmade"}),
    ("ir-ru-2001", "neutral"): ("neutrality", {"habit": "strict", "words": "unmade"}),
    ("ru-ir-1921", "defense"): ("old", {"lists": "strict", "handbook": "lenient", "moscow": "strict"}),
    ("ir-sy-2006", "defense"): ("unpublished", {"no": "strict", "yes": "lenient"}),
    ("ir-sy-2006", "consul"): ("unpublished", {"no": "strict", "yes": "lenient"}),
}
# What a text promises that is in table ``agreements`` alone: article 2 of the Charter, as far as it was read.
READ = {("sco-charter-2002", "nonagg"): True}
NEAREST = 1 / 4  # share of all states that count as near in votes
FIRST_WAR_YEAR = 1946  # coverage of ``war_sides``
# Kinds of help that carry no arms and no knowledge of use in war.
NO_HELP_IN_WAR = ("humanitarian",)


@dataclass(frozen=True)
class Tie:
    """A partner of Iran in some years, and the texts between them.

    ``texts`` are ids of table ``treaties`` or ``agreements``; ``last`` is missing for a tie of today. A tie
    with ``held`` rests on its texts only where Moscow's word on them is followed.
    """

    name: str
    block: str
    first: int | None = None
    last: int | None = None
    partners: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    club: bool = False
    group: bool = False
    held: bool = False


MOSCOW, TODAY, EARLIER, BELOW = (
    "With Moscow",
    "With others since 1979",
    "With others before",
    "Below the state",
)
OLD = ("ru-ir-1921", "su-ir-1927")
TIES = {
    "moscow-1921": Tie("Moscow, 1921–1941", MOSCOW, 1921, 1941, ("RUS",), OLD),
    "moscow-1942": Tie(
        "Moscow and London, 1942–1946", MOSCOW, 1942, 1946, ("GBR", "RUS"), ("tripartite-1942",)
    ),
    "moscow-1947": Tie("Moscow, 1947–1979", MOSCOW, 1947, 1979, ("RUS",), OLD, held=True),
    "russia-2001": Tie("Russia, 2001–2025", MOSCOW, 2001, 2025, ("RUS",), ("ir-ru-2001", "ir-ru-2015")),
    "russia-2025": Tie("Russia, treaty of 2025", MOSCOW, 2025, None, ("RUS",), ("ir-ru-2025",)),
    "syria-2006": Tie("Syria, 2006–2024", TODAY, 2006, 2024, ("SYR",), ("ir-sy-2006",)),
    "china-2016": Tie("China, since 2016", TODAY, 2016, None, ("CHN",), ("china-iran-2016", "cn-ir-2021")),
    "india-2003": Tie("India, since 2003", TODAY, 2003, None, ("IND",), ("in-ir-2003",)),
    "venezuela-2022": Tie("Venezuela, since 2022", TODAY, 2022, None, ("VEN",), ("venezuela-iran-2022",)),
    "sco-2023": Tie(
        "Shanghai Cooperation Organisation, since 2023", TODAY, 2023, None,
        ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"), ("sco-charter-2002",), club=True,
    ),
    "turkey-1926": Tie("Turkey, 1926–1937", EARLIER, 1926, 1937, ("TUR",), ("ir-tr-1926",)),
    "saadabad-1937": Tie(
        "Saadabad Pact, 1937–1955", EARLIER, 1937, 1955, ("AFG", "IRQ", "TUR"), ("saadabad-1937",), club=True
    ),
    "cento-1955": Tie(
        "Baghdad Pact and CENTO, 1955–1979", EARLIER, 1955, 1979, ("GBR", "IRQ", "PAK", "TUR"),
        ("cento-1955",), club=True,
    ),
    "usa-1959": Tie("United States, 1959–1979", EARLIER, 1959, 1979, ("USA",), ("us-ir-1959",)),
    "hezbollah": Tie("Hezbollah", BELOW, group=True),
    "houthis": Tie("Houthis", BELOW, group=True),
    "militias-iraq": Tie("Militias in Iraq", BELOW, group=True),
    "hamas-jihad": Tie("Hamas and Islamic Jihad", BELOW, group=True),
}  # fmt: skip
SINCE_1979 = [key for key, tie in TIES.items() if tie.first and tie.first > 1979]
GROUPS = [key for key, tie in TIES.items() if tie.group]


class Record(NamedTuple):
    """What the tables say of every tie, as far as no rule is needed for it.

    ``options``: the choices, as :func:`choices` gives them. ``made``: text, provision and reading ->
    promised. ``secret``: texts that nobody published. ``conduct``: tie -> ``fought``, ``helped``, ``alike``
    and ``near``, None where no source covers it.
    """

    options: dict[str, list[str]]
    made: dict[tuple[str, str, str], bool]
    secret: frozenset[str]
    conduct: dict[str, dict[str, bool | None]]


def record() -> Record:
    """Gather from the tables what :func:`classify` needs.

    Examples
    --------
    >>> record().conduct["russia-2001"]["fought"]
    True
    """
    codes, texts, agreed = map(load, ["treaty_codes", "treaties", "agreements"])
    own = codes[codes["provision"].isin(PROVISIONS)]
    keys = zip(own["treaty_id"], own["provision"], own["reading"], strict=True)
    made = dict(zip(keys, own["code"].gt(0).fillna(False).astype("bool"), strict=True))
    made |= {(*key, "strict"): promised for key, promised in READ.items()}
    secret = frozenset(texts.loc[texts["text"].eq("unpublished"), "treaty_id"])
    known = {*texts["treaty_id"], *agreed["agreement_id"]}
    if lost := [text for tie in TIES.values() for text in tie.texts if text not in known]:
        raise DataError(f"no text {lost[0]!r} in treaties or agreements; next: mend TIES, or add the text")
    fought, helped = _fought(), _helped()
    alike, near = _near(load("unga_similarity")), _near(_points())
    conduct: dict[str, dict[str, bool | None]] = {
        key: {"fought": fought[key], "helped": helped[key], "alike": alike[key], "near": near[key]}
        for key in TIES
    }
    return Record(choices(), made, secret, conduct)


def choices() -> dict[str, list[str]]:
    """Return the options of every choice, in the order of the page: table ``rule_choices``.

    Examples
    --------
    >>> choices()["promise"]
    ['fight', 'outsiders', 'attack', 'any']
    """
    table = load("rule_choices")
    return {str(choice): rows["option"].tolist() for choice, rows in table.groupby("choice", sort=False)}


def default() -> dict[str, str]:
    """Return the state that this book takes where it says nothing else.

    Examples
    --------
    >>> default()["promise"]
    'fight'
    """
    chosen = load("rule_choices").query("default")
    return dict(zip(chosen["choice"], chosen["option"], strict=True))


def states() -> Iterator[dict[str, str]]:
    """Yield every state, the last choice running fastest.

    Examples
    --------
    >>> sum(1 for _ in states()) == math.prod(map(len, choices().values()))
    True
    """
    options = choices()
    for chosen in itertools.product(*options.values()):
        yield dict(zip(options, chosen, strict=True))


def check(state: State, known: Mapping[str, list[str]]) -> dict[str, str]:
    """Return a state with its choices in order, or say what is wrong with it.

    Parameters
    ----------
    state
        Choice -> option.
    known
        The choices and their options, as :func:`choices` gives them.

    Raises
    ------
    DataError
        If a choice is missing or not known, or has an option that does not exist.

    Examples
    --------
    >>> check(default(), choices()) == default()
    True
    """
    for choice in [*state, *known]:
        if choice not in known:
            raise DataError(f"no choice is called {choice!r}; next: use {', '.join(known)}")
        if choice not in state:
            raise DataError(f"choice {choice!r} is not made; next: take {' or '.join(known[choice])}")
        if state[choice] not in known[choice]:
            raise DataError(
                f"{choice} has no option {state[choice]!r}; next: take {' or '.join(known[choice])}"
            )
    return {choice: state[choice] for choice in known}


def classify(state: State, known: Record) -> dict[str, str]:
    """Name every tie of Iran in one state.

    Parameters
    ----------
    state
        One option of every choice of table ``rule_choices``.
    known
        As :func:`record` gives it.

    Returns
    -------
    dict
        Tie -> a name of :data:`CLASSES`, or ``left out`` (a club or a group that the rule does not count), or
        ``cannot be said`` (the evidence for which the rule asks does not reach the tie).

    Raises
    ------
    DataError
        As :func:`check` says.

    Examples
    --------
    >>> found = classify(default(), record())
    >>> found["russia-2001"], found["russia-2025"]
    ('coalition', 'alignment')
    """
    made = check(state, known.options)
    return {key: _named(made, key, known) for key in TIES}


def _named(state: State, key: str, known: Record) -> str:
    tie, conduct = TIES[key], known.conduct[key]
    if (tie.club and state["clubs"] == "no") or (tie.group and state["groups"] == "no"):
        return "left out"
    texts, promised = _texts(state, tie, known), set[str]()
    for text in texts:
        promised |= {made for made in PROVISIONS if _promises(state, text, made, known)}
    if state["evidence"] == "deeds":
        return _by_deeds(bool(texts), conduct)
    if promised & set(PROMISES[state["promise"]]):
        return "alliance"
    if conduct["fought"] is True:
        return "coalition"
    signs = {
        "promises": bool(promised) or conduct["helped"],
        "alike": conduct["alike"],
        "points": conduct["near"],
    }
    aligned = signs[state["evidence"]]
    if aligned is None:
        return "cannot be said"
    return "alignment" if aligned else "friendship" if texts else "none"


def _by_deeds(texts: bool, conduct: Mapping) -> str:
    """Name a tie by what the two did: those who fought on one side are allies, whatever they signed."""
    if conduct["fought"] is None:
        return "cannot be said"
    if conduct["fought"]:
        return "alliance"
    return "alignment" if conduct["helped"] else "friendship" if texts else "none"


def _texts(state: State, tie: Tie, known: Record) -> list[str]:
    """Return the texts of a tie that the state counts."""
    if tie.held and state["old"] != "moscow":
        return []
    return [text for text in tie.texts if state["unpublished"] == "yes" or text not in known.secret]


def _promises(state: State, text: str, provision: str, known: Record) -> bool:
    choice, readings = CONTESTED.get((text, provision), ("", {}))
    reading = readings[state[choice]] if choice else "strict"
    return known.made.get((text, provision, reading), False)


def _fought() -> dict[str, bool | None]:
    """Say of every tie whether the two fought on one side: troops in a war, or fire that others confirm."""
    sides, groups = load("war_sides"), armed_groups.entries(load("war_days"))
    fired = set(groups.loc[groups["standing"].eq("confirmed"), "actor"])
    return {key: tie.name in fired if tie.group else _beside(sides, tie) for key, tie in TIES.items()}


def _beside(sides: pd.DataFrame, tie: Tie) -> bool | None:
    """Say whether all members fought beside Iran in years of the tie; None where the source begins later."""
    shared = [conflicts.shared_conflicts(sides, "IRN", partner) for partner in tie.partners]
    years = [both.loc[both["same_side"], "year"] for both in shared]
    if all(any(_within(year, tie) for year in one) for one in years):
        return True
    return None if (tie.first or 0) < FIRST_WAR_YEAR else False


def _helped() -> dict[str, bool]:
    """Say of every tie whether help of use in war is confirmed, to Iran or, below the state, from it."""
    reports, groups = load("assistance_reports"), set(load("arms_groups")["recipient"])
    sure = reports[reports["status"].eq("confirmed") & ~reports["kind"].isin(NO_HELP_IN_WAR)]
    given = sure[sure["to_state"].eq("IRN")]
    years = given["date"].str[:4].astype("int64").groupby(given["from_state"]).agg(list)
    return {
        key: tie.name in groups
        if tie.group
        else any(_within(year, tie) for state in tie.partners[:1] for year in years.get(state, []))
        for key, tie in TIES.items()
    }


def _within(year: int, tie: Tie) -> bool:
    return (tie.first or 0) <= year <= (tie.last or math.inf)


def _points() -> pd.DataFrame:
    """Return ranks by distance of ideal points, the year 2025 from its own release."""
    points = load("unga_closeness").query("series == 'final_passage'")
    last = load("unga_ideal_points_2025").rename(columns={"state": "partner"}).dropna(subset="rank")
    return pd.concat([part[["partner", "year", "rank", "states"]] for part in (points, last)])


def _near(ranks: pd.DataFrame) -> dict[str, bool | None]:
    """Say of every tie with one state whether, in its median year, the rank lies in the nearest quarter."""
    found: dict[str, bool | None] = {}
    for key, tie in TIES.items():
        own = ranks[ranks["partner"].isin(tie.partners) & ranks["year"].ge(tie.first or 0)]
        own = own[own["year"].le(tie.last or math.inf)]
        share = (own["rank"] / own["states"]).astype("float64").median()
        found[key] = None if len(tie.partners) != 1 or np.isnan(share) else bool(share <= NEAREST)
    return found


class Sentence(NamedTuple):
    """A sentence that a rule can make stand or fall: its words, its chapter, and its claim, if it is one."""

    words: str
    chapter: str
    claim: str = ""


SENTENCES = {
    "P6.1": Sentence(
        "The cooperation of Iran and Russia is a coalition and not an alliance.", "concepts", "P6.1"
    ),
    "P2.16": Sentence("What Iran and Russia have in the Syrian crisis is an alliance.", "concepts", "P2.16"),
    "P5.4": Sentence(
        "Iran’s strategic alliance is with armed groups and not with countries.", "partners", "P5.4"
    ),
    "A3.3": Sentence("Iran’s ties with its armed partners are no alliance.", "partners", "A3.3"),
    "not-today": Sentence("Iran and Russia are not allied under the treaty of 2025.", "concepts"),
    "reading-idle": Sentence(
        "How a clause of 2001 or 2025 is read does not change whether the treaty of 2025 makes allies.",
        "concepts",
    ),
    "no-state": Sentence("Since 1979 Iran has had no ally among states.", "verdict"),
    "only-russia": Sentence("Since 1979 no state but Russia has been Iran’s ally.", "concepts"),
    "groups-nearer": Sentence("Iran’s armed partners come nearer to allies than Russia does.", "partners"),
    "shah-west": Sentence("The Shah was bound to the West by an alliance.", "concepts"),
    "moscow-gap": Sentence("Between 1946 and 2001 Iran and Moscow were not allied.", "memory"),
}
COUNTED = dict(zip(("stands", "half", "falls", "unsaid"), VERDICTS, strict=True))
CLAUSES = ("consultation", "neutrality", "nonaggression")


def judge(state: State, known: Record) -> dict[str, str]:
    """Say which sentences of the two texts and of this book stand in one state.

    Parameters
    ----------
    state, known
        As for :func:`classify`.

    Returns
    -------
    dict
        Sentence of :data:`SENTENCES` -> a name of :data:`VERDICTS`.

    Examples
    --------
    >>> judge(default(), record())["P6.1"]
    'stands'
    """
    return _judged(state, classify(state, known), known)


def _judged(state: State, found: Mapping[str, str], known: Record) -> dict[str, str]:
    allied = {key for key, called in found.items() if called == "alliance"}
    told = {
        "P6.1": _of_pair(found["russia-2001"]),
        "P2.16": _whether("russia-2001" in allied),
        "P5.4": _of_groups(allied),
        "A3.3": _whether(not allied & set(GROUPS)),
        "not-today": _whether("russia-2025" not in allied),
        "reading-idle": _whether(len(set(_otherwise(state, known))) == 1),
        "no-state": _whether(not allied & set(SINCE_1979)),
        "only-russia": _whether(
            not [key for key in allied & set(SINCE_1979) if TIES[key].partners != ("RUS",)]
        ),
        "groups-nearer": _nearer(found),
        "shah-west": _whether(bool(allied & {"cento-1955", "usa-1959"})),
        "moscow-gap": _whether("moscow-1947" not in allied),
    }
    return {name: told[name] for name in SENTENCES}


def _whether(holds: bool) -> str:
    return "stands" if holds else "falls"


def _of_pair(called: str) -> str:
    return {"coalition": "stands", "alliance": "falls"}.get(called, "stands in half")


def _of_groups(allied: set[str]) -> str:
    """P5.4 has two halves: that groups are allies, and that no country is one."""
    if not allied & set(GROUPS):
        return "falls"
    return "stands in half" if allied & set(SINCE_1979) else "stands"


def _nearer(found: Mapping[str, str]) -> str:
    ranks = [CLASSES.index(found[key]) for key in GROUPS if found[key] in CLASSES]
    if not ranks or found["russia-2025"] not in CLASSES:
        return "cannot be said"
    return _whether(max(ranks) > CLASSES.index(found["russia-2025"]))


def _otherwise(state: State, known: Record) -> Iterator[bool]:
    """Yield whether the treaty of 2025 makes allies, for each way to read the contested clauses."""
    for readings in itertools.product(*(known.options[clause] for clause in CLAUSES)):
        other = dict(state) | dict(zip(CLAUSES, readings, strict=True))
        yield _named(other, "russia-2025", known) == "alliance"


def every_state(known: Record) -> tuple[np.ndarray, np.ndarray]:
    """Return what :func:`classify` and :func:`judge` give in every state.

    Parameters
    ----------
    known
        As :func:`record` gives it.

    Returns
    -------
    tuple
        Two arrays of names, one axis a choice, in the order of its options, and the last axis the ties of
        :data:`TIES`, the sentences of :data:`SENTENCES`.
    """
    shape = [len(options) for options in known.options.values()]
    every = list(states())
    named = [classify(state, known) for state in every]
    judged = [_judged(state, found, known) for state, found in zip(every, named, strict=True)]
    called, told = (np.array([list(row.values()) for row in rows]) for rows in (named, judged))
    return called.reshape(*shape, len(TIES)), told.reshape(*shape, len(SENTENCES))


def classifications() -> pd.DataFrame:
    """Return table ``tie_classifications``: what each tie is called, by the choices that bear on it.

    Returns
    -------
    DataFrame
        One row a tie and combination of the choices that change what it is called in some state: ``tie``,
        ``place`` (of the combination among those of the tie, from 1), a column for each choice (missing where
        it never changes the name of this tie), ``called``. With :func:`states` it gives back what
        :func:`classify` says in every state.
    """
    known = record()
    called, _ = every_state(known)
    parts = [_bearing(key, called[..., place], known.options) for place, key in enumerate(TIES)]
    return pd.concat(parts, ignore_index=True)


def _bearing(key: str, called: np.ndarray, options: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return the rows of one tie: an axis along which its name never changes is left empty."""
    idle = _idle(called)
    kept = {name: values for axis, (name, values) in enumerate(options.items()) if axis not in idle}
    rows = pd.DataFrame(itertools.product(*kept.values()), columns=list(kept), dtype="str")
    found = rows.assign(tie=key, place=range(1, len(rows) + 1), called=_without(called, idle).ravel())
    return found.reindex(columns=["tie", "place", *options, "called"])


def sentence_counts() -> pd.DataFrame:
    """Return table ``sentence_counts``: in how many states each sentence stands.

    Returns
    -------
    DataFrame
        One row a sentence: ``sentence``, ``words``, ``claim`` (missing for a finding of this book),
        ``chapter`` (label of the chapter that argues it), ``stands``, ``half``, ``falls``, ``unsaid``
        (numbers of states, in the order of :data:`VERDICTS`), ``states`` (their sum), ``by_default`` (the
        verdict in the state of this book).
    """
    known = record()
    told = every_state(known)[1].reshape(-1, len(SENTENCES))
    counts = {column: (told == verdict).sum(axis=0) for column, verdict in COUNTED.items()}
    about = pd.DataFrame.from_dict(SENTENCES, orient="index").rename_axis("sentence").reset_index()
    about["claim"] = about["claim"].mask(about["claim"].eq(""))
    own = list(judge(default(), known).values())
    table = about.assign(**counts, states=len(told), by_default=own)
    return table[["sentence", "words", "claim", "chapter", *COUNTED, "states", "by_default"]]


def lookups(known: Record) -> dict:
    """Pack what holds in every state, so that a page need only look it up.

    Parameters
    ----------
    known
        As :func:`record` gives it.

    Returns
    -------
    dict
        ``choices`` (choice -> options), ``default`` (a state), ``classes`` and ``verdicts`` (the words),
        ``ties`` and ``sentences``: name -> the choices that bear on it, and a row of signs, one for each
        combination of their options, the last choice running fastest. A sign is the place of the word.
    """
    called, told = every_state(known)
    classes = [*CLASSES, *APART]
    return {
        "choices": known.options,
        "default": default(),
        "classes": classes,
        "verdicts": list(VERDICTS),
        "ties": {key: _packed(called[..., place], known.options, classes) for place, key in enumerate(TIES)},
        "sentences": {
            key: _packed(told[..., place], known.options, list(VERDICTS))
            for place, key in enumerate(SENTENCES)
        },
    }


def _packed(said: np.ndarray, options: Mapping[str, list[str]], words: list[str]) -> list:
    idle = _idle(said)
    bearing = [choice for axis, choice in enumerate(options) if axis not in idle]
    return [bearing, "".join(str(words.index(word)) for word in _without(said, idle).ravel())]


def _idle(said: np.ndarray) -> list[int]:
    """Return the axes along which nothing changes."""
    return [axis for axis in range(said.ndim) if (said == said.take([0], axis)).all()]


def _without(said: np.ndarray, idle: list[int]) -> np.ndarray:
    return said[tuple(slice(0, 1) if axis in idle else slice(None) for axis in range(said.ndim))]


def most_different(known: Record) -> dict[str, str]:
    """Return the state that says most otherwise than the default, and of several the one nearest to it.

    Parameters
    ----------
    known
        As :func:`record` gives it.

    Returns
    -------
    dict
        Choice -> option. What differs is counted over ties and sentences alike, where both states say
        something; of states that differ in as much, the one that changes the fewest choices comes first.
    """
    own = default()
    words = np.concatenate(every_state(known), axis=-1).reshape(-1, len(TIES) + len(SENTENCES))
    base = [*classify(own, known).values(), *judge(own, known).values()]
    said = ~np.isin(words, APART) & ~np.isin(base, APART)
    apart = (said & (words != np.array(base))).sum(axis=1)
    changed = [sum(state[choice] != option for choice, option in own.items()) for state in states()]
    order = np.lexsort((changed, -apart))
    return next(itertools.islice(states(), int(order[0]), None))


def address(state: State) -> str:
    """Write a state as the page has it in its address.

    Parameters
    ----------
    state
        Choice -> option.

    Returns
    -------
    str
        What follows the ``#`` of the address.

    Examples
    --------
    >>> address({"promise": "any", "clubs": "no"})
    'rule=promise-any,clubs-no'
    """
    return "rule=" + ",".join(f"{choice}-{option}" for choice, option in state.items())
