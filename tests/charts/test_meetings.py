"""Topics and the paragraphs that speak on them."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import dots, place_of, said

LINKS = pd.DataFrame({
    "text": ["article", "commentary", "commentary", "article"],
    "passage_id": ["P1", "A2", "A2", "P2"],
    "topic": ["War", "War", "War", "Peace"],
    "relation": ["agree", "agree", "agree", "article only"],
})  # fmt: skip
SIDES = {"article": {"P1": "one", "P2": "two"}, "commentary": {"A1": "one", "A2": "two"}}
KINDS = {"agree": "They agree", "contradict": "They contradict", "article only": "Only one"}


def meetings(links=LINKS):
    heads = {"article": "The article", "commentary": "The commentary"}
    return charts.meetings(links, sides=SIDES, heads=heads, kinds=KINDS, hover={"War": "", "Peace": ""})


@pytest.mark.parametrize("narrow", [False, True])
def test_a_mark_stands_under_its_paragraph_once_and_in_the_row_of_its_topic(narrow):
    fig = meetings()
    heads = {name: place_of(fig, name)["x"] for name in ("P1", "P2", "A2")} if not narrow else {}
    marks = dots(fig, narrow=narrow)
    assert len(marks) == 3
    if heads:
        assert [x for _, x, _ in marks] == [heads["P1"], heads["A2"], heads["P2"]]
    assert marks[0][2] == marks[1][2] < marks[2][2]


def test_a_relation_counts_its_topics_and_one_without_any_is_left_out():
    assert "<b>They agree: 1</b>" in said(meetings())
    assert not any("contradict" in text for text in said(meetings()))


def test_a_topic_of_a_kind_unknown_is_refused():
    with pytest.raises(ValueError, match="column 'relation': no colour for 'ignore'"):
        meetings(LINKS.assign(relation="ignore"))
