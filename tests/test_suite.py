"""No test is passed over."""

from fnmatch import fnmatch
from pathlib import Path

TESTS = Path(__file__).parent


def test_every_file_of_tests_lies_where_tests_are_looked_for(pytestconfig):
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {part for path in TESTS.rglob("test_*.py") for part in path.relative_to(TESTS).parts[:-1]}
    assert "build" in folders
    assert not [one for one in folders if any(fnmatch(one, pattern) for pattern in passed_over)]
