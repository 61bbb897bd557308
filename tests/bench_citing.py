"""Measure what citing and editions add, as a book grows: ``make bench``, or ``python -m tests.bench_citing``.

Units say what real units say: the texts are those that the editions of this book have kept. Seconds are those
of the processor, so that what else a machine does is not counted.
"""

import gzip
import shutil
import sys
import tempfile
import time
from html import escape
from itertools import cycle, islice
from pathlib import Path

from helpers.book.build.kept import Kept
from helpers.book.citing import edition, finish, marking, register, said, units
from helpers.book.publish import manifests, site

ROOT = Path(__file__).resolve().parents[1]
PAGE = 100  # units of one page
CHANGED = 10  # every tenth unit is another in each edition
SECTION = '<section id="{0}"><h2>{0}<a class="headerlink" href="#{0}">#</a></h2>{1}</section>'
HEAD = '<section id="{0}"><h1>Page<a class="headerlink" href="#{0}">#</a></h1><p>First.</p>'


def texts() -> list[str]:
    """Return what real units said, as paragraphs: parts of pages alone, since a page here has a hundred."""
    kinds = {name: life.kind for name, life in register.read(ROOT / register.NAME).items()}
    known = said.read(ROOT, [one.version for one in manifests.every(ROOT)], kinds).texts
    parts = [text for (name, _), text in known.items() if kinds[name] not in ("book", "chapter")]
    return ["".join(f"<p>{escape(line)}</p>" for line in marking.lines(text)) for text in parts]


def large(folder: Path, count: int, turn: int = 0) -> None:
    """Write a book of so many units, as it is the n-th time: then every tenth unit is another."""
    folder.mkdir(parents=True, exist_ok=True)
    words = list(islice(cycle(texts()), count))
    for page in range(count // PAGE):
        name = "index" if page == 0 else f"p{page:03d}"
        sections = []
        for number in range(page * PAGE, (page + 1) * PAGE - 1):
            more = "".join(
                f"<p>Said anew in {one}.</p>" for one in range(turn) if (number + one) % CHANGED == 0
            )
            sections.append(SECTION.format(f"{name}-s{number:05d}", words[number] + more))
        head = HEAD.format("home" if page == 0 else name)
        text = (
            f"<html><head></head><body><article>{head}{''.join(sections)}</section></article></body></html>"
        )
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


def seconds(function, *arguments) -> float:
    """Return the processor's seconds that something takes, those of all threads."""
    start = time.process_time()
    function(*arguments)
    return time.process_time() - start


def cite(folder: Path, root: Path, kept: str) -> None:
    """Make a built book citable."""
    finish.Finish(folder, root, Kept(root / kept)).run()


def clone(root: Path) -> None:
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "CITATION.cff", root)
    (root / "editions").mkdir()


def published(root: Path, count: int, times: int) -> None:
    """Publish editions as freezing does: ids, texts, and the manifest of a book, which is kept."""
    for one in range(times):
        version = f"2020.{one + 1}"
        built = root / "_build" / "editions" / version
        large(built, count, one)
        found = {unit.id: unit for page in units.collect(built) for unit in page.units}
        ids = root / register.NAME
        register.append(ids, register.added(register.read(ids), list(found.values()), version))
        said.keep(
            root, version, "2020-01-01", {name: (unit.digest, unit.text) for name, unit in found.items()}
        )
        (root / "editions" / f"{version}.sha256").write_text(edition.manifest(root, built))


def measured(place: Path, count: int, times: int) -> tuple[float, float, float]:
    """Return the seconds of citing such a book, of doing it again, and of putting its site together."""
    root = place / f"{count}-{times}"
    root.mkdir()
    clone(root)
    published(root, count, times)
    took = []
    for _ in range(2):
        shutil.rmtree(root / "_build" / "html", ignore_errors=True)
        large(root / "_build" / "html", count, times)
        took.append(seconds(cite, root / "_build" / "html", root, "kept"))
    took.append(seconds(site.make, root, root / "_build" / "site"))
    return tuple(took)


def page_grows(place: Path) -> int:
    """Return by how many bytes, compressed, citing makes the largest page larger."""
    folder, root = place / "grows", place / "one"
    root.mkdir()
    clone(root)
    large(folder, 1_000)
    before = {path: len(gzip.compress(path.read_bytes())) for path in units.pages(folder)}
    cite(folder, root, "kept")
    return max(len(gzip.compress(path.read_bytes())) - size for path, size in before.items())


def main(asked: list[str]) -> None:
    """Print seconds for books that grow, in units and in editions; or for one that is asked for: 5000 12."""
    (ROOT / "_build").mkdir(exist_ok=True)
    books = (
        [tuple(map(int, asked))] if asked else [(1_000, 2), (2_500, 2), (5_000, 2), (5_000, 6), (5_000, 12)]
    )
    with tempfile.TemporaryDirectory(dir=ROOT / "_build") as place:  # the disk that builds write to
        for count, times in books:
            first, again, together = measured(Path(place), count, times)
            print(
                f"{count:,} units, {times} editions: cited in {first:.1f} s, again in {again:.1f} s;"
                f" the site in {together:.1f} s",
                flush=True,
            )
        print(f"citing adds at most {page_grows(Path(place)):,} bytes, compressed, to a page of {PAGE} units")


if __name__ == "__main__":
    main(sys.argv[1:])
