"""What a notebook leaves behind: outputs that are the same on every run."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from helpers import page
from helpers.words import WordsError

ALT = "The {vetoed} vetoed drafts had more votes than the drafts that Russia put against them."
FIG = {"title": "It falls.", "caption": "See {numref}`fig-other`.", "alt": ALT}
TBL = {"title": "Two rows.", "caption": "", "notes": ""}


@pytest.fixture
def published(monkeypatch):
    """Catch what is published instead of sending it to a kernel."""
    found = []
    monkeypatch.setattr(page, "_glued", {"vetoed": "18"})
    monkeypatch.setattr(
        page, "publish_display_data", lambda data, metadata=None: found.append((data, metadata))
    )
    return found


@pytest.fixture(autouse=True)
def said(book_of_words):
    """Give the two units of these tests their words; a test may say them otherwise."""
    book_of_words({"fig-example": FIG, "tbl-example": TBL})
    return book_of_words


def draw(published, name="fig-example", **given):
    page.figure(name, go.Figure(go.Scatter(x=[1, 2], y=pd.Series([0.1234567, None]))), **given)
    return published[-1][0]


def tabulate(published, frame, **given):
    page.table("tbl-example", pd.DataFrame(frame), **given)
    return published[-1][0]["text/markdown"]


@pytest.mark.complaint("outputs-never-equal")
def test_figure_is_plain_lists_without_random_names(published):
    first, second = draw(published), draw(published)
    assert first == second
    trace = first[page.FIGURE]["data"][0]
    assert trace["y"] == [0.123457, None]
    assert "uid" not in trace
    assert "text/html" not in first


def test_figure_carries_its_words_with_the_glued_values(published):
    meta = draw(published)[page.FIGURE]["layout"]["meta"]
    assert meta == {"id": "fig-example"} | FIG | {"alt": ALT.format(vetoed=18)}
    assert published[-1][0]["text/plain"].endswith(meta["alt"])


def test_words_stand_on_what_was_glued_before(published):
    page.glue(vetoed=12345)
    assert "The 12,345 vetoed" in draw(published)["text/plain"]


def test_figure_offers_no_upload(published):
    assert draw(published)[page.FIGURE]["config"]["showSendToCloud"] is False


def test_digest_follows_the_data(published):
    spec = draw(published)[page.FIGURE]
    other = {**spec, "data": [{**spec["data"][0], "x": [1, 3]}]}
    assert page.digest(spec) != page.digest(other)
    assert page.digest(spec) in draw(published)["text/plain"]


@pytest.mark.parametrize("alt", ["", "Chart", "A chart of agreement by issue and partner over time"])
@pytest.mark.complaint("alt-of-a-machine")
def test_alt_text_must_be_a_sentence(published, said, alt):
    said({"fig-example": FIG | {"alt": alt}})
    with pytest.raises(WordsError, match="alt: must say in a sentence"):
        draw(published)


@pytest.mark.parametrize("name", ["agreement", "fig-Agreement", "tbl-agreement", "fig_agreement"])
def test_ids_are_readable_and_of_their_kind(published, name):
    with pytest.raises(ValueError, match="no id of a fig"):
        draw(published, name=name)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"sources": ["council_votes"]}, "source line follows from the tables"),
        ({"caption": "**It falls.**"}, r"caption= stands beside the notebook[^\0]*under fig-example:"),
        ({"captoin": "x"}, "no argument 'captoin'"),
    ],
)
def test_what_a_call_no_longer_says_is_refused_with_its_place(published, given, why):
    with pytest.raises(TypeError, match=why):
        draw(published, **given)


def test_the_id_comes_first(published):
    with pytest.raises(TypeError, match="the id comes first"):
        page.figure(go.Figure(), "fig-example")


def test_table_shows_missing_as_a_dash_and_keeps_bars_apart(published):
    frame = {"name": ["a|b", None], "share": pd.array([0.5, None], dtype="Float64")}
    text = tabulate(published, frame, formats={"share": ".0%"}, columns={"name": "Name", "share": "Share"})
    assert text.startswith(":::{table} **Two rows.**\n:name: tbl-example\n")
    assert "| Name | Share |" in text
    assert "| a\\|b | 50% |" in text
    assert "| – | – |" in text


def test_markdown_and_persian_are_formats_and_hold_no_html(published):
    frame = {"link": ["[a](<https://a.org>) <b>|"], "fa": ["<b>`ائتلاف`|"], "plain": ["[a](b) <b>*c*"]}
    text = tabulate(published, frame, formats={"link": "markdown", "fa": "persian"})
    link = r"[a](<https://a.org>) \<b>\|"
    assert f"| {link} | {{persian}}`` <b>`ائتلاف`\\| `` | \\[a\\](b) \\<b\\>\\*c\\* |" in text


def test_long_table_brings_the_order_of_its_rows(published):
    frame = pd.DataFrame({"day": [f"{year}-01" for year in range(2009, 2000, -1)], "place": range(9)})
    text = tabulate(published, frame, sort_by={"day": "place"})
    assert ":order: 0,1,2,3,4,5,6,7,8;0,1,2,3,4,5,6,7,8\n" in text
    assert ":order: 8,7,6,5,4,3,2,1,0;" in tabulate(published, frame)
    assert ":order:" not in tabulate(published, frame.head(8))


def test_table_refuses_a_column_that_is_not_there(published):
    with pytest.raises(ValueError, match="no column"):
        tabulate(published, {"a": [1]}, columns={"b": "B"})
    with pytest.raises(ValueError, match="no column"):
        tabulate(published, {"a": [1]}, formats={"b": ".0%"})


@pytest.mark.complaint("numbers-in-two-forms")
def test_glue_writes_thousands_apart_and_text_as_given(published):
    page.glue(count=12345, share="67%", year=np.int64(7), whole=pd.array([1000], dtype="Int64")[0])
    shown = [data[page.GLUE + "text/plain"] for data, _ in published]
    assert shown == ["'12,345'", "'67%'", "'7'", "'1,000'"]
    assert [about["scrapbook"]["name"] for _, about in published] == ["count", "share", "year", "whole"]


@pytest.mark.parametrize(
    "value", [0.5, np.float64(2.0), True, np.True_, None, pd.NA, pd.Timestamp("2020-01-01")]
)
def test_glue_refuses_what_only_its_author_can_format(published, value):
    with pytest.raises(TypeError, match=r"glue\(share=...\)[^\0]*next: format it"):
        page.glue(share=value)
    assert not published


@pytest.mark.parametrize(
    ("given", "read"),
    [("-3", "−3"), ("-0.04", "−0.04"), (-12, "−12"), ("0.10 (-0.29 to 0.47)", "0.10 (−0.29 to 0.47)")]
    + [(one, one) for one in ("2026-03-28", "S-400", "2015-2019", "no-one", "ir-ru-2025")],
)
def test_a_number_below_zero_has_a_minus_sign_wherever_it_is_glued_or_tabled(published, given, read):
    page.glue(n=given)
    assert published[-1][0][page.GLUE + "text/plain"] == repr(read)
    assert f"| {read} |" in tabulate(published, {"a": [given]})
