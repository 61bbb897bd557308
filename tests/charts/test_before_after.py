"""What several did with each item, before and after."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, said, traces

ITEMS = pd.DataFrame({
    "title": ["Nuclear disarmament", "The right to food"], "move": ["apart", "together"],
    "before": ["abstain", "yes"], "after": ["no", "yes"],
})  # fmt: skip
KINDS = charts.marks("votes", {"yes": "yes", "abstain": "abstains", "no": "no"})
KEY = 3


def drawn(frame=ITEMS):
    columns = {"rus": ("Russia", "before", "after")}
    return charts.before_after(frame, row="title", group="move", columns=columns, kinds=KINDS, hover="title")


def joins(fig):
    """Return how many lines join two marks, which are darker than those that rule the rows."""
    lines = [one for one in traces(fig) if one["mode"] == "lines" and one["line"]["width"] == 1.4]
    return sum(one["x"].count(None) + 1 for one in lines)


@pytest.mark.parametrize("narrow", [False, True])
def test_each_item_has_a_mark_a_period_and_blocks_have_names(narrow):
    assert len(dots(drawn(), narrow=narrow)) == 2 * len(ITEMS) + KEY
    assert {"<b>apart</b>", "<b>together</b>", "Russia"} <= set(said(drawn(), narrow=narrow))


def test_only_what_changed_is_joined():
    assert joins(drawn()) == 1
    assert joins(drawn(ITEMS.assign(before=[None, "yes"]))) == 0


def test_long_words_are_cut_and_rows_that_are_then_alike_refused():
    long = ITEMS.assign(title="A very long title " * 12 + pd.Series(["one", "two"]), move="apart")
    with pytest.raises(ValueError, match="begin with the same words"):
        drawn(long)
    (cut,) = [words for words in said(drawn(long[:1]), narrow=True) if words.startswith("A very")]
    assert cut.endswith(" …") and len(cut) < 60


def test_a_deed_that_has_no_look_is_refused():
    with pytest.raises(ValueError, match="no colour for 'maybe'"):
        drawn(ITEMS.assign(after=["maybe", "yes"]))
