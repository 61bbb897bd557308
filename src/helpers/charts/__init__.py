"""One function per kind of chart, one module each, in one house style.

Every function takes a DataFrame and returns a plotly figure that :func:`helpers.figure` puts on the page. A
country has the same colour throughout the book; colours are told apart by colour-blind readers and on light
and dark paper, and never carry a meaning alone: a label, a dash or a symbol says it too. A missing value is
a gap.
"""

from .areas import areas
from .balance import balance
from .bridge import bridge
from .coverage import coverage
from .fates import fates
from .intervals import intervals
from .lines import lines
from .mirror import mirror
from .scatter import scatter
from .shares import shares
from .slope import slope
from .spans import spans
from .specification import specification
from .stacked import stacked
from .strip import strip
from .style import COLOURS, HEIGHT, INK, OUTCOMES, RELATIONS, VERDICTS, VOTES, house, narrowed
from .survival import survival
from .tallies import tallies
from .tiles import tiles
from .timeline import timeline

__all__ = [
    "COLOURS",
    "HEIGHT",
    "INK",
    "OUTCOMES",
    "RELATIONS",
    "VERDICTS",
    "VOTES",
    "areas",
    "balance",
    "bridge",
    "coverage",
    "fates",
    "house",
    "intervals",
    "lines",
    "mirror",
    "narrowed",
    "scatter",
    "shares",
    "slope",
    "spans",
    "specification",
    "stacked",
    "strip",
    "survival",
    "tallies",
    "tiles",
    "timeline",
]
