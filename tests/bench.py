"""Measure building and testing against the bare parallel execution of the notebooks: ``make bench``."""

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.book import freshen

ROOT = Path(__file__).resolve().parents[1]


def timed(*command: str) -> float:
    """Return the seconds that a command takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def bare() -> float:
    """Return the seconds to execute every notebook, two at a time, and do nothing else."""

    def run(path: Path) -> None:
        resources = {"metadata": {"path": str(path.parent)}}
        NotebookClient(
            nbformat.read(path, as_version=4), kernel_name="python3", resources=resources
        ).execute()

    start = time.perf_counter()
    with ThreadPoolExecutor(freshen.AT_ONCE) as pool:
        list(pool.map(run, freshen.notebooks(ROOT)))
    return time.perf_counter() - start


def main() -> None:
    """Print each time and its ratio to the bare execution."""
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    floor = bare()
    book, again = timed(sys.executable, "-m", "helpers.book"), timed(sys.executable, "-m", "helpers.book")
    tests = timed(sys.executable, "-m", "tests")
    for what, seconds in {
        "bare execution of the notebooks": floor,
        "make book, empty cache": book,
        "make book, unchanged": again,
        "make test": tests,
    }.items():
        print(f"{what:34} {seconds:6.1f} s   {seconds / floor:5.2f} times the bare execution")


if __name__ == "__main__":
    main()
