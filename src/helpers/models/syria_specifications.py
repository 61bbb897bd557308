"""Syria in the Council, in the field, at Astana and in the Assembly, counted under every reasonable choice.

A choice is crossed with every other. Where fewer than :data:`FEWEST` cases are left a count is missing, or
has no row: a share of three or four says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from .. import tables
from ..measures import agreement
from ..subjects import conflicts, council
from .jobs import Job

FEWEST = 5
UNITS = {"each text": ("vote_id",), "one a month": ("month",)}
START, END = (2011, 2015, 2017), (2019, 2024)  # protest, Russia's entry, Astana; the last texts in dispute
SUBJECTS = {"all": "", "without chemical weapons": "chemical|JIM|joint inquiry|OPCW|Khan Shaykhun|chlorine",
            "without aid": "aid"}  # fmt: skip

BETWEEN_STATES = ("Iran-Iraq", "Iran-Israel")
CONFLICTS = ("all", "with states", "at home")
INTENSITY = {"any": ("minor", "war"), "war": ("war",)}
SINCE = (1946, 1979, 2000)

KINDS = {"envoys": ["round"], "envoys and presidents": ["round", "summit"],
         "envoys, presidents, ministers": ["round", "summit", "ministers"]}  # fmt: skip

TITLES = {"all": "Syria|Mechanism", "human rights alone": "Human rights"}
FROM, TO = (2011, 2012, 2013), (2017, 2019)
SCORES = {"own position": "agreement", "half credit": "ordered_agreement"}
BESIDE = ("all", "contested")


def syria_text_specifications(votes: pd.DataFrame) -> pd.DataFrame:
    """Count what the Council and Russia did with texts on Syria, under every choice of what counts.

    Parameters
    ----------
    votes
        Table ``council_votes``: one row a vote of the Council.

    Returns
    -------
    DataFrame
        One row a combination of ``subjects``, ``texts``, ``unit``, ``start`` and ``end``: how many Russia
        ``vetoed``, of these ``with_china``; how many the Council ``adopted``, of these ``russia_for``; and of
        those that Russia brought ``own_adopted`` and ``own_failed``. A month counts once, if any of its texts
        does. Missing: ``with_china`` and ``russia_for`` where fewer than :data:`FEWEST` are left.
    """
    texts = _on_syria(votes)
    return pd.DataFrame(_decided(texts)).astype(dict.fromkeys(["with_china", "russia_for"], "Int64"))


def _on_syria(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the texts on the war, to the fall of Assad, with what became of each."""
    war = votes["about"].eq("Syria") & votes["date"].lt(conflicts.FALL_OF_ASSAD)
    texts = votes[war & votes["document"].isin(council.TEXTS) & votes["counted"]]
    adopted, vetoed = texts["outcome"].eq("adopted"), texts["outcome"].eq("vetoed") & texts["russia"].eq("no")
    own = texts["sponsor"].str.contains("Russian Federation", na=False)
    return texts.assign(
        month=texts["date"].dt.strftime("%Y-%m"),
        vetoed=vetoed, with_china=vetoed & texts["china"].eq("no"),
        adopted=adopted, russia_for=adopted & texts["russia"].eq("yes"),
        own_adopted=own & adopted, own_failed=own & ~adopted,
    )  # fmt: skip


def _decided(texts: pd.DataFrame) -> Iterator[dict]:
    year, what = texts["date"].dt.year, ["vetoed", "with_china", "adopted", "russia_for", "own_adopted"]
    for subjects, kinds, unit, start, end in product(SUBJECTS, ("all", "new alone"), UNITS, START, END):
        kept = year.between(start, end)
        if SUBJECTS[subjects]:
            kept &= ~texts["topic"].str.contains(SUBJECTS[subjects])
        if kinds == "new alone":
            kept &= ~texts["routine"]
        counts = texts[kept].groupby(list(UNITS[unit]))[[*what, "own_failed"]].any().sum()
        found = {name: int(counts[name]) for name in counts.index}
        named = {"subjects": subjects, "texts": kinds, "unit": unit, "start": start, "end": end}
        yield named | found | _enough(found, {"with_china": "vetoed", "russia_for": "adopted"})


def _enough(found: Mapping[str, int], parts: Mapping[str, str]) -> dict[str, int | None]:
    """Return the parts of a whole, each missing where the whole is too small."""
    return {part: found[part] if found[whole] >= FEWEST else None for part, whole in parts.items()}


def side_specifications(sides: pd.DataFrame) -> pd.DataFrame:
    """Count who stood with Iran in its own conflicts, under every choice of what counts as one.

    Parameters
    ----------
    sides
        Table ``war_sides``: one row a conflict, year, side, role and actor.

    Returns
    -------
    DataFrame
        One row a combination of ``conflicts``, ``intensity``, ``unit`` and ``since`` that leaves
        :data:`FEWEST` cases: how many there are (``own``), and in how many of them another state stood
        ``with_it`` or ``against_it``.
    """
    return pd.DataFrame(_stood(sides))


