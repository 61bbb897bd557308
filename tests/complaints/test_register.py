"""Each complaint has its test, and what the last run found is told as it was found."""

import ast
import re
from datetime import date

import pytest
import yaml

from helpers.book.pages import complaints
from tests.complaints import MARK
from tests.small import ROOT

LISTED = yaml.safe_load((ROOT / complaints.LISTED).read_text(encoding="utf-8"))
THREAD = re.compile(r"[\w.-]+/[\w.-]+#\d+|https://\S+")


def marked():
    """Yield each mark of a test: where it stands, and the id."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == f"pytest.mark.{MARK}":
                yield from ((f"{path.name}:{node.lineno}", ast.literal_eval(name)) for name in node.args)


def test_every_complaint_has_its_test_and_every_mark_its_complaint():
    places = {}
    for where, name in marked():
        places.setdefault(name, []).append(where)
    unknown = {name: where for name, where in places.items() if name not in LISTED}
    assert not unknown, f"marked, and no complaint of the list: {unknown}"
    assert not (without := [name for name in LISTED if name not in places]), f"no test answers: {without}"


@pytest.mark.parametrize("name", LISTED)
def test_a_complaint_is_told_in_a_sentence_with_its_threads(name):
    about = LISTED[name]
    assert about.keys() <= {"complaint", "threads", "fails", "untried"}
    assert about["complaint"].endswith(".") and 5 <= len(about["complaint"].split()) <= 25
    assert about["threads"] and all(THREAD.fullmatch(one) for one in about["threads"])
    assert len({"fails", "untried"} & about.keys()) <= 1


def test_the_last_run_is_of_these_complaints():
    run = complaints._run(ROOT)
    assert date.fromisoformat(run["date"]) and run["where"]
    assert set(run["complaints"]) <= set(LISTED), "run `make complaints` again"
    for tests in run["complaints"].values():
        for test in tests:
            path, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{test}: run it again"


def test_what_no_run_has_shown_is_never_said_to_hold(tmp_path):
    (tmp_path / complaints.FOLDER).mkdir(parents=True)
    (tmp_path / complaints.LISTED).write_text('a: {complaint: It fails., threads: ["b/c#1"]}\n')
    (one,) = complaints.read(tmp_path)
    assert (one.state, one.why) == ("untried", "no run of its tests is kept")
    assert "none is said to hold" in complaints.counted({"holds": 0, "fails": 0, "untried": 1}, {})


@pytest.mark.parametrize(
    ("about", "ends", "state"),
    [
        ({}, ["passed", "passed"], "holds"),
        ({}, ["passed", "failed"], "fails"),
        ({"fails": "so it is"}, ["xfailed"], "fails"),
        ({}, ["skipped: no Firefox"], "untried"),
        ({"untried": "far away"}, ["passed"], "untried"),
    ],
)
def test_the_worst_of_its_tests_decides(about, ends, state):
    assert complaints.judged(about, dict(enumerate(ends)))[0] == state
