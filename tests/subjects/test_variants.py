"""What became of a number, and of a finding on it, when a chapter was asked something else."""

import pandas as pd
import pytest

from helpers.subjects import variants

COLUMNS = ("variant", "notebook", "asked", "means", "number", "label", "book", "here", "finding", "holds")
ABOUT = ("iran gives less", "iran < other")


def asked(variant, iran, other, *, book=("3", "seven")):
    """Return the rows of a variant: what Iran gives, which has a label, and what the other gives."""
    head = (variant, "08-friends", variant, "the first year")
    return [
        (*head, "iran", "given by Iran", book[0], iran, *ABOUT),
        (*head, "other", None, book[1], other, *ABOUT),
    ]


def table(*rows):
    return pd.DataFrame([row for some in rows for row in some], columns=COLUMNS)


def test_a_variant_is_told_by_what_moved_and_what_became_of_the_finding():
    rows = table(
        asked("from=1990", "5", "nine"), asked("from=2000", "3", "seven"), asked("to=2010", "9", "8")
    )
    told = variants.told(rows, "08-friends")
    assert told["question"].tolist() == [f"{name}: the first year" for name in rows["asked"].unique()]
    assert told["numbers"].tolist() == [
        "given by Iran: 3 → 5",
        "none of these numbers moves",
        "given by Iran: 3 → 9",
    ]
    assert told["before"].tolist() == [True] * 3 and told["now"].tolist() == [True, True, False]
    assert (
        told["sentence"].iloc[0] == "Iran gives less: still so (5 beside nine, in the book 3 beside seven)."
    )
    assert (
        told["sentence"].iloc[2] == "Iran gives less: not so here (9 beside 8, in the book 3 beside seven)."
    )
    assert variants.told(rows, "05-syria").empty


def test_a_finding_that_the_book_has_not_either_can_be_found_elsewhere():
    rows = table(asked("a", "9", "8", book=("9", "8")), asked("b", "1", "8", book=("9", "8")))
    said = variants.told(rows, "08-friends")["sentence"]
    assert "not so here either" in said[0] and "so here (1 beside 8" in said[1]
    assert variants.overturned(rows) == (0, 2)


def test_what_is_no_number_settles_nothing():
    (one,) = variants.told(table(asked("a", "unknown", "8")), "08-friends").itertuples()
    assert one.now is None and one.sentence.startswith("Whether iran gives less can't be said")


def test_those_that_lose_a_finding_are_counted_over_all_notebooks():
    rows = table(asked("a", "9", "8"), asked("b", "1", "8"))
    other = rows.assign(notebook="05-syria", variant="c-" + rows["variant"])
    assert variants.overturned(pd.concat([rows, other])) == (2, 4)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ([True, True], "None of two variants changes"),
        ([False, True], "One of two variants changes"),
        ([False, False], "Two of two variants change "),
    ],
)
def test_the_title_counts_what_changes(now, said):
    assert variants.kept(pd.DataFrame({"before": [True, True], "now": now})).startswith(said)
