"""What has happened by a time."""

import pandas as pd

from helpers import charts

ROWS = pd.DataFrame({
    "time": [0, 5, 10, 30, 0, 8],
    "share": [0.0, 0.1, 0.2, 0.9, 0.0, 0.4],
    "low": [0.0, 0.05, 0.1, 0.5, 0.0, 0.2],
    "high": [0.0, 0.2, 0.4, 1.0, 0.0, 0.6],
    "gone": [0, 2, 0, 1, 0, 0],
    "pact": ["own"] * 4 + ["any"] * 2,
})  # fmt: skip


def curve(**options):
    return charts.survival_curve(
        ROWS,
        x="time",
        y="share",
        low="low",
        high="high",
        curve="pact",
        labels={"own": "of their own", "any": "any"},
        styles="pacts",
        censored="gone",
        until=20,
        **options,
    )


def test_steps_are_the_values_given_carried_to_the_end_and_cut_there():
    lower, upper, steps, _ = curve().data[:4]
    assert list(steps.x) == [0, 5, 10, 20]
    assert list(steps.y) == [0.0, 0.1, 0.2, 0.2]
    assert (list(lower.y), list(upper.y)) == ([0.0, 0.05, 0.1, 0.1], [0.0, 0.2, 0.4, 0.4])
    assert {trace.line.shape for trace in (lower, upper, steps)} == {"hv"}


def test_a_tick_stands_where_some_are_no_longer_watched():
    gone = curve().data[3]
    assert (list(gone.x), list(gone.y), list(gone.text)) == ([5], [0.1], [2])


def test_each_curve_is_named_at_its_end_in_ink_that_its_band_does_not_drown():
    names = {note.text: (note.x, note.y, note.font.color) for note in curve().layout.annotations[:2]}
    assert names == {"of their own": (20, 0.2, None), "any": (20, 0.4, None)}


def test_a_time_of_note_is_marked_with_its_words():
    assert curve(mark=(15, "Iran–Russia")).layout.annotations[-1].text == "Iran–Russia"
