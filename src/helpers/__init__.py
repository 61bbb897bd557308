"""What a chapter may import: the tables, the analysis, the charts, and the way onto the page.

>>> import helpers
>>> votes = helpers.load("council_votes")
"""

from . import charts, page, texts, words
from .measures import agreement, survival
from .page import figure, glue, markdown, table
from .subjects import (
    alliances,
    catalogue,
    chronology,
    conflicts,
    council,
    defence_pacts,
    disputes,
    forecasts,
    powers,
    published_figures,
    reports,
    trade,
    treaties,
)
from .tables import DataError, coverage, load, names

__all__ = [
    "DataError",
    "agreement",
    "alliances",
    "catalogue",
    "charts",
    "chronology",
    "conflicts",
    "council",
    "coverage",
    "defence_pacts",
    "disputes",
    "figure",
    "forecasts",
    "glue",
    "load",
    "markdown",
    "names",
    "page",
    "powers",
    "published_figures",
    "reports",
    "survival",
    "table",
    "texts",
    "trade",
    "treaties",
    "words",
]
