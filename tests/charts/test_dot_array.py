"""Every one of a few as a dot."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, said, touched

ITEMS = pd.DataFrame({"fate": ["none"] * 20 + ["many_pact"] * 3, "words": [f"pair {n}" for n in range(23)]})
KINDS = charts.marks("first", {"many_pact": "joined NATO", "none": "as it was", "own_pact": "their own"})


def drawn(frame=ITEMS):
    return charts.dot_array(frame, kind="fate", kinds=KINDS, hover="words")


@pytest.mark.parametrize("narrow", [False, True])
def test_each_item_is_a_dot_at_a_place_of_its_own(narrow):
    placed = dots(drawn(), narrow=narrow)
    key = len(KINDS)
    assert len({(x, y) for _, x, y in placed}) == len(ITEMS) + key
    assert sorted(touched(drawn(), narrow=narrow)) == sorted(ITEMS["words"])


@pytest.mark.parametrize("narrow", [False, True])
def test_how_many_there_are_of_each_kind_is_said_none_too(narrow):
    assert said(drawn(), narrow=narrow) == [
        "<b>3</b>  joined NATO",
        "<b>20</b>  as it was",
        "<b>0</b>  their own",
    ]


def test_those_of_a_kind_stand_together_in_the_order_of_the_key():
    assert touched(drawn())[:3] == ["pair 20", "pair 21", "pair 22"]


def test_an_item_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no colour for 'other'"):
        drawn(ITEMS.assign(fate="other"))
