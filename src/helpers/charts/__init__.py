"""One function per kind of chart, one module each, in one house style.

Every function takes a DataFrame and returns a plotly figure that :func:`helpers.figure` puts on the page. A
country has the same colour throughout the book; colours are told apart by colour-blind readers and on light
and dark paper, and never carry a meaning alone: a label, a dash or a symbol says it too. A missing value is
a gap.
"""

from .bridge import bridge
from .intervals import intervals
from .lines import lines
from .stacked import stacked
from .strip import strip
from .style import COLOURS, HEIGHT, INK, OUTCOMES, RELATIONS, VERDICTS, VOTES, house, narrowed
from .tiles import tiles

__all__ = [
    "COLOURS",
    "HEIGHT",
    "INK",
    "OUTCOMES",
    "RELATIONS",
    "VERDICTS",
    "VOTES",
    "bridge",
    "house",
    "intervals",
    "lines",
    "narrowed",
    "stacked",
    "strip",
    "tiles",
]
