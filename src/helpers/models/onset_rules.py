"""What is asked of the chance of a new defence promise, fixed before any answer was computed.

A pair of states is at risk of a pact of their own while none is in force between the two, and of joining a
pact of many while neither kind is. The year in which one begins is the onset; the pair leaves with the end of
one of its states. Years in which a state enters the system do not count, since nothing was known of the pair
before. Everything that may foretell the onset is taken as it stood at the end of the year before.

A model is scored at every origin: fitted on the years to it alone, it says of every pair then at risk how
likely a new promise is within five and ten years, with what was known at the origin held as it was. Beside
it stand three that know less. What the scores are is printed whatever they are.

Known when this was written: the panel of great powers with regional states has 17 onsets, none of the last
two decades; the list of cases to look back at (table ``pact_hindcasts``) was named for what happened in them.
"""

from __future__ import annotations

# Both kinds of pact come from the list of treaties, which ends in 2016 (ATOP v4.01).
FIRST_YEAR, LAST_YEAR = 1946, 2016
CAUSES = ("own", "many")
HORIZONS = (5, 10)
ORIGINS = tuple(range(1960, 2012, 5))
FORECASTS = (2001, 2015, 2024)

# Votes and shared organisations are left out: they follow alliances as much as they lead to them, and they
# are known for too few pairs before 1970.
COVARIATES = (
    "distance",  # natural logarithm of one plus the kilometres between the territories
    "land_border",
    "great_powers",  # how many of the two are major powers; which is named first must not matter
    "capability_ratio",  # natural logarithm of the greater over the smaller share
    "polyarchy_gap",
    "polyarchy_least",
    "rivals",
    "shared_rivals",  # any
    "lesser_promise",  # neutrality, non-aggression or consultation, without defence
    "defence_before",  # a pact since 1816 that has ended
    "recent",  # natural logarithm of the yearly rate of such onsets in the ten years before
)
# Of a pact of their own alone: the two are bound already by a pact of many.
OF_OWN = ("bound_by_many",)
RECENT_YEARS = 10

MODELS = {
    "firth": COVARIATES,
    # With an effect of each state; the weight of the penalty is chosen on the last ten years.
    "ridge": COVARIATES,
    "base_rate": (),
    "distance": ("distance",),
    "contiguity": ("land_border",),
}
PENALTIES = (0.01, 0.1, 1.0)
SOVIET_HEIRS = (
    "ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"
)  # fmt: skip
