"""How the predictions fared: the events that bear on them, and what a count of events depends on.

An event is coded for claims and in a direction, ``supports``, ``against``, ``mixed`` or ``neutral``. A
prediction is read from one claim or more. The direction is a judgement, so that every count here can be made
under several rules; the outcome of a prediction (table ``predictions``) is judged apart and is no count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from ..tables import DataError, items
from ..tiers import Lines, addresses
from ..words import escape, spelled

DIRECTIONS = ("supports", "mixed", "against", "neutral")
SCORES = ("borne out", "borne out in part", "not borne out", "condition not met", "open")
POINTS = {"borne out": 1.0, "borne out in part": 0.5, "not borne out": 0.0}  # What can be scored at all.
QUALITIES = ("firm", "middling", "weak")
SELECTIONS = ("all events", "firm sources only", "one a theme and year", "war years only")
SPEAKS = {
    "supports": "for",
    "against": "against",
    "mixed": "in both directions",
    "neutral": "decides nothing",
}
MARKS = {"firm": "", "middling": " †", "weak": " ‡"}
UNBROKEN = "\u2011"  # A hyphen that keeps a date on one line of a narrow table.
COPIES = ("copy of a primary document", "weak")  # Tiers of sources that are copies, reposts or digests.
WAR = "2025-06-13"  # The first day of the first of the two wars of 2025 and 2026.


def quality(events: pd.DataFrame) -> pd.Series:
    """Grade the sources of each event.

    Parameters
    ----------
    events
        Table ``events_after``: one row an event, ``how_known``, ``confidence``.

    Returns
    -------
    Series
        ``weak`` where confidence is low; ``firm`` where it is high and the sources were read, whole or in the
        excerpt that an archive gives; ``middling`` for the rest. Index as in `events`.

    Examples
    --------
    >>> quality(pd.DataFrame({"how_known": ["read", "memory"], "confidence": ["high", "low"]})).tolist()
    ['firm', 'weak']
    """
    grade = pd.Series("middling", index=events.index, dtype="str")
    read = events["how_known"].isin(["read", "excerpt"])
    grade = grade.mask(events["confidence"].eq("high") & read, "firm")
    return grade.mask(events["confidence"].eq("low"), "weak").rename("quality")


def claims_of_predictions(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return one row a prediction and claim it is read from: ``prediction_id``, ``claim_id``.

    Parameters
    ----------
    predictions
        Table ``predictions``: one row a prediction.

    Raises
    ------
    DataError
        If two predictions are read from one claim: its events would be counted twice.
    """
    pairs = predictions.assign(claim_id=items(predictions["claim_ids"])).explode("claim_id")
    if (twice := pairs["claim_id"].duplicated()).any():
        row = pairs[twice].iloc[0]
        raise DataError(
            f"table 'predictions', row {row['prediction_id']}: claim {row['claim_id']} already belongs to "
            "another prediction; next: read each claim into one prediction"
        )
    return pairs[["prediction_id", "claim_id"]].reset_index(drop=True)


def events_on_predictions(
    predictions: pd.DataFrame, events: pd.DataFrame, event_claims: pd.DataFrame
) -> pd.DataFrame:
    """Say which events bear on which prediction, and how.

    Parameters
    ----------
    predictions, events, event_claims
        Tables ``predictions``, ``events_after`` and ``event_claims``; an event that is not among `events`
        counts nowhere, so that the tail of the record stays out by leaving it out of them.

    Returns
    -------
    DataFrame
        One row a prediction and event, in the order of `predictions` and then of dates: ``prediction_id``,
        ``event_id``, ``direction``, and of the event ``date``, ``title``, ``theme`` and ``quality``.

    Notes
    -----
    An event counts once a prediction, however many of its claims it is coded for. Where they disagree the
    event is ``mixed``; a neutral claim yields to any other.
    """
    coded = claims_of_predictions(predictions).merge(event_claims, on="claim_id")
    pairs = coded.groupby(["prediction_id", "event_id"])["direction"].agg(_joined).reset_index()
    facts = events.assign(quality=quality(events))[["event_id", "date", "title", "theme", "quality"]]
    pairs = pairs.merge(facts, on="event_id")
    order = {name: place for place, name in enumerate(predictions["prediction_id"])}
    place = pairs["prediction_id"].map(order)
    return (
        pairs.assign(place=place)
        .sort_values(["place", "date", "event_id"], ignore_index=True)
        .drop(columns="place")
    )


