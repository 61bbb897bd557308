"""``python -m helpers.book.proving`` reruns the book elsewhere; with two receipts it compares them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ... import ending
from ..build.alone import BusyError
from ..build.run import PROBLEMS
from ..publish import PublishError
from . import FOLDER, prove, receipt, words

LEFT = "The second folder is gone, and the book here is as it was."
BUILT = Path("_build") / "proof"
ADD = f"To show it in the book, copy that file into {FOLDER}/ and send it as a pull request."


def main(root: Path, names: Sequence[str]) -> int:
    """Prove a clone, or compare two receipts; return 0 where nothing differs."""
    if names:
        return compare(*(receipt.read(Path(name)) for name in names))
    asked = prove.Asked(
        python=os.environ.get("WITH", ""),
        by=os.environ.get("BY", ""),
        minutes=float(os.environ.get("LIMIT") or prove.LIMIT),
    )
    began = time.monotonic()

    def say(line: str) -> None:
        minutes, seconds = divmod(int(time.monotonic() - began), 60)
        print(f"[{minutes}:{seconds:02}] {line}", flush=True)

    found = prove.prove(root, asked, prove.environment, say)
    path = keep(root, found)
    print(f"\n{words.table(found)}\n\n{found.content['summary']}\nThe receipt: {path}\n{ADD}")
    return int(bool(found.differs))


def keep(root: Path, found: receipt.Receipt) -> Path:
    """Write a receipt, and beside it the same for people."""
    folder = root / BUILT
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / found.name
    path.write_text(found.text(), encoding="utf-8", newline="\n")
    path.with_suffix(".md").write_text(words.page(found), encoding="utf-8", newline="\n")
    return path


def compare(one: receipt.Receipt, other: receipt.Receipt) -> int:
    """Say what differs between two receipts."""
    lines = words.between(one, other)
    print("\n".join(lines) or "Both receipts are of the same book, and nothing came out otherwise.")
    return int(bool(lines))


if __name__ == "__main__":
    with ending.told(*PROBLEMS, PublishError, BusyError, after=LEFT):
        sys.exit(main(Path.cwd(), sys.argv[1:]))
