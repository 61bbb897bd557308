"""Treaties over an axis of time, and under it what the two states fought."""

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.side_by_side import WORDS as PARTS

WORDS = dict.fromkeys(PARTS, "words")


def promises(**more):
    frame = pd.DataFrame({
        "name": ["old", "neutral", "alliance", "partnership"],
        "start": pd.to_datetime(["1921-01-01", "1927-01-01", "1942-01-01", "2001-01-01"]),
        "end": pd.to_datetime(["1941-01-01", "1941-01-01", "1946-01-01", None]),
        "kind": ["to fight", "to stay out or not to attack", "to fight", "to consult"],
        "sure": [False, True, True, True],
    })  # fmt: skip
    return frame.assign(label=frame["name"], short=frame["name"], **more)


STOOD = pd.DataFrame(
    [
        ("a", 1946, True, 0, True, False),
        ("b", 1980, True, 0, False, False),
        ("c", 1980, True, 1, False, False),
        ("d", 1980, True, 0, False, False),
        ("far", 2015, False, None, False, True),
        ("far too", 2015, False, None, False, True),
        ("far", 2016, False, None, False, True),
    ],
    columns=["conflict", "year", "own", "with_it", "against", "together"],
).astype({"with_it": "Int64"})
ATTACKS = pd.DataFrame({"date": pd.to_datetime(["2025-06-13"]), "title": ["war"]})


def drawn(words=WORDS, stood=STOOD, frame=None):
    frame = promises() if frame is None else frame
    until = pd.Timestamp("2026-07-01")
    return charts.side_by_side(frame, stood, ATTACKS, since=1946, until=until, words=words)


def bars(fig, text):
    touched = [trace for trace in fig.data if trace.type == "bar" and trace.hoverinfo == "text"]
    return [trace for trace in touched if any(text in words for words in list(trace.hovertext))]


def test_each_conflict_of_a_year_has_a_square_of_its_own_and_looks_as_it_stood():
    fig = drawn()
    (alone,), (beside,), (against,) = (
        bars(fig, said) for said in ("no state beside it", "another state beside it", "on the other side")
    )
    assert [len(trace.x) for trace in (alone, beside, against)] == [2, 1, 1]
    places = [
        (x, base) for trace in (alone, beside, against) for x, base in zip(trace.x, trace.base, strict=True)
    ]
    assert len(set(places)) == len(places)
    assert alone.marker.color != beside.marker.color
    (strokes,) = [trace for trace in fig.data if trace.type == "scatter" and trace.mode == "lines"]
    assert sum(x is not None for x in strokes.x) == 2 and 1946 < strokes.x[0] < strokes.x[1] < 1947


def test_the_years_on_one_side_are_one_band_however_many_conflicts_they_had():
    (band,) = bars(drawn(), "on one side")
    assert list(band.x) == [2015.5, 2016.5]
    assert min(band.base) > max(base for trace in bars(drawn(), "state beside it") for base in trace.base)


def test_only_a_sure_promise_to_fight_is_filled_with_the_rubric():
    fig = drawn()
    (sure,), (old,), (less,) = (bars(fig, name) for name in ("alliance", "old", "neutral"))
    assert sure.marker.color == bars(fig, "on one side")[0].marker.color
    assert old.marker.color == "rgba(0,0,0,0)" and old.marker.line.width == 1
    assert set(less.hovertext) == {"neutral", "partnership"}


def test_treaties_of_the_same_years_do_not_lie_on_each_other():
    fig = drawn()
    laid = [
        (trace.y[place], base, base + trace.x[place])
        for name in ("alliance", "old", "neutral")
        for trace in bars(fig, name)
        for place, base in enumerate(trace.base)
    ]
    for row, begin, end in laid:
        assert sum(row == other and begin < late and early < end for other, early, late in laid) == 1
    assert len({row for row, *_ in laid}) == 2
    assert max(end for *_, end in laid) == pd.Timestamp("2026-07-01").year + 181 / 365.25


def test_page_and_phone_have_the_same_words_in_places_of_their_own():
    words = {name: f"the {name}" for name in PARTS}
    fig = drawn(words)
    wide, narrow = fig.layout.annotations, fig.layout.meta["narrow"]["annotations"]
    for notes in ([note.to_plotly_json() for note in wide], narrow):
        said = " ".join(note["text"] for note in notes)
        assert all(text.upper() in said.upper() for text in words.values())
        assert "2015–2016" in said and "alliance" in said
        assert all(note["font"]["size"] >= 11 for note in notes)
    assert [note.x for note in wide] != [note["x"] for note in narrow]


def test_a_part_without_words_is_named():
    with pytest.raises(ValueError, match="no text for 'gap'"):
        drawn(WORDS | {"gap": ""})


def test_states_that_never_stood_together_have_no_such_picture():
    with pytest.raises(ValueError, match="never on one side"):
        drawn(stood=STOOD.assign(together=False))
