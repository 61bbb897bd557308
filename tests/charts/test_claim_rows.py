"""Claims as marks in rows."""

import pandas as pd
import pytest

from helpers import charts, texts
from tests.charts.canvases import dots, filled, said, touched

SIX = list(texts.OUTCOMES)
CLAIMS = pd.DataFrame({
    "text": ["article", "article", "article", "commentary"],
    "outcome": ["theory or judgement", "confirmed", "partly", "contradicted"],
    "kind": ["premise", "fact", "fact", "fact"],
    "words": ["P1", "P2", "P3", "A1"],
})  # fmt: skip


def rows(claims=CLAIMS, **options):
    asked = {
        "row": "outcome",
        "rows": {one: one.upper() for one in SIX},
        "panel": "text",
        "panels": texts.NAMES,
        "outcomes": {one: one for one in SIX},
        "hover": "words",
    }
    return charts.claim_rows(claims, **asked | options)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_claim_is_one_mark_that_says_what_it_claims(narrow):
    assert sorted(touched(rows(), narrow=narrow)) == ["A1", "P1", "P2", "P3"]


def test_a_row_without_claims_stays_with_a_nought():
    assert "NOTHING FOUND <b>0</b>" in said(rows(), narrow=True)
    assert said(rows()).count("<b>1</b>") == 4
    assert said(rows()).count("<b>0</b>") == 8


def test_outcomes_differ_in_shape_and_not_in_colour_alone():
    fig = rows(row="kind", rows={"fact": "Fact", "premise": "Premise"})
    # The square, the half of one, and the cross are areas; theory is a dot.
    assert len(filled(fig)) == 3
    assert len(dots(fig)) == 1


def test_rows_that_are_no_outcomes_count_each_outcome_in_words():
    fig = rows(row="kind", rows={"fact": "Fact", "premise": "Premise"})
    assert "1 confirmed, 1 partly" in said(fig)
    assert "1 contradicted" in said(fig)


def test_many_claims_stay_within_the_picture():
    many = pd.concat([CLAIMS] * 30, ignore_index=True)
    for narrow in (False, True):
        right = max(x for _, x in filled(rows(many), narrow=narrow))
        assert right <= (charts.NARROW if narrow else charts.WIDE)


def test_a_claim_with_an_outcome_that_has_no_name_is_refused():
    with pytest.raises(ValueError, match="column 'outcome': no colour for 'guessed'"):
        rows(CLAIMS.assign(outcome="guessed"))
