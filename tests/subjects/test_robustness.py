"""No sentence claims more than the count of its finding."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import tables
from helpers.subjects import robustness

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"\[[^\]]*\]\(#holds-([a-z0-9-]+)\)")


def sentences():
    """Yield each finding that a chapter counts, with the sentence before its count."""
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"])
            for found in MARK.finditer(text) if cell["cell_type"] == "markdown" else ():
                yield path.stem, found[1], re.split(r"(?<=[.!?])\s+", text[: found.start()].strip())[-1]


def test_no_sentence_says_more_than_its_count():
    said = list(sentences())
    assert said
    for chapter, name, sentence in said:
        word = robustness.too_strong(sentence, robustness.count(name).strength)
        assert word is None, f"{chapter}: {word!r} is more than {name} bears: {sentence}"
        assert robustness.finding(name)["chapter"] == chapter


def test_every_finding_stands_beside_a_sentence_and_on_the_page():
    findings = tables.load(robustness.TABLE)
    assert set(findings["finding"]) == {name for _, name, _ in sentences()}
    page = (ROOT / "chapters" / "robustness.md").read_text(encoding="utf-8")
    assert re.findall(r"\{robustness\} (\S+)", page) == sorted(set(findings["chapter"]))


@pytest.mark.parametrize(
    ("holds", "strength"),
    [
        *((0, "never"), (7, "rarely"), (8, "as often as not"), (12, "as often as not")),
        *((16, "as often as not"), (17, "mostly"), (23, "mostly"), (24, "always")),
    ],
)
def test_a_count_has_a_strength(holds, strength):
    assert robustness.Count(holds, 24).strength == strength


def test_a_stronger_word_is_found_and_a_weaker_one_let_through():
    assert robustness.too_strong("Under every choice it fell.", "mostly") == "under every"
    assert robustness.too_strong("Mostly it fell.", "rarely") == "mostly"
    assert robustness.too_strong("Mostly it fell.", "always") is None


def test_a_finding_that_its_table_cannot_answer_says_so():
    row = robustness.finding("votes-apart").copy()
    row["holds_if"] = "altered < 0"
    with pytest.raises(tables.DataError, match="cannot answer it"):
        robustness.specifications(row)
    row["among"], row["holds_if"] = "cut == 7", "change < 0"
    with pytest.raises(tables.DataError, match="no specification has an answer"):
        robustness.specifications(row)


def test_options_of_a_choice_add_up_to_the_whole():
    whole = robustness.count("votes-apart")
    parts = robustness.by_option("votes-apart").groupby("choice")[["holds", "of"]].sum()
    assert (parts == pd.Series(whole._asdict())).all(axis=None)


def test_a_choice_that_leaves_one_option_is_no_choice(monkeypatch):
    row = robustness.finding("votes-apart").copy()
    row["among"] += " and score == 'half credit'"
    row["choices"] = "score; before"
    monkeypatch.setattr(robustness, "finding", lambda name: row)
    assert robustness.specifications(row)["score"].nunique() == 1
    assert robustness.by_option("votes-apart")["option"].tolist() == ["2000–2010", "2005–2010"]


def test_a_specification_of_which_half_is_missing_does_not_hold():
    row = robustness.finding("votes-apart").copy()
    row["among"], row["holds_if"] = "issue == 'nuclear'", "syr_before < 9"
    found = robustness.specifications(row)
    assert found["syr_before"].isna().any()
    assert found["holds"].equals(found["syr_before"].notna())