def score(predictions: pd.DataFrame, events: pd.DataFrame, event_claims: pd.DataFrame) -> pd.DataFrame:
    """Count the events for and against each prediction.

    Parameters
    ----------
    predictions, events, event_claims
        Tables ``predictions``, ``events_after`` and ``event_claims``.

    Returns
    -------
    DataFrame
        `predictions`, with the number of events that ``supports``, ``mixed``, ``against``, ``neutral``, their
        sum ``events``, how many of them are not firmly sourced (``unsure``), and ``leaning``, see
        :func:`leaning`. A prediction on which no event bears has zeros and leans ``none``.
    """
    pairs = events_on_predictions(predictions, events, event_claims)
    ids = predictions["prediction_id"]
    counts = _counts(pairs, ids)
    unsure = pairs["quality"].ne("firm").groupby(pairs["prediction_id"]).sum()
    counts = counts.assign(
        events=counts.sum(axis=1), unsure=unsure.reindex(ids, fill_value=0), leaning=leaning(counts)
    )
    return predictions.merge(counts.reset_index(), on="prediction_id", validate="1:1")


def benchmark(predictions: pd.DataFrame) -> pd.DataFrame:
    """Score the forecasts of the texts beside the forecast that nothing changes.

    A forecast shows skill only where it does better than persistence, the cheapest forecast there is
    [1]_: that things stay as they were when the texts were written.

    Parameters
    ----------
    predictions
        One row a forecast: ``text``, ``outcome`` and ``naive_outcome``, the outcome of the forecast that
        nothing changes, in the same words.

    Returns
    -------
    DataFrame
        One row a text and, last, ``both``: ``settled``, the number of forecasts of which both outcomes are
        among :data:`POINTS`; ``said`` and ``unchanged``, the points of the text and of persistence on these
        (1 for borne out, 0.5 in part, 0 for not borne out); ``better`` and ``worse``, on how many of them the
        text has more points than persistence, and fewer.

    Notes
    -----
    A forecast that is open, or whose condition was not met, is not scored: it is neither right nor wrong.

    References
    ----------
    .. [1] Murphy, A. H. (1992). Climatology, persistence, and their linear combination as standards of
       reference in skill scores. Weather and Forecasting 7, 692-698.

    Examples
    --------
    >>> forecasts = pd.DataFrame({
    ...     "text": ["article", "article", "commentary"],
    ...     "outcome": ["borne out", "not borne out", "open"],
    ...     "naive_outcome": ["borne out", "borne out in part", "open"],
    ... })
    >>> benchmark(forecasts)[["text", "settled", "said", "unchanged"]]
          text  settled  said  unchanged
    0  article        2   1.0        1.5
    1     both        2   1.0        1.5
    """
    points = predictions.assign(
        said=predictions["outcome"].map(POINTS), unchanged=predictions["naive_outcome"].map(POINTS)
    ).dropna(subset=["said", "unchanged"])
    every = pd.concat([points, points.assign(text="both")])
    sides = every.assign(
        settled=1,
        better=every["said"].gt(every["unchanged"]).astype("int64"),
        worse=every["said"].lt(every["unchanged"]).astype("int64"),
    )
    columns = ["settled", "said", "unchanged", "better", "worse"]
    return sides.groupby("text", sort=False)[columns].sum().reset_index()


def points_in_words(points: float) -> str:
    """Return points as a sentence has them.

    Parameters
    ----------
    points
        Of :func:`benchmark`.

    Examples
    --------
    >>> points_in_words(6.0), points_in_words(6.5)
    ('six', '6.5')
    """
    return spelled(int(points)) if points == int(points) else f"{points:g}"


def leaning(counts: pd.DataFrame) -> pd.Series:
    """Say where counted events point.

    Parameters
    ----------
    counts
        One row a prediction, with the number of events by direction.

    Returns
    -------
    Series
        ``for`` or ``against`` where more events stand on that side, ``even`` where as many or where all are
        mixed or neutral, ``none`` where there is no event.

    Examples
    --------
    >>> leaning(pd.DataFrame({"supports": [3, 0], "against": [1, 2], "mixed": 0, "neutral": 0})).tolist()
    ['for', 'against']
    """
    net = counts["supports"] - counts["against"]
    words = pd.Series("even", index=counts.index, dtype="str").mask(net > 0, "for").mask(net < 0, "against")
    return words.mask(counts[list(DIRECTIONS)].sum(axis=1).eq(0), "none").rename("leaning")


