"""The same chance on the small panel of great powers with regional states, where few events bear few terms.

From table ``dyad_years``, which counts a tie of either kind (ATOP v5.1, to 2018).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from ..tables import load
from . import hazard
from . import onset_rules as rules

TERMS = ("distance", "land_border", "capability_ratio", "polyarchy_least", "lesser_promise")
MODELS = {"firth": TERMS, "base_rate": (), "distance": ("distance",), "contiguity": ("land_border",)}
DYAD = ["great_power", "regional_state"]
LAST_YEAR = 2018
PAIR = ("RUS", "IRN")


@cache
def _years() -> pd.DataFrame:
    """Return one row a pair and year, with what is known of it at the end of the year."""
    rows = load("dyad_years").sort_values([*DYAD, "year"], ignore_index=True)
    apart = rows.groupby(DYAD)["distance_km"]
    levels = rows[["polyarchy_great_power", "polyarchy_regional_state"]].astype(float)
    return rows.assign(
        # A year without a distance has that of the nearest year: new states have none in their first.
        distance=np.log1p(apart.transform(lambda km: km.ffill().bfill()).astype(float)),
        # The borders of the file end in 2016; none of these has moved since.
        land_border=rows.groupby(DYAD)["contiguity"].ffill().eq("land").astype(float),
        capability_ratio=np.log(rows["cinc_ratio"].astype(float)),
        polyarchy_least=levels.min(axis=1, skipna=False),
        lesser_promise=rows[["neutrality", "nonaggression", "consultation"]].any(axis=1).astype(float),
    )[[*DYAD, "year", "defence", *TERMS]]


@cache
def panel() -> pd.DataFrame:
    """Return one row a great power, regional state and year without a defence tie at the end of the last.

    Returns
    -------
    DataFrame
        ``great_power``, ``regional_state``, ``year``, ``any`` (a tie of defence began in the year) and the
        terms, as of the year before; without the rows in which one of these is not known.
    """
    rows = _years()
    before = rows.assign(year=rows["year"] + 1).query("not defence").drop(columns="defence")
    both = before.merge(rows[[*DYAD, "year", "defence"]], on=[*DYAD, "year"])
    return both.rename(columns={"defence": "any"}).dropna().reset_index(drop=True)


def spread() -> pd.DataFrame:
    """Return the chances that each origin gave the pairs then at risk, and what came."""
    rows, found = panel(), []
    for origin in rules.ORIGINS:
        learnt, now = rows[rows["year"].le(origin)], rows[rows["year"].eq(origin + 1)]
        for model, terms in MODELS.items():
            yearly = hazard.firth(learnt, "any", terms)(now)
            for years in rules.HORIZONS:
                if origin + years > LAST_YEAR:
                    continue
                after = rows[rows["year"].between(origin + 1, origin + years) & rows["any"]]
                came = pd.MultiIndex.from_frame(now[DYAD]).isin(pd.MultiIndex.from_frame(after[DYAD]))
                key: dict[str, object] = {"part": str(origin), "years": years, "model": model, "pact": "any"}
                found.append(pd.DataFrame(key | {"chance": 1 - (1 - yearly) ** years, "came": came}))
    return pd.concat(found, ignore_index=True)


def chances() -> pd.DataFrame:
    """Return the chances of Iran and Russia at each forecast; after 2018 by what was known then."""
    rows, found = panel(), []
    for origin in rules.FORECASTS:
        known = _years().query("year == @origin or (@origin > @LAST_YEAR and year == @LAST_YEAR)")
        now = known[known["great_power"].eq(PAIR[0]) & known["regional_state"].eq(PAIR[1])]
        for model, terms in MODELS.items():
            fit = hazard.firth(rows[rows["year"].le(origin)], "any", terms)
            for years in rules.HORIZONS:
                chance = 1 - (1 - fit(now)[0]) ** years
                key: dict[str, object] = {
                    "case": f"forecast-{origin}",
                    "state_a": PAIR[1],
                    "state_b": PAIR[0],
                }
                key |= {"origin": origin, "years": years, "model": model, "pact": "any"}
                found.append(key | {"chance": chance})
    return pd.DataFrame(found)
