"""All states as points, the few that matter named."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import place_of, said, touched, traces

ROWS = pd.DataFrame({
    "gap": [-0.2, -0.18, 0.0, 0.0, 0.3], "row": "Small treaties", "name": ["Iran", "Austria", "", "", ""],
    "ours": [True, False, False, False, False], "words": list("abcde"),
})  # fmt: skip


def swarm(frame=ROWS):
    return charts.swarm(
        frame, x="gap", row="row", label="name", strong="ours", hover="words", unit="found less expected",
        ticks={-0.5: "fewer", 0: "0", 0.5: "more"}, zero="as expected",
    )  # fmt: skip


@pytest.mark.parametrize("narrow", [False, True])
def test_every_state_is_a_point_and_none_hides_another(narrow):
    points = [
        (x, y)
        for one in traces(swarm(), narrow=narrow)
        if one["mode"] == "markers" and "hovertext" not in one
        for x, y in zip(one["x"], one["y"], strict=True)
    ]
    assert len(points) == 5 == len(set(points))
    assert sorted(touched(swarm(), narrow=narrow)) == list("abcde")


@pytest.mark.parametrize("narrow", [False, True])
def test_names_near_each_other_stand_on_lines_of_their_own(narrow):
    assert {"<b>Iran</b>", "Austria"} <= set(said(swarm(), narrow=narrow))
    assert (
        place_of(swarm(), "Austria", narrow=narrow)["y"]
        != place_of(swarm(), "<b>Iran</b>", narrow=narrow)["y"]
    )


def test_no_state_is_cut_off():
    with pytest.raises(ValueError, match=r"outside of -0\.5 to 0\.5"):
        swarm(ROWS.assign(gap=[-0.2, 0.0, 0.0, 0.0, 0.9]))
