"""Small multiples, as lines and as bars."""

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES
from tests.charts.canvases import filled, said, touched, traces

SHARES = pd.DataFrame({
    "year": [1990, 2000, 2010] * 2,
    "partner": ["CHN"] * 3 + ["XYZ"] * 3,
    "share": [0.1, 0.2, 0.3, 0.2, 0.1, 0.0],
})  # fmt: skip


def multiples(**options):
    asked = {"x": "year", "y": "share", "part": "partner", "parts": {"CHN": "China", "XYZ": "Nowhere"}}
    asked |= {"hues": "countries", "unit": "Share", "ticks": {0: "0", 0.4: "40%"}, "form": ".0%"}
    return charts.multiples(SHARES, named=(1990, 2010), **asked | options)


@pytest.mark.parametrize("narrow", [False, True])
def test_each_panel_names_its_part_and_its_first_and_last_value(narrow):
    assert {"<b>China</b>", "10%", "<b>30%</b>", "<b>Nowhere</b>", "20%", "<b>0%</b>"} <= set(
        said(multiples(), narrow=narrow)
    )


def test_the_others_lie_pale_behind_each_line():
    hues = [one["line"]["color"] for one in traces(multiples()) if one["mode"] == "lines"]
    assert hues.count(HUES["line"].light) == 2
    assert hues.count(charts.COUNTRIES["CHN"]) == 1


def test_one_scale_holds_for_all_panels():
    fig = multiples(bars=10)
    heights = [
        max(y for y in one["y"] if y) - min(y for y in one["y"] if y)
        for one in traces(fig)
        if one.get("fill") == "toself"
    ]
    assert heights[0] / heights[1] == pytest.approx(1.5)


def test_a_bar_without_value_is_not_drawn_and_the_highest_has_its_number():
    fig = multiples(bars=10)
    assert len(filled(fig)) == 5
    assert {"30%", "20%"} <= set(said(fig))
    assert "2000–2009: 10%" in touched(fig)
