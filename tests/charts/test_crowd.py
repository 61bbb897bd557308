"""One among many, in several years."""

import pandas as pd

from helpers import charts
from tests.charts.canvases import dots, filled, said

CROWD = pd.DataFrame({
    "year": [2010] * 4 + [2024] * 4, "value": [0.6, 0.7, 0.8, 0.5, 0.1, 0.1, 0.1, 0.5],
    "iran": [False, False, False, True] * 2,
})  # fmt: skip


def drawn():
    return charts.crowd(
        CROWD, row="year", value="value", one="iran", said={2010: "4th", 2024: "1st"},
        ticks={0: "0", 1: "1"}, name="Similarity",
    )  # fmt: skip


def test_the_one_stands_where_it_stood_and_the_others_are_counted_without_it():
    first, second = [x for _, x, _ in dots(drawn())]
    assert first == second  # the same value in both years
    assert len(filled(drawn())) == 3 + 1  # three apart in the first year, three together in the second
    assert {"4th", "1st", "<b>2010</b>", "<b>2024</b>"} <= set(said(drawn()))
