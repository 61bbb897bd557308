"""One answer under all choices."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import filled, said

SPECS = pd.DataFrame({
    "change": [-0.4, -0.1, 0.1, None], "low": [-0.6, -0.3, -0.1, None], "high": [-0.2, 0.1, 0.3, None],
    "end": ["apart", "open", "open", None], "score": ["half", "half", "own", "own"],
})  # fmt: skip
ENDS = {"apart": "clearly apart", "open": "not clear", "nearer": "clearly nearer"}


def drawn(frame=SPECS, **other):
    told = {"low": "low", "high": "high", "ticks": [-0.8, 0, 0.8]} | other
    return charts.every_choice(
        frame, value="change", outcome="end", outcomes=ENDS,
        colours=charts.colours("moves"), choices={"score": {"half": "half way", "own": "its own"}},
        names={"score": "Abstention"}, **told,
    )  # fmt: skip


@pytest.mark.parametrize("narrow", [False, True])
def test_a_bar_an_option_adds_up_to_the_whole(narrow):
    bars = sorted(filled(drawn(), narrow=narrow), key=lambda bar: bar[1] - bar[0])[3:]  # the key is smaller
    assert len(bars) == 3  # half and half of the first option, the whole of the second
    widths = [end - start for start, end in bars]
    assert widths[0] == pytest.approx(widths[1]) == pytest.approx(widths[2] / 2)
    assert {"<b>Abstention</b>", "half way", "its own", "50%", "100%"} <= set(said(drawn(), narrow=narrow))


def test_what_has_no_value_is_not_counted():
    assert "3" in said(drawn()) and "4" not in said(drawn())


def test_values_without_bounds_are_points_on_a_scale_of_ones_own():
    bare = drawn(low=None, high=None, ticks=[-0.5, 0, 0.5], form="+.0%")
    assert {"−50%", "0", "+50%"} <= set(said(bare))
    assert {"−0.8", "0", "+0.8"} <= set(said(drawn()))
    assert len(bare.data) < len(drawn().data), "no interval is drawn"


def test_an_end_without_a_colour_is_refused():
    with pytest.raises(ValueError, match="no colour for 'sideways'"):
        drawn(SPECS.assign(end="sideways"))
