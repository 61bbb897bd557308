"""One function per kind of chart, one module each, in one house style.

Every function takes a DataFrame and returns a plotly figure that :func:`helpers.figure` puts on the page. A
country has the same colour throughout the book; colours are told apart by colour-blind readers and on light
and dark paper, and never carry a meaning alone: a label, a dash or a symbol says it too. A missing value is
a gap. No chapter types a colour: it names a set of the palette, as ``colours="votes"``, ``styles="pacts"`` or
``kinds=marks("drafts", names)``.
"""

from .areas import areas
from .balance import balance
from .checks import checks
from .claim_rows import claim_rows
from .coverage_spans import coverage_spans
from .fates import fates
from .intervals import intervals
from .lines import lines
from .meetings import meetings
from .mirror import mirror
from .palette import COUNTRIES, INK, OUTCOMES, VERDICTS, VOTES, colours, marks, strokes
from .panels import panels
from .scatter import scatter
from .side_by_side import side_by_side
from .spans import spans
from .specification import specification
from .stacked import stacked
from .strip import strip
from .style import HEIGHT, NARROW, WIDE, house, narrowed, traces
from .survival_curve import survival_curve
from .tallies import tallies
from .tiles import tiles
from .timeline import timeline

__all__ = [
    "COUNTRIES",
    "HEIGHT",
    "INK",
    "NARROW",
    "OUTCOMES",
    "VERDICTS",
    "VOTES",
    "WIDE",
    "areas",
    "balance",
    "checks",
    "claim_rows",
    "colours",
    "coverage_spans",
    "fates",
    "house",
    "intervals",
    "lines",
    "marks",
    "meetings",
    "mirror",
    "narrowed",
    "panels",
    "scatter",
    "side_by_side",
    "spans",
    "specification",
    "stacked",
    "strip",
    "strokes",
    "survival_curve",
    "tallies",
    "tiles",
    "timeline",
    "traces",
]
