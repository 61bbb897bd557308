"""What a chapter can't be asked is refused in words, before anything runs."""

import nbformat
import pytest

from helpers import tables
from helpers.book.build import contents
from helpers.book.trail import slicing
from helpers.book.variants import asked

pytestmark = pytest.mark.thorough

ROOT = tables.data_folder().parent
WITH_PARAMETERS = [ROOT / "chapters" / f"{name}.ipynb" for name in asked.declared(ROOT)]


@pytest.mark.complaint("parameter-ignored")
@pytest.mark.parametrize(
    ("text", "why", "cure"),
    [
        ("", "no parameter was named", "partner  "),
        ("partnr=IND", "has no parameter 'partnr'; did you mean partner?", "campaign_from  "),
        ("partner", "partner has no value", "write partner=RUS"),
        ("partner=DEU", "table 'unga_agreement' has no row of Germany (DEU)", "choose one of CHN, IND"),
        (
            "partner=TUR",
            "table 'unga_ideal_points_2025' has no row of Türkiye (TUR)",
            "CHN, IND, RUS, SYR, USA",
        ),
        ("partner=India", "no state has the code 'India'; did you mean IND (India)?", "alpha-3"),
        ("from=1900", "table 'unga_agreement' covers 1946 to 2023", "choose a year from 1946 to 2003"),
        ("from=2010", "the chapter can follow it from 1946 to 2003", "choose within these"),
        ("from=early", "it has to be a whole number", "write from=1992"),
        ("campaign_from=2016 campaign_to=2015", "is not before campaign_to=2015", "before_to, campaign_from"),
        ("from=1991 from=1990", "asked for twice", "one value"),
        ("partner='IND", "can't be read", "name=value"),
    ],
)
def test_what_cant_be_asked_is_refused_with_what_can(text, why, cure):
    with pytest.raises(asked.VariantError) as refused:
        asked.question(ROOT, "06", text)
    reason, _, after = str(refused.value).rpartition("\n  next: ")
    assert why in reason
    assert cure in reason + after


def test_a_chapter_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(asked.VariantError, match=r"(?s)no chapter '66'.*next: CHAPTER= one of .*06-votes"):
        asked.question(ROOT, "66", "partner=IND")


def test_a_question_is_named_by_what_it_asks():
    question = asked.question(ROOT, "06", "partner=IND from=1980")
    assert question.name == "06-partner-IND-from-1980"
    assert question.variables == {"partner": "IND", "from_": 1980}


@pytest.mark.complaint("parameter-ignored")
@pytest.mark.parametrize("path", WITH_PARAMETERS, ids=lambda path: path.stem)
def test_a_parameter_is_declared_and_read_below(path):
    known = asked.parameters(path, ROOT)
    notebook = nbformat.read(path, as_version=4)
    first, *below = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert "parameters" in first.metadata["tags"]
    trails = slicing.Notebook([cell.source for cell in below])
    read = {name for part in trails.parts for name in part.reads}
    assert {one.variable for one in known.values()} <= read
    assert all(one.means and one.kind in asked.KINDS for one in known.values())


@pytest.mark.parametrize("path", WITH_PARAMETERS, ids=lambda path: path.stem)
def test_the_book_s_own_value_is_one_that_can_be_asked_for(path):
    for one in asked.parameters(path, ROOT).values():
        assert one.read(str(one.own)) == one.own


def test_what_is_most_worth_asking_can_be_asked():
    for name, text in asked.variants(ROOT):
        assert asked.question(ROOT, name, text).values


def test_every_notebook_with_parameters_is_in_the_table_of_contents():
    assert set(WITH_PARAMETERS) <= set(contents.notebooks(ROOT))


@pytest.mark.parametrize("value", ["nan", "inf", "-1"])
def test_what_is_no_number_that_could_be_meant_is_refused(value):
    with pytest.raises(asked.VariantError, match="from 0 to 1"):
        asked.question(ROOT, "data", f"near={value}")


def test_a_pair_is_two_states():
    with pytest.raises(asked.VariantError, match="one and two are both IND"):
        asked.question(ROOT, "any-pair", "one=IND")
