"""A grid of categories."""

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES

ROWS = pd.DataFrame({
    "year": [2001, 2002, 2001, 2002],
    "state": ["Iran", "Iran", "Russia", "Russia"],
    "vote": ["yes", "no", "yes", None],
    "block": ["one", "one", "two", "two"],
    "words": ["a", "b", "c", "d"],
})  # fmt: skip


def tiles(frame=ROWS, **options):
    options = {"colours": "votes", "letters": {"yes": "Y", "abstain": "A", "no": "N"}} | options
    return charts.tiles(frame, x="year", y="state", value="vote", hover="words", **options)


def at(fig):
    """Return the category of each tile by its column and row, as a reader sees them."""
    columns = dict(zip(fig.layout.xaxis.tickvals, fig.layout.xaxis.ticktext, strict=True))
    rows = dict(zip(fig.layout.yaxis.tickvals, fig.layout.yaxis.ticktext, strict=True))
    return {
        (columns[x], rows[round(base + 0.43)]): trace.name
        for trace in fig.data
        for x, base in zip(trace.x, trace.base, strict=True)
    }


def test_every_value_has_its_tile_and_a_missing_one_leaves_a_gap():
    expected = {("2001", "Iran"): "yes", ("2001", "Russia"): "yes", ("2002", "Iran"): "no"}
    assert at(tiles()) == at(tiles(group="block")) == expected


def test_each_tile_has_its_colour_its_letter_and_its_words():
    yes, no = tiles().data
    assert (yes.marker.color, no.marker.color) == (charts.VOTES["yes"], charts.VOTES["no"])
    assert (list(yes.text), list(no.text)) == (["Y", "Y"], ["N"])
    assert list(yes.hovertext) == ["a", "c"]


def test_the_letter_of_a_pale_tile_is_dark():
    (tile,) = tiles(ROWS.assign(vote="abstain")).data
    assert tile.textfont.color == HUES["black"].light


def test_the_name_of_a_block_has_a_line_of_its_own():
    fig = tiles(group="block")
    rows = list(fig.layout.yaxis.tickvals)
    heads = {note.text: note.y for note in fig.layout.annotations}
    assert rows == [1, 3]
    assert heads["<b>one</b>"] < 0.57 and 1.43 < heads["<b>two</b>"] < 2.57


def test_a_category_without_a_colour_is_refused():
    with pytest.raises(ValueError, match="column 'vote': no colour for 'absent'; there is yes, abstain, no"):
        tiles(ROWS.assign(vote="absent"))
