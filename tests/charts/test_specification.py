"""One answer under many choices."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts

KINDS = charts.marks("pacts", {"own": "of their own", "any": "any"})
ROWS = pd.DataFrame({
    "choice": ["as printed", "as printed", "without NATO", "without NATO", "since 1990"],
    "block": ["rule", "rule", "rule", "rule", "years"],
    "pact": ["own", "any", "own", "any", "own"],
    "share": [0.1, 0.3, 0.1, 0.2, None],
    "low": [0.05, 0.2, 0.0, 0.1, None],
    "high": [0.2, 0.5, 0.3, 0.4, None],
    "words": list("abcde"),
})  # fmt: skip


def specification(frame=ROWS):
    columns = {"value": "share", "low": "low", "high": "high", "choice": "choice", "kind": "pact"}
    return charts.specification(frame, **columns, kinds=KINDS, group="block", hover="words")


def test_each_choice_has_its_value_and_interval_a_kind():
    own, other = specification().data
    assert list(own.x[:2]) == [0.1, 0.1] and list(other.x) == [0.3, 0.2]
    assert list(other.error_x.array) == pytest.approx([0.2, 0.2])
    assert list(other.error_x.arrayminus) == pytest.approx([0.1, 0.1])


def test_an_answer_that_cannot_be_given_has_no_point():
    assert pd.isna(specification().data[0].x[2])


def test_kinds_of_one_choice_stand_under_its_words_and_over_the_next():
    fig = specification()
    own, other = fig.data
    words = {note.text: note.y for note in fig.layout.annotations}
    assert words["as printed"] < own.y[0] < other.y[0] < words["without NATO"] < own.y[1]


def test_words_of_choices_and_blocks_never_share_a_line():
    fig = specification()
    places = sorted(note.y for note in fig.layout.annotations)
    assert [note.text for note in fig.layout.annotations].count("<b>rule</b>") == 1
    assert len(places) == 5
    assert all(lower - upper > 0.3 for upper, lower in pairwise(places))


def test_a_kind_without_a_mark_is_refused():
    with pytest.raises(ValueError, match="no colour for 'none'"):
        specification(ROWS.assign(pact="none"))
