"""Lines under a ribbon."""

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES
from tests.charts.canvases import filled, place_of, said, traces

LINES = pd.DataFrame({
    "year": [2000, 2001, 2003, 2000, 2003],
    "line": ["all", "all", "all", "ISR", "ISR"],
    "groups": [4.0, 6.0, 2.0, 1.0, 2.0],
})  # fmt: skip
RIBBON = pd.DataFrame({"start": [2000, 2002], "end": [2001, 2003], "words": ["four states", "no state"]})


def drawn(**options):
    asked = {"x": "year", "y": "groups", "line": "line", "labels": {"all": "all: {}", "ISR": "Israel: {}"}}
    asked |= {"unit": "Groups", "ticks": {0: "0", 8: "8"}, "ribbon": RIBBON, "ribbon_unit": "Bound"}
    return charts.ribbon_lines(LINES, styles="supported", **asked | options)


@pytest.mark.parametrize("narrow", [False, True])
def test_lines_are_named_at_their_ends_and_stretches_in_the_ribbon(narrow):
    assert {"all: 2", "Israel: 2", "four states", "no state"} <= set(said(drawn(), narrow=narrow))
    fig = drawn()
    gap = place_of(fig, "all: 2", narrow=narrow)["y"] - place_of(fig, "Israel: 2", narrow=narrow)["y"]
    assert abs(gap) >= 17


def test_a_stretch_is_as_long_as_its_years_and_its_tint_goes_on_behind_the_lines():
    ribbon, behind = filled(drawn())
    assert ribbon == pytest.approx((behind[0] + 1, behind[1] - 1))


def test_a_year_without_value_breaks_the_line():
    (own,) = [
        one
        for one in traces(drawn(steps=True))
        if one["mode"] == "lines" and one["line"].get("color") == HUES["dust"].light
    ]
    assert None in own["x"]
    assert len(own["x"]) == 2 * 3 + 1
