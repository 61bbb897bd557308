"""What stood between Iran and other states, under every reasonable choice: disputes, promises, approval.

A choice is crossed with every other. Each list of disputes ends in a year of its own.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from .. import tables
from ..subjects import disputes as lists
from .jobs import Job

ENDS = {"cow": (2010, 2014), "gml": (2010,)}
STEPS = {"any": 1, "show of force": 3, "use of force": 4}
PARTIES, COUNTED, SINCE = ("all", "both from the first day"), ("disputes", "years"), (1855, 1900, 1919, 1946)
REPUBLIC, BORDER_ENDS = 1979, 1992

DECLARATION, OCCUPIED = 2550, 2555  # of 1943; the alliance of 1942, signed under occupation
TREATIES = ("all", "without that of 1942", "with the declaration of 1943", "since 1946")
BURDENS = ("dispute or rivalry", "dispute", "dispute, revised list", "use of force", "rivalry")
UNITS = ("partner", "treaty")
GREAT_POWERS = ("GBR", "USA", "CHN")

ASKED = {"Germany": "DEU", "United Kingdom": "GBR", "United States": "USA", "Russia": "RUS", "China": "CHN",
         "Türkiye": "TUR"}  # fmt: skip
QUESTION, IN_2011, LIKED_IN = "approve of the leadership of", "2011-02", 2010
RUSSIA_IN, ASKED_OF = ("2011", "2021"), ("all six", "without Germany", "great powers")
LEFT_OUT = {"all six": [], "without Germany": ["DEU"], "great powers": ["DEU", "TUR"]}


def dispute_specifications(disputes: pd.DataFrame) -> pd.DataFrame:
    """Count Iran's disputes with Russia and others before and since 1979, under every choice of what counts.

    Parameters
    ----------
    disputes
        Table ``disputes``: one row a list, dispute and partner.

    Returns
    -------
    DataFrame
        One row a combination of ``list``, ``until``, ``step`` (the highest of either side, at least),
        ``parties``, ``counted`` (disputes, or years with one) and ``since``: to 1978 ``russia_early``, the
        most of any other state (``other_early``) and great power (``power_early``); ``russia_late``,
        ``usa_late``, ``iraq_late``; in the whole ``russia`` and ``usa``, and of Russia's those in which
        Moscow took the first step (``moscow_first``); a decade, those with Russia before and after the
        common border ended (``rate_before``, ``rate_after``), and how probable so few are by chance
        (``chance``).
    """
    rows = []
    for name, ends in ENDS.items():
        for until, step, parties, counted, since in product(ends, STEPS, PARTIES, COUNTED, SINCE):
            kept = disputes[disputes["data_set"].eq(name) & _reached(disputes, STEPS[step], parties)]
            kept = _years(kept) if counted == "years" else kept
            kept = kept[kept["begin"].between(since, until)]
            named = {"list": name, "until": until, "step": step, "parties": parties, "counted": counted}
            rows.append(named | {"since": since} | _clashes(kept) | _rates(kept, since, until))
    return pd.DataFrame(rows).round(3)


def _reached(disputes: pd.DataFrame, step: int, parties: str) -> pd.Series:
    reached = disputes[["iran_hostility", "partner_hostility"]].max(axis=1).ge(step)
    original = disputes["iran_original_party"] & disputes["partner_original_party"]
    return reached & (original | (parties == "all"))


def _years(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return one row a partner and year with a dispute, as if one began in each."""
    spans = [range(*span) for span in zip(disputes["begin"], disputes["end"] + 1, strict=True)]
    return disputes.assign(begin=spans).explode("begin").drop_duplicates(["partner", "begin"])


def _clashes(disputes: pd.DataFrame) -> dict[str, int]:
    late = disputes["begin"].ge(REPUBLIC)
    early = disputes.loc[~late, "partner"].value_counts()
    since, whole = disputes.loc[late, "partner"].value_counts(), disputes["partner"].value_counts()
    first = disputes["partner"].eq("RUS") & ~disputes["iran_on_initiating_side"]
    return {
        "russia_early": int(early.get("RUS", 0)),
        "other_early": int(early.drop("RUS", errors="ignore").max()),
        "power_early": int(early.reindex(GREAT_POWERS, fill_value=0).max()),
        "russia_late": int(since.get("RUS", 0)),
        "usa_late": int(since.get("USA", 0)),
        "iraq_late": int(since.get("IRQ", 0)),
        "russia": int(whole.get("RUS", 0)),
        "usa": int(whole.get("USA", 0)),
        "moscow_first": int(first.sum()),
    }


def _rates(disputes: pd.DataFrame, since: int, until: int) -> dict[str, float]:
    begins = disputes.loc[disputes["partner"].eq("RUS"), "begin"]
    found = lists.compare_rates(begins, BORDER_ENDS, since, until)
    return {name: found[name] for name in ("rate_before", "rate_after", "chance")}


