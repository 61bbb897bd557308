"""What a notebook leaves behind: outputs that are the same on every run."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from helpers import page


@pytest.fixture
def published(monkeypatch):
    """Catch what is published instead of sending it to a kernel."""
    found = []
    monkeypatch.setattr(
        page, "publish_display_data", lambda data, metadata=None: found.append((data, metadata))
    )
    return found


ALT = "Vetoed drafts had more votes than the drafts that Russia put against them."


def draw(published, **changes):
    fig = go.Figure(go.Scatter(x=[1, 2], y=pd.Series([0.1234567, None])))
    given = {
        "name": "fig-example",
        "caption": "**It falls.**",
        "alt": ALT,
        "sources": ["council_votes"],
    } | changes
    page.figure(fig, given.pop("name"), **given)
    return published[-1][0]


def test_figure_is_plain_lists_without_random_names(published):
    first, second = draw(published), draw(published)
    assert first == second
    trace = first[page.FIGURE]["data"][0]
    assert trace["y"] == [0.123457, None]
    assert "uid" not in trace
    assert "text/html" not in first


def test_figure_offers_no_upload(published):
    assert draw(published)[page.FIGURE]["config"]["showSendToCloud"] is False


def test_digest_follows_the_data(published):
    spec = draw(published)[page.FIGURE]
    other = {**spec, "data": [{**spec["data"][0], "x": [1, 3]}]}
    assert page.digest(spec) != page.digest(other)
    assert page.digest(spec) in draw(published)["text/plain"]


@pytest.mark.parametrize("alt", ["", "Chart", "A chart of agreement by issue and partner over time"])
def test_alt_text_must_be_a_sentence(published, alt):
    with pytest.raises(ValueError, match="alt text"):
        draw(published, alt=alt)


@pytest.mark.parametrize("name", ["agreement", "fig-Agreement", "tbl-agreement", "fig_agreement"])
def test_ids_are_readable_and_of_their_kind(published, name):
    with pytest.raises(ValueError, match="no id of a fig"):
        draw(published, name=name)


def test_figure_without_a_table_is_refused(published):
    with pytest.raises(ValueError, match="no table is called"):
        draw(published, sources=["hearsay"])


def test_table_shows_missing_as_a_dash_and_keeps_bars_apart(published):
    frame = pd.DataFrame({"name": ["a|b", None], "share": pd.array([0.5, None], dtype="Float64")})
    page.table(
        frame,
        "tbl-example",
        caption="Two rows",
        formats={"share": ".0%"},
        columns={"name": "Name", "share": "Share"},
    )
    text = published[-1][0]["text/markdown"]
    assert "| Name | Share |" in text
    assert "| a\\|b | 50% |" in text
    assert "| – | – |" in text


def test_table_refuses_a_column_that_is_not_there(published):
    with pytest.raises(ValueError, match="no column"):
        page.table(pd.DataFrame({"a": [1]}), "tbl-example", caption="x", columns={"b": "B"})


def test_glue_writes_thousands_apart_and_text_as_given(published):
    page.glue(count=12345, share="67%")
    assert [data[page.GLUE + "text/plain"] for data, _ in published] == ["'12,345'", "'67%'"]
    assert [about["scrapbook"]["name"] for _, about in published] == ["count", "share"]