def robustness(predictions: pd.DataFrame, events: pd.DataFrame, event_claims: pd.DataFrame) -> pd.DataFrame:
    """Count the events under several rules, to see what the balance depends on.

    Parameters
    ----------
    predictions
        Table ``predictions``: one row a prediction.
    events
        One row an event, as table ``events_after``.
    event_claims
        Table ``event_claims``: one row an event and a claim it bears on.

    Returns
    -------
    DataFrame
        One row a prediction and rule of :data:`SELECTIONS`: ``prediction_id``, ``rule``, ``leaning``, and the
        counts. *firm sources only* keeps events of high confidence whose sources were read; *one a theme and
        year* counts the events of one theme in one year together as one; *war years only* keeps those from
        :data:`WAR` on.
    """
    pairs = events_on_predictions(predictions, events, event_claims)
    kept = {
        "all events": pairs,
        "firm sources only": pairs[pairs["quality"].eq("firm")],
        "one a theme and year": episodes(pairs),
        "war years only": pairs[pairs["date"].ge(WAR)],
    }
    parts = []
    for rule in SELECTIONS:
        counts = _counts(kept[rule], predictions["prediction_id"])
        parts.append(counts.assign(leaning=leaning(counts), rule=rule).reset_index())
    return pd.concat(parts, ignore_index=True)


def episodes(pairs: pd.DataFrame) -> pd.DataFrame:
    """Count the events of one theme in one year together as one.

    Parameters
    ----------
    pairs
        One row an event and prediction, as :func:`events_on_predictions` gives it.

    Returns
    -------
    DataFrame
        One row a prediction, theme and year: ``prediction_id``, ``theme``, ``date`` (the year) and
        ``direction``, ``mixed`` where its events do not point one way.

    Examples
    --------
    >>> days = {"prediction_id": "a", "theme": "war", "date": ["2025-06-13", "2025-06-24"]}
    >>> episodes(pd.DataFrame(days | {"direction": ["against", "neutral"]}))["direction"].tolist()
    ['against']
    """
    year = pairs["date"].str[:4].rename("date")
    keys = ["prediction_id", "theme", year]
    return pairs.groupby(keys)["direction"].agg(_joined).reset_index()


def stability(counted: pd.DataFrame, rules: Sequence[str] = SELECTIONS[1:]) -> pd.DataFrame:
    """Say which balances hold when the events are counted under other rules.

    Parameters
    ----------
    counted
        One row a prediction and rule, as :func:`robustness` gives it.
    rules
        The rules held against the first one.

    Returns
    -------
    DataFrame
        One row a prediction: ``prediction_id``, ``keeps`` (every rule that leaves it any event leaves it its
        leaning) and ``crosses`` (under some rule it goes from for to against, or back).
    """
    wide = counted.pivot(index="prediction_id", columns="rule", values="leaning")
    whole, other = wide[SELECTIONS[0]], wide[list(rules)]
    keeps = (other.eq(whole, axis=0) | other.eq("none")).all(axis=1)
    across = whole.map({"for": "against", "against": "for"})
    crosses = other.eq(across, axis=0).any(axis=1)
    return pd.DataFrame({"keeps": keeps, "crosses": crosses}).reset_index()


def events_in_common(pairs: pd.DataFrame, one: str, other: str, direction: str = "supports") -> pd.DataFrame:
    """Compare the events that point one way for two predictions.

    Parameters
    ----------
    pairs
        One row an event and prediction, as :func:`events_on_predictions` gives it.
    direction
        Which way the events point: ``supports``, ``against``.

    Returns
    -------
    DataFrame
        One row an event that has the direction for either of them: ``event_id``, ``title``, ``one`` and
        ``other`` (whether it has it for that prediction).
    """
    picked = pairs[pairs["direction"].eq(direction)]
    sets = {
        name: set(picked.loc[picked["prediction_id"].eq(key), "event_id"])
        for name, key in (("one", one), ("other", other))
    }
    rows = picked[picked["event_id"].isin(sets["one"] | sets["other"])].drop_duplicates("event_id")
    rows = rows.assign(**{name: rows["event_id"].isin(members) for name, members in sets.items()})
    return rows[["event_id", "title", "one", "other"]].reset_index(drop=True)


