"""Names in order of a measure."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, place_of, said, touched, words

STATES = pd.DataFrame({
    "name": ["Russia", "China", "Iraq"],
    "state": ["RUS", "CHN", "IRQ"],
    "talk": [30.0, 10.0, 20.0],
    "trade": [0.01, 0.18, None],
    "later": [60.0, None, None],
})  # fmt: skip


def ranked(columns=("talk", "trade"), **options):
    formats = {"talk": ",.0f", "trade": ".1%"}
    titles = {one: one.capitalize() for one in columns}
    asked = {"name": "name", "state": "state", "columns": titles, "formats": formats}
    return charts.ranked(STATES, told=("RUS",), **asked | options)


def names(fig, narrow=False):
    shown = [note for note in words(fig, narrow=narrow) if note["xanchor"] == "right"]
    return [note["text"] for note in shown]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_column_has_its_own_order_and_what_is_missing_comes_last(narrow):
    assert names(ranked(), narrow) == [
        "<b>Russia</b>", "Iraq", "China", "China", "<b>Russia</b>", "Iraq",
    ]  # fmt: skip
    assert said(ranked(), narrow=narrow).count("not reported") == 1
    assert len(dots(ranked(), narrow=narrow)) == 5


def test_a_dot_stands_at_its_value_from_nought():
    places = [x for _, x, _ in dots(ranked(["talk"]))]
    start = place_of(ranked(["talk"]), "China")["x"] + 10
    assert [(x - start) / (places[0] - start) for x in places] == pytest.approx([1, 2 / 3, 1 / 3])


def test_only_those_told_apart_have_a_hue():
    assert [hue for hue, _, _ in dots(ranked(["talk"]))].count(charts.COUNTRIES["RUS"]) == 1


def test_columns_stand_beside_each_other_on_a_page_and_below_on_a_phone():
    for narrow in (False, True):
        talk, trade = (place_of(ranked(), title, narrow=narrow) for title in ("Talk", "Trade"))
        assert (talk["x"] == trade["x"]) is narrow
        assert (talk["y"] == trade["y"]) is not narrow


def test_a_later_value_is_the_end_of_an_arrow():
    fig = ranked(["talk"], later="later", later_words="{} in 2021")
    assert {"30", "<b>60 in 2021</b>"} <= set(said(fig))
    assert len(dots(fig)) == 4
    assert "Russia: 30" in touched(fig)
