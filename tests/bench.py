"""Measure building and testing against the bare parallel execution of the notebooks: ``make bench``."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.book.build import contents, freshen
from tests import bench_pages

ROOT = Path(__file__).resolve().parents[1]
FIRST_CHAPTERS = "01 05 06"
CORRECTED = "chapters/10-home.ipynb"  # it alone rests on the table of the elite debate
WORDS = ("marriage of convenience", "match of convenience")


def clone(root: Path) -> None:
    """Copy what git tracks, as it lies here: a measurement must not touch the book that was built."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in tracked.stdout.rstrip("\0").split("\0"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)


def timed(root: Path, *module: str) -> float:
    """Return the seconds that a command takes; it must succeed."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    subprocess.run(
        [sys.executable, "-m", *module], cwd=root, check=True, capture_output=True, env=environment
    )
    return time.perf_counter() - start


def run(path: Path) -> None:
    """Run a notebook as it comes, and keep nothing."""
    NotebookClient(
        nbformat.read(path, as_version=4),
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()


def after_a_correction(root: Path) -> float:
    """Return the seconds to build the book after a word was corrected in the elite debate."""
    table = root / "data" / "record" / "elite_debate.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(*WORDS, 1), encoding="utf-8")
    timed(root, "helpers.book.build.renew")
    return timed(root, "helpers.book")


def stock_after_a_correction(root: Path) -> float:
    """Return the seconds of Jupyter Book as it comes to build the same notebooks after a word of one changed.

    With the time that a kernel takes to run that one notebook, no build on Jupyter Book can be faster.
    """
    page = bench_pages.stock(root).parents[1] / CORRECTED
    page.write_text(page.read_text(encoding="utf-8").replace(*WORDS, 1), encoding="utf-8")
    start = time.perf_counter()
    bench_pages.build(root)
    run(ROOT / CORRECTED)
    return time.perf_counter() - start


def bare(root: Path) -> float:
    """Return the seconds to execute every notebook, two at a time, and do nothing else."""
    start = time.perf_counter()
    with ThreadPoolExecutor(freshen.AT_ONCE) as pool:
        list(pool.map(run, contents.notebooks(root)))
    return time.perf_counter() - start


def main() -> None:
    """Print each time and its ratio to the bare execution."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "book"
        clone(root)
        floor = bare(root)
        times = {
            "bare execution of the notebooks": floor,
            "make book, empty cache": timed(root, "helpers.book"),
            "make book, unchanged": timed(root, "helpers.book"),
            "make book, one table of one chapter changed": after_a_correction(root),
            "Jupyter Book alone, and that chapter run": stock_after_a_correction(Path(place) / "stock"),
            f'make test CHAPTERS="{FIRST_CHAPTERS}"': timed(root, "tests", "--chapters", FIRST_CHAPTERS),
            "make test": timed(root, "tests"),
        }
    for what, seconds in times.items():
        print(f"{what:44} {seconds:6.1f} s   {seconds / floor:5.2f} times the bare execution", flush=True)


if __name__ == "__main__":
    main()
