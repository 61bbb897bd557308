"""One function per kind of chart, one module each, in one house style.

Every function takes a DataFrame and returns a plotly figure that :func:`helpers.figure` puts on the page. A
country has the same colour throughout the book; colours are told apart by colour-blind readers and on light
and dark paper, and never carry a meaning alone: a label, a dash or a symbol says it too. A missing value is
a gap. No chapter types a colour: it names a set of the palette, as ``colours="votes"``,
``styles="sanctioned"`` or ``kinds=marks("drafts", names)``.
"""

from .balance import balance
from .bar_columns import bar_columns
from .before_after import before_after
from .chairs import chairs
from .checks import checks
from .claim_rows import claim_rows
from .coverage_spans import coverage_spans
from .crowd import crowd
from .day_strips import Stretch, day_strips
from .dot_array import dot_array
from .dot_columns import dot_columns
from .every_choice import every_choice
from .fates import fates
from .incidence_curves import incidence_curves
from .intervals import intervals
from .lanes import lanes
from .lines import lines
from .meetings import meetings
from .mirror import mirror
from .moments import moments
from .multiples import multiples
from .palette import COUNTRIES, INK, OUTCOMES, colours, marks, strokes
from .panels import panels
from .ranked import ranked
from .ribbon_lines import ribbon_lines
from .runs import runs
from .side_by_side import side_by_side
from .spans import spans
from .specification import specification
from .strip import strip
from .style import HEIGHT, NARROW, WIDE, house, narrowed, traces
from .swarm import swarm
from .tallies import tallies
from .territories import territories
from .tiles_by_year import tiles_by_year
from .timeline import timeline
from .word_tiles import word_tiles

__all__ = [
    "COUNTRIES",
    "HEIGHT",
    "INK",
    "NARROW",
    "OUTCOMES",
    "WIDE",
    "Stretch",
    "balance",
    "bar_columns",
    "before_after",
    "chairs",
    "checks",
    "claim_rows",
    "colours",
    "coverage_spans",
    "crowd",
    "day_strips",
    "dot_array",
    "dot_columns",
    "every_choice",
    "fates",
    "house",
    "incidence_curves",
    "intervals",
    "lanes",
    "lines",
    "marks",
    "meetings",
    "mirror",
    "moments",
    "multiples",
    "narrowed",
    "panels",
    "ranked",
    "ribbon_lines",
    "runs",
    "side_by_side",
    "spans",
    "specification",
    "strip",
    "strokes",
    "swarm",
    "tallies",
    "territories",
    "tiles_by_year",
    "timeline",
    "traces",
    "word_tiles",
]
