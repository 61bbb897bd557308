"""Build the book, run every test, and say which cannot run here and why: ``python -m tests``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.book.build.browser import find

ROOT = Path(__file__).resolve().parents[1]

OPTIONS = ("-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--doctest-modules")
FILES = ("--nbval", "chapters", "index.ipynb", "tests", "src/helpers")
# The tables as they are, what is counted from them, and charts: with no built book, no kernel and no browser.
SLOW = ("book", "complaints", "derive", "models", "charts/test_every_picture.py")
SLOW += ("test_notebooks.py", "test_sheets.py", "test_tables_bad.py")
# What computes tables is asked of its own examples where all tests run, and by `make check`.
ASIDE = ("src/helpers/derive", "src/helpers/models")
PACKAGES = ("src/helpers/book", *ASIDE)
QUICK = tuple(f"--ignore={one}" for one in [*(f"tests/{one}" for one in SLOW), *PACKAGES])


def browser() -> str | None:
    """Return the path of a Chrome or Chromium of this machine, or of one that Playwright has brought."""
    return find() or _from_playwright()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not os.path.exists(path):
        print("no Chrome or Chromium found; trying to download one for the tests", flush=True)
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            check=False,
            capture_output=True,
            timeout=300,
        )
    return path if os.path.exists(path) else None


def quick(given: list[str]) -> int:
    """Run what a change of a table, of what is counted or of a chart is most likely to break."""
    os.chdir(ROOT)
    return pytest.main([*OPTIONS, *QUICK, "tests", "src/helpers", *given])


def main() -> int:
    """Run pytest over helpers, data, notebooks and built pages, on two cores."""
    if path := browser():
        os.environ["BROWSER_PATH"] = path  # the book's pictures are drawn by the one that the tests take
    if status := subprocess.run([sys.executable, "-m", "helpers.book"], cwd=ROOT, check=False).returncode:
        return status
    os.environ["BOOK_BROWSER"] = path or ""
    os.chdir(ROOT)
    aside = [] if "--all" in sys.argv else [f"--ignore={one}" for one in ASIDE]
    status = pytest.main([*OPTIONS, *FILES, *aside, *sys.argv[1:]])
    if path is None:
        print(
            "\nNOT RUN: the tests that look at pages and pictures, for want of a browser.\n"
            "Install Chrome or Chromium (Debian: apt-get install chromium), then run `make test` again."
        )
        return status or int(bool(os.environ.get("CI")))
    return status


if __name__ == "__main__":
    sys.exit(quick(sys.argv[2:]) if sys.argv[1:2] == ["quick"] else main())
