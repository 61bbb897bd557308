"""Run every test that answers a complaint, and keep what was found: ``python -m tests.complaints``."""

import os
import subprocess
import sys

import pytest

from tests.__main__ import ROOT, browser

OPTIONS = ("-q", "-n", "2", "--dist", "loadfile", "-m", "complaint", "-p", "tests.complaints.record")


def main() -> int:
    """Build the book, run the tests over it, and write ``last-run.json``."""
    if path := browser():
        os.environ["BROWSER_PATH"] = os.environ["BOOK_BROWSER"] = path
    if status := subprocess.run([sys.executable, "-m", "helpers.book"], cwd=ROOT, check=False).returncode:
        return status
    os.environ["COMPLAINTS"] = "all"
    os.chdir(ROOT)
    return pytest.main([*OPTIONS, "tests", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
