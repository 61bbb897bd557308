"""One function per kind of chart, one module each, in one house style.

Every function takes a DataFrame and returns a plotly figure that :func:`helpers.figure` puts on the page. A
country has the same colour throughout the book; colours are told apart by colour-blind readers and on light
and dark paper, and never carry a meaning alone: a label, a dash or a symbol says it too. A missing value is
a gap. No chapter types a colour: it names a set of the palette, as ``colours="votes"``, ``styles="pacts"`` or
``kinds=marks("drafts", names)``.
"""

from .areas import areas
from .balance import balance
from .bridge import RELATIONS, bridge
from .coverage_spans import coverage_spans
from .fates import fates
from .intervals import intervals
from .lines import lines
from .mirror import mirror
from .palette import COUNTRIES, INK, OUTCOMES, VERDICTS, VOTES, colours, marks, strokes
from .scatter import scatter
from .share_lines import share_lines
from .side_by_side import side_by_side
from .slope import slope
from .spans import spans
from .specification import specification
from .stacked import stacked
from .strip import strip
from .style import HEIGHT, house, narrowed
from .survival_curve import survival_curve
from .tallies import tallies
from .tiles import tiles
from .timeline import timeline

__all__ = [
    "COUNTRIES",
    "HEIGHT",
    "INK",
    "OUTCOMES",
    "RELATIONS",
    "VERDICTS",
    "VOTES",
    "areas",
    "balance",
    "bridge",
    "colours",
    "coverage_spans",
    "fates",
    "house",
    "intervals",
    "lines",
    "marks",
    "mirror",
    "narrowed",
    "scatter",
    "share_lines",
    "side_by_side",
    "slope",
    "spans",
    "specification",
    "stacked",
    "strip",
    "strokes",
    "survival_curve",
    "tallies",
    "tiles",
    "timeline",
]
