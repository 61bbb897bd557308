"""Make what can be taken away: ``python -m helpers.book.takeaway pdf``, ``epub`` or ``offline``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ... import ending
from ..build import run
from ..build.alone import BusyError, alone
from ..citing import publication
from . import TakeawayError, epub, offer, offline, path, pdf

BOUND = {"pdf": pdf.make, "epub": epub.make}


def main(root: Path, kind: str) -> None:
    """Build the book, unless it is up to date, and make of it what is not made yet."""
    run.main(root)
    with alone(root / "_build"):
        bound = [_bound(root, one) for one in (BOUND if kind == "offline" else [kind])]
        if kind == "offline":
            made = offline.make(root, bound)
            offer.offer(root / "_build" / "html", made)
            bound = [made]
    print(f"Ready to take away: {bound[0]} ({bound[0].stat().st_size / 1e6:.1f} MB)")


def _bound(root: Path, kind: str) -> Path:
    """Return the book bound in one kind; what lies beside the pages is of these pages, and is taken."""
    html, target = root / "_build" / "html", path(root, publication.read(root).version, kind)
    beside = html / offer.FOLDER / target.name
    if not (beside.is_file() and target.is_file() and beside.read_bytes() == target.read_bytes()):
        offer.offer(html, BOUND[kind](root))
    return target


def command() -> None:
    """Make the kind that the command line names; what stops it is said in a line or two."""
    parser = argparse.ArgumentParser(prog="python -m helpers.book.takeaway", description=main.__doc__)
    parser.add_argument("kind", choices=[*BOUND, "offline"])
    kind = parser.parse_args().kind
    with ending.told(*run.PROBLEMS, BusyError, TakeawayError):
        main(Path.cwd(), kind)


if __name__ == "__main__":
    command()
