"""Run every test that answers a complaint, and keep what was found: ``python -m tests.complaints``."""

import os
import subprocess
import sys

import pytest

from tests.__main__ import ROOT, browser
from tests.complaints import MARK

OPTIONS = ("-q", "--all", "-n", "2", "--dist", "loadfile", "-m", "complaint", "-p", "tests.complaints.record")


MARKED = f"mark.{MARK}("


def main() -> int:
    """Build the book, run the tests over it, and write ``last-run.json``."""
    if path := browser():
        os.environ["BROWSER_PATH"] = os.environ["BOOK_BROWSER"] = path
    if status := subprocess.run([sys.executable, "-m", "helpers.book"], cwd=ROOT, check=False).returncode:
        return status
    os.chdir(ROOT)
    marked = [
        str(path) for path in sorted((ROOT / "tests").rglob("test_*.py")) if MARKED in path.read_text("utf-8")
    ]
    return pytest.main([*OPTIONS, *marked, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
