"""Events on their days."""

import pandas as pd
import pytest

from helpers import charts
from helpers.charts.palette import HUES
from tests.charts.canvases import dots, place_of, said, touched, traces

DAYS = ["2012-01-01", "2013-01-01", "2017-01-01", "2017-01-03", "2017-01-04"]
EVENTS = pd.DataFrame({
    "day": pd.to_datetime(DAYS),
    "yes": [12, 12, 12, 12, 3],
    "camp": ["both", "both", "russia", "both", "counter"],
    "told": list("abcde"),
    "pair": ["a", "b", "c", "d", "c"],
})  # fmt: skip
KINDS = charts.marks("drafts", {"both": "by two", "russia": "by one", "counter": "counter-draft"})


def strip(frame=EVENTS, **options):
    asked = {"day": "day", "y": "yes", "kind": "camp", "kinds": KINDS, "hover": "told", "unit": "Votes"}
    return charts.strip(frame, ticks={0: "0", 15: "15"}, **asked | options)


def places(fig, narrow=False):
    """Return where each event stands, in the order of time."""
    own = "phone touch" if narrow else "page touch"
    (one,) = [trace for trace in fig.to_plotly_json()["data"] if trace["meta"] == own]
    return list(zip(one["x"], one["y"], strict=True))


@pytest.mark.parametrize("narrow", [False, True])
def test_time_is_time(narrow):
    (first, _), (second, _), (third, _), *_ = places(strip(), narrow)
    assert (third - first) / (second - first) == pytest.approx(5, abs=0.01)


def test_votes_of_neighbouring_days_do_not_hide_each_other():
    (_, _), (_, _), (one, _), (other, _), _ = places(strip())
    assert other - one >= 7


@pytest.mark.parametrize("narrow", [False, True])
def test_each_kind_is_named_once_with_its_number_and_no_legend(narrow):
    assert {"<b>3</b> by two", "<b>1</b> by one", "<b>1</b> counter-draft"} <= set(
        said(strip(), narrow=narrow)
    )
    assert not strip().layout.showlegend


def test_a_name_stands_beside_its_points_on_a_page():
    counter = place_of(strip(), "counter-draft")
    own = [y for hue, x, y in dots(strip()) if hue == HUES["sapphire"].light]
    assert counter["y"] == pytest.approx(own[0], abs=12)


def test_the_line_is_at_its_value_and_named():
    fig = strip(line=(12, "needed"))
    assert place_of(fig, "needed")["y"] == pytest.approx(places(fig)[0][1])
    assert "<b>needed</b>" in said(fig, narrow=True)


def test_a_tie_joins_events_that_share_it_and_no_others():
    drawn = [one for one in traces(strip(tie="pair")) if one["mode"] == "lines"]
    (tied,) = [one for one in drawn if one["line"].get("color") == HUES["dust"].light]
    assert len(tied["x"]) == 2


def test_an_event_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no colour for 'lunch'; there is both"):
        strip(EVENTS.assign(camp="lunch"))
    assert touched(strip()) == list("abcde")
