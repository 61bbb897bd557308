"""Items as dots in columns."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, said, touched

ITEMS = pd.DataFrame({
    "year": ["2024", "2024", "2025"], "stance": ["sceptical", "sceptical", "official"], "words": list("abc"),
})  # fmt: skip
KINDS = charts.marks("debate", {"sceptical": "sceptical", "official": "official words"})


def drawn(frame=ITEMS):
    return charts.dot_columns(frame, row="year", kind="stance", kinds=KINDS, hover="words")


@pytest.mark.parametrize("narrow", [False, True])
def test_each_item_is_a_dot_of_its_own_in_the_column_of_its_kind(narrow):
    looks = [hue for hue, _, _ in dots(drawn(), narrow=narrow)]
    places = {(x, y) for _, x, y in dots(drawn(), narrow=narrow)}
    assert len(places) == 3
    assert looks.count(KINDS["sceptical"]["colour"]) == 2
    assert touched(drawn(), narrow=narrow) == ["a", "b", "c"]


def test_columns_are_named_and_no_axis_measures_the_dots():
    assert said(drawn()) == ["sceptical", "official words", "2024", "2025"]


def test_an_item_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no colour for 'other'"):
        drawn(ITEMS.assign(stance="other"))
