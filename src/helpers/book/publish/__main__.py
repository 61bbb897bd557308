"""Publish: ``python -m helpers.book.publish site`` or ``deposit``; nothing is uploaded."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ... import ending
from ..build import run
from ..build.alone import BusyError, alone
from ..citing import publication
from ..takeaway import TakeawayError
from ..takeaway import __main__ as takeaway
from ..takeaway import path as takeaway_path
from . import PublishError, deposit, site


def main(root: Path, kind: str) -> None:
    """Build the book, unless it is up to date, and put together what is published of it."""
    run.main(root)
    if kind == "deposit":
        deposit.require_built(root)
        takeaway.main(root, "pdf")
    with alone(root / "_build"):
        made = {"site": _site, "deposit": _deposit}[kind](root)
    print(made)


def _site(root: Path) -> str:
    out, given = Path(os.environ.get("SITE") or root / "_build" / "site"), os.environ.get("FROZEN")
    made = site.make(root, out, Path(given) if given else None, os.environ.get("REBUILD") != "0")
    return f"Ready to be served: {made}"


def _deposit(root: Path) -> str:
    pdf = takeaway_path(root, publication.read(root).version, "pdf")
    made = deposit.make(root, root / "_build" / "deposit", pdf)
    sizes = [f"  {path.name}, {path.stat().st_size / 1e6:.1f} MB" for path in sorted(made.iterdir())]
    return "\n".join([f"Ready to be uploaded, by hand: {made}", *sizes])


def command() -> None:
    """Make the kind that the command line names; what stops it is said in a line or two."""
    parser = argparse.ArgumentParser(prog="python -m helpers.book.publish", description=main.__doc__)
    parser.add_argument("kind", choices=["site", "deposit"])
    kind = parser.parse_args().kind
    with ending.told(*run.PROBLEMS, BusyError, TakeawayError, PublishError):
        main(Path.cwd(), kind)


if __name__ == "__main__":
    command()
