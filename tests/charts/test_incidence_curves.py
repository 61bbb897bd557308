"""Shares that grow by steps."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import place_of, said, touched, traces

CURVES = charts.marks("first", {"many_pact": "joined NATO", "own_pact": "their own"})
ROWS = pd.DataFrame({
    "fate": ["many_pact"] * 3 + ["own_pact"] * 3,
    "years": [0, 10, 20] * 2,
    "share": [0.0, 0.2, 0.3, 0.0, 0.0, 0.03],
    "low": [0.0, 0.1, 0.2, 0.0, 0.0, 0.01],
    "high": [0.1, 0.3, 0.4, 0.1, 0.1, 0.14],
})  # fmt: skip


def drawn(band="own_pact"):
    return charts.incidence_curves(
        ROWS, x="years", y="share", low="low", high="high", curve="fate", curves=CURVES, band=band,
        ticks=[0, 10, 20, 25], shares=[0, 0.2, 0.4], x_title="Years", y_title="Share", mark=(15, "Iran"),
    )  # fmt: skip


def curves(fig, narrow):
    """Return the lines of steps; the short line before a name has no corner."""
    lines = [one for one in traces(fig, narrow=narrow) if one["mode"] == "lines"]
    return [one for one in lines if one["line"]["width"] == 2.4 and len(one["x"]) > 2]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_holds_each_share_until_the_next_time_and_the_last_to_the_end(narrow):
    many, own = curves(drawn(), narrow)
    per_year = (many["x"][1] - many["x"][0]) / 10
    assert [round((x - many["x"][0]) / per_year) for x in many["x"]] == [0, 10, 10, 20, 20, 25]
    assert many["y"][0] == many["y"][1] > many["y"][2] == many["y"][3] > many["y"][4] == many["y"][5]
    assert own["y"][3] == own["y"][0] > own["y"][5] > many["y"][5]


def test_the_band_runs_between_the_bounds_of_its_curve():
    (band,) = [one for one in traces(drawn(), narrow=False) if one.get("fill") == "toself"]
    many, _ = curves(drawn(), False)
    per_share = (many["y"][0] - many["y"][2]) / 0.2
    assert max(band["y"]) == pytest.approx(many["y"][0])
    assert min(band["y"]) == pytest.approx(many["y"][0] - 0.14 * per_share)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_curve_has_its_name_the_highest_first_and_no_two_names_meet(narrow):
    many, own = (place_of(drawn(), name, narrow=narrow) for name in ("joined NATO", "their own"))
    assert many["y"] + 17 < own["y"]
    top = min(min(one["y"]) for one in curves(drawn(), narrow))
    assert (own["y"] < top) == narrow
    assert {"Iran", "0%", "20%", "40%", "25"} <= set(said(drawn(), narrow=narrow))


def test_a_touch_says_the_share():
    assert "joined NATO, 10: 20%" in touched(drawn())


def test_a_band_of_no_curve_is_refused():
    with pytest.raises(ValueError, match="no curve is called 'war'"):
        drawn("war")