def _stood(sides: pd.DataFrame) -> Iterator[dict]:
    for which, intensity, unit, since in product(CONFLICTS, INTENSITY, ("conflict", "year"), SINCE):
        own = conflicts.own_conflicts(sides[sides["intensity"].isin(INTENSITY[intensity])], "IRN")
        abroad = own["conflict"].isin(BETWEEN_STATES)
        own = own[own["year"].ge(since) & {"all": True, "with states": abroad, "at home": ~abroad}[which]]
        by = "year" if unit == "year" else ["conflict", "year"]
        cases = own.groupby(by)[["with_it", "against_it"]].sum().gt(0)
        if len(cases) >= FEWEST:
            named = {"conflicts": which, "intensity": intensity, "unit": unit, "since": since}
            yield named | {"own": len(cases)} | cases.sum().astype(int).to_dict()


def meeting_specifications(meetings: pd.DataFrame) -> pd.DataFrame:
    """Count the meetings of Iran, Russia and Türkiye on Syria by year, under every choice of what counts.

    Parameters
    ----------
    meetings
        Table ``astana_rounds``: one row a meeting.

    Returns
    -------
    DataFrame
        One row a combination of ``kinds``, ``counted`` (meetings or their days) and ``sure``: the number in
        2017 (``first_year``), the most in any later year (``most_later``), and the numbers of 2017–2020
        (``early``) and 2021–2024 (``late``).
    """
    long = meetings.assign(
        year=meetings["start"].dt.year, meetings=1, days=(meetings["end"] - meetings["start"]).dt.days + 1
    )
    return pd.DataFrame(_met(long))


def _met(meetings: pd.DataFrame) -> Iterator[dict]:
    for kinds, counted, sure in product(KINDS, ("meetings", "days"), ("all", "dates read")):
        kept = meetings["kind"].isin(KINDS[kinds])
        if sure != "all":
            kept &= meetings["how_known"].ne("partly read")
        by_year = meetings[kept].groupby("year")[counted].sum().reindex(range(2017, 2025), fill_value=0)
        early = int(by_year.loc[:2020].sum())
        yield {
            "kinds": kinds, "counted": counted, "sure": sure, "first_year": int(by_year[2017]),
            "most_later": int(by_year.loc[2018:].max()), "early": early, "late": int(by_year.sum()) - early,
        }  # fmt: skip


def assembly_specifications(resolutions: pd.DataFrame, tally: pd.DataFrame) -> pd.DataFrame:
    """Set how alike Iran and Russia voted on Syria beside how alike they voted on all.

    Parameters
    ----------
    resolutions
        Table ``unga_syria_resolutions``: one row a resolution and state.
    tally
        Table ``unga_agreement``: one row a year, partner, issue and subset, with the nine counts.

    Returns
    -------
    DataFrame
        One row a combination of ``titles``, ``score``, ``beside`` (which other roll calls), ``start`` and
        ``end`` that leaves :data:`FEWEST` resolutions: ``resolutions``, and how alike they voted on these
        (``on_syria``), on all of the same years (``on_all``), and Iran and Türkiye on these
        (``with_turkey``).
    """
    return pd.DataFrame(_alike(resolutions, tally)).round(4)


def _alike(resolutions: pd.DataFrame, tally: pd.DataFrame) -> Iterator[dict]:
    calls = resolutions.rename(columns={"resolution": "roll_call"})
    dyads = agreement.dyad_votes(calls, "IRN", ["RUS", "TUR"])
    year = dyads["date"].dt.year
    whole = tally.query("partner == 'RUS' and issue == 'all'").set_index("subset")
    for titles, score, beside, start, end in product(TITLES, SCORES, BESIDE, FROM, TO):
        chosen = dyads[dyads["title"].str.contains(TITLES[titles]) & year.between(start, end)]
        found = _scored(agreement.count_votes(chosen)).set_index("partner")
        others = agreement.pool_periods(whole.loc[beside], {"span": (start, end)})
        if found.at["RUS", "n"] >= FEWEST:
            yield {
                "titles": titles, "score": score, "beside": beside, "start": start, "end": end,
                "resolutions": int(found.at["RUS", "n"]), "on_syria": found.at["RUS", SCORES[score]],
                "on_all": _scored(others)[SCORES[score]].item(),
                "with_turkey": found.at["TUR", SCORES[score]],
            }  # fmt: skip


def _scored(tally: pd.DataFrame) -> pd.DataFrame:
    return agreement.ordered_agreement(agreement.agreement(tally))


def _texts() -> pd.DataFrame:
    return syria_text_specifications(tables.load("council_votes"))


def _sides() -> pd.DataFrame:
    return side_specifications(tables.load("war_sides"))


def _meetings() -> pd.DataFrame:
    return meeting_specifications(tables.load("astana_rounds"))


def _assembly() -> pd.DataFrame:
    return assembly_specifications(tables.load("unga_syria_resolutions"), tables.load("unga_agreement"))


JOBS = {
    "syria_text_specifications": Job(_texts, tables=["council_votes"]),
    "side_specifications": Job(_sides, tables=["war_sides"]),
    "meeting_specifications": Job(_meetings, tables=["astana_rounds"]),
    "assembly_specifications": Job(_assembly, tables=["unga_syria_resolutions", "unga_agreement"]),
}
