"""Write tables as the repository keeps them, all or none, and compare them byte for byte."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

import pandas as pd


def as_csv(frame: pd.DataFrame) -> str:
    """Return a table as CSV text: LF, six significant digits, ``true``/``false``, missing cells empty."""
    flags = frame.select_dtypes("bool").columns
    plain = frame.assign(**{column: frame[column].map({True: "true", False: "false"}) for column in flags})
    return plain.to_csv(index=False, lineterminator="\n", float_format="%.6g")


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Write each text as ``<name>.csv``; a reader sees the old table or the new one, never half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = {name: folder / f".{name}.csv.new" for name in texts}
    try:
        for name, text in texts.items():
            waiting[name].write_text(text, encoding="utf-8", newline="\n")
        for name, path in waiting.items():
            os.replace(path, folder / f"{name}.csv")
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)


def difference(name: str, text: str, folder: Path) -> str | None:
    """Return the first row in which the committed table differs from `text`, in words; None if none does."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        return f"table {name!r}: there is no {path}"
    committed = path.read_bytes().decode("utf-8", errors="replace")
    if committed == text:
        return None
    pairs = zip_longest(committed.split("\n"), text.split("\n"), fillvalue="(no such row)")
    row, (old, new) = next((row, pair) for row, pair in enumerate(pairs) if pair[0] != pair[1])
    where = f"row {row}" if row else "header"
    return f"table {name!r}, {where}:\n  committed: {old}\n  rebuilt:   {new}\n  file: {path}"
