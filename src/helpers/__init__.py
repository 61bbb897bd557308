"""What a chapter may import: the tables, the analysis, the charts, and the way onto the page.

>>> import helpers
>>> votes = helpers.load("council_votes")
"""

from . import charts, conflict, council, exchange, reports, texts, treaties, votes
from .show import figure, glue, markdown, table
from .tables import DataError, coverage, load, names

__all__ = [
    "DataError",
    "charts",
    "conflict",
    "council",
    "coverage",
    "exchange",
    "figure",
    "glue",
    "load",
    "markdown",
    "names",
    "reports",
    "table",
    "texts",
    "treaties",
    "votes",
]
