"""Publish: ``python -m helpers.book.publish site`` or ``deposit``; nothing is uploaded."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ..build import run
from ..build.alone import BusyError, alone
from . import PublishError, site


def main(root: Path, kind: str) -> None:
    """Build the book, unless it is up to date, and put together what is published of it."""
    run.main(root)
    with alone(root / "_build"):
        out = Path(os.environ.get("SITE") or root / "_build" / "site")
        given = os.environ.get("FROZEN")
        made = site.make(root, out, Path(given) if given else None, bool(os.environ.get("REBUILD")))
        print(f"Ready to be served: {made}")


def command() -> None:
    """Make the kind that the command line names; what stops it is said in a line or two."""
    parser = argparse.ArgumentParser(prog="python -m helpers.book.publish", description=main.__doc__)
    parser.add_argument("kind", choices=["site"])
    try:
        main(Path.cwd(), parser.parse_args().kind)
    except (*run.PROBLEMS, BusyError, PublishError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    command()
