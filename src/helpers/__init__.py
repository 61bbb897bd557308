"""What a chapter may import: the tables, the analysis, the charts, and the way onto the page.

>>> import helpers
>>> votes = helpers.load("council_votes")
"""

from . import charts, page, texts, words
from .measures import agreement, concentration, every_dyad, ideal_points, placebo, reliability, survival
from .page import figure, glue, markdown, table
from .subjects import (
    alliances,
    armed_groups,
    assembly,
    catalogue,
    chronology,
    comparison,
    conflicts,
    council,
    defence_pacts,
    disputes,
    event_counts,
    forecasts,
    one_reporter,
    opinion,
    own_forecasts,
    powers,
    published_figures,
    readings,
    source_tiers,
    territory,
    trade,
    treaties,
)
from .tables import DataError, closing, coverage, items, load, names
from .words import number

__all__ = [
    "DataError",
    "agreement",
    "alliances",
    "armed_groups",
    "assembly",
    "catalogue",
    "charts",
    "chronology",
    "closing",
    "comparison",
    "concentration",
    "conflicts",
    "council",
    "coverage",
    "defence_pacts",
    "disputes",
    "event_counts",
    "every_dyad",
    "figure",
    "forecasts",
    "glue",
    "ideal_points",
    "items",
    "load",
    "markdown",
    "names",
    "number",
    "one_reporter",
    "opinion",
    "own_forecasts",
    "page",
    "placebo",
    "powers",
    "published_figures",
    "readings",
    "reliability",
    "source_tiers",
    "survival",
    "table",
    "territory",
    "texts",
    "trade",
    "treaties",
    "words",
]
