"""Counts as bars in columns of their own."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import filled, place_of, said, touched, words

ROWS = pd.DataFrame({
    "topic": ["Syria", "Nuclear file"], "Read": [20, 0], "From memory": [1, None], "years": [40, 10],
})  # fmt: skip


def bars(**options):
    return charts.bar_columns(ROWS, row="topic", parts="grounds", **options)


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_of_all_columns_have_one_scale_and_the_smallest_has_its_number(narrow):
    lengths = [right - left for left, right in filled(bars(), narrow=narrow)]
    assert lengths == pytest.approx([lengths[0], lengths[0] / 20])
    assert {"20", "1"} <= set(said(bars(), narrow=narrow))


def test_nought_is_said_and_an_unknown_number_is_not_nought():
    assert said(bars(unknown="–")).count("0") == 1
    assert "–" in said(bars(unknown="–"))
    assert "Nuclear file, From memory: –" in touched(bars(unknown="–"))


@pytest.mark.parametrize("narrow", [False, True])
def test_no_number_reaches_into_the_next_column(narrow):
    fig = bars()
    left = place_of(fig, "From<br>memory" if narrow else "From memory", narrow=narrow)["x"]
    assert place_of(fig, "20", narrow=narrow)["x"] + 14 < left


def test_a_part_of_a_whole_is_said_as_one_and_drawn_in_it():
    fig = bars(whole="years")
    assert "20 of 40" in said(fig)
    (_, whole), (_, _), (start, part) = filled(fig)[:3]
    assert part - start == pytest.approx((whole - start) / 2)


def test_the_words_of_a_row_stand_beside_it_on_a_page_and_over_it_on_a_phone():
    for narrow, beside in ((False, True), (True, False)):
        row, number = (place_of(bars(), text, narrow=narrow) for text in ("Syria", "20"))
        assert (row["y"] == number["y"]) is beside
        assert row["y"] <= number["y"]


def test_a_head_is_parted_on_a_phone_alone():
    fig = bars(heads={"Read": "seen and re\u00adread"})
    assert "seen and reread" in said(fig)
    assert "seen<br>and<br>re-<br>read" in said(fig, narrow=True)


def test_blocks_have_their_names():
    fig = charts.bar_columns(ROWS.assign(file=["a", "b"]), row="topic", parts="grounds", group="file")
    order = [note["text"] for note in sorted(words(fig), key=lambda note: note["y"])]
    kept = [text for text in order if text in ("<b>a</b>", "<b>b</b>", "Syria", "Nuclear file")]
    assert kept == ["<b>a</b>", "Syria", "<b>b</b>", "Nuclear file"]
