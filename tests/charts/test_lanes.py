"""Events in lanes."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, place_of, said

EVENTS = pd.DataFrame({
    "when": [0.5, 0.51, 3.0, 1.0],
    "lane": ["war", "war", "war", "trade"],
    "kind": ["firm", "firm", "weak", "middling"],
    "words": list("abcd"),
})  # fmt: skip
KINDS = charts.marks("quality", {"firm": "firm", "middling": "", "weak": "weak"})


def lanes(frame=EVENTS, names=None):
    names = names or {"war": "War and truce", "trade": "Trade"}
    asked = {"x": "when", "lane": "lane", "kind": "kind", "kinds": KINDS, "hover": "words"}
    return charts.lanes(frame, lanes=names, ticks={0: "2021", 2: "2023", 4: ""}, **asked)


@pytest.mark.parametrize("narrow", [False, True])
def test_events_that_would_hide_one_another_stand_above_on_their_own_days(narrow):
    places = [(x, y) for _, x, y in dots(lanes(), narrow=narrow)]
    # After the points of the key come those of the first lane, firm ones before weak.
    (first, low), (second, high), (third, again) = places[2:5]
    assert (second - first) / (third - first) == pytest.approx(0.01 / 2.5)
    assert (low - high, low - again) == (11, 0)


def test_a_lane_that_is_not_crowded_is_flat_and_none_overlaps_the_next():
    fig = lanes()
    assert place_of(fig, "War and truce")["y"] < place_of(fig, "Trade")["y"]


def test_only_kinds_with_a_name_are_in_the_key():
    assert said(lanes())[:2] == ["firm", "weak"]


def test_short_names_stand_beside_their_lanes_on_a_phone_and_long_ones_over_them():
    for names, left in (({"war": "2024", "trade": "2025"}, True), (None, False)):
        fig = lanes(names=names)
        assert (place_of(fig, "2021", narrow=True)["x"] > 20) is left


def test_an_event_without_a_lane_is_refused():
    with pytest.raises(ValueError, match="no colour for 'sport'"):
        lanes(EVENTS.assign(lane="sport"))
