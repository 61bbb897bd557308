"""Charts in Persian: every word and digit of a picture is Persian, and nothing is moved."""

import re

import pytest

from helpers.book.pages import pictures_fa
from helpers.charts import persian
from tests.built import ROOT

PAGE = (ROOT / "chapters" / "fa-brief.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"\{picture-in-persian\} (\S+) (\S+)", PAGE)
TEXT = re.compile(r"<text\b[^>]*>.*?</text>", re.DOTALL)


def swapped(svg):
    """Return a picture whose texts are anchored at their other end."""
    other = {"start": "end", "end": "start", "middle": "middle"}
    return re.sub('text-anchor="([a-z]+)"', lambda found: f'text-anchor="{other[found[1]]}"', svg)


def words(svg):
    return [re.sub("<[^>]+>", "", one) for one in TEXT.findall(svg)]


def test_the_page_shows_the_front_picture_and_five_charts():
    assert SHOWN[0] == ("index", "fig-home-together") and len(SHOWN) == 6


@pytest.mark.parametrize(("page", "name"), SHOWN)
def test_a_picture_on_the_page_has_only_persian_words_and_digits(page, name):
    before = pictures_fa.stored(ROOT / f"{page}.ipynb", name)
    after = persian.in_persian(before)
    drawn = TEXT.sub("", before).replace("<svg", '<svg lang="fa" direction="rtl"', 1)
    assert swapped(TEXT.sub("", after)) == drawn
    assert "text-anchor=" in after.partition(">")[0], "what no element says would start at the other end"
    assert len(words(after)) == len(words(before)) > 5
    for said in words(after):
        assert said.strip() and not re.search("[A-Za-z0-9]", said), said


def test_every_word_of_the_list_is_used_by_a_picture_of_the_page():
    drawn = ""
    for page, name in SHOWN:
        drawn += "|".join(words(persian.in_persian(pictures_fa.stored(ROOT / f"{page}.ipynb", name))))
    plain = re.sub("[۰-۹]", "", drawn)
    idle = [
        one for one, said in persian.LABELS.items() if said.replace("{}", "").replace("\n", "") not in plain
    ]
    assert idle == []


@pytest.mark.parametrize("said", ["war in Georgia", "Iran 1,2 more", "x"])
def test_a_label_without_persian_is_named(said):
    with pytest.raises(persian.Untranslated, match=re.escape(said)):
        persian.in_persian(f"<svg><text>{said}</text></svg>")


def test_two_lines_stay_two_and_one_stands_in_the_last():
    lines = "<svg><text><tspan>{}</tspan><tspan>{}</tspan></text></svg>"
    first, last = re.findall(
        "<tspan>(.*?)</tspan>", persian.in_persian(lines.format("Side by side:", "ten years, in Syria"))
    )
    assert ("دوشادوش:" in first) and ("ده سال، در سوریه" in last)
    first, last = re.findall("<tspan>(.*?)</tspan>", persian.in_persian(lines.format("in", "favour")))
    assert first == "" and "موافق" in last


def test_a_figure_that_a_notebook_has_not_is_named():
    with pytest.raises(LookupError, match="no such figure in index"):
        pictures_fa.stored(ROOT / "index.ipynb", "fig-home-nowhere")
