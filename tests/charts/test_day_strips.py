"""Days in strips."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, filled, place_of, said, touched, traces

KINDS = charts.marks("days", {"confirmed": "confirmed", "claimed": "claimed", "no fire": "none"})
STRETCHES = {"First": charts.Stretch(1, 60, {1: "1 May"}), "Then": charts.Stretch(61, 80, {71: "10 July"})}
ACTS = pd.DataFrame(
    [
        ("First", "North", 3, 3, "confirmed", "a"),
        ("First", "North", 10, 12, "claimed", "b"),
        ("First", "South", 1, 28, "no fire", "c"),
        ("Then", "South", 61, 70, "claimed", "d"),
    ],
    columns=["stretch", "lane", "start", "end", "kind", "words"],
)
LINES = pd.DataFrame({"stretch": ["First"], "start": [40], "words": ["truce"]})
SHADE = pd.DataFrame({"stretch": ["First", "Then"], "start": [1, 65], "end": [39, 66]})


def strips(acts=ACTS, lines=LINES, shade=SHADE):
    return charts.day_strips(
        acts, stretches=STRETCHES, kinds=KINDS, lines=lines, shade=shade, shaded="under attack"
    )


def points(fig, narrow):
    """Return the places of marks: those of the key come first."""
    return [x for _, x, _ in dots(fig, narrow=narrow)][2:]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_day_is_as_wide_in_one_stretch_as_in_another_and_shade_ends_with_its_last_day(narrow):
    fig = strips()
    first, then = filled(fig, narrow=narrow)[1:]
    day = (first[1] - first[0]) / 39
    assert (then[1] - then[0]) / 2 == pytest.approx(day)
    assert then[0] - first[0] == pytest.approx(4 * day)
    third, tenth, *_ = points(fig, narrow)
    assert third - first[0] == pytest.approx(2.5 * day)
    assert tenth - third == pytest.approx(7 * day)


@pytest.mark.parametrize("narrow", [False, True])
def test_some_days_are_points_and_a_spell_is_a_line_dashed_if_only_claimed_and_dotted_if_nothing_was(narrow):
    fig = strips()
    assert len(points(fig, narrow)) == 1 + 3
    dashes = [
        one["line"]["dash"]
        for one in traces(fig, narrow=narrow)
        if one["mode"] == "lines" and "dash" in one["line"]
    ]
    assert dashes.count("dash") == 1 and dashes.count("dot") == 2  # the key has a dotted one
    assert touched(fig, narrow=narrow) == ["a", "b", "b", "b", "c", "d"]


def test_a_lane_stands_only_in_stretches_in_which_it_has_a_mark():
    assert said(strips()).count("South") == 2
    assert said(strips()).count("North") == 1


def test_the_line_of_a_truce_is_named_over_it_and_crosses_no_name_on_a_phone():
    fig = strips()
    word, name = (place_of(fig, text, narrow=True) for text in ("truce", "North"))
    drawn = traces(fig, narrow=True)
    cut = next(one for one in drawn if one["mode"] == "lines" and one["line"].get("width") == 1.4)
    assert word["y"] < name["y"] and word["x"] <= cut["x"][0]
    ends = [y for y in cut["y"] if y is not None]
    assert not any(low < name["y"] < high for low, high in zip(ends[::2], ends[1::2], strict=True))


@pytest.mark.parametrize("change", [{"kind": "rumour"}, {"stretch": "Later"}])
def test_an_act_of_an_unknown_kind_or_stretch_is_refused(change):
    with pytest.raises(ValueError, match=next(iter(change.values()))):
        strips(ACTS.assign(**change))