def signing_specifications(
    alliances: pd.DataFrame, disputes: pd.DataFrame, rivalries: pd.DataFrame
) -> pd.DataFrame:
    """Count Iran's promises with those who had quarrelled with it, under every choice of what is a quarrel.

    Parameters
    ----------
    alliances, disputes, rivalries
        Tables ``iran_alliances``, ``disputes`` and ``rivalries``.

    Returns
    -------
    DataFrame
        One row a ``burden`` (what counts as one), ``treaties`` and ``counted`` (a treaty with three partners
        three times, or once, burdened if one of them is): how many were ``signed`` and ``burdened``; and, of
        partners, how often ``russia`` and the most frequent of three other ``great_powers`` signed.
    """
    signed = lists.at_signing(alliances, disputes, rivalries)
    force = lists.at_signing(alliances, disputes[_reached(disputes, STEPS["use of force"], "all")], rivalries)
    fought = force[["cow", "gml"]].gt(0).any(axis=1)
    burdens = pd.DataFrame({
        "dispute or rivalry": signed[["cow", "gml"]].gt(0).any(axis=1) | signed["rivals"],
        "dispute": signed["cow"].gt(0), "dispute, revised list": signed["gml"].gt(0),
        "use of force": fought, "rivalry": signed["rivals"],
    })  # fmt: skip
    rows = []
    for treaties, burden, counted in product(TREATIES, BURDENS, UNITS):
        kept = _signed(signed, treaties)
        burdened, times = burdens.loc[kept.index, burden], kept["partner"].value_counts()
        if counted == "treaty":
            burdened = burdened.groupby(kept["atopid"]).any()
        rows.append({
            "burden": burden, "treaties": treaties, "counted": counted, "signed": len(burdened),
            "burdened": int(burdened.sum()), "russia": int(times.get("RUS", 0)),
            "great_powers": int(times.reindex(GREAT_POWERS, fill_value=0).max()),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _signed(signed: pd.DataFrame, treaties: str) -> pd.DataFrame:
    """Leave out of the treaties those that a choice does not count."""
    out = [] if treaties.startswith("with the") else [DECLARATION]
    if treaties.startswith("without"):
        out.append(OCCUPIED)
    kept = signed[~signed["atopid"].isin(out)]
    return kept[kept["begin"].dt.year.ge(1946)] if treaties == "since 1946" else kept


def approval_specifications(
    opinion: pd.DataFrame, disputes: pd.DataFrame, rivalries: pd.DataFrame
) -> pd.DataFrame:
    """Hold approval of states' leaders in Iran beside the record with them, under every choice of record.

    Parameters
    ----------
    opinion, disputes, rivalries
        Tables of these names.

    Returns
    -------
    DataFrame
        One row a ``record`` (disputes of a list, uses of force, years of rivalry), ``since``, ``asked_of``
        (which leaderships) and ``russia_in`` (the year of the answer on Russia; all others are of 2011):
        ``follows``, the rank correlation of approval and record; −1 where the most burdened is liked least.
    """
    asked = opinion[opinion["question"].eq(QUESTION)].assign(state=lambda rows: rows["item"].map(ASKED))
    first = asked[asked["start"].eq(IN_2011)].dropna(subset=["state"]).set_index("state")["value"]
    later = asked[asked["start"].eq("2021") & asked["item"].eq("Russia")]["value"].iloc[0]
    rows = []
    for since in SINCE:
        records = _records(disputes, rivalries, since)
        for record, asked_of, russia_in in product(records, ASKED_OF, RUSSIA_IN):
            liked = first.drop(LEFT_OUT[asked_of])
            liked = liked.mask(liked.index == "RUS", later) if russia_in == "2021" else liked
            named = {"record": record, "since": since, "asked_of": asked_of, "russia_in": russia_in}
            rows.append(named | {"follows": liked.rank().corr(records[record].reindex(liked.index).rank())})
    return pd.DataFrame(rows).round(3)


def _records(disputes: pd.DataFrame, rivalries: pd.DataFrame, since: int) -> dict[str, pd.Series]:
    """Return by state what stands in the record to 2010, counted in four ways."""
    past = disputes[disputes["begin"].between(since, LIKED_IN)]
    counted = {name: past[past["data_set"].eq(name)] for name in ENDS}
    counted["use of force"] = counted["cow"][_reached(counted["cow"], STEPS["use of force"], "all")]
    states = [*ASKED.values()]
    records = {
        name: rows["partner"].value_counts().reindex(states, fill_value=0) for name, rows in counted.items()
    }
    rival = {state: len(_rival_years(rivalries, state) & {*range(since, LIKED_IN + 1)}) for state in states}
    return records | {"years of rivalry": pd.Series(rival)}


def _rival_years(rivalries: pd.DataFrame, state: str) -> set[int]:
    pair = rivalries[["state_a", "state_b"]].apply(frozenset, axis=1).eq(frozenset((state, "IRN")))
    spells = rivalries.loc[pair, ["begin", "end"]].fillna({"end": LIKED_IN}).astype("int64")
    return {year for begin, end in spells.to_numpy() for year in range(begin, end + 1)}


def _disputes() -> pd.DataFrame:
    return dispute_specifications(tables.load("disputes"))


def _signing() -> pd.DataFrame:
    return signing_specifications(*map(tables.load, SIGNED))


def _approval() -> pd.DataFrame:
    return approval_specifications(*map(tables.load, LIKED))


SIGNED, LIKED = ("iran_alliances", "disputes", "rivalries"), ("opinion", "disputes", "rivalries")
JOBS = {
    "dispute_specifications": Job(_disputes, tables=["disputes"]),
    "signing_specifications": Job(_signing, tables=SIGNED),
    "approval_specifications": Job(_approval, tables=LIKED),
}
