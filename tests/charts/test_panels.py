"""Small multiples on one scale."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, said, traces, words

YEARS = [2000, 2001, 2003, 2010]
FRAME = pd.DataFrame({
    "year": YEARS * 2,
    "measure": ["A"] * 4 + ["B"] * 4,
    "value": [2.0, 4.0, 8.0, 4.0, 1.0, None, 2.0, 2.0],
})  # fmt: skip


def panels(**options):
    asked = {
        "x": "year",
        "y": "value",
        "column": "measure",
        "hue": "sapphire",
        "ticks": {2: "2", 4: "4"},
        "limits": (1, 16),
        "named": [2000, 2010],
        "valued": [2000, 2003],
        "words": "{:.1f}".format,
        "unit": "times",
    }
    return charts.panels(FRAME, **asked | options)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_time_is_time_and_all_panels_have_one_scale(log, narrow):
    fig = panels(log=log, valued=[2000, 2001, 2003])
    (x0, y2), (x1, _), (x3, y8), (_, y1), (_, again) = ((x, y) for _, x, y in dots(fig, narrow=narrow))
    assert (x3 - x0) == pytest.approx(3 * (x1 - x0))
    assert again == pytest.approx(y2)
    assert (y2 - y8) / (y1 - y2) == pytest.approx(2 if log else 6)


def test_chosen_years_have_their_value_in_words_and_a_missing_one_has_none():
    assert [text for text in said(panels(valued=[2001])) if "<b>" in text] == ["<b>4.0</b>"]


def test_the_curve_is_broken_where_a_year_has_no_value():
    (_, first), (_, last) = ((x, x) for _, x, _ in dots(panels(valued=[2000, 2001]))[:2])
    curve = next(one for one in traces(panels()) if one["mode"] == "lines" and one["line"]["width"] > 2)
    assert curve["x"] == pytest.approx([first, last])


def test_a_panel_has_its_short_title_on_a_phone():
    fig = panels(short={"A": "a"})
    assert "A" in said(fig) and "a" in said(fig, narrow=True) and "A" not in said(fig, narrow=True)


def test_no_words_are_turned():
    assert not any(note.get("textangle") for note in words(panels()))
