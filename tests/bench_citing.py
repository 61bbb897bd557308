"""Measure what citations add: of a book of a thousand units, and of this one: run by ``make bench``."""

import gzip
import shutil
import tempfile
import time
from pathlib import Path

from helpers.book.build.kept import Kept
from helpers.book.citing import finish, units

ROOT = Path(__file__).resolve().parents[1]
UNITS, PAGES = 1_000, 20
SECTION = '<section id="{0}"><h2>{0}<a class="headerlink" href="#{0}">#</a></h2><p>Words.</p></section>'


def large(folder: Path) -> None:
    """Write a book of a thousand units: twenty pages with fifty each."""
    for page in range(PAGES):
        name = f"p{page:02d}"
        sections = "".join(SECTION.format(f"{name}-s{number:02d}") for number in range(UNITS // PAGES - 1))
        head = f'<section id="{name}"><h1>Page<a class="headerlink" href="#{name}">#</a></h1><p>First.</p>'
        text = f"<html><head></head><body><article>{head}{sections}</section></article></body></html>"
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


def seconds(folder: Path, root: Path) -> float:
    """Return how long it takes to make a built book citable."""
    start = time.perf_counter()
    finish.Finish(folder, root, Kept(root / "kept")).run()
    return time.perf_counter() - start


def main() -> None:
    """Print seconds, and what is added to the page with the most units."""
    (ROOT / "_build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "_build") as place:  # the disk that builds write to
        root, folder = Path(place) / "root", Path(place) / "html"
        shutil.copytree(ROOT / "data", root / "data")
        shutil.copy(ROOT / "CITATION.cff", root)
        folder.mkdir()
        large(folder)
        before = {path: len(gzip.compress(path.read_bytes())) for path in units.pages(folder)}
        took = seconds(folder, root)
        added = max(len(gzip.compress(path.read_bytes())) - size for path, size in before.items())
    print(f"citations of {UNITS} units               {took:6.2f} s, at most {added:,} bytes gz a page")


if __name__ == "__main__":
    main()
