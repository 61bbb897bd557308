"""Things that last, as bars over time."""

import pandas as pd
import pytest

from helpers import charts
from tests.charts.canvases import filled, place_of, said, traces, words

FRAME = pd.DataFrame({
    "row": ["long ago", "long ago", "open"],
    "start": pd.to_datetime(["1816-01-01", "1830-01-01", "2001-03-12"]),
    "end": pd.to_datetime(["1830-01-01", "1840-01-01", None]),
    "kind": ["War", "Rivalry", "Written promise"],
    "ours": [False, True, False],
    "note": ["", "neutrality", "all that it says"],
})  # fmt: skip


def spans(frame=FRAME, **options):
    columns = {"row": "row", "start": "start", "end": "end", "kind": "kind", "colours": "spells"}
    return charts.spans(frame, **columns, until=2020, **options)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_bar_is_as_long_as_its_span_and_an_open_one_ends_in_an_arrow(narrow):
    war, rivalry, promise, arrow = filled(spans(), narrow=narrow)
    per_year = (war[1] - war[0]) / 14
    assert (rivalry[1] - rivalry[0]) / per_year == pytest.approx(10, abs=0.1)
    assert (promise[1] - promise[0]) / per_year == pytest.approx(2020 - 2001.19, abs=0.1)
    assert arrow[0] == promise[1] and arrow[1] <= (charts.NARROW if narrow else charts.WIDE)


def test_words_stand_at_the_end_of_their_bar_where_there_is_room():
    early, late = (place_of(spans(), text) for text in ("long ago", "open"))
    _, rivalry, promise, _ = filled(spans())
    assert early["xanchor"] == "left" and 0 < early["x"] - rivalry[1] < 12
    assert late["xanchor"] == "right" and 0 < promise[0] - late["x"] < 12


def test_a_row_says_more_after_its_name_and_once():
    fig = spans(note="note")
    assert sum("long ago" in text for text in said(fig)) == 1
    assert "neutrality" in next(text for text in said(fig) if "long ago" in text)


def test_a_span_of_lesser_standing_is_an_outline():
    assert len(filled(spans(hollow="ours"))) == len(filled(spans())) - 1


def middles_and_heights(fig):
    """Return the middle and the height of each filled area, in the order drawn."""
    rings = [[]]
    for trace in (one for one in traces(fig) if one.get("fill") == "toself"):
        for y in [*trace["y"], None]:
            rings[-1].append(y) if y is not None else rings.append([])
    return [((max(ring) + min(ring)) / 2, max(ring) - min(ring)) for ring in rings if ring]


def test_a_disputed_span_is_a_thin_line_along_the_middle_of_its_row():
    plain, thin = (middles_and_heights(spans(thin=column)) for column in (None, "ours"))
    assert [before[0] for before in plain] == pytest.approx([after[0] for after in thin])
    assert [after[1] < before[1] / 2 for before, after in zip(plain, thin, strict=True)] == [
        False, True, False, False,
    ]  # fmt: skip


def test_years_stand_where_they_are():
    years = {int(note["text"]): note["x"] for note in words(spans(step=50)) if note["text"].isdigit()}
    assert years[1900] - years[1850] == pytest.approx(years[2000] - years[1950])


def test_a_span_whose_kind_has_no_colour_is_refused():
    with pytest.raises(ValueError, match="column 'kind': no colour for 'new'"):
        spans(FRAME.assign(kind="new"))