def event_lanes(
    events: pd.DataFrame, lanes: Mapping[str, Sequence[str]], *, start: int = 2021
) -> pd.DataFrame:
    """Lay events out in lanes over time.

    Parameters
    ----------
    events
        Table ``events_after``.
    lanes
        Name of each lane, top down -> the themes in it.
    start
        Year at which the axis begins: a date known to the month stands in its middle.

    Returns
    -------
    DataFrame
        One row an event, by date: ``event_id``, ``lane``, ``when`` (years since `start`), ``quality``, and
        ``words`` (date, title, publishers).

    Raises
    ------
    DataError
        If a theme has no lane.
    """
    lane_of = {theme: lane for lane, themes in lanes.items() for theme in themes}
    if lost := sorted(set(events["theme"]) - set(lane_of)):
        raise DataError(f"table 'events_after': theme {lost[0]!r} has no lane; next: give it one")
    laid = events.assign(lane=events["theme"].map(lane_of), when=_when(events["date"]) - start)
    laid = laid.assign(quality=quality(events)).sort_values(["when", "event_id"], ignore_index=True)
    laid["words"] = laid["date"] + ": " + laid["title"] + " (" + laid["source_title"] + ")"
    return laid[["event_id", "lane", "when", "quality", "words"]]


def provenance(events: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Count events by year and by how well they are known.

    Parameters
    ----------
    events, sources
        Tables ``events_after`` and ``sources``.

    Returns
    -------
    DataFrame
        One row a year: ``year``, ``events``, of these ``firm``, ``middling`` and ``weak`` (:func:`quality`),
        ``single`` (one address only) and ``copied`` (a source is the copy of a document, or of the lowest
        tier: reposts, digests, blogs).
    """
    facts = pd.get_dummies(quality(events), dtype="int64").reindex(columns=list(QUALITIES), fill_value=0)
    facts = facts.assign(
        events=1,
        single=items(events["source"]).str.len().eq(1).astype("int64"),
        copied=_has_copy(events["source"], sources).astype("int64"),
    )
    return facts.groupby(events["date"].str[:4].rename("year")).sum().reset_index()


def _has_copy(listed: pd.Series, sources: pd.DataFrame) -> pd.Series:
    """Tell which lists of sources name an address whose tier is that of copies."""
    lines, tier = Lines(sources["prefix"]), sources.set_index("prefix")["tier"]
    return listed.map(lambda text: any(tier.get(lines.longest(one)) in COPIES for one in addresses(text)))


def rests_on(events: pd.DataFrame, hosts: Collection[str]) -> pd.Series:
    """Tell which events rest on addresses of some hosts alone.

    Parameters
    ----------
    events
        One row an event, as table ``events_after``.
    hosts
        Names such as ``tv.cctv.com``.

    Examples
    --------
    >>> listed = ["https://a.org/x; https://a.org/y (a copy)", "https://a.org; SC/1"]
    >>> rests_on(pd.DataFrame({"source": listed}), ["a.org"]).tolist()
    [True, False]
    """
    named = [f"https://{host}" for host in hosts]
    return items(events["source"]).map(
        lambda listed: all(any(f"{one}/".startswith(f"{host}/") for host in named) for one in listed)
    )


def event_rows(pairs: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Add the words a table shows for each prediction and event.

    Parameters
    ----------
    events
        One row an event, as table ``events_after``.

    Returns
    -------
    DataFrame
        `pairs` with ``day`` (date, in one piece), ``speaks`` (the direction in words), ``event`` (title,
        marked where the source is not firm) and ``source`` (Markdown, see :func:`publishers`).
    """
    links = pd.Series(publishers(events).array, index=events["event_id"].array)
    return pairs.assign(
        day=pairs["date"].str.replace("-", UNBROKEN),
        speaks=pairs["direction"].map(SPEAKS),
        event=pairs["title"] + pairs["quality"].map(MARKS),
        source=pairs["event_id"].map(links),
    )


def publishers(events: pd.DataFrame) -> pd.Series:
    """Return the publishers of each event as Markdown, linked to the first address that was read.

    Parameters
    ----------
    events
        One row an event, as table ``events_after``.
    """
    address = events["source"].str.extract(r"(https?://[^;\s<>]+)")[0]
    titles = events["source_title"].map(escape)
    return ("[" + titles + "](<" + address + ">)").fillna(titles)


def _joined(directions: pd.Series) -> str:
    found = set(directions) - {"neutral"}
    return "neutral" if not found else found.pop() if len(found) == 1 else "mixed"


def _counts(pairs: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    counts = pd.crosstab(pairs["prediction_id"], pairs["direction"])
    return counts.reindex(index=ids, columns=list(DIRECTIONS), fill_value=0).rename_axis(columns=None)


def _when(dates: pd.Series) -> pd.Series:
    """Turn a date, known to the day or the month, into years."""
    day = pd.to_datetime(dates.where(dates.str.len().eq(10), dates + "-15"))
    return day.dt.year + (day.dt.day_of_year - 1) / (365 + day.dt.is_leap_year)
