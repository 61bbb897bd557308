"""The page on any pair: for another pair nothing but its parameters change."""

import re

import pytest

from helpers import DataError, page, tables
from tests import notebooks

ROOT = tables.data_folder().parent
FIRST, *CELLS = [
    cell.source
    for cell in notebooks.opened(ROOT / "chapters" / "any-pair.ipynb").cells
    if cell.cell_type == "code"
]


@pytest.fixture
def run(monkeypatch):
    """Run the notebook with other parameters, and give what it publishes: text by text."""

    def with_parameters(parameters):
        published = []
        monkeypatch.setattr(page, "publish_display_data", lambda data, **about: published.append(data))
        monkeypatch.setattr(page, "_glued", {})
        cells = {}
        for source in [FIRST, parameters, *CELLS]:
            exec(source, cells)
        return "\n".join(text for data in published for text in map(str, data.values()))

    return with_parameters


@pytest.mark.thorough
def test_another_pair_needs_the_first_cell_alone(run):
    text = run(
        'one, two, from_, to = "RUS", "TUR", 1992, 2022\nother_one, other_two, alone = "CHN", "PAK", "TUR"'
    )
    for words in (
        "Russia and Türkiye, measure by measure.",
        "Place of Türkiye beside Russia",
        "table 'trade', pair RUS–TUR",
        "China and Pakistan, measure by measure.",
        "Who voted most like Türkiye in 2022.",
    ):
        assert words in text.replace("\\", "")
    assert "India" not in re.sub(r"\| India .*", "", text), "a word of the pair that the page has by default"


def test_a_pair_beyond_the_tables_is_refused_and_not_told(run):
    with pytest.raises(DataError, match="pair DEU–IRN: it covers 24 states with one another"):
        run('one, two = "DEU", "IRN"')
