"""What a chapter may import: the tables, the analysis, the charts, and the way onto the page.

>>> import helpers
>>> votes = helpers.load("council_votes")
"""

from . import (
    alliances,
    catalogue,
    channels,
    charts,
    conflict,
    council,
    events,
    exchange,
    history,
    power,
    published,
    reports,
    survival,
    texts,
    treaties,
    upgrades,
    votes,
)
from .show import figure, glue, markdown, table
from .tables import DataError, coverage, load, names

__all__ = [
    "DataError",
    "alliances",
    "catalogue",
    "channels",
    "charts",
    "conflict",
    "council",
    "coverage",
    "events",
    "exchange",
    "figure",
    "glue",
    "history",
    "load",
    "markdown",
    "names",
    "power",
    "published",
    "reports",
    "survival",
    "table",
    "texts",
    "treaties",
    "upgrades",
    "votes",
]
